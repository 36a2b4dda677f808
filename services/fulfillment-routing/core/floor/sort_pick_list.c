/*
 * Rule: tasks of a pick list go by bin, then SKU, then fulfillment order, then line: one walk
 * along the shelves, one stop per SKU. Numbers in bins compare as numbers: A-2 is before A-10, with
 * and without leading zeros.
 */
#include <stdbool.h>
#include <string.h>

#include "services/fulfillment-routing/core/floor/sort_pick_list.h"

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digits at `at` without leading zeros; where they end. */
static size_t
skip_number(const char *text, size_t *at)
{
    while (text[*at] == '0')
        ++*at;
    size_t end = *at;
    while (is_digit(text[end]))
        end++;
    return end;
}

/* Of equal numbers, written differently, the one that text order takes first. */
static int
compare_bins(const char *a, const char *b)
{
    size_t i = 0;
    size_t j = 0;

    while (a[i] != '\0' && b[j] != '\0') {
        if (!is_digit(a[i]) || !is_digit(b[j])) {
            if (a[i] != b[j])
                return (unsigned char)a[i] < (unsigned char)b[j] ? -1 : 1;
            i++;
            j++;
            continue;
        }
        const size_t a_end = skip_number(a, &i);
        const size_t b_end = skip_number(b, &j);
        if (a_end - i != b_end - j)
            return a_end - i < b_end - j ? -1 : 1;
        const int order = strncmp(a + i, b + j, a_end - i);
        if (order != 0)
            return order;
        i = a_end;
        j = b_end;
    }
    if (a[i] != '\0' || b[j] != '\0')
        return a[i] != '\0' ? 1 : -1;
    return strcmp(a, b);
}

int
pick_compare(const struct pick *a, const struct pick *b)
{
    int order = a->bin == b->bin ? 0 : compare_bins(a->bin, b->bin);

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
        if (a < middle && (b == right || pick_compare(&from[a], &from[b]) <= 0))
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
