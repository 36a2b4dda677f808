/*
 * What a set of locations costs when it is filled, and whether it may be.
 */
#include "services/fulfillment-routing/core/search/rate_steps.h"
#include "services/fulfillment-routing/core/search/search.h"

/* Fills a line from the set, cheapest first; adds what each is worth that way. */
static score
line_score(struct search *search, size_t line, uint64_t set, int64_t *values_minor)
{
    const int64_t value =
        search->request->values_minor == NULL ? 0 : search->request->values_minor[line];
    const uint8_t *order = &search->order[cell_of(search, line, 0)];
    int64_t left = search->request->quantities[line];
    score sum = 0;

    for (size_t i = 0; left > 0; i++) {
        assert(i < search->holder_count[line]); /* the set has every line */
        if ((set & bit_of(order[i])) == 0)
            continue;
        const size_t cell = cell_of(search, line, order[i]);
        const int64_t takes = search->units[cell] < left ? search->units[cell] : left;
        sum += takes * search->price[cell];
        search->dearest[line] = search->price[cell];
        add_times(&values_minor[order[i]], takes, value);
        left -= takes;
    }
    return sum;
}

static bool
worth_splitting(const struct search *search, uint64_t set, const int64_t *values_minor)
{
    if (count_of(set) == 1)
        return true;
    for (; set != 0; set &= set - 1) {
        if (values_minor[lowest_of(set)] < search->request->split_value_min_minor)
            return false;
    }
    return true;
}

/* With rate tables; -1: not allowed. */
static score
rated_score(struct search *search, uint64_t set)
{
    struct plan plan;
    struct rated rated;
    score sum = 0;

    search_plan(search, set, &plan);
    if (!rate_steps(search->request, &plan, &search->work_left, &rated))
        return -1;
    for (; set != 0; set &= set - 1)
        sum += search->tie[lowest_of(set)];
    /* Here every parcel is charged for the splitting, also the first. */
    return sum +
           ((score)nano_sum(rated.cost_nano, search->request->split_nano) << search->cost_shift);
}

score
set_score(struct search *search, uint64_t set, score *linear)
{
    int64_t values_minor[POOL_MAX];
    score sum = 0;

    for (uint64_t rest = set; rest != 0; rest &= rest - 1) {
        values_minor[lowest_of(rest)] = 0;
        sum += search->parcel[lowest_of(rest)];
    }
    for (size_t line = 0; line < search->line_count; line++)
        sum += line_score(search, line, set, values_minor);
    search->work_left -= (int64_t)(search->line_count * count_of(set));
    *linear = sum;
    if ((set & search->rated) != 0)
        return rated_score(search, set);
    return worth_splitting(search, set, values_minor) ? sum : -1;
}

void
search_note(struct search *search, uint64_t set, score found)
{
    const uint64_t differ = set ^ search->best;

    if (found < 0 || found > search->best_score || count_of(set) > search->parcels_max)
        return;
    if (found == search->best_score && search->best != 0 && (set & (differ & -differ)) == 0)
        return;
    search->best = set;
    search->best_score = found;
    search->limit = search->unique ? found : found + 1;
}
