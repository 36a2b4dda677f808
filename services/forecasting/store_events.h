/*
 * Rows of promotions, holidays and analogues, and of what was learnt of them.
 */
#ifndef FORECASTING_STORE_EVENTS_H
#define FORECASTING_STORE_EVENTS_H

#include "common/turn.h"
#include "services/forecasting/memory.h"

struct events_stage {
    struct {
        struct column ids, item_ids, categories, channels, from_days, to_days, lifts;
        struct column price_changes, notes, gone;
    } promotions;
    struct {
        struct column ids, item_ids, sold, expected;
    } learnt;
    struct column measured;
    struct {
        struct column days, countries, names;
    } holidays;
    struct {
        struct column days, names, categories, sold, expected;
    } effects;
    struct {
        struct column item_ids, like_ids, scales, launch_days;
    } analogues;
};

/* gone: cancelled. */
void stage_promotion(struct turn *turn, const struct promotion *promotion, bool gone);
/* With what was learnt. */
void stage_promotion_measured(struct turn *turn, const struct promotion *promotion);
/* name "": removed. */
void stage_holiday(struct turn *turn, int32_t day, const char *country, const char *name);
void stage_holiday_effect(struct turn *turn, const char *name, int32_t day, const char *category,
                          const struct lift_evidence *evidence);
void stage_analogues(struct turn *turn, const struct item *item, const struct analogues *analogues);

/* For store.c. */
struct opening;
void events_load(struct opening *opening);
void events_save(struct turn *turn);

#endif
