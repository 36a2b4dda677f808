/*
 * What routing keeps in memory between turns: a cache of committed rows, rebuilt by store_open.
 *
 * Every change goes through the journal (memory->journal; NULL only while it is rebuilt), so that
 * a turn that fails leaves no trace. Entries never move; shelves of a SKU do when one is added.
 *
 *   network.c    locations, and the distances from a destination to all of them
 *   postal.c     postal codes and cities (gazetteer)
 *   shelves.c    what stands where, and what of it is held
 *   lots.c       what of it lies in which lot
 *   orders.c     open orders: their fulfillment orders and what is parked
 *   past.c       what else is remembered of them
 *   packing.c    parcels that have not left, and which numbers parcels were given
 *   taken.c      what was taken otherwise than planned: lots and substitutes that were scanned
 *   pick_lists.c pick lists of which something is to be picked, and who picks it
 *   scarcity.c   what units are worth beyond what shipping them costs
 *   profiles.c   what a location can do beyond that
 *   calendars.c  its days and cut-offs
 *   capacity.c   how much of its days is taken
 *   items.c      what an item is, beyond its code
 *   policies.c   which policy decides
 */
#ifndef ROUTING_MEMORY_H
#define ROUTING_MEMORY_H

#include "common/arena.h"
#include "common/journal.h"
#include "common/map.h"
#include "services/fulfillment-routing/core/calendar.h"
#include "services/fulfillment-routing/core/floor/first_expired.h"
#include "services/fulfillment-routing/core/fulfillment_steps.h"
#include "services/fulfillment-routing/core/search/alike.h"
#include "services/fulfillment-routing/core/places/geocode.h"
#include "services/fulfillment-routing/core/places/near_index.h"
#include "services/fulfillment-routing/core/floor/lease.h"
#include "services/fulfillment-routing/core/routing.h"
#include "services/fulfillment-routing/core/floor/sscc.h"

/* When what is planned becomes a pick list; 0 or false: as the service's settings say. */
struct profile_wave {
    uint32_t age_ms;
    uint32_t orders_max;
    int32_t before_cut_off_minutes;
    bool on_demand;
    bool single;
    uint32_t lease_seconds;
};

/* What a location can do; fields and limits as in routing.proto. Made in one piece, replaced with
 * every change. */
struct profile {
    bool is_store;
    bool no_hazmat, no_oversize, no_shipping, pickup;
    int64_t capacity_orders, capacity_units; /* a day; 0: no limit */
    uint8_t opening_days;
    int32_t cut_off_minute, processing_days;
    int32_t pickup_days; /* 1..60 */
    uint32_t holiday_count, channel_count, country_count;
    const int32_t *holidays;     /* ascending */
    const char *const *channels; /* of bin_of */
    const uint16_t *countries;   /* see country_number */
    struct profile_wave wave;
    char gs1_prefix[12]; /* "": see the proto */
    const uint8_t *body; /* the message, packed */
    size_t body_bytes;
};

/* What is taken of the days of a location: those on which anything is, ascending. */
struct day_use {
    int32_t day; /* as counted there */
    int64_t orders, units;
};
struct slots {
    uint32_t count, max;
    struct day_use list[];
};

struct time_zone {
    const char *name;
    struct clock_change *changes; /* owned */
    uint32_t change_count;        /* 0: PostgreSQL does not know it */
};

struct location {
    uint32_t number; /* index in memory->locations */
    const char *code;
    char name[64];   /* for people; cut off when longer */
    char country[4]; /* ISO 3166-1 alpha-2; "": not told */
    bool closed;
    int64_t safety_stock;
    const struct time_zone *zone; /* NULL: UTC */
    struct profile *profile;      /* owned; NULL: it has no limits */
    struct slots *slots;          /* owned; NULL: nothing is taken */
    bool crowded; /* more is taken of a day than its profile says since it changed */
    /* worked out from the calendar and the time, so not journaled: what comes before until_us */
    int64_t until_us;
    int32_t leaves_on_day; /* leaves on this day, if there is room */
    /* fulfillment orders that wait for their wave, in order of planning */
    struct fulfillment *wave_first, *wave_last;
    int64_t wave_count;
    struct location *waiting_next, *waiting_prev; /* of those where anything waits */
    struct pick_list *list_first, *list_last;     /* that are not done, oldest first */
};

