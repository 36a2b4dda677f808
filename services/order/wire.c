/* Protobuf to plain structs and back. See wire.h. */
#include "services/order/wire.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/order/core/content_hash.h"
#include "services/order/core/line_shown.h"
#include "services/order/core/number_lines.h"
#include "services/order/core/order_progress.h"

typedef Crossdock__Order__V1__LineQuantity line_quantity;

/* NULL, so that a reader can return the refusal. */
static const void *refuse(struct refusal *refusal, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static const void *
refuse(struct refusal *refusal, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(refusal->reason, sizeof refusal->reason, format, arguments);
    va_end(arguments);
    return NULL;
}

static bool
id_is_valid(uint64_t id)
{
    return id >= 1 && id <= INT64_MAX;
}

/* --- commands ------------------------------------------------------------------------------- */

static void
take_lines(struct arena *arena, const Crossdock__Order__V1__PlaceOrder *message,
           struct order_request *request)
{
    request->lines_given = message->n_lines;
    request->line_count =
        (uint32_t)(message->n_lines < ORDER_LINES_MAX ? message->n_lines : ORDER_LINES_MAX);
    request->lines = arena_take(arena, request->line_count * sizeof *request->lines);
    for (uint32_t i = 0; i < request->line_count; i++) {
        const Crossdock__Order__V1__Line *line = message->lines[i];

        request->lines[i] = (struct request_line){.line = line->line,
                                                  .sku = line->sku,
                                                  .quantity = line->quantity,
                                                  .unit_price_minor = line->unit_price_minor};
    }
    number_lines(request->lines, request->line_count);
}

const void *
wire_read_place_order(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    static const Crossdock__Order__V1__Destination nowhere =
        CROSSDOCK__ORDER__V1__DESTINATION__INIT;
    static const Crossdock__Order__V1__Recipient nobody = CROSSDOCK__ORDER__V1__RECIPIENT__INIT;
    const Crossdock__Order__V1__PlaceOrder *message = (const void *)base;
    const Crossdock__Order__V1__Destination *to =
        message->destination ? message->destination : &nowhere;
    const Crossdock__Order__V1__Recipient *recipient =
        message->recipient ? message->recipient : &nobody;
    struct order_request *request = arena_take(arena, sizeof *request);

    (void)refusal; /* whatever is wrong with an order is a defect, told in the reply */
    *request = (struct order_request){
        .channel = message->channel,
        .external_id = message->external_id,
        .placed_at_us = message->placed_at_us,
        .currency = message->currency,
        .country = to->country,
        .region = to->region,
        .city = to->city,
        .postal_code = to->postal_code,
        .recipient = {.name = recipient->name,
                      .street = recipient->street,
                      .phone = recipient->phone,
                      .email = recipient->email},
        .ship_complete = message->ship_complete,
        .address_incomplete = message->address_incomplete,
        .priority = message->priority,
    };
    take_lines(arena, message, request);
    content_hash(request, request->content_hash);
    return request;
}

const void *
wire_read_cancel_order(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__CancelOrder *message = (const void *)base;
    struct cancel_request *request = arena_take(arena, sizeof *request);

    if (!id_is_valid(message->order_id))
        return refuse(refusal, "order_id: there is no order %llu",
                      (unsigned long long)message->order_id);
    if (strlen(message->reason) > TEXT_BYTES_MAX)
        return refuse(refusal, "reason: longer than %d bytes", TEXT_BYTES_MAX);
    *request =
        (struct cancel_request){.order_id = (int64_t)message->order_id, .reason = message->reason};
    return request;
}

const void *
wire_read_get_order(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__GetOrder *message = (const void *)base;
    struct order_query *query = arena_take(arena, sizeof *query);

    if (message->order_id > INT64_MAX)
        return refuse(refusal, "order_id: there is no order %llu",
                      (unsigned long long)message->order_id);
    if (message->order_id == 0 &&
        !(channel_is_valid(message->channel) && external_id_is_valid(message->external_id)))
        return refuse(refusal, "name an order by order_id, or by channel and external_id");
    *query = (struct order_query){.order_id = (int64_t)message->order_id,
                                  .channel = message->channel,
                                  .external_id = message->external_id};
    return query;
}

/* --- events --------------------------------------------------------------------------------- */

const void *
wire_read_item_changed(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ItemChanged *message = (const void *)base;
    struct changed_item *item = arena_take(arena, sizeof *item);

    if (message->item == NULL)
        return refuse(refusal, "item: missing");
    if (message->item->sku[0] == '\0' || strlen(message->item->sku) > SKU_BYTES_MAX)
        return refuse(refusal, "item.sku: not 1 to %d bytes", SKU_BYTES_MAX);
    item->sku = message->item->sku;
    return item;
}

/* What all events about units of an order have in common. */
static struct order_change *
read_change(struct arena *arena, struct refusal *refusal, uint64_t order_id,
            line_quantity *const *lines, size_t line_count)
{
    struct order_change *change = arena_take(arena, sizeof *change);

    if (!id_is_valid(order_id)) {
        refuse(refusal, "order_id: there is no order %llu", (unsigned long long)order_id);
        return NULL;
    }
    if (line_count < 1 || line_count > ORDER_LINES_MAX) {
        refuse(refusal, "lines: %zu of them", line_count);
        return NULL;
    }
    *change = (struct order_change){.order_id = (int64_t)order_id,
                                    .location = "",
                                    .carrier = "",
                                    .tracking = "",
                                    .line_count = (uint32_t)line_count};
    change->lines = arena_take(arena, line_count * sizeof *change->lines);
    for (size_t i = 0; i < line_count; i++) {
        if (lines[i]->quantity < 1 || lines[i]->quantity > ORDER_QUANTITY_MAX) {
            refuse(refusal, "lines: quantity %lld of line %u", (long long)lines[i]->quantity,
                   lines[i]->line);
            return NULL;
        }
        change->lines[i] = (struct line_change){
            .line = lines[i]->line, .sku = lines[i]->sku, .quantity = lines[i]->quantity};
    }
    return change;
}

const void *
wire_read_reservation_committed(struct arena *arena, const ProtobufCMessage *base,
                                struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ReservationCommitted *message = (const void *)base;

    return read_change(arena, refusal, message->order_id, message->lines, message->n_lines);
}

const void *
wire_read_stock_backordered(struct arena *arena, const ProtobufCMessage *base,
                            struct refusal *refusal)
{
    const Crossdock__Inventory__V1__StockBackordered *message = (const void *)base;

    return read_change(arena, refusal, message->order_id, message->lines, message->n_lines);
}

const void *
wire_read_fulfillment_planned(struct arena *arena, const ProtobufCMessage *base,
                              struct refusal *refusal)
{
    const Crossdock__Routing__V1__FulfillmentPlanned *message = (const void *)base;

    return read_change(arena, refusal, message->order_id, message->lines, message->n_lines);
}

const void *
wire_read_item_picked(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Routing__V1__ItemPicked *message = (const void *)base;

    return read_change(arena, refusal, message->order_id, message->lines, message->n_lines);
}

const void *
wire_read_item_short(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Routing__V1__ItemShort *message = (const void *)base;

    return read_change(arena, refusal, message->order_id, message->lines, message->n_lines);
}

const void *
wire_read_fulfillment_rejected(struct arena *arena, const ProtobufCMessage *base,
                               struct refusal *refusal)
{
    const Crossdock__Routing__V1__FulfillmentRejected *message = (const void *)base;

    return read_change(arena, refusal, message->order_id, message->lines, message->n_lines);
}

const void *
wire_read_fulfillment_shipped(struct arena *arena, const ProtobufCMessage *base,
                              struct refusal *refusal)
{
    const Crossdock__Routing__V1__FulfillmentShipped *message = (const void *)base;
    struct order_change *change =
        read_change(arena, refusal, message->order_id, message->lines, message->n_lines);

    if (change == NULL)
        return NULL;
    if (!id_is_valid(message->fulfillment_order_id))
        return refuse(refusal, "fulfillment_order_id: missing");
    change->fulfillment_order_id = (int64_t)message->fulfillment_order_id;
    change->location = message->location;
    change->carrier = message->carrier;
    change->tracking = message->tracking;
    return change;
}

const void *
wire_read_reservation_released(struct arena *arena, const ProtobufCMessage *base,
                               struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ReservationReleased *message = (const void *)base;
    struct order_release *release = arena_take(arena, sizeof *release);

    if (!id_is_valid(message->order_id))
        return refuse(refusal, "order_id: there is no order %llu",
                      (unsigned long long)message->order_id);
    if (message->n_lines > ORDER_LINES_MAX)
        return refuse(refusal, "lines: %zu of them", message->n_lines);
    *release = (struct order_release){.order_id = (int64_t)message->order_id,
                                      .reason = message->reason,
                                      .line_count = (uint32_t)message->n_lines};
    release->lines = arena_take(arena, message->n_lines * sizeof *release->lines);
    for (size_t i = 0; i < message->n_lines; i++) {
        const Crossdock__Inventory__V1__ReleasedLine *line = message->lines[i];

        if (line->was_backordered < 0 || line->was_backordered > ORDER_QUANTITY_MAX ||
            line->was_promised < 0 || line->was_promised > ORDER_QUANTITY_MAX)
            return refuse(refusal, "lines: units released of line %u", line->line);
        release->lines[i] = (struct released_line){.line = line->line,
                                                   .sku = line->sku,
                                                   .was_backordered = line->was_backordered,
                                                   .was_promised = line->was_promised};
    }
    return release;
}

/* The first bytes of a text, never half a character. */
static const char *
cut_text(struct arena *arena, const char *text, size_t bytes_max)
{
    size_t bytes = strlen(text);

    if (bytes <= bytes_max)
        return text;
    bytes = bytes_max;
    while (bytes > 0 && ((uint8_t)text[bytes] & 0xc0) == 0x80)
        bytes--;
    char *cut = arena_take(arena, bytes + 1);
    memcpy(cut, text, bytes);
    return cut;
}

const void *
wire_read_order_parked(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Routing__V1__OrderParked *message = (const void *)base;
    struct parked_order *parked = arena_take(arena, sizeof *parked);

    if (!id_is_valid(message->order_id))
        return refuse(refusal, "order_id: there is no order %llu",
                      (unsigned long long)message->order_id);
    if (message->reason[0] == '\0')
        return refuse(refusal, "reason: missing");
    *parked = (struct parked_order){.order_id = (int64_t)message->order_id,
                                    .reason = cut_text(arena, message->reason, TEXT_BYTES_MAX)};
    return parked;
}

/* --- replies -------------------------------------------------------------------------------- */

const ProtobufCMessage *
wire_place_order_reply(struct arena *arena, int64_t order_id, const struct defects *defects)
{
    Crossdock__Order__V1__PlaceOrderReply *reply = arena_take(arena, sizeof *reply);

    crossdock__order__v1__place_order_reply__init(reply);
    reply->order_id = (uint64_t)order_id;
    if (defects == NULL)
        return &reply->base;

    Crossdock__Order__V1__Defect *list = arena_take(arena, defects->count * sizeof *list);
    reply->defects = arena_take(arena, defects->count * sizeof *reply->defects);
    reply->n_defects = defects->count;
    for (size_t i = 0; i < defects->count; i++) {
        const struct defect *defect = &defects->list[i];

        crossdock__order__v1__defect__init(&list[i]);
        list[i].code = (Crossdock__Order__V1__DefectCode)defect->code;
        list[i].line = defect->line;
        list[i].field = (char *)defect->field;
        list[i].detail = (char *)defect->detail;
        reply->defects[i] = &list[i];
    }
    return &reply->base;
}

const ProtobufCMessage *
wire_cancel_order_reply(struct arena *arena, int64_t order_id)
{
    Crossdock__Order__V1__CancelOrderReply *reply = arena_take(arena, sizeof *reply);

    crossdock__order__v1__cancel_order_reply__init(reply);
    reply->order_id = (uint64_t)order_id;
    return &reply->base;
}

static Crossdock__Order__V1__Destination *
make_destination(struct arena *arena, const struct order *order)
{
    Crossdock__Order__V1__Destination *to = arena_take(arena, sizeof *to);

    crossdock__order__v1__destination__init(to);
    to->country = (char *)order->country;
    to->region = (char *)order->region;
    to->city = (char *)order->city;
    to->postal_code = (char *)order->postal_code;
    return to;
}

static Crossdock__Order__V1__Recipient *
make_recipient(struct arena *arena, const struct recipient *recipient)
{
    Crossdock__Order__V1__Recipient *to = arena_take(arena, sizeof *to);

    crossdock__order__v1__recipient__init(to);
    to->name = (char *)recipient->name;
    to->street = (char *)recipient->street;
    to->phone = (char *)recipient->phone;
    to->email = (char *)recipient->email;
    return to;
}

static void
make_line_view(Crossdock__Order__V1__LineView *view, const struct order_line *line)
{
    const struct line_shown shown = line_shown(&line->units);

    crossdock__order__v1__line_view__init(view);
    view->line = line->line;
    view->sku = (char *)line->sku;
    view->unit_price_minor = line->unit_price_minor;
    view->ordered = line->units.ordered;
    view->cancelled = line->units.cancelled;
    view->backordered = shown.backordered;
    view->reserved = shown.reserved;
    view->allocated = shown.allocated;
    view->picked = shown.picked;
    view->shipped = line->units.shipped;
}

const ProtobufCMessage *
wire_order_view(struct arena *arena, const struct order *order, const struct recipient *recipient,
                const char *waits_for)
{
    Crossdock__Order__V1__OrderView *view = arena_take(arena, sizeof *view);
    Crossdock__Order__V1__LineView *lines = arena_take(arena, order->line_count * sizeof *lines);

    crossdock__order__v1__order_view__init(view);
    view->order_id = (uint64_t)order->order_id;
    view->channel = (char *)order->channel;
    view->external_id = (char *)order->external_id;
    view->status = (Crossdock__Order__V1__OrderStatus)order->status;
    view->progress = (Crossdock__Order__V1__Progress)order_progress(order);
    view->placed_at_us = order->placed_at_us;
    view->received_at_us = order->received_at_us;
    view->currency = (char *)order->currency;
    view->destination = make_destination(arena, order);
    if (recipient != NULL)
        view->recipient = make_recipient(arena, recipient);
    view->ship_complete = order->ship_complete;
    view->priority = order->priority;
    view->waits_for = (char *)waits_for;
    view->n_lines = order->line_count;
    view->lines = arena_take(arena, order->line_count * sizeof *view->lines);
    for (uint32_t i = 0; i < order->line_count; i++) {
        make_line_view(&lines[i], &order->lines[i]);
        view->lines[i] = &lines[i];
    }
    return &view->base;
}

/* --- the order feed: key = order id, subject = channel -----------------------------------------
 */

static void
say(struct turn *turn, const struct order *order, const ProtobufCMessage *event)
{
    char key[24];

    snprintf(key, sizeof key, "%lld", (long long)order->order_id);
    turn_say(turn, key, order->channel, event);
}

static line_quantity **
make_quantities(struct arena *arena, const struct line_change *lines, uint32_t line_count)
{
    line_quantity *list = arena_take(arena, line_count * sizeof *list);
    line_quantity **quantities = arena_take(arena, line_count * sizeof *quantities);

    for (uint32_t i = 0; i < line_count; i++) {
        crossdock__order__v1__line_quantity__init(&list[i]);
        list[i].line = lines[i].line;
        list[i].sku = (char *)lines[i].sku;
        list[i].quantity = lines[i].quantity;
        quantities[i] = &list[i];
    }
    return quantities;
}

void
wire_say_order_placed(struct turn *turn, const struct order *order)
{
    struct arena *arena = turn_arena(turn);
    Crossdock__Order__V1__OrderPlaced event = CROSSDOCK__ORDER__V1__ORDER_PLACED__INIT;
    Crossdock__Order__V1__Line *lines = arena_take(arena, order->line_count * sizeof *lines);

    event.order_id = (uint64_t)order->order_id;
    event.channel = (char *)order->channel;
    event.external_id = (char *)order->external_id;
    event.placed_at_us = order->placed_at_us;
    event.destination = make_destination(arena, order);
    event.ship_complete = order->ship_complete;
    event.priority = order->priority;
    event.currency = (char *)order->currency;
    event.n_lines = order->line_count;
    event.lines = arena_take(arena, order->line_count * sizeof *event.lines);
    for (uint32_t i = 0; i < order->line_count; i++) {
        const struct order_line *line = &order->lines[i];

        crossdock__order__v1__line__init(&lines[i]);
        lines[i].line = line->line;
        lines[i].sku = (char *)line->sku;
        lines[i].quantity = line->units.ordered;
        lines[i].unit_price_minor = line->unit_price_minor;
        event.lines[i] = &lines[i];
    }
    say(turn, order, &event.base);
}

void
wire_say_order_cancel_requested(struct turn *turn, const struct order *order, const char *reason)
{
    Crossdock__Order__V1__OrderCancelRequested event =
        CROSSDOCK__ORDER__V1__ORDER_CANCEL_REQUESTED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.reason = (char *)reason;
    say(turn, order, &event.base);
}

void
wire_say_order_cancelled(struct turn *turn, const struct order *order,
                         const struct line_change *lines, uint32_t line_count)
{
    Crossdock__Order__V1__OrderCancelled event = CROSSDOCK__ORDER__V1__ORDER_CANCELLED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.n_lines = line_count;
    event.lines = make_quantities(turn_arena(turn), lines, line_count);
    say(turn, order, &event.base);
}

void
wire_say_order_cancel_refused(struct turn *turn, const struct order *order, const char *reason)
{
    Crossdock__Order__V1__OrderCancelRefused event =
        CROSSDOCK__ORDER__V1__ORDER_CANCEL_REFUSED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.reason = (char *)reason;
    say(turn, order, &event.base);
}

void
wire_say_order_shipped(struct turn *turn, const struct order *order,
                       const struct order_change *shipment)
{
    Crossdock__Order__V1__OrderShipped event = CROSSDOCK__ORDER__V1__ORDER_SHIPPED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.fulfillment_order_id = (uint64_t)shipment->fulfillment_order_id;
    event.location = (char *)shipment->location;
    event.carrier = (char *)shipment->carrier;
    event.tracking = (char *)shipment->tracking;
    event.n_lines = shipment->line_count;
    event.lines = make_quantities(turn_arena(turn), shipment->lines, shipment->line_count);
    say(turn, order, &event.base);
}

void
wire_say_order_closed(struct turn *turn, const struct order *order)
{
    Crossdock__Order__V1__OrderClosed event = CROSSDOCK__ORDER__V1__ORDER_CLOSED__INIT;

    event.order_id = (uint64_t)order->order_id;
    say(turn, order, &event.base);
}
