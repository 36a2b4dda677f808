/*
 * What is bought at a time; see order_quantity.c.
 */
#ifndef FORECASTING_ORDER_QUANTITY_H
#define FORECASTING_ORDER_QUANTITY_H

#include "services/forecasting/core/stock/stock.h"

/* At least 1. */
int64_t order_quantity(const struct stock_terms *terms, double per_day);

#endif
