/*
 * Counts that a turn changes (core/tallies.h), summed up in memory and written as one increment a row.
 */
#ifndef GATEWAY_TALLY_H
#define GATEWAY_TALLY_H

#include "common/turn.h"
#include "services/gateway/core/tallies.h"

struct tally_stage {
    struct tally_slot *slots; /* open addressing; a power of two */
    uint32_t slot_count, used;
};

/* Texts must live until the turn ends, or be literals. */
void tally_add(struct turn *turn, int kind, int64_t day, const char *location, const char *channel, int64_t count);
/* What this order counts for, sign 1 or -1. */
void tally_order(struct turn *turn, const struct order_fold *order, int sign);
void tally_save(struct turn *turn);

#endif
