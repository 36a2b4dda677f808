/*
 * What orders are told: promises, recalls, releases.
 */
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "services/inventory/wire_orders.h"

typedef Crossdock__Order__V1__LineQuantity line_quantity;

static void
say(struct turn *turn, int64_t order_id, const char *channel, const ProtobufCMessage *event)
{
    turn_say(turn, wire_text_of_id(turn, "", order_id), channel, event);
}

/* A list of at most so many lines, to be added to. */
static line_quantity **
new_list(struct turn *turn, size_t count_max)
{
    line_quantity *bodies =
        arena_take(turn_arena(turn), count_max * (sizeof(line_quantity) + sizeof(line_quantity *)));
    line_quantity **list = (void *)(bodies + count_max);

    for (size_t i = 0; i < count_max; i++)
        list[i] = &bodies[i];
    return list;
}

static void
add_line(line_quantity **list, size_t *count, const struct reservation_line *line, int64_t quantity)
{
    line_quantity *body = list[*count];

    if (quantity == 0)
        return;
    crossdock__order__v1__line_quantity__init(body);
    body->line = line->line;
    body->sku = wire_text(line->item->sku);
    body->quantity = quantity;
    body->together = line->together;
    *count += 1;
}

/* The lines whose counter at this offset is not 0. */
static size_t
list_lines(struct turn *turn, const struct reservation *reservation, size_t counter_offset,
           line_quantity ***list)
{
    size_t count = 0;

    *list = new_list(turn, reservation->line_count);
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        const struct reservation_line *line = &reservation->lines[i];
        add_line(*list, &count, line, *(const int64_t *)((const char *)line + counter_offset));
    }
    return count;
}

/* NULL, as for most orders: none were given. */
static Crossdock__Order__V1__DeliveryTerms *
make_terms(struct turn *turn, const struct delivery_terms *terms)
{
    if (terms->deliver_by_day == 0 && !terms->substitutes_allowed &&
        terms->pickup_location[0] == '\0')
        return NULL;

    Crossdock__Order__V1__DeliveryTerms *to = arena_take(turn_arena(turn), sizeof *to);
    crossdock__order__v1__delivery_terms__init(to);
    to->deliver_by_day = terms->deliver_by_day;
    to->substitutes_allowed = terms->substitutes_allowed;
    to->pickup_location = wire_text(terms->pickup_location);
    return to;
}

void
wire_say_committed(struct turn *turn, const struct reservation *reservation, bool again)
{
    Crossdock__Order__V1__Destination destination = CROSSDOCK__ORDER__V1__DESTINATION__INIT;
    Crossdock__Inventory__V1__ReservationCommitted event =
        CROSSDOCK__INVENTORY__V1__RESERVATION_COMMITTED__INIT;

    destination.country = wire_text(reservation->country);
    destination.region = wire_text(reservation->region);
    destination.city = wire_text(reservation->city);
    destination.postal_code = wire_text(reservation->postal_code);
    event.order_id = (uint64_t)reservation->order_id;
    event.channel = wire_text(reservation->channel);
    event.destination = &destination;
    event.placed_at_us = reservation->placed_at_us;
    event.priority = reservation->priority;
    event.ship_complete = reservation->ship_complete;
    event.round = reservation->round;
    event.promised_before = again;
    event.terms = make_terms(turn, &reservation->terms);
    event.n_lines = list_lines(turn, reservation,
                               again ? offsetof(struct reservation_line, rerouted)
                                     : offsetof(struct reservation_line, granted),
                               &event.lines);
    say(turn, reservation->order_id, reservation->channel, &event.base);
}

void
wire_say_reserved(struct turn *turn, const struct reservation *reservation)
{
    Crossdock__Inventory__V1__StockReserved event = CROSSDOCK__INVENTORY__V1__STOCK_RESERVED__INIT;

    event.order_id = (uint64_t)reservation->order_id;
    event.n_lines =
        list_lines(turn, reservation, offsetof(struct reservation_line, set_aside), &event.lines);
    say(turn, reservation->order_id, reservation->channel, &event.base);
}

/* When enough is due for a line that waits, behind all who wait already; 0: nobody knows. */
static int64_t
date_of(const struct reservation_line *line)
{
    const int64_t due_at_us = expected_at(line->item, line->item->backordered);

    return due_at_us == 0 && is_preorder(line->item) ? line->item->available_from_us : due_at_us;
}

