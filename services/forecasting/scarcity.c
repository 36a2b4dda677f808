/*
 * Scarcity prices, set by hand: kept as they were said last, and said again for routing, which
 * counts them as its policy says. Whoever comes to compute them says them in the same way.
 */
#include "services/forecasting/scarcity.h"

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_scarcity.h"

void
on_set_scarcity_prices(struct turn *turn, const struct input *input)
{
    const struct scarcity_prices *prices = input->message;
    Crossdock__Envelope__V1__Done done = CROSSDOCK__ENVELOPE__V1__DONE__INIT;

    for (size_t i = 0; i < prices->count; i++) {
        const struct scarcity_price *price = &prices->list[i];
        stage_scarcity_price(turn, price);
        turn_say(turn, price->sku, price->location, write_scarcity_priced(turn_arena(turn), price));
    }
    done.count = (uint32_t)prices->count;
    turn_accept(turn, &done.base);
}
