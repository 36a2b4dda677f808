/*
 * Private to store_*.c: what a turn has gathered, one member per subject, and how it becomes
 * statements.
 *
 * A new subject: a pair of files store_X with its struct X_stage and stage_X_*, a member here, a
 * row in the table of store.c.
 */
#ifndef ROUTING_STORE_STAGE_H
#define ROUTING_STORE_STAGE_H

#include "services/fulfillment-routing/store.h"

struct stage {
    bool started;
    struct places_stage places;
    struct shelves_stage shelves;
    struct fulfillments_stage fulfillments;
    struct parked_stage parked;
    struct lots_stage lots;
    struct pasts_stage pasts;
    struct decisions_stage decisions;
    struct taken_stage taken;
    struct parcels_stage parcels;
    struct scarcity_stage scarcity;
    struct shadow_stage shadow;
    struct regret_stage regret;
    struct later_stage later;
    struct items_stage items;
    struct profiles_stage profiles;
    struct policies_stage policies;
    struct terms_stage terms;
    struct pickups_stage pickups;
    struct shown_stage shown;
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

struct stage *store_stage(struct turn *turn);

void stage_start_columns(struct arena *arena, enum column_type type, struct column *const *columns,
                         size_t count);

/* The rows of a query whose one parameter is a list of ids. */
struct rows *stage_find(struct turn *turn, int query, struct column *ids);

/* columns become $1, $2, ...; `more` follows them when it is not NULL. No rows: no statement. */
void stage_columns(struct turn *turn, int query, struct column *const *columns, size_t count,
                   const struct param *more);

#define STAGE(turn, query, columns, more) stage_columns(turn, query, columns, COUNT(columns), more)

/* Lines as the three packed columns that fulfillment_order and parked share. */
void stage_add_lines(const struct ask *lines, uint32_t count, struct column *numbers,
                     struct column *skus, struct column *quantities);
/* Null: no lines that stay together, as in most orders. */
void stage_add_together(const struct ask *lines, uint32_t count, struct column *together);

#endif
