/*
 * The order service on one page: each input, what it changes, what is said. Decisions are in core/,
 * memory and tables in store.c, messages in wire.c. The table is at the end.
 */
#include "services/order/handlers.h"

#include <string.h>

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/order/core/apply.h"
#include "services/order/core/cancel_outcome.h"
#include "services/order/core/order_invariant.h"
#include "services/order/core/order_steps.h"
#include "services/order/store.h"
#include "services/order/wire.h"

/* A storefront acts for its own channel only; the others for any. */
static bool
may_act_for(const struct identity *from, const char *channel)
{
    return from->role != ROLE_STOREFRONT || strcmp(from->subject, channel) == 0;
}

static void
deny_channel(struct turn *turn)
{
    turn_deny(turn, "this key acts for another channel");
}

/* False when the table has no such step: then nothing has changed. */
static bool
take_step(struct turn *turn, struct order *order, enum order_happening on)
{
    const struct order_step *step = order_step(order->status, on);

    if (step == NULL)
        return false;
    order->status = step->to;
    if (order_status_is_final(order->status))
        store_park_order(turn, order, ""); /* it waits for nobody any more */
    return true;
}

/* After units shipped or were cancelled. */
static void
close_if_filled(struct turn *turn, struct order *order)
{
    if (!order_is_filled(order))
        return;
    if (take_step(turn, order, ON_FILLED) && order->status == ORDER_CLOSED)
        wire_say_order_closed(turn, order);
}

/* --- PlaceOrder ----------------------------------------------------------------------------- */

static void
want_claim(struct turn *turn, const struct input *input)
{
    const struct order_request *request = input->message;

    if (may_act_for(input->from, request->channel) && channel_is_valid(request->channel) &&
        external_id_is_valid(request->external_id))
        store_want_claim(turn, request->channel, request->external_id);
}

static struct defects *
defects_of(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    if (stage->defects == NULL)
        stage->defects = arena_take(turn_arena(turn), sizeof *stage->defects);
    stage->defects->count = 0;
    return stage->defects;
}

/* The storefront has sent this number before: a repeat, or another order under an old number. */
static void
answer_repeat(struct turn *turn, const struct claim *claim, const struct order_request *request)
{
    struct arena *arena = turn_arena(turn);

    if (memcmp(claim->content_hash, request->content_hash, CONTENT_HASH_BYTES) == 0) {
        turn_duplicate(turn, wire_place_order_reply(arena, claim->order_id, NULL));
        return;
    }

    struct defects *defects = defects_of(turn);
    defects_add(defects, DEFECT_CONFLICT, 0, "external_id",
                "The storefront placed another order under this number.");
    turn_reject(turn,
                arena_format(arena,
                             "CONFLICT: order %lld of channel %s has number %s and other content",
                             (long long)claim->order_id, claim->channel, claim->external_id),
                wire_place_order_reply(arena, claim->order_id, defects));
}

static void
reject_defects(struct turn *turn, const struct defects *defects)
{
    struct arena *arena = turn_arena(turn);
    const struct defect *first = &defects->list[0];

    const char *where = first->line == 0
                            ? first->field
                            : arena_format(arena, "%s of line %u", first->field, first->line);
    const char *others =
        defects->count == 1 ? "" : arena_format(arena, " And %zu more.", defects->count - 1);

    turn_reject(turn,
                arena_format(arena, "%s in %s: %s%s", defect_name(first->code), where,
                             first->detail, others),
                wire_place_order_reply(arena, 0, defects));
}

static const char *const *
find_skus(struct turn *turn, const struct order_request *request)
{
    const char **skus = arena_take(turn_arena(turn), request->line_count * sizeof *skus);

    for (uint32_t i = 0; i < request->line_count; i++)
        skus[i] = store_find_sku(turn, request->lines[i].sku);
    return skus;
}

/* PlaceOrder -> is it new and sound? -> OrderPlaced */
static void
on_place_order(struct turn *turn, const struct input *input)
{
    const struct order_request *request = input->message;

    if (!may_act_for(input->from, request->channel)) {
        deny_channel(turn);
        return;
    }

    struct claim *claim = store_find_claim(turn, request->channel, request->external_id);
    if (claim != NULL && claim->order_id != 0) {
        answer_repeat(turn, claim, request);
        return;
    }

    struct defects *defects = defects_of(turn);
    const struct placement placement = {
        .request = request, .known_skus = find_skus(turn, request), .now_us = turn_now_us(turn)};
    placement_validate(&placement, defects);
    if (defects->count > 0) {
        reject_defects(turn, defects);
        return;
    }

    struct order *order = store_add_order(turn, request, placement.known_skus);
    take_step(turn, order, ON_PLACED);
    claim->order_id = order->order_id;
    memcpy(claim->content_hash, request->content_hash, CONTENT_HASH_BYTES);
    wire_say_order_placed(turn, order);
    turn_accept(turn, wire_place_order_reply(turn_arena(turn), order->order_id, NULL));
}

