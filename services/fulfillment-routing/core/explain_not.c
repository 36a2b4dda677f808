/*
 * Rule: why not from there is told by deciding again.
 *
 * The best plan that uses a location is the best one in which a unit of some line comes from
 * nowhere else. What would have had it chosen (more on its shelves, a lower price, less distance)
 * is found by halving between what does not and what does: more of it only ever makes the plans
 * that use the location better and leaves all others as they are, so there is one such border.
 */
#include "services/fulfillment-routing/core/explain_not.h"

#include <string.h>

struct trial {
    const struct asked_not *asked;
    struct explain_room *room;
    struct request request; /* with the room's sites */
    size_t site;            /* where it is among them */
    int decisions_left;
};

/* Everything as it was, in the room's memory. */
static void
set_back(struct trial *trial)
{
    const struct request *request = trial->asked->request;

    memcpy(trial->room->sites, request->sites, request->site_count * sizeof *request->sites);
    trial->request = *request;
    trial->request.sites = trial->room->sites;
    trial->site = trial->asked->site;
}

static bool
uses(const struct plan *plan, size_t site)
{
    for (size_t i = 0; i < plan->site_count; i++) {
        if (plan->sites[i] == site)
            return true;
    }
    return false;
}

static bool
is_chosen(struct trial *trial)
{
    trial->decisions_left--;
    routing_decide(&trial->request, &trial->room->choice);
    return uses(&trial->room->choice.plan, trial->site);
}

/* --- the best plan that uses it ----------------------------------------------------------------
 */

static const int64_t *
one_more(int64_t *to, const int64_t *from, size_t count, int64_t last)
{
    if (from == NULL)
        return NULL;
    memcpy(to, from, count * sizeof *to);
    to[count] = last;
    return to;
}

/* What the sites have, when a unit of the line is a line of its own that only this one has; or,
 * when `whole`, all of the line comes from nowhere else. */
static void
force_sites(struct trial *trial, size_t line, bool whole)
{
    const struct request *request = trial->asked->request;
    const size_t lines = request->line_count;

    for (size_t i = 0; i < request->site_count; i++) {
        struct site *site = &trial->room->sites[i];
        int64_t *free = &trial->room->cells[2 * i * (lines + 1)];
        site->free = one_more(free, site->free, lines, 0);
        if (site->scarcity_nano != NULL)
            site->scarcity_nano =
                one_more(free + lines + 1, site->scarcity_nano, lines, site->scarcity_nano[line]);
        if (whole) {
            free[line] = i == trial->site ? free[line] : 0;
        } else if (i == trial->site) {
            free[line]--;
            free[lines] = site->safety_stock + 1;
        }
    }
}

static void
force_line(struct trial *trial, size_t line)
{
    const struct request *request = trial->asked->request;
    const size_t lines = request->line_count;
    const struct site *site = &request->sites[trial->asked->site];
    int64_t *room = trial->room->lines;

    set_back(trial);
    /* a rate table's parcels take lines whole */
    const bool whole =
        request->quantities[line] == 1 ||
        (site->steps != NULL && site_gives(request, site, line) >= request->quantities[line]);
    force_sites(trial, line, whole);
    if (whole)
        return;
    trial->request.quantities = one_more(room, request->quantities, lines, 1);
    room[line]--;
    if (request->weights_ug != NULL)
        trial->request.weights_ug =
            one_more(room + lines + 1, request->weights_ug, lines, request->weights_ug[line]);
    if (request->values_minor != NULL)
        trial->request.values_minor = one_more(room + 2 * (lines + 1), request->values_minor, lines,
                                               request->values_minor[line]);
    trial->request.line_count++;
}

static void
find_plan_with(struct trial *trial, struct not_chosen *out)
{
    const struct request *request = trial->asked->request;
    const struct site *site = &request->sites[trial->asked->site];
    struct choice *choice = &trial->room->choice;

    out->plan.site_count = 0;
    for (size_t line = 0; line < request->line_count && trial->decisions_left > 0; line++) {
        if (site_gives(request, site, line) == 0)
            continue;
        force_line(trial, line);
        trial->decisions_left--;
        if (!find_plan(&trial->request, choice) || !uses(&choice->plan, trial->site) ||
            (choice->relaxed & ~trial->asked->choice->relaxed) != 0 ||
            !plan_is_better(request, &choice->plan, &out->plan))
            continue;
        out->plan = choice->plan;
        out->line = line;
    }
    out->possible = out->plan.site_count > 0;
}

/* --- what would have had it chosen -------------------------------------------------------------
 */

typedef bool tried(struct trial *trial, int64_t amount);