struct sku {
    const char *code;
    struct shelf *shelves; /* in order of first sight */
    uint32_t shelf_count, shelf_max;
    uint32_t parked_lines; /* of parked parts that wait for it */
    uint64_t more_turn;    /* the last one in which more of it became free; see reevaluate.c */
    bool scarce;           /* it had a price at some location: see scarcity.c */
    bool hazmat, oversize, no_export;
    bool told; /* its row is written */
    char currency[4];
    int64_t weight_g; /* 0: not known */
    int64_t unit_cost_minor;
    int64_t gtin;                          /* 0: none */
    const struct substitutes *substitutes; /* owned; NULL: none */
};

/* What may be shipped instead, by SKU. */
struct substitutes {
    uint32_t count;
    const struct sku *list[];
};

/* Fit for sale, by lot, in the order in which they leave. Replaced with every change. */
struct lots {
    uint32_t count;
    struct lot list[];
};

struct destination {
    const char *country, *region, *city, *postal_code;
};

/* One line of an order, or the part of it that is here. */
struct ask {
    int32_t line;
    struct sku *sku;
    int64_t quantity;
    int64_t picked;   /* of a fulfillment order: found; packed, when all of it is */
    int64_t missing;  /* of a fulfillment order: not found, and gone elsewhere */
    int32_t together; /* lines of one number go to one location; 0: by itself */
};

/* Locations that already refused an order; the oldest is forgotten when there are more. */
#define EXCLUDED_MAX 16

/* Units of a line that were planned, were called back and have not been planned again. */
struct planned_before {
    int32_t line;
    int64_t units;
};

/* What is remembered of an order beyond its open parts; see past.c. */
struct past {
    uint32_t excluded[EXCLUDED_MAX];
    uint32_t excluded_count;
    const struct planned_before *before;
    uint32_t before_count;
    uint32_t reroutes;
};

/* How the customer wants it: as inventory tells it with every promise. Most orders ask for nothing.
 */
struct terms {
    struct location *pickup; /* the customer collects it there; NULL: it is delivered */
    int32_t deliver_by_day;  /* days since 1970-01-01; 0: as soon as it can be */
    bool substitutes_allowed;
};

struct order {
    int64_t id;
    int64_t placed_at_us;
    struct destination destination;
    struct terms terms;
    struct fulfillment *first; /* its fulfillment orders that are open or not yet seen to leave */
    struct parked *parked;
    const char *channel; /* of the last promise; "": decided on before channels were kept */
    uint32_t excluded[EXCLUDED_MAX];
    uint32_t excluded_count;
    uint32_t reroutes; /* how often its units were routed again by themselves: see reroute.c */
    uint32_t before_count;
    struct planned_before *before; /* owned */
    int64_t destination_from;      /* at start only: the newest part that told the destination */
    bool rerouted_to; /* its destination was replaced: text is in memory->destinations */
};

struct fulfillment {
    int64_t id;
    struct order *order;
    struct location *location;
    struct fulfillment *next; /* of the order */
    struct fulfillment *wave_next,
        *wave_prev;          /* of the location, while PLANNED; then of the list */
    struct pick_list *list;  /* that it is on: released and not picked */
    struct touched *touched; /* in the turn touched_turn */
    uint64_t touched_turn;
    enum fulfillment_state state;
    int64_t pick_list_id; /* 0: none yet */
    int64_t parent_id;    /* the fulfillment order whose units these were; 0: none */
    int64_t distance_m;
    int64_t planned_at_us;
    bool stock_seen;                      /* SHIPPED, and the stock was seen to leave */
    uint64_t seen_turn;                   /* planned or looked at again: see reevaluate.c */
    bool has_slot;                        /* units of its lines are taken of dispatch_day */
    bool waits_for_day;                   /* PLANNED, in no wave yet: see later.c */
    int32_t dispatch_day, deliver_on_day; /* as counted there; 0: days are not counted */
    uint32_t policy;                      /* version that decided; 0: before there were any */
    int64_t dispatch_by_us;               /* the cut-off that it has to make; 0: none */
    int64_t cost_nano;                    /* of its parcel, as the policy counts */
    const char *carrier, *service;        /* that the policy chose; of bin_of */
    struct taken *taken;
    struct parcel *parcels;
    struct location *pickup; /* the customer collects it there; NULL: it is delivered */
    bool pickup_over;        /* nobody collected it in time, and that was told */
    int64_t ready_until_us;  /* it can be collected until then; 0: it was never ready */
    uint32_t line_count;
    struct ask lines[];
};

