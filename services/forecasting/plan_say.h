/*
 * What is said of a plan whenever it changes, and kept of who changed it.
 */
#ifndef FORECASTING_PLAN_SAY_H
#define FORECASTING_PLAN_SAY_H

#include "common/service.h"
#include "services/forecasting/memory.h"

/* PlanChanged; a line of its history; its row. note: why, in the words of who did it. */
void plan_say(struct turn *turn, struct plan *plan, const char *by, const char *what,
              const char *note);
/* PlanPublished: consensus by category. */
void plan_publish(struct turn *turn, const struct plan *plan);

#endif
