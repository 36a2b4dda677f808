/*
 * What routing says: plain structs to protobuf. Keys are order ids, subjects location codes.
 */
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/say_parcels.h"
#include "services/fulfillment-routing/store_parcels.h"
#include "services/fulfillment-routing/wire.h"

typedef Crossdock__Order__V1__LineQuantity line_quantity;

static char *
key_of(struct turn *turn, int64_t order_id)
{
    return arena_format(turn_arena(turn), "%lld", (long long)order_id);
}

static void
say_of(struct turn *turn, const struct fulfillment *fulfillment, const ProtobufCMessage *event)
{
    turn_say(turn, key_of(turn, fulfillment->order->id), fulfillment->location->code, event);
}

static line_quantity **
lines_of(struct turn *turn, struct told_lines told)
{
    line_quantity **list = arena_take(turn_arena(turn), told.count * sizeof *list);
    line_quantity *lines = arena_take(turn_arena(turn), told.count * sizeof *lines);

    for (size_t i = 0; i < told.count; i++) {
        crossdock__order__v1__line_quantity__init(&lines[i]);
        lines[i].line = (uint32_t)told.lines[i].line;
        lines[i].sku = (char *)told.lines[i].sku->code;
        lines[i].quantity = told.lines[i].quantity;
        lines[i].together = (uint32_t)told.lines[i].together;
        list[i] = &lines[i];
    }
    return list;
}

/* Sets the fields that all events about a fulfillment order share. */
#define ABOUT(event, fulfillment)                                                                  \
    ((event).order_id = (uint64_t)(fulfillment)->order->id,                                        \
     (event).fulfillment_order_id = (uint64_t)(fulfillment)->id,                                   \
     (event).location = (char *)(fulfillment)->location->code)

/* Where the customer collects it; "": it is delivered. */
static char *
pickup_code(const struct fulfillment *fulfillment)
{
    const struct location *pickup = fulfillment->pickup;

    return pickup != NULL ? (char *)pickup->code : "";
}

void
say_planned(struct turn *turn, const struct fulfillment *fulfillment,
            const struct seen_place *place, uint32_t parcels, const int64_t *before)
{
    bool all = true;
    bool any = false;

    Crossdock__Routing__V1__FulfillmentPlanned event =
        CROSSDOCK__ROUTING__V1__FULFILLMENT_PLANNED__INIT;

    ABOUT(event, fulfillment);
    event.distance_m = fulfillment->distance_m;
    event.n_lines = fulfillment->line_count;
    event.lines = lines_of(turn, (struct told_lines){fulfillment->line_count, fulfillment->lines});
    event.nearest_location = place->nearest_open == NULL ? "" : (char *)place->nearest_open->code;
    event.placed_at_us = fulfillment->order->placed_at_us;
    event.pickup_location = pickup_code(fulfillment);
    event.parcels = parcels;
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        all = all && before[i] == fulfillment->lines[i].quantity;
        any = any || before[i] > 0;
    }
    event.reroute = all;
    event.dispatch_by_us = fulfillment->dispatch_by_us;
    event.deliver_on_day = fulfillment->deliver_on_day;
    event.carrier = (char *)fulfillment->carrier;
    event.service = (char *)fulfillment->service;
    event.cost_nano = fulfillment->cost_nano;
    event.policy = fulfillment->policy;
    if (place->place.by != GEOCODED_NONE) {
        event.latitude_deg = place->place.latitude_deg;
        event.longitude_deg = place->place.longitude_deg;
    }
    if (any && !all) {
        event.n_planned_before = fulfillment->line_count;
        event.planned_before = (int64_t *)before;
    }
    say_of(turn, fulfillment, &event.base);
}

void
say_parked(struct turn *turn, const struct order *order, const char *reason)
{
    Crossdock__Routing__V1__OrderParked event = CROSSDOCK__ROUTING__V1__ORDER_PARKED__INIT;

    event.order_id = (uint64_t)order->id;
    event.reason = (char *)reason;
    turn_say(turn, key_of(turn, order->id), "", &event.base);
}

