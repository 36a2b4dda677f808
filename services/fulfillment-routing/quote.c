/*
 * What it would take to ship a cart, and by when: the decision that an order would get at this
 * moment, without any effect. Nothing is reserved, nothing is remembered.
 */
#include <string.h>

#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/parcel_promise.h"
#include "services/fulfillment-routing/store.h"

typedef Crossdock__Routing__V1__PromiseQuote quote_message;
typedef Crossdock__Routing__V1__QuotedParcel parcel_message;
typedef Crossdock__Order__V1__LineQuantity line_quantity;

/* One that nobody has heard of stands nowhere; it is not remembered for having been asked for. */
static struct sku *
sku_asked(struct turn *turn, const char *code)
{
    struct sku *sku = map_find_text(store_memory(turn)->sku_by_code, code);

    if (sku == NULL) {
        sku = arena_take(turn_arena(turn), sizeof *sku);
        sku->code = code;
    }
    return sku;
}

static struct ask *
lines_asked(struct turn *turn, const struct promise *asked)
{
    struct ask *lines = arena_take(turn_arena(turn), asked->line_count * sizeof *lines);

    for (size_t i = 0; i < asked->line_count; i++) {
        const struct promised_line *from = &asked->lines[i];
        lines[i] = (struct ask){.line = from->line,
                                .sku = sku_asked(turn, from->sku),
                                .quantity = from->quantity,
                                .together = from->together};
    }
    return lines;
}

static void
put_parcel(struct turn *turn, const struct decided *decided, size_t parcel, bool open_book,
           parcel_message *to)
{
    struct arena *arena = turn_arena(turn);
    const struct parcel_promise promise = parcel_promise(store_memory(turn), decided, parcel);
    line_quantity *lines = arena_take(arena, decided->line_count * sizeof *lines);

    crossdock__routing__v1__quoted_parcel__init(to);
    to->location = open_book ? (char *)promise.location->code : "";
    to->dispatch_by_us = promise.dispatch_by_us;
    to->deliver_on_day = promise.deliver_on_day;
    to->carrier = (char *)promise.carrier;
    to->service = (char *)promise.service;
    to->cost_nano = promise.cost_nano;
    to->distance_m = decided->request->sites[decided->choice->plan.sites[parcel]].distance_m;
    to->lines = arena_take(arena, decided->line_count * sizeof *to->lines);
    for (uint32_t line = 0; line < decided->line_count; line++) {
        const int64_t units = decided->taken[parcel * decided->line_count + line];
        if (units == 0)
            continue;
        crossdock__order__v1__line_quantity__init(&lines[line]);
        lines[line].line = (uint32_t)decided->lines[line].line;
        lines[line].sku = (char *)decided->lines[line].sku->code;
        lines[line].quantity = units;
        to->lines[to->n_lines++] = &lines[line];
    }
}

/* open_book: locations are told by their codes. */
static void
put_parcels(struct turn *turn, const struct decided *decided, bool open_book, quote_message *to)
{
    const size_t count = decided->choice->plan.site_count;
    parcel_message *parcels = arena_take(turn_arena(turn), count * sizeof *parcels);
    bool dated = true;

    to->possible = true;
    to->parcels = arena_take(turn_arena(turn), count * sizeof *to->parcels);
    for (size_t i = 0; i < count; i++) {
        put_parcel(turn, decided, i, open_book, &parcels[i]);
        to->parcels[to->n_parcels++] = &parcels[i];
        to->cost_nano += parcels[i].cost_nano;
        dated = dated && parcels[i].deliver_on_day != 0;
        if (parcels[i].deliver_on_day > to->deliver_on_day)
            to->deliver_on_day = parcels[i].deliver_on_day;
    }
    if (!dated)
        to->deliver_on_day = 0;
    to->in_time =
        decided->needed_by_day == 0 || (dated && to->deliver_on_day <= decided->needed_by_day);
}

static void
answer(struct turn *turn, const struct order *order, const struct promise *asked, bool open_book)
{
    quote_message quote = CROSSDOCK__ROUTING__V1__PROMISE_QUOTE__INIT;
    struct made made;

    request_decide(turn, order, lines_asked(turn, asked), (uint32_t)asked->line_count, 0, &made);
    quote.policy = made.decided.policy->version;
    quote.currency = (char *)made.decided.policy->currency;
    if (made.decided.parked == 0)
        put_parcels(turn, &made.decided, open_book, &quote);
    else
        quote.reason =
            arena_format(turn_arena(turn), "%s: %s", parked_reason_name(made.decided.parked),
                         parked_sentence(turn, order, made.decided.parked));
    turn_accept(turn, &quote.base);
}

HANDLE(on_quote_promise)
{
    const struct promise *asked = input->message;
    const bool is_shop = input->from->role == ROLE_STOREFRONT;
    struct order order = {
        .destination = asked->destination,
        .terms = {.deliver_by_day = asked->deliver_by_day,
                  .substitutes_allowed = asked->substitutes_allowed},
        .channel = is_shop ? input->from->subject : asked->channel,
    };

    if (is_shop && asked->channel[0] != '\0' && strcmp(asked->channel, order.channel) != 0) {
        turn_deny(turn, "this key acts for another channel");
        return;
    }
    if (asked->pickup_location[0] != '\0') {
        order.terms.pickup = location_find(store_memory(turn), asked->pickup_location);
        if (order.terms.pickup == NULL) {
            turn_not_found(
                turn, "pickup_location",
                arena_format(turn_arena(turn), "there is no location %s", asked->pickup_location));
            return;
        }
    }
    answer(turn, &order, asked, !is_shop);
}
