/*
 * Rule: tasks of a pick list go by bin, then SKU, then fulfillment order, then line: one walk
 * along the shelves, one stop per SKU. Bins compare as text, so they are numbered with leading
 * zeros (A-02-11), as warehouses do.
 */
#include <string.h>

#include "services/fulfillment-routing/core/sort_pick_list.h"

static int
compare(const struct pick *a, const struct pick *b)
{
    int order = strcmp(a->bin, b->bin);

    if (order == 0)
        order = strcmp(a->sku, b->sku);
    if (order == 0)
        order = (a->fulfillment_order_id > b->fulfillment_order_id) -
                (a->fulfillment_order_id < b->fulfillment_order_id);
    if (order == 0)
        order = (a->line > b->line) - (a->line < b->line);
    return order;
}

static void
merge(const struct pick *from, size_t left, size_t middle, size_t right, struct pick *to)
{
    size_t a = left;
    size_t b = middle;

    for (size_t i = left; i < right; i++) {
        if (a < middle && (b == right || compare(&from[a], &from[b]) <= 0))
            to[i] = from[a++];
        else
            to[i] = from[b++];
    }
}

/* Merge sort, bottom up: 1, 2, 4 ... long runs. */
void
sort_pick_list(struct pick *picks, size_t count, struct pick *spare)
{
    struct pick *from = picks;
    struct pick *to = spare;

    for (size_t run = 1; run < count; run *= 2) {
        for (size_t left = 0; left < count; left += 2 * run) {
            const size_t middle = left + run < count ? left + run : count;
            const size_t right = middle + run < count ? middle + run : count;
            merge(from, left, middle, right, to);
        }
        struct pick *swap = from;
        from = to;
        to = swap;
    }
    if (from != picks)
        memcpy(picks, from, count * sizeof *picks);
}
