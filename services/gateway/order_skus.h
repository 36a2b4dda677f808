/*
 * Which orders name a SKU: one row a turn, two arrays side by side, an element a line. It is for finding orders by SKU
 * (view_orders.sql), which reads all of it; an index would cost each order more than the rest of its row.
 */
#ifndef GATEWAY_ORDER_SKUS_H
#define GATEWAY_ORDER_SKUS_H

#include "common/turn.h"

struct order_skus_stage {
    bool is_started;
    struct column order_ids, numbers;
};

void order_skus_add(struct turn *turn, uint64_t order_id, const char *sku);
void order_skus_save(struct turn *turn);

#endif
