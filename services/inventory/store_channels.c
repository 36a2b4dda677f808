/*
 * Rows of channels.
 */
#include "queries.h"
#include "services/inventory/store.h"

static const enum column_type types[CHANNEL_COLUMNS] = {
    COLUMN_TEXT, COLUMN_INT4, COLUMN_INT4, COLUMN_INT8, COLUMN_INT8,
    COLUMN_INT4, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
};

void
store_add_channel(struct turn *turn, const struct channel_definition *channel)
{
    struct column *c = ((struct stage *)turn_stage(turn))->channels;
    const char *skus[CHANNEL_LINES_MAX];
    int64_t buffers[CHANNEL_LINES_MAX], caps[CHANNEL_LINES_MAX];

    assert(channel->item_count <= CHANNEL_LINES_MAX);
    if (c->arena == NULL)
        store_start_columns(turn, c, types, CHANNEL_COLUMNS);
    for (size_t i = 0; i < channel->item_count; i++) {
        skus[i] = channel->items[i].sku;
        buffers[i] = channel->items[i].buffer;
        caps[i] = channel->items[i].cap;
    }
    column_add_text(c++, channel->code);
    column_add_int4(c++, channel->kind);
    column_add_int4(c++, channel->priority);
    column_add_int8(c++, channel->buffer);
    column_add_int8(c++, channel->cap);
    column_add_int4(c++, channel->cancel_unfilled_days);
    column_add_text_list(c++, skus, channel->item_count);
    column_add_int8_list(c++, buffers, channel->item_count);
    column_add_int8_list(c++, caps, channel->item_count);
}

void
store_save_channels(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    if (stage->channels[0].count > 0)
        store_stage_columns(turn, QUERY_SAVE_CHANNELS, stage->channels, CHANNEL_COLUMNS);
}
