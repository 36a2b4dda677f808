#include "services/fulfillment-routing/wire_quotes.h"

#include "crossdock/routing/v1/routing.pb-c.h"

READ(read_quote_promise)
{
    const Crossdock__Routing__V1__QuotePromise *in =
        (const Crossdock__Routing__V1__QuotePromise *)message;
    struct promise *out = arena_take(arena, sizeof *out);

    if (!check_text(in->channel, "channel", 0, 64, refusal) ||
        !read_destination(in->destination, &out->destination, refusal) ||
        !check_country(out->destination.country, refusal) || !read_terms(in->terms, out, refusal) ||
        !read_promised_lines(arena, in->lines, in->n_lines, out, refusal))
        return NULL;
    out->channel = in->channel;
    return out;
}
