/*
 * Routing a history that files hold, with the core of fulfillment-routing and without a database.
 *
 * A world is what the files say: locations, what lies where, orders and their lines. It is read
 * once and never changed. A run is one policy over it: it has its own stock, which is used up in
 * the order of the file (or not at all), and remembers every decision.
 *
 *     simulate.c            the command line
 *     simulate_world.c      files of locations, stock and items
 *     simulate_stock.c      what lies where
 *     simulate_orders.c     files of orders and lines
 *     simulate_places.c     where orders go
 *     simulate_candidates.c who could ship an order
 *     simulate_run.c        one policy over the history
 *     simulate_write.c      what a run leaves behind: tables and its summary
 *     simulate_what_if.c    the same history with something gone wrong, and what would help
 */
#ifndef CROSSDOCK_CLI_SIMULATE_H
#define CROSSDOCK_CLI_SIMULATE_H

#include <jansson.h>

#include "clients/cli/arguments.h"
#include "clients/cli/clock_changes.h"
#include "clients/cli/policy_json.h"
#include "clients/cli/sheet.h"
#include "common/map.h"
#include "services/fulfillment-routing/core/search/alike.h"
#include "services/fulfillment-routing/core/cost_terms.h"
#include "services/fulfillment-routing/core/places/geocode.h"
#include "services/fulfillment-routing/core/places/near_index.h"
#include "services/fulfillment-routing/core/promise.h"
#include "services/fulfillment-routing/core/routing.h"
#include "services/fulfillment-routing/record/policy_read.h"

#define NO_LIMIT INT64_C(-1)

/* --- the world -------------------------------------------------------------------------------- */

struct warehouse {
    const char *code;
    uint32_t number;
    struct calendar calendar;
    int64_t capacity; /* parcels a local day; NO_LIMIT */
    bool closed;
};

/* Units of a SKU at a location. A stock has those of a SKU together, by location, those of the next
 * SKU behind them. */
struct holding {
    uint32_t sku, warehouse;
    int64_t units;
};
struct stock {
    struct holding *list;
    size_t count;
    uint32_t *first;          /* by SKU; one more at the end */
    struct near_index **near; /* by SKU: its holders; NULL: not asked for yet, or few */
};

struct sku {
    const char *code;
    uint32_t number;
    int64_t weight_ug;   /* of a unit */
    int64_t value_minor; /* of a unit */
};

/* A destination; many orders share one. */
struct destination {
    struct point at;
    struct near_point near_at;
    enum geocoded_by by; /* GEOCODED_NONE: nobody knows where it is */
};

struct sim_line {
    struct sku *sku;
    int64_t quantity;
    int64_t weight_ug;   /* of a unit */
    int64_t value_minor; /* of a unit */
};

struct sim_order {
    const char *id;
    int64_t placed_at_us; /* 0: no file tells */
    uint32_t destination;
    uint32_t first_line, line_count;
};

/* Units that come in later (--receipts), by time. */
struct receipt {
    int64_t at_us;
    uint32_t sku, warehouse;
    int64_t units;
    char supplier[64];
    uint32_t number; /* in the file */
};

struct world {
    struct map *warehouse_by_code, *zone_by_name, *sku_by_code, *order_by_id;
    struct warehouse **warehouses;
    struct point *points;           /* by warehouse */
    struct near_point *near_points; /* the same on the unit sphere */
    uint32_t warehouse_count;
    struct sku **skus;
    uint32_t sku_count;
    struct stock stock;
    size_t stock_room, receipt_room;
    struct sim_order *orders;
    uint32_t order_count;
    struct sim_line *lines;
    size_t line_count;
    struct destination *destinations;
    uint32_t destination_count;
    struct receipt *receipts;
    size_t receipt_count;
    int64_t bad_rows; /* named and left out */
};

/* What is to be read; NULL: not given. */
struct world_files {
    const char *warehouses, *stock, *orders, *lines, *items, *receipts;
    char **geo;
    int geo_count;
};

/* False after saying why. */
bool world_read(struct world *world, const struct world_files *files) must_check;
void world_forget(struct world *world);

/* simulate_places.c: where postal codes and cities are, while orders are read. */
struct places;
struct places *places_read(const struct world_files *files); /* NULL after saying why */
void places_forget(struct places **places);
/* The number of the destination in the world; equal ones share a number. */
uint32_t places_find(struct places *places, struct world *world, const char *country,
                     const char *postal_code, const char *city);
uint32_t places_at(struct places *places, struct world *world, struct point at);

