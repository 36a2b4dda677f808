/*
 * protobuf -> plain structs; see wire_demand.h. Events of other services are trusted in meaning but
 * not in form: what cannot be counted is refused.
 */
#include "services/forecasting/wire_demand.h"

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"

#define PLACED_AT_US_END   INT64_C(253402300800000000) /* year 10000 */
#define LEAD_TIME_DAYS_MAX 3650
#define VALUE_MINOR_MAX    INT64_C(1000000000000000)

static struct demand_heard *
demand_new(struct arena *arena, int64_t placed_at_us, const char *location, size_t lines)
{
    struct demand_heard *demand =
        arena_take(arena, sizeof *demand + lines * sizeof demand->lines[0]);
    demand->day = (int32_t)(placed_at_us / DAY_US);
    demand->location = location;
    demand->region = demand->currency = "";
    return demand;
}

/* False when the line cannot be counted. */
static bool
demand_add(struct demand_heard *demand, const char *sku, int64_t units)
{
    if (!wire_is_sku(sku) || units <= 0 || units > UNITS_MAX)
        return false;
    demand->lines[demand->count++] = (struct sku_units){.sku = sku, .units = units};
    return true;
}

static bool
is_placed_at(int64_t placed_at_us)
{
    return placed_at_us >= 0 && placed_at_us < PLACED_AT_US_END;
}

/* Where it goes and what it is worth. A value that no number holds is not known. */
static void
add_outlet(struct demand_heard *demand, const Crossdock__Order__V1__OrderPlaced *placed)
{
    if (placed->destination != NULL)
        demand->region = placed->destination->country;
    demand->currency = placed->currency;
    for (size_t i = 0; i < placed->n_lines; i++) {
        const int64_t price = placed->lines[i]->unit_price_minor;
        if (price > 0 && price <= VALUE_MINOR_MAX / placed->lines[i]->quantity)
            demand->lines[i].value_minor = price * placed->lines[i]->quantity;
    }
}

const void *
read_order_placed(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Order__V1__OrderPlaced *placed = (const void *)message;

    if (!is_placed_at(placed->placed_at_us))
        return wire_refuse(refusal, "placed_at_us: out of range");
    struct demand_heard *demand = demand_new(arena, placed->placed_at_us, "", placed->n_lines);
    for (size_t i = 0; i < placed->n_lines; i++)
        if (!demand_add(demand, placed->lines[i]->sku, placed->lines[i]->quantity))
            return wire_refuse(refusal, "lines: SKU or quantity out of range");
    add_outlet(demand, placed);
    return demand;
}

/* It does not say when; units that are taken away are cancelled, and stay demand. */
const void *
read_order_amended(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Order__V1__OrderAmended *amended = (const void *)message;
    struct demand_heard *demand = demand_new(arena, 0, "", amended->n_lines);

    demand->day = DAY_OF_EVENT;
    for (size_t i = 0; i < amended->n_lines; i++)
        if (!demand_add(demand, amended->lines[i]->sku, amended->lines[i]->quantity))
            return wire_refuse(refusal, "lines: SKU or quantity out of range");
    return demand;
}

/* Units that were planned before were counted then. */
static int64_t
units_known(const Crossdock__Routing__V1__FulfillmentPlanned *planned, size_t line)
{
    if (planned->reroute)
        return planned->lines[line]->quantity;
    return line < planned->n_planned_before ? planned->planned_before[line] : 0;
}

const void *
read_fulfillment_planned(struct arena *arena, const ProtobufCMessage *message,
                         struct refusal *refusal)
{
    const Crossdock__Routing__V1__FulfillmentPlanned *planned = (const void *)message;

    if (!is_placed_at(planned->placed_at_us))
        return wire_refuse(refusal, "placed_at_us: out of range");
    struct demand_heard *demand =
        demand_new(arena, planned->placed_at_us, planned->nearest_location, planned->n_lines);
    for (size_t i = 0; i < planned->n_lines; i++) {
        const int64_t known = units_known(planned, i);
        const int64_t units = planned->lines[i]->quantity - known;
        if (units == 0 && known > 0)
            continue;
        if (known < 0 || !demand_add(demand, planned->lines[i]->sku, units))
            return wire_refuse(refusal, "lines: SKU or quantity out of range");
    }
    return demand;
}

#define STOCK(state) CROSSDOCK__INVENTORY__V1__STOCK_STATE__STOCK_##state

/* What is damaged, on hold or expired covers no demand. */
static bool
is_fit(const Crossdock__Inventory__V1__Movement *movement)
{
    return movement->state == STOCK(STATE_UNSPECIFIED) || movement->state == STOCK(AVAILABLE);
}

const void *
read_stock_moved(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Inventory__V1__StockMoved *moved = (const void *)message;
    struct stock_heard *stock =
        arena_take(arena, sizeof *stock + moved->n_movements * sizeof stock->lines[0]);

    for (size_t i = 0; i < moved->n_movements; i++) {
        const Crossdock__Inventory__V1__Movement *movement = moved->movements[i];
        if (!wire_is_sku(movement->sku) || movement->quantity > UNITS_MAX ||
            movement->quantity < -UNITS_MAX)
            return wire_refuse(refusal, "movements: SKU or quantity out of range");
        if (is_fit(movement))
            stock->lines[stock->count++] = (struct stock_line){
                .sku = movement->sku,
                .location = movement->location,
                .units = movement->quantity,
            };
    }
    return stock;
}

const void *
read_item_changed(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ItemChanged *changed = (const void *)message;

    if (changed->item == NULL || !wire_is_sku(changed->item->sku))
        return wire_refuse(refusal, "item: no SKU");
    const int32_t days = changed->item->lead_time_days;
    if (days < 0 || days > LEAD_TIME_DAYS_MAX)
        return wire_refuse(refusal, "item: lead_time_days out of range");

    struct item_heard *item = arena_take(arena, sizeof *item);
    item->sku = changed->item->sku;
    item->facts = (struct item_facts){
        .category = changed->item->category,
        .supplier = changed->item->supplier,
        .currency = changed->item->currency,
        .unit_cost_minor = changed->item->unit_cost_minor,
    };
    item->lead_time_days = days == 0 ? LEAD_TIME_DAYS_DEFAULT : days;
    return item;
}
