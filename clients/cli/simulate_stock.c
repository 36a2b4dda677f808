/* What lies where, see simulate.h. */
#include <stdlib.h>
#include <string.h>

#include "clients/cli/simulate.h"

static int
by_sku_and_warehouse(const void *a, const void *b)
{
    const struct holding *left = a, *right = b;

    if (left->sku != right->sku)
        return left->sku < right->sku ? -1 : 1;
    return (left->warehouse > right->warehouse) - (left->warehouse < right->warehouse);
}

void
stock_settle(struct stock *stock, const struct world *world, struct holding *rows, size_t count)
{
    size_t kept = 0;

    if (count > 0)
        qsort(rows, count, sizeof *rows, by_sku_and_warehouse);
    *stock = (struct stock){
        .list = rows,
        .first = calloc((size_t)world->sku_count + 1, sizeof *stock->first),
        .near = calloc((size_t)world->sku_count + 1, sizeof *stock->near),
    };
    assert(stock->first && stock->near);
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && by_sku_and_warehouse(&rows[kept - 1], &rows[i]) == 0)
            rows[kept - 1].units += rows[i].units;
        else
            rows[kept++] = rows[i];
    }
    stock->count = kept;
    for (size_t i = 0, sku = 0; sku <= world->sku_count; sku++) {
        while (i < kept && rows[i].sku < sku)
            i++;
        stock->first[sku] = (uint32_t)i;
    }
}

void
stock_forget(struct stock *stock, const struct world *world)
{
    for (uint32_t i = 0; stock->near && i < world->sku_count; i++) {
        if (!stock->near[i])
            continue;
        free(stock->near[i]->ids);
        free(stock->near[i]->axes);
        free(stock->near[i]);
    }
    free(stock->near);
    free(stock->first);
    free(stock->list);
    *stock = (struct stock){0};
}

struct holding *
stock_at(const struct stock *stock, uint32_t sku, uint32_t warehouse)
{
    uint32_t from = stock->first[sku], to = stock->first[sku + 1];
    const uint32_t end = to;

    while (from < to) {
        const uint32_t middle = from + (to - from) / 2;
        if (stock->list[middle].warehouse < warehouse)
            from = middle + 1;
        else
            to = middle;
    }
    return from < end && stock->list[from].warehouse == warehouse ? &stock->list[from] : NULL;
}

const struct near_index *
stock_near(struct stock *stock, const struct world *world, uint32_t sku)
{
    const struct holding *holdings = &stock->list[stock->first[sku]];
    const uint32_t count = stock->first[sku + 1] - stock->first[sku];

    if (count < NEAR_INDEX_WORTH || stock->near[sku])
        return stock->near[sku];
    struct near_index *near = calloc(1, sizeof *near);
    assert(near);
    *near = (struct near_index){
        .points = world->near_points,
        .ids = calloc(count, sizeof *near->ids),
        .axes = calloc(count, sizeof *near->axes),
        .count = count,
    };
    assert(near->ids && near->axes);
    for (uint32_t i = 0; i < count; i++)
        near->ids[i] = holdings[i].warehouse;
    near_index_build(near);
    return stock->near[sku] = near;
}
