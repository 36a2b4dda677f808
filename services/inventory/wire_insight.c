#include "services/inventory/wire_insight.h"

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "services/inventory/wire_check.h"

#define REPORT_DAYS_MAX     730
#define REPORT_DAYS         90
#define REPORT_LINES_MAX    10000
#define REPORT_LINES        1000
#define REPORT_AGED_DAYS    90

const void *
wire_read_get_stock_report(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal)
{
    const Crossdock__Inventory__V1__GetStockReport *in = (const void *)message;

    if (!number_fits(in->days, 0, REPORT_DAYS_MAX, "days", refusal) ||
        !number_fits(in->limit, 0, REPORT_LINES_MAX, "limit", refusal) ||
        !number_fits(in->aged_days, 0, INT32_MAX, "aged_days", refusal))
        return NULL;
    struct get_stock_report *out = arena_take(arena, sizeof *out);
    out->days = in->days > 0 ? (int32_t)in->days : REPORT_DAYS;
    out->limit = in->limit > 0 ? in->limit : REPORT_LINES;
    out->aged_days = in->aged_days > 0 ? in->aged_days : REPORT_AGED_DAYS;
    return out;
}

static void
fill_line(struct turn *turn, Crossdock__Inventory__V1__StockReportLine *body,
          const struct report_line *line)
{
    char *abc = arena_take(turn_arena(turn), 2);

    crossdock__inventory__v1__stock_report_line__init(body);
    abc[0] = line->abc;
    body->sku = wire_text(line->item->sku);
    body->abc = abc;
    body->shipped = line->shipped;
    body->cost_shipped_minor = line->cost_shipped_minor;
    body->on_hand = line->item->on_hand;
    body->value_minor = line->value_minor;
    body->turnover = line->turnover;
    body->days_since_shipped = line->days_since_shipped;
    body->aged = line->aged;
    body->low = line->item->is_low;
}

void
wire_reply_stock_report(struct turn *turn, const struct report_line *lines, size_t count,
                        size_t skus)
{
    Crossdock__Inventory__V1__StockReport reply = CROSSDOCK__INVENTORY__V1__STOCK_REPORT__INIT;
    Crossdock__Inventory__V1__StockReportLine *bodies =
        arena_take(turn_arena(turn), count * sizeof *bodies);

    reply.skus = (uint32_t)skus;
    reply.n_lines = count;
    reply.lines = arena_take(turn_arena(turn), count * sizeof *reply.lines);
    for (size_t i = 0; i < count; i++) {
        fill_line(turn, &bodies[i], &lines[i]);
        reply.lines[i] = &bodies[i];
    }
    turn_accept(turn, &reply.base);
}

void
wire_say_low_stock(struct turn *turn, const struct item *item)
{
    if (item->is_low) {
        Crossdock__Inventory__V1__StockLow event = CROSSDOCK__INVENTORY__V1__STOCK_LOW__INIT;
        event.sku = wire_text(item->sku);
        event.available = available_units(item);
        event.threshold = item->low_stock;
        turn_say(turn, item->sku, "", &event.base);
    } else {
        Crossdock__Inventory__V1__StockRecovered event =
            CROSSDOCK__INVENTORY__V1__STOCK_RECOVERED__INIT;
        event.sku = wire_text(item->sku);
        event.available = available_units(item);
        event.threshold =
            item->recovered_stock > item->low_stock ? item->recovered_stock : item->low_stock;
        turn_say(turn, item->sku, "", &event.base);
    }
}

void
wire_say_backorders(struct turn *turn, const struct item *item)
{
    Crossdock__Inventory__V1__BackordersChanged event =
        CROSSDOCK__INVENTORY__V1__BACKORDERS_CHANGED__INIT;

    event.sku = wire_text(item->sku);
    event.backordered = item->backordered;
    turn_say(turn, item->sku, "", &event.base);
}
