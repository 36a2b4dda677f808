/*
 * What kind of demand a series is, by how often there is any and how much it varies then.
 */
#ifndef FORECASTING_DEMAND_CLASS_H
#define FORECASTING_DEMAND_CLASS_H

#include "services/forecasting/core/series.h"

enum demand_class {
    DEMAND_NONE,         /* no bucket with demand is known */
    DEMAND_SMOOTH,       /* often, alike */
    DEMAND_ERRATIC,      /* often, unlike */
    DEMAND_INTERMITTENT, /* seldom, alike */
    DEMAND_LUMPY,        /* seldom, unlike */
};

struct demand_pattern {
    enum demand_class class;
    double interval; /* ADI: known buckets / buckets with demand; 0 when there is none */
    double cv2;      /* squared coefficient of variation of the demand where there is any */
    double size;     /* mean of the same */
    int known;       /* buckets */
    int with_demand;
};

/* Demand is what is above zero; unknown buckets are not counted. */
struct demand_pattern demand_pattern_of(const struct series *series);
/* "smooth", "erratic", ... */
const char *demand_class_name(enum demand_class class);

#endif