/* As the CHECK of parked.reason. */
/* Units of a line that were scanned with their lot, or of another item in place of its own. */
struct taken {
    struct taken *next; /* of the fulfillment order */
    int64_t number;     /* in memory->taken; not stored */
    int32_t line;
    struct sku *instead; /* NULL: the line's own */
    const char *lot;     /* "": not told */
    int64_t quantity;
};

/* A parcel of a fulfillment order that is packed and has not left. */
struct parcel_content {
    int32_t line;
    int64_t quantity;
};
struct parcel {
    struct parcel *next; /* of the fulfillment order, in order of packing */
    const char *sscc;
    int64_t fulfillment_order_id;
    uint32_t number; /* 1, 2, ... of the fulfillment order */
    int64_t weight_g;
    int32_t length_mm, width_mm, height_mm; /* told with it, not read again */
    const char *tracking;                   /* of the turn in which it leaves */
    uint32_t line_count;
    struct parcel_content lines[];
};

/* How far a series of SSCCs is used up. */
struct sscc_counter {
    const char *series;
    int64_t next;
};

/* A pick list that is not done: something on it is still to be picked. */
struct pick_list {
    int64_t id;
    struct location *location;
    struct pick_list *next, *prev;           /* of the location */
    struct pick_list *held_next, *held_prev; /* of those with a picker */
    struct fulfillment *first, *last;        /* on it, in order of release */
    uint32_t fulfillment_count;
    bool accepted;
    int64_t released_at_us;
    int64_t cut_off_at_us; /* 0: none */
    struct lease lease;    /* its picker is in memory->bins */
};

enum parked_reason {
    PARKED_BAD_ADDRESS = 1,
    PARKED_NO_STOCK_IN_VIEW = 2,
    PARKED_NOT_TOGETHER = 3,
    PARKED_NOT_ALLOWED = 4, /* no location may ship it */
    PARKED_REROUTES = 5,    /* moved too often: waits for people */
};

struct parked {
    int64_t id;
    struct order *order;
    struct parked *next; /* of the order */
    enum parked_reason reason;
    bool stirred; /* to be tried again: something has changed */
    int64_t parent_id;
    int32_t promised_day; /* told to the customer before; 0: none */
    uint32_t line_count;
    struct ask lines[];
};

/* As the CHECK of pickup.state; see pickup.c. */
enum pickup_state {
    PICKUP_ON_ITS_WAY = 1,
    PICKUP_READY = 2,
    PICKUP_COLLECTED = 3,
    PICKUP_EXPIRED = 4,
    PICKUP_GIVEN_BACK = 5, /* called back before it was collected */
};

/* A destination as routing sees it. Valid until the next place_of. */
struct seen_place {
    struct place place;
    struct near_point near_at;
    const uint32_t *distance_m;    /* by location number; NULL: of a large network */
    const uint32_t *nearest;       /* location numbers, nearest first, then by code */
    uint32_t nearest_count;        /* all of them, or of a large network some */
    struct location *nearest_open; /* NULL: all are closed */
};

/* What a decision has found of a location: valid while its number is the decision's. */
struct candidate_mark {
    uint64_t decision;
    struct candidate *candidate;
};

/* A day that is measured: see regret.c. */
struct regret_run {
    bool running;
    uint32_t run;       /* counts measurements */
    int32_t looked_day; /* on which nothing was left to measure; 0: not looked yet */
    int32_t day;        /* since 1970-01-01 UTC */
    enum { REGRET_PLANS, REGRET_ONCE, REGRET_SEVERAL } phase;
    int64_t first_id, day_end_id; /* fulfillment orders of the day */
    bool day_goes_on;             /* no later day has begun: it ends with what there is */
    int64_t next_id, end_id;      /* of the pass */
    size_t several_next;
    int64_t last_us; /* the last slice */
    int64_t orders, cost, bound, parcels, distance_m, loose, left_out;
    uint32_t policy;
};

