/*
 * What is known of supply when a plan is reviewed: stock where it is sold from, goods under way by
 * the week for which they come, how soon a purchase could come, capacity; all as a scenario assumes
 * it. See plan_review.h.
 */
#include <math.h>
#include <string.h>

#include "services/forecasting/inbound.h"
#include "services/forecasting/lead_times.h"
#include "services/forecasting/plan_review.h"
#include "services/forecasting/wire_check.h"

#define WEEK_DAYS 7

static bool
is_closed(const struct plan *plan, const struct location *location, const char *code, int32_t day)
{
    if (location != NULL && location->closed)
        return true;
    for (uint32_t i = 0; i < plan->assumption_count; i++) {
        const struct assumption *a = &plan->assumptions[i];
        if (a->kind == ASSUMPTION_CLOSED && strcmp(a->location, code) == 0 && day >= a->from_day &&
            (a->to_day == 0 || day <= a->to_day))
            return true;
    }
    return false;
}

static int32_t
days_late(const struct plan *plan, const char *supplier, int32_t day)
{
    int32_t days = 0;

    for (uint32_t i = 0; i < plan->assumption_count; i++) {
        const struct assumption *a = &plan->assumptions[i];
        if (a->kind == ASSUMPTION_SUPPLIER_LATE &&
            (a->supplier[0] == '\0' || strcmp(a->supplier, supplier) == 0) && day >= a->from_day &&
            (a->to_day == 0 || day <= a->to_day))
            days += a->days;
    }
    return days;
}

/* The first week from this day on in which the location is open; weeks: none. */
static int32_t
open_week(const struct plan *plan, const struct location *location, const char *code, int32_t day)
{
    int32_t week = day <= plan->first_day ? 0 : (day - plan->first_day) / WEEK_DAYS;

    while (week < plan->weeks &&
           is_closed(plan, location, code, plan->first_day + week * WEEK_DAYS))
        week++;
    return week;
}

static int32_t
due_day(const struct item *item, const struct inbound_document *document)
{
    return document->due_at_us > 0
               ? (int32_t)(document->due_at_us / DAY_US)
               : (int32_t)(document->opened_at_us / DAY_US) + item->lead_time_days;
}

static void
add_inbound(const struct plan *plan, const struct item *item, const struct place *place,
            double *inbound)
{
    for (const struct inbound_line *line = place->coming; line != NULL; line = line->next_coming) {
        const struct inbound_document *document = line->document;
        int32_t day = due_day(item, document);
        if (document->kind == INBOUND_TRANSFER && document->drafted)
            continue; /* it still counts where it is */
        if (document->kind != INBOUND_TRANSFER)
            day += days_late(
                plan, document->supplier[0] != '\0' ? document->supplier : item->facts.supplier,
                day);
        const int32_t week = open_week(plan, place->location, place_code(place), day);
        if (week < plan->weeks)
            inbound[week] += (double)inbound_open(line);
    }
}

/* What is sold until the plan begins is gone by then; what is in a closed location comes with its
 * opening. */
static void
add_stock(const struct memory *memory, const struct plan *plan, const struct item *item,
          const double *path, struct supply_of_sku *sku, double *inbound, double *idle)
{
    for (const struct place *place = item->places; place != NULL; place = place->next) {
        const int32_t week =
            place->location == NULL
                ? 0
                : open_week(plan, place->location, place_code(place), plan->first_day);
        if (week == 0)
            sku->opening += (double)place->on_hand;
        else
            *idle += (double)place->on_hand;
        if (week > 0 && week < plan->weeks)
            inbound[week] += (double)place->on_hand;
        add_inbound(plan, item, place, inbound);
    }
    const int32_t until = plan->first_day - memory->planning_day;
    sku->opening -= until > 0 ? path[0] / WEEK_DAYS * until : 0;
}

static int32_t
buyable_from(const struct memory *memory, const struct plan *plan, const struct item *item)
{
    const struct lead_time_known known =
        lead_times_of(memory, item, item->facts.supplier, item->lead_time_days, 0);
    const int32_t arrives = memory->planning_day + (int32_t)ceil(known.mean) +
                            days_late(plan, item->facts.supplier, memory->planning_day);
    const int32_t week = (arrives - plan->first_day + WEEK_DAYS - 1) / WEEK_DAYS;

    return arrives <= plan->first_day ? 0 : week < plan->weeks ? week : plan->weeks;
}

/* Units of one week; negative: some location has no limit. */
static double
capacity_in(const struct memory *memory, const struct plan *plan, int32_t monday)
{
    double sum = 0;
    size_t at = 0;

    for (const struct location *place; (place = map_next(memory->locations, &at)) != NULL;) {
        const char *code = map_text_of(place);
        const struct capacity *known = map_find_text(memory->plans.capacities, code);
        if (is_closed(plan, place, code, monday))
            continue;
        if (known == NULL || known->units_a_week < 0)
            return -1;
        double units = known->units_a_week;
        for (uint32_t i = 0; i < plan->assumption_count; i++) {
            const struct assumption *a = &plan->assumptions[i];
            if (a->kind == ASSUMPTION_CAPACITY && strcmp(a->location, code) == 0)
                units *= 1 + week_within(monday, a->from_day, a->to_day) * a->percent / 100;
        }
        sum += units;
    }
    return sum;
}

void
plan_supply(struct turn *turn, const struct plan *plan, struct plan_supply *supply)
{
    const struct memory *memory = turn_state(turn);
    struct arena *arena = turn_arena(turn);
    const size_t weeks = (size_t)plan->weeks;
    double *inbound = arena_take(arena, (plan->sku_count * weeks + 1) * sizeof *inbound);

    *supply = (struct plan_supply){
        .skus = arena_take(arena, (plan->sku_count + 1) * sizeof *supply->skus),
        .idle = arena_take(arena, (plan->sku_count + 1) * sizeof *supply->idle),
        .capacity = arena_take(arena, weeks * sizeof *supply->capacity),
    };
    for (uint32_t i = 0; i < plan->sku_count; i++) {
        const struct item *item = memory_find_item(memory, plan->sku_names[i]);
        struct supply_of_sku *sku = &supply->skus[i];
        sku->inbound = inbound + i * weeks;
        sku->worth = (double)plan->skus[i].unit_cost_minor;
        sku->buyable_from = 0; /* not bought yet: it is launched when it is there */
        if (item == NULL)
            continue;
        sku->buyable_from = buyable_from(memory, plan, item);
        add_stock(memory, plan, item, plan->paths + i * weeks, sku, inbound + i * weeks,
                  &supply->idle[i]);
    }
    for (int32_t week = 0; week < plan->weeks; week++)
        supply->capacity[week] = capacity_in(memory, plan, plan->first_day + week * WEEK_DAYS);
}
