/* See wire_timeline.h. */
#include <time.h>

#include "services/order/wire_timeline.h"

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/order/wire_show.h"

#define ORDER(name)     &crossdock__order__v1__##name##__descriptor
#define INVENTORY(name) &crossdock__inventory__v1__##name##__descriptor
#define ROUTING(name)   &crossdock__routing__v1__##name##__descriptor

/* What repeats an event that was heard is not among them: OrderShipped, OrderDelivered,
 * OrderReadyForPickup. */
static const ProtobufCMessageDescriptor *const fact_types[FACT_KIND_COUNT] = {
    [FACT_ORDER_PLACED] = ORDER(order_placed),
    [FACT_RESERVATION_COMMITTED] = INVENTORY(reservation_committed),
    [FACT_STOCK_RESERVED] = INVENTORY(stock_reserved),
    [FACT_STOCK_BACKORDERED] = INVENTORY(stock_backordered),
    [FACT_RESERVATION_RELEASED] = INVENTORY(reservation_released),
    [FACT_RESERVATION_REDIRECTED] = INVENTORY(reservation_redirected),
    [FACT_FULFILLMENT_PLANNED] = ROUTING(fulfillment_planned),
    [FACT_ORDER_PARKED] = ROUTING(order_parked),
    [FACT_ITEM_PICKED] = ROUTING(item_picked),
    [FACT_ITEM_SHORT] = ROUTING(item_short),
    [FACT_FULFILLMENT_REJECTED] = ROUTING(fulfillment_rejected),
    [FACT_FULFILLMENT_CANCELLED] = ROUTING(fulfillment_cancelled),
    [FACT_FULFILLMENT_SHIPPED] = ROUTING(fulfillment_shipped),
    [FACT_ORDER_HELD] = ORDER(order_held),
    [FACT_HOLD_RELEASED] = ORDER(hold_released),
    [FACT_ORDER_RELEASED] = ORDER(order_released),
    [FACT_ORDER_AMENDED] = ORDER(order_amended),
    [FACT_ORDER_REDIRECT_REQUESTED] = ORDER(order_redirect_requested),
    [FACT_ORDER_REDIRECTED] = ORDER(order_redirected),
    [FACT_ORDER_AMEND_REFUSED] = ORDER(order_amend_refused),
    [FACT_ORDER_CANCEL_REQUESTED] = ORDER(order_cancel_requested),
    [FACT_ORDER_LINES_CANCELLED] = ORDER(order_lines_cancelled),
    [FACT_ORDER_CANCELLED] = ORDER(order_cancelled),
    [FACT_ORDER_CANCEL_REFUSED] = ORDER(order_cancel_refused),
    [FACT_ORDER_CLOSED] = ORDER(order_closed),
    [FACT_RETURN_REQUESTED] = ORDER(return_requested),
    [FACT_RETURN_AUTHORIZED] = ORDER(return_authorized),
    [FACT_RETURN_DECLINED] = ORDER(return_declined),
    [FACT_RETURN_CANCELLED] = ORDER(return_cancelled),
    [FACT_RETURN_EXPIRED] = ORDER(return_expired),
    [FACT_RETURN_RECEIVED] = ORDER(return_received),
    [FACT_RETURN_INSPECTED] = ORDER(return_inspected),
    [FACT_RETURN_RESOLVED] = ORDER(return_resolved),
    [FACT_REFUND_DUE] = ORDER(refund_due),
    [FACT_RETURN_CLOSED] = ORDER(return_closed),
    [FACT_CUSTOMER_ERASED] = ORDER(customer_erased),
    [FACT_FULFILLMENT_DELIVERED] = ROUTING(fulfillment_delivered),
    [FACT_FULFILLMENT_EXCEPTION] = ROUTING(fulfillment_exception),
    [FACT_PICKUP_READY] = ROUTING(pickup_ready),
    [FACT_PICKUP_EXPIRED] = ROUTING(pickup_expired),
    [FACT_PROMISE_CHANGED] = ROUTING(promise_changed),
};

enum fact_kind
wire_fact_kind(const ProtobufCMessageDescriptor *type)
{
    for (int kind = FACT_NONE + 1; kind < FACT_KIND_COUNT; kind++)
        if (fact_types[kind] == type)
            return (enum fact_kind)kind;
    return FACT_NONE;
}

static uint64_t
number_field(const ProtobufCMessage *event, const char *name)
{
    const ProtobufCFieldDescriptor *field =
        protobuf_c_message_descriptor_get_field_by_name(event->descriptor, name);
    const char *value = (const char *)event + field->offset;

    return field->type == PROTOBUF_C_TYPE_UINT64 ? *(const uint64_t *)(const void *)value
                                                 : *(const uint32_t *)(const void *)value;
}

/* Lines of every kind have a quantity. */
static int64_t
sum_of_lines(const ProtobufCMessage *event)
{
    const ProtobufCFieldDescriptor *field =
        protobuf_c_message_descriptor_get_field_by_name(event->descriptor, "lines");
    const size_t count =
        *(const size_t *)(const void *)((const char *)event + field->quantifier_offset);
    const char *const *lines =
        *(const char *const *const *)(const void *)((const char *)event + field->offset);
    const ProtobufCFieldDescriptor *quantity =
        protobuf_c_message_descriptor_get_field_by_name(field->descriptor, "quantity");
    int64_t units = 0;

    for (size_t i = 0; i < count; i++)
        units += *(const int64_t *)(const void *)(lines[i] + quantity->offset);
    return units;
}

