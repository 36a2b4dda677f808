/* Goods, as the inventory and forecasting feeds tell: items, movements, bins, what is to come, counts. */
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "crossdock/forecasting/v1/forecasting.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "services/gateway/handlers.h"
#include "services/gateway/store.h"

#define MESSAGE(name) Crossdock__Inventory__V1__##name
#define AVAILABLE     CROSSDOCK__INVENTORY__V1__STOCK_STATE__STOCK_AVAILABLE
#define SHIP          CROSSDOCK__INVENTORY__V1__MOVEMENT_KIND__MOVEMENT_SHIP

/* --- items ----------------------------------------------------------------------------------- */

void
on_item_changed(struct turn *turn, const struct input *input)
{
    const MESSAGE(ItemChanged) *message = input->message;
    const MESSAGE(Item) *item = message->item;

    if (item == NULL)
        return;
    struct column *row = batch_row(turn, BATCH_ITEMS);
    column_add_text(&row[0], item->sku);
    column_add_text(&row[1], item->name);
    column_add_text(&row[2], item->category);
    column_add_text(&row[3], item->gtin);
    column_add_text(&row[4], item->supplier);
    column_add_int8(&row[5], item->unit_cost_minor);
    column_add_text(&row[6], item->currency);
    column_add_int4(&row[7], item->lead_time_days);
    stock_set_unit_cost(turn, item->sku, item->unit_cost_minor);
}

static void
mark_low(struct turn *turn, const char *sku, bool is_low)
{
    struct column *row = batch_row(turn, BATCH_LOW_ITEMS);

    column_add_text(&row[0], sku);
    column_add_bool(&row[1], is_low);
}

void
on_stock_low(struct turn *turn, const struct input *input)
{
    mark_low(turn, ((const MESSAGE(StockLow) *)input->message)->sku, true);
}

void
on_stock_recovered(struct turn *turn, const struct input *input)
{
    mark_low(turn, ((const MESSAGE(StockRecovered) *)input->message)->sku, false);
}

void
on_backorders_changed(struct turn *turn, const struct input *input)
{
    const MESSAGE(BackordersChanged) *message = input->message;
    struct column *row = batch_row(turn, BATCH_BACKORDERED_ITEMS);

    column_add_text(&row[0], message->sku);
    column_add_int8(&row[1], message->backordered);
}

void
on_forecast_published(struct turn *turn, const struct input *input)
{
    const Crossdock__Forecasting__V1__ForecastPublished *message = input->message;
    const Crossdock__Forecasting__V1__Forecast *forecast = message->forecast;

    if (forecast == NULL)
        return;
    struct column *row = batch_row(turn, BATCH_FORECASTS);
    column_add_text(&row[0], forecast->sku);
    column_add_text(&row[1], forecast->location);
    column_add_int4(&row[2], forecast->day);
    column_add_text(&row[3], forecast->abc);
    column_add_text(&row[4], forecast->xyz);
    column_add_double(&row[5], forecast->mean_per_day);
    column_add_double(&row[6], forecast->wape);
    column_add_double(&row[7], forecast->bias);
    column_add_double(&row[8], forecast->mase);
}

/* --- movements ------------------------------------------------------------------------------- */

static void
count_movement(struct turn *turn, const struct input *input, const MESSAGE(Movement) *movement)
{
    const int64_t cost =
        movement_cost_minor(movement->quantity, stock_unit_cost(turn, movement->sku));
    const int64_t day = day_of(input->time_us);

    stock_add(turn, movement->sku, movement->location, STOCK_ON_HAND, movement->quantity);
    if (movement->state > AVAILABLE)
        stock_add(turn, movement->sku, movement->location, STOCK_UNAVAILABLE, movement->quantity);
    tally_add(turn, NOW_ON_HAND, 0, movement->location, "", movement->quantity);
    tally_add(turn, VALUE_CHANGED, day, movement->location, "", cost);
    if (movement->kind == SHIP)
        tally_add(turn, COST_SHIPPED, day, movement->location, "", -cost);
    if (movement->on_hand_after < 0)
        tally_add(turn, UNITS_OVERSOLD, day, movement->location, "", -movement->on_hand_after);
}

void
on_stock_moved(struct turn *turn, const struct input *input)
{
    const MESSAGE(StockMoved) *message = input->message;
    const size_t count = message->n_movements;
    const char **skus = arena_take(turn_arena(turn), (count + 1) * sizeof *skus);
    int64_t *numbers = arena_take(turn_arena(turn), (count + 1) * 5 * sizeof *numbers);

    if (count == 0)
        return;
    for (size_t i = 0; i < count; i++) {
        const MESSAGE(Movement) *movement = message->movements[i];
        skus[i] = movement->sku;
        numbers[i] = (int64_t)movement->movement_id;
        numbers[count + i] = movement->kind;
        numbers[2 * count + i] = movement->quantity;
        numbers[3 * count + i] = movement->on_hand_after;
        numbers[4 * count + i] = movement->state;
        count_movement(turn, input, movement);
    }
    struct column *row = batch_row(turn, BATCH_MOVEMENTS);
    column_add_int8(&row[0], (int64_t)input->position);
    column_add_int8(&row[1], input->time_us);
    column_add_text(&row[2], message->movements[0]->location);
    column_add_text(&row[3], message->reason);
    column_add_text(&row[4], input->cause);
    column_add_text_list(&row[5], skus, count);
    for (size_t i = 0; i < 5; i++)
        column_add_int8_list(&row[6 + i], &numbers[i * count], count);
}

