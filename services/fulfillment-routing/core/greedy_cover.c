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

/* Index of the most helpful site that is not taken yet; site_count when none helps. */
static size_t
most_helpful(const struct request *request, const bool *taken, const int64_t *left)
{
    struct help best = {0, 0};
    size_t best_site = request->site_count;

    for (size_t site = 0; site < request->site_count; site++) {
        if (taken[site])
            continue;
        const struct help help = help_of(request, &request->sites[site], left);
        if (help.lines > best.lines || (help.lines == best.lines && help.units > best.units)) {
            best = help;
            best_site = site;
        }
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

static bool
covers(const struct request *request, const bool *taken)
{
    for (size_t line = 0; line < request->line_count; line++) {
        int64_t left = request->quantities[line];
        for (size_t site = 0; site < request->site_count && left > 0; site++) {
            if (taken[site])
                left -= site_gives(request, &request->sites[site], line);
        }
        if (left > 0)
            return false;
    }
    return true;
}

static void
leave_out_needless(const struct request *request, bool *taken)
{
    for (size_t site = request->site_count; site-- > 0;) {
        if (!taken[site])
            continue;
        taken[site] = false;
        taken[site] = !covers(request, taken);
    }
}

bool
greedy_cover(const struct request *request, struct plan *plan)
{
    bool taken[SITES_MAX];
    int64_t left[LINES_MAX];
    int64_t missing = 0;

    memset(taken, 0, request->site_count * sizeof *taken);
    for (size_t line = 0; line < request->line_count; line++)
        missing += left[line] = request->quantities[line];
    while (missing > 0) {
        const size_t site = most_helpful(request, taken, left);
        if (site == request->site_count)
            return false;
        taken[site] = true;
        missing = take(request, &request->sites[site], left);
    }
    leave_out_needless(request, taken);

    plan->site_count = 0;
    plan->distance_m = 0;
    for (size_t site = 0; site < request->site_count; site++) {
        if (!taken[site])
            continue;
        if (plan->site_count == PARCELS_MAX)
            return false;
        plan->sites[plan->site_count++] = (uint32_t)site;
        plan->distance_m += request->sites[site].distance_m;
    }
    return true;
}
