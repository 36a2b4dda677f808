/* An order as bytes of its row: numbers of 7 bits a byte, lowest first, zigzag; texts with their length. See order_fold.h. */
#include "services/gateway/core/order_fold.h"

#include <string.h>

#define PACK_VERSION     1
#define NUMBER_BYTES_MAX 10
#define ORDER_NUMBERS    28
#define PARCEL_NUMBERS   9

struct reader {
    const uint8_t *at, *end;
    bool is_broken;
};

size_t
order_packed_bytes_max(const struct order_fold *order)
{
    return ORDER_NUMBERS * NUMBER_BYTES_MAX + CODE_BYTES_MAX +
           order->parcel_count * (PARCEL_NUMBERS * NUMBER_BYTES_MAX + CODE_BYTES_MAX);
}

static uint8_t *
put(uint8_t *to, int64_t value)
{
    uint64_t rest = (uint64_t)value << 1 ^ (uint64_t)(value >> 63);

    for (; rest >= 0x80; rest >>= 7)
        *to++ = (uint8_t)(rest | 0x80);
    *to++ = (uint8_t)rest;
    return to;
}

static uint8_t *
put_text(uint8_t *to, const char *text)
{
    const size_t bytes = strlen(text);

    to = put(to, (int64_t)bytes);
    memcpy(to, text, bytes);
    return to + bytes;
}

static int64_t
get(struct reader *reader)
{
    uint64_t value = 0;

    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (reader->at == reader->end)
            break;
        const uint8_t byte = *reader->at++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
    }
    reader->is_broken = true;
    return 0;
}

static void
get_text(struct reader *reader, char text[CODE_BYTES_MAX + 1])
{
    const int64_t bytes = get(reader);

    if (bytes < 0 || bytes > CODE_BYTES_MAX || bytes > reader->end - reader->at) {
        reader->is_broken = true;
        return;
    }
    memcpy(text, reader->at, (size_t)bytes);
    text[bytes] = '\0';
    reader->at += bytes;
}

static uint8_t *
put_parcel(uint8_t *to, const struct parcel *parcel)
{
    to = put(to, parcel->fulfillment_id);
    to = put_text(to, parcel->location);
    to = put(to, parcel->is_packed);
    to = put(to, parcel->planned_at_us);
    to = put(to, parcel->dispatch_by_us);
    to = put(to, parcel->released_at_us);
    to = put(to, parcel->shipped_at_us);
    to = put(to, parcel->units);
    return put(to, parcel->picked);
}

static void
get_parcel(struct reader *reader, struct parcel *parcel)
{
    parcel->fulfillment_id = get(reader);
    get_text(reader, parcel->location);
    parcel->is_packed = get(reader) != 0;
    parcel->planned_at_us = get(reader);
    parcel->dispatch_by_us = get(reader);
    parcel->released_at_us = get(reader);
    parcel->shipped_at_us = get(reader);
    parcel->units = get(reader);
    parcel->picked = get(reader);
}

size_t
order_pack(const struct order_fold *order, uint8_t *bytes)
{
    const struct order_units *units = &order->units;
    uint8_t *to = put(bytes, PACK_VERSION);

    to = put(to, order->parcel_count);
    to = put(to, order->changed_at_us);
    to = put(to, order->placed_at_us);
    to = put_text(to, order->channel);
    to = put(to, order->status);
    to = put(to, order->cancel_request);
    to = put(to, order->was_cancelled);
    to = put(to, order->holds);
    to = put(to, order->lines);
    to = put(to, order->is_parked);
    to = put(to, order->has_exception);
    to = put(to, order->reroutes);
    to = put(to, order->distance_m);
    to = put(to, units->ordered);
    to = put(to, units->cancelled);
    to = put(to, units->waiting);
    to = put(to, units->promised);
    to = put(to, units->planned);
    to = put(to, units->picked);
    to = put(to, units->shipped);
    to = put(to, units->delivered);
    to = put(to, order->granted);
    to = put(to, units->lost);
    to = put(to, order->refused);
    to = put(to, order->short_lines);
    for (uint32_t i = 0; i < order->parcel_count; i++)
        to = put_parcel(to, &order->parcels[i]);
    return (size_t)(to - bytes);
}

int64_t
order_packed_parcels(const uint8_t *from, size_t bytes)
{
    struct reader reader = { from, from + bytes, false };
    const int64_t version = get(&reader), count = get(&reader);

    return reader.is_broken || version != PACK_VERSION || count < 0 || count > (int64_t)bytes ? -1 : count;
}

bool
order_unpack(struct order_fold *order, const uint8_t *from, size_t bytes)
{
    struct reader reader = { from, from + bytes, false };
    struct order_units *units = &order->units;
    const int64_t count = order_packed_parcels(from, bytes);

    if (count < 0 || count > order->parcels_max)
        return false;
    get(&reader), get(&reader);
    order->parcel_count = (uint32_t)count;
    order->changed_at_us = get(&reader);
    order->placed_at_us = get(&reader);
    get_text(&reader, order->channel);
    order->status = (enum order_status)get(&reader);
    order->cancel_request = (uint32_t)get(&reader);
    order->was_cancelled = get(&reader) != 0;
    order->holds = (uint32_t)get(&reader);
    order->lines = get(&reader);
    order->is_parked = get(&reader) != 0;
    order->has_exception = get(&reader) != 0;
    order->reroutes = get(&reader);
    order->distance_m = get(&reader);
    units->ordered = get(&reader);
    units->cancelled = get(&reader);
    units->waiting = get(&reader);
    units->promised = get(&reader);
    units->planned = get(&reader);
    units->picked = get(&reader);
    units->shipped = get(&reader);
    units->delivered = get(&reader);
    order->granted = get(&reader);
    units->lost = get(&reader);
    order->refused = get(&reader);
    order->short_lines = get(&reader);
    for (uint32_t i = 0; i < order->parcel_count; i++)
        get_parcel(&reader, &order->parcels[i]);
    return !reader.is_broken && reader.at == reader.end;
}
