/*
 * Alerts: places are looked at, what crossed a limit is said once, and what came back is said once.
 */
#ifndef FORECASTING_ALERTS_H
#define FORECASTING_ALERTS_H

#include "common/service.h"
#include "services/forecasting/alert_book.h"

/* A day that is over: what was expected of it, and came. */
struct day_seen {
    int32_t day;
    double mean, variance;            /* expected */
    double actual;                    /* NAN: not known */
    const struct demand_watch *watch; /* with this day */
};
/* Spike, slow-down, shift, bias. The newest day may be looked at once more: it says nothing new.
 * True when demand moved: the forecast should be fitted again. */
bool alerts_look_at_day(struct turn *turn, struct place *place, const struct day_seen *seen);

/* Coming stock-out, overstock, purchases that are overdue: each location of an item, and the
 * network when more than one of them is asked. */
void alerts_look_at(struct turn *turn, struct item *item);

void on_get_alerts(struct turn *turn, const struct input *input);
void on_acknowledge_alerts(struct turn *turn, const struct input *input);
void on_reopen_alerts(struct turn *turn, const struct input *input);

#endif
