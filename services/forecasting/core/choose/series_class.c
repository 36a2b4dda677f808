/*
 * Rule: the class of a series, first match wins: empty, constant, short, intermittent, long season,
 * few zeros.
 *
 * Source: intermittent by the mean interval between demands, cut-off 1.32: Syntetos, Boylan and
 * Croston, On the categorization of demand patterns (2005). A season of more than 24 phases is not
 * smoothed phase by phase but taken out beforehand (Hyndman and Athanasopoulos, Forecasting:
 * Principles and Practice, 3e, 13.1).
 */
#include "services/forecasting/core/choose/series_class.h"

#include <math.h>

#define INTERVAL_INTERMITTENT 1.32
#define SHORT_SEASON_MAX      24

bool
season_is_seen(int count, int period)
{
    return count >= 2 * period + period / 8;
}

struct series_class_facts
series_class(const struct series *series)
{
    struct series_class_facts facts = {.class = CLASS_FEW_ZEROS};
    double least = INFINITY, most = -INFINITY;

    for (int i = 0; i < series->count; i++) {
        const double value = series->values[i];
        if (isnan(value))
            continue;
        facts.known++;
        facts.zeros += value == 0;
        least = fmin(least, value);
        most = fmax(most, value);
    }
    facts.largest = facts.known > 0 ? fmax(fabs(least), fabs(most)) : 0;
    const int demands = facts.known - facts.zeros;
    if (facts.known == 0)
        facts.class = CLASS_EMPTY;
    else if (facts.known > 1 && least == most)
        facts.class = CLASS_CONSTANT;
    else if (facts.known < TRY_VALUES_MIN)
        facts.class = CLASS_SHORT;
    else if (least >= 0 && facts.known >= INTERVAL_INTERMITTENT * demands)
        facts.class = CLASS_INTERMITTENT;
    else if (series->period > SHORT_SEASON_MAX && season_is_seen(series->count, series->period))
        facts.class = CLASS_LONG_SEASON;
    return facts;
}

const char *series_class_name(enum series_class class)
{
    static const char *const names[CLASS_COUNT] = {
        [CLASS_EMPTY] = "empty",
        [CLASS_SHORT] = "short",
        [CLASS_CONSTANT] = "constant",
        [CLASS_INTERMITTENT] = "intermittent",
        [CLASS_LONG_SEASON] = "long season",
        [CLASS_FEW_ZEROS] = "few zeros",
    };

    return names[class];
}
