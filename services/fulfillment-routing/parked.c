/*
 * Parked parts of orders, and what brings them back on their way.
 */
#include <stdlib.h>

#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/plan.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

static void
retry(struct turn *turn, struct parked *parked)
{
    struct order *order = parked->order;

    store_note_parked_end(turn, parked->id, PARKED_TRIED_AGAIN);
    parked_remove(store_memory(turn), parked);
    plan_route(turn, order, parked->lines, parked->line_count, parked->parent_id);
}

/* Parked parts of one order; those that come back parked are not among them. */
static size_t
retry_order(struct turn *turn, struct order *order)
{
    const int64_t new_from = store_memory(turn)->next_id;
    size_t count = 0;

    if (order->excluded_count > 0 || order->reroutes > 0) {
        order_include_all(store_memory(turn), order);
        order_count_reroutes(store_memory(turn), order, 0);
        store_note_past(turn, order);
    }
    for (struct parked *parked = order->parked, *next; parked != NULL; parked = next) {
        next = parked->next;
        if (parked->id >= new_from)
            continue;
        retry(turn, parked);
        count++;
    }
    return count;
}

static int
compare_orders(const void *a, const void *b)
{
    const int64_t left = (*(struct order *const *)a)->id;
    const int64_t right = (*(struct order *const *)b)->id;

    return (left > right) - (left < right);
}

/* In the order of their ids. */
static size_t
retry_all(struct turn *turn)
{
    const struct memory *memory = store_memory(turn);
    const size_t most = map_count(memory->parked);
    struct order **orders = arena_take(turn_arena(turn), most * sizeof *orders);
    const struct parked *parked;
    size_t order_count = 0;
    size_t count = 0;
    size_t at = 0;

    while ((parked = map_next(memory->parked, &at)) != NULL) {
        if (parked->order->parked == parked) /* each order once */
            orders[order_count++] = parked->order;
    }
    qsort(orders, order_count, sizeof(struct order *), compare_orders);
    for (size_t i = 0; i < order_count; i++)
        count += retry_order(turn, orders[i]);
    return count;
}

void
on_retry_parked(struct turn *turn, const struct input *input)
{
    const struct retry *retry = input->message;
    struct memory *memory = store_memory(turn);

    if (retry->order_id == 0) {
        answer_count(turn, retry_all(turn));
        return;
    }
    struct order *order = map_find(memory->orders, retry->order_id);
    if (order == NULL || order->parked == NULL) {
        turn_reject(turn, "nothing of this order is parked", NULL);
        return;
    }
    if (retry->redirected && order->terms.pickup != NULL) {
        turn_reject(turn, "the customer collects it: amend the order to have it delivered", NULL);
        return;
    }
    if (retry->redirected)
        order_redirect(memory, order, &retry->destination);
    answer_count(turn, retry_order(turn, order));
}

/* --- by themselves ------------------------------------------------------------------------------
 */

#define SLICE 200

static int
compare_parked(const void *a, const void *b)
{
    const struct parked *left = *(struct parked *const *)a;
    const struct parked *right = *(struct parked *const *)b;

    if (left->order->id != right->order->id)
        return left->order->id < right->order->id ? -1 : 1;
    return (left->id > right->id) - (left->id < right->id);
}

/* Stock came, or was let go: who waits for it is tried again, the oldest order first, a slice a
 * turn. Who has to wait on is not told again. */
void
parked_go_on(struct turn *turn, const struct input *input)
{
    struct memory *memory = store_memory(turn);
    struct parked *parked;
    size_t count = 0;

    (void)input;
    if (memory->stirred_count == 0)
        return;
    struct parked **stirred =
        arena_take(turn_arena(turn), (size_t)memory->stirred_count * sizeof *stirred);
    for (size_t at = 0; (parked = map_next(memory->parked, &at)) != NULL;) {
        if (parked->stirred)
            stirred[count++] = parked;
    }
    qsort(stirred, count, sizeof(struct parked *), compare_parked);
    for (size_t i = 0; i < count && i < SLICE; i++) {
        parked_settle(memory, stirred[i]);
        (void)plan_route_parked(turn, stirred[i]);
    }
}