void
on_bins_assigned(struct turn *turn, const struct input *input)
{
    const MESSAGE(BinsAssigned) *message = input->message;

    for (size_t i = 0; i < message->n_lines; i++) {
        struct column *row = batch_row(turn, BATCH_BINS);
        column_add_text(&row[0], message->lines[i]->sku);
        column_add_text(&row[1], message->location);
        column_add_text(&row[2], message->lines[i]->bin);
    }
}

/* --- what is to come ------------------------------------------------------------------------- */

static void
save_inbound(struct turn *turn, const char *kind, const char *number, const char *location, bool is_open,
             const char **skus, const int64_t *units, size_t count)
{
    struct column *row = batch_row(turn, BATCH_INBOUND);

    column_add_text(&row[0], kind);
    column_add_text(&row[1], number);
    column_add_text(&row[2], location);
    column_add_bool(&row[3], is_open);
    column_add_text_list(&row[4], skus, count);
    column_add_int8_list(&row[5], units, count);
}

/* Units of lines that have not come and still may. */
static void
save_document(struct turn *turn, const char *kind, const char *number, const char *location, bool is_open,
              MESSAGE(DocumentLine) *const *lines, size_t count)
{
    const char **skus = arena_take(turn_arena(turn), (count + 1) * sizeof *skus);
    int64_t *units = arena_take(turn_arena(turn), (count + 1) * sizeof *units);

    for (size_t i = 0; i < count; i++) {
        const int64_t left = lines[i]->expected - lines[i]->received - lines[i]->missing;
        skus[i] = lines[i]->sku;
        units[i] = left > 0 ? left : 0;
    }
    save_inbound(turn, kind, number, location, is_open, skus, units, count);
}

static bool
is_over(const char *status)
{
    return strcmp(status, "RECEIVED") == 0 || strcmp(status, "CLOSED") == 0 || strcmp(status, "CANCELLED") == 0;
}

void
on_purchase_order_changed(struct turn *turn, const struct input *input)
{
    const MESSAGE(PurchaseOrderChanged) *message = input->message;

    save_document(turn, "PO", message->number, message->location, !is_over(message->status), message->lines,
                  message->n_lines);
}

void
on_transfer_changed(struct turn *turn, const struct input *input)
{
    const MESSAGE(TransferChanged) *message = input->message;
    const bool is_open = strcmp(message->status, "DRAFT") != 0 && !is_over(message->status);

    save_document(turn, "TRANSFER", message->number, message->to, is_open, message->lines, message->n_lines);
}

/* Of a purchase order: that tells of its units already. */
void
on_shipment_announced(struct turn *turn, const struct input *input)
{
    const MESSAGE(ShipmentAnnounced) *message = input->message;
    const size_t count = message->n_lines;
    const char **skus = arena_take(turn_arena(turn), (count + 1) * sizeof *skus);
    int64_t *units = arena_take(turn_arena(turn), (count + 1) * sizeof *units);

    if (message->purchase_order[0] != '\0')
        return;
    for (size_t i = 0; i < count; i++) {
        skus[i] = message->lines[i]->sku;
        units[i] = message->lines[i]->quantity;
    }
    save_inbound(turn, "ASN", message->asn, message->location, true, skus, units, count);
}

void
on_shipment_received(struct turn *turn, const struct input *input)
{
    const MESSAGE(ShipmentReceived) *message = input->message;

    if (message->purchase_order[0] == '\0' && message->asn[0] != '\0')
        save_document(turn, "ASN", message->asn, message->location, !message->complete, message->lines,
                      message->n_lines);
}

/* --- counts ---------------------------------------------------------------------------------- */

static void
save_count(struct turn *turn, const struct input *input, uint64_t count_id, const char *location, const char *status,
           size_t lines, int64_t variance)
{
    struct column *row = batch_row(turn, BATCH_COUNTS);

    column_add_int8(&row[0], (int64_t)count_id);
    column_add_text(&row[1], location);
    column_add_text(&row[2], status);
    column_add_int8(&row[3], (int64_t)lines);
    column_add_int8(&row[4], variance);
    column_add_int8(&row[5], input->time_us);
}

void
on_count_requested(struct turn *turn, const struct input *input)
{
    const MESSAGE(CountRequested) *message = input->message;

    save_count(turn, input, message->count_id, message->location, message->recount ? "RECOUNT" : "REQUESTED",
               message->recount ? 0 : message->n_lines, 0);
}

void
on_count_variance_found(struct turn *turn, const struct input *input)
{
    const MESSAGE(CountVarianceFound) *message = input->message;
    int64_t variance = 0, off = 0;

    for (size_t i = 0; i < message->n_lines; i++) {
        variance += message->lines[i]->variance;
        off += llabs(message->lines[i]->variance);
    }
    save_count(turn, input, message->count_id, message->location, message->booked ? "" : "REVIEW", 0,
               message->booked ? variance : 0);
    if (message->booked)
        tally_add(turn, UNITS_OFF, day_of(input->time_us), message->location, "", off);
}

void
on_count_completed(struct turn *turn, const struct input *input)
{
    const MESSAGE(CountCompleted) *message = input->message;
    int64_t units = 0;

    for (size_t i = 0; i < message->n_lines; i++)
        units += message->lines[i]->quantity;
    save_count(turn, input, message->count_id, message->location, "COMPLETED", 0, 0);
    tally_add(turn, UNITS_COUNTED, day_of(input->time_us), message->location, "", units);
}
