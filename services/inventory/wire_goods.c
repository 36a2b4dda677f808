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
#define PACK_UNITS_MAX         1000000
#define SHELF_LIFE_DAYS_MAX    3650
#define UNIT_DEFAULT           "EA"
#define CATEGORY_BYTES_MAX     64

/* --- commands -------------------------------------------------------------------------------- */

static bool
read_pack(struct pack *to, const Crossdock__Inventory__V1__Pack *pack, const char *sku,
          struct refusal *refusal)
{
    const size_t bytes = strspn(pack->name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    if (bytes < 1 || bytes > PACK_NAME_BYTES_MAX || pack->name[bytes] != '\0')
        return refuse(refusal, "SKU %s, field 'packs': a name is 1 to %d of A-Z and 0-9", sku,
                      PACK_NAME_BYTES_MAX);
    if (!number_fits(pack->units, 2, PACK_UNITS_MAX, "units of a pack", refusal))
        return false;
    if (pack->gtin[0] != '\0' && !gtin_normalize(pack->gtin, to->gtin))
        return refuse(refusal, "pack %s of SKU %s: %.20s is not a GTIN with a valid check digit",
                      pack->name, sku, pack->gtin);
    memcpy(to->name, pack->name, bytes + 1);
    to->units = pack->units;
    return true;
}

static bool
read_packs(struct item_definition *to, const Crossdock__Inventory__V1__Item *item,
           struct refusal *refusal)
{
    if (!number_fits((int64_t)item->n_packs, 0, PACKS_MAX, "packs", refusal))
        return false;
    to->pack_count = (uint32_t)item->n_packs;
    for (size_t i = 0; i < item->n_packs; i++) {
        if (!read_pack(&to->packs[i], item->packs[i], item->sku, refusal))
            return false;
        bool twice = to->gtin[0] != '\0' && strcmp(to->gtin, to->packs[i].gtin) == 0;
        for (size_t j = 0; j < i; j++) {
            if (strcmp(to->packs[i].name, to->packs[j].name) == 0)
                return refuse(refusal, "SKU %s: the pack %s comes twice", item->sku,
                              to->packs[i].name);
            twice |=
                to->packs[i].gtin[0] != '\0' && strcmp(to->packs[i].gtin, to->packs[j].gtin) == 0;
        }
        if (twice)
            return refuse(refusal, "SKU %s: the GTIN %s comes twice", item->sku, to->packs[i].gtin);
    }
    return true;
}

/* How it may be sold. */
static bool
read_policy(struct item_definition *to, const Crossdock__Inventory__V1__Item *item,
            struct refusal *refusal)
{
    if (!number_fits(item->shelf_life_days_min, 0, SHELF_LIFE_DAYS_MAX, "shelf_life_days_min",
                     refusal) ||
        !number_fits((int64_t)item->backorder, 0, BACKORDER_DENY, "backorder", refusal) ||
        !number_fits(item->backorder_cap, 0, AMOUNT_MAX, "backorder_cap", refusal) ||
        !number_fits(item->preorder_cap, 0, AMOUNT_MAX, "preorder_cap", refusal) ||
        !number_fits(item->available_from_us, 0, INT64_MAX, "available_from_us", refusal) ||
        !number_fits(item->low_stock, 0, AMOUNT_MAX, "low_stock", refusal) ||
        !number_fits(item->recovered_stock, 0, AMOUNT_MAX, "recovered_stock", refusal))
        return false;
    if (item->recovered_stock != 0 && item->recovered_stock < item->low_stock)
        return refuse(refusal, "SKU %s: recovered_stock is less than low_stock", item->sku);
    if (item->shelf_life_days_min > 0 && !item->lot_tracked)
        return refuse(refusal, "SKU %s: shelf_life_days_min is of lots, and it has none",
                      item->sku);

