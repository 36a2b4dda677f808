/*
 * What the subjects of the store share: columns, and statements made of them.
 */
#include "services/fulfillment-routing/store_stage.h"

void
stage_start_columns(struct arena *arena, enum column_type type, struct column *const *columns,
                    size_t count)
{
    for (size_t i = 0; i < count; i++)
        column_start(columns[i], arena, type);
}

struct rows *
stage_find(struct turn *turn, int query, struct column *ids)
{
    const struct param params[] = {param_column(ids)};

    return db_read(turn_db(turn), query, params, 1);
}

void
stage_columns(struct turn *turn, int query, struct column *const *columns, size_t count,
              const struct param *more)
{
    struct param params[24];
    size_t filled = 0;

    assert(count < COUNT(params));
    if (columns[0]->count == 0)
        return;
    for (; filled < count; filled++)
        params[filled] = param_column(columns[filled]);
    if (more != NULL)
        params[filled++] = *more;
    db_stage(turn_db(turn), query, params, (int)filled);
}

void
stage_add_lines(const struct ask *lines, uint32_t count, struct column *numbers,
                struct column *skus, struct column *quantities)
{
    int64_t *values = arena_take(numbers->arena, count * sizeof *values);
    const char **texts = arena_take(numbers->arena, count * sizeof *texts);

    for (uint32_t i = 0; i < count; i++)
        values[i] = lines[i].line;
    column_add_int8_list(numbers, values, count);
    for (uint32_t i = 0; i < count; i++)
        texts[i] = lines[i].sku->code;
    column_add_text_list(skus, texts, count);
    for (uint32_t i = 0; i < count; i++)
        values[i] = lines[i].quantity;
    column_add_int8_list(quantities, values, count);
}

void
stage_add_together(const struct ask *lines, uint32_t count, struct column *together)
{
    int64_t *values = arena_take(together->arena, count * sizeof *values);
    bool any = false;

    for (uint32_t i = 0; i < count; i++) {
        values[i] = lines[i].together;
        any = any || values[i] != 0;
    }
    if (any)
        column_add_int8_list(together, values, count);
    else
        column_add_text(together, NULL);
}
