/*
 * Stock as the rules see it; see stock_seen.h.
 */
#include "services/forecasting/stock_seen.h"

#include <stdlib.h>

#include "services/forecasting/inbound.h"
#include "services/forecasting/terms.h"
#include "services/forecasting/wire_check.h"

/* What comes from outside: transfers stay in the network. */
static bool
is_purchase(const struct inbound_line *line)
{
    return line->document->kind != INBOUND_TRANSFER && inbound_open(line) > 0;
}

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

static void
add_inbound(struct turn *turn, const struct item *item, struct stock_seen *seen)
{
    const struct memory *memory = turn_state(turn);
    struct inbound *inbound;
    size_t lines = 0;

    for (const struct place *place = item->places; place != NULL; place = place->next)
        for (const struct inbound_line *line = place->coming; line; line = line->next_coming)
            lines++;
    inbound = arena_take(turn_arena(turn), (lines + 1) * sizeof *inbound);
    for (const struct place *place = item->places; place != NULL; place = place->next)
        for (const struct inbound_line *line = place->coming; line; line = line->next_coming) {
            const int32_t day = due_in(line->document, memory->planning_day, seen->lead_time_days);
            if (!is_purchase(line))
                continue;
            seen->position += inbound_open(line);
            if (day > 0)
                inbound[seen->inbound_count++] =
                    (struct inbound){.day = day, .units = inbound_open(line)};
        }
    qsort(inbound, seen->inbound_count, sizeof *inbound, by_day);
    seen->inbound = inbound;
}

struct stock_seen
stock_seen_of_network(struct turn *turn, const struct item *item)
{
    const struct planning_terms terms = terms_of(turn_state(turn), item, NULL);
    const int64_t on_hand = item_on_hand(item);
    struct stock_seen seen = {
        .on_hand = on_hand,
        .position = on_hand,
        .demand = demand_over_lead_of(item->forecast.per_day.mean, item->forecast.per_day.variance,
                                      &terms.stock),
        .lead_time_days = terms.stock.lead_time_days,
        .largest_order = terms.stock.minimum_units > terms.stock.pack_units
                             ? terms.stock.minimum_units
                             : terms.stock.pack_units,
    };

    seen.levels = stock_levels(&terms.stock, &seen.demand);
    add_inbound(turn, item, &seen);
    return seen;
}
