/* What the fulfillment-routing feed tells of orders: which location ships what, and how far it is. */
#include <string.h>

#include "common/text.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/gateway/handlers.h"
#include "services/gateway/told.h"

#define MESSAGE(name) Crossdock__Routing__V1__##name

/* Reasons of FulfillmentRejected that are routing's own, not the warehouse's. */
static bool
is_own_reason(const char *reason)
{
    static const char *const own[] = { "LOCATION_CLOSED", "CAPACITY_CLOSED", "PROMISE_AT_RISK", "MOVED" };

    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        if (strncmp(reason, own[i], strlen(own[i])) == 0)
            return true;
    return false;
}

static const char *
location_of(struct turn *turn, const char *location)
{
    char *copy = arena_take(turn_arena(turn), CODE_BYTES_MAX + 1);

    text_copy(copy, CODE_BYTES_MAX + 1, location);
    return copy;
}

void
on_fulfillment_planned(struct turn *turn, const struct input *input)
{
    const MESSAGE(FulfillmentPlanned) *message = input->message;
    const int64_t units = told_units(message->lines, message->n_lines);
    const char *location = location_of(turn, message->location);
    struct touched_order *touched =
        tell_order(turn, input, "%lld units from %s, %lld km%s", (long long)units, location,
                   (long long)(message->distance_m / 1000), message->reroute ? ", routed again" : "");

    if (touched == NULL)
        return;
    if (touched->order->is_parked)
        touched->parked = "";
    struct parcel *parcel =
        orders_plan(turn, touched, (int64_t)message->fulfillment_order_id, location, units);
    parcel->planned_at_us = input->time_us;
    parcel->dispatch_by_us = message->dispatch_by_us;
    touched->order->reroutes += message->reroute ? 1 : 0;
    tally_add(turn, PARCELS_EVER_PLANNED, day_of(input->time_us), location, "", 1);
    flow_count(turn, input->time_us, FLOW_PLANNED, 1);
    flow_add_route(turn, &(struct flow_route){ .order_id = touched->order->order_id, .at_us = input->time_us,
                                               .distance_m = message->distance_m, .units = units,
                                               .location = location,
                                               .latitude_deg = message->latitude_deg,
                                               .longitude_deg = message->longitude_deg });
    stock_add_allocated(turn, message->location, message->lines, message->n_lines, 1);
}

void
on_order_parked(struct turn *turn, const struct input *input)
{
    const MESSAGE(OrderParked) *message = input->message;
    struct touched_order *touched = tell_order(turn, input, "waits for people: %s", message->reason);

    if (touched == NULL)
        return;
    touched->order->is_parked = true;
    touched->parked = message->reason;
}

void
on_fulfillment_accepted(struct turn *turn, const struct input *input)
{
    const MESSAGE(FulfillmentAccepted) *message = input->message;

    (void)tell_order(turn, input, "%s works on it", message->location);
}

void
on_item_picked(struct turn *turn, const struct input *input)
{
    const MESSAGE(ItemPicked) *message = input->message;
    const int64_t units = told_units(message->lines, message->n_lines);
    struct touched_order *touched =
        tell_order(turn, input, "%lld units picked at %s", (long long)units, message->location);

    if (touched == NULL)
        return;
    order_pick(touched->order, (int64_t)message->fulfillment_order_id, units);
    tally_add(turn, UNITS_PICKED, day_of(input->time_us), location_of(turn, message->location), "", units);
}

/* --- taken back ------------------------------------------------------------------------------ */

static void
withdraw(struct turn *turn, struct touched_order *touched, uint64_t fulfillment_id, const char *location,
         told_line *const *lines, size_t count)
{
    order_withdraw(touched->order, (int64_t)fulfillment_id, told_units(lines, count));
    stock_add_allocated(turn, location, lines, count, -1);
}

void
on_item_short(struct turn *turn, const struct input *input)
{
    const MESSAGE(ItemShort) *message = input->message;
    const int64_t units = told_units(message->lines, message->n_lines);
    const char *location = location_of(turn, message->location);
    struct touched_order *touched =
        tell_order(turn, input, "%lld units are not there at %s", (long long)units, location);

    if (touched == NULL)
        return;
    withdraw(turn, touched, message->fulfillment_order_id, message->location, message->lines, message->n_lines);
    tally_add(turn, UNITS_SHORT, day_of(input->time_us), location, "", units);
    tally_add(turn, SHORTS, day_of(input->time_us), location, "", 1);
}

void
on_fulfillment_rejected(struct turn *turn, const struct input *input)
{
    const MESSAGE(FulfillmentRejected) *message = input->message;
    struct touched_order *touched =
        tell_order(turn, input, "%s will not ship it: %s", message->location, message->reason);

    if (touched == NULL)
        return;
    withdraw(turn, touched, message->fulfillment_order_id, message->location, message->lines, message->n_lines);
    if (!is_own_reason(message->reason))
        tally_add(turn, REJECTS, day_of(input->time_us), location_of(turn, message->location), "", 1);
}

