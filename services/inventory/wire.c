#include "services/inventory/wire.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"

#define COMMAND_LINES_MAX      1000
#define EVENT_LINES_MAX        1000
#define NAME_BYTES_MAX         200
#define REFERENCE_BYTES_MAX    64
#define LEAD_TIME_DAYS_DEFAULT 7
#define LEAD_TIME_DAYS_MAX     3650
#define AMOUNT_MAX             1000000000000000

/* --- checks ---------------------------------------------------------------------------------- */

static bool refuse(struct refusal *refusal, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool
refuse(struct refusal *refusal, const char *format, ...)
{
    va_list values;

    va_start(values, format);
    vsnprintf(refusal->reason, sizeof refusal->reason, format, values);
    va_end(values);
    return false;
}

static bool
text_fits(const char *text, size_t bytes_min, size_t bytes_max, const char *field,
          struct refusal *refusal)
{
    const size_t bytes = strnlen(text, bytes_max + 1);

    if (bytes < bytes_min || bytes > bytes_max)
        return refuse(refusal, "field '%s': %zu to %zu bytes", field, bytes_min, bytes_max);
    return true;
}

static bool
number_fits(int64_t value, int64_t min, int64_t max, const char *field, struct refusal *refusal)
{
    if (value < min || value > max)
        return refuse(refusal, "field '%s': %" PRId64 " to %" PRId64 ", not %" PRId64, field, min,
                      max, value);
    return true;
}

/* A code of so many capital letters, or (if it may be left out) nothing. */
static bool
is_code(const char *text, size_t letters, bool may_be_empty, const char *field,
        struct refusal *refusal)
{
    const size_t bytes = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    if (text[0] == '\0' && may_be_empty)
        return true;
    if (bytes != letters || text[bytes] != '\0')
        return refuse(refusal, "field '%s': %zu capital letters", field, letters);
    return true;
}

/* Ids travel unsigned and are stored in an int8. */
static bool
is_id(uint64_t id, const char *field, struct refusal *refusal)
{
    if (id == 0 || id > INT64_MAX)
        return refuse(refusal, "field '%s': 1 to %" PRId64, field, INT64_MAX);
    return true;
}

/* --- commands -------------------------------------------------------------------------------- */

static bool
read_item(struct item_definition *to, const Crossdock__Inventory__V1__Item *item,
          struct refusal *refusal)
{
    if (!text_fits(item->sku, 1, SKU_BYTES_MAX, "sku", refusal) ||
        !text_fits(item->name, 0, NAME_BYTES_MAX, "name", refusal) ||
        !text_fits(item->supplier, 0, NAME_BYTES_MAX, "supplier", refusal) ||
        !is_code(item->currency, 3, true, "currency", refusal) ||
        !number_fits(item->weight_g, 0, AMOUNT_MAX, "weight_g", refusal) ||
        !number_fits(item->unit_cost_minor, 0, AMOUNT_MAX, "unit_cost_minor", refusal) ||
        !number_fits(item->lead_time_days, 0, LEAD_TIME_DAYS_MAX, "lead_time_days", refusal))
        return false;
    if (item->gtin[0] != '\0' && !gtin_normalize(item->gtin, to->gtin))
        return refuse(refusal,
                      "field 'gtin': %.20s of SKU %s is not a GTIN with a valid check digit",
                      item->gtin, item->sku);

    to->sku = item->sku;
    to->name = item->name;
    to->supplier = item->supplier;
    to->currency = item->currency;
    to->weight_g = item->weight_g;
    to->unit_cost_minor = item->unit_cost_minor;
    to->lead_time_days = item->lead_time_days > 0 ? item->lead_time_days : LEAD_TIME_DAYS_DEFAULT;
    return true;
}

const void *
wire_read_define_items(struct arena *arena, const ProtobufCMessage *message,
                       struct refusal *refusal)
{
    const Crossdock__Inventory__V1__DefineItems *in = (const void *)message;

    if (!number_fits((int64_t)in->n_items, 1, COMMAND_LINES_MAX, "items", refusal))
        return NULL;
    struct define_items *out = arena_take(arena, sizeof *out + in->n_items * sizeof out->items[0]);
    out->count = in->n_items;
    for (size_t i = 0; i < in->n_items; i++) {
        if (!read_item(&out->items[i], in->items[i], refusal))
            return NULL;
    }
    return out;
}

static bool
read_location(struct location_definition *to, const Crossdock__Inventory__V1__Location *location,
              struct refusal *refusal)
{
    if (!text_fits(location->code, 1, LOCATION_CODE_BYTES_MAX, "code", refusal) ||
        !text_fits(location->name, 0, NAME_BYTES_MAX, "name", refusal) ||
        !is_code(location->country, 2, false, "country", refusal) ||
        !text_fits(location->region, 0, NAME_BYTES_MAX, "region", refusal) ||
        !text_fits(location->city, 0, NAME_BYTES_MAX, "city", refusal) ||
        !text_fits(location->postal_code, 0, 16, "postal_code", refusal) ||
        !text_fits(location->time_zone, 0, 64, "time_zone", refusal) ||
        !number_fits(location->safety_stock, 0, SAFETY_STOCK_MAX, "safety_stock", refusal))
        return false;
    if (!(fabs(location->latitude_deg) <= 90) || !(fabs(location->longitude_deg) <= 180))
        return refuse(refusal, "location %s: latitude -90 to 90, longitude -180 to 180",
                      location->code);
    if (location->gln[0] != '\0' && !gln_is_valid(location->gln))
        return refuse(refusal, "field 'gln': %.20s is not a GLN with a valid check digit",
                      location->gln);

    *to = (struct location_definition){
        .code = location->code,
        .name = location->name,
        .country = location->country,
        .region = location->region,
        .city = location->city,
        .postal_code = location->postal_code,
        .time_zone = location->time_zone,
        .gln = location->gln,
        .latitude_deg = location->latitude_deg,
        .longitude_deg = location->longitude_deg,
        .closed = location->closed,
        .safety_stock = location->safety_stock,
    };
    return true;
}

const void *
wire_read_define_locations(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal)
{
    const Crossdock__Inventory__V1__DefineLocations *in = (const void *)message;

    if (!number_fits((int64_t)in->n_locations, 1, COMMAND_LINES_MAX, "locations", refusal))
        return NULL;
    struct define_locations *out =
        arena_take(arena, sizeof *out + in->n_locations * sizeof out->locations[0]);
    out->count = in->n_locations;
    for (size_t i = 0; i < in->n_locations; i++) {
        if (!read_location(&out->locations[i], in->locations[i], refusal))
            return NULL;
    }
    return out;
}

static const void *
read_move(struct arena *arena, const char *location, const char *reason,
          Crossdock__Inventory__V1__StockLine *const *lines, size_t count, int64_t quantity_min,
          struct refusal *refusal)
{
    if (!text_fits(location, 1, LOCATION_CODE_BYTES_MAX, "location", refusal) ||
        !number_fits((int64_t)count, 1, COMMAND_LINES_MAX, "lines", refusal))
        return NULL;

    struct move_command *out = arena_take(arena, sizeof *out + count * sizeof out->lines[0]);
    out->location = location;
    out->reason = reason;
    out->count = count;
    for (size_t i = 0; i < count; i++) {
        if (!text_fits(lines[i]->sku, 1, SKU_BYTES_MAX, "sku", refusal) ||
            !text_fits(lines[i]->bin, 0, BIN_BYTES_MAX, "bin", refusal) ||
            !number_fits(lines[i]->quantity, quantity_min, MOVEMENT_QUANTITY_MAX, "quantity",
                         refusal))
            return NULL;
        if (lines[i]->quantity == 0) {
            refuse(refusal, "line %zu: quantity 0 moves nothing", i + 1);
            return NULL;
        }
        out->lines[i] = (struct stock_line){
            .sku = lines[i]->sku, .bin = lines[i]->bin, .quantity = lines[i]->quantity};
    }
    return out;
}

const void *
wire_read_receive_stock(struct arena *arena, const ProtobufCMessage *message,
                        struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ReceiveStock *in = (const void *)message;

    if (!text_fits(in->reference, 0, REFERENCE_BYTES_MAX, "reference", refusal))
        return NULL;
    return read_move(arena, in->location, in->reference, in->lines, in->n_lines, 1, refusal);
}

static int
compare_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A correction is checked line by line against the balance, so a SKU may come only once. */
static bool
has_sku_once(struct arena *arena, const struct move_command *command, struct refusal *refusal)
{
    const char **skus = arena_take(arena, command->count * sizeof *skus);

    for (size_t i = 0; i < command->count; i++)
        skus[i] = command->lines[i].sku;
    qsort(skus, command->count, sizeof *skus, compare_text);
    for (size_t i = 1; i < command->count; i++) {
        if (strcmp(skus[i - 1], skus[i]) == 0)
            return refuse(refusal, "SKU %s comes twice: add it up", skus[i]);
    }
    return true;
}

const void *
wire_read_adjust_stock(struct arena *arena, const ProtobufCMessage *message,
                       struct refusal *refusal)
{
    const Crossdock__Inventory__V1__AdjustStock *in = (const void *)message;

    if (!text_fits(in->reason, 1, REFERENCE_BYTES_MAX, "reason", refusal))
        return NULL;
    const void *out = read_move(arena, in->location, in->reason, in->lines, in->n_lines,
                                -MOVEMENT_QUANTITY_MAX, refusal);
    return out != NULL && has_sku_once(arena, out, refusal) ? out : NULL;
}

const void *
wire_read_get_availability(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal)
{
    const Crossdock__Inventory__V1__GetAvailability *in = (const void *)message;

    if (!number_fits((int64_t)in->n_skus, 1, COMMAND_LINES_MAX, "skus", refusal))
        return NULL;
    struct get_availability *out = arena_take(arena, sizeof *out);
    out->by_location = in->by_location;
    out->count = in->n_skus;
    out->skus = in->skus;
    return out;
}

/* --- events ---------------------------------------------------------------------------------- */

static bool
read_line(struct order_line *to, uint32_t line, const char *sku, int64_t quantity,
          struct refusal *refusal)
{
    if (!text_fits(sku, 1, SKU_BYTES_MAX, "sku", refusal) ||
        !number_fits(line, 1, INT32_MAX, "line", refusal) ||
        !number_fits(quantity, 1, ORDER_QUANTITY_MAX, "quantity", refusal))
        return false;
    *to = (struct order_line){.line = line, .sku = sku, .quantity = quantity};
    return true;
}

static const char *
or_empty(const char *text)
{
    return text != NULL ? text : "";
}

const void *
wire_read_order_placed(struct arena *arena, const ProtobufCMessage *message,
                       struct refusal *refusal)
{
    const Crossdock__Order__V1__OrderPlaced *in = (const void *)message;
    const Crossdock__Order__V1__Destination *destination = in->destination;

    if (!is_id(in->order_id, "order_id", refusal) ||
        !number_fits((int64_t)in->n_lines, 1, EVENT_LINES_MAX, "lines", refusal) ||
        !number_fits(in->priority, 0, PRIORITY_MAX, "priority", refusal))
        return NULL;

    struct order_placed *out = arena_take(arena, sizeof *out + in->n_lines * sizeof out->lines[0]);
    out->order_id = (int64_t)in->order_id;
    out->placed_at_us = in->placed_at_us;
    out->priority = in->priority;
    out->ship_complete = in->ship_complete;
    out->channel = in->channel;
    out->country = destination != NULL ? or_empty(destination->country) : "";
    out->region = destination != NULL ? or_empty(destination->region) : "";
    out->city = destination != NULL ? or_empty(destination->city) : "";
    out->postal_code = destination != NULL ? or_empty(destination->postal_code) : "";
    out->count = (uint32_t)in->n_lines;
    for (size_t i = 0; i < in->n_lines; i++) {
        if (!read_line(&out->lines[i], in->lines[i]->line, in->lines[i]->sku,
                       in->lines[i]->quantity, refusal))
            return NULL;
    }
    return out;
}

const void *
wire_read_order_cancel_requested(struct arena *arena, const ProtobufCMessage *message,
                                 struct refusal *refusal)
{
    const Crossdock__Order__V1__OrderCancelRequested *in = (const void *)message;

    if (!is_id(in->order_id, "order_id", refusal))
        return NULL;
    struct order_event *out = arena_take(arena, sizeof *out);
    out->order_id = (int64_t)in->order_id;
    out->reason = in->reason;
    return out;
}

static struct order_lines *
read_lines(struct arena *arena, uint64_t order_id, Crossdock__Order__V1__LineQuantity *const *lines,
           size_t count, size_t count_min, struct refusal *refusal)
{
    if (!is_id(order_id, "order_id", refusal) ||
        !number_fits((int64_t)count, (int64_t)count_min, EVENT_LINES_MAX, "lines", refusal))
        return NULL;

    struct order_lines *out = arena_take(arena, sizeof *out + count * sizeof out->lines[0]);
    out->order_id = (int64_t)order_id;
    out->count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        if (!read_line(&out->lines[i], lines[i]->line, lines[i]->sku, lines[i]->quantity, refusal))
            return NULL;
    }
    return out;
}

