/*
 * The edge: protobuf in, checked plain structs out; decisions in, events out.
 *
 * wire_read_* are the `read` of the handler table. Texts they hand on point into the message and
 * live as long as the turn. wire_say_* pack and say; wire_reply_* answer.
 */
#ifndef INVENTORY_WIRE_H
#define INVENTORY_WIRE_H

#include "common/service.h"
#include "services/inventory/core/inventory.h"

struct item_definition {
    const char *sku, *name, *currency, *supplier;
    char gtin[15]; /* 14 digits or empty */
    int64_t weight_g, unit_cost_minor;
    int32_t lead_time_days;
};

struct location_definition {
    const char *code, *name, *country, *region, *city, *postal_code, *time_zone, *gln;
    double latitude_deg, longitude_deg;
    bool closed;
    int64_t safety_stock;
};

struct define_items {
    size_t count;
    struct item_definition items[];
};

struct define_locations {
    size_t count;
    struct location_definition locations[];
};

struct stock_line {
    const char *sku;
    const char *bin; /* empty: none given */
    int64_t quantity;
};

/* ReceiveStock and AdjustStock. */
struct move_command {
    const char *location;
    const char *reason;
    size_t count;
    struct stock_line lines[];
};

struct get_availability {
    bool by_location;
    size_t count;
    char **skus;
};

struct order_line {
    uint32_t line;
    const char *sku;
    int64_t quantity;
};

struct order_placed {
    int64_t order_id;
    int64_t placed_at_us;
    int32_t priority;
    bool ship_complete;
    const char *channel, *country, *region, *city, *postal_code;
    uint32_t count;
    struct order_line lines[];
};

struct order_event { /* OrderCancelRequested */
    int64_t order_id;
    const char *reason;
};

/* FulfillmentShipped and RecallAnswered (without location). */
struct order_lines {
    int64_t order_id;
    int64_t fulfillment_order_id;
    const char *location;
    uint32_t count;
    struct order_line lines[];
};

const void *wire_read_define_items(struct arena *arena, const ProtobufCMessage *message,
                                   struct refusal *refusal);
const void *wire_read_define_locations(struct arena *arena, const ProtobufCMessage *message,
                                       struct refusal *refusal);
const void *wire_read_receive_stock(struct arena *arena, const ProtobufCMessage *message,
                                    struct refusal *refusal);
const void *wire_read_adjust_stock(struct arena *arena, const ProtobufCMessage *message,
                                   struct refusal *refusal);
const void *wire_read_get_availability(struct arena *arena, const ProtobufCMessage *message,
                                       struct refusal *refusal);
const void *wire_read_order_placed(struct arena *arena, const ProtobufCMessage *message,
                                   struct refusal *refusal);
const void *wire_read_order_cancel_requested(struct arena *arena, const ProtobufCMessage *message,
                                             struct refusal *refusal);
const void *wire_read_fulfillment_shipped(struct arena *arena, const ProtobufCMessage *message,
                                          struct refusal *refusal);
const void *wire_read_recall_answered(struct arena *arena, const ProtobufCMessage *message,
                                      struct refusal *refusal);

/* "<before>123" */
const char *wire_text_of_id(struct turn *turn, const char *before, int64_t id);

void wire_say_item_changed(struct turn *turn, const struct item_definition *item);
void wire_say_location_changed(struct turn *turn, const struct location_definition *location);

struct movement {
    struct stock *stock;
    int64_t quantity;
    int64_t on_hand_after;
    bool new_bin; /* the bin is new with this movement */
};

/* What one cause moved at one location: a row of the ledger and an event. */
struct posting {
    int64_t first_movement_id;
    enum movement_kind kind;
    const char *location;
    const char *reason;
    size_t count;
    struct movement movements[];
};
void wire_say_stock_moved(struct turn *turn, const struct posting *posting);

/* What was granted to the order by this input. */
void wire_say_committed(struct turn *turn, const struct reservation *reservation);
/* What still waits of a new order. */
void wire_say_backordered(struct turn *turn, const struct reservation *reservation);
void wire_say_recalled(struct turn *turn, const struct reservation *reservation);
/* What was given back by this input. */
void wire_say_released(struct turn *turn, const struct reservation *reservation,
                       const char *reason);
/* Of an order that is not open (any more): nothing to give back. */
void wire_say_nothing_released(struct turn *turn, int64_t order_id, const char *channel,
                               const char *reason);

void wire_reply_done(struct turn *turn, size_t count);
void wire_reply_moved(struct turn *turn, int64_t first_movement_id, size_t count);
/* items[i] is NULL when skus[i] is unknown. */
void wire_reply_availability(struct turn *turn, const struct get_availability *query,
                             struct item *const *items);

#endif
