/*
 * At least how many more locations are needed, whatever they cost.
 *
 * A location adds a share of what each line lacks. With any weights of the lines, a set that fills
 * all of them adds shares of all their weights together; so at least as many are needed as it takes
 * of the greatest ones. The weights go to lines that the greatest have little of, a few times over
 * (multiplicative weights: Arora, Hazan, Kale, Theory of Computing 8, 2012). Unlike the bound of
 * search_bound.c this is a count and can be rounded up, which is worth much where stock is scarce.
 */
#include "services/fulfillment-routing/core/search/search.h"

#define WHOLE       (1 << 16) /* all that a line lacks */
#define WEIGHT      (1 << 10) /* of a line at first */
#define ROUNDS      4
#define COUNTED_MAX 32 /* lines: enough to tell */

struct counting {
    size_t line_count, site_count;
    int64_t weight[COUNTED_MAX];
    int32_t share[POOL_MAX][COUNTED_MAX]; /* rounded up */
    int64_t sum[POOL_MAX];                /* of the shares, weighted */
    uint8_t order[POOL_MAX];              /* greatest sum first */
};

static void
take_shares(const struct search *search, uint64_t undecided, struct counting *counting)
{
    counting->line_count = counting->site_count = 0;
    for (size_t line = 0; line < search->line_count; line++) {
        const int64_t *units = &search->units[cell_of(search, line, 0)];
        const int64_t left = search->left[line];
        size_t site = 0;
        if (left <= 0 || counting->line_count == COUNTED_MAX)
            continue;
        const int64_t unit = (WHOLE + left - 1) / left;
        for (uint64_t set = undecided; set != 0; set &= set - 1, site++) {
            const int64_t has = units[lowest_of(set)];
            counting->share[site][counting->line_count] =
                has < left && has * unit < WHOLE ? (int32_t)(has * unit) : WHOLE;
        }
        counting->weight[counting->line_count++] = WEIGHT;
        counting->site_count = site;
    }
}

static void
sort_sums(struct counting *counting)
{
    for (size_t i = 0; i < counting->site_count; i++) {
        int64_t sum = 0;
        size_t at = i;
        for (size_t line = 0; line < counting->line_count; line++)
            sum += counting->weight[line] * counting->share[i][line];
        counting->sum[i] = sum;
        for (; at > 0 && sum > counting->sum[counting->order[at - 1]]; at--)
            counting->order[at] = counting->order[at - 1];
        counting->order[at] = (uint8_t)i;
    }
}

/* How many of the greatest it takes. */
static size_t
count_greatest(const struct counting *counting)
{
    int64_t missing = 0;
    size_t count = 0;

    for (size_t line = 0; line < counting->line_count; line++)
        missing += counting->weight[line] * WHOLE;
    for (; missing > 0 && count < counting->site_count; count++)
        missing -= counting->sum[counting->order[count]];
    return missing > 0 ? POOL_MAX + 1 : count;
}

/* Lines that the greatest fill twice weigh less, those they do not fill more. */
static void
move_weights(struct counting *counting, size_t greatest)
{
    for (size_t line = 0; line < counting->line_count; line++) {
        int64_t share = 0;
        for (size_t i = 0; i < greatest; i++)
            share += counting->share[counting->order[i]][line];
        if (share > 2 * WHOLE)
            share = 2 * WHOLE;
        counting->weight[line] += counting->weight[line] * (WHOLE - share) / (2 * WHOLE);
        if (counting->weight[line] == 0)
            counting->weight[line] = 1;
    }
}

size_t
sites_needed(struct search *search, uint64_t undecided, size_t at_least)
{
    struct counting counting; /* big: only what is used is set */
    size_t needed = at_least;

    take_shares(search, undecided, &counting);
    for (int round = 0; round < ROUNDS && counting.line_count > 1; round++) {
        sort_sums(&counting);
        const size_t count = count_greatest(&counting);
        search->work_left -= (int64_t)(counting.site_count * counting.line_count);
        needed = count > needed ? count : needed;
        move_weights(&counting, needed);
    }
    return needed;
}
