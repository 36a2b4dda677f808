/*
 * What a shop may promise: a query over the same numbers that a promise is decided on.
 */
#include "common/log.h"
#include "common/metrics.h"
#include "services/inventory/books.h"
#include "services/inventory/handlers.h"
#include "services/inventory/steps.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_availability.h"

void
on_get_availability(struct turn *turn, const struct input *input)
{
    const struct get_availability *query = input->message;
    struct item **items = arena_take(turn_arena(turn), query->count * sizeof *items);

    for (size_t i = 0; i < query->count; i++)
        items[i] = books_find_item(turn_state(turn), query->skus[i]);
    wire_reply_availability(turn, query, items);
}
