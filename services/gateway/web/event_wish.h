/*
 * Which events a listener gets: what it asks for (types, subject) of what its role may see, worked
 * out once when it begins, so that the question for each event is a bit and a comparison.
 */
#ifndef GATEWAY_EVENT_WISH_H
#define GATEWAY_EVENT_WISH_H

#include "common/turn.h"
#include "services/gateway/core/place.h"

#define WISH_TYPES_MAX  32   /* patterns in a request */
#define WISH_TYPE_BYTES 1024 /* types there may be, in bits */

struct event_wish {
    uint8_t types[WISH_TYPE_BYTES / 8]; /* bit set, by index into message_types */
    char subject[64];                   /* "": all */
    bool feeds[PLACE_FEEDS];            /* has any event of interest */
};

/* types: patterns separated by commas, "": all; each is the full name of a type, or a beginning of
 * some with * behind it. NULL, or a sentence about what is wrong with them; *denied: the asker may
 * not see what it asks for. */
const char *event_wish_read(struct event_wish *wish, const struct identity *asker,
                            const char *types, const char *subject, bool *denied);

/* Does the pattern name any type that is said on a feed? */
bool event_wish_is_of_a_feed(const char *pattern);

bool event_wish_has(const struct event_wish *wish, int type, const char *subject);

/* The types wanted of one feed, for who delivers them: their names; 0 when all of them are, or so
 * many that names would not fit. */
size_t event_wish_names(const struct event_wish *wish, int feed, const char *names[WISH_TYPES_MAX]);

#endif
