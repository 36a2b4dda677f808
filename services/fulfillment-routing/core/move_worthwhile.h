/*
 * Whether what was planned and is on no list yet should move.
 */
#ifndef ROUTING_MOVE_WORTHWHILE_H
#define ROUTING_MOVE_WORTHWHILE_H

#include "services/fulfillment-routing/core/compare_plans.h"

struct move_rule {
    enum policy_kind kind;
    int64_t saving_min_nano; /* under least cost: what a move must save; 0: nothing moves */
    int64_t nearer_min_m;    /* under the others: what it must save in metres; 0: nothing moves */
};

enum move { MOVE_STAYS, MOVE_CHEAPER, MOVE_FEWER_PARCELS, MOVE_NEARER };

enum move move_worthwhile(const struct move_rule *rule, const struct plan_sums *now,
                          const struct plan_sums *then);
const char *move_name(enum move move);

#endif
