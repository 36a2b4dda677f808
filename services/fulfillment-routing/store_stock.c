/*
 * Rows of the stock view: shelves, and the lots on them.
 */
#include <stdlib.h>
#include <string.h>

#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"

/* --- shelves ---------------------------------------------------------------------------------- */

/* A shelf whose row is written: named, since shelves move while a turn goes on. */
struct touched_shelf {
    const struct sku *sku;
    const struct location *location;
};

void
store_touch_shelf(struct turn *turn, struct sku *sku, const struct location *location)
{
    struct shelves_stage *stage = &store_stage(turn)->shelves;

    if (stage->shelf_count == stage->shelf_max) {
        const size_t max = stage->shelf_max == 0 ? 256 : 2 * stage->shelf_max;
        struct touched_shelf *more = arena_take(turn_arena(turn), max * sizeof *more);
        if (stage->shelf_count > 0)
            memcpy(more, stage->shelves, stage->shelf_count * sizeof *more);
        stage->shelves = more;
        stage->shelf_max = max;
    }
    stage->shelves[stage->shelf_count++] = (struct touched_shelf){sku, location};
}

static int
compare_shelves(const void *left, const void *right)
{
    const struct touched_shelf *a = left;
    const struct touched_shelf *b = right;

    if (a->location != b->location)
        return a->location->number < b->location->number ? -1 : 1;
    return strcmp(a->sku->code, b->sku->code);
}

/* Each shelf once, as it is now. */
void
stage_shelves_save(struct turn *turn)
{
    struct shelves_stage *stage = &store_stage(turn)->shelves;
    struct column location, sku, on_hand, unavailable, bin, doubtful;
    struct column *const all[] = {&location, &sku, &on_hand, &unavailable, &bin, &doubtful};
    static const enum column_type types[] = {COLUMN_TEXT, COLUMN_TEXT, COLUMN_INT8,
                                             COLUMN_INT8, COLUMN_TEXT, COLUMN_BOOL};

    if (stage->shelf_count == 0)
        return;
    for (size_t i = 0; i < COUNT(all); i++)
        column_start(all[i], turn_arena(turn), types[i]);
    qsort(stage->shelves, stage->shelf_count, sizeof *stage->shelves, compare_shelves);
    for (size_t i = 0; i < stage->shelf_count; i++) {
        const struct touched_shelf *touched = &stage->shelves[i];
        if (i > 0 && compare_shelves(touched, touched - 1) == 0)
            continue;
        const struct shelf *shelf = shelf_find(touched->sku, touched->location);
        column_add_text(&location, touched->location->code);
        column_add_text(&sku, touched->sku->code);
        column_add_int8(&on_hand, shelf->on_hand);
        column_add_int8(&unavailable, shelf->unavailable);
        column_add_text(&bin, shelf->bin);
        column_add_bool(&doubtful, shelf->doubtful);
    }
    STAGE(turn, QUERY_UPSERT_STOCK_VIEW, all, NULL);
}

/* --- lots ------------------------------------------------------------------------------------- */

void
stage_lots_start(struct stage *stage, struct arena *arena)
{
    struct lots_stage *s = &stage->lots;
    struct column *const texts[] = {&s->location, &s->sku, &s->lot};

    column_start(&s->quantity, arena, COLUMN_INT8);
    column_start(&s->expires_on, arena, COLUMN_INT4);
    stage_start_columns(arena, COLUMN_TEXT, texts, COUNT(texts));
}

void
store_note_lot(struct turn *turn, const struct sku *sku, const struct location *location,
               const struct lot *lot)
{
    struct lots_stage *stage = &store_stage(turn)->lots;

    column_add_text(&stage->location, location->code);
    column_add_text(&stage->sku, sku->code);
    column_add_text(&stage->lot, lot->name);
    column_add_int4(&stage->expires_on, lot->expires_on);
    column_add_int8(&stage->quantity, lot->quantity);
}

void
stage_lots_save(struct turn *turn)
{
    struct lots_stage *s = &store_stage(turn)->lots;
    struct column *const lots[] = {&s->location, &s->sku, &s->lot, &s->expires_on, &s->quantity};

    STAGE(turn, QUERY_UPSERT_LOT_VIEW, lots, NULL);
}
