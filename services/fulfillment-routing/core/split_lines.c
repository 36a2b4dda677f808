/*
 * Rule: a line stays together when one of the chosen locations has it whole (the nearest such
 * one ships it); only a line that none of them has whole is drawn from several, nearest first.
 */
#include <string.h>

#include "services/fulfillment-routing/core/routing.h"

static const struct site *
site_of(const struct request *request, const struct plan *plan, size_t parcel)
{
    return &request->sites[plan->sites[parcel]];
}

static bool
give_whole(const struct request *request, const struct plan *plan, size_t line, int64_t *taken)
{
    for (size_t parcel = 0; parcel < plan->site_count; parcel++) {
        if (site_gives(request, site_of(request, plan, parcel), line) < request->quantities[line])
            continue;
        taken[parcel * request->line_count + line] = request->quantities[line];
        return true;
    }
    return false;
}

static void
give_in_parts(const struct request *request, const struct plan *plan, size_t line, int64_t *taken)
{
    int64_t left = request->quantities[line];

    for (size_t parcel = 0; parcel < plan->site_count && left > 0; parcel++) {
        const int64_t gives = site_gives(request, site_of(request, plan, parcel), line);
        const int64_t takes = gives < left ? gives : left;
        taken[parcel * request->line_count + line] = takes;
        left -= takes;
    }
    assert(left == 0); /* a plan covers every line */
}

void
split_lines(const struct request *request, const struct plan *plan, int64_t *taken)
{
    memset(taken, 0, plan->site_count * request->line_count * sizeof *taken);
    for (size_t line = 0; line < request->line_count; line++) {
        if (!give_whole(request, plan, line, taken))
            give_in_parts(request, plan, line, taken);
    }
}
