/*
 * Gaps between demand and supply, in words; see plan_review.h. Which way out is the cheapest is
 * decided by core/plan/way_out.c.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "services/forecasting/plan_review.h"

#define WEEK_DAYS   7
#define UNITS_LEAST 0.5 /* less is no gap to speak of */

struct gap_room {
    const struct plan *plan;
    const struct plan_supply *supply;
    const double *demand;
    const struct supply_found *found;
};

static size_t
cell_of(const struct plan *plan, uint32_t sku, int32_t week)
{
    return (size_t)sku * (size_t)plan->weeks + (size_t)week;
}

/* At the end of the week, if nothing is bought. */
static double
stock_after(const struct gap_room *room, uint32_t sku, int32_t week)
{
    double units = room->supply->skus[sku].opening;

    for (int32_t w = 0; w <= week; w++)
        units +=
            room->supply->skus[sku].inbound[w] - room->found->supply[cell_of(room->plan, sku, w)];
    return units > 0 ? units : 0;
}

static bool
is_about(const struct plan *plan, const struct scope_text *scope, uint32_t sku)
{
    return scope->sku[0] == '\0' || strcmp(scope->sku, plan->sku_names[sku]) == 0;
}

/* What a promotion adds to the week: beyond what statistics say. */
static double
promoted_units(const struct gap_room *room, uint32_t sku, int32_t week)
{
    const struct plan *plan = room->plan;
    const int32_t monday = plan->first_day + week * WEEK_DAYS;
    const double more =
        room->demand[cell_of(plan, sku, week)] - plan->paths[cell_of(plan, sku, week)];
    bool promoted = false;

    for (uint32_t i = 0; i < plan->assumption_count; i++) {
        const struct assumption *a = &plan->assumptions[i];
        promoted |= a->kind == ASSUMPTION_PROMOTION && is_about(plan, &a->scope, sku) &&
                    week_within(monday, a->from_day, a->to_day) > 0;
    }
    for (uint32_t i = 0; i < plan->override_count; i++) {
        const struct plan_override *o = plan->overrides[i];
        promoted |= !o->removed && o->reason == OVERRIDE_PROMOTION &&
                    is_about(plan, &o->scope, sku) && week >= o->asked.from_week &&
                    week < o->asked.end_week;
    }
    return promoted && more > 0 ? more : 0;
}

/* The SKU of the same category that has most to spare in the week; UINT32_MAX: none. */
static uint32_t
find_substitute(const struct gap_room *room, uint32_t sku, int32_t week, double *spare)
{
    const struct plan *plan = room->plan;
    const int32_t category = plan->skus[sku].category;
    uint32_t best = UINT32_MAX;

    *spare = 0;
    for (uint32_t i = 0; category != 0 && i < plan->sku_count; i++) {
        if (i == sku || plan->skus[i].category != category)
            continue;
        const double left = stock_after(room, i, week);
        if (left > *spare) {
            *spare = left;
            best = i;
        }
    }
    return best;
}

static double
inbound_after(const struct gap_room *room, uint32_t sku, int32_t week, int32_t *when)
{
    double units = 0;

    *when = 0;
    for (int32_t later = week + 1; later < room->plan->weeks; later++) {
        units += room->supply->skus[sku].inbound[later];
        if (*when == 0 && room->supply->skus[sku].inbound[later] > 0)
            *when = later;
    }
    return units;
}

static const char *
words_of(struct arena *arena, const struct gap_room *room, const struct plan_gap *gap)
{
    const uint32_t sku = gap->place - 1;
    const int32_t buyable = room->supply->skus[sku].buyable_from;
    int32_t when = 0;
    double spare = 0;
    const uint32_t substitute = find_substitute(room, sku, gap->week, &spare);
    const struct gap_facts facts = {
        .limit = gap->cause,
        .short_units = gap->demand - gap->supply,
        .promoted_units = promoted_units(room, sku, gap->week),
        .substitute_units = spare,
        .idle_units = room->supply->idle[sku],
        .later_units = inbound_after(room, sku, gap->week, &when),
        .can_buy = buyable > gap->week,
    };

    switch (way_out(&facts)) {
    case WAY_DELAY_PROMOTION:
        return arena_format(arena,
                            "Delay the promotion: it asks for %.0f units more in this week, %.0f "
                            "are missing.",
                            ceil(facts.promoted_units), ceil(facts.short_units));
    case WAY_SUBSTITUTE:
        return arena_format(arena, "Offer %s of the same category: it has %.0f units to spare.",
                            room->plan->sku_names[substitute], floor(spare));
    case WAY_TRANSFER:
        return arena_format(arena,
                            "Transfer %.0f units out of the closed locations, which hold %.0f.",
                            ceil(facts.short_units), floor(facts.idle_units));
    case WAY_EXPEDITE_INBOUND:
        return arena_format(
            arena, "Expedite what is under way: %.0f units come %d week%s too late.",
            floor(facts.later_units), when - gap->week, when - gap->week == 1 ? "" : "s");
    case WAY_EXPEDITE_PURCHASE:
        return arena_format(arena,
                            "Buy %.0f units by express: a purchase made now comes %d week%s too "
                            "late.",
                            ceil(facts.short_units), buyable - gap->week,
                            buyable - gap->week == 1 ? "" : "s");
    case WAY_ALLOCATE:
    case WAY_NONE:
        break;
    }
    return arena_format(arena, "Give the %.0f units there are to whom they matter most.",
                        floor(gap->supply));
}

static int
by_size(const void *left, const void *right)
{
    const struct plan_gap *a = left, *b = right;
    const double more = (a->demand - a->supply) - (b->demand - b->supply);

    if (more != 0)
        return more < 0 ? 1 : -1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return a->week - b->week;
}

void
plan_gaps(struct turn *turn, const struct plan *plan, const struct plan_supply *supply,
          const double *demand, const struct supply_found *found, struct plan_reviewed *reviewed)
{
    struct arena *arena = turn_arena(turn);
    const struct gap_room room = {plan, supply, demand, found};
    struct plan_gap *gaps =
        arena_take(arena, (plan->sku_count * (size_t)plan->weeks + 1) * sizeof *gaps);
    uint32_t count = 0;

    for (uint32_t sku = 0; sku < plan->sku_count; sku++) {
        for (int32_t week = 0; week < plan->weeks; week++) {
            const size_t cell = cell_of(plan, sku, week);
            if (found->limits[cell] == LIMIT_NONE ||
                demand[cell] - found->supply[cell] < UNITS_LEAST)
                continue;
            gaps[count++] = (struct plan_gap){.place = sku + 1,
                                              .week = week,
                                              .demand = demand[cell],
                                              .supply = found->supply[cell],
                                              .cause = (enum supply_limit)found->limits[cell]};
        }
    }
    qsort(gaps, count, sizeof *gaps, by_size);
    reviewed->gaps = gaps;
    reviewed->gap_count = count < PLAN_GAPS_MAX ? count : PLAN_GAPS_MAX;
    for (uint32_t i = 0; i < reviewed->gap_count; i++)
        gaps[i].proposal = words_of(arena, &room, &gaps[i]);
}
