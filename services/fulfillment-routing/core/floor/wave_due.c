/*
 * Rule: a wave is due, the first of: enough orders are there; the oldest has waited long enough;
 * the cut-off is near. On demand neither of the first two counts, so that somebody decides.
 */
#include "services/fulfillment-routing/core/floor/wave_due.h"

#include <stddef.h>

static bool
is_full(const struct wave_rule *rule, const struct wave *wave)
{
    return !rule->on_demand && wave->count >= rule->orders_max;
}

static bool
is_old(const struct wave_rule *rule, const struct wave *wave)
{
    return !rule->on_demand && wave->now_us - wave->oldest_us >= rule->age_us;
}

static bool
leaves_soon(const struct wave_rule *rule, const struct wave *wave)
{
    return rule->before_cut_off_us > 0 && wave->cut_off_us > 0 &&
           wave->now_us >= wave->cut_off_us - rule->before_cut_off_us;
}

static const struct {
    bool (*is_due)(const struct wave_rule *rule, const struct wave *wave);
    enum wave_due due;
} rules[] = {
    {is_full, WAVE_FULL},
    {is_old, WAVE_OLD},
    {leaves_soon, WAVE_LEAVES},
};

enum wave_due
wave_due(const struct wave_rule *rule, const struct wave *wave)
{
    if (wave->count == 0)
        return WAVE_WAITS;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (rules[i].is_due(rule, wave))
            return rules[i].due;
    }
    return WAVE_WAITS;
}

const char *
wave_due_name(enum wave_due due)
{
    static const char *const names[WAVE_DUE_COUNT] = {"waits", "full", "old", "leaves"};

    return names[due];
}
