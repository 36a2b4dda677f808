#include "services/fulfillment-routing/wire_scarcity.h"

#include "crossdock/forecasting/v1/forecasting.pb-c.h"

#define PRICE_NANO_MAX INT64_C(1000000000000000) /* a million of the main unit */

READ(read_scarcity_priced)
{
    const Crossdock__Forecasting__V1__ScarcityPriced *in =
        (const Crossdock__Forecasting__V1__ScarcityPriced *)message;
    struct scarcity_price *out = arena_take(arena, sizeof *out);

    if (!check_text(in->sku, "sku", 1, 64, refusal) ||
        !check_text(in->location, "location", 1, 32, refusal) ||
        !check_text(in->currency, "currency", 0, 3, refusal))
        return NULL;
    if (in->price_nano < 0 || in->price_nano > PRICE_NANO_MAX) {
        refuse(refusal, "price_nano %lld is out of range", (long long)in->price_nano);
        return NULL;
    }
    *out = (struct scarcity_price){in->sku, in->location, in->currency, in->price_nano};
    return out;
}
