#include "services/inventory/wire_holds.h"

#include "services/inventory/wire_check.h"

#define HOLD_LINES_MAX   100
#define HOLD_UNITS_MAX   1000000
#define HOLD_SECONDS     600
#define HOLD_SECONDS_MAX 86400
#define HOLD_ID_BYTES    64
#define HOLDERS          100
#define HOLDERS_MAX      1000

typedef Crossdock__Inventory__V1__StockLine stock_line_message;

const void *
wire_read_hold_stock(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Inventory__V1__HoldStock *in = (const void *)message;

    if (!is_channel(in->channel, "channel", refusal) ||
        !text_fits(in->hold_id, 1, HOLD_ID_BYTES, "hold_id", refusal) ||
        !number_fits(in->seconds, 0, HOLD_SECONDS_MAX, "seconds", refusal) ||
        !number_fits((int64_t)in->n_lines, 1, HOLD_LINES_MAX, "lines", refusal))
        return NULL;
    struct hold_command *out =
        arena_take(arena, sizeof *out + in->n_lines * sizeof out->lines[0]);
    out->channel = in->channel;
    out->hold_id = in->hold_id;
    out->seconds = in->seconds != 0 ? in->seconds : HOLD_SECONDS;
    out->partial = in->partial;
    out->count = in->n_lines;
    for (size_t i = 0; i < in->n_lines; i++) {
        if (!number_fits(in->lines[i]->quantity, 1, HOLD_UNITS_MAX, "quantity", refusal) ||
            !wire_read_stock_line(&out->lines[i], in->lines[i], 1, refusal))
            return NULL;
        if (out->lines[i].state != STOCK_AVAILABLE || out->lines[i].lot[0] != '\0') {
            refuse(refusal, "a hold names neither state nor lot");
            return NULL;
        }
    }
    return out;
}

const void *
wire_read_release_held_stock(struct arena *arena, const ProtobufCMessage *message,
                             struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ReleaseHeldStock *in = (const void *)message;

    if (!is_channel(in->channel, "channel", refusal) ||
        !text_fits(in->hold_id, 1, HOLD_ID_BYTES, "hold_id", refusal))
        return NULL;
    struct hold_command *out = arena_take(arena, sizeof *out);
    out->channel = in->channel;
    out->hold_id = in->hold_id;
    return out;
}

const void *
wire_read_get_holders(struct arena *arena, const ProtobufCMessage *message,
                      struct refusal *refusal)
{
    const Crossdock__Inventory__V1__GetHolders *in = (const void *)message;

    if (!text_fits(in->sku, 1, SKU_BYTES_MAX, "sku", refusal) ||
        !number_fits(in->limit, 0, HOLDERS_MAX, "limit", refusal) ||
        (in->after_order_id != 0 && !is_id(in->after_order_id, "after_order_id", refusal)))
        return NULL;
    struct get_holders *out = arena_take(arena, sizeof *out);
    out->sku = in->sku;
    out->after_order_id = (int64_t)in->after_order_id;
    out->limit = in->limit != 0 ? in->limit : HOLDERS;
    return out;
}

/* --- said ------------------------------------------------------------------------------------ */

static void
add_line(struct turn *turn, stock_line_message **lines, size_t *count, const char *sku,
         int64_t units)
{
    stock_line_message *line = arena_take(turn_arena(turn), sizeof *line);

    crossdock__inventory__v1__stock_line__init(line);
    line->sku = wire_text(sku);
    line->quantity = units;
    lines[*count] = line;
    *count += 1;
}

void
wire_reply_hold(struct turn *turn, const struct hold_command *command, const struct goods *goods,
                const int64_t *units, int64_t expires_at_us, const char *refusal)
{
    Crossdock__Inventory__V1__HoldStockReply reply =
        CROSSDOCK__INVENTORY__V1__HOLD_STOCK_REPLY__INIT;

    reply.expires_at_us = refusal == NULL ? expires_at_us : 0;
    reply.lines = arena_take(turn_arena(turn), command->count * sizeof *reply.lines);
    for (size_t i = 0; i < command->count; i++)
        add_line(turn, reply.lines, &reply.n_lines, goods[i].item->sku, units[i]);
    if (refusal == NULL)
        turn_accept(turn, &reply.base);
    else
        turn_reject(turn, refusal, &reply.base);
}

