/*
 * protobuf <-> the state of stock; see wire_health.h.
 */
#include "services/forecasting/wire_health.h"

#include <string.h>

#include "crossdock/forecasting/v1/replenishment.pb-c.h"

#define LIMIT_DEFAULT 100
#define LIMIT_MAX     10000

const void *
read_get_stock_health(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    static const char *const shows[] = {"", "short", "overstock", "aged", "dead"};
    const Crossdock__Forecasting__V1__GetStockHealth *in = (const void *)message;
    struct health_asked *asked = arena_take(arena, sizeof *asked);
    size_t show = 0;

    while (show < sizeof shows / sizeof shows[0] && strcmp(shows[show], in->show) != 0)
        show++;
    if (show == sizeof shows / sizeof shows[0])
        return wire_refuse(refusal, "show: short, overstock, aged, dead, or nothing");
    if (in->limit > LIMIT_MAX)
        return wire_refuse(refusal, "limit: at most 10,000");
    asked->location = in->location;
    asked->sku = in->sku;
    asked->show = (enum health_show)show;
    asked->limit = in->limit != 0 ? in->limit : LIMIT_DEFAULT;
    return asked;
}

static Crossdock__Forecasting__V1__StockHealth *
write_line(struct arena *arena, const struct health_line *line)
{
    const struct place *place = line->place;
    const char *class = place->item->class;
    Crossdock__Forecasting__V1__StockHealth *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__stock_health__init(out);
    out->sku = arena_text(arena, map_text_of(place->item));
    out->location = arena_text(arena, place_code(place));
    out->on_hand = place->on_hand;
    out->on_order = line->on_order;
    out->position = line->position;
    out->state = (Crossdock__Forecasting__V1__StockHealthState)line->health.state;
    out->demand_per_day = line->per_day;
    out->days_of_supply = line->health.days_of_supply;
    out->stock_out_day = line->stock_out_day;
    out->excess_units = line->health.excess_units;
    out->safety_stock = line->levels.safety_stock;
    out->reorder_point = line->levels.reorder_point;
    out->order_up_to = line->levels.order_up_to;
    out->turnover = line->health.turnover;
    out->idle_days = line->idle_days;
    if (class[0] != '\0') {
        out->abc = arena_format(arena, "%c", class[0]);
        out->xyz = arena_format(arena, "%c", class[1]);
    }
    if (__builtin_mul_overflow(place->on_hand, line->unit_cost_minor, &out->value_minor))
        out->value_minor = INT64_MAX;
    return out;
}

static Crossdock__Forecasting__V1__ClassCount *
write_classes(struct arena *arena, const struct health_view *view)
{
    Crossdock__Forecasting__V1__ClassCount *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__class_count__init(out);
    out->cells = arena_take(arena, 9 * sizeof *out->cells);
    for (int abc = 0; abc < 3; abc++) {
        for (int xyz = 0; xyz < 3; xyz++) {
            if (view->classes[abc][xyz] == 0)
                continue;
            Crossdock__Forecasting__V1__ClassCell *cell = arena_take(arena, sizeof *cell);
            crossdock__forecasting__v1__class_cell__init(cell);
            cell->abc = arena_format(arena, "%c", 'A' + abc);
            cell->xyz = arena_format(arena, "%c", 'X' + xyz);
            cell->skus = view->classes[abc][xyz];
            out->cells[out->n_cells++] = cell;
        }
    }
    return out;
}

const ProtobufCMessage *
write_stock_health(struct arena *arena, const struct health_view *view)
{
    Crossdock__Forecasting__V1__StockHealthView *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__stock_health_view__init(out);
    out->lines = arena_take(arena, (view->count + 1) * sizeof *out->lines);
    for (size_t i = 0; i < view->count; i++)
        out->lines[out->n_lines++] = write_line(arena, &view->lines[i]);
    out->more = view->more;
    out->classes = write_classes(arena, view);
    return &out->base;
}
