/*
 * Scarcity prices: what a unit at a location is worth beyond what shipping it costs. Set by hand,
 * or computed; routing counts them as its policy says.
 */
#ifndef FORECASTING_SCARCITY_H
#define FORECASTING_SCARCITY_H

#include "common/service.h"
#include "services/forecasting/levels.h"

#define SCARCITY_SETTING "CROSSDOCK_SCARCITY_NANO_PER_KM"

struct scarcity_price {
    const char *sku, *location, *currency;
    int64_t price_nano;
};

struct scarcity_prices {
    size_t count;
    struct scarcity_price list[];
};

void on_set_scarcity_prices(struct turn *turn, const struct input *input);
/* What the stock of an item's locations is worth now; said when it changed. */
void scarcity_look_at(struct turn *turn, const struct place_need *needs, size_t count);
bool scarcity_is_computed(void);

/* As it was said last; price 0: not at all. */
void scarcity_keep(struct memory *memory, struct journal *journal, const char *sku,
                   const char *location, int64_t price_nano, bool by_hand);

#endif
