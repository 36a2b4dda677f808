/*
 * Alerts in words, each with its numbers; see alert_words.h.
 */
#include "services/forecasting/alert_words.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

#define DAY_BYTES 16

static const char *
day_text(char text[DAY_BYTES], int32_t day)
{
    const time_t seconds = (time_t)day * 86400;
    struct tm tm;

    gmtime_r(&seconds, &tm);
    strftime(text, DAY_BYTES, "%Y-%m-%d", &tm);
    return text;
}

static void
say_stock_out(struct alert *alert, const struct alert_scene *scene)
{
    char day[DAY_BYTES], waiting[48] = "";

    if (scene->waiting > 0)
        snprintf(waiting, sizeof waiting, ", %" PRId64 " are waited for", scene->waiting);
    if (scene->on_hand <= 0)
        snprintf(alert->evidence, sizeof alert->evidence,
                 "Nothing on hand%s; %.2f a day are asked, a purchase made now takes %.0f days.",
                 waiting, scene->expected, alert->raised_at);
    else
        snprintf(alert->evidence, sizeof alert->evidence,
                 "%" PRId64 " on hand%s, gone on %s; %.2f a day are asked, a purchase made now "
                 "takes %.0f days.",
                 scene->on_hand, waiting, day_text(day, alert->stock_out_day), scene->expected,
                 alert->raised_at);
}

static void
say_overstock(struct alert *alert, const struct alert_scene *scene)
{
    if (scene->days_of_supply < 0)
        snprintf(alert->evidence, sizeof alert->evidence,
                 "%" PRId64 " units on hand, %.0f would do; nobody asks for any.", scene->on_hand,
                 alert->ended_at);
    else
        snprintf(alert->evidence, sizeof alert->evidence,
                 "%" PRId64 " units on hand, %.0f would do; they last %.0f days.", scene->on_hand,
                 alert->ended_at, scene->days_of_supply);
}

static void
say_shift(struct alert *alert, const struct alert_scene *scene)
{
    snprintf(alert->evidence, sizeof alert->evidence,
             "Demand has moved %s: %.1f units a day were expected, lately %.1f %s were asked; the "
             "cumulative sum is at %.1f deviations.",
             alert->kind == ALERT_SLOW_DOWN ? "down" : "up", scene->expected,
             fabs(scene->watch->error), scene->watch->error < 0 ? "less" : "more", alert->value);
}

static void
say_late(struct alert *alert, const struct alert_scene *scene)
{
    const char *of = scene->supplier[0] != '\0' ? " of " : "";

    if (alert->raised_at > 1)
        snprintf(alert->evidence, sizeof alert->evidence,
                 "Purchase order %s%s%s is %.0f days overdue; up to %.0f are usual.", scene->number,
                 of, scene->supplier, alert->value, alert->raised_at - 1);
    else
        snprintf(alert->evidence, sizeof alert->evidence,
                 "Purchase order %s%s%s is %.0f days overdue.", scene->number, of, scene->supplier,
                 alert->value);
}

void
alert_evidence(struct alert *alert, const struct alert_scene *scene)
{
    char day[DAY_BYTES];

    switch (alert->kind) {
    case ALERT_SPIKE:
        snprintf(alert->evidence, sizeof alert->evidence,
                 "%.0f units on %s, %.2f were expected; less than one day in 1,000 brings %.0f.",
                 alert->value, day_text(day, scene->day), scene->expected, alert->raised_at);
        return;
    case ALERT_SLOW_DOWN:
    case ALERT_SHIFT_UP:
        say_shift(alert, scene);
        return;
    case ALERT_STOCK_OUT:
        say_stock_out(alert, scene);
        return;
    case ALERT_OVERSTOCK:
        say_overstock(alert, scene);
        return;
    case ALERT_BIAS:
        snprintf(alert->evidence, sizeof alert->evidence,
                 "The forecast is too %s by %.2f units a day lately, which is %.1f mean absolute "
                 "deviations.",
                 scene->watch->error < 0 ? "high" : "low", fabs(scene->watch->error), alert->value);
        return;
    case ALERT_SUPPLIER_LATE:
        say_late(alert, scene);
        return;
    case ALERT_KIND_COUNT:
        break;
    }
    WRONG("an alert of no kind");
}
