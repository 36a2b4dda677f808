/*
 * Rule: a balance is what was there before, and what each kind of movement made of it since.
 *
 * A chain of movements of one SKU at one location, newest first. Two movements of a change of state
 * add up to nothing.
 */
#include "services/inventory/core/sum_up_balance.h"

struct balance_sum
sum_up_balance(const struct chain_link *links, size_t count)
{
    struct balance_sum sum = {0};

    for (size_t i = 0; i < count; i++) {
        sum.units[links[i].kind] += links[i].quantity;
        sum.movements[links[i].kind]++;
    }
    if (count > 0) {
        sum.now = links[0].on_hand_after;
        sum.before = links[count - 1].on_hand_after - links[count - 1].quantity;
    }
    return sum;
}

bool
chain_is_sound(const struct chain_link *links, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        if (links[i].on_hand_after != links[i + 1].on_hand_after + links[i].quantity)
            return false;
    }
    return true;
}
