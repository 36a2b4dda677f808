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
#include <string.h>

#include "services/fulfillment-routing/core/search.h"

/* A line while its price is raised. */
struct raised {
    const uint8_t *order; /* who has it, cheapest first */
    size_t count;
    const int64_t *units; /* by position, as the next */
    const score *price;
    int64_t asked;
    int64_t left; /* of asked: what those that are in do not have */
};

static struct raised
line_of(const struct search *search, size_t line)
{
    const size_t cell = cell_of(search, line, 0);

    return (struct raised){.order = &search->order[cell],
                           .count = search->holder_count[line],
                           .units = &search->units[cell],
                           .price = &search->price[cell],
                           .asked = search->request->quantities[line],
                           .left = search->left[line]};
}

/* A turn of a line: how far its price goes, and whether it is past the price of all units. */
struct turn {
    score step; /* 0: no farther */
    bool past;
};

/* Past all prices it does not matter whose units are drawn: so much is needed from others than
 * those that are in, and none of these is worth more than that. */
static struct turn
last_turn(const struct raised *line, const struct sets *sets, const struct bound *bound)
{
    int64_t paid = 0;
    score step = SCORE_MAX;

    if (line->left <= 0)
        return (struct turn){0, true};
    for (size_t i = 0; i < line->count; i++) {
        const size_t position = line->order[i];
        if (((sets->in | sets->out) & bit_of(position)) != 0)
            continue;
        const int64_t units =
            line->units[position] < line->left ? line->units[position] : line->left;
        if (bound->rest[position] < units) {
            paid += units;
            if (paid >= line->left)
                return (struct turn){0, true};
            continue;
        }
        const score until_paid = score_over(bound->rest[position], units);
        step = until_paid < step ? until_paid : step;
    }
    /* Where those that are in have none of it, it is all the same, and the price is known. */
    return (struct turn){step == SCORE_MAX ? 0 : step, line->left < line->asked};
}

static struct turn
next_turn(const struct raised *line, const struct sets *sets, const struct bound *bound,
          score price)
{
    int64_t paid = 0; /* units at sites that are paid for: these gain with the price */
    score step = SCORE_MAX;

    for (size_t i = 0; i < line->count; i++) {
        const size_t position = line->order[i];
        if ((sets->out & bit_of(position)) != 0)
            continue;
        const score above = line->price[position] - price;
        if (above > 0)
            return (struct turn){above < step ? above : step, false};
        if ((sets->in & bit_of(position)) != 0 || bound->rest[position] < line->units[position]) {
            paid += line->units[position];
            if (paid >= line->asked)
                return (struct turn){0, false};
            continue;
        }
        const score until_paid = score_over(bound->rest[position], line->units[position]);
        step = until_paid < step ? until_paid : step;
    }
    return last_turn(line, sets, bound);
}

static void
raise_price(const struct raised *line, const struct sets *sets, struct bound *bound, score *price,
            struct turn turn)
{
    bound->fixed += (turn.past ? line->left : line->asked) * turn.step;
    for (size_t i = 0; i < line->count; i++) {
        const size_t position = line->order[i];
        int64_t units = line->units[position];
        if (line->price[position] > *price)
            break;
        if (turn.past && (sets->in & bit_of(position)) != 0)
            continue;
        if (turn.past && units > line->left)
            units = line->left;
        bound->rest[position] -= units * turn.step;
    }
    if (!turn.past)
        *price += turn.step;
}

static void
sort_rests(const struct search *search, struct sets sets, struct bound *bound)
{
    bound->count = 0;
    for (uint64_t set = everybody(search) & ~(sets.in | sets.out); set != 0; set &= set - 1) {
        const size_t position = lowest_of(set);
        const score rest = bound->rest[position];
        size_t at = bound->count++;
        for (; at > 0 && rest < bound->rest[bound->order[at - 1]]; at--)
            bound->order[at] = bound->order[at - 1];
        bound->order[at] = (uint8_t)position;
    }
}

/* Those that are in are paid for. A line begins at its cheapest unit. */
static void
begin(const struct search *search, struct sets sets, score base, struct bound *bound, score *price)
{
    bound->in = sets.in;
    bound->fixed = 0;
    for (size_t i = 0; i < search->count; i++) {
        const bool in = (sets.in & bit_of(i)) != 0;
        bound->rest[i] = in ? 0 : search->parcel[i] - base;
        bound->fixed += in ? search->parcel[i] : 0;
    }
    for (size_t line = 0; line < search->line_count; line++) {
        const struct raised raised = line_of(search, line);
        size_t first = 0;
        while ((sets.out & bit_of(raised.order[first])) != 0)
            first++;
        price[line] = raised.price[raised.order[first]];
        bound->fixed += raised.asked * price[line];
    }
}

static void
finish(const struct search *search, struct sets sets, score base, struct bound *bound)
{
    for (size_t i = 0; i < search->count; i++) {
        if ((sets.in & bit_of(i)) != 0)
            bound->fixed += bound->rest[i];
        else
            bound->rest[i] += base;
    }
    sort_rests(search, sets, bound);
}

void
bound_raise(struct search *search, struct sets sets, score base, struct bound *bound, score *price)
{
    uint16_t lines[LINES_MAX];
    size_t open = search->line_count;

    begin(search, sets, base, bound, price);
    memcpy(lines, search->hardest, open * sizeof *lines);
    while (open > 0) {
        size_t still = 0;
        for (size_t i = 0; i < open; i++) {
            const struct raised line = line_of(search, lines[i]);
            const struct turn turn = next_turn(&line, &sets, bound, price[lines[i]]);
            search->work_left -= (int64_t)line.count;
            if (turn.step == 0)
                continue;
            raise_price(&line, &sets, bound, &price[lines[i]], turn);
            lines[still++] = lines[i];
        }
        open = search->work_left < 0 ? 0 : still;
    }
    finish(search, sets, base, bound);
}
