/*
 * The life of a fulfillment order as a table. What is not in it is refused.
 *
 * A warehouse that does not tell every step is not made to: a shipment from a released list says
 * that it was accepted and picked in full.
 */
#include "services/fulfillment-routing/core/fulfillment_steps.h"

/* clang-format off */
const struct fulfillment_step fulfillment_steps[] = {
    /* from                  on             to                     why */
    { FULFILLMENT_NONE,      ON_PLAN,       FULFILLMENT_PLANNED,   "routing chose the location" },
    { FULFILLMENT_PLANNED,   ON_RELEASE,    FULFILLMENT_RELEASED,  "its wave is on a list" },
    { FULFILLMENT_RELEASED,  ON_ACCEPT,     FULFILLMENT_ACCEPTED,  "the pick list was taken" },
    { FULFILLMENT_RELEASED,  ON_SCAN,       FULFILLMENT_PICKING,   "the first units were scanned" },
    { FULFILLMENT_ACCEPTED,  ON_SCAN,       FULFILLMENT_PICKING,   "the first units were scanned" },
    { FULFILLMENT_PICKING,   ON_SCAN,       FULFILLMENT_PICKING,   "more units were scanned" },
    { FULFILLMENT_RELEASED,  ON_PICK,       FULFILLMENT_PACKED,    "picked unannounced" },
    { FULFILLMENT_ACCEPTED,  ON_PICK,       FULFILLMENT_PACKED,    "what was found is packed" },
    { FULFILLMENT_PICKING,   ON_PICK,       FULFILLMENT_PACKED,    "the last line is picked" },
    { FULFILLMENT_RELEASED,  ON_NONE_FOUND, FULFILLMENT_CANCELLED, "nothing was on the shelves" },
    { FULFILLMENT_ACCEPTED,  ON_NONE_FOUND, FULFILLMENT_CANCELLED, "nothing was on the shelves" },
    { FULFILLMENT_PICKING,   ON_NONE_FOUND, FULFILLMENT_CANCELLED, "nothing was on the shelves" },
    { FULFILLMENT_RELEASED,  ON_SHIP,       FULFILLMENT_SHIPPED,   "picked and handed over" },
    { FULFILLMENT_ACCEPTED,  ON_SHIP,       FULFILLMENT_SHIPPED,   "picked and handed over" },
    { FULFILLMENT_PICKING,   ON_SHIP,       FULFILLMENT_SHIPPED,   "picked and handed over" },
    { FULFILLMENT_PACKED,    ON_SHIP,       FULFILLMENT_SHIPPED,   "the parcel was handed over" },
    { FULFILLMENT_RELEASED,  ON_REJECT,     FULFILLMENT_REJECTED,  "it cannot be done there" },
    { FULFILLMENT_ACCEPTED,  ON_REJECT,     FULFILLMENT_REJECTED,  "it cannot be done after all" },
    { FULFILLMENT_PICKING,   ON_REJECT,     FULFILLMENT_REJECTED,  "it cannot be finished" },
    { FULFILLMENT_PLANNED,   ON_CLOSE,      FULFILLMENT_REJECTED,  "the location closed" },
    { FULFILLMENT_RELEASED,  ON_CLOSE,      FULFILLMENT_REJECTED,  "the location closed" },
    { FULFILLMENT_ACCEPTED,  ON_CLOSE,      FULFILLMENT_REJECTED,  "the location closed" },
    { FULFILLMENT_PICKING,   ON_CLOSE,      FULFILLMENT_REJECTED,  "the location closed" },
    { FULFILLMENT_PLANNED,   ON_MOVE,       FULFILLMENT_REJECTED,  "it is better, or in time, elsewhere" },
    { FULFILLMENT_RELEASED,  ON_MOVE,       FULFILLMENT_REJECTED,  "it is in time elsewhere" },
    { FULFILLMENT_PLANNED,   ON_RECALL,     FULFILLMENT_CANCELLED, "cancelled before its wave" },
    { FULFILLMENT_RELEASED,  ON_RECALL,     FULFILLMENT_CANCELLED, "cancelled before picking" },
    { FULFILLMENT_ACCEPTED,  ON_RECALL,     FULFILLMENT_CANCELLED, "cancelled before picking" },
    { FULFILLMENT_PICKING,   ON_RECALL,     FULFILLMENT_CANCELLED, "cancelled while picking" },
    { FULFILLMENT_PACKED,    ON_RECALL,     FULFILLMENT_CANCELLED, "cancelled before it left" },
    { FULFILLMENT_READY,     ON_RECALL,     FULFILLMENT_CANCELLED, "cancelled before it was collected" },
    { FULFILLMENT_PACKED,    ON_PACK,       FULFILLMENT_PACKED,    "a parcel of it is closed" },
    { FULFILLMENT_READY,     ON_PACK,       FULFILLMENT_READY,     "a parcel of it is closed" },
    { FULFILLMENT_SHIPPED,   ON_DELIVER,    FULFILLMENT_DELIVERED, "the customer has it" },
    { FULFILLMENT_PACKED,    ON_READY,      FULFILLMENT_READY,     "it can be collected where it was picked" },
    { FULFILLMENT_SHIPPED,   ON_READY,      FULFILLMENT_READY,     "it has come to where it is collected" },
    { FULFILLMENT_READY,     ON_COLLECT,    FULFILLMENT_DELIVERED, "the customer has taken it" },
    { FULFILLMENT_READY,     ON_EXPIRE,     FULFILLMENT_READY,     "nobody took it in time: to be called back" },
    { FULFILLMENT_READY,     ON_GIVE_UP,    FULFILLMENT_SHIPPED,   "nobody took what was sent: it comes back as a return" },
};
/* clang-format on */

const size_t fulfillment_step_count = sizeof fulfillment_steps / sizeof *fulfillment_steps;

const struct fulfillment_step *
fulfillment_step(enum fulfillment_state from, enum fulfillment_input on)
{
    for (size_t i = 0; i < fulfillment_step_count; i++) {
        if (fulfillment_steps[i].from == from && fulfillment_steps[i].on == on)
            return &fulfillment_steps[i];
    }
    return NULL;
}

const char *
fulfillment_state_name(enum fulfillment_state state)
{
    static const char *const names[] = {
        "NONE",    "PLANNED",  "RELEASED",  "ACCEPTED",  "PICKING", "PACKED",
        "SHIPPED", "REJECTED", "CANCELLED", "DELIVERED", "READY",
    };
    return names[state];
}

const char *
fulfillment_input_name(enum fulfillment_input input)
{
    static const char *const names[] = {
        "planned",   "released",      "accepted",
        "picked",    "found missing", "shipped",
        "rejected",  "recalled",      "left behind by its location",
        "scanned",   "delivered",     "made ready",
        "collected", "expired",       "moved",
        "given up", "packed",
    };
    return names[input];
}

bool
fulfillment_is_open(enum fulfillment_state state)
{
    return state >= FULFILLMENT_PLANNED && state <= FULFILLMENT_PACKED;
}

bool
fulfillment_is_on_list(enum fulfillment_state state)
{
    return state >= FULFILLMENT_RELEASED && state <= FULFILLMENT_PICKING;
}
