/*
 * What is known beforehand, as forecasting remembers it: promotions, holidays, what new items are
 * like, and what earlier ones did. Part of memory.h; every change tells the journal first, NULL
 * only while memory is rebuilt at start.
 */
#ifndef FORECASTING_EVENTS_MEMORY_H
#define FORECASTING_EVENTS_MEMORY_H

#include "common/journal.h"
#include "common/map.h"
#include "services/forecasting/core/drivers/lifts.h"
#include "services/forecasting/core/launch/launch.h"

struct item;

/* What one SKU sold in a promotion, or on a holiday, and what it would have sold without. */
struct learnt {
    struct item *item;
    struct lift_evidence evidence; /* expected 0: not known */
};

struct promotion {
    int32_t from_day, to_day;
    double lift, price_change;             /* lift 0: learnt */
    const char *category, *channel, *note; /* of memory_text */
    struct item **items;                   /* its own array; none: the category's */
    uint32_t item_count;
    struct learnt *learnt; /* its own array, by item id */
    uint32_t learnt_count;
    bool measured;
};

struct promotion_link {
    struct promotion_link *next;
    struct promotion *promotion;
};
struct promotion_list {
    struct promotion_link *first;
};

struct holiday {
    int32_t day;
    char country[3];  /* "": everywhere */
    const char *name; /* of memory_text */
};

struct analogues {
    int32_t launch_day; /* 0: the day of the first sale */
    uint32_t count;     /* 0: chosen by category and price */
    double scale;
    struct item *like[LAUNCH_ANALOGUES_MAX];
};

/* What is being measured, a slice with every tick; from the start again after a stop. */
struct measuring {
    struct learnt *list; /* its own array; NULL: nothing is */
    uint32_t count, at;
    struct promotion *promotion; /* or a holiday: */
    const char *holiday;
    int32_t day;
};

struct events {
    struct map *promotions;   /* by id */
    struct map *by_item;      /* promotion_list by item id */
    struct map *by_category;  /* promotion_list by category */
    struct map *lifts;        /* lift_evidence by category, of promotions; "*": of all */
    struct holiday *holidays; /* by day, then country */
    uint32_t holiday_count;
    struct map *holiday_effects; /* lift_evidence by name, and by name, line feed, category */
    struct map *holidays_known;  /* measured: by name, line feed, day */
    struct map *analogues;       /* by item id */
    struct measuring measuring;
};

void events_open(struct events *events);
void events_close(struct events *events);

struct promotion *events_find_promotion(const struct events *events, const char *id);
/* New; takes the array of items over. */
struct promotion *events_add_promotion(struct events *events, struct journal *journal,
                                       const char *id, const struct promotion *told);
/* With all that was learnt of it. */
void events_remove_promotion(struct events *events, struct journal *journal, const char *id);
/* Measured: takes the array over; of items with something expected, by id. */
void events_learn_promotion(struct events *events, struct journal *journal,
                            struct promotion *promotion, struct learnt *learnt, uint32_t count);
/* The promotions of an item, whether they name it or its category. */
const struct promotion_link *events_of_item(const struct events *events, const struct item *item);
const struct promotion_link *events_of_category(const struct events *events, const char *category);
/* NULL: nothing was learnt of the item. */
const struct learnt *promotion_learnt(const struct promotion *promotion, const struct item *item);
/* Evidence of earlier promotions of a category, with prices evened out. */
struct lift_evidence events_lifts(const struct events *events, const char *category);
void promotion_add_evidence(const struct promotion *promotion, const struct learnt *learnt,
                            struct lift_evidence *sum);

/* name "": removed. False when it is so already. */
bool events_set_holiday(struct events *events, struct journal *journal, int32_t day,
                        const char *country, const char *name);
/* Index of the first holiday that is not before this day. */
uint32_t events_first_holiday(const struct events *events, int32_t day);
bool events_holiday_is_known(const struct events *events, const struct holiday *holiday);
/* category "": of all; then the holiday of this day counts as known. */
void events_learn_holiday(struct events *events, struct journal *journal, const char *name,
                          int32_t day, const char *category, const struct lift_evidence *evidence);
struct lift_evidence events_holiday_effect(const struct events *events, const char *name,
                                           const char *category);

struct analogues *events_analogues(const struct events *events, const struct item *item);
void events_set_analogues(struct events *events, struct journal *journal, const struct item *item,
                          const struct analogues *told);

/* What is measured is given up; an array that is replaced goes with the commit. */
void events_stop_measuring(struct events *events, struct journal *journal);

#endif