const void *
wire_read_fulfillment_shipped(struct arena *arena, const ProtobufCMessage *message,
                              struct refusal *refusal)
{
    const Crossdock__Routing__V1__FulfillmentShipped *in = (const void *)message;

    if (!text_fits(in->location, 1, LOCATION_CODE_BYTES_MAX, "location", refusal) ||
        !is_id(in->fulfillment_order_id, "fulfillment_order_id", refusal))
        return NULL;
    struct order_lines *out = read_lines(arena, in->order_id, in->lines, in->n_lines, 1, refusal);
    if (out == NULL)
        return NULL;
    out->location = in->location;
    out->fulfillment_order_id = (int64_t)in->fulfillment_order_id;
    return out;
}

const void *
wire_read_recall_answered(struct arena *arena, const ProtobufCMessage *message,
                          struct refusal *refusal)
{
    const Crossdock__Routing__V1__RecallAnswered *in = (const void *)message;

    return read_lines(arena, in->order_id, in->given_back, in->n_given_back, 0, refusal);
}

/* --- events said ----------------------------------------------------------------------------- */

/* protobuf-c wants char *; it does not write there. */
static char *
text(const char *value)
{
    return (char *)(uintptr_t)value;
}

const char *
wire_text_of_id(struct turn *turn, const char *before, int64_t id)
{
    const size_t bytes = strlen(before);
    char digits[24];
    char *at = digits + sizeof digits - 1;

    *at = '\0';
    do
        *--at = (char)('0' + id % 10);
    while ((id /= 10) > 0);

    char *text = arena_take(turn_arena(turn), bytes + strlen(at) + 1);
    memcpy(text, before, bytes);
    memcpy(text + bytes, at, strlen(at) + 1);
    return text;
}

