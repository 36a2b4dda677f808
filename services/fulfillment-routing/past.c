/*
 * What is remembered of an order beyond its open parts: who refused it, how often its
 * units were routed again, and which of them were planned before and called back.
 *
 * Units that come again are no new demand near any location (FulfillmentPlanned.planned_before),
 * and who refused an order once is not asked again, even when all of it was called back in
 * between and the order left the memory. Rows are written for such orders only.
 */
#include <stdlib.h>
#include <string.h>

#include "services/fulfillment-routing/memory.h"

struct past
order_past(const struct order *order)
{
    struct past past = {
        .excluded_count = order->excluded_count,
        .before = order->before,
        .before_count = order->before_count,
        .reroutes = order->reroutes,
    };

    memcpy(past.excluded, order->excluded, sizeof past.excluded);
    return past;
}

/* The order's own copy of the list, with room for more. */
static void
make_room(struct memory *memory, struct order *order, size_t more)
{
    struct planned_before *fresh = calloc(order->before_count + more, sizeof *fresh);

    assert(fresh != NULL);
    if (order->before_count > 0)
        memcpy(fresh, order->before, order->before_count * sizeof *fresh);
    memory_keep(memory, order, sizeof *order);
    memory_replaced(memory, order->before, fresh);
    order->before = fresh;
}

void
order_remember(struct memory *memory, struct order *order, const struct past *past)
{
    memory_keep(memory, order, sizeof *order);
    memcpy(order->excluded, past->excluded, sizeof order->excluded);
    order->excluded_count = past->excluded_count;
    order->reroutes = past->reroutes;
    if (past->before_count == 0)
        return;
    make_room(memory, order, past->before_count);
    memcpy(order->before, past->before, past->before_count * sizeof *order->before);
    order->before_count = past->before_count;
}

void
order_give_back(struct memory *memory, struct order *order, const struct ask *lines, size_t count)
{
    if (count == 0)
        return;
    make_room(memory, order, count);
    for (size_t i = 0; i < count; i++) {
        uint32_t at = 0;
        while (at < order->before_count && order->before[at].line != lines[i].line)
            at++;
        if (at == order->before_count)
            order->before[order->before_count++] = (struct planned_before){lines[i].line, 0};
        order->before[at].units += lines[i].quantity;
    }
}

int64_t
order_plan_again(struct memory *memory, struct order *order, int32_t line, int64_t units)
{
    for (uint32_t i = 0; i < order->before_count; i++) {
        struct planned_before *before = &order->before[i];
        if (before->line != line)
            continue;
        const int64_t again = before->units < units ? before->units : units;
        memory_keep(memory, before, sizeof *before);
        before->units -= again;
        return again;
    }
    return 0;
}

void
order_forget_past(struct memory *memory, struct order *order)
{
    if (order->before != NULL)
        memory_replaced(memory, order->before, NULL);
}
