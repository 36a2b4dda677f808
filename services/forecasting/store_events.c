/*
 * Rows of what is known beforehand; see store_events.h.
 */
#include <stdlib.h>

#include "queries.h"
#include "services/forecasting/store_stage.h"

#define ITEMS_MAX 1000

static struct events_stage *
stage_of(struct turn *turn)
{
    return &store_stage(turn)->events;
}

static void
stage_items(struct turn *turn, struct column *column, struct item *const *items, uint32_t count)
{
    int64_t *ids = arena_take(turn_arena(turn), (count + 1) * sizeof *ids);

    for (uint32_t i = 0; i < count; i++)
        ids[i] = items[i]->id;
    stage_int8_list(turn, column, ids, count);
}

void
stage_promotion(struct turn *turn, const struct promotion *promotion, bool gone)
{
    struct events_stage *s = stage_of(turn);

    stage_text(turn, &s->promotions.ids, map_text_of(promotion));
    stage_items(turn, &s->promotions.item_ids, promotion->items, promotion->item_count);
    stage_text(turn, &s->promotions.categories, promotion->category);
    stage_text(turn, &s->promotions.channels, promotion->channel);
    stage_int4(turn, &s->promotions.from_days, promotion->from_day);
    stage_int4(turn, &s->promotions.to_days, promotion->to_day);
    stage_double(turn, &s->promotions.lifts, promotion->lift);
    stage_double(turn, &s->promotions.price_changes, promotion->price_change);
    stage_text(turn, &s->promotions.notes, promotion->note);
    stage_bool(turn, &s->promotions.gone, gone);
}

void
stage_promotion_measured(struct turn *turn, const struct promotion *promotion)
{
    struct events_stage *s = stage_of(turn);

    stage_text(turn, &s->measured, map_text_of(promotion));
    for (uint32_t i = 0; i < promotion->learnt_count; i++) {
        stage_text(turn, &s->learnt.ids, map_text_of(promotion));
        stage_int4(turn, &s->learnt.item_ids, promotion->learnt[i].item->id);
        stage_double(turn, &s->learnt.sold, promotion->learnt[i].evidence.sold);
        stage_double(turn, &s->learnt.expected, promotion->learnt[i].evidence.expected);
    }
}

void
stage_holiday(struct turn *turn, int32_t day, const char *country, const char *name)
{
    struct events_stage *s = stage_of(turn);

    stage_int4(turn, &s->holidays.days, day);
    stage_text(turn, &s->holidays.countries, country);
    stage_text(turn, &s->holidays.names, name);
}

void
stage_holiday_effect(struct turn *turn, const char *name, int32_t day, const char *category,
                     const struct lift_evidence *evidence)
{
    struct events_stage *s = stage_of(turn);

    stage_int4(turn, &s->effects.days, day);
    stage_text(turn, &s->effects.names, name);
    stage_text(turn, &s->effects.categories, category);
    stage_double(turn, &s->effects.sold, evidence->sold);
    stage_double(turn, &s->effects.expected, evidence->expected);
}

void
stage_analogues(struct turn *turn, const struct item *item, const struct analogues *analogues)
{
    struct events_stage *s = stage_of(turn);

    stage_int4(turn, &s->analogues.item_ids, item->id);
    stage_items(turn, &s->analogues.like_ids, analogues->like, analogues->count);
    stage_double(turn, &s->analogues.scales, analogues->scale);
    stage_int4(turn, &s->analogues.launch_days, analogues->launch_day);
}

void
events_save(struct turn *turn)
{
    struct events_stage *s = stage_of(turn);
    struct column *const promotions[] = {&s->promotions.ids,        &s->promotions.item_ids,
                                         &s->promotions.categories, &s->promotions.channels,
                                         &s->promotions.from_days,  &s->promotions.to_days,
                                         &s->promotions.lifts,      &s->promotions.price_changes,
                                         &s->promotions.notes,      &s->promotions.gone};
    struct column *const learnt[] = {&s->learnt.ids, &s->learnt.item_ids, &s->learnt.sold,
                                     &s->learnt.expected};
    struct column *const measured[] = {&s->measured};
    struct column *const holidays[] = {&s->holidays.days, &s->holidays.countries,
                                       &s->holidays.names};
    struct column *const effects[] = {&s->effects.days, &s->effects.names, &s->effects.categories,
                                      &s->effects.sold, &s->effects.expected};
    struct column *const analogues[] = {&s->analogues.item_ids, &s->analogues.like_ids,
                                        &s->analogues.scales, &s->analogues.launch_days};

    STAGE(turn, QUERY_SAVE_PROMOTIONS, promotions, NULL);
    STAGE(turn, QUERY_SAVE_LEARNT_LIFTS, learnt, NULL);
    STAGE(turn, QUERY_MARK_PROMOTIONS_MEASURED, measured, NULL);
    STAGE(turn, QUERY_SAVE_HOLIDAYS, holidays, NULL);
    STAGE(turn, QUERY_SAVE_HOLIDAY_EFFECTS, effects, NULL);
    STAGE(turn, QUERY_SAVE_ANALOGUES, analogues, NULL);
}