static const char *
order_key(struct turn *turn, int64_t order_id)
{
    return wire_text_of_id(turn, "", order_id);
}

void
wire_say_item_changed(struct turn *turn, const struct item_definition *item)
{
    Crossdock__Inventory__V1__Item body = CROSSDOCK__INVENTORY__V1__ITEM__INIT;
    Crossdock__Inventory__V1__ItemChanged event = CROSSDOCK__INVENTORY__V1__ITEM_CHANGED__INIT;

    body.sku = text(item->sku);
    body.name = text(item->name);
    body.gtin = text(item->gtin);
    body.weight_g = item->weight_g;
    body.unit_cost_minor = item->unit_cost_minor;
    body.currency = text(item->currency);
    body.lead_time_days = item->lead_time_days;
    body.supplier = text(item->supplier);
    event.item = &body;
    turn_say(turn, item->sku, "", &event.base);
}

void
wire_say_location_changed(struct turn *turn, const struct location_definition *location)
{
    Crossdock__Inventory__V1__Location body = CROSSDOCK__INVENTORY__V1__LOCATION__INIT;
    Crossdock__Inventory__V1__LocationChanged event =
        CROSSDOCK__INVENTORY__V1__LOCATION_CHANGED__INIT;

    body.code = text(location->code);
    body.name = text(location->name);
    body.country = text(location->country);
    body.region = text(location->region);
    body.city = text(location->city);
    body.postal_code = text(location->postal_code);
    body.latitude_deg = location->latitude_deg;
    body.longitude_deg = location->longitude_deg;
    body.time_zone = text(location->time_zone);
    body.closed = location->closed;
    body.safety_stock = location->safety_stock;
    body.gln = text(location->gln);
    event.location = &body;
    turn_say(turn, location->code, location->code, &event.base);
}

