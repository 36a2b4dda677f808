/*
 * Options that every command takes, before or after its name. Filled once while the command line
 * is read, then only read.
 */
#ifndef CROSSDOCK_CLI_OPTIONS_H
#define CROSSDOCK_CLI_OPTIONS_H

#include <argp.h>
#include <stdbool.h>
#include <stdint.h>

struct options {
    const char *keys;        /* folder of key files */
    const char *key;         /* own name in it */
    bool key_is_default;     /* nobody chose it */
    const char *order, *inventory, *routing, *forecasting, *gateway; /* endpoints; NULL: on this machine */
    uint32_t timeout_ms;
    bool json;               /* answers as JSON, for programs */
    bool local;              /* times in the zone of this computer, not UTC */
    const char *id;          /* of the command; NULL: a random one */
};

extern struct options options;

/* From the environment; before the command line is read. */
void options_start(void);
/* To be given as argp_children of each command. */
extern const struct argp_child options_children[];
extern const struct argp options_argp;

/* The endpoints of a service by its name. */
const char *options_endpoints(const char *server);

/* A number of an option or argument within limits; else a usage error that names it. */
int64_t options_number(struct argp_state *state, const char *what, const char *text, int64_t min,
                       int64_t max);

#endif
