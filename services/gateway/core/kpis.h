/*
 * The key figures: each is defined here and nowhere else. The gateway writes this table to its database, where
 * view_kpis.sql evaluates it; docs/kpis.md is made from it (`crossdock-gateway kpis`).
 */
#ifndef GATEWAY_CORE_KPIS_H
#define GATEWAY_CORE_KPIS_H

#include <stdbool.h>

#include "services/gateway/core/tallies.h"

#define KPI_KINDS_MAX 4

enum kpi_source {
    KPI_RATIO,      /* sum of counts / sum of counts */
    KPI_COMPLEMENT, /* 1 - that */
    KPI_SUM,        /* sum of counts */
    KPI_PERCENTILE, /* of a histogram of durations, in hours */
    KPI_TURNS,      /* cost of what shipped a year / average value of stock */
    KPI_SUPPLY,     /* stock now / forecast a day */
    KPI_FORECAST,   /* sum of counts / sum of counts of the network; of a location: of these + 10 */
    KPI_REGRET,     /* of routing's days */
};

/* By what a figure can be told. */
enum kpi_group {
    KPI_BY_DAY = 1,
    KPI_BY_LOCATION = 2,
    KPI_BY_CHANNEL = 4,
};

/* What of this a figure has, and why it has no more. */
struct kpi_reach {
    unsigned groups; /* enum kpi_group */
    bool of_now;     /* of this moment, whatever the period */
    const char *why_not; /* a sentence; "" when it has all */
};

struct kpi {
    const char *name;
    const char *title;
    const char *definition; /* a sentence */
    const char *unit;       /* ratio, hours, days, units, a year */
    bool higher_is_better;
    enum kpi_source source;
    int numerator[KPI_KINDS_MAX]; /* tally kinds; ends with 0. Of a histogram: its first kind */
    int denominator[KPI_KINDS_MAX];
    int percent; /* KPI_PERCENTILE */
    const struct kpi_reach *reach;
};

extern const struct kpi kpis[]; /* ends with a NULL name */

#endif