/* Parts of it, in their order. */
bool world_read_warehouses(struct world *world, const char *path) must_check;
bool world_read_stock(struct world *world, const char *path) must_check;
bool world_read_items(struct world *world, const char *path) must_check;
bool world_read_receipts(struct world *world, const char *path) must_check;
bool world_read_orders(struct world *world, const struct world_files *files) must_check;

/* Kilograms or grams of the row, exactly; empty cells leave *weight_ug. */
bool world_read_weight(struct sheet *sheet, int kilograms, int grams,
                       int64_t *weight_ug) must_check;

struct sku *world_sku(struct world *world, const char *code); /* a new one when there is none */
struct warehouse *world_warehouse(const struct world *world, const char *code); /* or NULL */

/* Rows in any order, also several of one place, become a stock. Takes the rows. */
void stock_settle(struct stock *stock, const struct world *world, struct holding *rows,
                  size_t count);
void stock_forget(struct stock *stock, const struct world *world);
/* The place of a SKU at a location in the list; NULL: there is none. */
struct holding *stock_at(const struct stock *stock, uint32_t sku, uint32_t warehouse);
/* The holders of a SKU by place; NULL when they are few. */
const struct near_index *stock_near(struct stock *stock, const struct world *world, uint32_t sku);

/* --- a run ------------------------------------------------------------------------------------ */

/* A policy as its file tells it, and as the core takes it. */
struct rules {
    struct policy_file file;
    struct policy core;
};

/* Everything at one location goes to another. */
struct move {
    uint32_t from, to;
    int64_t at_us;
};

/* What is different from the files; all zero: nothing. By warehouse, NULL: nobody's. */
struct situation {
    int64_t *closed_from_us; /* INT64_MAX: stays open */
    int64_t *capacity;       /* in place of the file's; UNCHANGED */
    const char **late;       /* suppliers, and by how many days */
    const int64_t *late_days;
    size_t late_count;
    const struct move *move;    /* NULL: none */
    const struct holding *more; /* units that are there besides */
    size_t more_count;
};
#define UNCHANGED INT64_C(-2)

/* A line, or a part of it, in a parcel. Those of a parcel are together. */
struct shipped {
    uint32_t warehouse;
    const struct sim_line *line;
    int64_t units;
    int64_t distance_mm;
    int64_t cost_nano; /* its own share: the first of a parcel bears what the parcel costs */
};

enum unfilled_why {
    FILLED,
    NO_LINES,
    NO_ADDRESS,
    NO_STOCK,
    NO_CAPACITY, /* what is there lies where it is closed or at capacity */
    TOO_MANY_LINES,
    UNFILLED_COUNT
};
const char *unfilled_why_name(enum unfilled_why why);

struct outcome {
    uint32_t parcels;
    uint32_t late_parcels;
    int64_t distance_m;
    int64_t cost_nano;
    int64_t unfilled; /* units */
    enum unfilled_why why;
    bool proved;
    uint32_t decision_ns;
    size_t first_shipped, shipped_count;
};

struct run {
    const struct world *world;
    const struct rules *policy;
    const char *name; /* of its folder and rows */
    bool stays;       /* --static: every order meets the given stock */
    bool limited;     /* some may not ship at times */
    bool grows;       /* what shipping costs, with the distance */
    const struct situation *situation;
    struct stock stock;       /* what is left */
    struct map *used;         /* parcels by location and local day */
    struct outcome *outcomes; /* by order */
    struct shipped *shipped;
    size_t shipped_count, shipped_room;
    struct receipt *receipts; /* of the world, in the order of their arrival */
    size_t next_receipt;
    bool moved; /* what situation->move says is done */
    double seconds;
    struct candidates *candidates;
    struct prices *prices;
};

/* Every order of the world, in the order of the file. */
void run_start(struct run *run, const struct world *world, const struct rules *policy, bool stays,
               const struct situation *situation);
void run_all(struct run *run, bool quiet);
void run_forget(struct run *run);

/* May this location ship this order: open, and with capacity left? */
bool run_may_ship(const struct run *run, const struct sim_order *order, uint32_t warehouse);
int64_t run_capacity(const struct run *run, uint32_t warehouse);

/* simulate_summary.c: a run in a few numbers. */
struct summary {
    int64_t orders, orders_short, orders_split, orders_shipped;
    int64_t short_by_why[UNFILLED_COUNT]; /* orders */
    int64_t units, units_unfilled;
    int64_t parcels, late_parcels, distance_m, cost_nano;
    int64_t unproved, decided;
    double decision_us_mean, decision_us_p50, decision_us_p99, decision_us_max;
};
struct summary summarize(const struct run *run);
json_t *summary_json(const struct run *run, const struct summary *summary);
void summary_print(const struct run *run, const struct summary *summary, FILE *to);
/* "12.50" of 12,500,000,000: up to nine digits after the point, at least two. Good for the next 8
 * calls. */
