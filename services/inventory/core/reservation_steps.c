/*
 * The lifecycle of a reservation. What is not in the table does not happen: the rules refuse it
 * before (no such units are promised, nothing was recalled), so a missing step is a bug.
 */
#include <string.h>

#include "services/inventory/core/inventory.h"

/* clang-format off */
const struct reservation_step reservation_steps[] = {
    /* from, on, to, why */
    { RESERVATION_NONE,        ON_PROMISE,       RESERVATION_COMMITTED,   "units are promised" },
    { RESERVATION_NONE,        ON_BACKORDER,     RESERVATION_BACKORDERED, "it waits for stock" },
    { RESERVATION_BACKORDERED, ON_PROMISE,       RESERVATION_COMMITTED,   "stock came" },
    { RESERVATION_COMMITTED,   ON_PROMISE,       RESERVATION_COMMITTED,   "more stock came" },
    { RESERVATION_COMMITTED,   ON_SHIP_SOME,     RESERVATION_COMMITTED,   "a parcel left" },
    { RESERVATION_COMMITTED,   ON_SHIP_PROMISED, RESERVATION_BACKORDERED, "the rest waits" },
    { RESERVATION_COMMITTED,   ON_SHIP_LAST,     RESERVATION_FULFILLED,   "everything left" },
    { RESERVATION_BACKORDERED, ON_CANCEL,        RESERVATION_RELEASED,    "nothing was promised" },
    { RESERVATION_COMMITTED,   ON_CANCEL,        RESERVATION_RECALLED,    "routing is asked" },
    { RESERVATION_RECALLED,    ON_CANCEL,        RESERVATION_RECALLED,    "it was asked before" },
    { RESERVATION_RECALLED,    ON_SHIP_SOME,     RESERVATION_RECALLED,    "a parcel left" },
    { RESERVATION_RECALLED,    ON_SHIP_PROMISED, RESERVATION_RECALLED,    "all left meanwhile" },
    { RESERVATION_RECALLED,    ON_SHIP_LAST,     RESERVATION_RECALLED,    "all left meanwhile" },
    { RESERVATION_RECALLED,    ON_ANSWER_SOME,   RESERVATION_COMMITTED,   "not all was stopped" },
    { RESERVATION_RECALLED,    ON_ANSWER_ALL,    RESERVATION_RELEASED,    "all is given back" },
};
/* clang-format on */
const size_t reservation_step_count = sizeof reservation_steps / sizeof reservation_steps[0];

/* clang-format off */
static const char *const state_names[RESERVATION_STATE_COUNT] = {
    [RESERVATION_NONE] = "NONE",
    [RESERVATION_BACKORDERED] = "BACKORDERED",
    [RESERVATION_COMMITTED] = "COMMITTED",
    [RESERVATION_RECALLED] = "RECALLED",
    [RESERVATION_FULFILLED] = "FULFILLED",
    [RESERVATION_RELEASED] = "RELEASED",
};
/* clang-format on */

const struct reservation_step *
reservation_step_find(enum reservation_state from, enum reservation_change on)
{
    for (size_t i = 0; i < reservation_step_count; i++) {
        if (reservation_steps[i].from == from && reservation_steps[i].on == on)
            return &reservation_steps[i];
    }
    return NULL;
}

void
reservation_step(const struct keeper *keeper, struct reservation *reservation,
                 enum reservation_change on)
{
    const struct reservation_step *step = reservation_step_find(reservation->state, on);

    assert(step != NULL);
    keep(keeper, &reservation->state, sizeof reservation->state);
    reservation->state = step->to;
}

const char *
reservation_state_name(enum reservation_state state)
{
    assert(state < RESERVATION_STATE_COUNT);
    return state_names[state];
}

bool
reservation_is_open(const struct reservation *reservation)
{
    return reservation->state == RESERVATION_BACKORDERED ||
           reservation->state == RESERVATION_COMMITTED ||
           reservation->state == RESERVATION_RECALLED;
}

struct reservation_line *
reservation_line_find(struct reservation *reservation, uint32_t line, const char *sku)
{
    uint32_t i =
        line - 1; /* lines are numbered 1, 2, 3 ... unless the storefront chose otherwise */

    if (i >= reservation->line_count || reservation->lines[i].line != line) {
        for (i = 0; i < reservation->line_count && reservation->lines[i].line != line; i++)
            continue;
    }
    if (i == reservation->line_count || strcmp(reservation->lines[i].item->sku, sku) != 0)
        return NULL;
    return &reservation->lines[i];
}
