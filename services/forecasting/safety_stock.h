/*
 * What stock a place needs, told when it changed: inventory keeps what is held back from sale.
 */
#ifndef FORECASTING_SAFETY_STOCK_H
#define FORECASTING_SAFETY_STOCK_H

#include "common/service.h"
#include "services/forecasting/levels.h"

void safety_stock_look_at(struct turn *turn, const struct place_need *need);

#endif
