/* Facts to bytes and back: see fact.h for the form. */
#include "services/order/core/fact.h"

static size_t
put_varint(uint8_t *to, uint64_t value)
{
    size_t bytes = 0;

    for (; value >= 0x80; value >>= 7)
        to[bytes++] = (uint8_t)(value | 0x80);
    to[bytes++] = (uint8_t)value;
    return bytes;
}

/* 0: it does not end where it should. */
static size_t
get_varint(const uint8_t *from, size_t bytes, uint64_t *value)
{
    *value = 0;
    for (size_t i = 0; i < bytes && i < 10; i++) {
        *value |= (uint64_t)(from[i] & 0x7f) << (7 * i);
        if (from[i] < 0x80)
            return i + 1;
    }
    return 0;
}

/* Small numbers of either sign become small numbers. */
static uint64_t
to_zigzag(int64_t value)
{
    return (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0);
}

static int64_t
from_zigzag(uint64_t value)
{
    return (int64_t)(value >> 1 ^ (0 - (value & 1)));
}

/* A clock that is far off is written down as it is. */
static int64_t
since(int64_t at_us, int64_t received_at_us)
{
    return (int64_t)((uint64_t)at_us - (uint64_t)received_at_us);
}

size_t
fact_pack(const struct fact *fact, int64_t received_at_us, uint8_t to[FACT_BYTES_MAX])
{
    size_t bytes = 0;

    to[bytes++] = (uint8_t)(fact->kind | (fact->by_command ? FACT_BY_COMMAND : 0));
    bytes += put_varint(&to[bytes], to_zigzag(since(fact->at_us, received_at_us)));
    bytes += put_varint(&to[bytes], fact->position);
    bytes += put_varint(&to[bytes], fact->number);
    bytes += put_varint(&to[bytes], (uint64_t)fact->units);
    return bytes;
}

size_t
fact_unpack(const uint8_t *from, size_t bytes, int64_t received_at_us, struct fact *fact)
{
    uint64_t values[4];
    size_t at = 1;

    if (bytes == 0 || (from[0] & ~FACT_BY_COMMAND) >= FACT_KIND_COUNT)
        return 0;
    for (int i = 0; i < 4; i++) {
        const size_t taken = get_varint(&from[at], bytes - at, &values[i]);

        if (taken == 0)
            return 0;
        at += taken;
    }
    *fact = (struct fact){
        .kind = (enum fact_kind)(from[0] & ~FACT_BY_COMMAND),
        .by_command = (from[0] & FACT_BY_COMMAND) != 0,
        .at_us = (int64_t)((uint64_t)received_at_us + (uint64_t)from_zigzag(values[0])),
        .position = values[1],
        .number = values[2],
        .units = (int64_t)values[3]};
    return at;
}
