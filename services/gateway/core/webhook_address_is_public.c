/*
 * Not of this machine, of a private network, of the link, of documents and tests, or of many:
 * whoever may set up a webhook must not reach through the gateway what only the gateway can reach.
 *
 * IANA's special-purpose address registries (RFC 6890) as of 2025; what embeds an IPv4 address is
 * judged by that one.
 */
#include <string.h>

#include "services/gateway/core/webhook.h"

struct range {
    uint8_t address[16];
    uint8_t bits;
};

static const struct range private_4[] = {
    {{0}, 8},
    {{10}, 8},
    {{100, 64}, 10},
    {{127}, 8},
    {{169, 254}, 16},
    {{172, 16}, 12},
    {{192, 0, 0}, 24},
    {{192, 0, 2}, 24},
    {{192, 88, 99}, 24},
    {{192, 168}, 16},
    {{198, 18}, 15},
    {{198, 51, 100}, 24},
    {{203, 0, 113}, 24},
    {{224}, 4},
    {{240}, 4},
};

/* Of IPv6 only 2000::/3 is given out; these parts of it are not public. */
static const struct range private_6[] = {
    {{0x20, 0x01, 0x00}, 23},       /* protocol assignments, Teredo */
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, /* documents */
    {{0x3f, 0xff}, 20},             /* documents */
};

static bool
is_in(const uint8_t *address, const struct range *range)
{
    const size_t whole = range->bits / 8;
    const uint8_t mask = (uint8_t)(0xff00 >> (range->bits % 8));

    return memcmp(address, range->address, whole) == 0 &&
           (range->bits % 8 == 0 || (address[whole] & mask) == (range->address[whole] & mask));
}

static bool
is_in_any(const uint8_t *address, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_in(address, &ranges[i]))
            return true;
    return false;
}

static bool
is_public_4(const uint8_t *address)
{
    return !is_in_any(address, private_4, sizeof private_4 / sizeof private_4[0]);
}

bool
webhook_address_is_public(const uint8_t *address, size_t bytes)
{
    static const struct range mapped = {{[10] = 0xff, [11] = 0xff}, 96},
                              translated = {{0x00, 0x64, 0xff, 0x9b}, 96},
                              six_to_four = {{0x20, 0x02}, 16}, given_out = {{0x20}, 3};

    if (bytes == 4)
        return is_public_4(address);
    if (bytes != 16)
        return false;
    if (is_in(address, &mapped) || is_in(address, &translated))
        return is_public_4(address + 12);
    if (is_in(address, &six_to_four))
        return is_public_4(address + 2);
    return is_in(address, &given_out) &&
           !is_in_any(address, private_6, sizeof private_6 / sizeof private_6[0]);
}