void
say_accepted(struct turn *turn, const struct fulfillment *fulfillment)
{
    Crossdock__Routing__V1__FulfillmentAccepted event =
        CROSSDOCK__ROUTING__V1__FULFILLMENT_ACCEPTED__INIT;

    ABOUT(event, fulfillment);
    say_of(turn, fulfillment, &event.base);
}

void
say_picked(struct turn *turn, const struct fulfillment *fulfillment, struct told_lines told)
{
    Crossdock__Routing__V1__ItemPicked event = CROSSDOCK__ROUTING__V1__ITEM_PICKED__INIT;

    ABOUT(event, fulfillment);
    event.n_lines = told.count;
    event.lines = lines_of(turn, told);
    say_of(turn, fulfillment, &event.base);
}

void
say_short(struct turn *turn, const struct fulfillment *fulfillment, struct told_lines told,
          int reason)
{
    Crossdock__Routing__V1__ItemShort event = CROSSDOCK__ROUTING__V1__ITEM_SHORT__INIT;

    ABOUT(event, fulfillment);
    event.n_lines = told.count;
    event.lines = lines_of(turn, told);
    event.reason = (Crossdock__Routing__V1__ShortReason)reason;
    say_of(turn, fulfillment, &event.base);
}

void
say_rejected(struct turn *turn, const struct fulfillment *fulfillment, const char *reason,
             struct told_lines told)
{
    Crossdock__Routing__V1__FulfillmentRejected event =
        CROSSDOCK__ROUTING__V1__FULFILLMENT_REJECTED__INIT;

    ABOUT(event, fulfillment);
    event.reason = (char *)reason;
    event.n_lines = told.count;
    event.lines = lines_of(turn, told);
    say_of(turn, fulfillment, &event.base);
}

void
say_shipped(struct turn *turn, const struct fulfillment *fulfillment,
            const struct shipment *shipment, struct told_lines told)
{
    Crossdock__Routing__V1__FulfillmentShipped event =
        CROSSDOCK__ROUTING__V1__FULFILLMENT_SHIPPED__INIT;

    ABOUT(event, fulfillment);
    event.carrier = (char *)shipment->carrier;
    event.tracking = (char *)shipment->tracking;
    event.pickup_location = pickup_code(fulfillment);
    event.service = (char *)shipment->service;
    say_contents(turn, fulfillment, shipment, &event);
    event.n_lines = told.count;
    event.lines = lines_of(turn, told);
    say_of(turn, fulfillment, &event.base);
}

void
say_delivered(struct turn *turn, const struct fulfillment *fulfillment, int64_t delivered_at_us,
              struct told_lines told)
{
    Crossdock__Routing__V1__FulfillmentDelivered event =
        CROSSDOCK__ROUTING__V1__FULFILLMENT_DELIVERED__INIT;

    ABOUT(event, fulfillment);
    event.delivered_at_us = delivered_at_us;
    event.n_lines = told.count;
    event.lines = lines_of(turn, told);
    say_of(turn, fulfillment, &event.base);
}

void
say_delivered_row(struct turn *turn, const struct stored_shipment *shipment,
                  int64_t delivered_at_us)
{
    Crossdock__Routing__V1__FulfillmentDelivered event =
        CROSSDOCK__ROUTING__V1__FULFILLMENT_DELIVERED__INIT;

    event.order_id = (uint64_t)shipment->order_id;
    event.fulfillment_order_id = (uint64_t)shipment->id;
    event.location = (char *)shipment->location;
    event.delivered_at_us = delivered_at_us;
    event.n_lines = shipment->line_count;
    event.lines = lines_of(turn, (struct told_lines){shipment->line_count, shipment->lines});
    turn_say(turn, key_of(turn, shipment->order_id), shipment->location, &event.base);
}

