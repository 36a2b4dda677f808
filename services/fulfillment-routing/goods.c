/*
 * What inventory says about places and stock.
 */
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/pickup.h"
#include "services/fulfillment-routing/plan.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

void
want_time_zone(struct turn *turn, const struct input *input)
{
    store_want_time_zone(turn, ((const struct location_change *)input->message)->time_zone);
}

void
on_location_changed(struct turn *turn, const struct input *input)
{
    const struct location_change *change = input->message;
    struct memory *memory = store_memory(turn);
    const struct location *known = location_find(memory, change->code);
    const bool was_closed = known != NULL && known->closed;
    store_learn_time_zones(turn);
    const struct location *location = location_change(memory, change);

    if (location == NULL)
        turn_give_up(turn, "more than %d locations", SITES_MAX);
    store_note_location(turn, change);
    if (change->closed && !was_closed)
        outage_begin(memory, location);
    if (was_closed && !change->closed)
        parked_stir_all(memory);
}

void
on_bins_assigned(struct turn *turn, const struct input *input)
{
    const struct bins *bins = input->message;
    struct memory *memory = store_memory(turn);
    const struct location *location = location_find(memory, bins->location);

    if (location == NULL)
        turn_give_up(turn, "location '%s' was never told", bins->location);
    for (size_t i = 0; i < bins->count; i++) {
        struct sku *sku = sku_of(memory, bins->list[i].sku);
        struct shelf *shelf = shelf_of(memory, sku, location);
        memory_keep(memory, shelf, sizeof *shelf);
        shelf->bin = bin_of(memory, bins->list[i].bin);
        store_touch_shelf(turn, sku, location);
    }
}

/* The shipment of a fulfillment order has reached the stock: its units are in flight no more. */
static void
see_stock_leave(struct turn *turn, int64_t fulfillment_order_id)
{
    struct memory *memory = store_memory(turn);
    struct fulfillment *fulfillment = map_find(memory->fulfillments, fulfillment_order_id);

    if (fulfillment == NULL || fulfillment->stock_seen ||
        (fulfillment->state != FULFILLMENT_SHIPPED && fulfillment->state != FULFILLMENT_DELIVERED &&
         fulfillment->state != FULFILLMENT_READY))
        return;
    struct order *order = fulfillment->order;
    store_touch(turn, fulfillment);
    step_let_go(turn, fulfillment);
    fulfillment->stock_seen = true;
    if (pickup_goes_on(fulfillment))
        return;
    fulfillment_remove(memory, fulfillment);
    order_close_if_done(memory, order);
}

void
on_stock_moved(struct turn *turn, const struct input *input)
{
    const struct stock_moves *moved = input->message;
    struct memory *memory = store_memory(turn);

    for (size_t i = 0; i < moved->count; i++) {
        const struct stock_move *move = &moved->moves[i];
        const struct location *location = location_find(memory, move->location);
        if (location == NULL)
            turn_give_up(turn, "location '%s' was never told", move->location);
        struct sku *sku = sku_of(memory, move->sku);
        struct shelf *shelf = shelf_of(memory, sku, location);
        memory_keep(memory, shelf, sizeof *shelf);
        const int64_t free_before = free_stock(shelf);
        shelf->on_hand = move->on_hand_after;
        shelf->unavailable = move->unavailable_after;
        if (move->bin[0] != '\0')
            shelf->bin = bin_of(memory, move->bin);
        if (move->settles)
            shelf->doubtful = false;
        if (free_stock(shelf) > free_before)
            parked_stir(memory, sku);
        else if (free_stock(shelf) < free_before && moved->fulfillment_order_id == 0)
            store_note_loss(turn, sku, location, free_before - free_stock(shelf));
        store_touch_shelf(turn, sku, location);
        if (move->lot.name[0] != '\0') {
            const struct lot lot = lots_change(memory, shelf, &move->lot);
            store_note_lot(turn, sku, location, &lot);
        }
    }
    if (moved->fulfillment_order_id != 0)
        see_stock_leave(turn, moved->fulfillment_order_id);
}

/* A count that agrees with the books moves no stock: it settles what came out short all the same.
 */
void
on_count_completed(struct turn *turn, const struct input *input)
{
    const struct completed_count *count = input->message;
    struct memory *memory = store_memory(turn);
    const struct location *location = location_find(memory, count->location);

    if (location == NULL)
        turn_give_up(turn, "location '%s' was never told", count->location);
    for (size_t i = 0; i < count->count; i++) {
        struct sku *sku = sku_of(memory, count->skus[i]);
        struct shelf *shelf = shelf_find(sku, location);
        if (shelf == NULL || !shelf->doubtful)
            continue;
        memory_keep(memory, shelf, sizeof *shelf);
        shelf->doubtful = false;
        store_touch_shelf(turn, sku, location);
        parked_stir(memory, sku);
    }
}
