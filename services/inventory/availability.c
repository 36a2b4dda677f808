/*
 * What a shop may promise: answered from the board, by the same rules that decide a promise.
 */
#include "services/inventory/board.h"
#include "services/inventory/wire_availability.h"

const ProtobufCMessage *
availability_answer(const void *board, struct arena *arena, const struct input *input,
                    int64_t now_us)
{
    const struct get_availability *query = input->message;
    const struct channel *channel = board_find_channel(board, query->channel);
    const struct item **items = arena_take(arena, query->count * sizeof *items);

    for (size_t i = 0; i < query->count; i++)
        items[i] = board_find_item(board, query->skus[i]);
    return wire_availability(arena, query, items, channel, now_us);
}
