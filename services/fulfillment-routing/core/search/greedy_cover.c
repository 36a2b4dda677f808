/*
 * Rule of last resort for many locations: take the one that finishes most lines, again and again.
 *
 * Equal ones: more units, then nearer. In the end whoever has become needless is left out, the
 * farthest first. Bounded by parcels x sites x lines; gives the exact search (fewest_parcels.c)
 * its upper bound.
 */
#include <string.h>

#include "services/fulfillment-routing/core/routing.h"

struct help {
    size_t lines;  /* finished by this site */
    int64_t units; /* that it can add */
};

static struct help
help_of(const struct request *request, const struct site *site, const int64_t *left)
{
    struct help help = {0, 0};

    for (size_t line = 0; line < request->line_count; line++) {
        if (left[line] == 0)
            continue;
        const int64_t gives = site_gives(request, site, line);
        help.lines += gives >= left[line];
        help.units += gives < left[line] ? gives : left[line];
    }
    return help;
}

static bool
is_in(const struct plan *plan, size_t site)
{
    for (size_t i = 0; i < plan->site_count; i++) {
        if (plan->sites[i] == site)
            return true;
    }
    return false;
}

/* Index of the most helpful site that is not in yet; site_count when none helps. */
static size_t
most_helpful(const struct request *request, const struct plan *plan, const int64_t *left)
{
    struct help best = {0, 0};
    size_t best_site = request->site_count;

    for (size_t site = 0; site < request->site_count; site++) {
        const struct help help = help_of(request, &request->sites[site], left);
        if (help.lines < best.lines || (help.lines == best.lines && help.units <= best.units) ||
            is_in(plan, site))
            continue;
        best = help;
        best_site = site;
    }
    return best_site;
}

/* Takes what the site can add; the units that are still missing after it. */
static int64_t
take(const struct request *request, const struct site *site, int64_t *left)
{
    int64_t missing = 0;

    for (size_t line = 0; line < request->line_count; line++) {
        const int64_t gives = site_gives(request, site, line);
        left[line] -= gives < left[line] ? gives : left[line];
        missing += left[line];
    }
    return missing;
}

static void
put_in(struct plan *plan, uint32_t site)
{
    size_t at = plan->site_count++;

    for (; at > 0 && plan->sites[at - 1] > site; at--)
        plan->sites[at] = plan->sites[at - 1];
    plan->sites[at] = site;
}

static bool
covers_without(const struct request *request, const struct plan *plan, size_t left_out)
{
    for (size_t line = 0; line < request->line_count; line++) {
        int64_t left = request->quantities[line];
        for (size_t i = 0; i < plan->site_count && left > 0; i++) {
            if (i != left_out)
                left -= site_gives(request, &request->sites[plan->sites[i]], line);
        }
        if (left > 0)
            return false;
    }
    return true;
}

static void
leave_out_needless(const struct request *request, struct plan *plan)
{
    for (size_t i = plan->site_count; i-- > 0;) {
        if (!covers_without(request, plan, i))
            continue;
        plan->site_count--;
        memmove(&plan->sites[i], &plan->sites[i + 1], (plan->site_count - i) * sizeof *plan->sites);
    }
}

bool
greedy_cover(const struct request *request, struct plan *plan)
{
    int64_t left[LINES_MAX];
    int64_t missing = 0;

    plan->site_count = 0;
    for (size_t line = 0; line < request->line_count; line++)
        missing += left[line] = request->quantities[line];
    while (missing > 0) {
        const size_t site = most_helpful(request, plan, left);
        if (site == request->site_count || plan->site_count == PARCELS_MAX)
            return false;
        put_in(plan, (uint32_t)site);
        missing = take(request, &request->sites[site], left);
    }
    leave_out_needless(request, plan);

    plan->distance_m = 0;
    for (size_t i = 0; i < plan->site_count; i++)
        plan->distance_m += request->sites[plan->sites[i]].distance_m;
    return true;
}