void
wire_say_stock_moved(struct turn *turn, const struct posting *posting)
{
    Crossdock__Inventory__V1__StockMoved event = CROSSDOCK__INVENTORY__V1__STOCK_MOVED__INIT;
    Crossdock__Inventory__V1__Movement *bodies =
        arena_take(turn_arena(turn), posting->count * sizeof *bodies);

    event.movements = arena_take(turn_arena(turn), posting->count * sizeof *event.movements);
    event.n_movements = posting->count;
    event.reason = text(posting->reason);
    for (size_t i = 0; i < posting->count; i++) {
        const struct movement *movement = &posting->movements[i];
        Crossdock__Inventory__V1__Movement *body = event.movements[i] = &bodies[i];
        crossdock__inventory__v1__movement__init(body);
        body->movement_id = (uint64_t)posting->first_movement_id + i;
        body->kind = (Crossdock__Inventory__V1__MovementKind)posting->kind;
        body->location = text(posting->location);
        body->sku = text(movement->stock->item->sku);
        body->quantity = movement->quantity;
        body->on_hand_after = movement->on_hand_after;
        body->bin = text(movement->stock->bin);
    }
    turn_say(turn, posting->location, posting->location, &event.base);
}

/* The lines whose counter at this offset is not 0. */
static size_t
list_lines(struct turn *turn, const struct reservation *reservation, size_t counter_offset,
           Crossdock__Order__V1__LineQuantity ***list)
{
    Crossdock__Order__V1__LineQuantity *bodies =
        arena_take(turn_arena(turn), reservation->line_count * (sizeof *bodies + sizeof **list));
    size_t count = 0;

    *list = (void *)(bodies + reservation->line_count);
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        const struct reservation_line *line = &reservation->lines[i];
        const int64_t quantity = *(const int64_t *)((const char *)line + counter_offset);
        if (quantity == 0)
            continue;
        crossdock__order__v1__line_quantity__init(&bodies[count]);
        bodies[count].line = line->line;
        bodies[count].sku = text(line->item->sku);
        bodies[count].quantity = quantity;
        (*list)[count] = &bodies[count];
        count++;
    }
    return count;
}

