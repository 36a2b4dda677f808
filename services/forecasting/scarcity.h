/*
 * Scarcity prices: what a unit at a location is worth beyond what shipping it costs.
 */
#ifndef FORECASTING_SCARCITY_H
#define FORECASTING_SCARCITY_H

#include "common/service.h"

struct scarcity_price {
    const char *sku, *location, *currency;
    int64_t price_nano;
};

struct scarcity_prices {
    size_t count;
    struct scarcity_price list[];
};

void on_set_scarcity_prices(struct turn *turn, const struct input *input);

#endif
