/*
 * Protobuf to plain structs, checked at the edge. Limits are those of routing.proto.
 */
#include "services/fulfillment-routing/wire.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"

#define POSTAL_CODES_MAX 2000
#define TEXT_BYTES_MAX   200
#define SHIPPED_LOTS_MAX 4000
#define QUANTITY_MAX     INT64_C(1000000000000)

static bool __attribute__((format(printf, 2, 3)))
refuse(struct refusal *refusal, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(refusal->reason, sizeof refusal->reason, format, arguments);
    va_end(arguments);
    return false;
}

/* --- checks that several messages share ------------------------------------------------------ */

static bool
read_id(uint64_t id, const char *what, int64_t *value, struct refusal *refusal)
{
    if (id == 0 || id > INT64_MAX)
        return refuse(refusal, "%s is missing or out of range", what);
    *value = (int64_t)id;
    return true;
}

static bool
check_text(const char *text, const char *what, size_t bytes_min, size_t bytes_max,
           struct refusal *refusal)
{
    const size_t bytes = strlen(text);

    if (bytes < bytes_min || bytes > bytes_max)
        return refuse(refusal, "%s has %zu bytes, allowed are %zu to %zu", what, bytes, bytes_min,
                      bytes_max);
    return true;
}

static bool
check_country(const char *country, struct refusal *refusal)
{
    for (int i = 0; i < 2; i++) {
        const char c = country[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')))
            return refuse(refusal, "country '%.8s' is not two letters", country);
    }
    if (country[2] != '\0')
        return refuse(refusal, "country '%.8s' is not two letters", country);
    return true;
}

static bool
check_coordinates(double latitude, double longitude, struct refusal *refusal)
{
    if (!(fabs(latitude) <= 90) || !(fabs(longitude) <= 180))
        return refuse(refusal, "coordinates %g, %g are not on the earth", latitude, longitude);
    return true;
}

static bool
check_quantity(int64_t quantity, int64_t min, struct refusal *refusal)
{
    if (quantity < min || quantity > QUANTITY_MAX)
        return refuse(refusal, "quantity %lld is out of range", (long long)quantity);
    return true;
}

static bool
read_destination(const Crossdock__Order__V1__Destination *from, struct destination *to,
                 struct refusal *refusal)
{
    if (from == NULL)
        return refuse(refusal, "destination is missing");
    *to = (struct destination){from->country, from->region, from->city, from->postal_code};
    return check_text(to->country, "country", 0, TEXT_BYTES_MAX, refusal) &&
           check_text(to->region, "region", 0, TEXT_BYTES_MAX, refusal) &&
           check_text(to->city, "city", 0, TEXT_BYTES_MAX, refusal) &&
           check_text(to->postal_code, "postal_code", 0, TEXT_BYTES_MAX, refusal);
}

/* --- commands -------------------------------------------------------------------------------- */

static bool
read_postal_code(struct arena *arena, const Crossdock__Routing__V1__PostalCode *from,
                 struct postal_entry *to, struct refusal *refusal)
{
    char city[CITY_KEY_BYTES];

    if (!check_country(from->country, refusal) ||
        !check_text(from->postal_code, "postal_code", 1, POSTAL_CODE_BYTES_MAX, refusal) ||
        !check_text(from->city, "city", 0, TEXT_BYTES_MAX, refusal) ||
        !check_text(from->region, "region", 0, TEXT_BYTES_MAX, refusal) ||
        !check_coordinates(from->latitude_deg, from->longitude_deg, refusal))
        return false;
    if (!postal_key(from->country, from->postal_code, to->row.key))
        return refuse(refusal, "postal_code '%s' has nothing in it", from->postal_code);
    to->row.latitude_e7 = (int32_t)lround(from->latitude_deg * 1e7);
    to->row.longitude_e7 = (int32_t)lround(from->longitude_deg * 1e7);
    to->country = arena_text(arena, (char[]){to->row.key[0], to->row.key[1], '\0'});
    to->code = arena_text(arena, to->row.key + 2);
    to->city = from->city;
    to->region = from->region;
    to->city_key = city_key(from->country, from->city, city) ? arena_text(arena, city) : "";
    return true;
}

static int
compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct postal_entry *)a)->row.key,
                  ((const struct postal_entry *)b)->row.key);
}

