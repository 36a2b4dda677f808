#include "services/fulfillment-routing/wire_quotes.h"

#include <stdlib.h>
#include <string.h>

#include "crossdock/routing/v1/routing.pb-c.h"

#define TOGETHER_MAX 1000000 /* as in an order */

static int
compare_skus(const void *a, const void *b)
{
    return strcmp((*(const struct promised_line *const *)a)->sku,
                  (*(const struct promised_line *const *)b)->sku);
}

static int
compare_lines(const void *a, const void *b)
{
    const int32_t left = (*(const struct promised_line *const *)a)->line;
    const int32_t right = (*(const struct promised_line *const *)b)->line;

    return (left > right) - (left < right);
}

/* As an order's are: each number and each SKU once, for two lines would be given the same units. */
static bool
check_cart(struct arena *arena, struct promise *asked, struct refusal *refusal)
{
    const size_t count = asked->line_count;
    const struct promised_line **sorted = arena_take(arena, count * sizeof *sorted);

    for (size_t i = 0; i < count; i++) {
        struct promised_line *line = &asked->lines[i];
        line->line = line->line == 0 ? (int32_t)i + 1 : line->line;
        if (line->together < 0 || line->together > TOGETHER_MAX)
            return refuse(refusal, "together is not 0 to %d", TOGETHER_MAX);
        sorted[i] = line;
    }
    qsort(sorted, count, sizeof *sorted, compare_lines);
    for (size_t i = 1; i < count; i++) {
        if (compare_lines(&sorted[i - 1], &sorted[i]) == 0)
            return refuse(refusal, "line %u is there twice", (uint32_t)sorted[i]->line);
    }
    qsort(sorted, count, sizeof *sorted, compare_skus);
    for (size_t i = 1; i < count; i++) {
        if (compare_skus(&sorted[i - 1], &sorted[i]) == 0)
            return refuse(refusal, "sku '%s' is there twice: add the units up", sorted[i]->sku);
    }
    return true;
}

READ(read_quote_promise)
{
    const Crossdock__Routing__V1__QuotePromise *in =
        (const Crossdock__Routing__V1__QuotePromise *)message;
    struct promise *out = arena_take(arena, sizeof *out);

    if (!check_text(in->channel, "channel", 0, 64, refusal) ||
        !read_destination(in->destination, &out->destination, refusal) ||
        !check_country(out->destination.country, refusal) || !read_terms(in->terms, out, refusal) ||
        !read_promised_lines(arena, in->lines, in->n_lines, out, refusal) ||
        !check_cart(arena, out, refusal))
        return NULL;
    out->channel = in->channel;
    return out;
}
