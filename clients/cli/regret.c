/* crossdock regret: how far days were from what was possible at best. */
#include <stdio.h>
#include <time.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/table.h"

#define NANO 1e9

static void
put_day(char *text, size_t room, int32_t day)
{
    const time_t at = (time_t)day * 86400;
    struct tm parts;

    strftime(text, room, "%Y-%m-%d", gmtime_r(&at, &parts));
}

static void
show(const struct crossdock_receipt *receipt, const void *context)
{
    const Crossdock__Routing__V1__RegretView *view =
        (const Crossdock__Routing__V1__RegretView *)receipt->message;
    struct table *table =
        table_start("DAY|>ORDERS|>PARCELS|>KM|>COST|>AT LEAST|>REGRET|CURRENCY|>POLICY");

    (void)context;
    for (size_t i = 0; i < view->n_days; i++) {
        const Crossdock__Routing__V1__RegretMeasured *m = view->days[i];
        const double unit = m->by_distance ? 1e3 : NANO;
        const double cost = (double)m->cost_nano / unit;
        const double bound = (double)m->bound_nano / unit;
        char day[16];
        put_day(day, sizeof day, m->day);
        table_row(table, "%s|%s|%s|%.1f|%.2f|%.2f|%.2f%%|%s|%u", day, table_number(m->orders),
                  table_number(m->parcels), (double)m->distance_m / 1e3, cost, bound,
                  bound > 0 ? 100 * (cost / bound - 1) : 0.0,
                  m->by_distance ? "km" : table_clean(m->currency), m->policy);
    }
    table_end(&table, stdout);
    if (view->n_days == 0)
        printf("no day was measured\n");
}

static int
measure(int32_t day)
{
    Crossdock__Routing__V1__MeasureRegret measure = CROSSDOCK__ROUTING__V1__MEASURE_REGRET__INIT;
    char text[16];

    measure.day = day;
    put_day(text, sizeof text, day);
    return cli_tell("fulfillment-routing", &measure.base,
                    "%s is being measured; 'crossdock regret' tells when it is done", text);
}

int
regret_main(int argc, char **argv)
{
    int32_t from = 0, to = 0, day = 0;
    const struct flag flags[] = {
        {"from", "DAY", "From this day on, such as 2026-12-01 (the last 30)", FLAG_DAY, &from},
        {"to", "DAY", "Up to this day", FLAG_DAY, &to},
        {"measure", "DAY", "Measure this day now, in the background", FLAG_DAY, &day},
        {0},
    };
    (void)arguments_read(
        argc, argv, "",
        "What a day's orders cost where they were planned last, and what they would have cost at "
        "least: each order by itself with all the stock that the day offered. Measured every "
        "night. A policy without prices is measured by distance.",
        flags, 0, 0);
    Crossdock__Routing__V1__GetRegret get = CROSSDOCK__ROUTING__V1__GET_REGRET__INIT;

    if (day != 0)
        return measure(day);
    get.from_day = from;
    get.to_day = to;
    return cli_send("fulfillment-routing", &get.base, show, NULL);
}
