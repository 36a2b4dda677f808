/*
 * The best plan of a request: who is searched, and whether those who are not could be better.
 *
 * In small networks everybody is. In large ones a shortlist: a plan quickly found, for each line
 * those who have it cheapest, the nearest. The prices of the lines that bound the search tell then
 * for each of the others what a plan with it costs at least: if that is no better than what was
 * found, it is proved for all; else those who could be better are searched, too.
 */
#include <string.h>

#include "services/fulfillment-routing/core/search/search.h"

#define NEAREST_OF_ALL    16
#define HOLDERS_OF_A_LINE 4
#define ROUNDS_MAX        4
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

/* All sites of a request, as the prices of the bounds see them. */
struct all {
    uint64_t needed[PRICED_CELLS_MAX / 64]; /* bits: has some of it, and nobody is always as good */
    score below[BOUNDS];                    /* what they could take off the bound together */
    score least[BOUNDS];                    /* the least rest of one */
};

static bool
is_needed(const struct all *all, size_t site)
{
    return (all->needed[site / 64] & bit_of(site % 64)) != 0;
}

static void
look_at_all(const struct search *search, struct all *all)
{
    const struct request *request = search->request;

    memset(all->needed, 0, (request->site_count + 63) / 64 * sizeof *all->needed);
    for (size_t i = 0; i < BOUNDS; i++) {
        all->below[i] = 0;
        all->least[i] = SCORE_MAX;
    }
    for (size_t site = 0; site < request->site_count; site++) {
        if (!has_any(request, site) || site_is_needless(search, site))
            continue;
        all->needed[site / 64] |= bit_of(site % 64);
        for (size_t i = 0; i < BOUNDS; i++) {
            const score rest = site_rest(search, search->prices[i], site);
            all->below[i] += rest < 0 ? rest : 0;
            all->least[i] = rest < all->least[i] ? rest : all->least[i];
        }
    }
}

/* Can it be in a plan of several parcels that is better than the best? */
static bool
is_hopeful(const struct search *search, const struct all *all, size_t site)
{
    for (size_t i = 0; i < BOUNDS; i++) {
        const score rest = site_rest(search, search->prices[i], site);
        const score least = search->bounds[i].fixed + all->below[i] + (rest < 0 ? 0 : rest) +
                            (all->least[i] < 0 ? 0 : all->least[i]);
        if (least >= search->limit)
            return false;
    }
    return true;
}

/* Those who can be in a better plan, those with the least rest when there are too many. */
struct hopeful {
    size_t count, kept;
    uint32_t sites[POOL_MAX];
    score rests[POOL_MAX];
};

static void
put_hopeful(struct hopeful *hopeful, uint32_t site, score rest, size_t max)
{
    size_t at = hopeful->kept;

    hopeful->count++;
    while (at > 0 && rest < hopeful->rests[at - 1])
        at--;
    if (at == max)
        return;
    hopeful->kept += hopeful->kept < max;
    for (size_t i = hopeful->kept; --i > at;) {
        hopeful->sites[i] = hopeful->sites[i - 1];
        hopeful->rests[i] = hopeful->rests[i - 1];
    }
    hopeful->sites[at] = site;
    hopeful->rests[at] = rest;
}

/* Who is to be searched next: the best plan's, and who can be in a better one. True: these are all
 * there are. */
static bool
list_hopeful(const struct search *search, struct shortlist *list)
{
    const struct request *request = search->request;
    struct hopeful hopeful = {.count = 0};
    struct all all; /* big: only what is used is set */

    look_at_all(search, &all);
    list->count = 0;
    for (uint64_t set = search->best; set != 0; set &= set - 1)
        put_on(list, search->pool[lowest_of(set)]);
    const size_t room = list->max - list->count;
    for (size_t site = 0; site < request->site_count; site++) {
        if (is_needed(&all, site) && !is_listed(list, (uint32_t)site) &&
            is_hopeful(search, &all, site))
            put_hopeful(&hopeful, (uint32_t)site, site_rest(search, search->prices[0], site), room);
    }
    for (size_t i = 0; i < hopeful.kept; i++)
        put_on(list, hopeful.sites[i]);
    return hopeful.count == hopeful.kept;
}

static bool
is_everybody(const struct request *request, const struct shortlist *list)
{
    size_t count = 0;

    for (size_t site = 0; site < request->site_count; site++)
        count += has_any(request, site);
    return count == list->count;
}

/* What was found before is still there. */
static void
try_again(struct search *search, const struct plan *plan)
{
    uint64_t set = 0;
    size_t i = 0;

    for (size_t position = 0; position < search->count && i < plan->site_count; position++) {
        if (search->pool[position] == plan->sites[i] &&
            (search->needless & bit_of(position)) == 0) {
            set |= bit_of(position);
            i++;
        }
    }
    if (i == plan->site_count)
        search_try(search, set);
}

/* Searches the list, then those who could be better than what was found. When all of these have
 * been searched, it is proved: the others cannot be in a better plan. */
static void
search_list(struct search *search, struct shortlist *list, struct choice *choice)
{
    const struct request *request = search->request;
    const bool priced = request->site_count * request->line_count <= PRICED_CELLS_MAX;
    int64_t work = (int64_t)(request->work_max == 0 ? WORK_DEFAULT : request->work_max);
    bool complete = is_everybody(request, list);

    for (int round = 0; round < ROUNDS_MAX && work > 0; round++) {
        search_open(search, request, list->sites, list->count);
        search->work_left = work;
        if (round > 0)
            try_again(search, &choice->plan);
        search_run(search);
        search_plan(search, search->best, &choice->plan);
        choice->steps += (uint64_t)(work - search->work_left);
        work = search->work_left;
        choice->proved = work >= 0 && complete;
        if (choice->proved || !priced || search->best == 0)
            return;
        complete = list_hopeful(search, list);
    }
}

bool
search_request(const struct request *request, const struct plan *known, struct choice *choice)
{
    struct search search; /* big: only what is used is set */
    struct shortlist list;

    if (!greedy_cover(request, &choice->plan) || choice->plan.site_count == 0)
        return false;
    const size_t room = CELLS_MAX / request->line_count;
    list.max = room < POOL_MAX ? room : POOL_MAX;
    choice->proved = false;
    if (choice->plan.site_count >= list.max)
        return request->parcels_max == 0 || choice->plan.site_count <= request->parcels_max;
    make_shortlist(&list, request, known, &choice->plan);
    search.request = request;
    search_list(&search, &list, choice);
    return choice->plan.site_count > 0;
}
