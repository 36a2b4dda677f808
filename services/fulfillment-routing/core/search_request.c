/*
 * The best plan of a request: who is searched, and whether those who are not could be better.
 *
 * In small networks everybody is. In large ones a shortlist: a plan quickly found, for each line
 * those who have it cheapest, the nearest. The prices of the lines that bound the search tell then
 * for each of the others what a plan with it costs at least: if that is no better than what was
 * found, it is proved for all; else those who could be better are searched, too.
 */
#include "services/fulfillment-routing/core/search.h"

#define NEAREST_OF_ALL    16
#define HOLDERS_OF_A_LINE 4
#define PRICED_CELLS_MAX  262144 /* sites x lines that may be priced: a few milliseconds */

struct shortlist {
    uint32_t sites[POOL_MAX]; /* ascending */
    size_t count, max;
};

static bool
is_listed(const struct shortlist *list, uint32_t site)
{
    size_t low = 0, high = list->count;

    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (list->sites[middle] < site)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->count && list->sites[low] == site;
}

static void
put_on(struct shortlist *list, uint32_t site)
{
    size_t at = list->count;

    if (list->count == list->max || is_listed(list, site))
        return;
    for (; at > 0 && list->sites[at - 1] > site; at--)
        list->sites[at] = list->sites[at - 1];
    list->sites[at] = site;
    list->count++;
}

static bool
has_any(const struct request *request, size_t site)
{
    for (size_t line = 0; line < request->line_count; line++) {
        if (site_gives(request, &request->sites[site], line) > 0)
            return true;
    }
    return false;
}

static int64_t
line_nano(const struct request *request, size_t site, size_t line)
{
    const struct site *from = &request->sites[site];

    return nano_sum(from->parcel_nano,
                    nano_times(request->quantities[line], site_unit_nano(request, from, line)));
}

/* Those who ship a line by itself cheapest, or nearest where cost does not count. */
static void
put_holders_on(struct shortlist *list, const struct request *request, size_t line)
{
    const bool costs = request->kind == POLICY_LEAST_COST;
    uint32_t best[HOLDERS_OF_A_LINE];
    int64_t best_nano[HOLDERS_OF_A_LINE];
    size_t count = 0;

    for (size_t site = 0; site < request->site_count; site++) {
        if (site_gives(request, &request->sites[site], line) < request->quantities[line])
            continue;
        const int64_t nano = costs ? line_nano(request, site, line) : 0;
        size_t at = count;
        while (at > 0 && nano < best_nano[at - 1])
            at--;
        if (at == HOLDERS_OF_A_LINE)
            continue;
        count += count < HOLDERS_OF_A_LINE;
        for (size_t i = count; --i > at;) {
            best[i] = best[i - 1];
            best_nano[i] = best_nano[i - 1];
        }
        best[at] = (uint32_t)site;
        best_nano[at] = nano;
    }
    for (size_t i = 0; i < count; i++)
        put_on(list, best[i]);
}

static void
make_shortlist(struct shortlist *list, const struct request *request, const struct plan *known,
               const struct plan *greedy)
{
    list->count = 0;
    if (known->site_count == 1)
        put_on(list, known->sites[0]);
    for (size_t i = 0; i < greedy->site_count; i++)
        put_on(list, greedy->sites[i]);
    if (request->site_count > list->max) {
        size_t near = 0;
        for (size_t site = 0; site < request->site_count && near < NEAREST_OF_ALL; site++) {
            if (!has_any(request, site))
                continue;
            put_on(list, (uint32_t)site);
            near++;
        }
        for (size_t line = 0; line < request->line_count && list->count < list->max; line++)
            put_holders_on(list, request, line);
    }
    for (size_t site = 0; site < request->site_count && list->count < list->max; site++) {
        if (has_any(request, site))
            put_on(list, (uint32_t)site);
    }
}

/* What is known of the sites that were not searched. */
struct others {
    score below; /* what all of them together could take off a bound */
    score least; /* the least rest of one */
    bool any;
};

static struct others
look_at_others(const struct search *search, size_t number, const struct shortlist *list)
{
    const struct bound *bound = &search->bounds[number];
    struct others others = {0, bound->rest[bound->order[0]], false};

    for (size_t i = 0; i < search->count; i++)
        others.below += bound->rest[i] < 0 ? bound->rest[i] : 0;
    for (size_t site = 0; site < search->request->site_count; site++) {
        if (is_listed(list, (uint32_t)site) || !has_any(search->request, site))
            continue;
        const score rest = site_rest(search, search->prices[number], site);
        others.below += rest < 0 ? rest : 0;
        others.least = rest < others.least ? rest : others.least;
        others.any = true;
    }
    return others;
}

/* No plan of several parcels with this site, that was not searched, is below. */
static score
bound_with(const struct search *search, size_t number, const struct others *others, size_t site)
{
    const score rest = site_rest(search, search->prices[number], site);

    return search->bounds[number].fixed + others->below + (rest < 0 ? 0 : rest) +
           (others->least < 0 ? 0 : others->least);
}

/* Puts those on the list that a better plan could have. True: there are none. */
static bool
nobody_else(const struct search *search, struct shortlist *list)
{
    const struct request *request = search->request;
    const struct shortlist searched = *list;
    struct others others[BOUNDS];
    bool nobody = true;

    if (request->site_count * request->line_count > PRICED_CELLS_MAX)
        return false;
    for (size_t i = 0; i < BOUNDS; i++)
        others[i] = look_at_others(search, i, &searched);
    for (size_t site = 0; others[0].any && site < request->site_count; site++) {
        if (is_listed(&searched, (uint32_t)site) || !has_any(request, site))
            continue;
        bool hopeless = false;
        for (size_t i = 0; i < BOUNDS && !hopeless; i++)
            hopeless = bound_with(search, i, &others[i], site) >= search->limit;
        if (hopeless)
            continue;
        nobody = false;
        put_on(list, (uint32_t)site);
    }
    return nobody;
}

static bool
is_everybody(const struct request *request, const struct shortlist *list)
{
    size_t count = 0;

    for (size_t site = 0; site < request->site_count; site++)
        count += has_any(request, site);
    return count == list->count;
}

bool
search_request(const struct request *request, const struct plan *known, struct choice *choice)
{
    struct search search; /* big: only what is used is set */
    struct shortlist list;
    int64_t work = (int64_t)(request->work_max == 0 ? WORK_DEFAULT : request->work_max);

    if (!greedy_cover(request, &choice->plan))
        return false;
    const size_t room = CELLS_MAX / request->line_count;
    list.max = room < POOL_MAX ? room : POOL_MAX;
    choice->proved = false;
    if (choice->plan.site_count >= list.max)
        return request->parcels_max == 0 || choice->plan.site_count <= request->parcels_max;
    make_shortlist(&list, request, known, &choice->plan);
    for (size_t before = 0; before < list.count && work > 0; work = search.work_left) {
        before = list.count;
        search_open(&search, request, list.sites, list.count);
        search.work_left = work;
        search_run(&search);
        choice->steps += (uint64_t)(work - search.work_left);
        choice->steps += (uint64_t)(work - search.work_left);
        choice->proved =
            search.work_left >= 0 && (is_everybody(request, &list) || nobody_else(&search, &list));
    }
    search_plan(&search, search.best, &choice->plan);
    return search.best != 0;
}
