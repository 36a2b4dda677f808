/*
 * What may be said of a location's profile, as text: one row each, for the options of
 * `crossdock location profile` and the columns of `crossdock import profiles` alike.
 */
#ifndef CROSSDOCK_CLI_PROFILE_FIELDS_H
#define CROSSDOCK_CLI_PROFILE_FIELDS_H

#include "clients/libcrossdock/crossdock.h"
#include "common/arena.h"
#include "common/check.h"

struct profile_field {
    const char *flag;     /* of the command line */
    const char *columns;  /* what a column may be called, see sheet.h */
    const char *argument; /* what it looks like */
    const char *what;     /* a sentence for --help */
    /* False: the text is not of this form. */
    bool (*read)(struct arena *arena, const char *text, Crossdock__Routing__V1__Profile *profile);
};

#define PROFILE_FIELD_COUNT 21
extern const struct profile_field profile_fields[PROFILE_FIELD_COUNT];

#endif
