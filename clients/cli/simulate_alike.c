/*
 * Who could ship an order of several lines where there are very many, see simulate.h.
 *
 * Two locations that have the same to give of every line (what is asked for, at most) differ by
 * nothing but how far they are. So of all that are alike the nearest is enough; or the nearest few,
 * when even that many together are needed to fill a line. That leaves out nobody whom the best
 * plan could hold, as long as what is farther never costs less.
 *
 * Near is by chord here, and the ellipsoid may turn around whom the chord tells apart by less than
 * 1 %: as many more are taken, and whoever was left out must be farther than that.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/simulate.h"

#define MORE         3    /* than are needed */
#define KEPT_MAX     64   /* of a kind */
#define KINDS_ROOM   4096 /* a power of two */
#define KINDS_MAX    2048
#define SURELY_NEARER 1.0204 /* squared: radii of the ellipsoid differ by at most 1.01 */

struct kind {
    uint64_t signature; /* 0: free */
    uint32_t needed, kept;
    bool more; /* than are kept */
    struct near_found nearest[KEPT_MAX];
};

struct alike {
    uint64_t *signatures; /* by location, of this turn */
    uint32_t *turns;      /* by location */
    uint32_t *touched;
    uint32_t touched_count, turn;
    struct kind *kinds;
    uint32_t *used; /* kinds of this turn */
    uint32_t used_count;
};

struct alike *
alike_start(const struct world *world)
{
    struct alike *alike = calloc(1, sizeof *alike);

    assert(alike);
    alike->signatures = calloc(world->warehouse_count, sizeof *alike->signatures);
    alike->turns = calloc(world->warehouse_count, sizeof *alike->turns);
    alike->touched = calloc(world->warehouse_count, sizeof *alike->touched);
    alike->kinds = calloc(KINDS_ROOM, sizeof *alike->kinds);
    alike->used = calloc(KINDS_ROOM, sizeof *alike->used);
    assert(alike->signatures && alike->turns && alike->touched && alike->kinds && alike->used);
    return alike;
}

void
alike_forget(struct alike **where)
{
    struct alike *alike = *where;

    if (!alike)
        return;
    free(alike->signatures);
    free(alike->turns);
    free(alike->touched);
    free(alike->kinds);
    free(alike->used);
    free(alike);
    *where = NULL;
}

