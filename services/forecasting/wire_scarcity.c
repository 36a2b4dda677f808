/*
 * Scarcity prices; see wire_scarcity.h.
 */
#include "services/forecasting/wire_scarcity.h"

#include <stdio.h>
#include <string.h>

#include "crossdock/forecasting/v1/forecasting.pb-c.h"

#define PRICES_MAX     1000
#define PRICE_NANO_MAX INT64_C(1000000000000000) /* a million of the main unit */

typedef Crossdock__Forecasting__V1__ScarcityPriced scarcity_priced;

static bool
is_currency(const char *text)
{
    size_t letters = 0;

    while (text[letters] >= 'A' && text[letters] <= 'Z')
        letters++;
    return text[letters] == '\0' && (letters == 0 || letters == 3);
}

static const char *
what_is_wrong(const scarcity_priced *price)
{
    const size_t sku_bytes = strlen(price->sku);
    const size_t location_bytes = strlen(price->location);

    if (sku_bytes == 0 || sku_bytes > SKU_BYTES_MAX)
        return "sku: 1 to 64 bytes";
    if (location_bytes == 0 || location_bytes > LOCATION_BYTES_MAX)
        return "location: 1 to 32 bytes";
    if (price->price_nano < 0 || price->price_nano > PRICE_NANO_MAX)
        return "price_nano: 0 to 1,000,000 of the currency's main unit";
    if (!is_currency(price->currency))
        return "currency: three capital letters, or nothing";
    return NULL;
}

const void *
read_set_scarcity_prices(struct arena *arena, const ProtobufCMessage *message,
                         struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__SetScarcityPrices *in = (const void *)message;

    if (in->n_prices == 0 || in->n_prices > PRICES_MAX) {
        snprintf(refusal->reason, sizeof refusal->reason, "prices: 1 to %d", PRICES_MAX);
        return NULL;
    }
    struct scarcity_prices *out =
        arena_take(arena, sizeof *out + in->n_prices * sizeof out->list[0]);
    for (size_t i = 0; i < in->n_prices; i++) {
        const scarcity_priced *from = in->prices[i];
        const char *wrong = what_is_wrong(from);
        if (wrong != NULL) {
            snprintf(refusal->reason, sizeof refusal->reason, "price %zu: %s", i + 1, wrong);
            return NULL;
        }
        out->list[out->count++] = (struct scarcity_price){
            .sku = from->sku,
            .location = from->location,
            .currency = from->currency,
            .price_nano = from->price_nano,
        };
    }
    return out;
}

const ProtobufCMessage *
write_scarcity_priced(struct arena *arena, const struct scarcity_price *price)
{
    scarcity_priced *event = arena_take(arena, sizeof *event);

    crossdock__forecasting__v1__scarcity_priced__init(event);
    event->sku = (char *)price->sku;
    event->location = (char *)price->location;
    event->price_nano = price->price_nano;
    event->currency = (char *)price->currency;
    return &event->base;
}
