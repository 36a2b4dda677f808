/*
 * The least an order can cost on a day, counted for itself.
 *
 * The exact search gives it when it comes to its end. When it does not, a weaker bound stands in
 * that needs no search: the cheapest parcel, and each unit from where it is carried cheapest. A
 * plan has at least one parcel and carries every unit from somewhere, so nothing costs less.
 */
#include "services/fulfillment-routing/core/day_bound.h"

#include "services/fulfillment-routing/core/cost_terms.h"

static bool
has_any(const struct request *request, const struct site *site)
{
    for (size_t line = 0; line < request->line_count; line++) {
        if (site_gives(request, site, line) > 0)
            return true;
    }
    return false;
}

static bool
has_rates(const struct request *request)
{
    return request->site_count > 0 && request->sites[0].steps != NULL;
}

/* What a parcel from here costs at least, whatever is in it. */
static int64_t
parcel_least(const struct site *site)
{
    int64_t rate = 0;

    if (site->steps == NULL)
        return site->parcel_nano;
    for (uint32_t i = 0; i < site->step_count; i++)
        rate = i == 0 || site->steps[i].nano < rate ? site->steps[i].nano : rate;
    return nano_sum(site->parcel_nano, rate);
}

/* What so much weight costs at least by this site's table, in however many parcels. */
static int64_t
weight_least(const struct site *site, int64_t weight_ug)
{
    int64_t least = COST_NANO_MAX;

    for (uint32_t i = 0; i < site->step_count; i++) {
        const struct price_step *step = &site->steps[i];
        const int64_t whole = nano_times(weight_ug / step->to_ug, step->nano);
        /* below the quotient by more than a double can be wrong; 128 bits are not divided here */
        const double rest = (double)(weight_ug % step->to_ug) / (double)step->to_ug *
                            (double)step->nano * (1 - 1e-12);
        const int64_t nano = nano_sum(whole, (int64_t)rest);
        if (nano < least)
            least = nano;
    }
    return least;
}

static int64_t
weight_of(const struct request *request)
{
    int64_t weight_ug = 0;

    if (request->weights_ug == NULL)
        return 0;
    for (size_t line = 0; line < request->line_count; line++)
        weight_ug =
            nano_sum(weight_ug, nano_times(request->quantities[line], request->weights_ug[line]));
    return weight_ug;
}

/* Every unit of the line from the site where a unit is cheapest, as if that had all of them. */
static int64_t
line_least(const struct request *request, size_t line)
{
    int64_t least = COST_NANO_MAX;

    for (size_t i = 0; i < request->site_count; i++) {
        const struct site *site = &request->sites[i];
        if (site_gives(request, site, line) == 0)
            continue;
        const int64_t unit = site_unit_nano(request, site, line);
        least = unit < least ? unit : least;
    }
    return least == COST_NANO_MAX ? 0 : nano_times(request->quantities[line], least);
}

static int64_t
bound_without_search(const struct request *request)
{
    const int64_t weight_ug = weight_of(request);
    int64_t parcel = COST_NANO_MAX;
    int64_t weight = COST_NANO_MAX;
    int64_t sum;

    for (size_t i = 0; i < request->site_count; i++) {
        const struct site *site = &request->sites[i];
        if (!has_any(request, site))
            continue;
        const int64_t least = parcel_least(site);
        parcel = least < parcel ? least : parcel;
        if (site->steps == NULL)
            continue;
        const int64_t carried = weight_least(site, weight_ug);
        weight = carried < weight ? carried : weight;
    }
    if (parcel == COST_NANO_MAX)
        return 0;
    if (has_rates(request))
        return weight > parcel ? weight : parcel;
    sum = parcel;
    for (size_t line = 0; line < request->line_count; line++)
        sum = nano_sum(sum, line_least(request, line));
    return sum;
}

int64_t
day_bound(struct request *request, bool *exact)
{
    struct choice choice;

    request->kind = POLICY_LEAST_COST;
    request->parcels_max = 0;
    request->split_value_min_minor = 0;
    request->dip = true;
    choice.relaxed = 0;
    *exact =
        !has_rates(request) && find_plan(request, &choice) && choice.proved && choice.relaxed == 0;
    return *exact ? choice.plan.cost_nano : bound_without_search(request);
}
