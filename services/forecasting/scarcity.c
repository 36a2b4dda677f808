/*
 * Scarcity prices, set by hand: kept as they were said last, and said again for routing, which
 * counts them as its policy says. Whoever comes to compute them says them in the same way.
 */
#include "services/forecasting/scarcity.h"

#include <stdio.h>
#include <string.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/forecasting/v1/forecasting.pb-c.h"
#include "services/forecasting/store.h"

#define PRICES_MAX         1000
#define SKU_BYTES_MAX      64
#define LOCATION_BYTES_MAX 32
#define PRICE_NANO_MAX     INT64_C(1000000000000000) /* a million of the main unit */

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

void
on_set_scarcity_prices(struct turn *turn, const struct input *input)
{
    const struct scarcity_prices *prices = input->message;
    Crossdock__Envelope__V1__Done done = CROSSDOCK__ENVELOPE__V1__DONE__INIT;

    for (size_t i = 0; i < prices->count; i++) {
        const struct scarcity_price *price = &prices->list[i];
        scarcity_priced event = CROSSDOCK__FORECASTING__V1__SCARCITY_PRICED__INIT;
        event.sku = (char *)price->sku;
        event.location = (char *)price->location;
        event.price_nano = price->price_nano;
        event.currency = (char *)price->currency;
        stage_scarcity_price(turn, price);
        turn_say(turn, price->sku, price->location, &event.base);
    }
    done.count = (uint32_t)prices->count;
    turn_accept(turn, &done.base);
}
