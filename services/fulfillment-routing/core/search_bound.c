/*
 * A lower bound of all plans, from prices of the lines.
 *
 * The Lagrangian dual of facility location with a supply limit for each location and line: for
 * any price v of each line, no plan costs less than
 *
 *     sum over lines of q v  +  sum over its locations of F - sum over lines of s max(0, v - c)
 *
 * (q asked, F parcel, s what the location has of the line, c its price of a unit). Prices are
 * raised in turns, each to the next unit price in its line or until a location is paid for
 * (Erlenkotter's dual ascent, Operations Research 26(6), 1978), and beyond that as long as those
 * that are paid for do not have enough. Any prices give a true bound; good ones a close bound.
 */
#include "services/fulfillment-routing/core/search.h"

/* How far the price of a line goes in one turn; 0: no farther. */
static score
next_step(const struct search *search, const struct bound *bound, size_t line)
{
    const uint8_t *order = &search->order[cell_of(search, line, 0)];
    int64_t paid = 0; /* units at sites that are paid for: these gain with the price */
    score step = SCORE_MAX;

    for (size_t i = 0; i < search->holder_count[line]; i++) {
        const size_t cell = cell_of(search, line, order[i]);
        const score rest = bound->rest[order[i]];
        const score above = search->price[cell] - bound->price[line];
        if (above > 0)
            return above < step ? above : step;
        if (rest < search->units[cell]) {
            paid += search->units[cell];
            if (paid >= search->request->quantities[line])
                return 0;
            continue;
        }
        const score until_paid = score_over(rest, search->units[cell]);
        step = until_paid < step ? until_paid : step;
    }
    return step == SCORE_MAX ? 0 : step;
}

static void
raise_price(const struct search *search, struct bound *bound, size_t line, score step)
{
    const uint8_t *order = &search->order[cell_of(search, line, 0)];

    for (size_t i = 0; i < search->holder_count[line]; i++) {
        const size_t cell = cell_of(search, line, order[i]);
        if (search->price[cell] > bound->price[line])
            break;
        bound->rest[order[i]] -= search->units[cell] * step;
    }
    bound->price[line] += step;
}

static void
sort_rests(const struct search *search, struct bound *bound)
{
    for (size_t i = 0; i < search->count; i++) {
        size_t at = i;
        for (; at > 0 && bound->rest[i] < bound->rest[bound->order[at - 1]]; at--)
            bound->order[at] = bound->order[at - 1];
        bound->order[at] = (uint8_t)i;
    }
}

/* Lines in the order of how few have them. */
static void
sort_lines(const struct search *search, uint16_t *lines)
{
    for (size_t line = 0; line < search->line_count; line++) {
        size_t at = line;
        for (; at > 0 && search->holder_count[line] < search->holder_count[lines[at - 1]]; at--)
            lines[at] = lines[at - 1];
        lines[at] = (uint16_t)line;
    }
}

void
bound_raise(struct search *search, struct bound *bound, score base)
{
    uint16_t lines[LINES_MAX];
    size_t open = search->line_count;

    for (size_t i = 0; i < search->count; i++)
        bound->rest[i] = search->parcel[i] - base;
    for (size_t line = 0; line < search->line_count; line++) {
        const size_t first = search->order[cell_of(search, line, 0)];
        bound->price[line] = search->price[cell_of(search, line, first)];
    }
    sort_lines(search, lines);
    while (open > 0) {
        size_t still = 0;
        for (size_t i = 0; i < open; i++) {
            const score step = next_step(search, bound, lines[i]);
            search->work_left -= search->holder_count[lines[i]];
            if (step == 0)
                continue;
            raise_price(search, bound, lines[i], step);
            lines[still++] = lines[i];
        }
        open = search->work_left < 0 ? 0 : still;
    }
    bound->fixed = 0;
    for (size_t line = 0; line < search->line_count; line++)
        bound->fixed += search->request->quantities[line] * bound->price[line];
    for (size_t i = 0; i < search->count; i++)
        bound->rest[i] += base;
    sort_rests(search, bound);
}
