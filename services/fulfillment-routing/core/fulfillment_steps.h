/*
 * The life of a fulfillment order. States are those of routing.proto and of the CHECK in
 * sql/migrations/0010_picking.sql.
 */
#ifndef ROUTING_FULFILLMENT_STEPS_H
#define ROUTING_FULFILLMENT_STEPS_H

#include <stdbool.h>
#include <stddef.h>

enum fulfillment_state {
    FULFILLMENT_NONE,
    FULFILLMENT_PLANNED,
    FULFILLMENT_RELEASED,
    FULFILLMENT_ACCEPTED,
    FULFILLMENT_PICKING,
    FULFILLMENT_PACKED,
    FULFILLMENT_SHIPPED,
    FULFILLMENT_REJECTED,
    FULFILLMENT_CANCELLED,
    FULFILLMENT_DELIVERED, /* the customer has it */
    FULFILLMENT_READY,     /* waits to be collected */
    FULFILLMENT_STATE_COUNT
};

enum fulfillment_input {
    ON_PLAN,
    ON_RELEASE,
    ON_ACCEPT,
    ON_PICK,
    ON_NONE_FOUND,
    ON_SHIP,
    ON_REJECT,
    ON_RECALL,
    ON_CLOSE,
    ON_SCAN,
    ON_DELIVER,
    ON_READY,
    ON_COLLECT,
    ON_EXPIRE,
    ON_MOVE,
    ON_GIVE_UP,
    ON_PACK,
    FULFILLMENT_INPUT_COUNT
};

struct fulfillment_step {
    enum fulfillment_state from;
    enum fulfillment_input on;
    enum fulfillment_state to;
    const char *why;
};

extern const struct fulfillment_step fulfillment_steps[];
extern const size_t fulfillment_step_count;

/* NULL: refused. */
const struct fulfillment_step *fulfillment_step(enum fulfillment_state from,
                                                enum fulfillment_input on);
const char *fulfillment_state_name(enum fulfillment_state state);
const char *fulfillment_input_name(enum fulfillment_input input);

/* Its units are still to be shipped from its location. */
bool fulfillment_is_open(enum fulfillment_state state);
/* It is to be picked: it stands on its pick list. */
bool fulfillment_is_on_list(enum fulfillment_state state);

#endif