void
wire_say_committed(struct turn *turn, const struct reservation *reservation)
{
    Crossdock__Order__V1__Destination destination = CROSSDOCK__ORDER__V1__DESTINATION__INIT;
    Crossdock__Inventory__V1__ReservationCommitted event =
        CROSSDOCK__INVENTORY__V1__RESERVATION_COMMITTED__INIT;

    destination.country = text(reservation->country);
    destination.region = text(reservation->region);
    destination.city = text(reservation->city);
    destination.postal_code = text(reservation->postal_code);
    event.order_id = (uint64_t)reservation->order_id;
    event.channel = text(reservation->channel);
    event.destination = &destination;
    event.placed_at_us = reservation->placed_at_us;
    event.priority = reservation->priority;
    event.ship_complete = reservation->ship_complete;
    event.round = reservation->round;
    event.n_lines =
        list_lines(turn, reservation, offsetof(struct reservation_line, granted), &event.lines);
    turn_say(turn, order_key(turn, reservation->order_id), reservation->channel, &event.base);
}

void
wire_say_backordered(struct turn *turn, const struct reservation *reservation)
{
    Crossdock__Inventory__V1__StockBackordered event =
        CROSSDOCK__INVENTORY__V1__STOCK_BACKORDERED__INIT;

    event.order_id = (uint64_t)reservation->order_id;
    event.n_lines =
        list_lines(turn, reservation, offsetof(struct reservation_line, backordered), &event.lines);
    turn_say(turn, order_key(turn, reservation->order_id), reservation->channel, &event.base);
}

void
wire_say_recalled(struct turn *turn, const struct reservation *reservation)
{
    Crossdock__Inventory__V1__ReservationRecalled event =
        CROSSDOCK__INVENTORY__V1__RESERVATION_RECALLED__INIT;

    event.order_id = (uint64_t)reservation->order_id;
    turn_say(turn, order_key(turn, reservation->order_id), reservation->channel, &event.base);
}