/* In order of key; a key that is defined twice is refused. */
READ(read_define_postal_codes)
{
    const Crossdock__Routing__V1__DefinePostalCodes *in =
        (const Crossdock__Routing__V1__DefinePostalCodes *)message;
    struct postal_codes *out = arena_take(arena, sizeof *out);

    if (in->n_postal_codes < 1 || in->n_postal_codes > POSTAL_CODES_MAX) {
        refuse(refusal, "%zu postal codes, allowed are 1 to %d", in->n_postal_codes,
               POSTAL_CODES_MAX);
        return NULL;
    }
    out->count = in->n_postal_codes;
    out->entries = arena_take(arena, out->count * sizeof *out->entries);
    for (size_t i = 0; i < out->count; i++) {
        if (!read_postal_code(arena, in->postal_codes[i], &out->entries[i], refusal))
            return NULL;
    }
    qsort(out->entries, out->count, sizeof *out->entries, compare_entries);
    for (size_t i = 1; i < out->count; i++) {
        if (strcmp(out->entries[i].row.key, out->entries[i - 1].row.key) == 0) {
            refuse(refusal, "postal_code '%s' is there twice", out->entries[i].code);
            return NULL;
        }
    }
    return out;
}

READ(read_accept_pick_list)
{
    const Crossdock__Routing__V1__AcceptPickList *in =
        (const Crossdock__Routing__V1__AcceptPickList *)message;
    struct pick_list_acceptance *out = arena_take(arena, sizeof *out);

    return read_id(in->pick_list_id, "pick_list_id", &out->pick_list_id, refusal) ? out : NULL;
}

READ(read_confirm_pick)
{
    const Crossdock__Routing__V1__ConfirmPick *in =
        (const Crossdock__Routing__V1__ConfirmPick *)message;
    struct pick_confirmation *out = arena_take(arena, sizeof *out);

    if (!read_id(in->fulfillment_order_id, "fulfillment_order_id", &out->fulfillment_order_id,
                 refusal))
        return NULL;
    if (in->n_lines > LINES_MAX) {
        refuse(refusal, "%zu lines, allowed are %d", in->n_lines, LINES_MAX);
        return NULL;
    }
    out->line_count = in->n_lines;
    out->lines = arena_take(arena, in->n_lines * sizeof *out->lines);
    for (size_t i = 0; i < in->n_lines; i++) {
        if (!check_quantity(in->lines[i]->picked, 0, refusal))
            return NULL;
        out->lines[i] = (struct picked_line){(int32_t)in->lines[i]->line, in->lines[i]->picked};
        for (size_t j = 0; j < i; j++) {
            if (out->lines[j].line == out->lines[i].line) {
                refuse(refusal, "line %d is there twice", out->lines[i].line);
                return NULL;
            }
        }
    }
    return out;
}

READ(read_confirm_shipment)
{
    const Crossdock__Routing__V1__ConfirmShipment *in =
        (const Crossdock__Routing__V1__ConfirmShipment *)message;
    struct shipment *out = arena_take(arena, sizeof *out);

    if (!read_id(in->fulfillment_order_id, "fulfillment_order_id", &out->fulfillment_order_id,
                 refusal) ||
        !check_text(in->carrier, "carrier", 0, 64, refusal) ||
        !check_text(in->tracking, "tracking", 0, 64, refusal))
        return NULL;
    out->carrier = in->carrier;
    out->tracking = in->tracking;
    if (in->n_lots > SHIPPED_LOTS_MAX) {
        refuse(refusal, "%zu lots, allowed are %d", in->n_lots, SHIPPED_LOTS_MAX);
        return NULL;
    }
    out->lot_count = in->n_lots;
    out->lots = arena_take(arena, in->n_lots * sizeof *out->lots);
    for (size_t i = 0; i < in->n_lots; i++) {
        const Crossdock__Routing__V1__ShippedLot *lot = in->lots[i];
        if (!check_text(lot->lot, "lot", 1, 64, refusal) ||
            !check_quantity(lot->quantity, 1, refusal))
            return NULL;
        out->lots[i] = (struct shipped_lot){(int32_t)lot->line, lot->lot, lot->quantity};
    }
    return out;
}