/* --- CancelOrder ---------------------------------------------------------------------------- */

static void
want_order_to_cancel(struct turn *turn, const struct input *input)
{
    const struct cancel_request *request = input->message;

    store_want_order(turn, request->order_id);
}

/* CancelOrder -> is there something left to cancel? -> OrderCancelRequested */
static void
on_cancel_order(struct turn *turn, const struct input *input)
{
    const struct cancel_request *request = input->message;
    struct arena *arena = turn_arena(turn);
    struct order *order = store_find_order(turn, request->order_id);

    if (order == NULL) {
        turn_reject(turn,
                    arena_format(arena, "there is no order %lld", (long long)request->order_id),
                    NULL);
        return;
    }
    if (!may_act_for(input->from, order->channel)) {
        deny_channel(turn);
        return;
    }
    if (order->status == ORDER_CANCEL_PENDING) {
        turn_duplicate(turn, wire_cancel_order_reply(arena, order->order_id));
        return;
    }
    if (order_step(order->status, ON_CANCEL_ASKED) == NULL) {
        turn_reject(turn,
                    arena_format(arena, "order %lld is %s", (long long)order->order_id,
                                 order_status_name(order->status)),
                    NULL);
        return;
    }

    store_change_order(turn, order);
    take_step(turn, order, ON_CANCEL_ASKED);
    wire_say_order_cancel_requested(turn, order, request->reason);
    turn_accept(turn, wire_cancel_order_reply(arena, order->order_id));
}

/* --- GetOrder ------------------------------------------------------------------------------- */

/* Names of people are for operators, and for the channel that has them anyway. */
static bool
may_see_recipient(const struct identity *from)
{
    return from->role == ROLE_OPERATOR || from->role == ROLE_STOREFRONT;
}

static void
want_order_to_show(struct turn *turn, const struct input *input)
{
    const struct order_query *query = input->message;

    if (query->order_id == 0) {
        struct claim *claim = store_want_claim(turn, query->channel, query->external_id);

        claim->order_wanted = true;
        claim->recipient_wanted |= may_see_recipient(input->from);
        return;
    }
    store_want_order(turn, query->order_id);
    if (may_see_recipient(input->from))
        store_want_recipient(turn, query->order_id);
}

static const struct order *
find_order_to_show(struct turn *turn, const struct order_query *query)
{
    if (query->order_id != 0)
        return store_find_order(turn, query->order_id);

    const struct claim *claim = store_find_claim(turn, query->channel, query->external_id);
    return claim->order_id != 0 ? store_find_order(turn, claim->order_id) : NULL;
}

/* GetOrder -> OrderView */
static void
on_get_order(struct turn *turn, const struct input *input)
{
    const struct order_query *query = input->message;
    const struct order *order = find_order_to_show(turn, query);
    struct recipient recipient;

    if (!may_act_for(input->from, order != NULL ? order->channel : query->channel) &&
        (order != NULL || query->order_id == 0)) {
        deny_channel(turn);
        return;
    }
    if (order == NULL) {
        turn_reject(turn, "there is no such order", NULL);
        return;
    }

    const bool show_recipient =
        may_see_recipient(input->from) && store_find_recipient(turn, order->order_id, &recipient);
    turn_accept(turn, wire_order_view(turn_arena(turn), order, show_recipient ? &recipient : NULL,
                                      store_waits_for(turn, order->order_id)));
}

/* --- events from inventory ------------------------------------------------------------------ */

/* ItemChanged -> the SKU may be ordered from now on. */
static void
on_item_changed(struct turn *turn, const struct input *input)
{
    const struct changed_item *item = input->message;

    store_add_sku(turn, item->sku);
}

static void
want_order_of_change(struct turn *turn, const struct input *input)
{
    const struct order_change *change = input->message;

    store_want_order(turn, change->order_id);
}

