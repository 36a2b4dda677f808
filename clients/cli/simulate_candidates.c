/*
 * Who could ship an order, see simulate.h.
 *
 * All that hold something of it, when they are few, or when shipping from farther may cost less. Of
 * many, first for an order of one line, the nearest holders, found by chord (near_index.h): whoever
 * was left out is farther than beyond_mm, and mostly it is clear then that nobody else can do
 * better. Else the nearest of each kind (core/alike.h).
 *
 * In a small network all distances from a destination are measured once and kept, with their
 * order; else those of the candidates are measured for each order.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/simulate.h"

#define HOLDERS_ALL    64 /* so many are always all taken */
#define HOLDERS_FIRST  6
#define WHOLE_TAKEN    2 /* of those who have a line whole, whoever is nearer */
#define ROWS_BYTES_MAX ((size_t)256 << 20)
/* Nowhere is the ellipsoid curved more: a geodesic is at least this times the angle. */
#define RADIUS_LEAST_MM 6335439000.0

/* A destination's locations, nearest first. */
struct row {
    uint32_t *warehouses;
    int64_t *distance_mm; /* in the same order */
};

struct near_warehouse {
    const struct warehouse *warehouse;
    int64_t distance_mm, distance_m;
};

struct candidate_memory {
    const struct world *world;
    struct row *rows; /* by destination; NULL: there are too many locations */
    size_t row_bytes;
    struct near_warehouse *near; /* to sort */
    struct point *points;        /* to measure */
    uint32_t *marked;            /* by location: the turn in which it became a candidate */
    uint32_t turn;
    uint32_t *places; /* by location that is marked: its site */
    size_t site_room, free_room;
    double beyond_chord;
    struct alike *alike;
    struct near_found *found;
    uint32_t found_room;
};

struct candidates *
candidates_start(const struct world *world)
{
    struct candidates *candidates = calloc(1, sizeof *candidates);
    struct candidate_memory *memory = calloc(1, sizeof *memory);

    assert(candidates && memory);
    candidates->memory = memory;
    memory->world = world;
    memory->near = calloc(world->warehouse_count, sizeof *memory->near);
    memory->points = calloc(world->warehouse_count, sizeof *memory->points);
    memory->marked = calloc(world->warehouse_count, sizeof *memory->marked);
    memory->places = calloc(world->warehouse_count, sizeof *memory->places);
    candidates->warehouses = calloc(world->warehouse_count, sizeof *candidates->warehouses);
    candidates->distance_mm = calloc(world->warehouse_count, sizeof *candidates->distance_mm);
    assert(memory->near && memory->points && memory->marked && memory->places &&
           candidates->warehouses && candidates->distance_mm);
    if (world->warehouse_count <= NEAR_INDEX_WORTH) {
        memory->rows = calloc((size_t)world->destination_count + 1, sizeof *memory->rows);
        assert(memory->rows);
    }
    memory->alike = alike_start(world);
    return candidates;
}

void
candidates_forget(struct candidates **where)
{
    struct candidates *candidates = *where;
    struct candidate_memory *memory = candidates->memory;

    for (uint32_t i = 0; memory->rows && i < memory->world->destination_count; i++) {
        free(memory->rows[i].warehouses);
        free(memory->rows[i].distance_mm);
    }
    free(memory->rows);
    alike_forget(&memory->alike);
    free(memory->near);
    free(memory->points);
    free(memory->marked);
    free(memory->places);
    free(memory->found);
    free(memory);
    free(candidates->sites);
    free(candidates->free);
    free(candidates->warehouses);
    free(candidates->distance_mm);
    free(candidates);
    *where = NULL;
}

/* --- how far ---------------------------------------------------------------------------------- */

static int64_t
metres(int64_t mm)
{
    return (mm + 500) / 1000;
}

static int
nearer(const void *a, const void *b)
{
    const struct near_warehouse *left = a, *right = b;

    if (left->distance_m != right->distance_m)
        return left->distance_m < right->distance_m ? -1 : 1;
    return strcmp(left->warehouse->code, right->warehouse->code);
}

