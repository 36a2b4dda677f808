/*
 * FNV-1a with 128 bits (Fowler, Noll, Vo) over every field that a storefront sets, in the order of
 * struct order_request. A text goes in with its final NUL and a number with all its bytes, so that
 * no two requests make the same row of bytes. Lines are hashed as numbered; placed_at 0 ("now")
 * stays 0, so that a repeat a minute later is still a repeat.
 *
 * Fields that came later go in behind the lines, with a number that names them, and only when they
 * are set: an order without them keeps the fingerprint that it always had.
 *
 * A storefront that would construct a collision could only hide its own order from itself.
 */
#include "services/order/core/content_hash.h"

#include <string.h>

__extension__ typedef unsigned __int128 hash128;

#define HASH128(high, low) ((hash128)(high) << 64 | (low))

static const hash128 start = HASH128(UINT64_C(0x6c62272e07bb0142), UINT64_C(0x62b821756295c58d));
static const hash128 prime = HASH128(UINT64_C(0x0000000001000000), UINT64_C(0x000000000000013b));

static hash128
add_bytes(hash128 hash, const void *bytes, size_t count)
{
    const uint8_t *at = bytes;

    for (size_t i = 0; i < count; i++)
        hash = (hash ^ at[i]) * prime;
    return hash;
}

static hash128
add_text(hash128 hash, const char *text)
{
    return add_bytes(hash, text, strlen(text) + 1);
}

/* Least significant byte first, whatever the machine does. */
static hash128
add_number(hash128 hash, uint64_t number)
{
    for (int shift = 0; shift < 64; shift += 8)
        hash = (hash ^ ((number >> shift) & 0xff)) * prime;
    return hash;
}

static void
put_hash(hash128 hash, uint8_t to[CONTENT_HASH_BYTES])
{
    for (int i = CONTENT_HASH_BYTES - 1; i >= 0; i--) {
        to[i] = (uint8_t)hash;
        hash >>= 8;
    }
}

void
fnv1a_128(const void *bytes, size_t count, uint8_t hash[CONTENT_HASH_BYTES])
{
    put_hash(add_bytes(start, bytes, count), hash);
}

enum {
    LATER_HOLD_ID = 1,
    LATER_HOLD,
    LATER_CANCEL_DAYS,
    LATER_EXCHANGE,
    LATER_TOGETHER,
    LATER_DELIVER_BY,
    LATER_PICKUP,
    LATER_SUBSTITUTES,
};

static hash128
add_terms(hash128 sum, const struct delivery_terms *terms)
{
    if (terms->deliver_by_day != 0)
        sum = add_number(add_number(sum, LATER_DELIVER_BY), (uint64_t)terms->deliver_by_day);
    if (terms->pickup_location[0] != '\0')
        sum = add_text(add_number(sum, LATER_PICKUP), terms->pickup_location);
    if (terms->substitutes_allowed)
        sum = add_number(sum, LATER_SUBSTITUTES);
    return sum;
}

static hash128
add_later_fields(hash128 sum, const struct order_request *request)
{
    if (request->hold_id[0] != '\0')
        sum = add_text(add_number(sum, LATER_HOLD_ID), request->hold_id);
    for (uint32_t i = 0; i < request->hold_count; i++) {
        const struct request_hold *hold = &request->holds[i];

        sum = add_number(add_number(sum, LATER_HOLD), (uint64_t)hold->reason);
        sum = add_number(add_text(sum, hold->note), (uint64_t)hold->expires_at_us);
    }
    if (request->cancel_unfilled_days != 0)
        sum =
            add_number(add_number(sum, LATER_CANCEL_DAYS), (uint64_t)request->cancel_unfilled_days);
    if (request->exchange_for_return_id != 0)
        sum =
            add_number(add_number(sum, LATER_EXCHANGE), (uint64_t)request->exchange_for_return_id);
    for (uint32_t i = 0; i < request->line_count; i++)
        if (request->lines[i].together != 0)
            sum = add_number(add_number(add_number(sum, LATER_TOGETHER), request->lines[i].line),
                             request->lines[i].together);
    return add_terms(sum, &request->terms);
}

void
content_hash(const struct order_request *request, uint8_t hash[CONTENT_HASH_BYTES])
{
    hash128 sum = start;

    sum = add_text(sum, request->channel);
    sum = add_text(sum, request->external_id);
    sum = add_number(sum, (uint64_t)request->placed_at_us);
    sum = add_text(sum, request->currency);
    sum = add_text(sum, request->destination.country);
    sum = add_text(sum, request->destination.region);
    sum = add_text(sum, request->destination.city);
    sum = add_text(sum, request->destination.postal_code);
    sum = add_text(sum, request->recipient.name);
    sum = add_text(sum, request->recipient.street);
    sum = add_text(sum, request->recipient.phone);
    sum = add_text(sum, request->recipient.email);
    sum = add_number(sum, request->ship_complete + 2 * request->address_incomplete);
    sum = add_number(sum, (uint64_t)request->priority);
    sum = add_number(sum, request->lines_given);
    for (uint32_t i = 0; i < request->line_count; i++) {
        const struct request_line *line = &request->lines[i];

        sum = add_number(sum, line->line);
        sum = add_text(sum, line->sku);
        sum = add_number(sum, (uint64_t)line->quantity);
        sum = add_number(sum, (uint64_t)line->unit_price_minor);
    }
    put_hash(add_later_fields(sum, request), hash);
}
