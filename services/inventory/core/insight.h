/*
 * What the numbers of an item tell: is it low, how valuable, how fast, how old.
 */
#ifndef INVENTORY_CORE_INSIGHT_H
#define INVENTORY_CORE_INSIGHT_H

#include "services/inventory/core/inventory.h"

/* What moved of one item on one day (UTC), over all locations. */
struct item_day {
    struct item_day *earlier;
    int32_t day;     /* days since 1970-01-01 */
    int64_t shipped; /* units that left for customers */
    int64_t moved;   /* change of on hand */

    /* of the service: what its row says */
    int64_t folded_through; /* the row has the movements through this one */
    bool is_unfolded;
};

/* --- low_stock.c ------------------------------------------------------------------------------ */

enum low_change { LOW_SAME, LOW_BEGINS, LOW_ENDS };
/* Against item->is_low. */
enum low_change low_stock_change(const struct item *item);
/* Available as it is told: never below 0. */
int64_t available_units(const struct item *item);

/* --- item_day.c: what each day brought --------------------------------------------------------- */

/* A movement on that day; day is of the item's list. */
void item_day_note(const struct keeper *keeper, struct item *item, struct item_day *day,
                   enum movement_kind kind, int64_t quantity);

/* --- turnover.c -------------------------------------------------------------------------------- */

/* The days that end with today. */
struct period {
    int32_t today; /* days since 1970-01-01 */
    int32_t days;  /* 1.. */
};
int64_t shipped_in(const struct item *item, struct period period);
/* Mean of on hand at the end of each day, and how often it was sold, a year; 0 when there was none. */
double average_on_hand(const struct item *item, struct period period);
double turnover(const struct item *item, struct period period);

/* Units at this unit cost; the most that can be told, when it is more. */
int64_t cost_of(int64_t units, int64_t unit_cost_minor);

/* --- abc_class.c ------------------------------------------------------------------------------- */

/* The classes 'A', 'B', 'C' of values that fall or stay from one to the next. */
void abc_class(const int64_t *values, size_t count, char *classes);

/* --- aged_stock.c ------------------------------------------------------------------------------ */

int32_t days_since_shipped(const struct item *item, int32_t today); /* -1: never */
bool stock_is_aged(const struct item *item, int32_t today, int32_t aged_days);

#endif
