/*
 * Rows of scarcity prices.
 */
#ifndef FORECASTING_STORE_SCARCITY_H
#define FORECASTING_STORE_SCARCITY_H

#include "common/turn.h"
#include "services/forecasting/memory.h"
#include "services/forecasting/scarcity.h"

struct scarcity_stage {
    struct column skus, locations, prices, currencies;
};

void stage_scarcity_price(struct turn *turn, const struct scarcity_price *price);

/* For store.c. */
struct opening;
void scarcity_save(struct turn *turn);

#endif
