/*
 * What could be done when something goes wrong, see simulate.h. This only thinks of it; whether it
 * helps is found out by simulating it.
 *
 *   do nothing            the next best locations ship
 *   move the stock        of a location that closes, to one of those that took most of its work
 *   raise the capacity    there, by what is missing
 *   buy what is short     and lay it in there
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/simulate.h"

#define HELPERS 3 /* locations that are tried for each */

static void
count_rows(int64_t *rows, const struct run *run, int64_t times)
{
    for (size_t i = 0; i < run->shipped_count; i++)
        rows[run->shipped[i].warehouse] += times;
}

/* Takes the location with the most rows; false: none has any. */
static bool
take_busiest(const struct world *world, int64_t *rows, uint32_t *helper)
{
    uint32_t best = 0;

    for (uint32_t i = 1; i < world->warehouse_count; i++)
        if (rows[i] > rows[best])
            best = i;
    if (rows[best] <= 0)
        return false;
    rows[best] = 0;
    *helper = best;
    return true;
}

/* Those that ship more than before, the most first, then those that ship most; returns how many. */
static size_t
find_helpers(const struct run *base, const struct run *hit, uint32_t helpers[HELPERS])
{
    const struct world *world = base->world;
    int64_t *more = calloc(world->warehouse_count, sizeof *more);
    int64_t *all = calloc(world->warehouse_count, sizeof *all);
    size_t count = 0;

    assert(more && all);
    count_rows(more, hit, 1);
    count_rows(all, hit, 1);
    count_rows(more, base, -1);
    for (uint32_t i = 0; hit->situation->closed_from_us && i < world->warehouse_count; i++)
        if (hit->situation->closed_from_us[i] != INT64_MAX)
            more[i] = all[i] = 0;
    while (count < HELPERS && take_busiest(world, more, &helpers[count]))
        all[helpers[count++]] = 0;
    while (count < HELPERS && take_busiest(world, all, &helpers[count]))
        count++;
    free(more);
    free(all);
    return count;
}

static struct mitigation *
add(struct mitigations *mitigations, const struct situation *situation)
{
    struct mitigation *mitigation = &mitigations->list[mitigations->count++];

    assert(mitigations->count <= MITIGATIONS_MAX);
    *mitigation = (struct mitigation){.situation = *situation};
    return mitigation;
}

/* --- moving ----------------------------------------------------------------------------------- */

/* Kilograms of what lies there when it closes cost as one parcel of the tariff. */
static int64_t
moving_nano(const struct run *base, const struct move *move)
{
    const struct world *world = base->world;
    struct site site = {0};
    struct site_facts facts = {0};
    int64_t weight_ug = 0;

    for (size_t i = 0; i < base->stock.count; i++)
        if (base->stock.list[i].warehouse == move->from)
            weight_ug +=
                base->stock.list[i].units * world->skus[base->stock.list[i].sku]->weight_ug;
    distances_mm(world->points[move->from], &world->points[move->to], 1, &facts.distance_mm);
    site_prices(&base->policy->core, &facts, &site);
    return nano_sum(site.parcel_nano, nano_product(weight_ug, site.kg_nano));
}

static void
add_moves(struct mitigations *mitigations, const struct run *base, const struct run *hit,
          const uint32_t *helpers, size_t helper_count)
{
    const int64_t *closed_from_us = hit->situation->closed_from_us;
    const struct world *world = base->world;
    uint32_t closed = 0;

    while (closed_from_us && closed < world->warehouse_count && closed_from_us[closed] == INT64_MAX)
        closed++;
    if (!closed_from_us || closed == world->warehouse_count)
        return;
    for (size_t i = 0; i < helper_count; i++) {
        struct move *move = &mitigations->moves[i];
        struct mitigation *mitigation = add(mitigations, hit->situation);
        *move = (struct move){closed, helpers[i], closed_from_us[closed]};
        mitigation->situation.move = move;
        mitigation->aside_nano = moving_nano(base, move);
        snprintf(mitigation->what, sizeof mitigation->what, "move the stock of %.40s to %.40s",
                 world->warehouses[closed]->code, world->warehouses[helpers[i]]->code);
    }
}

/* --- capacity --------------------------------------------------------------------------------- */

