/*
 * Who of a plan's locations ships how much of what: under least-cost the cheapest first or as the
 * rate tables have it, else as split_lines.c says; and what that costs.
 */
#include "services/fulfillment-routing/core/search/cheapest_fill.h"
#include "services/fulfillment-routing/core/cost_terms.h"
#include "services/fulfillment-routing/core/search/rate_steps.h"
#include "services/fulfillment-routing/core/search/search.h"

/* rated: NULL when rate tables have no say in it. */
static void
fill_line(const struct request *request, const struct plan *plan, const struct rated *rated,
          size_t line, int64_t *taken)
{
    if (rated != NULL)
        rated_line(request, plan, rated, line, taken);
    else if (request->kind == POLICY_LEAST_COST)
        cheapest_fill(request, plan, line, taken);
    else
        split_line(request, plan, line, taken);
}

static const struct rated *
rate(const struct request *request, const struct plan *plan, struct rated *rated)
{
    struct request any = *request;
    int64_t work_left = WORK_DEFAULT;

    if (!rates_count(request, plan))
        return NULL;
    any.split_value_min_minor = 0; /* it was decided that it may split */
    if (!rate_steps(&any, plan, &work_left, rated)) {
        any.heavy = true;
        work_left = WORK_DEFAULT;
        rate_steps(&any, plan, &work_left, rated);
    }
    return rated;
}

void
fill_plan(const struct request *request, const struct plan *plan, int64_t *taken)
{
    int64_t of_line[PARCELS_MAX];
    struct rated tables;
    const struct rated *rated = rate(request, plan, &tables);

    for (size_t line = 0; line < request->line_count; line++) {
        fill_line(request, plan, rated, line, of_line);
        for (size_t parcel = 0; parcel < plan->site_count; parcel++)
            taken[parcel * request->line_count + line] = of_line[parcel];
    }
}

/* What is in the parcels; the rest is fixed. */
static int64_t
filling_nano(const struct request *request, const struct plan *plan)
{
    int64_t of_line[PARCELS_MAX], weights_ug[PARCELS_MAX] = {0};
    int64_t nano = 0;

    for (size_t line = 0; line < request->line_count; line++) {
        fill_line(request, plan, NULL, line, of_line);
        for (size_t parcel = 0; parcel < plan->site_count; parcel++) {
            if (of_line[parcel] == 0)
                continue;
            const struct site *site = &request->sites[plan->sites[parcel]];
            nano = nano_sum(nano, nano_times(of_line[parcel], site_unit_nano(request, site, line)));
            if (request->weights_ug != NULL)
                add_times(&weights_ug[parcel], of_line[parcel], request->weights_ug[line]);
        }
    }
    for (size_t parcel = 0; parcel < plan->site_count; parcel++) {
        const struct site *site = &request->sites[plan->sites[parcel]];
        nano = nano_sum(nano, site->steps == NULL ? 0 : rate_nano(site, weights_ug[parcel]));
    }
    return nano;
}

int64_t
plan_cost(const struct request *request, const struct plan *plan)
{
    struct rated tables;
    int64_t nano = 0;

    if (rate(request, plan, &tables) != NULL)
        return tables.cost_nano;
    for (size_t parcel = 0; parcel < plan->site_count; parcel++) {
        nano = nano_sum(nano, request->sites[plan->sites[parcel]].parcel_nano);
        nano = nano_sum(nano, parcel == 0 ? 0 : request->split_nano);
    }
    return nano_sum(nano, filling_nano(request, plan));
}
