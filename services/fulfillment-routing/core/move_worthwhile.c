/*
 * Moving costs trouble: a warehouse may have looked at the order already, and the customer's
 * timeline gets longer. So an order moves only for what its policy calls a saving worth having, and
 * never to be later than it is.
 */
#include "services/fulfillment-routing/core/move_worthwhile.h"

enum move
move_worthwhile(const struct move_rule *rule, const struct plan_sums *now,
                const struct plan_sums *then)
{
    if (then->late_days > now->late_days)
        return MOVE_STAYS;
    if (rule->kind == POLICY_LEAST_COST)
        return rule->saving_min_nano > 0 &&
                       now->cost_nano - then->cost_nano >= rule->saving_min_nano
                   ? MOVE_CHEAPER
                   : MOVE_STAYS;
    if (rule->nearer_min_m == 0 || then->parcels > now->parcels)
        return MOVE_STAYS;
    if (then->parcels < now->parcels)
        return MOVE_FEWER_PARCELS;
    return now->distance_m - then->distance_m >= rule->nearer_min_m ? MOVE_NEARER : MOVE_STAYS;
}

const char *
move_name(enum move move)
{
    static const char *const names[] = {"stays", "cheaper", "fewer parcels", "nearer"};

    return names[move];
}
