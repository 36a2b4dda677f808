/*
 * Places: how far somebody has come in the four feeds. As text the positions in the order of
 * place_feeds, `812.2290.1504.77`: everything through these positions has been delivered.
 */
#ifndef GATEWAY_CORE_PLACE_H
#define GATEWAY_CORE_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PLACE_FEEDS      4
#define PLACE_TEXT_BYTES (4 * 20 + 4)

struct place {
    uint64_t at[PLACE_FEEDS];
};

/* Where somebody wants to begin. */
enum place_kind {
    PLACE_WRONG,
    PLACE_EARLIEST, /* with everything that is kept */
    PLACE_LATEST,   /* with what comes from now on */
    PLACE_AFTER,    /* after the positions that are given */
};

/* order, inventory, fulfillment-routing, forecasting */
extern const char *const place_feeds[PLACE_FEEDS];

int place_feed_index(const char *feed); /* -1: none of them */
/* The feed on which messages of this type are said, by the package of their name. -1: on none. */
int place_feed_of_type(const char *type);

/* "earliest", "latest", or four positions without signs or leading zeros. */
enum place_kind place_read(const char *text, struct place *place);
/* The bytes written, without the NUL. */
size_t place_write(const struct place *place, char text[PLACE_TEXT_BYTES]);

#endif
