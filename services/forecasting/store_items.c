/*
 * Rows of items and locations; see store_items.h.
 */
#include <stdlib.h>

#include "queries.h"
#include "services/forecasting/store_stage.h"

void
stage_item(struct turn *turn, const struct item *item, const char *sku)
{
    struct stage *stage = store_stage(turn);

    stage_int4(turn, &stage->items.ids, item->id);
    stage_text(turn, &stage->items.skus, sku);
    stage_int4(turn, &stage->items.lead_times, item->lead_time_days);
}

void
stage_location(struct turn *turn, const struct location *location, const char *code)
{
    struct stage *stage = store_stage(turn);

    stage_int4(turn, &stage->items.location_ids, location->id);
    stage_text(turn, &stage->items.codes, code);
}

void
stage_lead_time(struct turn *turn, const struct item *item)
{
    struct stage *stage = store_stage(turn);

    stage_int4(turn, &stage->items.changed_ids, item->id);
    stage_int4(turn, &stage->items.changed_lead_times, item->lead_time_days);
}

void
items_save(struct turn *turn)
{
    struct items_stage *s = &store_stage(turn)->items;
    struct column *const items[] = {&s->ids, &s->skus, &s->lead_times};
    struct column *const locations[] = {&s->location_ids, &s->codes};
    struct column *const lead_times[] = {&s->changed_ids, &s->changed_lead_times};

    STAGE(turn, QUERY_ADD_ITEMS, items, NULL);
    STAGE(turn, QUERY_ADD_LOCATIONS, locations, NULL);
    STAGE(turn, QUERY_SAVE_LEAD_TIMES, lead_times, NULL);
}

static void
load_items(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_ITEMS, NULL, 0);

    opening->item_count = (size_t)rows_count(rows);
    opening->items = calloc(opening->item_count + 1, sizeof *opening->items);
    assert(opening->items != NULL);
    for (int i = 0; i < rows_count(rows); i++) {
        struct item *item = memory_add_item(opening->memory, NULL, row_text(rows, i, 1),
                                            (int32_t)row_int8(rows, i, 2));
        assert(item->id == row_int8(rows, i, 0));
        opening->items[i] = item;
    }
    rows_free(&rows);
}

static void
load_locations(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_LOCATIONS, NULL, 0);

    opening->location_count = (size_t)rows_count(rows);
    opening->locations = calloc(opening->location_count + 1, sizeof *opening->locations);
    assert(opening->locations != NULL);
    for (int i = 0; i < rows_count(rows); i++) {
        struct location *location =
            memory_add_location(opening->memory, NULL, row_text(rows, i, 1));
        assert(location->id == row_int8(rows, i, 0));
        opening->locations[i] = location;
    }
    rows_free(&rows);
}

void
items_load(struct opening *opening)
{
    load_items(opening);
    load_locations(opening);
}
