#include "services/fulfillment-routing/wire_stock.h"

#include <string.h>

#include "common/text.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"

/* The fulfillment order named in the reason of a ship movement; 0: none. */
static int64_t
fulfillment_order_in(const char *reason)
{
    static const char words[] = "fulfillment order ";
    int64_t id;

    if (strncmp(reason, words, sizeof words - 1) != 0 ||
        !text_to_int64(reason + sizeof words - 1, &id))
        return 0;
    return id;
}

#define MOVEMENT(kind) CROSSDOCK__INVENTORY__V1__MOVEMENT_KIND__MOVEMENT_##kind
#define STOCK(state)   CROSSDOCK__INVENTORY__V1__STOCK_STATE__STOCK_##state

/* Its units are, or were, fit for sale. */
static bool
is_fit(const Crossdock__Inventory__V1__Movement *movement)
{
    return movement->state == STOCK(STATE_UNSPECIFIED) || movement->state == STOCK(AVAILABLE);
}

static bool
settles(const Crossdock__Inventory__V1__Movement *movement)
{
    switch (movement->kind) {
    case MOVEMENT(ADJUST):
    case MOVEMENT(COUNT):
    case MOVEMENT(WRITE_OFF):
        return true;
    case MOVEMENT(SHIP):
    case MOVEMENT(TRANSFER_OUT):
        return false;
    default:
        return is_fit(movement) && movement->quantity > 0;
    }
}

READ(read_stock_moved)
{
    const Crossdock__Inventory__V1__StockMoved *in =
        (const Crossdock__Inventory__V1__StockMoved *)message;
    struct stock_moves *out = arena_take(arena, sizeof *out);

    out->count = in->n_movements;
    out->moves = arena_take(arena, in->n_movements * sizeof *out->moves);
    for (size_t i = 0; i < in->n_movements; i++) {
        const Crossdock__Inventory__V1__Movement *from = in->movements[i];
        if (!check_text(from->sku, "sku", 1, 64, refusal) ||
            !check_quantity(from->on_hand_after, -QUANTITY_MAX, refusal) ||
            !check_quantity(from->unavailable_after, 0, refusal) ||
            !check_text(from->lot, "lot", 0, 64, refusal))
            return NULL;
        out->moves[i] = (struct stock_move){
            .location = from->location,
            .sku = from->sku,
            .bin = from->bin,
            .on_hand_after = from->on_hand_after,
            .unavailable_after = from->unavailable_after,
            .settles = settles(from),
        };
        if (is_fit(from))
            out->moves[i].lot = (struct lot){from->lot, from->expires_on, from->quantity};
        else
            out->moves[i].lot.name = "";
        if (from->kind == MOVEMENT(SHIP))
            out->fulfillment_order_id = fulfillment_order_in(in->reason);
    }
    return out;
}

READ(read_count_completed)
{
    const Crossdock__Inventory__V1__CountCompleted *in =
        (const Crossdock__Inventory__V1__CountCompleted *)message;
    struct completed_count *out = arena_take(arena, sizeof *out);

    out->location = in->location;
    out->count = in->n_lines;
    out->skus = arena_take(arena, in->n_lines * sizeof *out->skus);
    for (size_t i = 0; i < in->n_lines; i++) {
        if (!check_text(in->lines[i]->sku, "sku", 1, 64, refusal))
            return NULL;
        out->skus[i] = in->lines[i]->sku;
    }
    return out;
}