static uint64_t
hold_of(const ProtobufCMessage *event, enum fact_kind kind)
{
    if (kind == FACT_HOLD_RELEASED)
        return ((const Crossdock__Order__V1__HoldReleased *)event)->reason;
    const Crossdock__Order__V1__Hold *hold = ((const Crossdock__Order__V1__OrderHeld *)event)->hold;
    return hold != NULL ? hold->reason : 0;
}

void
wire_read_fact(const ProtobufCMessage *event, struct fact *fact)
{
    const struct fact_kind_row *kind = &fact_kinds[fact->kind];

    switch (kind->number) {
    case NUMBERS_REQUEST:
        fact->number = number_field(event, "request");
        break;
    case NUMBERS_RETURN:
        fact->number = number_field(event, "return_id");
        break;
    case NUMBERS_HOLD:
        fact->number = hold_of(event, fact->kind);
        break;
    case NUMBERS_FULFILLMENT_ORDER:
    case NUMBERS_AGAIN:
    case NUMBERS_FAULT:
    case NUMBERS_DAY:
    case NUMBERS_NOTHING:
        break;
    }
    if (kind->has_units)
        fact->units = sum_of_lines(event);
}

/* --- GetTimeline ----------------------------------------------------------------------------- */

const void *
wire_read_get_timeline(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__GetTimeline *message = (const void *)base;
    Crossdock__Order__V1__GetOrder same = CROSSDOCK__ORDER__V1__GET_ORDER__INIT;

    same.order_id = message->order_id;
    same.channel = message->channel;
    same.external_id = message->external_id;
    return wire_read_get_order(arena, &same.base, refusal);
}

static const char *
source_of(const struct fact *fact)
{
    switch (fact_kinds[fact->kind].source) {
    case SAID_BY_INVENTORY:
        return "inventory";
    case SAID_BY_ROUTING:
        return "fulfillment-routing";
    case SAID_BY_ORDER:
        break;
    }
    return fact->by_command ? "command" : "order";
}

/* Numbers of something that can be looked up. */
static uint64_t
shown_number(const struct fact *fact)
{
    const enum fact_number number = fact_kinds[fact->kind].number;

    return number == NUMBERS_HOLD || number == NUMBERS_AGAIN ? 0 : fact->number;
}

/* "2026-12-01" */
static const char *
day_words(struct arena *arena, int64_t day)
{
    const time_t at = (time_t)day * 86400;
    struct tm parts;
    char text[40];

    strftime(text, sizeof text, "%Y-%m-%d", gmtime_r(&at, &parts));
    return arena_text(arena, text);
}

/* "planned: 2 units, fulfillment order 7" */
static const char *
words_of(struct arena *arena, const struct fact *fact)
{
    static const char *const numbered[] = {
        [NUMBERS_NOTHING] = "",
        [NUMBERS_FULFILLMENT_ORDER] = "fulfillment order",
        [NUMBERS_REQUEST] = "request",
        [NUMBERS_RETURN] = "return",
        [NUMBERS_HOLD] = "",
        [NUMBERS_AGAIN] = "",
        [NUMBERS_FAULT] = "fulfillment order",
        [NUMBERS_DAY] = "fulfillment order",
    };
    const struct fact_kind_row *kind = &fact_kinds[fact->kind];
    const char *units = "", *number = "";

    if (kind->number == NUMBERS_HOLD)
        return arena_format(arena, "%s %s", kind->words, hold_words(fact->number));
    if (kind->number == NUMBERS_FAULT)
        units = arena_format(arena, " %s", fault_words(fact->units));
    else if (kind->number == NUMBERS_DAY && fact->units != 0)
        units = arena_format(arena, ": on %s", day_words(arena, fact->units));
    else if (fact->kind == FACT_ORDER_CANCEL_REQUESTED && fact->units == 0)
        units = ": everything";
    else if (kind->has_units)
        units = arena_format(arena, ": %lld unit%s", (long long)fact->units,
                             fact->units == 1 ? "" : "s");
    if (shown_number(fact) != 0)
        number = arena_format(arena, ", %s %llu", numbered[kind->number],
                              (unsigned long long)fact->number);
    const bool again = kind->number == NUMBERS_AGAIN && fact->number != 0;
    return arena_format(arena, "%s%s%s", again ? kind->words_again : kind->words, units, number);
}

static Crossdock__Order__V1__Fact *
make_fact(struct arena *arena, const struct fact *fact)
{
    const struct fact_kind_row *kind = &fact_kinds[fact->kind];
    Crossdock__Order__V1__Fact *to = arena_take(arena, sizeof *to);

    crossdock__order__v1__fact__init(to);
    to->at_us = fact->at_us;
    to->what = (char *)kind->name;
    to->source = (char *)source_of(fact);
    to->position = fact->position;
    to->number = shown_number(fact);
    to->units = kind->has_units ? fact->units : 0;
    to->words = (char *)words_of(arena, fact);
    return to;
}

const ProtobufCMessage *
wire_timeline(struct arena *arena, const struct order *order, const struct facts *facts)
{
    Crossdock__Order__V1__Timeline *view = arena_take(arena, sizeof *view);
    struct fact fact;
    size_t bytes, count = 0;

    crossdock__order__v1__timeline__init(view);
    view->order_id = (uint64_t)order->order_id;
    for (size_t at = 0; at < facts->used; at += bytes, count++) {
        bytes = fact_unpack(&facts->bytes[at], facts->used - at, order->received_at_us, &fact);
        assert(bytes > 0); /* only fact_pack writes there */
    }
    view->facts = arena_take(arena, count * sizeof *view->facts);
    for (size_t at = 0; at < facts->used; at += bytes) {
        bytes = fact_unpack(&facts->bytes[at], facts->used - at, order->received_at_us, &fact);
        view->facts[view->n_facts++] = make_fact(arena, &fact);
    }
    return &view->base;
}
