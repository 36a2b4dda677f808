/*
 * Orders of the read model: recent ones in memory, all of them in rows.
 *
 * An event's want calls orders_want; its handler then has the order by orders_touch, which also makes it
 * when no feed has told of it before, and changes it as it likes: the row, its counts (tally.h) and its
 * part of the timeline are written once, when the turn ends.
 */
#ifndef GATEWAY_ORDERS_H
#define GATEWAY_ORDERS_H

#include "common/map.h"
#include "common/turn.h"
#include "services/gateway/core/order_fold.h"

#define ORDERS_IN_MEMORY_MAX 65536

/* Between turns. */
struct orders_memory {
    struct map *orders; /* order id -> struct order_fold */
    int64_t *queue;     /* their ids, oldest first; a ring */
    uint64_t queue_first, queue_end;
    int64_t order_id_max; /* no row is above it */
};

/* What the order feed tells when an order is placed, or goes elsewhere: written to the row, not kept. */
struct order_words {
    const char *external_id, *country, *city, *postal_code, *currency;
    int64_t value_minor;
};

/* One order of this turn. */
struct touched_order {
    struct order_fold *order;
    bool is_new;
    const struct order_words *placed, *redirected;
    const char *parked; /* NULL: as it was */
    struct timeline_entry *first, *last;
};

struct orders_stage {
    struct touched_order **touched; /* order_fold.staged is the position in it, from 1 on */
    uint32_t touched_count, touched_max;
    int64_t *wanted;
    uint32_t wanted_count, wanted_max;
};

void orders_want(struct turn *turn, uint64_t order_id);
/* at_us: when the event was said. */
struct touched_order *orders_touch(struct turn *turn, uint64_t order_id, int64_t at_us);
/* Another parcel; moves the order, so take it from touched->order anew. */
struct parcel *orders_plan(struct turn *turn, struct touched_order *touched, int64_t fulfillment_id,
                           const char *location, int64_t units);

void orders_open(struct orders_memory *memory, struct db *db);
void orders_close(struct orders_memory *memory);
void orders_load(struct turn *turn);
void orders_save(struct turn *turn);

#endif