static struct order *
order_to_change(struct turn *turn, int64_t order_id)
{
    struct order *order = store_find_order(turn, order_id);

    if (order == NULL)
        turn_give_up(turn, "there is no order %lld", (long long)order_id);
    store_change_order(turn, order);
    return order;
}

static struct order_line *
line_to_change(struct turn *turn, struct order *order, uint32_t number, const char *sku,
               uint32_t *at)
{
    struct order_line *line = order_find_line(order, number, at);

    if (line == NULL)
        turn_give_up(turn, "order %lld has no line %u", (long long)order->order_id, number);
    if (strcmp(line->sku, sku) != 0)
        turn_give_up(turn, "line %u of order %lld is SKU %s, not %s", number,
                     (long long)order->order_id, line->sku, sku);
    return line;
}

/* Applies one rule to every line of the event; an event that cannot be true is set aside. */
static struct order *
apply_to_lines(struct turn *turn, const struct order_change *change, apply_function *apply)
{
    struct order *order = order_to_change(turn, change->order_id);
    uint32_t at = 0;

    for (uint32_t i = 0; i < change->line_count; i++) {
        const struct line_change *moved = &change->lines[i];
        struct order_line *line = line_to_change(turn, order, moved->line, moved->sku, &at);
        const char *reason = apply(&line->units, moved->quantity);

        if (reason != NULL)
            turn_give_up(turn, "line %u of order %lld: %s", moved->line, (long long)order->order_id,
                         reason);
        assert(line_holds(&line->units));
    }
    return order;
}

/* ReservationCommitted -> promised */
static void
on_reservation_committed(struct turn *turn, const struct input *input)
{
    apply_to_lines(turn, input->message, apply_reservation_committed);
}

/* StockBackordered -> waits */
static void
on_stock_backordered(struct turn *turn, const struct input *input)
{
    apply_to_lines(turn, input->message, apply_stock_backordered);
}

static void
want_order_of_release(struct turn *turn, const struct input *input)
{
    const struct order_release *release = input->message;

    store_want_order(turn, release->order_id);
}

/* Returns how many lines lost units; these are noted in lines. */
static uint32_t
apply_release(struct turn *turn, struct order *order, const struct order_release *release,
              struct line_change *lines)
{
    uint32_t at = 0, count = 0;

    for (uint32_t i = 0; i < release->line_count; i++) {
        const struct released_line *released = &release->lines[i];
        struct order_line *line = line_to_change(turn, order, released->line, released->sku, &at);
        const int64_t quantity = released->was_backordered + released->was_promised;
        const char *reason = apply_reservation_released(&line->units, released->was_backordered,
                                                        released->was_promised);

        if (reason != NULL)
            turn_give_up(turn, "line %u of order %lld: %s", released->line,
                         (long long)order->order_id, reason);
        assert(line_holds(&line->units));
        if (quantity > 0)
            lines[count++] = (struct line_change){line->line, line->sku, quantity};
    }
    return count;
}

/* ReservationReleased -> what did the cancel reach? -> OrderCancelled | OrderCancelRefused */
static void
on_reservation_released(struct turn *turn, const struct input *input)
{
    const struct order_release *release = input->message;
    struct order *order = order_to_change(turn, release->order_id);
    struct line_change *lines = arena_take(turn_arena(turn), release->line_count * sizeof *lines);
    const uint32_t released = apply_release(turn, order, release, lines);

    if (!take_step(turn, order, cancel_outcome(order, released)))
        turn_give_up(turn, "order %lld is %s: no cancel waits for an answer",
                     (long long)order->order_id, order_status_name(order->status));

    if (released > 0)
        wire_say_order_cancelled(turn, order, lines, released);
    else
        wire_say_order_cancel_refused(turn, order, "nothing was left to cancel");
    close_if_filled(turn, order);
}

/* --- events from fulfillment-routing -------------------------------------------------------- */

/* FulfillmentPlanned -> allocated; a parked order has found its way */
static void
on_fulfillment_planned(struct turn *turn, const struct input *input)
{
    store_park_order(turn, apply_to_lines(turn, input->message, apply_fulfillment_planned), "");
}

static void
want_parked_order(struct turn *turn, const struct input *input)
{
    const struct parked_order *parked = input->message;

    store_want_order(turn, parked->order_id);
}