/* Measures and sorts what is in warehouses[0..count). */
static void
measure(struct candidate_memory *memory, const struct destination *destination,
        uint32_t *warehouses, int64_t *distance_mm, uint32_t count)
{
    const struct world *world = memory->world;

    for (uint32_t i = 0; i < count; i++)
        memory->points[i] = world->points[warehouses[i]];
    distances_mm(destination->at, memory->points, count, distance_mm);
    for (uint32_t i = 0; i < count; i++)
        memory->near[i] = (struct near_warehouse){world->warehouses[warehouses[i]], distance_mm[i],
                                                  metres(distance_mm[i])};
    if (count > 0)
        qsort(memory->near, count, sizeof *memory->near, nearer);
    for (uint32_t i = 0; i < count; i++) {
        warehouses[i] = memory->near[i].warehouse->number;
        distance_mm[i] = memory->near[i].distance_mm;
    }
}

/* The row of a destination, made when it is asked for first; NULL: no memory is left for it. */
static const struct row *
row_of(struct candidate_memory *memory, uint32_t destination)
{
    const struct world *world = memory->world;
    const uint32_t count = world->warehouse_count;
    struct row *row = &memory->rows[destination];

    if (row->warehouses)
        return row;
    const size_t bytes = count * (sizeof *row->warehouses + sizeof *row->distance_mm);
    if (memory->row_bytes + bytes > ROWS_BYTES_MAX)
        return NULL;
    memory->row_bytes += bytes;
    row->warehouses = calloc(count, sizeof *row->warehouses);
    row->distance_mm = calloc(count, sizeof *row->distance_mm);
    assert(row->warehouses && row->distance_mm);
    for (uint32_t i = 0; i < count; i++)
        row->warehouses[i] = i;
    measure(memory, &world->destinations[destination], row->warehouses, row->distance_mm, count);
    return row;
}

/* --- who -------------------------------------------------------------------------------------- */

static void
mark(struct candidates *candidates, uint32_t warehouse)
{
    struct candidate_memory *memory = candidates->memory;

    if (memory->marked[warehouse] == memory->turn)
        return;
    memory->marked[warehouse] = memory->turn;
    candidates->warehouses[candidates->count++] = warehouse;
}

static void
mark_all_holders(struct run *run, const struct sim_order *order, const struct sim_line *line)
{
    const struct stock *stock = &run->stock;
    const uint32_t sku = line->sku->number;

    for (uint32_t i = stock->first[sku]; i < stock->first[sku + 1]; i++)
        if (stock->list[i].units > 0 && run_may_ship(run, order, stock->list[i].warehouse))
            mark(run->candidates, stock->list[i].warehouse);
}

/* Who of a SKU's holders is looked for. */
struct wish {
    const struct run *run;
    const struct sim_order *order;
    uint32_t sku;
    int64_t units_min;
};

static bool
is_wished(const void *context, uint32_t warehouse)
{
    const struct wish *wish = context;
    const struct holding *holding = stock_at(&wish->run->stock, wish->sku, warehouse);

    return holding && holding->units >= wish->units_min &&
           run_may_ship(wish->run, wish->order, warehouse);
}

/* The k nearest wished; into memory->found. */
static uint32_t
find_wished(struct run *run, const struct wish *wish, uint32_t k)
{
    const struct world *world = run->world;
    struct candidate_memory *memory = run->candidates->memory;
    struct stock *stock = &run->stock;
    const struct near_index *near = stock_near(stock, world, wish->sku);
    const struct near_point *from = &world->destinations[wish->order->destination].near_at;
    const uint32_t first = stock->first[wish->sku], count = stock->first[wish->sku + 1] - first;

    if (memory->found_room < k) {
        memory->found_room = k;
        memory->found = realloc(memory->found, k * sizeof *memory->found);
        assert(memory->found);
    }
    if (near)
        return near_index_find(near, from, k, is_wished, wish, memory->found);
    for (uint32_t i = 0; i < count; i++) /* few: the scan of them takes their numbers in a row */
        memory->places[i] = stock->list[first + i].warehouse;
    const struct near_index few = {world->near_points, memory->places, NULL, count};
    return near_scan(&few, from, k, is_wished, wish, memory->found);
}

