/*
 * Inventory wants units back: what has not left is taken from the warehouses, and what was given
 * back is told, once for each recall. A fulfillment order goes back as a whole, so what stays
 * together stays together; inventory promises again what it did not need.
 */
#include "services/fulfillment-routing/handlers.h"

#include "services/fulfillment-routing/core/recall_units.h"
#include "services/fulfillment-routing/pickup.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

/* What was given back, a line once; the sum of what fulfillment orders and parked parts held. */
struct given_back {
    struct ask *lines;
    size_t count;
};

static void
give_back(struct given_back *back, const struct ask *line, int64_t units)
{
    size_t i = 0;

    while (i < back->count && back->lines[i].line != line->line)
        i++;
    if (i == back->count)
        back->lines[back->count++] = (struct ask){.line = line->line, .sku = line->sku};
    back->lines[i].quantity += units;
}

/* Nothing of a cancelled order comes again: then there is nothing to remember. */
static void
remember_planned(struct turn *turn, struct order *order, const struct recall *recall,
                 const struct ask *lines, size_t count)
{
    if (recall->line_count == 0 && recall->reason == RECALL_CANCEL)
        return;
    order_give_back(store_memory(turn), order, lines, count);
    store_note_past(turn, order);
}

static void
recall_fulfillment(struct turn *turn, struct fulfillment *fulfillment, const struct recall *recall,
                   struct given_back *back)
{
    const char *reason = recall_reason_name(recall->reason);
    struct ask *held = arena_take(turn_arena(turn), fulfillment->line_count * sizeof *held);
    size_t count = 0;

    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        held[count] = fulfillment->lines[i];
        held[count].quantity = step_held_units(fulfillment, &fulfillment->lines[i]);
        if (held[count].quantity == 0)
            continue;
        give_back(back, &held[count], held[count].quantity);
        count++;
    }
    const bool was_ready = fulfillment->state == FULFILLMENT_READY;
    step_set_free(turn, fulfillment);
    step_fulfillment(turn, fulfillment, ON_RECALL);
    if (was_ready)
        pickup_is_recalled(turn, fulfillment);
    store_touch(turn, fulfillment)->reason = reason;
    say_cancelled(turn, fulfillment, reason, (struct told_lines){count, held});
    remember_planned(turn, fulfillment->order, recall, held, count);
    fulfillment_remove(store_memory(turn), fulfillment);
}

static void
recall_parked(struct turn *turn, struct parked *parked, const struct recall *recall,
              struct given_back *back)
{
    for (uint32_t i = 0; i < parked->line_count; i++)
        give_back(back, &parked->lines[i], parked->lines[i].quantity);
    if (parked->parent_id != 0)
        remember_planned(turn, parked->order, recall, parked->lines, parked->line_count);
    store_note_parked_end(turn, parked->id, PARKED_RECALLED);
    parked_remove(store_memory(turn), parked);
}

/* What of an order can be called back: parked parts, then fulfillment orders. */
struct parts {
    size_t parked_count, count, lines;
    struct parked **parked;
    struct fulfillment **fulfillments;
};

static struct parts
parts_of(struct turn *turn, const struct order *order)
{
    struct parts parts = {0};
    size_t most = 0;
    size_t fulfillments = 0;

    for (const struct parked *p = order->parked; p != NULL; p = p->next)
        most++;
    for (const struct fulfillment *f = order->first; f != NULL; f = f->next)
        fulfillments++;
    parts.parked = arena_take(turn_arena(turn), most * sizeof(struct parked *));
    parts.fulfillments = arena_take(turn_arena(turn), fulfillments * sizeof(struct fulfillment *));
    for (struct parked *p = order->parked; p != NULL; p = p->next) {
        parts.parked[parts.parked_count++] = p;
        parts.lines += p->line_count;
    }
    parts.count = parts.parked_count;
    for (struct fulfillment *f = order->first; f != NULL; f = f->next) {
        if (fulfillment_step(f->state, ON_RECALL) == NULL || !pickup_may_be_recalled(f))
            continue;
        parts.fulfillments[parts.count++ - parts.parked_count] = f;
        parts.lines += f->line_count;
    }
    return parts;
}

/* By needed line: what the part holds of it. */
static const int64_t *
units_of(struct turn *turn, const struct recall *recall, const struct ask *lines,
         uint32_t line_count, const struct fulfillment *fulfillment)
{
    int64_t *units = arena_take(turn_arena(turn), recall->line_count * sizeof *units);

    for (size_t needed = 0; needed < recall->line_count; needed++) {
        for (uint32_t i = 0; i < line_count; i++) {
            if (lines[i].line == recall->lines[needed].line)
                units[needed] += fulfillment == NULL ? lines[i].quantity
                                                     : step_held_units(fulfillment, &lines[i]);
        }
    }
    return units;
}

/* By part: whether it goes back. */
static const bool *
choose(struct turn *turn, const struct recall *recall, const struct parts *parts)
{
    struct arena *arena = turn_arena(turn);
    struct recall_part *list = arena_take(arena, parts->count * sizeof *list);
    int64_t *left = arena_take(arena, recall->line_count * sizeof *left);
    bool *taken = arena_take(arena, parts->count * sizeof *taken);

    for (size_t i = 0; i < recall->line_count; i++)
        left[i] = recall->lines[i].quantity;
    for (size_t i = 0; i < parts->count; i++) {
        if (i < parts->parked_count) {
            const struct parked *p = parts->parked[i];
            list[i] = (struct recall_part){0, p->id,
                                           units_of(turn, recall, p->lines, p->line_count, NULL)};
        } else {
            const struct fulfillment *f = parts->fulfillments[i - parts->parked_count];
            /* What nobody collected in time is what is asked for. */
            list[i] = (struct recall_part){f->pickup_over ? 0 : (int)f->state, f->id,
                                           units_of(turn, recall, f->lines, f->line_count, f)};
        }
    }
    recall_units(left, recall->line_count, list, parts->count, taken);
    return taken;
}

static void
recall_order(struct turn *turn, struct order *order, const struct recall *recall,
             struct given_back *back)
{
    const struct parts parts = parts_of(turn, order);
    const bool *taken = recall->line_count == 0 ? NULL : choose(turn, recall, &parts);

    back->lines = arena_take(turn_arena(turn), parts.lines * sizeof *back->lines);
    for (size_t i = 0; i < parts.count; i++) {
        if (taken != NULL && !taken[i])
            continue;
        if (i < parts.parked_count)
            recall_parked(turn, parts.parked[i], recall, back);
        else
            recall_fulfillment(turn, parts.fulfillments[i - parts.parked_count], recall, back);
    }
    order_close_if_done(store_memory(turn), order);
}

void
on_reservation_recalled(struct turn *turn, const struct input *input)
{
    const struct recall *recall = input->message;
    struct order *order = map_find(store_memory(turn)->orders, recall->order_id);
    struct given_back back = {NULL, 0};

    if (order != NULL)
        recall_order(turn, order, recall, &back);
    say_recall_answered(turn, recall->order_id, (struct told_lines){back.count, back.lines});
}