/* So many units of this line; signatures of lines are added up. (splitmix64) */
static uint64_t
signature_of(uint32_t line, int64_t units)
{
    uint64_t z = ((uint64_t)line + 1) * 0x9E3779B97F4A7C15u + (uint64_t)units * 0xD1342543DE82EF95u;

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static void
touch_holders(struct alike *alike, const struct stock *stock, const struct sim_line *line,
              uint32_t number)
{
    const uint32_t sku = line->sku->number;

    for (uint32_t i = stock->first[sku]; i < stock->first[sku + 1]; i++) {
        const struct holding *holding = &stock->list[i];
        if (holding->units == 0)
            continue;
        if (alike->turns[holding->warehouse] != alike->turn) {
            alike->turns[holding->warehouse] = alike->turn;
            alike->signatures[holding->warehouse] = 0;
            alike->touched[alike->touched_count++] = holding->warehouse;
        }
        alike->signatures[holding->warehouse] += signature_of(
            number, holding->units < line->quantity ? holding->units : line->quantity);
    }
}

/* So many of them fill every line that they have any of; more are of no use. */
static uint32_t
count_needed(const struct run *run, uint32_t warehouse, const struct sim_line *const *lines,
             uint32_t line_count)
{
    int64_t needed = 1;

    for (uint32_t i = 0; i < line_count; i++) {
        const struct holding *at = stock_at(&run->stock, lines[i]->sku->number, warehouse);
        if (!at || at->units == 0)
            continue;
        const int64_t times = (lines[i]->quantity + at->units - 1) / at->units;
        needed = times > needed ? times : needed;
    }
    return needed > KEPT_MAX - MORE ? KEPT_MAX : (uint32_t)needed;
}

/* The kind of this signature, a new one when there is none; NULL: there are too many. */
static struct kind *
kind_of(struct alike *alike, uint64_t signature, bool *is_new)
{
    uint32_t at = (uint32_t)(signature & (KINDS_ROOM - 1));

    while (alike->kinds[at].signature != 0 && alike->kinds[at].signature != signature)
        at = (at + 1) & (KINDS_ROOM - 1);
    *is_new = alike->kinds[at].signature == 0;
    if (!*is_new)
        return &alike->kinds[at];
    if (alike->used_count == KINDS_MAX)
        return NULL;
    alike->used[alike->used_count++] = at;
    alike->kinds[at].signature = signature;
    alike->kinds[at].kept = 0;
    alike->kinds[at].more = false;
    return &alike->kinds[at];
}

static bool
comes_before(struct near_found a, struct near_found b)
{
    return a.chord < b.chord || (a.chord == b.chord && a.id < b.id);
}

static void
keep(struct kind *kind, struct near_found found)
{
    const uint32_t most = kind->needed + MORE > KEPT_MAX ? KEPT_MAX : kind->needed + MORE;
    uint32_t at = kind->kept;

    if (at == most) {
        kind->more = true;
        at--;
    } else {
        kind->kept++;
    }
    for (; at > 0 && comes_before(found, kind->nearest[at - 1]); at--)
        kind->nearest[at] = kind->nearest[at - 1];
    kind->nearest[at] = found;
}

static bool
is_worth_keeping(const struct kind *kind, struct near_found found)
{
    return kind->kept < kind->needed + MORE || comes_before(found, kind->nearest[kind->kept - 1]);
}

/* False: somebody who is left out may be nearer than one who is needed. */
static bool
is_clear(const struct kind *kind)
{
    return !kind->more || (kind->needed < kind->kept &&
                           kind->nearest[kind->kept - 1].chord >=
                               kind->nearest[kind->needed - 1].chord * SURELY_NEARER);
}

/* All that are touched into their kinds. False: there are too many kinds, some are left out. */
static bool
sort_into_kinds(struct alike *alike, const struct run *run, const struct sim_order *order,
                const struct sim_line *const *lines, uint32_t line_count)
{
    const struct near_point *from = &run->world->destinations[order->destination].near_at;
    bool all = true, is_new;

    for (uint32_t i = 0; i < alike->touched_count; i++) {
        const uint32_t id = alike->touched[i];
        struct kind *kind = kind_of(alike, alike->signatures[id], &is_new);
        const struct near_found found = {near_chord(from, &run->world->near_points[id]), id};
        if (!kind) {
            all = false;
            continue;
        }
        if (is_new)
            kind->needed = count_needed(run, id, lines, line_count);
        if (!is_worth_keeping(kind, found))
            kind->more = true;
        else if (run_may_ship(run, order, id))
            keep(kind, found);
    }
    return all;
}

bool
alike_find(struct alike *alike, const struct run *run, const struct sim_order *order,
           const struct sim_line *const *lines, uint32_t line_count, uint32_t *warehouses,
           uint32_t *count)
{
    alike->turn++;
    alike->touched_count = 0;
    for (uint32_t i = 0; i < line_count; i++)
        touch_holders(alike, &run->stock, lines[i], i);
    bool clear = sort_into_kinds(alike, run, order, lines, line_count);
    *count = 0;
    for (uint32_t i = 0; i < alike->used_count; i++) {
        struct kind *kind = &alike->kinds[alike->used[i]];
        clear = clear && is_clear(kind);
        for (uint32_t n = 0; n < kind->kept; n++)
            warehouses[(*count)++] = kind->nearest[n].id;
        kind->signature = 0;
    }
    alike->used_count = 0;
    return clear;
}