struct memory {
    struct journal *journal;
    uint64_t turn; /* counts attempts; only grows */
    uint64_t
        more_turn; /* the last one in which anything may have become better: see reevaluate.c */

    struct map *location_by_code;
    struct location **locations;  /* by number, as the next: room for SITES_MAX, owned */
    struct point *points;         /* where they are */
    struct candidate_mark *marks; /* the same; see candidates.c, not journaled */
    uint64_t decision;            /* counts decisions; only grows, not journaled */
    uint32_t location_count;
    uint64_t geography; /* changes with every change of locations or postal codes; only grows */
    struct places *places;
    struct map *time_zones;
    uint32_t profile_count;
    uint32_t crowded_count;

    const struct policy *policy; /* that decides; owned, like the next */
    const struct policy *shadow; /* that decides beside it; NULL: none */
    uint32_t next_policy;        /* version */
    int64_t next_policy_switch;

    struct gazetteer gazetteer;
    struct map *city_by_key;
    struct city **cities; /* by number - 1 */
    uint32_t city_count, city_max;

    struct map *sku_by_code;
    struct map *scarcity;
    struct map *sku_by_gtin; /* of struct gtin_owner */
    struct map *bins;

    struct map *orders;
    struct map *destinations; /* that replaced the one an order came with */
    struct map *fulfillments;
    struct map *parked;
    struct map *later;     /* fulfillment order id -> pointer to it: waits for its day */
    int64_t later_look_us; /* none of their days comes before */
    struct map *pickups;   /* fulfillment order id -> pointer to it: can be collected */
    int64_t pickup_due_us; /* none of their times ends before */
    int64_t stirred_count; /* parked parts that are to be tried again */
    int64_t *leaving;      /* fulfillment orders at closed locations, to be taken back; owned */
    size_t leaving_count, leaving_next;
    int64_t due_us; /* the next cut-off that a promise depends on; 0: none; see at_risk.c */
    struct regret_run regret;
    struct regret_work *regret_work; /* owned; not journaled */
    int32_t day_begun;     /* the last day whose first fulfillment order is known; -1: none */
    int64_t waiting_count; /* fulfillment orders that wait for a wave */
    struct location *waiting_first, *waiting_last; /* where they do */
    uint32_t waiting_locations;
    struct map *pick_lists;
    struct map *taken;
    struct map *parcels;       /* by SSCC */
    struct map *sscc_counters; /* by series */
    int64_t next_taken;
    struct pick_list *held_first; /* pick lists with a picker, the last that was taken first */
    int64_t next_id;              /* of fulfillment orders and parked parts */
    int64_t next_pick_list_id;
};

void memory_open(struct memory *memory);
void memory_close(struct memory *memory);
void memory_keep(struct memory *memory, void *bytes, size_t count);
/* Frees `old` when the turn commits, `fresh` when it does not. Either may be NULL. */
void memory_replaced(struct memory *memory, void *old, void *fresh);

/* network.c */
struct location_change {
    const char *code, *name, *country, *time_zone;
    struct point at;
    bool closed;
    int64_t safety_stock;
};
struct location *location_find(const struct memory *memory, const char *code);
struct location *location_change(struct memory *memory, const struct location_change *change);
void geography_changed(struct memory *memory);
const struct seen_place *place_of(struct memory *memory, const struct destination *destination);
uint32_t place_distance_m(const struct memory *memory, const struct seen_place *seen,
                          const struct location *location);
/* Of a large network: for alike.h, while a decision is made. */
struct alike *place_alike(const struct memory *memory);
/* Where the customer gets it: at the destination, or at the location where it is collected. */
const struct seen_place *place_of_order(struct memory *memory, const struct order *order);
/* Customers can collect there, now; and for how many days it is kept for them. */
bool location_has_pickup(const struct location *location);
int64_t location_pickup_days(const struct location *location);
void places_destroy(struct places **places);

/* postal.c */
struct postal_entry {
    struct postal_row row;
    const char *city_key; /* "" for none */
    const char *country, *code, *city, *region;
};
void postal_codes_add(struct memory *memory, struct arena *arena,
                      const struct postal_entry *entries, size_t count);