static void
add_capacities(struct mitigations *mitigations, const struct run *hit, const uint32_t *helpers,
               size_t helper_count)
{
    const struct world *world = hit->world;

    for (size_t i = 0; i < helper_count; i++) {
        const int64_t capacity = run_capacity(hit, helpers[i]);
        if (capacity == NO_LIMIT)
            continue;
        struct mitigation *mitigation = add(mitigations, hit->situation);
        const size_t bytes = world->warehouse_count * sizeof *mitigation->situation.capacity;
        int64_t *raised = malloc(bytes);
        assert(raised);
        for (uint32_t n = 0; n < world->warehouse_count; n++)
            raised[n] = hit->situation->capacity ? hit->situation->capacity[n] : UNCHANGED;
        raised[helpers[i]] = 2 * capacity;
        mitigation->situation.capacity = raised;
        snprintf(mitigation->what, sizeof mitigation->what,
                 "raise the capacity of %.40s to %lld a day", world->warehouses[helpers[i]]->code,
                 (long long)(2 * capacity));
    }
}

/* --- buying ----------------------------------------------------------------------------------- */

static int64_t
shipped_units(const struct run *run, const struct outcome *outcome, const struct sim_line *line)
{
    int64_t units = 0;

    for (size_t i = 0; i < outcome->shipped_count; i++)
        if (run->shipped[outcome->first_shipped + i].line == line)
            units += run->shipped[outcome->first_shipped + i].units;
    return units;
}

/* By SKU the units that ship no more. */
static void
find_what_is_short(struct mitigations *mitigations, const struct run *base, const struct run *hit)
{
    const struct world *world = base->world;
    int64_t *short_units = calloc((size_t)world->sku_count + 1, sizeof *short_units);

    assert(short_units);
    for (uint32_t i = 0; i < world->order_count; i++) {
        const struct sim_order *order = &world->orders[i];
        if (hit->outcomes[i].unfilled <= base->outcomes[i].unfilled)
            continue;
        for (uint32_t n = 0; n < order->line_count; n++) {
            const struct sim_line *line = &world->lines[order->first_line + n];
            short_units[line->sku->number] += shipped_units(base, &base->outcomes[i], line) -
                                              shipped_units(hit, &hit->outcomes[i], line);
        }
    }
    mitigations->bought = calloc((size_t)world->sku_count + 1, sizeof *mitigations->bought);
    assert(mitigations->bought);
    for (uint32_t sku = 0; sku < world->sku_count; sku++)
        if (short_units[sku] > 0)
            mitigations->bought[mitigations->bought_count++] =
                (struct holding){.sku = sku, .units = short_units[sku]};
    free(short_units);
}

static void
add_purchases(struct mitigations *mitigations, const struct run *base, const struct run *hit,
              const uint32_t *helpers, size_t helper_count)
{
    int64_t units = 0;

    find_what_is_short(mitigations, base, hit);
    for (size_t i = 0; i < mitigations->bought_count; i++)
        units += mitigations->bought[i].units;
    for (size_t i = 0; units > 0 && i < helper_count; i++) {
        struct mitigation *mitigation = add(mitigations, hit->situation);
        struct holding *more = calloc(mitigations->bought_count, sizeof *more);
        assert(more);
        for (size_t n = 0; n < mitigations->bought_count; n++) {
            more[n] = mitigations->bought[n];
            more[n].warehouse = helpers[i];
        }
        mitigation->situation.more = more;
        mitigation->situation.more_count = mitigations->bought_count;
        mitigation->bought = units;
        snprintf(mitigation->what, sizeof mitigation->what,
                 "buy what is short, %lld units of %zu SKUs, for %.40s", (long long)units,
                 mitigations->bought_count, base->world->warehouses[helpers[i]]->code);
    }
}

/* --- all of it -------------------------------------------------------------------------------- */

void
mitigations_list(struct mitigations *mitigations, const struct run *base, const struct run *hit)
{
    uint32_t helpers[HELPERS];
    const size_t helper_count = find_helpers(base, hit, helpers);

    *mitigations = (struct mitigations){.hit = hit};
    snprintf(add(mitigations, hit->situation)->what, sizeof mitigations->list[0].what,
             "do nothing: the next best ship");
    add_moves(mitigations, base, hit, helpers, helper_count);
    add_capacities(mitigations, hit, helpers, helper_count);
    add_purchases(mitigations, base, hit, helpers, helper_count);
}

void
mitigations_forget(struct mitigations *mitigations)
{
    for (size_t i = 0; i < mitigations->count; i++) {
        struct situation *situation = &mitigations->list[i].situation;
        if (situation->capacity != mitigations->hit->situation->capacity)
            free(situation->capacity);
        free((void *)situation->more);
    }
    free(mitigations->bought);
}
