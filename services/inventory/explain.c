/*
 * Why is on hand what it is: the chain of movements behind a balance.
 */
#include <inttypes.h>
#include <string.h>

#include "services/inventory/handlers.h"
#include "services/inventory/steps.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_explain.h"

static struct stock *
stock_asked(struct turn *turn, const struct explain_stock *query)
{
    const struct books *books = turn_state(turn);
    const struct location *location = books_find_location(books, query->location);
    const struct item *item = books_find_item(books, query->sku);

    return location != NULL && item != NULL ? books_find_stock(books, location, item) : NULL;
}

/* The chain goes on before the movement that was named, so that one is read along and left out. */
static void
chain_asked(const struct explain_stock *query, const struct stock *stock, int64_t *newest,
            size_t *most)
{
    *newest = query->before_movement_id > 0 ? query->before_movement_id : stock->movement_last;
    *most = query->limit + 1 + (query->before_movement_id > 0);
}

void
want_movements(struct turn *turn, const struct input *input)
{
    const struct explain_stock *query = input->message;
    const struct stock *stock = stock_asked(turn, query);
    int64_t newest;
    size_t most;

    if (stock == NULL || !may_move_stock(input, query->location))
        return;
    chain_asked(query, stock, &newest, &most);
    store_want_movements(turn, query->location, query->sku, newest, (int64_t)most);
}

static void
answer(struct turn *turn, const struct explain_stock *query, const struct stock *stock)
{
    int64_t newest;
    size_t most;

    chain_asked(query, stock, &newest, &most);
    struct movement_fact *facts = arena_take(turn_arena(turn), most * sizeof *facts);
    size_t count =
        store_find_movements(turn, query->location, query->sku, newest, facts, most);
    if (query->before_movement_id > 0) {
        if (count == 0) {
            turn_reject(turn,
                        arena_format(turn_arena(turn),
                                     "MOVEMENT_UNKNOWN: %" PRId64 " is none of %s at %s",
                                     query->before_movement_id, query->sku, query->location),
                        NULL);
            return;
        }
        facts++;
        count--;
    }
    const bool more = count > query->limit;
    wire_reply_explanation(turn, stock, facts, more ? query->limit : count, more);
}

void
on_explain_stock(struct turn *turn, const struct input *input)
{
    const struct explain_stock *query = input->message;
    const struct stock *stock = stock_asked(turn, query);

    if (!may_move_stock(input, query->location))
        turn_deny(turn, "a warehouse asks about its own location only");
    else if (stock == NULL)
        turn_reject(turn,
                    arena_format(turn_arena(turn), "NO_STOCK: %s never lay at %s", query->sku,
                                 query->location),
                    NULL);
    else
        answer(turn, query, stock);
}