void
say_exception(struct turn *turn, const struct stored_shipment *shipment,
              const struct told_exception *told)
{
    Crossdock__Routing__V1__FulfillmentException event =
        CROSSDOCK__ROUTING__V1__FULFILLMENT_EXCEPTION__INIT;

    event.order_id = (uint64_t)shipment->order_id;
    event.fulfillment_order_id = (uint64_t)shipment->id;
    event.location = (char *)shipment->location;
    event.sscc = (char *)told->sscc;
    event.kind = (Crossdock__Routing__V1__ExceptionKind)told->kind;
    event.note = (char *)told->note;
    turn_say(turn, key_of(turn, shipment->order_id), shipment->location, &event.base);
}

/* Told where it is collected, wherever it came from. */
static void
say_where_collected(struct turn *turn, const struct fulfillment *fulfillment,
                    const ProtobufCMessage *event)
{
    turn_say(turn, key_of(turn, fulfillment->order->id), pickup_code(fulfillment), event);
}

void
say_pickup_ready(struct turn *turn, const struct fulfillment *fulfillment, struct told_lines told)
{
    Crossdock__Routing__V1__PickupReady event = CROSSDOCK__ROUTING__V1__PICKUP_READY__INIT;

    ABOUT(event, fulfillment);
    event.location = pickup_code(fulfillment);
    event.until_us = fulfillment->ready_until_us;
    event.n_lines = told.count;
    event.lines = lines_of(turn, told);
    say_where_collected(turn, fulfillment, &event.base);
}

void
say_pickup_expired(struct turn *turn, const struct fulfillment *fulfillment, struct told_lines told)
{
    Crossdock__Routing__V1__PickupExpired event = CROSSDOCK__ROUTING__V1__PICKUP_EXPIRED__INIT;

    ABOUT(event, fulfillment);
    event.location = pickup_code(fulfillment);
    event.came_from_elsewhere = fulfillment->pickup != fulfillment->location;
    event.n_substitutions = say_substitutions(turn, fulfillment, &event.substitutions);
    event.n_lines = told.count;
    event.lines = lines_of(turn, told);
    say_where_collected(turn, fulfillment, &event.base);
}

void
say_cancelled(struct turn *turn, const struct fulfillment *fulfillment, const char *reason,
              struct told_lines told)
{
    Crossdock__Routing__V1__FulfillmentCancelled event =
        CROSSDOCK__ROUTING__V1__FULFILLMENT_CANCELLED__INIT;

    ABOUT(event, fulfillment);
    event.reason = (char *)reason;
    event.n_lines = told.count;
    event.lines = lines_of(turn, told);
    say_of(turn, fulfillment, &event.base);
}

void
say_recall_answered(struct turn *turn, int64_t order_id, struct told_lines given_back)
{
    Crossdock__Routing__V1__RecallAnswered event = CROSSDOCK__ROUTING__V1__RECALL_ANSWERED__INIT;

    event.order_id = (uint64_t)order_id;
    event.n_given_back = given_back.count;
    event.given_back = lines_of(turn, given_back);
    turn_say(turn, key_of(turn, order_id), "", &event.base);
}

void
say_profile_changed(struct turn *turn, const char *location, const ProtobufCMessage *profile,
                    const char *by)
{
    Crossdock__Routing__V1__ProfileChanged event = CROSSDOCK__ROUTING__V1__PROFILE_CHANGED__INIT;

    event.profile = (Crossdock__Routing__V1__Profile *)profile;
    event.by = (char *)by;
    turn_say(turn, location, location, &event.base);
}

void
say_policy_switched(struct turn *turn, const struct memory *memory, const char *by,
                    const char *note)
{
    Crossdock__Routing__V1__PolicySwitched event = CROSSDOCK__ROUTING__V1__POLICY_SWITCHED__INIT;

    event.active = memory->policy->version;
    event.shadow = memory->shadow == NULL ? 0 : memory->shadow->version;
    event.by = (char *)by;
    event.note = (char *)note;
    turn_say(turn, "", "", &event.base);
}
