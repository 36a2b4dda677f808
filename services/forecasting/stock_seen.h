/*
 * Stock as the rules see it: what is there, what is to come and when, and what is asked.
 */
#ifndef FORECASTING_STOCK_SEEN_H
#define FORECASTING_STOCK_SEEN_H

#include "common/turn.h"
#include "services/forecasting/core/stock/stock.h"
#include "services/forecasting/memory.h"

/* Over the network. Arrays are the turn's. A purchase that is overdue is not counted on. */
struct stock_seen stock_seen_of_network(struct turn *turn, const struct item *item);

#endif
