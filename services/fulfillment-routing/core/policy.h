/*
 * What a policy says: which plan is the best one, and what things cost.
 *
 * Money is whole numbers: nano is a billionth of the currency's main unit (8.169 USD are
 * 8,169,000,000 nano), pico a thousandth of that; weights are micrograms, distances metres. So a
 * sum is exact, the same on every machine, and replayed to the last digit.
 */
#ifndef ROUTING_POLICY_H
#define ROUTING_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum policy_kind {
    POLICY_NONE,
    POLICY_NEAREST,        /* one parcel from the nearest that has everything, else as the next */
    POLICY_FEWEST_PARCELS, /* the fewest parcels, then the least total distance */
    POLICY_LEAST_COST,     /* the least sum of the named terms, then as the one before */
    POLICY_KIND_COUNT
};
const char *policy_kind_name(enum policy_kind kind); /* "nearest", "fewest-parcels", "least-cost" */
enum policy_kind policy_kind_named(const char *name); /* POLICY_NONE: no such kind */

/* A parcel of w kg over d km costs parcel + km * d + w * (kg + kg_km * d). */
struct tariff {
    int64_t parcel_nano;
    int64_t km_pico;
    int64_t kg_nano;
    int64_t kg_km_pico;
};

/* How long carrying takes: by zone, a zone being everything up to a distance and beyond the one
 * before. Ascending; what is farther than the last is not served. */
#define ZONES_MAX  32
#define BREAKS_MAX 64
struct zone {
    int64_t to_m;
    int32_t transit_days; /* days on which the carrier works, 0..90 */
};

#define NOT_CARRIED INT64_C(-1)

/* A carrier's service with a rate table: price by zone and by the parcel's weight. */
struct carrier_service {
    const char *carrier, *name;
    uint32_t zone_count, break_count;
    const struct zone *zones;
    const int64_t *break_to_ug; /* ascending: up to this weight, and beyond the one before */
    const int64_t *price_nano;  /* [zone * break_count + break], surcharges in it; or NOT_CARRIED */
    uint8_t days; /* on which it carries and delivers: bit 0 Monday .. 6 Sunday; 0: every day */
};

struct policy {
    enum policy_kind kind;
    uint32_t version;
    char currency[4];     /* ISO 4217, or "" */
    struct tariff tariff; /* when there are no services */
    uint32_t zone_count;  /* of the tariff: its transit times; 0: it promises no date */
    const struct zone *zones;
    uint8_t days;           /* of the tariff, as of a service */
    uint32_t service_count; /* 0: the tariff is all there is */
    const struct carrier_service *services;
    int64_t late_day_nano; /* for each parcel and each day after what was promised or asked for */
    int64_t split_nano;    /* for each parcel beyond the first */
    int64_t full_nano;     /* for each parcel from a location that is full; in proportion before */
    uint32_t scarcity_permille;    /* of the scarcity price that is counted; 0: none */
    uint32_t parcels_max;          /* 0: no limit */
    int64_t split_value_min_minor; /* every part of a split order is worth that much; 0: anything
                                      may split */
    uint32_t candidates_max;       /* 0: CANDIDATES_DEFAULT */
    int64_t move_saving_min_nano;  /* what moving an order that is not on a list must save */
};
#define CANDIDATES_DEFAULT 24

#endif
