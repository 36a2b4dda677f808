/*
 * Rows of goals.
 */
#ifndef FORECASTING_STORE_GOALS_H
#define FORECASTING_STORE_GOALS_H

#include "common/turn.h"
#include "services/forecasting/memory.h"

struct goals_stage {
    struct column channels, regions, from_days, to_days, units, revenues, currencies, notes;
    struct column authors, set_ats;
};

/* Of nothing: it is removed. */
void stage_goal(struct turn *turn, const struct goal *goal, const char *author);

/* For store.c. */
struct opening;
void goals_load(struct opening *opening);
void goals_save(struct turn *turn);

#endif