/* OrderParked -> people see what the order waits for, while it is open */
static void
on_order_parked(struct turn *turn, const struct input *input)
{
    const struct parked_order *parked = input->message;
    struct order *order = order_to_change(turn, parked->order_id);

    if (!order_status_is_final(order->status))
        store_park_order(turn, order, parked->reason);
}

/* ItemPicked -> picked */
static void
on_item_picked(struct turn *turn, const struct input *input)
{
    apply_to_lines(turn, input->message, apply_item_picked);
}

/* ItemShort, FulfillmentRejected -> reserved again, until routing plans them anew */
static void
on_plan_withdrawn(struct turn *turn, const struct input *input)
{
    apply_to_lines(turn, input->message, apply_plan_withdrawn);
}

/* FulfillmentShipped -> shipped -> OrderShipped, OrderClosed */
static void
on_fulfillment_shipped(struct turn *turn, const struct input *input)
{
    struct order *order = apply_to_lines(turn, input->message, apply_fulfillment_shipped);

    wire_say_order_shipped(turn, order, input->message);
    close_if_filled(turn, order);
}

/* --- the table ------------------------------------------------------------------------------ */

#define ORDER(name)     &crossdock__order__v1__##name##__descriptor
#define INVENTORY(name) &crossdock__inventory__v1__##name##__descriptor
#define ROUTING(name)   &crossdock__routing__v1__##name##__descriptor

enum {
    MAY_ORDER = ROLE_STOREFRONT | ROLE_OPERATOR | ROLE_SERVICE,
    MAY_LOOK = MAY_ORDER | ROLE_READER,
};

/* clang-format off */
const struct handler order_handlers[] = {
    /* input, source, allow, flags,
     *     read, want, handle, says */
    { ORDER(place_order), NULL, MAY_ORDER, HANDLER_OWN_RECEIPT,
          wire_read_place_order, want_claim, on_place_order,
          { ORDER(order_placed) } },
    { ORDER(cancel_order), NULL, MAY_ORDER, 0,
          wire_read_cancel_order, want_order_to_cancel, on_cancel_order,
          { ORDER(order_cancel_requested) } },
    { ORDER(get_order), NULL, MAY_LOOK, HANDLER_QUERY,
          wire_read_get_order, want_order_to_show, on_get_order,
          { NULL } },

    { INVENTORY(item_changed), "inventory", 0, 0,
          wire_read_item_changed, NULL, on_item_changed,
          { NULL } },
    { INVENTORY(reservation_committed), "inventory", 0, 0,
          wire_read_reservation_committed, want_order_of_change, on_reservation_committed,
          { NULL } },
    { INVENTORY(stock_backordered), "inventory", 0, 0,
          wire_read_stock_backordered, want_order_of_change, on_stock_backordered,
          { NULL } },
    { INVENTORY(reservation_released), "inventory", 0, 0,
          wire_read_reservation_released, want_order_of_release, on_reservation_released,
          { ORDER(order_cancelled), ORDER(order_cancel_refused), ORDER(order_closed) } },

    { ROUTING(fulfillment_planned), "fulfillment-routing", 0, 0,
          wire_read_fulfillment_planned, want_order_of_change, on_fulfillment_planned,
          { NULL } },
    { ROUTING(order_parked), "fulfillment-routing", 0, 0,
          wire_read_order_parked, want_parked_order, on_order_parked,
          { NULL } },
    { ROUTING(item_picked), "fulfillment-routing", 0, 0,
          wire_read_item_picked, want_order_of_change, on_item_picked,
          { NULL } },
    { ROUTING(item_short), "fulfillment-routing", 0, 0,
          wire_read_item_short, want_order_of_change, on_plan_withdrawn,
          { NULL } },
    { ROUTING(fulfillment_rejected), "fulfillment-routing", 0, 0,
          wire_read_fulfillment_rejected, want_order_of_change, on_plan_withdrawn,
          { NULL } },
    { ROUTING(fulfillment_shipped), "fulfillment-routing", 0, 0,
          wire_read_fulfillment_shipped, want_order_of_change, on_fulfillment_shipped,
          { ORDER(order_shipped), ORDER(order_closed) } },
    { 0 },
};

/* A storefront follows the orders of its channel. */
const struct grant order_grants[] = {
    { ROLE_STOREFRONT, { ORDER(order_placed), ORDER(order_cancel_requested), ORDER(order_cancelled),
                         ORDER(order_cancel_refused), ORDER(order_shipped), ORDER(order_closed) } },
    { ROLE_NONE, { NULL } },
};
/* clang-format on */
