/*
 * Rows of locations and postal codes.
 */
#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"

static struct places_stage *
stage_of(struct turn *turn)
{
    return &store_stage(turn)->places;
}

void
stage_places_start(struct stage *stage, struct arena *arena)
{
    struct places_stage *s = &stage->places;
    struct column *const int4s[] = {&s->postal.latitude, &s->postal.longitude};
    struct column *const texts[] = {&s->location.code,    &s->location.name,     &s->postal.country,
                                    &s->postal.code,      &s->postal.city,       &s->postal.region,
                                    &s->location.country, &s->location.time_zone};
    struct column *const doubles[] = {&s->location.latitude, &s->location.longitude};

    column_start(&s->location.safety_stock, arena, COLUMN_INT8);
    stage_start_columns(arena, COLUMN_INT4, int4s, COUNT(int4s));
    stage_start_columns(arena, COLUMN_TEXT, texts, COUNT(texts));
    stage_start_columns(arena, COLUMN_DOUBLE, doubles, COUNT(doubles));
    column_start(&s->location.closed, arena, COLUMN_BOOL);
}

void
store_note_location(struct turn *turn, const struct location_change *change)
{
    struct places_stage *stage = stage_of(turn);

    column_add_text(&stage->location.code, change->code);
    column_add_text(&stage->location.name, change->name);
    column_add_double(&stage->location.latitude, change->at.latitude_deg);
    column_add_double(&stage->location.longitude, change->at.longitude_deg);
    column_add_bool(&stage->location.closed, change->closed);
    column_add_int8(&stage->location.safety_stock, change->safety_stock);
    column_add_text(&stage->location.country, change->country);
    column_add_text(&stage->location.time_zone, change->time_zone);
}

void
store_note_postal_codes(struct turn *turn, const struct postal_codes *codes)
{
    struct places_stage *stage = stage_of(turn);

    for (size_t i = 0; i < codes->count; i++) {
        const struct postal_entry *entry = &codes->entries[i];
        column_add_text(&stage->postal.country, entry->country);
        column_add_text(&stage->postal.code, entry->code);
        column_add_text(&stage->postal.city, entry->city);
        column_add_text(&stage->postal.region, entry->region);
        column_add_int4(&stage->postal.latitude, entry->row.latitude_e7);
        column_add_int4(&stage->postal.longitude, entry->row.longitude_e7);
    }
}

void
stage_places_save(struct turn *turn)
{
    struct places_stage *s = stage_of(turn);
    struct column *const locations[] = {&s->location.code,     &s->location.name,
                                        &s->location.latitude, &s->location.longitude,
                                        &s->location.closed,   &s->location.safety_stock,
                                        &s->location.country,  &s->location.time_zone};
    struct column *const postal_codes[] = {&s->postal.country,  &s->postal.code,
                                           &s->postal.city,     &s->postal.region,
                                           &s->postal.latitude, &s->postal.longitude};

    STAGE(turn, QUERY_UPSERT_LOCATIONS, locations, NULL);
    STAGE(turn, QUERY_UPSERT_POSTAL_CODES, postal_codes, NULL);
}