const char *nano_text(int64_t nano);

/* simulate_write.c: the tables of a run. Files appear whole or not at all; false after saying why.
 */
bool folder_make(const char *path) must_check;
bool write_run(const struct run *run, const char *folder) must_check;
bool write_json(const json_t *json, const char *folder, const char *name) must_check;
void print_json(const json_t *json); /* a line on stdout, for programs */
/* A table of the two runs beside each other, in the folder and on stdout. */
bool write_comparison(const struct run *runs, const struct summary *summaries, int count,
                      const char *folder) must_check;

/* simulate_what_if.c: the history as it is, and with something gone wrong. */
struct what_if {
    struct word_list close, capacity, late; /* "W1@2026-05-01", "W1=20", "ACME=14" */
};
bool what_if_asked(const struct what_if *what_if);
/* Before anything is simulated: false after saying what cannot be asked of this world. */
bool what_if_check(const struct world *world, const struct what_if *what_if) must_check;
/* Reports on stdout and in the folder (NULL: none); false after saying why. */
bool what_if_run(const struct run *base, const struct what_if *what_if, bool quiet,
                 const char *folder) must_check;

/* simulate_mitigations.c: what would help, tried. */
struct mitigation {
    char what[160];
    struct situation situation;
    int64_t aside_nano;          /* what it costs besides shipping */
    int64_t bought;              /* units */
    int64_t unfilled, cost_nano; /* with it: units, and all of the cost */
};
#define MITIGATIONS_MAX 16
struct mitigations {
    const struct run *hit;
    struct mitigation list[MITIGATIONS_MAX];
    size_t count;
    struct move moves[MITIGATIONS_MAX];
    struct holding *bought; /* all that is short; a mitigation has it at one location */
    size_t bought_count;
};
/* Thinks of some: base is the history as it is, hit the one with it. */
void mitigations_list(struct mitigations *mitigations, const struct run *base,
                      const struct run *hit);
void mitigations_forget(struct mitigations *mitigations);

/* simulate_candidates.c: who could ship an order. When beyond_mm leaves a doubt, all_kinds asks for
 * more. */
struct candidates {
    struct site *sites; /* nearest first */
    int64_t *distance_mm;
    uint32_t *warehouses;
    uint32_t count;
    int64_t *free;     /* by site, then line */
    int64_t beyond_mm; /* whoever was left out is farther than that; INT64_MAX: nobody was */
    struct candidate_memory *memory;
};
struct candidates *candidates_start(const struct world *world);
void candidates_forget(struct candidates **candidates);
void candidates_find(struct run *run, const struct sim_order *order,
                     const struct sim_line *const *lines, uint32_t line_count, bool all_kinds);

/* simulate_prices.c: what it would cost from each of them. Drops those whom nobody serves. */
struct dates {
    int32_t dispatch_day, needed_by_day;
};
struct site_way {
    struct dates dates;
    struct way earliest;
};
struct prices {
    struct site_facts *facts; /* by site, as the next */
    struct site_way *ways;
    size_t room;
    struct price_step *steps;
    size_t steps_room;
};
struct prices *prices_start(void);
void prices_forget(struct prices **prices);
void prices_find(struct run *run, const struct sim_order *order, int64_t weight_max_ug);
/* What is paid for a parcel; lateness and splitting are reasons, not money. */
struct paid {
    int64_t parcel_nano; /* whatever is in it, or by a rate table */
    int64_t weight_nano; /* for what is in it */
    int64_t weight_ug;
    int32_t late_days;
};
struct paid prices_pay(const struct run *run, const struct request *request, uint32_t site,
                       const int64_t *taken);
/* No plan with somebody who is beyond the candidates is better. */
bool prices_beyond_are_higher(const struct run *run, const struct request *request,
                              const struct plan *plan);

/* simulate_alike.c: memory for the core's alike.h. */
struct alike *alike_start(const struct world *world);
void alike_forget(struct alike **alike);

/* Room for one more entry at the end of a list that grows. */
#define GROW(list, count, max)                                                                     \
    do {                                                                                           \
        if ((count) == (max)) {                                                                    \
            (max) = (max) ? 2 * (max) : 1024;                                                      \
            (list) = realloc((list), (max) * sizeof *(list));                                      \
            assert(list);                                                                          \
        }                                                                                          \
    } while (0)

#endif