void
wire_say_stock_held(struct turn *turn, const struct cart_hold *hold)
{
    Crossdock__Inventory__V1__StockHeld event = CROSSDOCK__INVENTORY__V1__STOCK_HELD__INIT;

    event.channel = wire_text(hold->channel);
    event.hold_id = wire_text(hold->hold_id);
    event.expires_at_us = hold->expires_at_us;
    event.lines = arena_take(turn_arena(turn), hold->line_count * sizeof *event.lines);
    for (uint32_t i = 0; i < hold->line_count; i++)
        add_line(turn, event.lines, &event.n_lines, hold->lines[i].item->sku,
                 hold->lines[i].units);
    turn_say(turn, hold->channel, hold->channel, &event.base);
}

void
wire_say_hold_ended(struct turn *turn, const struct cart_hold *hold)
{
    Crossdock__Inventory__V1__StockHoldEnded event =
        CROSSDOCK__INVENTORY__V1__STOCK_HOLD_ENDED__INIT;

    event.channel = wire_text(hold->channel);
    event.hold_id = wire_text(hold->hold_id);
    event.why = wire_text(hold->why);
    event.order_id = (uint64_t)hold->order_id;
    turn_say(turn, hold->channel, hold->channel, &event.base);
}

/* --- holders --------------------------------------------------------------------------------- */

typedef Crossdock__Inventory__V1__Holder holder_message;

static holder_message *
add_holder(struct turn *turn, Crossdock__Inventory__V1__HoldersView *view, const char *channel)
{
    holder_message *holder = arena_take(turn_arena(turn), sizeof *holder);

    crossdock__inventory__v1__holder__init(holder);
    holder->channel = wire_text(channel);
    view->holders[view->n_holders++] = holder;
    return holder;
}

static void
add_holds(struct turn *turn, Crossdock__Inventory__V1__HoldersView *view,
          const struct get_holders *query, const struct item *item)
{
    const struct hold_line *line = item->holds;

    while (line != NULL && line->next_of_item != NULL)
        line = line->next_of_item; /* the oldest stands last */
    for (; line != NULL; line = line->previous_of_item) {
        if (view->n_holders == query->limit) {
            view->more = true;
            return;
        }
        holder_message *holder = add_holder(turn, view, line->of->channel);
        holder->hold_id = wire_text(line->of->hold_id);
        holder->promised = line->units;
        holder->since_us = line->of->since_us;
        holder->expires_at_us = line->of->expires_at_us;
    }
}

/* Lines of one order stand side by side. */
static void
add_orders(struct turn *turn, Crossdock__Inventory__V1__HoldersView *view,
           const struct get_holders *query, const struct item *item)
{
    holder_message *holder = NULL;

    for (const struct reservation_line *line = item->lines_first; line != NULL;
         line = line->next_of_item) {
        const struct reservation *order = line->of;
        if (order->order_id <= query->after_order_id || line->promised + line->backordered == 0)
            continue;
        if (holder == NULL || holder->order_id != (uint64_t)order->order_id) {
            if (view->n_holders == query->limit) {
                view->more = true;
                return;
            }
            holder = add_holder(turn, view, order->channel);
            holder->order_id = (uint64_t)order->order_id;
            holder->since_us = order->placed_at_us;
            holder->held = order->held;
            holder->priority = order->priority;
        }
        holder->promised += line->promised;
        holder->backordered += line->backordered;
    }
}

void
wire_reply_holders(struct turn *turn, const struct get_holders *query, const struct item *item)
{
    Crossdock__Inventory__V1__HoldersView view = CROSSDOCK__INVENTORY__V1__HOLDERS_VIEW__INIT;

    view.promised = item->reserved + item->held;
    view.backordered = item->backordered;
    view.holders = arena_take(turn_arena(turn), query->limit * sizeof *view.holders);
    if (query->after_order_id == 0)
        add_holds(turn, &view, query, item);
    if (!view.more)
        add_orders(turn, &view, query, item);
    turn_accept(turn, &view.base);
}