/* The nearest holders of a line, as many more as it needs to be filled, and who has it whole. */
static void
mark_near_holders(struct run *run, const struct sim_order *order, const struct sim_line *line,
                  uint32_t k)
{
    struct candidate_memory *memory = run->candidates->memory;
    struct wish wish = {run, order, line->sku->number, 1};
    uint32_t count, whole = 0;
    int64_t units;

    for (;; k *= 4) {
        count = find_wished(run, &wish, k);
        units = 0;
        whole = 0;
        for (uint32_t i = 0; i < count; i++) {
            const uint32_t id = memory->found[i].id;
            const int64_t there = stock_at(&run->stock, wish.sku, id)->units;
            units += there;
            whole += there >= line->quantity;
        }
        if (units >= line->quantity || count < k)
            break;
    }
    for (uint32_t i = 0; i < count; i++)
        mark(run->candidates, memory->found[i].id);
    if (count < k)
        return; /* these are all */
    memory->beyond_chord = fmin(memory->beyond_chord, memory->found[count - 1].chord);
    if (whole >= WHOLE_TAKEN)
        return;
    wish.units_min = line->quantity;
    count = find_wished(run, &wish, WHOLE_TAKEN);
    for (uint32_t i = 0; i < count; i++)
        mark(run->candidates, memory->found[i].id);
}

/* Have those who are marked as much as the line asks for? */
static bool
is_covered(const struct run *run, const struct sim_line *line)
{
    const struct candidate_memory *memory = run->candidates->memory;
    const struct stock *stock = &run->stock;
    const uint32_t sku = line->sku->number;
    int64_t units = 0;

    for (uint32_t i = stock->first[sku]; i < stock->first[sku + 1]; i++)
        if (memory->marked[stock->list[i].warehouse] == memory->turn)
            units += stock->list[i].units;
    return units >= line->quantity;
}

/* The nearest of each kind; when that does not tell, nobody knows who else was left out. */
static void
mark_nearest_of_kinds(struct run *run, const struct sim_order *order,
                      const struct sim_line *const *lines, uint32_t line_count)
{
    struct candidate_memory *memory = run->candidates->memory;
    const struct stock *stock = &run->stock;
    const struct destination *to = &run->world->destinations[order->destination];
    uint32_t count;

    alike_begin(memory->alike);
    for (uint32_t line = 0; line < line_count; line++) {
        const uint32_t sku = lines[line]->sku->number;
        for (uint32_t i = stock->first[sku]; i < stock->first[sku + 1]; i++) {
            const struct holding *at = &stock->list[i];
            if (at->units > 0 && run_may_ship(run, order, at->warehouse))
                alike_add(memory->alike, at->warehouse, line, at->units, lines[line]->quantity);
        }
    }
    const bool clear = alike_choose(memory->alike, &to->near_at, memory->places, &count);
    for (uint32_t i = 0; i < count; i++)
        mark(run->candidates, memory->places[i]);
    if (clear)
        return;
    memory->beyond_chord = 0;
    for (uint32_t i = 0; i < line_count; i++)
        if (!is_covered(run, lines[i])) /* a line that only very many together can fill */
            mark_all_holders(run, order, lines[i]);
}

/* --- all of it -------------------------------------------------------------------------------- */

/* Those that are marked, nearest first, with how far they are. */
static void
sort_marked(struct candidates *candidates, uint32_t destination)
{
    struct candidate_memory *memory = candidates->memory;
    const struct row *row = memory->rows ? row_of(memory, destination) : NULL;
    uint32_t count = 0;

    if (!row) {
        measure(memory, &memory->world->destinations[destination], candidates->warehouses,
                candidates->distance_mm, candidates->count);
        return;
    }
    for (uint32_t i = 0; count < candidates->count; i++) {
        if (memory->marked[row->warehouses[i]] != memory->turn)
            continue;
        candidates->warehouses[count] = row->warehouses[i];
        candidates->distance_mm[count++] = row->distance_mm[i];
    }
}