static void
say_backordered(struct turn *turn, const struct reservation *reservation, bool lost)
{
    Crossdock__Inventory__V1__StockBackordered event =
        CROSSDOCK__INVENTORY__V1__STOCK_BACKORDERED__INIT;
    int64_t *dates = arena_take(turn_arena(turn), reservation->line_count * sizeof *dates);
    int64_t any = 0;

    event.order_id = (uint64_t)reservation->order_id;
    event.lost = lost;
    event.reason = wire_text(lost ? "stock was lost; the newest promise goes first" : "");
    event.lines = new_list(turn, reservation->line_count);
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        const struct reservation_line *line = &reservation->lines[i];
        const int64_t units = lost ? line->lost : newly_backordered(line);
        if (units == 0)
            continue;
        dates[event.n_lines] = date_of(line);
        any |= dates[event.n_lines];
        add_line(event.lines, &event.n_lines, line, units);
    }
    event.expected_at_us = dates;
    event.n_expected_at_us = any != 0 ? event.n_lines : 0;
    say(turn, reservation->order_id, reservation->channel, &event.base);
}

void
wire_say_lost(struct turn *turn, const struct reservation *reservation)
{
    say_backordered(turn, reservation, true);
}

void
wire_say_backordered(struct turn *turn, const struct reservation *reservation)
{
    say_backordered(turn, reservation, false);
}

void
wire_say_recalled(struct turn *turn, const struct reservation *reservation,
                  const struct change *change)
{
    static const char *const reasons[] = {
        [CHANGE_CANCEL] = "CANCEL",
        [CHANGE_HOLD] = "HOLD",
        [CHANGE_REDIRECT] = "REDIRECT",
        [CHANGE_REVOKE] = "STOCK_LOST",
    };
    Crossdock__Inventory__V1__ReservationRecalled event =
        CROSSDOCK__INVENTORY__V1__RESERVATION_RECALLED__INIT;

    event.order_id = (uint64_t)reservation->order_id;
    event.reason = wire_text(reasons[change->kind]);
    event.lines = new_list(turn, change->line_count);
    for (uint32_t i = 0; !change->whole && i < change->line_count; i++) {
        const struct reservation_line *line = &reservation->lines[change->lines[i].index];
        const int64_t routed = routed_units(line), asked = change->lines[i].asked;
        add_line(event.lines, &event.n_lines, line, asked < routed ? asked : routed);
    }
    say(turn, reservation->order_id, reservation->channel, &event.base);
}

typedef Crossdock__Inventory__V1__ReleasedLine released_line;

static released_line *
add_released(struct turn *turn, Crossdock__Inventory__V1__ReservationReleased *event,
             const struct reservation_line *line)
{
    released_line *body = arena_take(turn_arena(turn), sizeof *body);

    crossdock__inventory__v1__released_line__init(body);
    body->line = line->line;
    body->sku = wire_text(line->item->sku);
    event->lines[event->n_lines++] = body;
    return body;
}

void
wire_say_released(struct turn *turn, const struct reservation *reservation,
                  const struct change *change)
{
    Crossdock__Inventory__V1__ReservationReleased event =
        CROSSDOCK__INVENTORY__V1__RESERVATION_RELEASED__INIT;

    event.order_id = (uint64_t)reservation->order_id;
    event.request = change->request;
    event.reason = wire_text("cancelled");
    event.lines = arena_take(turn_arena(turn), (change->line_count + 1) * sizeof *event.lines);
    for (uint32_t i = 0; i < change->line_count; i++) {
        const struct change_line *part = &change->lines[i];
        if (part->took_waiting + part->took_promised == 0)
            continue;
        released_line *body = add_released(turn, &event, &reservation->lines[part->index]);
        body->was_backordered = part->took_waiting;
        body->was_promised = part->took_promised;
    }
    say(turn, reservation->order_id, reservation->channel, &event.base);
}

void
wire_say_refused(struct turn *turn, const struct reservation *reservation)
{
    Crossdock__Inventory__V1__ReservationReleased event =
        CROSSDOCK__INVENTORY__V1__RESERVATION_RELEASED__INIT;

    event.order_id = (uint64_t)reservation->order_id;
    event.reason = wire_text("sold out");
    event.lines = arena_take(turn_arena(turn), reservation->line_count * sizeof *event.lines);
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        const struct reservation_line *line = &reservation->lines[i];
        if (line->refused > 0)
            add_released(turn, &event, line)->was_undecided = line->refused;
    }
    say(turn, reservation->order_id, reservation->channel, &event.base);
}

void
wire_say_redirected(struct turn *turn, int64_t order_id, const char *channel, uint32_t request,
                    bool changed)
{
    Crossdock__Inventory__V1__ReservationRedirected event =
        CROSSDOCK__INVENTORY__V1__RESERVATION_REDIRECTED__INIT;

    event.order_id = (uint64_t)order_id;
    event.request = request;
    event.changed = changed;
    say(turn, order_id, channel, &event.base);
}

void
wire_say_nothing_released(struct turn *turn, int64_t order_id, const char *channel,
                          uint32_t request)
{
    Crossdock__Inventory__V1__ReservationReleased event =
        CROSSDOCK__INVENTORY__V1__RESERVATION_RELEASED__INIT;

    event.order_id = (uint64_t)order_id;
    event.request = request;
    event.reason = wire_text("nothing is left to give back");
    say(turn, order_id, channel, &event.base);
}
