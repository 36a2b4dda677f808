/*
 * A straight line below a rate table, for the bounds of the search: any such line will do, a close
 * one where the parcels of the order will weigh is best.
 */
#include "services/fulfillment-routing/core/cost_terms.h"
#include "services/fulfillment-routing/core/search/rate_steps.h"

#define GRAM INT64_C(1000000) /* micrograms */

/* The greatest that keeps the line below all steps; with a slope a nano less, for the rounding. */
static struct straight
line_below(const struct site *site, int64_t kg_nano)
{
    struct straight below = {COST_NANO_MAX, kg_nano};

    for (uint32_t i = 0; i < site->step_count; i++) {
        const struct price_step *step = &site->steps[i];
        const int64_t nano =
            step->nano - nano_product(step->to_ug, kg_nano) - (kg_nano > 0 ? 1 : 0);
        below.parcel_nano = nano < below.parcel_nano ? nano : below.parcel_nano;
    }
    return below;
}

static int64_t
slope(const struct price_step *from, const struct price_step *to)
{
    const int64_t grams = (to->to_ug - from->to_ug) / GRAM;

    return grams <= 0 || to->nano <= from->nano ? 0 : (to->nano - from->nano) / grams * 1000;
}

/* Half of what the site has of the order: a guess at what its parcel will weigh. */
static int64_t
likely_weight_ug(const struct request *request, const struct site *site)
{
    int64_t weight_ug = 0;

    for (size_t line = 0; request->weights_ug != NULL && line < request->line_count; line++) {
        const int64_t gives = site_gives(request, site, line);
        const int64_t asked = request->quantities[line];
        add_times(&weight_ug, gives < asked ? gives : asked, request->weights_ug[line]);
    }
    return weight_ug / 2;
}

/* Beyond the last step rates begin anew (rate_nano): there only the flat line is below. */
struct straight
below_steps(const struct request *request, const struct site *site)
{
    const struct price_step *first = &site->steps[0];
    const struct price_step *last = &site->steps[site->step_count - 1];
    const int64_t weight_ug = likely_weight_ug(request, site);
    const struct price_step *likely = first;

    while (likely < last && likely->to_ug < weight_ug)
        likely++;
    const int64_t slopes[] = {0, slope(first, likely), slope(likely, last), slope(first, last)};
    struct straight best = line_below(site, 0);
    for (size_t i = 1; i < sizeof slopes / sizeof *slopes && !request->heavy; i++) {
        const struct straight below = line_below(site, slopes[i]);
        if (below.parcel_nano >= 0 && below.parcel_nano + nano_product(weight_ug, below.kg_nano) >
                                          best.parcel_nano + nano_product(weight_ug, best.kg_nano))
            best = below;
    }
    if (best.parcel_nano < 0)
        best.parcel_nano = 0;
    return best;
}

/* A nano less, for the rounding. */
int64_t
straight_unit_nano(const struct request *request, struct straight straight, size_t line)
{
    const int64_t nano =
        request->weights_ug == NULL ? 0 : nano_product(request->weights_ug[line], straight.kg_nano);

    return nano > 0 ? nano - 1 : 0;
}
