/*
 * Rows of what items and locations are; see store_facts.h.
 */
#include "queries.h"
#include "services/forecasting/store_stage.h"

void
stage_item_facts(struct turn *turn, const struct item *item)
{
    struct facts_stage *s = &store_stage(turn)->facts;

    stage_int4(turn, &s->item_ids, item->id);
    stage_text(turn, &s->categories, item->facts.category);
    stage_text(turn, &s->suppliers, item->facts.supplier);
    stage_text(turn, &s->currencies, item->facts.currency);
    stage_int8(turn, &s->unit_costs, item->facts.unit_cost_minor);
}

void
stage_location_facts(struct turn *turn, const struct location *location)
{
    struct facts_stage *s = &store_stage(turn)->facts;

    stage_int4(turn, &s->location_ids, location->id);
    stage_bool(turn, &s->closed, location->closed);
    stage_double(turn, &s->latitudes, location->latitude_deg);
    stage_double(turn, &s->longitudes, location->longitude_deg);
    stage_text(turn, &s->countries, location->country);
}

void
facts_save(struct turn *turn)
{
    struct facts_stage *s = &store_stage(turn)->facts;
    struct column *const items[] = {&s->item_ids, &s->categories, &s->suppliers, &s->currencies,
                                    &s->unit_costs};
    struct column *const locations[] = {&s->location_ids, &s->closed, &s->latitudes,
                                        &s->longitudes, &s->countries};

    STAGE(turn, QUERY_SAVE_ITEM_FACTS, items, NULL);
    STAGE(turn, QUERY_SAVE_LOCATION_FACTS, locations, NULL);
}

static void
load_items(struct opening *opening)
{
    struct memory *memory = opening->memory;
    struct rows *rows = db_read(opening->db, QUERY_LOAD_ITEM_FACTS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct item *item = opening_item(opening, row_int8(rows, i, 0));
        item->facts = (struct item_facts){
            .category = memory_text(memory, NULL, row_text(rows, i, 1)),
            .supplier = memory_text(memory, NULL, row_text(rows, i, 2)),
            .currency = memory_text(memory, NULL, row_text(rows, i, 3)),
            .unit_cost_minor = row_int8(rows, i, 4),
        };
    }
    rows_free(&rows);
}

void
facts_load(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_LOCATION_FACTS, NULL, 0);

    load_items(opening);
    for (int i = 0; i < rows_count(rows); i++) {
        struct location *location = memory_find_location(opening->memory, row_text(rows, i, 0));
        location->placed = true;
        location->closed = row_int8(rows, i, 1) != 0;
        location->latitude_deg = row_double(rows, i, 2);
        location->longitude_deg = row_double(rows, i, 3);
        location->country = memory_text(opening->memory, NULL, row_text(rows, i, 4));
    }
    rows_free(&rows);
}
