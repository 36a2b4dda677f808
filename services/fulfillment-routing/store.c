/*
 * The life of a turn's stage: started, loaded, saved, subject by subject. open.c rebuilds memory
 * from the same tables: who adds a column in a store_*.c adds it there.
 */
#include "services/fulfillment-routing/store_stage.h"

const size_t store_stage_bytes = sizeof(struct stage);

/* In the order in which their statements are staged. */
static const struct subject {
    void (*start)(struct stage *stage, struct arena *arena); /* NULL: nothing to do */
    void (*load)(struct turn *turn);
    void (*save)(struct turn *turn);
} subjects[] = {
    /* clang-format off */
    {stage_places_start,       NULL,                    stage_places_save},
    {NULL,                     NULL,                    stage_shelves_save},
    {stage_fulfillments_start, stage_fulfillments_load, stage_fulfillments_save},
    {stage_parcels_start,      stage_parcels_load,      stage_parcels_save},
    {stage_taken_start,        NULL,                    stage_taken_save},
    {stage_parked_start,       NULL,                    stage_parked_save},
    {stage_lots_start,         NULL,                    stage_lots_save},
    {stage_pasts_start,        stage_pasts_load,        stage_pasts_save},
    {stage_decisions_start,    stage_decisions_load,    stage_decisions_save},
    {stage_scarcity_start,     NULL,                    stage_scarcity_save},
    {stage_later_start,        NULL,                    stage_later_save}, /* after fulfillments */
    {stage_regret_start,       stage_regret_load,       stage_regret_save},
    {NULL,                     stage_shadow_load,       stage_shadow_save},
    {stage_items_start,        NULL,                    stage_items_save},
    {stage_profiles_start,     stage_profiles_load,     stage_profiles_save},
    {stage_policies_start,     stage_policies_load,     stage_policies_save},
    {stage_terms_start,        NULL,                    stage_terms_save},
    {stage_pickups_start,      NULL,                    stage_pickups_save},
    {stage_shown_start,        stage_shown_load,        NULL},
    /* clang-format on */
};

struct stage *
store_stage(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    if (stage->started)
        return stage;
    for (size_t i = 0; i < COUNT(subjects); i++) {
        if (subjects[i].start != NULL)
            subjects[i].start(stage, turn_arena(turn));
    }
    stage->started = true;
    store_memory(turn)->turn++;
    return stage;
}

struct memory *
store_memory(struct turn *turn)
{
    struct memory *memory = turn_state(turn);

    memory->journal = turn_journal(turn);
    return memory;
}

void
store_load(struct turn *turn)
{
    store_stage(turn);
    for (size_t i = 0; i < COUNT(subjects); i++) {
        if (subjects[i].load != NULL)
            subjects[i].load(turn);
    }
}

void
store_save(struct turn *turn)
{
    store_stage(turn);
    for (size_t i = 0; i < COUNT(subjects); i++)
        if (subjects[i].save != NULL)
            subjects[i].save(turn);
}