/* What each candidate has of each line. */
static void
fill_sites(struct run *run, const struct sim_line *const *lines, uint32_t line_count)
{
    struct candidates *candidates = run->candidates;
    struct candidate_memory *memory = candidates->memory;
    const size_t cells = (size_t)candidates->count * line_count;
    const struct stock *stock = &run->stock;

    if (memory->site_room < candidates->count) {
        memory->site_room = 2 * (size_t)candidates->count;
        candidates->sites =
            realloc(candidates->sites, memory->site_room * sizeof *candidates->sites);
        assert(candidates->sites);
    }
    if (memory->free_room < cells) {
        memory->free_room = 2 * cells;
        candidates->free = realloc(candidates->free, memory->free_room * sizeof *candidates->free);
        assert(candidates->free);
    }
    if (cells > 0)
        memset(candidates->free, 0, cells * sizeof *candidates->free);
    for (uint32_t i = 0; i < candidates->count; i++) {
        memory->places[candidates->warehouses[i]] = i;
        candidates->sites[i] = (struct site){
            .location = candidates->warehouses[i],
            .distance_m = metres(candidates->distance_mm[i]),
            .free = candidates->free + (size_t)i * line_count,
        };
    }
    for (uint32_t line = 0; line < line_count; line++) {
        const uint32_t sku = lines[line]->sku->number;
        const uint32_t holders = stock->first[sku + 1] - stock->first[sku];
        if (holders > 32 * (uint64_t)candidates->count) { /* few of many: each is asked */
            for (uint32_t i = 0; i < candidates->count; i++) {
                const struct holding *at = stock_at(stock, sku, candidates->warehouses[i]);
                candidates->free[(size_t)i * line_count + line] = at ? at->units : 0;
            }
            continue;
        }
        for (uint32_t i = stock->first[sku]; i < stock->first[sku + 1]; i++) {
            const struct holding *at = &stock->list[i];
            if (memory->marked[at->warehouse] == memory->turn)
                candidates->free[(size_t)memory->places[at->warehouse] * line_count + line] =
                    at->units;
        }
    }
}

/* Has a nearer one all of what this one could give? Then no best plan needs it. */
static bool
is_outdone(const struct site *site, const struct site *nearer, const struct sim_line *const *lines,
           uint32_t line_count)
{
    for (uint32_t i = 0; i < line_count; i++)
        if (site->free[i] > 0 && nearer->free[i] < lines[i]->quantity)
            return false;
    return true;
}

static void
drop_outdone(struct candidates *candidates, const struct sim_line *const *lines,
             uint32_t line_count)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < candidates->count; i++) {
        bool outdone = false;
        for (uint32_t n = 0; n < kept && !outdone; n++)
            outdone = is_outdone(&candidates->sites[i], &candidates->sites[n], lines, line_count);
        if (outdone)
            continue;
        candidates->sites[kept] = candidates->sites[i];
        candidates->warehouses[kept] = candidates->warehouses[i];
        candidates->distance_mm[kept++] = candidates->distance_mm[i];
    }
    candidates->count = kept;
}

void
candidates_find(struct run *run, const struct sim_order *order, const struct sim_line *const *lines,
                uint32_t line_count, bool all_kinds)
{
    struct candidates *candidates = run->candidates;
    struct candidate_memory *memory = candidates->memory;
    const uint32_t *first = run->stock.first;
    uint64_t holders = 0;

    memory->turn++;
    memory->beyond_chord = INFINITY;
    candidates->count = 0;
    for (uint32_t i = 0; i < line_count; i++)
        holders += first[lines[i]->sku->number + 1] - first[lines[i]->sku->number];
    const bool many = holders > HOLDERS_ALL && run->grows;
    if (!many) {
        for (uint32_t i = 0; i < line_count; i++)
            mark_all_holders(run, order, lines[i]);
    } else if (line_count == 1 && !all_kinds) {
        mark_near_holders(run, order, lines[0], HOLDERS_FIRST);
    } else {
        mark_nearest_of_kinds(run, order, lines, line_count);
    }
    candidates->beyond_mm =
        isinf(memory->beyond_chord)
            ? INT64_MAX
            : (int64_t)(2 * asin(fmin(1, sqrt(memory->beyond_chord) / 2)) * RADIUS_LEAST_MM);
    sort_marked(candidates, order->destination);
    fill_sites(run, lines, line_count);
    if (many)
        drop_outdone(candidates, lines, line_count);
}
