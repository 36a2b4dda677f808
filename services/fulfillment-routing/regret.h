/*
 * Regret: how far a day's plans were from the best that was possible. Shared by regret.c, which
 * measures, and regret_day.c, which counts one order.
 */
#ifndef ROUTING_REGRET_H
#define ROUTING_REGRET_H

#include "services/fulfillment-routing/core/compare_plans.h"
#include "services/fulfillment-routing/store_regret.h"

/* What one order costs where it was planned last, and at least. */
struct order_regret {
    bool left_out; /* it cannot be measured */
    bool loose;    /* the bound is weaker than the best plan */
    struct plan_sums planned;
    int64_t bound;
};

/* parcels: what stands of one order, one row each. */
struct order_regret regret_of_order(struct turn *turn, const struct parcel_row *parcels,
                                    size_t count);
/* Fulfillment orders of the next orders in the third pass. */
void regret_put_ids(const struct memory *memory, struct column *ids);
/* The policy has a price for shipping; else metres are counted. */
bool regret_has_tariff(const struct policy *policy);

#endif
