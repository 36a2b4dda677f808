#include "services/inventory/wire_explain.h"

#include <inttypes.h>
#include <string.h>

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "services/inventory/wire_check.h"

#define LIMIT_DEFAULT 50
#define LIMIT_MAX     1000

const void *
wire_read_explain_stock(struct arena *arena, const ProtobufCMessage *message,
                        struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ExplainStock *in = (const void *)message;

    if (!text_fits(in->location, 1, LOCATION_CODE_BYTES_MAX, "location", refusal) ||
        !text_fits(in->sku, 1, SKU_BYTES_MAX, "sku", refusal) ||
        !number_fits(in->limit, 0, LIMIT_MAX, "limit", refusal))
        return NULL;
    if (in->before_movement_id != 0 && !is_id(in->before_movement_id, "before_movement_id", refusal))
        return NULL;
    struct explain_stock *out = arena_take(arena, sizeof *out);
    out->location = in->location;
    out->sku = in->sku;
    out->before_movement_id = (int64_t)in->before_movement_id;
    out->limit = in->limit > 0 ? in->limit : LIMIT_DEFAULT;
    return out;
}

/* "47 on hand at MAN: 30 before; received +20 (2), shipped -3 (1)." */
static char *
words_of(struct arena *arena, const struct stock *stock, const struct balance_sum *sum,
         size_t count)
{
    static const char *const done[MOVEMENT_KIND_COUNT] = {
        [MOVEMENT_RECEIVE] = "received",       [MOVEMENT_SHIP] = "shipped",
        [MOVEMENT_ADJUST] = "adjusted",        [MOVEMENT_COUNT] = "counted",
        [MOVEMENT_TRANSFER_OUT] = "sent away", [MOVEMENT_TRANSFER_IN] = "came by transfer",
        [MOVEMENT_RETURN_IN] = "returned",     [MOVEMENT_STATE_CHANGE] = "changed state",
        [MOVEMENT_WRITE_OFF] = "written off",
    };
    const char *separator = "; ";
    const char *words;

    if (count == 0)
        return wire_text(arena_format(arena, "%" PRId64 " on hand at %s: nothing moved before.",
                                      stock->on_hand, stock->location->code));
    words = arena_format(arena, "%" PRId64 " on hand at %s: %" PRId64 " before", sum->now,
                         stock->location->code, sum->before);
    for (int kind = 0; kind < MOVEMENT_KIND_COUNT; kind++) {
        if (sum->movements[kind] == 0)
            continue;
        words = arena_format(arena, "%s%s%s %+" PRId64 " in %" PRId64, words, separator, done[kind],
                             sum->units[kind], sum->movements[kind]);
        separator = ", ";
    }
    return wire_text(arena_format(arena, "%s.", words));
}

static void
fill_lots(struct arena *arena, Crossdock__Inventory__V1__StockExplanation *reply,
          const struct stock *stock)
{
    size_t count = 0;

    for (const struct pile *pile = stock->piles; pile != NULL; pile = pile->next)
        count++;
    reply->lots = arena_take(arena, count * sizeof *reply->lots);
    for (const struct pile *pile = stock->piles; pile != NULL; pile = pile->next) {
        Crossdock__Inventory__V1__LotStock *lot = arena_take(arena, sizeof *lot);
        crossdock__inventory__v1__lot_stock__init(lot);
        lot->state = (Crossdock__Inventory__V1__StockState)pile->state;
        lot->lot = wire_text(pile->lot != NULL ? pile->lot->code : "");
        lot->expires_on = pile->lot != NULL ? pile->lot->expires_on : 0;
        lot->quantity = pile->quantity;
        reply->lots[reply->n_lots++] = lot;
    }
}

static Crossdock__Inventory__V1__MovementFact *
body_of(struct arena *arena, const struct movement_fact *fact)
{
    Crossdock__Inventory__V1__MovementFact *body = arena_take(arena, sizeof *body);

    crossdock__inventory__v1__movement_fact__init(body);
    body->movement_id = (uint64_t)fact->movement_id;
    body->kind = (Crossdock__Inventory__V1__MovementKind)fact->link.kind;
    body->quantity = fact->link.quantity;
    body->on_hand_after = fact->link.on_hand_after;
    body->state = (Crossdock__Inventory__V1__StockState)fact->state;
    body->lot = wire_text(fact->lot);
    body->at_us = fact->at_us;
    body->reason = wire_text(fact->reason);
    body->actor = wire_text(fact->actor);
    body->cause = wire_text(fact->cause);
    return body;
}

void
wire_reply_explanation(struct turn *turn, const struct stock *stock,
                       const struct movement_fact *facts, size_t count, bool more)
{
    Crossdock__Inventory__V1__StockExplanation reply =
        CROSSDOCK__INVENTORY__V1__STOCK_EXPLANATION__INIT;
    struct arena *arena = turn_arena(turn);
    struct chain_link *links = arena_take(arena, count * sizeof *links);

    reply.movements = arena_take(arena, count * sizeof *reply.movements);
    reply.n_movements = count;
    for (size_t i = 0; i < count; i++) {
        links[i] = facts[i].link;
        reply.movements[i] = body_of(arena, &facts[i]);
    }
    const struct balance_sum sum = sum_up_balance(links, count);
    reply.on_hand = count > 0 ? sum.now : stock->on_hand;
    reply.more = more;
    reply.words = words_of(arena, stock, &sum, count);
    fill_lots(arena, &reply, stock);
    turn_accept(turn, &reply.base);
}
