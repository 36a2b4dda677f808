#include "services/inventory/wire_goods.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/inventory/wire_check.h"

#define LEAD_TIME_DAYS_DEFAULT 7
#define LEAD_TIME_DAYS_MAX     3650
#define AMOUNT_MAX             1000000000000000

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

/* --- events said ----------------------------------------------------------------------------- */

void
wire_say_item_changed(struct turn *turn, const struct item_definition *item)
{
    Crossdock__Inventory__V1__Item body = CROSSDOCK__INVENTORY__V1__ITEM__INIT;
    Crossdock__Inventory__V1__ItemChanged event = CROSSDOCK__INVENTORY__V1__ITEM_CHANGED__INIT;

    body.sku = wire_text(item->sku);
    body.name = wire_text(item->name);
    body.gtin = wire_text(item->gtin);
    body.weight_g = item->weight_g;
    body.unit_cost_minor = item->unit_cost_minor;
    body.currency = wire_text(item->currency);
    body.lead_time_days = item->lead_time_days;
    body.supplier = wire_text(item->supplier);
    event.item = &body;
    turn_say(turn, item->sku, "", &event.base);
}

void
wire_say_location_changed(struct turn *turn, const struct location_definition *location)
{
    Crossdock__Inventory__V1__Location body = CROSSDOCK__INVENTORY__V1__LOCATION__INIT;
    Crossdock__Inventory__V1__LocationChanged event =
        CROSSDOCK__INVENTORY__V1__LOCATION_CHANGED__INIT;

    body.code = wire_text(location->code);
    body.name = wire_text(location->name);
    body.country = wire_text(location->country);
    body.region = wire_text(location->region);
    body.city = wire_text(location->city);
    body.postal_code = wire_text(location->postal_code);
    body.latitude_deg = location->latitude_deg;
    body.longitude_deg = location->longitude_deg;
    body.time_zone = wire_text(location->time_zone);
    body.closed = location->closed;
    body.safety_stock = location->safety_stock;
    body.gln = wire_text(location->gln);
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
    event.reason = wire_text(posting->reason);
    for (size_t i = 0; i < posting->count; i++) {
        const struct movement *movement = &posting->movements[i];
        Crossdock__Inventory__V1__Movement *body = event.movements[i] = &bodies[i];
        crossdock__inventory__v1__movement__init(body);
        body->movement_id = (uint64_t)posting->first_movement_id + i;
        body->kind = (Crossdock__Inventory__V1__MovementKind)posting->kind;
        body->location = wire_text(posting->location);
        body->sku = wire_text(movement->stock->item->sku);
        body->quantity = movement->quantity;
        body->on_hand_after = movement->on_hand_after;
        body->bin = wire_text(movement->stock->bin);
    }
    turn_say(turn, posting->location, posting->location, &event.base);
}
