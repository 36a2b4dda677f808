/*
 * A lower bound of all plans, from prices of the lines.
 *
 * The Lagrangian dual of facility location with a supply limit for each location and line: for
 * any price v of each line, no plan costs less than
 *
 *     sum over lines of q v  +  sum over its locations of F - sum over lines of s max(0, v - c)
 *
 * (q asked, F parcel, s what the location has of the line, c its price of a unit). Prices are
 * raised in turns, each by a part of what a parcel costs or until a location is paid for
 * (after Erlenkotter's dual ascent, Operations Research 26(6), 1978), and beyond that as long as
 * those that are paid for do not have enough. Any prices give a true bound; good ones a close
 * bound.
 */
#include "services/fulfillment-routing/core/search/search.h"

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

/* Raises a price to a level, through those of the units in between. */
static void
raise_to(const struct raised *line, struct sets sets, struct bound *bound, score *price,
         score level)
{
    for (size_t i = 0; i < line->count; i++) {
        const size_t position = line->order[i];
        const score from = line->price[position] > *price ? line->price[position] : *price;
        if (from >= level)
            break;
        if ((sets.out & bit_of(position)) == 0)
            bound->rest[position] -= line->units[position] * (level - from);
    }
    bound->fixed += line->asked * (level - *price);
    *price = level;
}

/* How far a price goes in one turn: until a site is paid for, or by so much as is worth `enough`
 * and then to the next price of a unit. */
static score
next_level(const struct raised *line, struct sets sets, const struct bound *bound, score price,
           score enough, bool *past)
{
    int64_t paid = 0; /* units at sites that are paid for: these gain with the price */
    score level = price, until_paid = SCORE_MAX;

    for (size_t i = 0; i < line->count; i++) {
        const size_t position = line->order[i];
        const int64_t units = line->units[position];
        if ((sets.out & bit_of(position)) != 0)
            continue;
        if (line->price[position] > level) {
            if (until_paid <= line->price[position])
                return until_paid;
            level = line->price[position];
            if ((level - price) * line->asked >= enough)
                return level;
        }
        if ((sets.in & bit_of(position)) != 0 || bound->rest[position] < units) {
            paid += units;
            if (paid >= line->asked)
                return level;
            continue;
        }
        const score paid_at = level + score_over(bound->rest[position], units);
        until_paid = paid_at < until_paid ? paid_at : until_paid;
    }
    if (until_paid == SCORE_MAX)
        return level;
    *past = line->left > 0 && line->left < line->asked; /* of those that are in, too, have some */
    return line->left < line->asked ? level : until_paid;
}

/* Past all prices it does not matter whose units are drawn: so much is needed from others than
 * those that are in, and none of these is worth more than that. False: it goes no farther. */
static bool
raise_past(const struct raised *line, struct sets sets, struct bound *bound)
{
    const uint64_t decided = sets.in | sets.out;
    int64_t paid = 0;
    score step = SCORE_MAX;

    for (size_t i = 0; i < line->count; i++) {
        const size_t position = line->order[i];
        const int64_t has = line->units[position];
        const int64_t units = has < line->left ? has : line->left;
        if ((decided & bit_of(position)) != 0)
            continue;
        if (bound->rest[position] < units) {
            paid += units;
            if (paid >= line->left)
                return false;
            continue;
        }
        const score until_paid = score_over(bound->rest[position], units);
        step = until_paid < step ? until_paid : step;
    }
    if (step == SCORE_MAX)
        return false;
    for (size_t i = 0; i < line->count; i++) {
        const size_t position = line->order[i];
        const int64_t has = line->units[position];
        if ((decided & bit_of(position)) == 0)
            bound->rest[position] -= (has < line->left ? has : line->left) * step;
    }
    bound->fixed += line->left * step;
    return true;
}

/* One turn of a line. False: its price goes no farther. */
static bool
raise_line(const struct raised *line, struct sets sets, struct bound *bound, score *price,
           score enough, bool *past)
{
    if (!*past) {
        const score level = next_level(line, sets, bound, *price, enough, past);
        if (level > *price) {
            raise_to(line, sets, bound, price, level);
            return true;
        }
    }
    return *past && raise_past(line, sets, bound);
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

/* Of the last unit, if all units were drawn where they are cheapest: below it a price is too low
 * whoever ships. */
static score
least_price(const struct raised *line, struct sets sets)
{
    int64_t left = line->asked;

    for (size_t i = 0;; i++) {
        assert(i < line->count); /* somebody has it */
        const size_t position = line->order[i];
        if ((sets.out & bit_of(position)) != 0)
            continue;
        left -= line->units[position];
        if (left <= 0)
            return line->price[position];
    }
}

/* Those that are in are paid for. */
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
        price[line] = 0;
        raise_to(&raised, sets, bound, &price[line], least_price(&raised, sets));
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
    const score enough = search->base[1] / 4; /* of the fractions tried the best */
    struct {
        uint16_t line;
        bool past;
    } turns[LINES_MAX];
    size_t count = search->line_count;

    begin(search, sets, base, bound, price);
    for (size_t i = 0; i < count; i++) {
        turns[i].line = search->hardest[i];
        turns[i].past = false;
    }
    while (count > 0) {
        size_t still = 0;
        for (size_t i = 0; i < count; i++) {
            const struct raised line = line_of(search, turns[i].line);
            search->work_left -= (int64_t)line.count;
            if (raise_line(&line, sets, bound, &price[turns[i].line], enough, &turns[i].past))
                turns[still++] = turns[i];
        }
        count = search->work_left < 0 ? 0 : still;
    }
    finish(search, sets, base, bound);
}
