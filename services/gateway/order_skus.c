/* See order_skus.h. SKUs have the numbers that stock gave them. */
#include "services/gateway/order_skus.h"

#include "queries.h"
#include "services/gateway/store.h"

static struct order_skus_stage *
stage_of(struct turn *turn)
{
    return &((struct stage *)turn_stage(turn))->order_skus;
}

void
order_skus_add(struct turn *turn, uint64_t order_id, const char *sku)
{
    struct order_skus_stage *stage = stage_of(turn);

    if (!stage->is_started) {
        column_start(&stage->order_ids, turn_arena(turn), COLUMN_INT8);
        column_start(&stage->numbers, turn_arena(turn), COLUMN_INT4);
        stage->is_started = true;
    }
    column_add_int8(&stage->order_ids, (int64_t)order_id);
    column_add_int4(&stage->numbers, (int32_t)stock_sku_number(turn, sku));
}

void
order_skus_save(struct turn *turn)
{
    struct order_skus_stage *stage = stage_of(turn);

    if (!stage->is_started)
        return;
    const struct param params[] = { param_column(&stage->order_ids), param_column(&stage->numbers) };
    db_stage(turn_db(turn), QUERY_ADD_ORDER_SKUS, params, 2);
}
