/*
 * What somebody should look at: rules that measure, and limits with a gap between raising and
 * ending, so that nothing is raised twice for one reason.
 *
 * A rule gives a reading: what was measured, the limit that raises and the one that ends. Limits
 * may lie either way round: stock-out is raised below its limit, all others above theirs.
 */
#ifndef FORECASTING_CORE_ALERTS_H
#define FORECASTING_CORE_ALERTS_H

#include "services/forecasting/core/alerts/demand_watch.h"
#include "services/forecasting/core/stock/stock.h"

enum alert_kind { /* as AlertKind of alert.proto, and in sql */
                  ALERT_SPIKE = 1,
                  ALERT_SLOW_DOWN = 2,
                  ALERT_SHIFT_UP = 3,
                  ALERT_STOCK_OUT = 4,
                  ALERT_OVERSTOCK = 5,
                  ALERT_BIAS = 6,
                  ALERT_SUPPLIER_LATE = 7,
                  ALERT_KIND_COUNT,
};

struct alert_reading {
    bool applies; /* false: there is nothing to measure; what was raised ends */
    double value;
    double raised_at, ended_at;
    int32_t out_in; /* of stock-out: days from now, 1: tomorrow */
};

enum alert_verdict { ALERT_STAYS, ALERT_RAISED, ALERT_ENDED };
enum alert_verdict alert_verdict(const struct alert_reading *reading, bool raised);

/* --- demand: a day that is over --------------------------------------------------------------- */

/* mean and variance of what was expected of it; actual NAN: not known. */
struct alert_reading spike_reading(double mean, double variance, double actual);
struct alert_reading slow_down_reading(const struct demand_watch *watch);
struct alert_reading shift_up_reading(const struct demand_watch *watch);
/* abc: 'A' is watched more closely. */
struct alert_reading bias_reading(const struct demand_watch *watch, char abc);

/* --- stock ------------------------------------------------------------------------------------ */

struct alert_reading stock_out_reading(const struct stock_seen *seen,
                                       const struct stock_health *health);
struct alert_reading overstock_reading(const struct stock_seen *seen);

/* --- purchases -------------------------------------------------------------------------------- */

/* days since the newest of its orders was due that did not come; 0: none is overdue. */
struct alert_reading supplier_late_reading(int32_t overdue_days, double lead_time_sd_days);

#endif
