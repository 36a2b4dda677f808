/*
 * Stock as the rules see it; see stock_seen.h.
 */
#include "services/forecasting/stock_seen.h"

#include <stdlib.h>

#include "services/forecasting/inbound.h"
#include "services/forecasting/wire_check.h"

/* Days from the planning day on; 0: it is overdue. Told no day, it takes a lead time. */
static int32_t
due_in(const struct inbound_document *document, int32_t planning_day, double lead_time_days)
{
    const int64_t due_us = document->due_at_us > 0 ? document->due_at_us
                                                   : document->opened_at_us +
                                                         (int64_t)(lead_time_days * (double)DAY_US);
    const int32_t day = (int32_t)(due_us / DAY_US);

    return day < planning_day ? 0 : day == planning_day ? 1 : day - planning_day;
}

static int
by_day(const void *a, const void *b)
{
    const struct inbound *left = a, *right = b;

    return (left->day > right->day) - (left->day < right->day);
}

/* Transfers stay in the network. */
static bool
is_coming(const struct inbound_line *line, bool from_outside)
{
    return inbound_open(line) > 0 && !(from_outside && line->document->kind == INBOUND_TRANSFER);
}

static size_t
lines_to(const struct place *place)
{
    size_t lines = 0;

    for (const struct inbound_line *line = place->coming; line != NULL; line = line->next_coming)
        lines++;
    return lines;
}

static size_t
add_inbound(const struct memory *memory, const struct place *place, double lead_time_days,
            bool from_outside, struct inbound *inbound)
{
    size_t count = 0;

    for (const struct inbound_line *line = place->coming; line != NULL; line = line->next_coming) {
        const int32_t day = due_in(line->document, memory->planning_day, lead_time_days);
        if (day > 0 && is_coming(line, from_outside))
            inbound[count++] = (struct inbound){.day = day, .units = inbound_open(line)};
    }
    return count;
}

static int64_t
largest_order(const struct stock_terms *terms)
{
    return terms->minimum_units > terms->pack_units ? terms->minimum_units : terms->pack_units;
}

struct stock_seen
stock_seen_of(struct turn *turn, const struct place_need *need)
{
    const struct place *place = need->place;
    struct inbound *inbound = arena_take(turn_arena(turn), (lines_to(place) + 1) * sizeof *inbound);
    struct stock_seen seen = {
        .on_hand = place->on_hand,
        .waiting = need->waiting,
        .position = need->position,
        .levels = need->levels,
        .demand = need->demand,
        .lead_time_days = need->terms.stock.lead_time_days,
        .inbound = inbound,
        .largest_order = largest_order(&need->terms.stock),
    };

    seen.inbound_count = add_inbound(turn_state(turn), place, seen.lead_time_days, false, inbound);
    qsort(inbound, seen.inbound_count, sizeof *inbound, by_day);
    return seen;
}

/* The lead time of all is that of the one that has the most demand. */
static void
add_need(const struct place_need *need, double *most, struct stock_seen *seen)
{
    seen->demand.per_day += need->demand.per_day;
    seen->demand.cycle.variance += need->demand.cycle.variance;
    seen->levels.reorder_point += need->levels.reorder_point;
    seen->levels.order_up_to += need->levels.order_up_to;
    seen->largest_order += largest_order(&need->terms.stock);
    if (need->demand.per_day > *most) {
        *most = need->demand.per_day;
        seen->lead_time_days = need->terms.stock.lead_time_days;
    }
}

struct stock_seen
stock_seen_of_network(struct turn *turn, const struct item *item, const struct place_need *needs,
                      size_t count)
{
    struct stock_seen seen = {.on_hand = item_on_hand(item), .waiting = item->backordered};
    size_t with_demand = 0, lines = 0;
    double most = 0;

    for (size_t i = 0; i < count; i++) {
        with_demand += needs[i].demand.per_day > 0;
        lines += lines_to(needs[i].place);
    }
    if (with_demand < 2)
        return seen;
    struct inbound *inbound = arena_take(turn_arena(turn), (lines + 1) * sizeof *inbound);
    for (size_t i = 0; i < count; i++)
        add_need(&needs[i], &most, &seen);
    for (size_t i = 0; i < count; i++)
        seen.inbound_count += add_inbound(turn_state(turn), needs[i].place, seen.lead_time_days,
                                          true, inbound + seen.inbound_count);
    qsort(inbound, seen.inbound_count, sizeof *inbound, by_day);
    seen.inbound = inbound;
    return seen;
}
