/*
 * When what waits at a location becomes pick lists.
 */
#ifndef ROUTING_WAVE_DUE_H
#define ROUTING_WAVE_DUE_H

#include <stdbool.h>
#include <stdint.h>

struct wave_rule {
    int64_t age_us;            /* 0: nothing waits */
    int64_t orders_max;        /* on one list; so many are a wave */
    int64_t before_cut_off_us; /* 0: the cut-off does not matter */
    int64_t lease_us;
    bool on_demand; /* neither age nor size make a wave */
    bool single;    /* a list for each fulfillment order */
};

struct wave {
    int64_t now_us;
    int64_t oldest_us;  /* when the first that waits was planned */
    int64_t count;      /* how many wait */
    int64_t cut_off_us; /* the next one there; 0: none */
};

enum wave_due { WAVE_WAITS, WAVE_FULL, WAVE_OLD, WAVE_LEAVES, WAVE_DUE_COUNT };

enum wave_due wave_due(const struct wave_rule *rule, const struct wave *wave);
const char *wave_due_name(enum wave_due due);

#endif