/* At start, in order of key. */
void postal_code_append(struct memory *memory, const struct postal_entry *entry);
const struct centroid *city_find(const struct memory *memory, const char *key);
void postal_close(struct memory *memory);

/* shelves.c */
struct sku *sku_of(struct memory *memory, const char *code); /* made when new */
struct shelf *shelf_find(const struct sku *sku, const struct location *location);
struct shelf *shelf_of(struct memory *memory, struct sku *sku, const struct location *location);
void shelf_hold(struct memory *memory, struct sku *sku, const struct location *location,
                int64_t units); /* negative: lets go */
const char *bin_of(struct memory *memory, const char *bin);
void shelves_close(struct memory *memory);

/* lots.c */
/* Adds units to a lot of the shelf, negative: takes; the lot as it is then. */
struct lot lots_change(struct memory *memory, struct shelf *shelf, const struct lot *change);

/* scarcity.c */
struct scarcity_price {
    const char *sku, *location, *currency;
    int64_t price_nano; /* of a unit */
};
void scarcity_change(struct memory *memory, const struct scarcity_price *price);
/* Of a unit there, in that currency; 0: none was told, or in another currency. */
int64_t scarcity_of(const struct memory *memory, const struct location *location,
                    const struct sku *sku, const char *currency);

/* profiles.c */
/* A copy in one piece. */
void profile_set(struct memory *memory, struct location *location, const struct profile *profile);
bool profile_ships_for(const struct profile *profile, const char *channel);
bool profile_ships_to(const struct profile *profile, const char *country);
uint16_t country_number(const char *country); /* whatever the case of its letters */

/* calendars.c */
const struct time_zone *time_zone_find(const struct memory *memory, const char *name);
void time_zone_learn(struct memory *memory, const char *name, const struct clock_change *changes,
                     uint32_t count);
struct calendar location_calendar(const struct location *location);
/* What comes now leaves on this day, if there is room; CALENDAR_NEVER: it is not open any more. */
int32_t location_leaves_on(struct location *location, int64_t now_us);
void calendars_close(struct memory *memory);

/* capacity.c */
/* The first opening day from this one on that has room for so many units more. */
int32_t slot_day_with_room(const struct location *location, int32_t from_day, int64_t units);
int32_t slot_load_permille(const struct location *location, int32_t day);
void slot_take(struct memory *memory, struct fulfillment *fulfillment);
void slot_give_back(struct memory *memory, struct fulfillment *fulfillment);
/* At start: so much was taken by those that are not in memory any more. */
void slot_add(struct memory *memory, struct location *location, int32_t day, int64_t orders,
              int64_t units);
/* Less may be taken than is: what is too much is to leave. */
void capacity_changed(struct memory *memory, struct location *location);

/* later.c */
/* PLANNED, but in no wave before its day comes: not before look_us. */
void later_wait(struct memory *memory, struct fulfillment *fulfillment, int64_t look_us);
void later_wait_no_more(struct memory *memory, struct fulfillment *fulfillment);
/* Units of a shelf that they hold. */
int64_t later_units(const struct memory *memory, const struct location *location,
                    const struct sku *sku);

/* items.c */
struct item_change {
    const char *sku, *currency, *gtin;
    int64_t weight_g, unit_cost_minor;
    bool hazmat, oversize, no_export;
    size_t substitute_count;
    const char *const *substitutes;
};
void item_change(struct memory *memory, const struct item_change *change);
struct sku *sku_by_gtin(const struct memory *memory, int64_t gtin); /* NULL: no such item */

/* policies.c */
/* Copies. shadow NULL: none. */
void policy_use(struct memory *memory, const struct policy *policy, const struct policy *shadow);
void policies_close(struct memory *memory);

/* at_risk.c */
/* It is looked at when its cut-off has passed. */
void promise_watch(struct memory *memory, const struct fulfillment *fulfillment);

/* regret.c */
/* Units of the shelf that the day offered, beyond what is free now. */
void regret_add(struct memory *memory, struct shelf *shelf, int64_t units);
void regret_close(struct memory *memory);