/* --- open ------------------------------------------------------------------------------------- */

static uint32_t
read_items(struct opening *opening, struct rows *rows, int row, int column, struct item **items,
           size_t items_max)
{
    int64_t ids[ITEMS_MAX];
    const size_t count = row_int8_list(rows, row, column, ids, items_max);

    assert(count <= items_max);
    for (size_t i = 0; i < count; i++)
        items[i] = opening_item(opening, ids[i]);
    return (uint32_t)count;
}

static void
load_promotions(struct opening *opening)
{
    struct memory *memory = opening->memory;
    struct rows *rows = db_read(opening->db, QUERY_LOAD_PROMOTIONS, NULL, 0);
    struct item *items[ITEMS_MAX];

    for (int i = 0; i < rows_count(rows); i++) {
        struct promotion told = {
            .item_count = read_items(opening, rows, i, 1, items, ITEMS_MAX),
            .category = memory_text(memory, NULL, row_text(rows, i, 2)),
            .channel = memory_text(memory, NULL, row_text(rows, i, 3)),
            .from_day = (int32_t)row_int8(rows, i, 4),
            .to_day = (int32_t)row_int8(rows, i, 5),
            .lift = row_double(rows, i, 6),
            .price_change = row_double(rows, i, 7),
            .note = memory_text(memory, NULL, row_text(rows, i, 8)),
            .measured = row_int8(rows, i, 9) != 0,
        };
        told.items = calloc(told.item_count + 1, sizeof *told.items);
        assert(told.items != NULL);
        for (uint32_t n = 0; n < told.item_count; n++)
            told.items[n] = items[n];
        events_add_promotion(&memory->events, NULL, row_text(rows, i, 0), &told);
    }
    rows_free(&rows);
}

/* Rows of one promotion stand together, by item. */
static void
load_learnt(struct opening *opening)
{
    struct events *events = &opening->memory->events;
    struct rows *rows = db_read(opening->db, QUERY_LOAD_LEARNT_LIFTS, NULL, 0);
    const int count = rows_count(rows);

    for (int i = 0, end; i < count; i = end) {
        struct promotion *promotion = events_find_promotion(events, row_text(rows, i, 0));
        assert(promotion != NULL && promotion->measured);
        for (end = i;
             end < count && events_find_promotion(events, row_text(rows, end, 0)) == promotion;)
            end++;
        struct learnt *learnt = calloc((size_t)(end - i), sizeof *learnt);
        assert(learnt != NULL);
        for (int n = i; n < end; n++)
            learnt[n - i] = (struct learnt){
                .item = opening_item(opening, row_int8(rows, n, 1)),
                .evidence = {row_double(rows, n, 2), row_double(rows, n, 3)},
            };
        promotion->measured = false; /* as it was before */
        events_learn_promotion(events, NULL, promotion, learnt, (uint32_t)(end - i));
    }
    rows_free(&rows);
}

static void
load_holidays(struct opening *opening)
{
    struct memory *memory = opening->memory;
    struct rows *rows = db_read(opening->db, QUERY_LOAD_HOLIDAYS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++)
        events_set_holiday(&memory->events, NULL, (int32_t)row_int8(rows, i, 0),
                           row_text(rows, i, 1), memory_text(memory, NULL, row_text(rows, i, 2)));
    rows_free(&rows);
    rows = db_read(opening->db, QUERY_LOAD_HOLIDAY_EFFECTS, NULL, 0);
    for (int i = 0; i < rows_count(rows); i++) {
        const struct lift_evidence evidence = {row_double(rows, i, 3), row_double(rows, i, 4)};
        events_learn_holiday(&memory->events, NULL, row_text(rows, i, 1),
                             (int32_t)row_int8(rows, i, 0), row_text(rows, i, 2), &evidence);
    }
    rows_free(&rows);
}

void
events_load(struct opening *opening)
{
    load_promotions(opening);
    load_learnt(opening);
    load_holidays(opening);
    struct rows *rows = db_read(opening->db, QUERY_LOAD_ANALOGUES, NULL, 0);
    for (int i = 0; i < rows_count(rows); i++) {
        struct analogues told = {
            .scale = row_double(rows, i, 2),
            .launch_day = (int32_t)row_int8(rows, i, 3),
        };
        told.count = read_items(opening, rows, i, 1, told.like, LAUNCH_ANALOGUES_MAX);
        events_set_analogues(&opening->memory->events, NULL,
                             opening_item(opening, row_int8(rows, i, 0)), &told);
    }
    rows_free(&rows);
}
