/*
 * Rule: a line stays together when one of the chosen locations has it whole (the nearest such
 * one ships it); only a line that none of them has whole is drawn from several, nearest first.
 */
#include "services/fulfillment-routing/core/routing.h"

static int64_t
gives(const struct request *request, const struct plan *plan, size_t parcel, size_t line)
{
    return site_gives(request, &request->sites[plan->sites[parcel]], line);
}

static bool
give_whole(const struct request *request, const struct plan *plan, size_t line, int64_t *taken)
{
    for (size_t parcel = 0; parcel < plan->site_count; parcel++) {
        if (gives(request, plan, parcel, line) < request->quantities[line])
            continue;
        taken[parcel] = request->quantities[line];
        return true;
    }
    return false;
}

static void
give_in_parts(const struct request *request, const struct plan *plan, size_t line, int64_t *taken)
{
    int64_t left = request->quantities[line];

    for (size_t parcel = 0; parcel < plan->site_count && left > 0; parcel++) {
        const int64_t has = gives(request, plan, parcel, line);
        taken[parcel] = has < left ? has : left;
        left -= taken[parcel];
    }
    assert(left == 0); /* a plan covers every line */
}

void
split_line(const struct request *request, const struct plan *plan, size_t line, int64_t *taken)
{
    for (size_t parcel = 0; parcel < plan->site_count; parcel++)
        taken[parcel] = 0;
    if (!give_whole(request, plan, line, taken))
        give_in_parts(request, plan, line, taken);
}
