/*
 * Rows of scarcity prices.
 */
#ifndef FORECASTING_STORE_SCARCITY_H
#define FORECASTING_STORE_SCARCITY_H

#include "common/turn.h"
#include "services/forecasting/memory.h"
#include "services/forecasting/scarcity.h"

struct scarcity_stage {
    struct column skus, locations, prices, currencies, by_hand;
};

void stage_scarcity_price(struct turn *turn, const struct scarcity_price *price, bool by_hand);

/* For store.c. */
struct opening;
void scarcity_load(struct opening *opening);
void scarcity_save(struct turn *turn);

#endif
