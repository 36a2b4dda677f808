/*
 * Rows of profiles, and what PostgreSQL knows of time zones.
 */
#ifndef ROUTING_STORE_PROFILES_H
#define ROUTING_STORE_PROFILES_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

/* A time zone that memory does not know yet, as it was read. */
struct read_zone {
    struct read_zone *next;
    const char *name;
    const struct clock_change *changes;
    uint32_t count;
};

struct profiles_stage {
    struct column zones; /* wanted */
    struct read_zone *read;
    struct column location, body, by;
};

/* Nothing is read when memory knows it. */
void store_want_time_zone(struct turn *turn, const char *name);
/* Those that were read become known. */
void store_learn_time_zones(struct turn *turn);
void store_note_profile(struct turn *turn, const struct location *location, const char *by);

/* For store.c and open.c. */
struct stage;
void stage_profiles_start(struct stage *stage, struct arena *arena);
void stage_profiles_load(struct turn *turn);
void stage_profiles_save(struct turn *turn);
void store_open_time_zones(struct memory *memory, struct db *db, struct arena *scratch);
void store_open_profiles(struct memory *memory, struct db *db, struct arena *scratch);
void store_open_slots(struct memory *memory, struct db *db);

#endif
