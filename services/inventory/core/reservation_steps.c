/*
 * The lifecycle of a reservation. Its state follows from what its lines and changes say after an
 * input; the table tells which of that may follow on what. What is not in the table does not happen:
 * the rules refuse it before (no such units are promised, nothing was recalled), so a missing step
 * is a bug.
 */
#include <string.h>

#include "services/inventory/core/inventory.h"

/* clang-format off */
const struct reservation_step reservation_steps[] = {
    /* from, on, to, why */
    { RESERVATION_NONE,        ON_PROMISE, RESERVATION_COMMITTED,   "units are promised" },
    { RESERVATION_NONE,        ON_WAIT,    RESERVATION_BACKORDERED, "it waits for stock" },
    { RESERVATION_NONE,        ON_RELEASE, RESERVATION_RELEASED,    "all of it is sold out" },
    { RESERVATION_BACKORDERED, ON_PROMISE, RESERVATION_COMMITTED,   "stock came" },
    { RESERVATION_BACKORDERED, ON_WAIT,    RESERVATION_BACKORDERED, "a part is cancelled, or more is ordered" },
    { RESERVATION_BACKORDERED, ON_FULFIL,  RESERVATION_FULFILLED,   "what waited is cancelled, the rest had left" },
    { RESERVATION_BACKORDERED, ON_RELEASE, RESERVATION_RELEASED,    "what waited is cancelled" },
    { RESERVATION_COMMITTED,   ON_RECALL,  RESERVATION_RECALLED,    "routing is asked" },
    { RESERVATION_COMMITTED,   ON_PROMISE, RESERVATION_COMMITTED,   "a parcel left, or stock came" },
    { RESERVATION_COMMITTED,   ON_WAIT,    RESERVATION_BACKORDERED, "what was promised left, or is lost" },
    { RESERVATION_COMMITTED,   ON_FULFIL,  RESERVATION_FULFILLED,   "everything left" },
    { RESERVATION_COMMITTED,   ON_RELEASE, RESERVATION_RELEASED,    "cancelled before it was routed" },
    { RESERVATION_RECALLED,    ON_RECALL,  RESERVATION_RECALLED,    "a parcel left, or the next change asks" },
    { RESERVATION_RECALLED,    ON_PROMISE, RESERVATION_COMMITTED,   "answered: something is still promised" },
    { RESERVATION_RECALLED,    ON_WAIT,    RESERVATION_BACKORDERED, "answered: the rest waits" },
    { RESERVATION_RECALLED,    ON_FULFIL,  RESERVATION_FULFILLED,   "answered: everything else left" },
    { RESERVATION_RECALLED,    ON_RELEASE, RESERVATION_RELEASED,    "answered: all is given back" },
    { RESERVATION_FULFILLED,   ON_PROMISE, RESERVATION_COMMITTED,   "more is ordered" },
    { RESERVATION_FULFILLED,   ON_WAIT,    RESERVATION_BACKORDERED, "more is ordered" },
    { RESERVATION_FULFILLED,   ON_FULFIL,  RESERVATION_FULFILLED,   "more is ordered, but sold out" },
    { RESERVATION_RELEASED,    ON_PROMISE, RESERVATION_COMMITTED,   "more is ordered" },
    { RESERVATION_RELEASED,    ON_WAIT,    RESERVATION_BACKORDERED, "more is ordered" },
    { RESERVATION_RELEASED,    ON_RELEASE, RESERVATION_RELEASED,    "more is ordered, but sold out" },
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

static enum reservation_change
what_is_left(const struct reservation *reservation)
{
    bool promised = false, waits = false, shipped = false;

    if (reservation->changes_first != NULL)
        return ON_RECALL;
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        promised |= reservation->lines[i].promised > 0;
        waits |= reservation->lines[i].backordered > 0;
        shipped |= reservation->lines[i].shipped > 0;
    }
    return promised ? ON_PROMISE : waits ? ON_WAIT : shipped ? ON_FULFIL : ON_RELEASE;
}

void
reservation_step(const struct keeper *keeper, struct reservation *reservation)
{
    const struct reservation_step *step =
        reservation_step_find(reservation->state, what_is_left(reservation));

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
