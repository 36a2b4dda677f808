/*
 * Which method forecasts which history: the first that suits.
 */
#include <string.h>

#include "services/forecasting/core/forecast.h"

#define INTERVAL_INTERMITTENT 1.32

static bool
is_short(const struct history *history)
{
    return history->days < HISTORY_DAYS_SHORT;
}

static bool
is_intermittent(const struct history *history)
{
    return demand_interval(history) >= INTERVAL_INTERMITTENT;
}

static bool
always(const struct history *history)
{
    (void)history;
    return true;
}

/* clang-format off */
static const struct method methods[] = {
    /* name   suits            forecast */
    { "mean", is_short,        plain_mean },
    { "tsb",  is_intermittent, tsb },
    { "ses",  always,          ses },
};
/* clang-format on */

const struct method *
forecast_method(const struct history *history)
{
    const struct method *method = methods;

    while (!method->suits(history))
        method++;
    return method;
}

const char *
forecast_method_name(const char *name)
{
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
        if (strcmp(methods[i].name, name) == 0)
            return methods[i].name;
    if (strcmp(name, "launch") == 0) /* of a new item: core/launch */
        return "launch";
    return "unknown"; /* made by a method that is no more */
}
