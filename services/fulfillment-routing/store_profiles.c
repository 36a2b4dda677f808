/*
 * Rows of profiles, and what PostgreSQL knows of time zones.
 */
#include <string.h>

#include "common/message.h"
#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"
#include "services/fulfillment-routing/wire_profiles.h"

static struct profiles_stage *
stage_of(struct turn *turn)
{
    return &store_stage(turn)->profiles;
}

void
stage_profiles_start(struct stage *stage, struct arena *arena)
{
    struct profiles_stage *s = &stage->profiles;
    struct column *const texts[] = {&s->zones, &s->location, &s->by};

    stage_start_columns(arena, COLUMN_TEXT, texts, COUNT(texts));
    column_start(&s->body, arena, COLUMN_BYTES);
}

/* --- time zones ------------------------------------------------------------------------------- */

void
store_want_time_zone(struct turn *turn, const char *name)
{
    if (name[0] != '\0' && time_zone_find(store_memory(turn), name) == NULL)
        column_add_text(&stage_of(turn)->zones, name);
}

/* The rows of one zone, from `row` on. */
static struct read_zone *
read_zone(struct arena *arena, const struct rows *rows, int row)
{
    struct read_zone *zone = arena_take(arena, sizeof *zone);
    const char *name = row_text(rows, row, 0);
    int end = row;

    while (end < rows_count(rows) && strcmp(row_text(rows, end, 0), name) == 0)
        end++;
    struct clock_change *changes = arena_take(arena, (size_t)(end - row) * sizeof *changes);
    for (int i = row; i < end; i++) {
        changes[i - row].from_us = row_int8(rows, i, 1);
        changes[i - row].ahead_s = (int32_t)row_int8(rows, i, 2);
    }
    zone->name = arena_text(arena, name);
    zone->changes = changes;
    zone->count = (uint32_t)(end - row);
    return zone;
}

static struct read_zone *
read_zones(struct db *db, struct arena *arena, struct column *names)
{
    const struct param params[] = {param_column(names)};
    struct rows *rows = db_read(db, QUERY_FIND_TIME_ZONES, params, 1);
    struct read_zone *list = NULL;

    for (int row = 0; row < rows_count(rows);) {
        struct read_zone *zone = read_zone(arena, rows, row);
        zone->next = list;
        list = zone;
        row += (int)zone->count;
    }
    rows_free(&rows);
    return list;
}

void
stage_profiles_load(struct turn *turn)
{
    struct profiles_stage *stage = stage_of(turn);

    if (stage->zones.count > 0)
        stage->read = read_zones(turn_db(turn), turn_arena(turn), &stage->zones);
}

void
store_learn_time_zones(struct turn *turn)
{
    struct memory *memory = store_memory(turn);

    for (const struct read_zone *z = stage_of(turn)->read; z != NULL; z = z->next) {
        if (time_zone_find(memory, z->name) == NULL)
            time_zone_learn(memory, z->name, z->changes, z->count);
    }
}

void
store_open_time_zones(struct memory *memory, struct db *db, struct arena *scratch)
{
    const size_t mark = arena_mark(scratch);
    struct rows *rows = db_read(db, QUERY_OPEN_ZONES_IN_USE, NULL, 0);
    struct column names;

    column_start(&names, scratch, COLUMN_TEXT);
    for (int i = 0; i < rows_count(rows); i++)
        column_add_text(&names, row_text(rows, i, 0));
    rows_free(&rows);
    if (names.count > 0) {
        for (const struct read_zone *z = read_zones(db, scratch, &names); z != NULL; z = z->next)
            time_zone_learn(memory, z->name, z->changes, z->count);
    }
    arena_reset(scratch, mark);
}

/* --- profiles --------------------------------------------------------------------------------- */

void
store_note_profile(struct turn *turn, const struct location *location, const char *by)
{
    struct profiles_stage *stage = stage_of(turn);

    column_add_text(&stage->location, location->code);
    column_add_bytes(&stage->body, location->profile->body, location->profile->body_bytes);
    column_add_text(&stage->by, by);
}

void
stage_profiles_save(struct turn *turn)
{
    struct profiles_stage *s = stage_of(turn);
    struct column *const all[] = {&s->location, &s->body, &s->by};
    const struct param now = param_time(turn_arena(turn), turn_now_us(turn));

    STAGE(turn, QUERY_UPSERT_PROFILES, all, &now);
}

void
store_open_profiles(struct memory *memory, struct db *db, struct arena *scratch)
{
    struct rows *rows = db_read(db, QUERY_OPEN_PROFILES, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        const size_t mark = arena_mark(scratch);
        struct location *location = location_find(memory, row_text(rows, i, 0));
        size_t bytes;
        const uint8_t *body = row_bytes(rows, i, 1, &bytes);
        const char *reason;
        const ProtobufCMessage *message = message_read(
            scratch, &crossdock__routing__v1__profile__descriptor, body, bytes, &reason);
        struct refusal refusal;
        struct profile profile;
        assert(location != NULL && message != NULL);
        if (!read_profile(scratch, (const Crossdock__Routing__V1__Profile *)message, &profile,
                          &refusal))
            WRONG("a profile was kept that would be refused");
        profile_set(memory, location, &profile);
        arena_reset(scratch, mark);
    }
    rows_free(&rows);
}

void
store_open_slots(struct memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_OPEN_SLOTS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct location *location = location_find(memory, row_text(rows, i, 0));
        assert(location != NULL);
        slot_add(memory, location, (int32_t)row_int8(rows, i, 1), row_int8(rows, i, 2),
                 row_int8(rows, i, 3));
    }
    rows_free(&rows);
    for (uint32_t i = 0; i < memory->location_count; i++)
        capacity_changed(memory, memory->locations[i]);
}
