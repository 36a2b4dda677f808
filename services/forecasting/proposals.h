/*
 * What to buy: proposed when stock crosses its reorder point, withdrawn when it recovers.
 */
#ifndef FORECASTING_PROPOSALS_H
#define FORECASTING_PROPOSALS_H

#include "common/service.h"
#include "services/forecasting/memory.h"

/* An item with a forecast, whose stock or forecast changed. */
void proposals_look_at(struct turn *turn, struct item *item);

#endif
