/*
 * Rule: where a parcel's price goes by steps of its weight, each line goes whole to one of the
 * chosen locations that has it whole, such that the sum of the parcels' prices is least; a line
 * nobody has whole is drawn where its units cost least, then nearest.
 *
 * Depth first over the lines, the heaviest first, since it decides most. What is carried so far
 * only grows, so a beginning that costs as much as the best filling is left. Of equally cheap
 * fillings the first found stays: that with the nearest location for the first line that differs.
 */
#include "services/fulfillment-routing/core/search/cheapest_fill.h"
#include "services/fulfillment-routing/core/cost_terms.h"
#include "services/fulfillment-routing/core/search/rate_steps.h"

#define WORK_OF_A_TRY 4 /* it looks up two rates */

struct filling {
    const struct request *request;
    const struct plan *plan;
    int64_t *work_left;
    uint16_t lines[LINES_MAX]; /* that somebody has whole, the heaviest first */
    size_t line_count;
    int64_t rest_nano[LINES_MAX + 1]; /* by place in lines: at least so much for it and the next */
    int64_t weight_ug[PARCELS_MAX];   /* by parcel */
    uint16_t parcel[LINES_MAX];       /* by place in lines */
    uint16_t best_parcel[LINES_MAX];
    int64_t best_nano; /* -1: no filling yet */
};

static const struct site *
site_of(const struct filling *filling, size_t parcel)
{
    return &filling->request->sites[filling->plan->sites[parcel]];
}

static int64_t
line_weight_ug(const struct request *request, size_t line)
{
    return request->weights_ug == NULL
               ? 0
               : nano_times(request->quantities[line], request->weights_ug[line]);
}

static bool
has_whole(const struct filling *filling, size_t parcel, size_t line)
{
    return site_gives(filling->request, site_of(filling, parcel), line) >=
           filling->request->quantities[line];
}

/* Of a parcel that weighs so much; -1: too heavy. */
static int64_t
price(const struct filling *filling, const struct site *site, int64_t weight_ug)
{
    if (site->steps == NULL)
        return 0;
    return filling->request->heavy ? rate_nano(site, weight_ug) : steps_nano(site, weight_ug);
}

static int64_t
units_nano(const struct filling *filling, size_t parcel, size_t line)
{
    return nano_times(filling->request->quantities[line],
                      site_unit_nano(filling->request, site_of(filling, parcel), line));
}

static void
try_lines(struct filling *filling, size_t at, int64_t nano)
{
    if (filling->best_nano >= 0 && nano_sum(nano, filling->rest_nano[at]) >= filling->best_nano)
        return;
    if (at == filling->line_count) {
        filling->best_nano = nano;
        for (size_t i = 0; i < at; i++)
            filling->best_parcel[i] = filling->parcel[i];
        return;
    }
    const size_t line = filling->lines[at];
    const int64_t weight_ug = line_weight_ug(filling->request, line);
    for (size_t parcel = 0; parcel < filling->plan->site_count; parcel++) {
        *filling->work_left -= WORK_OF_A_TRY;
        if (*filling->work_left < 0 && (filling->best_nano >= 0 || !filling->request->heavy))
            return;
        if (!has_whole(filling, parcel, line))
            continue;
        const struct site *site = site_of(filling, parcel);
        const int64_t before_ug = filling->weight_ug[parcel];
        const int64_t before = price(filling, site, before_ug);
        const int64_t after = price(filling, site, nano_sum(before_ug, weight_ug));
        if (after < 0)
            continue;
        filling->parcel[at] = (uint16_t)parcel;
        filling->weight_ug[parcel] = nano_sum(before_ug, weight_ug);
        try_lines(filling, at + 1,
                  nano_sum(nano - before, after) + units_nano(filling, parcel, line));
        filling->weight_ug[parcel] = before_ug;
    }
}

/* Lines that nobody has whole are drawn at once; false: too heavy. */
static bool
draw_parts(struct filling *filling, int64_t *nano)
{
    const struct request *request = filling->request;
    int64_t of_line[PARCELS_MAX];

    *nano = 0;
    for (size_t parcel = 0; parcel < filling->plan->site_count; parcel++)
        filling->weight_ug[parcel] = 0;
    for (size_t line = 0; line < request->line_count; line++) {
        size_t whole = 0;
        while (whole < filling->plan->site_count && !has_whole(filling, whole, line))
            whole++;
        if (whole < filling->plan->site_count)
            continue;
        cheapest_fill(request, filling->plan, line, of_line);
        for (size_t parcel = 0; parcel < filling->plan->site_count; parcel++) {
            const int64_t unit = site_unit_nano(request, site_of(filling, parcel), line);
            *nano = nano_sum(*nano, nano_times(of_line[parcel], unit));
            if (request->weights_ug != NULL)
                add_times(&filling->weight_ug[parcel], of_line[parcel], request->weights_ug[line]);
        }
    }
    for (size_t parcel = 0; parcel < filling->plan->site_count; parcel++) {
        const int64_t rate = price(filling, site_of(filling, parcel), filling->weight_ug[parcel]);
        if (rate < 0)
            return false;
        *nano = nano_sum(*nano, rate);
    }
    return true;
}

