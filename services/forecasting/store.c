/*
 * The life of a turn's stage and of memory: saved and rebuilt, subject by subject.
 */
#include <stdlib.h>

#include "services/forecasting/outlooks.h"
#include "services/forecasting/store_stage.h"

const size_t store_stage_bytes = sizeof(struct stage);

/* In the order in which their statements are staged, and in which memory is rebuilt. */
static const struct subject {
    void (*load)(struct opening *opening); /* NULL: nothing of it is in memory */
    void (*save)(struct turn *turn);       /* NULL: another subject's does it */
} subjects[] = {
    /* clang-format off */
    {items_load,     items_save},
    {facts_load,     facts_save},
    {demand_load,    NULL},
    {stock_load,     stock_save},
    {journal_load,   journal_save}, /* demand and stock */
    {NULL,           demand_save},
    {backorders_load, backorders_save},
    {supply_load,    supply_save},
    {terms_load,     terms_save},
    {forecasts_load, forecasts_save},
    {proposals_load, proposals_save},
    {alerts_load,    alerts_save},
    {scarcity_load,  scarcity_save},
    {events_load,    events_save},
    {mix_load,       mix_save},
    {plans_load,     plans_save},
    {goals_load,     goals_save},
    /* clang-format on */
};

void
store_save(struct turn *turn)
{
    for (size_t i = 0; i < COUNT(subjects); i++)
        if (subjects[i].save != NULL)
            subjects[i].save(turn);
}

void
store_fold(struct turn *turn, int64_t until_us)
{
    store_stage(turn)->fold_until_us = until_us;
}

void
store_open(void *state, struct db *db, struct arena *scratch)
{
    struct opening opening = {.memory = state, .db = db, .scratch = scratch};

    memory_open(opening.memory);
    events_open(&opening.memory->events);
    for (size_t i = 0; i < COUNT(subjects); i++)
        if (subjects[i].load != NULL)
            subjects[i].load(&opening);
    outlooks_open(opening.memory);
    free(opening.items);
    free(opening.locations);
}

void
store_close(void *state)
{
    struct memory *memory = state;

    outlooks_close(memory); /* threads know places */
    events_close(&memory->events);
    mix_close(&memory->mix);
    plans_close(&memory->plans);
    memory_close(memory);
}
