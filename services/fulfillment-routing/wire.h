/*
 * Messages in and out: protobuf becomes checked plain structs here, and nowhere else.
 *
 * read_* are the read functions of handlers.c; what they return lives as long as the turn.
 */
#ifndef ROUTING_WIRE_H
#define ROUTING_WIRE_H

#include "common/service.h"
#include "services/fulfillment-routing/memory.h"

struct postal_codes {
    size_t count;
    struct postal_entry *entries; /* no key twice */
};

struct pick_list_acceptance {
    int64_t pick_list_id;
};

struct picked_line {
    int32_t line;
    int64_t picked;
};
struct pick_confirmation {
    int64_t fulfillment_order_id;
    size_t line_count;
    struct picked_line *lines;
};

struct shipped_lot {
    int32_t line;
    const char *lot;
    int64_t quantity;
};
struct shipment {
    int64_t fulfillment_order_id;
    const char *carrier, *tracking;
    size_t lot_count;
    struct shipped_lot *lots;
};

struct rejection {
    int64_t fulfillment_order_id;
    const char *reason;
};

struct retry {
    int64_t order_id; /* 0: all */
    bool redirected;
    struct destination destination;
};

struct bins {
    const char *location;
    size_t count;
    const struct bin {
        const char *sku, *bin;
    } * list;
};

struct asked_allocations {
    const char *sku, *location; /* location "": everywhere */
    size_t limit;
};

struct asked_order {
    int64_t order_id;
};

struct promised_line {
    int32_t line;
    int32_t together;
    const char *sku;
    int64_t quantity;
};
struct promise {
    int64_t order_id;
    int64_t placed_at_us;
    uint32_t round;
    const char *channel;
    bool promised_before;
    bool ship_complete;
    struct destination destination;
    size_t line_count;
    struct promised_line *lines;
};

enum recall_reason { RECALL_CANCEL, RECALL_HOLD, RECALL_REDIRECT, RECALL_STOCK_LOST };
const char *recall_reason_name(enum recall_reason reason);

struct recall {
    int64_t order_id;
    enum recall_reason reason;
    size_t line_count; /* 0: everything */
    struct promised_line *lines;
};

struct stock_move {
    const char *location, *sku, *bin;
    int64_t on_hand_after, unavailable_after;
    bool settles;   /* somebody has counted, or more came: the shelf is doubtful no more */
    struct lot lot; /* what changed of what is fit for sale; name "": no lot */
};
struct stock_moves {
    size_t count;
    struct stock_move *moves;
    int64_t fulfillment_order_id; /* whose shipment it is; 0: another cause */
};

struct completed_count {
    const char *location;
    size_t count;
    const char **skus;
};

#define READ(name)                                                                                 \
    const void *name(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)

READ(read_define_postal_codes);
READ(read_accept_pick_list);
READ(read_confirm_pick);
READ(read_confirm_shipment);
READ(read_reject_fulfillment);
READ(read_retry_parked);
READ(read_explain_order);
READ(read_get_allocations);
READ(read_location_changed);
READ(read_bins_assigned);
READ(read_stock_moved);
READ(read_count_completed);
READ(read_reservation_committed);
READ(read_reservation_recalled);

/* What is said about a fulfillment order. lines: those to tell, with quantity. */
struct told_lines {
    size_t count;
    const struct ask *lines;
};
/* before: by line of the fulfillment order, units that were planned before. */
void say_planned(struct turn *turn, const struct fulfillment *fulfillment,
                 const struct seen_place *place, uint32_t parcels, const int64_t *before);
void say_parked(struct turn *turn, const struct order *order, const char *reason);
void say_accepted(struct turn *turn, const struct fulfillment *fulfillment);
void say_picked(struct turn *turn, const struct fulfillment *fulfillment, struct told_lines told);
void say_short(struct turn *turn, const struct fulfillment *fulfillment, struct told_lines told);
void say_rejected(struct turn *turn, const struct fulfillment *fulfillment, const char *reason);
void say_shipped(struct turn *turn, const struct fulfillment *fulfillment,
                 const struct shipment *shipment, struct told_lines told);
void say_cancelled(struct turn *turn, const struct fulfillment *fulfillment, const char *reason,
                   struct told_lines told);
void say_recall_answered(struct turn *turn, int64_t order_id, struct told_lines given_back);

#endif
