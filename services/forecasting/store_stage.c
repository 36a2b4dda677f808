/*
 * What the subjects of the store share: a column starts when it gets its first value.
 */
#include "services/forecasting/store_stage.h"

struct stage *
store_stage(struct turn *turn)
{
    return turn_stage(turn);
}

void
stage_int4(struct turn *turn, struct column *column, int32_t value)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_INT4);
    column_add_int4(column, value);
}

void
stage_int8(struct turn *turn, struct column *column, int64_t value)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_INT8);
    column_add_int8(column, value);
}

void
stage_double(struct turn *turn, struct column *column, double value)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_DOUBLE);
    column_add_double(column, value);
}

void
stage_text(struct turn *turn, struct column *column, const char *value)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_TEXT);
    column_add_text(column, value);
}

void
stage_bool(struct turn *turn, struct column *column, bool value)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_BOOL);
    column_add_bool(column, value);
}

void
stage_time(struct turn *turn, struct column *column, int64_t unix_us)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_TIME);
    column_add_time(column, unix_us);
}

void
stage_int8_list(struct turn *turn, struct column *column, const int64_t *values, size_t count)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_TEXT);
    column_add_int8_list(column, values, count);
}

void
stage_double_list(struct turn *turn, struct column *column, const double *values, size_t count)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_TEXT);
    column_add_double_list(column, values, count);
}

void
stage_text_list(struct turn *turn, struct column *column, const char *const *values, size_t count)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_TEXT);
    column_add_text_list(column, values, count);
}

void
stage_columns(struct turn *turn, int query, struct column *const *columns, size_t count,
              const struct param *more)
{
    struct param params[40];
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

struct item *
opening_item(const struct opening *opening, int64_t item_id)
{
    assert(item_id >= 1 && (size_t)item_id <= opening->item_count);
    return opening->items[item_id - 1];
}

struct place *
opening_place(const struct opening *opening, int64_t item_id, int64_t location_id)
{
    struct location *location = NULL;

    assert(location_id >= NETWORK && (size_t)location_id <= opening->location_count);
    if (location_id != NETWORK)
        location = opening->locations[location_id - 1];
    return memory_place_for(NULL, opening_item(opening, item_id), location);
}
