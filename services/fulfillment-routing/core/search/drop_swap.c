/*
 * A plan to begin with, and what is done when there was no time for a proof: leave one location
 * out, or take another in its place, as long as that makes the plan better.
 */
#include "services/fulfillment-routing/core/search/search.h"

static bool
has_every_line(const struct search *search, uint64_t set)
{
    for (size_t line = 0; line < search->line_count; line++) {
        int64_t left = search->request->quantities[line];
        for (uint64_t who = search->holders[line] & set; who != 0 && left > 0; who &= who - 1)
            left -= search->units[cell_of(search, line, lowest_of(who))];
        if (left > 0)
            return false;
    }
    return true;
}

void
search_try(struct search *search, uint64_t set)
{
    score linear;

    search->work_left -= (int64_t)search->line_count;
    if (set != 0 && has_every_line(search, set))
        search_note(search, set, set_score(search, set, &linear));
}

/* Those that the prices of the first bound pay for best, until every line is there. */
void
search_begin(struct search *search)
{
    const uint8_t *order = search->bounds[0].order;
    uint64_t set = 0;
    size_t count = 0;

    for (; !has_every_line(search, set); count++)
        set |= bit_of(order[count]);
    for (size_t i = count; i-- > 0;) {
        if (has_every_line(search, set & ~bit_of(order[i])))
            set &= ~bit_of(order[i]);
    }
    search_try(search, set);
}

void
drop_swap(struct search *search, int64_t work)
{
    const int64_t work_left_min = search->work_left - work;
    uint64_t before = 0;

    while (search->best != before && search->work_left > work_left_min) {
        before = search->best;
        for (uint64_t in = before; in != 0; in &= in - 1) {
            const uint64_t without = before & ~(in & -in);
            search_try(search, without);
            for (uint64_t out = everybody(search) & ~(before | search->needless);
                 out != 0 && search->work_left > work_left_min; out &= out - 1)
                search_try(search, without | (out & -out));
        }
    }
}
