/*
 * What goes into a parcel.
 */
#ifndef ROUTING_PARCEL_H
#define ROUTING_PARCEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A line of what was picked. */
struct parcel_line {
    int32_t line;
    int64_t picked;
    int64_t packed; /* in parcels before this one */
    int64_t now;    /* decided: in this one */
};

struct parcel_ask {
    int32_t line;
    int64_t quantity;
};

enum parcel_outcome {
    PARCEL_FITS,
    PARCEL_COMPLETES,    /* and with it all is packed */
    PARCEL_EMPTY,        /* all was packed before */
    PARCEL_NO_SUCH_LINE, /* nothing was picked of it, or it was told twice */
    PARCEL_TOO_MANY,
    PARCEL_OUTCOME_COUNT
};

/* asks none: all that is not packed. The lines' now is what goes in, when it fits. */
enum parcel_outcome parcel_decide(struct parcel_line *lines, size_t line_count,
                                  const struct parcel_ask *asks, size_t ask_count);
/* Why not, for whoever packs. */
const char *parcel_reason(enum parcel_outcome outcome);

#endif
