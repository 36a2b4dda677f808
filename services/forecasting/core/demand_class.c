/*
 * The kind of demand.
 *
 * Source: Syntetos, Boylan, Croston, On the categorization of demand patterns (JORS 56, 2005): the
 * average demand interval is cut at 1.32 and the squared coefficient of variation of sizes at 0.49;
 * at the cut and above is the further class.
 */
#include "services/forecasting/core/demand_class.h"

#include <math.h>

#define INTERVAL_CUT 1.32
#define CV2_CUT      0.49

const char *demand_class_name(enum demand_class class)
{
    switch (class) {
    case DEMAND_NONE:
        return "none";
    case DEMAND_SMOOTH:
        return "smooth";
    case DEMAND_ERRATIC:
        return "erratic";
    case DEMAND_INTERMITTENT:
        return "intermittent";
    case DEMAND_LUMPY:
        return "lumpy";
    }
    WRONG("a class that is none");
}

static enum demand_class
class_of(double interval, double cv2)
{
    if (interval < INTERVAL_CUT)
        return cv2 < CV2_CUT ? DEMAND_SMOOTH : DEMAND_ERRATIC;
    return cv2 < CV2_CUT ? DEMAND_INTERMITTENT : DEMAND_LUMPY;
}

struct demand_pattern
demand_pattern_of(const struct series *series)
{
    struct demand_pattern pattern = {.class = DEMAND_NONE};
    double squares = 0;

    for (int i = 0; i < series->count; i++) {
        const double y = series->values[i];
        pattern.known += !isnan(y);
        if (!(y > 0))
            continue;
        pattern.with_demand++;
        const double off = y - pattern.size;
        pattern.size += off / pattern.with_demand; /* Welford: sums of huge values lose nothing */
        squares += off * (y - pattern.size);
    }
    if (pattern.with_demand == 0)
        return pattern;
    pattern.interval = (double)pattern.known / pattern.with_demand;
    if (pattern.with_demand > 1)
        pattern.cv2 = squares / (pattern.with_demand - 1) / (pattern.size * pattern.size);
    pattern.class = class_of(pattern.interval, pattern.cv2);
    return pattern;
}