/* The least of 1..most that has it chosen; 0: nothing of it does. */
static int64_t
least_amount(struct trial *trial, tried *has_it_chosen, int64_t most, bool *least)
{
    int64_t too_little = 0;

    if (most == 0 || trial->decisions_left <= 0 || !has_it_chosen(trial, most))
        return 0;
    while (most - too_little > 1) {
        const int64_t amount = too_little + (most - too_little) / 2;
        if (trial->decisions_left <= 0) {
            *least = false;
            return most;
        }
        if (has_it_chosen(trial, amount))
            most = amount;
        else
            too_little = amount;
    }
    return most;
}

/* The parcel's own price first, then that of each step of its rate. */
static bool
chosen_when_cheaper(struct trial *trial, int64_t nano)
{
    set_back(trial);
    struct site *site = &trial->room->sites[trial->site];
    const int64_t off = nano < site->parcel_nano ? nano : site->parcel_nano;

    site->parcel_nano -= off;
    if (site->steps != NULL && nano > off) {
        for (uint32_t i = 0; i < site->step_count; i++) {
            trial->room->steps[i] = site->steps[i];
            trial->room->steps[i].nano -= nano - off;
            if (trial->room->steps[i].nano < 0)
                trial->room->steps[i].nano = 0;
        }
        site->steps = trial->room->steps;
    }
    return is_chosen(trial);
}

static int64_t
price_most(const struct site *site)
{
    int64_t dearest = 0;

    for (uint32_t i = 0; i < site->step_count && site->step_count <= EXPLAIN_STEPS_MAX; i++)
        dearest = site->steps[i].nano > dearest ? site->steps[i].nano : dearest;
    return site->parcel_nano + dearest;
}

/* Sites stay sorted: behind those that are as near. */
static bool
chosen_when_nearer(struct trial *trial, int64_t metres)
{
    set_back(trial);
    struct site *sites = trial->room->sites;
    struct site moved = sites[trial->site];

    moved.distance_m -= metres;
    if (trial->asked->price != NULL)
        trial->asked->price(trial->asked->context, moved.distance_m, &moved);
    for (; trial->site > 0 && sites[trial->site - 1].distance_m > moved.distance_m; trial->site--)
        sites[trial->site] = sites[trial->site - 1];
    sites[trial->site] = moved;
    return is_chosen(trial);
}

static bool
chosen_with_stock(struct trial *trial, const int64_t *has)
{
    set_back(trial);
    trial->room->sites[trial->site].free = has;
    return is_chosen(trial);
}

/* Has it everything, is it chosen? Then line by line as little as will do. */
static void
find_missing(struct trial *trial, struct not_chosen *out)
{
    const struct request *request = trial->asked->request;
    const struct site *site = &request->sites[trial->asked->site];
    int64_t *has = trial->room->cells;

    for (size_t line = 0; line < request->line_count; line++) {
        const int64_t most = request->quantities[line] + site->safety_stock;
        has[line] = site->free[line] < most ? most : site->free[line];
    }
    out->by_stock = trial->decisions_left > 0 && chosen_with_stock(trial, has);
    for (size_t line = 0; line < request->line_count && out->by_stock; line++) {
        int64_t enough = has[line];
        int64_t too_little = site->free[line] - 1;
        while (enough - too_little > 1 && trial->decisions_left > 0) {
            /* what it has comes first: most lines need no more */
            has[line] = too_little < site->free[line] ? site->free[line]
                                                      : too_little + (enough - too_little) / 2;
            if (chosen_with_stock(trial, has))
                enough = has[line];
            else
                too_little = has[line];
        }
        out->least &= enough - too_little <= 1;
        has[line] = enough;
        out->missing[line] = enough - site->free[line];
    }
}

void
explain_not(const struct asked_not *asked, struct explain_room *room, struct not_chosen *out)
{
    const struct request *request = asked->request;
    const struct site *site = &request->sites[asked->site];
    struct trial trial = {
        .asked = asked,
        .room = room,
        .decisions_left = EXPLAIN_DECISIONS_MAX,
    };

    set_back(&trial);
    memset(out->missing, 0, request->line_count * sizeof *out->missing);
    out->least = true;
    out->cheaper_nano = out->nearer_m = 0;
    find_plan_with(&trial, out);
    if (request->kind == POLICY_LEAST_COST)
        out->cheaper_nano =
            least_amount(&trial, chosen_when_cheaper, price_most(site), &out->least);
    if (request->kind != POLICY_LEAST_COST || asked->price != NULL)
        out->nearer_m = least_amount(&trial, chosen_when_nearer, site->distance_m, &out->least);
    find_missing(&trial, out);
}
