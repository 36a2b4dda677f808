/*
 * Who of a plan's locations ships how much of what: under least-cost the cheapest first, else as
 * split_lines.c says.
 */
#include "services/fulfillment-routing/core/cheapest_fill.h"

void
fill_line(const struct request *request, const struct plan *plan, size_t line, int64_t *taken)
{
    if (request->kind == POLICY_LEAST_COST)
        cheapest_fill(request, plan, line, taken);
    else
        split_line(request, plan, line, taken);
}

void
fill_plan(const struct request *request, const struct plan *plan, int64_t *taken)
{
    int64_t of_line[PARCELS_MAX];

    for (size_t line = 0; line < request->line_count; line++) {
        fill_line(request, plan, line, of_line);
        for (size_t parcel = 0; parcel < plan->site_count; parcel++)
            taken[parcel * request->line_count + line] = of_line[parcel];
    }
}
