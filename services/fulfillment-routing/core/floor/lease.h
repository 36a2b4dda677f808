/*
 * Who works on a pick list, and until when.
 */
#ifndef ROUTING_LEASE_H
#define ROUTING_LEASE_H

#include <stdbool.h>
#include <stdint.h>

struct lease {
    const char *picker; /* "": nobody took the list */
    int64_t until_us;
};

enum lease_claim {
    LEASE_TAKEN,   /* the list was ready */
    LEASE_LONGER,  /* it is the picker's own */
    LEASE_REFUSED, /* somebody else works on it */
};

enum lease_use {
    LEASE_HOLDS,
    LEASE_NEVER_TAKEN,
    LEASE_ENDED, /* the picker had it, too long */
    LEASE_OF_OTHERS,
};

/* Somebody works on it now. */
bool lease_is_held(const struct lease *lease, int64_t now_us);
/* May this picker take it? */
enum lease_claim lease_claim(const struct lease *lease, const char *picker, int64_t now_us);
/* May this picker work on it? */
enum lease_use lease_use(const struct lease *lease, const char *picker, int64_t now_us);

#endif