void
on_fulfillment_cancelled(struct turn *turn, const struct input *input)
{
    const MESSAGE(FulfillmentCancelled) *message = input->message;
    struct touched_order *touched =
        tell_order(turn, input, "not to be picked at %s: %s", message->location, message->reason);

    if (touched == NULL)
        return;
    withdraw(turn, touched, message->fulfillment_order_id, message->location, message->lines, message->n_lines);
}

/* --- shipped and after ----------------------------------------------------------------------- */

void
on_fulfillment_shipped(struct turn *turn, const struct input *input)
{
    const MESSAGE(FulfillmentShipped) *message = input->message;
    const int64_t units = told_units(message->lines, message->n_lines);
    struct touched_order *touched = tell_order(turn, input, "%lld units handed over at %s to %s %s", (long long)units,
                                               message->location, message->carrier, message->tracking);

    if (touched == NULL)
        return;
    order_ship(touched->order, (int64_t)message->fulfillment_order_id, units, input->time_us);
    flow_count(turn, input->time_us, FLOW_SHIPPED, 1);
    stock_add_allocated(turn, message->location, message->lines, message->n_lines, -1);
    stock_add_promised(turn, message->lines, message->n_lines, -1);
}

void
on_fulfillment_packed(struct turn *turn, const struct input *input)
{
    const MESSAGE(FulfillmentPacked) *message = input->message;
    struct touched_order *touched = tell_order(turn, input, "packed at %s", message->location);
    struct parcel *parcel =
        touched == NULL ? NULL
                        : order_find_parcel(touched->order, (int64_t)message->fulfillment_order_id);

    if (parcel != NULL)
        parcel->is_packed = true;
}

void
on_fulfillment_delivered(struct turn *turn, const struct input *input)
{
    const MESSAGE(FulfillmentDelivered) *message = input->message;
    const int64_t units = told_units(message->lines, message->n_lines);
    struct touched_order *touched = tell_order(turn, input, "%lld units delivered", (long long)units);

    if (touched == NULL)
        return;
    touched->order->units.delivered += units;
    flow_count(turn, input->time_us, FLOW_DELIVERED, 1);
}

void
on_fulfillment_exception(struct turn *turn, const struct input *input)
{
    const MESSAGE(FulfillmentException) *message = input->message;
    struct touched_order *touched = tell_order(turn, input, "something is wrong with it: %s", message->note);

    if (touched != NULL)
        touched->order->has_exception = true;
}

void
on_promise_changed(struct turn *turn, const struct input *input)
{
    const MESSAGE(PromiseChanged) *message = input->message;
    struct touched_order *touched = tell_order(turn, input, "comes later than was told, from %s", message->location);
    struct parcel *parcel =
        touched == NULL ? NULL
                        : order_find_parcel(touched->order, (int64_t)message->fulfillment_order_id);

    if (parcel != NULL)
        parcel->dispatch_by_us = message->dispatch_by_us;
}

void
on_pickup_ready(struct turn *turn, const struct input *input)
{
    const MESSAGE(PickupReady) *message = input->message;
    (void)tell_order(turn, input, "can be collected at %s", message->location);
}

void
on_parcel_told(struct turn *turn, const struct input *input)
{
    static const struct {
        const char *type, *words;
    } known[] = {
        { "PickupExpired", "nobody collected it in time" },
        { "RecallAnswered", "routing gave back what it could" },
    };
    const char *words = "";

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i].type, input->handler->input->short_name) == 0)
            words = known[i].words;
    tell_order(turn, input, "%s", words);
}

/* --- pick lists ------------------------------------------------------------------------------ */

void
want_orders_of_list(struct turn *turn, const struct input *input)
{
    const MESSAGE(PickListReleased) *message = input->message;

    for (size_t i = 0; i < message->n_tasks; i++)
        orders_want(turn, message->tasks[i]->order_id);
}

static void
release(struct turn *turn, const struct input *input, const MESSAGE(PickTask) *task, const char *location)
{
    struct touched_order *touched = orders_touch(turn, task->order_id, input->time_us);
    struct parcel *parcel = order_find_parcel(touched->order, (int64_t)task->fulfillment_order_id);

    if (parcel == NULL || parcel->released_at_us != 0)
        return;
    parcel->released_at_us = input->time_us;
    const uint64_t list_id = ((const MESSAGE(PickListReleased) *)input->message)->pick_list_id;
    timeline_note(turn, touched, input,
                  arena_format(turn_arena(turn), "on pick list %llu at %s", (unsigned long long)list_id, location));
    flow_count(turn, input->time_us, FLOW_RELEASED, 1);
}

/* A list names an order once for each task. */
void
on_pick_list_released(struct turn *turn, const struct input *input)
{
    const MESSAGE(PickListReleased) *message = input->message;

    for (size_t i = 0; i < message->n_tasks; i++)
        if (message->tasks[i]->order_id != 0 && message->tasks[i]->order_id <= INT64_MAX)
            release(turn, input, message->tasks[i], message->location);
}