void
wire_say_released(struct turn *turn, const struct reservation *reservation, const char *reason)
{
    Crossdock__Inventory__V1__ReservationReleased event =
        CROSSDOCK__INVENTORY__V1__RESERVATION_RELEASED__INIT;
    Crossdock__Inventory__V1__ReleasedLine *bodies =
        arena_take(turn_arena(turn), reservation->line_count * sizeof *bodies);

    event.order_id = (uint64_t)reservation->order_id;
    event.reason = text(reason);
    event.lines = arena_take(turn_arena(turn), reservation->line_count * sizeof *event.lines);
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        const struct reservation_line *line = &reservation->lines[i];
        if (line->gave_waiting == 0 && line->gave_promised == 0)
            continue;
        crossdock__inventory__v1__released_line__init(&bodies[i]);
        bodies[i].line = line->line;
        bodies[i].sku = text(line->item->sku);
        bodies[i].was_backordered = line->gave_waiting;
        bodies[i].was_promised = line->gave_promised;
        event.lines[event.n_lines++] = &bodies[i];
    }
    turn_say(turn, order_key(turn, reservation->order_id), reservation->channel, &event.base);
}

void
wire_say_nothing_released(struct turn *turn, int64_t order_id, const char *channel,
                          const char *reason)
{
    Crossdock__Inventory__V1__ReservationReleased event =
        CROSSDOCK__INVENTORY__V1__RESERVATION_RELEASED__INIT;

    event.order_id = (uint64_t)order_id;
    event.reason = text(reason);
    turn_say(turn, order_key(turn, order_id), channel, &event.base);
}

/* --- replies --------------------------------------------------------------------------------- */

void
wire_reply_done(struct turn *turn, size_t count)
{
    Crossdock__Envelope__V1__Done reply = CROSSDOCK__ENVELOPE__V1__DONE__INIT;

    reply.count = (uint32_t)count;
    turn_accept(turn, &reply.base);
}

void
wire_reply_moved(struct turn *turn, int64_t first_movement_id, size_t count)
{
    Crossdock__Inventory__V1__StockMovedReply reply =
        CROSSDOCK__INVENTORY__V1__STOCK_MOVED_REPLY__INIT;

    reply.first_movement_id = (uint64_t)first_movement_id;
    reply.count = (uint32_t)count;
    turn_accept(turn, &reply.base);
}

static void
fill_locations(struct turn *turn, Crossdock__Inventory__V1__Availability *body,
               const struct item *item)
{
    size_t count = 0, at = 0;

    for (const struct stock *stock = item->stocks; stock != NULL; stock = stock->next_of_item)
        count++;
    body->locations = arena_take(turn_arena(turn), count * sizeof *body->locations);
    body->n_locations = count;
    for (const struct stock *stock = item->stocks; stock != NULL; stock = stock->next_of_item) {
        Crossdock__Inventory__V1__LocationStock *place =
            arena_take(turn_arena(turn), sizeof *place);
        crossdock__inventory__v1__location_stock__init(place);
        place->location = text(stock->location->code);
        place->on_hand = stock->on_hand;
        place->sellable = sellable_at(stock);
        place->bin = text(stock->bin);
        body->locations[at++] = place;
    }
}

void
wire_reply_availability(struct turn *turn, const struct get_availability *query,
                        struct item *const *items)
{
    Crossdock__Inventory__V1__AvailabilityView reply =
        CROSSDOCK__INVENTORY__V1__AVAILABILITY_VIEW__INIT;

    reply.n_items = query->count;
    reply.items = arena_take(turn_arena(turn), query->count * sizeof *reply.items);
    for (size_t i = 0; i < query->count; i++) {
        Crossdock__Inventory__V1__Availability *body = arena_take(turn_arena(turn), sizeof *body);
        const struct item *item = items[i];
        crossdock__inventory__v1__availability__init(body);
        body->sku = query->skus[i];
        reply.items[i] = body;
        if (item == NULL)
            continue;
        body->known = item->defined;
        body->available = available_to_promise(item) > 0 ? available_to_promise(item) : 0;
        body->on_hand = item->on_hand;
        body->reserved = item->reserved;
        body->backordered = item->backordered;
        if (query->by_location)
            fill_locations(turn, body, item);
    }
    turn_accept(turn, &reply.base);
}