READ(read_reject_fulfillment)
{
    const Crossdock__Routing__V1__RejectFulfillment *in =
        (const Crossdock__Routing__V1__RejectFulfillment *)message;
    struct rejection *out = arena_take(arena, sizeof *out);

    if (!read_id(in->fulfillment_order_id, "fulfillment_order_id", &out->fulfillment_order_id,
                 refusal) ||
        !check_text(in->reason, "reason", 1, TEXT_BYTES_MAX, refusal))
        return NULL;
    out->reason = in->reason;
    return out;
}

READ(read_retry_parked)
{
    const Crossdock__Routing__V1__RetryParked *in =
        (const Crossdock__Routing__V1__RetryParked *)message;
    struct retry *out = arena_take(arena, sizeof *out);

    if (in->order_id != 0 && !read_id(in->order_id, "order_id", &out->order_id, refusal))
        return NULL;
    if (in->destination == NULL)
        return out;
    if (in->order_id == 0) {
        refuse(refusal, "a destination is for one order: order_id is missing");
        return NULL;
    }
    out->redirected = true;
    if (!read_destination(in->destination, &out->destination, refusal) ||
        !check_country(out->destination.country, refusal))
        return NULL;
    return out;
}

READ(read_explain_order)
{
    const Crossdock__Routing__V1__ExplainOrder *in =
        (const Crossdock__Routing__V1__ExplainOrder *)message;
    struct asked_order *out = arena_take(arena, sizeof *out);

    return read_id(in->order_id, "order_id", &out->order_id, refusal) ? out : NULL;
}

READ(read_get_allocations)
{
    const Crossdock__Routing__V1__GetAllocations *in =
        (const Crossdock__Routing__V1__GetAllocations *)message;
    struct asked_allocations *out = arena_take(arena, sizeof *out);

    if (!check_text(in->sku, "sku", 1, 64, refusal) ||
        !check_text(in->location, "location", 0, 32, refusal))
        return NULL;
    if (in->limit > 1000) {
        refuse(refusal, "limit %u is more than 1000", in->limit);
        return NULL;
    }
    out->sku = in->sku;
    out->location = in->location;
    out->limit = in->limit == 0 ? 100 : in->limit;
    return out;
}

/* --- events of inventory ---------------------------------------------------------------------- */

READ(read_location_changed)
{
    const Crossdock__Inventory__V1__LocationChanged *in =
        (const Crossdock__Inventory__V1__LocationChanged *)message;
    const Crossdock__Inventory__V1__Location *location = in->location;
    struct location_change *out = arena_take(arena, sizeof *out);

    if (location == NULL) {
        refuse(refusal, "location is missing");
        return NULL;
    }
    if (!check_text(location->code, "code", 1, 32, refusal) ||
        !check_coordinates(location->latitude_deg, location->longitude_deg, refusal) ||
        !check_quantity(location->safety_stock, 0, refusal))
        return NULL;
    *out = (struct location_change){
        .code = location->code,
        .name = location->name,
        .at = {location->latitude_deg, location->longitude_deg},
        .closed = location->closed,
        .safety_stock = location->safety_stock,
    };
    return out;
}