/* outages.c */
/* Fulfillment orders at this location, or (NULL) at all closed ones, are to be taken back. */
void outage_begin(struct memory *memory, const struct location *location);

/* past.c */
struct past order_past(const struct order *order);
void order_remember(struct memory *memory, struct order *order, const struct past *past);
/* Takes room for up to `lines` more lines in the order's units that were planned before. */
void order_give_back(struct memory *memory, struct order *order, const struct ask *lines,
                     size_t count);
/* How many of these units were planned before; they are no more among those to come. */
int64_t order_plan_again(struct memory *memory, struct order *order, int32_t line, int64_t units);
void order_forget_past(struct memory *memory, struct order *order);

/* orders.c */
struct order *order_open(struct memory *memory, int64_t id, int64_t placed_at_us,
                         const struct destination *destination); /* found or made */
void order_redirect(struct memory *memory, struct order *order,
                    const struct destination *destination);
bool order_goes_to(const struct order *order, const struct destination *destination);
void order_exclude(struct memory *memory, struct order *order, const struct location *location);
void order_include_all(struct memory *memory, struct order *order);
void order_count_reroutes(struct memory *memory, struct order *order, uint32_t reroutes);
/* Whether what happens to stock or places may bring it on its way; else it waits for people. */
bool parked_may_stir(enum parked_reason reason);
bool order_excludes(const struct order *order, uint32_t location);
void orders_close(struct memory *memory);
void order_close_if_done(struct memory *memory, struct order *order);
struct fulfillment *fulfillment_add(struct memory *memory, int64_t id, struct order *order,
                                    struct location *location, uint32_t line_count);
void fulfillment_remove(struct memory *memory, struct fulfillment *fulfillment);
void fulfillment_wait(struct memory *memory, struct fulfillment *fulfillment);
void fulfillment_wait_no_more(struct memory *memory, struct fulfillment *fulfillment);

/* taken.c */
/* instead NULL: the line's own item; units more of it. */
struct taken *taken_add(struct memory *memory, struct fulfillment *fulfillment, int32_t line,
                        struct sku *instead, const char *lot, int64_t units);
/* Units of the line that are of another item. */
int64_t taken_instead(const struct fulfillment *fulfillment, int32_t line);
void taken_forget(struct memory *memory, const struct fulfillment *fulfillment);

/* packing.c */
struct parcel *parcel_add(struct memory *memory, struct fulfillment *fulfillment, const char *sscc,
                          uint32_t line_count);
/* Units of the line that are in parcels. */
int64_t parcels_units(const struct fulfillment *fulfillment, int32_t line);
void parcels_forget(struct memory *memory, const struct fulfillment *fulfillment);
struct sscc_counter *sscc_counter_of(struct memory *memory, const char *series);
/* The next one of this company prefix that was never used; false: there is none. */
bool sscc_next(struct memory *memory, const char *prefix, char sscc[SSCC_DIGITS + 1]);
/* It is used from here on: these counters have moved. */
#define SSCC_SERIES_OF_ONE (SSCC_PREFIX_MAX - SSCC_PREFIX_MIN + 1)
void sscc_use(struct memory *memory, const char *sscc,
              struct sscc_counter *moved[SSCC_SERIES_OF_ONE]);

/* pick_lists.c */
struct pick_list *pick_list_add(struct memory *memory, int64_t id, struct location *location);
/* The fulfillment order waits for no wave any more; its own bytes are kept already. */
void pick_list_join(struct memory *memory, struct pick_list *list, struct fulfillment *fulfillment);
/* The last one takes the list with it: it is done. */
void pick_list_leave(struct memory *memory, struct fulfillment *fulfillment);
/* picker "": nobody's any more. */
void pick_list_lease(struct memory *memory, struct pick_list *list, const char *picker,
                     int64_t until_us);

/* orders.c, parked parts */
struct parked *parked_add(struct memory *memory, int64_t id, struct order *order,
                          const struct ask *lines, uint32_t line_count);
/* More of this SKU may be free somewhere: who waits for it is to be tried again. */
void parked_stir(struct memory *memory, struct sku *sku);
void parked_stir_all(struct memory *memory);
void parked_settle(struct memory *memory, struct parked *parked); /* it was tried again */
void parked_remove(struct memory *memory, struct parked *parked);

#endif