/* The least a line costs at anybody who has it whole; -1: nobody has. */
static int64_t
least_nano(const struct filling *filling, size_t line)
{
    int64_t least = -1;

    for (size_t parcel = 0; parcel < filling->plan->site_count; parcel++) {
        if (!has_whole(filling, parcel, line))
            continue;
        const int64_t nano = units_nano(filling, parcel, line);
        least = least < 0 || nano < least ? nano : least;
    }
    return least;
}

static void
sort_lines(struct filling *filling)
{
    const struct request *request = filling->request;

    filling->line_count = 0;
    for (size_t line = 0; line < request->line_count; line++) {
        if (least_nano(filling, line) < 0)
            continue;
        size_t at = filling->line_count++;
        for (; at > 0 &&
               line_weight_ug(request, line) > line_weight_ug(request, filling->lines[at - 1]);
             at--)
            filling->lines[at] = filling->lines[at - 1];
        filling->lines[at] = (uint16_t)line;
    }
    filling->rest_nano[filling->line_count] = 0;
    for (size_t at = filling->line_count; at-- > 0;)
        filling->rest_nano[at] =
            nano_sum(filling->rest_nano[at + 1], least_nano(filling, filling->lines[at]));
}

static int64_t
parcels_nano(const struct filling *filling)
{
    int64_t nano = 0;

    for (size_t parcel = 0; parcel < filling->plan->site_count; parcel++) {
        nano = nano_sum(nano, site_of(filling, parcel)->parcel_nano);
        nano = nano_sum(nano, parcel == 0 ? 0 : filling->request->split_nano);
    }
    return nano;
}

bool
rates_count(const struct request *request, const struct plan *plan)
{
    for (size_t i = 0; request->kind == POLICY_LEAST_COST && i < plan->site_count; i++) {
        if (request->sites[plan->sites[i]].steps != NULL)
            return true;
    }
    return false;
}

void
rated_line(const struct request *request, const struct plan *plan, const struct rated *rated,
           size_t line, int64_t *taken)
{
    if (rated->parcel_of[line] == IN_PARTS) {
        cheapest_fill(request, plan, line, taken);
        return;
    }
    for (size_t parcel = 0; parcel < plan->site_count; parcel++)
        taken[parcel] = parcel == rated->parcel_of[line] ? request->quantities[line] : 0;
}

static bool
worth_splitting(const struct request *request, const struct plan *plan, const struct rated *rated)
{
    int64_t values_minor[PARCELS_MAX] = {0}, of_line[PARCELS_MAX];

    if (plan->site_count < 2 || request->split_value_min_minor == 0)
        return true;
    for (size_t line = 0; request->values_minor != NULL && line < request->line_count; line++) {
        rated_line(request, plan, rated, line, of_line);
        for (size_t parcel = 0; parcel < plan->site_count; parcel++)
            add_times(&values_minor[parcel], of_line[parcel], request->values_minor[line]);
    }
    for (size_t parcel = 0; parcel < plan->site_count; parcel++) {
        if (values_minor[parcel] < request->split_value_min_minor)
            return false;
    }
    return true;
}

bool
rate_steps(const struct request *request, const struct plan *plan, int64_t *work_left,
           struct rated *rated)
{
    struct filling filling; /* big: only what is used is set */
    int64_t parts_nano;

    filling.request = request;
    filling.plan = plan;
    filling.work_left = work_left;
    filling.best_nano = -1;
    if (!draw_parts(&filling, &parts_nano))
        return false;
    sort_lines(&filling);
    try_lines(&filling, 0, parts_nano);
    if (filling.best_nano < 0)
        return false;
    rated->cost_nano = nano_sum(parcels_nano(&filling), filling.best_nano);
    for (size_t line = 0; line < request->line_count; line++)
        rated->parcel_of[line] = IN_PARTS;
    for (size_t at = 0; at < filling.line_count; at++)
        rated->parcel_of[filling.lines[at]] = filling.best_parcel[at];
    return worth_splitting(request, plan, rated);
}