READ(read_bins_assigned)
{
    const Crossdock__Inventory__V1__BinsAssigned *in =
        (const Crossdock__Inventory__V1__BinsAssigned *)message;
    struct bins *out = arena_take(arena, sizeof *out);
    struct bin *list = arena_take(arena, in->n_lines * sizeof *list);

    out->location = in->location;
    out->count = in->n_lines;
    out->list = list;
    for (size_t i = 0; i < in->n_lines; i++) {
        if (!check_text(in->lines[i]->sku, "sku", 1, 64, refusal) ||
            !check_text(in->lines[i]->bin, "bin", 0, TEXT_BYTES_MAX, refusal))
            return NULL;
        list[i] = (struct bin){in->lines[i]->sku, in->lines[i]->bin};
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

READ(read_reservation_committed)
{
    const Crossdock__Inventory__V1__ReservationCommitted *in =
        (const Crossdock__Inventory__V1__ReservationCommitted *)message;
    struct promise *out = arena_take(arena, sizeof *out);

    if (!read_id(in->order_id, "order_id", &out->order_id, refusal) ||
        !read_destination(in->destination, &out->destination, refusal))
        return NULL;
    if (in->n_lines < 1 || in->n_lines > LINES_MAX) {
        refuse(refusal, "%zu lines, allowed are 1 to %d", in->n_lines, LINES_MAX);
        return NULL;
    }
    out->placed_at_us = in->placed_at_us;
    out->round = in->round;
    out->channel = in->channel;
    out->promised_before = in->promised_before;
    out->ship_complete = in->ship_complete;
    out->line_count = in->n_lines;
    out->lines = arena_take(arena, in->n_lines * sizeof *out->lines);
    for (size_t i = 0; i < in->n_lines; i++) {
        const Crossdock__Order__V1__LineQuantity *line = in->lines[i];
        if (!check_text(line->sku, "sku", 1, 64, refusal) ||
            !check_quantity(line->quantity, 1, refusal))
            return NULL;
        out->lines[i] = (struct promised_line){.line = (int32_t)line->line,
                                               .together = (int32_t)line->together,
                                               .sku = line->sku,
                                               .quantity = line->quantity};
    }
    return out;
}

static const char *const recall_reasons[] = {
    [RECALL_CANCEL] = "CANCEL",
    [RECALL_HOLD] = "HOLD",
    [RECALL_REDIRECT] = "REDIRECT",
    [RECALL_STOCK_LOST] = "STOCK_LOST",
};

const char *
recall_reason_name(enum recall_reason reason)
{
    return recall_reasons[reason];
}

static bool
read_recall_reason(const char *text, enum recall_reason *reason, struct refusal *refusal)
{
    for (size_t i = 0; i < sizeof recall_reasons / sizeof *recall_reasons; i++) {
        if (strcmp(text, recall_reasons[i]) != 0 &&
            text[0] != '\0') /* the first, when it is not told */
            continue;
        *reason = (enum recall_reason)i;
        return true;
    }
    return refuse(refusal, "reason '%.40s' is none of a recall", text);
}

READ(read_reservation_recalled)
{
    const Crossdock__Inventory__V1__ReservationRecalled *in =
        (const Crossdock__Inventory__V1__ReservationRecalled *)message;
    struct recall *out = arena_take(arena, sizeof *out);

    if (!read_id(in->order_id, "order_id", &out->order_id, refusal) ||
        !read_recall_reason(in->reason, &out->reason, refusal))
        return NULL;
    if (in->n_lines > LINES_MAX) {
        refuse(refusal, "%zu lines, allowed are %d", in->n_lines, LINES_MAX);
        return NULL;
    }
    out->line_count = in->n_lines;
    out->lines = arena_take(arena, in->n_lines * sizeof *out->lines);
    for (size_t i = 0; i < in->n_lines; i++) {
        const Crossdock__Order__V1__LineQuantity *line = in->lines[i];
        if (!check_quantity(line->quantity, 1, refusal))
            return NULL;
        out->lines[i] =
            (struct promised_line){.line = (int32_t)line->line, .quantity = line->quantity};
    }
    return out;
}