    to->lot_tracked = item->lot_tracked;
    to->shelf_life_days_min = item->shelf_life_days_min;
    to->backorder = item->backorder == CROSSDOCK__INVENTORY__V1__BACKORDER_POLICY__BACKORDER_DENY
                        ? BACKORDER_DENY
                        : BACKORDER_ALLOW;
    to->backorder_cap = item->backorder_cap;
    to->preorder_cap = item->preorder_cap;
    to->available_from_us = item->available_from_us;
    to->low_stock = item->low_stock;
    to->recovered_stock = item->recovered_stock != 0 ? item->recovered_stock : item->low_stock;
    return true;
}

/* What matters where it may ship from, and what may be shipped in its place: other SKUs, each once,
 * known or not (yet). */
static bool
read_shipping(struct item_definition *to, const Crossdock__Inventory__V1__Item *item,
              struct refusal *refusal)
{
    to->hazmat = item->hazmat;
    to->oversize = item->oversize;
    to->no_export = item->no_export;
    if (!number_fits((int64_t)item->n_substitutes, 0, SUBSTITUTES_MAX, "substitutes", refusal))
        return false;
    for (size_t i = 0; i < item->n_substitutes; i++) {
        if (!text_fits(item->substitutes[i], 1, SKU_BYTES_MAX, "substitutes", refusal))
            return false;
        bool twice = strcmp(item->substitutes[i], item->sku) == 0;
        for (size_t j = 0; j < i; j++)
            twice |= strcmp(item->substitutes[i], item->substitutes[j]) == 0;
        if (twice)
            return refuse(refusal, "SKU %s: the substitute %s is itself, or comes twice", item->sku,
                          item->substitutes[i]);
        to->substitutes[to->substitute_count++] = item->substitutes[i];
    }
    return true;
}

static bool
read_item(struct item_definition *to, const Crossdock__Inventory__V1__Item *item,
          struct refusal *refusal)
{
    if (!text_fits(item->sku, 1, SKU_BYTES_MAX, "sku", refusal) ||
        !text_fits(item->name, 0, NAME_BYTES_MAX, "name", refusal) ||
        !text_fits(item->supplier, 0, NAME_BYTES_MAX, "supplier", refusal) ||
        !text_fits(item->category, 0, CATEGORY_BYTES_MAX, "category", refusal) ||
        !is_code(item->currency, 3, true, "currency", refusal) ||
        !number_fits(item->weight_g, 0, AMOUNT_MAX, "weight_g", refusal) ||
        !number_fits(item->unit_cost_minor, 0, AMOUNT_MAX, "unit_cost_minor", refusal) ||
        !number_fits(item->lead_time_days, 0, LEAD_TIME_DAYS_MAX, "lead_time_days", refusal))
        return false;
    if (item->gtin[0] != '\0' && !gtin_normalize(item->gtin, to->gtin))
        return refuse(refusal,
                      "field 'gtin': %.20s of SKU %s is not a GTIN with a valid check digit",
                      item->gtin, item->sku);
    if (item->unit[0] != '\0' && !unit_is_known(item->unit))
        return refuse(refusal,
                      "field 'unit': %.20s of SKU %s is not a common code of UNECE "
                      "Recommendation 20, e.g. EA, KGM, MTR",
                      item->unit, item->sku);

    to->sku = item->sku;
    to->name = item->name;
    to->supplier = item->supplier;
    to->category = item->category;
    to->currency = item->currency;
    to->weight_g = item->weight_g;
    to->unit_cost_minor = item->unit_cost_minor;
    to->lead_time_days = item->lead_time_days > 0 ? item->lead_time_days : LEAD_TIME_DAYS_DEFAULT;
    to->unit = item->unit[0] != '\0' ? item->unit : UNIT_DEFAULT;
    return read_packs(to, item, refusal) && read_policy(to, item, refusal) &&
           read_shipping(to, item, refusal);
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

/* --- events said ----------------------------------------------------------------------------- */

static void
fill_packs(struct turn *turn, Crossdock__Inventory__V1__Item *body,
           const struct item_definition *item)
{
    Crossdock__Inventory__V1__Pack *packs =
        arena_take(turn_arena(turn), item->pack_count * sizeof *packs);

    body->packs = arena_take(turn_arena(turn), item->pack_count * sizeof *body->packs);
    body->n_packs = item->pack_count;
    for (uint32_t i = 0; i < item->pack_count; i++) {
        crossdock__inventory__v1__pack__init(&packs[i]);
        packs[i].name = wire_text(item->packs[i].name);
        packs[i].units = item->packs[i].units;
        packs[i].gtin = wire_text(item->packs[i].gtin);
        body->packs[i] = &packs[i];
    }
}

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
    body.category = wire_text(item->category);
    body.unit = wire_text(item->unit);
    body.lot_tracked = item->lot_tracked;
    body.shelf_life_days_min = item->shelf_life_days_min;
    body.backorder = (Crossdock__Inventory__V1__BackorderPolicy)item->backorder;
    body.backorder_cap = item->backorder_cap;
    body.preorder_cap = item->preorder_cap;
    body.available_from_us = item->available_from_us;
    body.low_stock = item->low_stock;
    body.recovered_stock = item->recovered_stock;
    body.hazmat = item->hazmat;
    body.oversize = item->oversize;
    body.no_export = item->no_export;
    body.n_substitutes = item->substitute_count;
    body.substitutes = (char **)item->substitutes;
    if (item->pack_count > 0)
        fill_packs(turn, &body, item);
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
