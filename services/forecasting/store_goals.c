/*
 * Rows of goals; see store_goals.h.
 */
#include "queries.h"
#include "services/forecasting/store_stage.h"

void
stage_goal(struct turn *turn, const struct goal *goal, const char *author)
{
    struct goals_stage *s = &store_stage(turn)->goals;

    stage_text(turn, &s->channels, goal->channel);
    stage_text(turn, &s->regions, goal->region);
    stage_int4(turn, &s->from_days, goal->from_day);
    stage_int4(turn, &s->to_days, goal->to_day);
    stage_double(turn, &s->units, goal->units);
    stage_int8(turn, &s->revenues, goal->revenue_minor);
    stage_text(turn, &s->currencies, goal->currency);
    stage_text(turn, &s->notes, goal->note);
    stage_text(turn, &s->authors, author);
    stage_time(turn, &s->set_ats, turn_now_us(turn));
}

void
goals_save(struct turn *turn)
{
    struct goals_stage *s = &store_stage(turn)->goals;
    struct column *const all[] = {&s->channels, &s->regions,  &s->from_days,  &s->to_days,
                                  &s->units,    &s->revenues, &s->currencies, &s->notes,
                                  &s->authors,  &s->set_ats};

    STAGE(turn, QUERY_SAVE_GOALS, all, NULL);
    if (s->channels.count > 0)
        db_stage(turn_db(turn), QUERY_REMOVE_GOALS, NULL, 0);
}

void
goals_load(struct opening *opening)
{
    struct memory *memory = opening->memory;
    struct rows *rows = db_read(opening->db, QUERY_LOAD_GOALS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++)
        plans_add_goal(&memory->plans, NULL,
                       &(struct goal){
                           .channel = memory_text(memory, NULL, row_text(rows, i, 0)),
                           .region = memory_text(memory, NULL, row_text(rows, i, 1)),
                           .from_day = (int32_t)row_int8(rows, i, 2),
                           .to_day = (int32_t)row_int8(rows, i, 3),
                           .units = row_double(rows, i, 4),
                           .revenue_minor = row_int8(rows, i, 5),
                           .currency = memory_text(memory, NULL, row_text(rows, i, 6)),
                           .note = memory_text(memory, NULL, row_text(rows, i, 7)),
                       });
    rows_free(&rows);
}
