/*
 * How long a purchase takes: what receipts tell, and what the supplier says while there are few.
 *
 * Source: Buehlmann, Gisler, A Course in Credibility Theory (2005), 3.1: the mean of n observations
 * counts n / (n + k), what is expected without them k / (n + k). Without receipts of the item
 * itself those of its supplier's other items count, as a ratio of what was told.
 */
#ifndef FORECASTING_LEAD_TIME_MEASURED_H
#define FORECASTING_LEAD_TIME_MEASURED_H

#include <stdint.h>

#include "common/check.h"

#define LEAD_TIME_CREDIBILITY 3.0 /* k: receipts that count as much as what was told */
#define LEAD_TIME_LEAST       0.1 /* days: nothing is there the moment it is ordered */

/* Sums over receipts: a line of a purchase order weighs 1, in parts as it came. */
struct lead_time_seen {
    double weight;
    double sum;     /* of weight x value: days of an item, days / told days of a supplier */
    double squares; /* of weight x value squared */
};
void lead_time_see(struct lead_time_seen *seen, double weight, double value);

struct lead_time_known {
    double mean, deviation; /* days */
    uint32_t receipts;      /* of the item itself */
};
/* told_deviation 0: not known. */
struct lead_time_known lead_time_measured(double told_days, double told_deviation,
                                          const struct lead_time_seen *item,
                                          const struct lead_time_seen *supplier);

#endif
