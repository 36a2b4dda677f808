/* PlaceOrder: is it new, is it sound? */
#include <string.h>

#include "services/order/core/order_due.h"
#include "services/order/handlers.h"
#include "services/order/steps.h"
#include "services/order/store_locations.h"
#include "services/order/store_returns.h"
#include "services/order/wire_place.h"

void
want_claim(struct turn *turn, const struct input *input)
{
    const struct order_request *request = input->message;

    if (may_act_for(input->from, request->channel) && channel_is_valid(request->channel) &&
        external_id_is_valid(request->external_id))
        store_want_claim(turn, request->channel, request->external_id);
    if (request->exchange_for_return_id != 0)
        store_want_return(turn, request->exchange_for_return_id);
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

/* How long the customer waits for stock: as the order says, or its channel. */
static void
set_patience(struct turn *turn, struct order *order, const struct order_request *request)
{
    const int32_t days = request->cancel_unfilled_days != 0
                             ? request->cancel_unfilled_days
                             : store_cancel_unfilled_days(turn, order->channel);

    order->cancel_unfilled_at_us = days_after(order->placed_at_us, days);
}

static void
say_placed(struct turn *turn, struct order *order, const struct order_request *request,
           const char *by)
{
    const struct hold *holds[HOLDS_MAX];

    for (uint32_t i = 0; i < request->hold_count; i++) {
        store_add_hold(turn, order, &request->holds[i], by);
        holds[i] = store_find_hold(turn, order, (enum hold_reason)request->holds[i].reason);
    }
    wire_say_order_placed(turn, order, request->hold_id, holds, request->hold_count);
}

/* PlaceOrder -> is it new and sound? -> OrderPlaced */
void
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
    struct rma *exchanged = request->exchange_for_return_id != 0
                                ? store_find_return(turn, request->exchange_for_return_id)
                                : NULL;
    const struct placement placement = {.request = request,
                                        .known_skus = find_skus(turn, request),
                                        .now_us = turn_now_us(turn),
                                        .exchanged = exchanged,
                                        .pickup_known = store_knows_location(
                                            turn, request->terms.pickup_location)};
    placement_validate(&placement, defects);
    if (defects->count > 0) {
        reject_defects(turn, defects);
        return;
    }

    struct order *order = store_add_order(turn, request, placement.known_skus);
    take_step(turn, order, ON_PLACED);
    set_patience(turn, order, request);
    claim->order_id = order->order_id;
    memcpy(claim->content_hash, request->content_hash, CONTENT_HASH_BYTES);
    if (exchanged != NULL) {
        exchanged->exchange_order_id = order->order_id;
        store_change_return(turn, exchanged);
    }
    say_placed(turn, order, request, input->from->name);
    turn_accept(turn, wire_place_order_reply(turn_arena(turn), order->order_id, NULL));
}
