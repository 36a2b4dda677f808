/* See kpi_document.h. */
#include "services/gateway/kpi_document.h"

#include <stdio.h>

#include "services/gateway/core/kpis.h"

static const char head[] =
    "# Key figures\n\n"
    "Made from `services/gateway/core/kpis.c` by `crossdock-gateway kpis`; the build's tests fail when this page is stale.\n"
    "Do not edit it.\n\n"
    "`GET /v1/kpis?from=2026-11-01&to=2026-11-30&by=day` answers them as JSON, with `&format=csv` as a table; `by` is `day`,\n"
    "`location` or `channel`. Days are those of UTC. A figure that there is nothing to measure from is not `known`, and has\n"
    "no point for that day, location or channel. What a figure cannot be told by, it says in `whyNot`; what is of this moment,\n"
    "whatever the period, is `ofNow`.\n\n"
    "Counts follow the feeds (`services/gateway/core/order_tallies.c`): each is the sum over all orders of what one order counts\n"
    "for now, so a figure of last week changes when an order of last week ships. Durations are counted in buckets, eight to each\n"
    "doubling, and told as the middle of theirs: to within 5 %. Errors of forecasts are counted on the planning day that a forecast knew of last, in the network and\n"
    "at each location by themselves; days before 0020_forecasts have none until the read model is made anew.\n\n"
    "| figure | unit | better | by | what it is |\n|---|---|---|---|---|\n";

static const char *
groups_text(unsigned groups)
{
    static const char *const texts[] = {
        "-", "day", "location", "day, location", "channel", "day, channel", "location, channel",
        "day, location, channel"};

    return texts[groups];
}

static void
print_kpi(const struct kpi *kpi)
{
    printf("| **%s** `%s` | %s | %s | %s%s | %s%s%s |\n", kpi->title, kpi->name, kpi->unit,
           kpi->higher_is_better ? "higher" : "lower", groups_text(kpi->reach->groups),
           kpi->reach->of_now ? "; now" : "", kpi->definition,
           kpi->reach->why_not[0] == '\0' ? "" : " ", kpi->reach->why_not);
}

int
kpi_document_print(void)
{
    printf("%s", head);
    for (const struct kpi *kpi = kpis; kpi->name != NULL; kpi++)
        print_kpi(kpi);
    return fflush(stdout) == 0 ? 0 : 1;
}
