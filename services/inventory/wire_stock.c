/*
 * Stock lines, and commands and events that are made of them. Part of wire_goods.h.
 */
#include <inttypes.h>
#include <string.h>

#include "services/inventory/wire_check.h"
#include "services/inventory/wire_goods.h"

#define EXPIRES_ON_MAX 1000000 /* the year 4707 */

/* --- commands -------------------------------------------------------------------------------- */

bool
wire_read_stock_line(struct stock_line *to, const Crossdock__Inventory__V1__StockLine *line,
                     int64_t quantity_min, struct refusal *refusal)
{
    const bool by_gtin = line->gtin[0] != '\0';

    if (!text_fits(line->sku, by_gtin ? 0 : 1, SKU_BYTES_MAX, "sku", refusal) ||
        !text_fits(line->bin, 0, BIN_BYTES_MAX, "bin", refusal) ||
        !text_fits(line->pack, 0, PACK_NAME_BYTES_MAX, "pack", refusal) ||
        !text_fits(line->lot, 0, LOT_BYTES_MAX, "lot", refusal) ||
        !number_fits(line->expires_on, 0, EXPIRES_ON_MAX, "expires_on", refusal) ||
        !number_fits((int64_t)line->state, 0, STOCK_EXPIRED, "state", refusal) ||
        !number_fits(line->quantity, quantity_min, MOVEMENT_QUANTITY_MAX, "quantity", refusal))
        return false;
    if (by_gtin && !gtin_normalize(line->gtin, to->gtin))
        return refuse(refusal, "field 'gtin': %.20s is not a GTIN with a valid check digit",
                      line->gtin);
    if (line->expires_on != 0 && line->lot[0] == '\0')
        return refuse(refusal, "field 'expires_on': only a lot expires, and none is named");
    to->sku = line->sku;
    to->pack = line->pack;
    to->quantity = line->quantity;
    to->state = line->state != 0 ? (enum stock_state)line->state : STOCK_AVAILABLE;
    to->lot = line->lot;
    to->expires_on = line->expires_on;
    to->bin = line->bin;
    return true;
}

static bool
read_lines(struct stock_line *to, Crossdock__Inventory__V1__StockLine *const *lines, size_t count,
           int64_t quantity_min, struct refusal *refusal)
{
    for (size_t i = 0; i < count; i++) {
        if (!wire_read_stock_line(&to[i], lines[i], quantity_min, refusal))
            return false;
    }
    return true;
}

static struct move_command *
read_move(struct arena *arena, const char *location, const char *reason,
          Crossdock__Inventory__V1__StockLine *const *lines, size_t count, int64_t quantity_min,
          struct refusal *refusal)
{
    if (!text_fits(location, 1, LOCATION_CODE_BYTES_MAX, "location", refusal) ||
        !number_fits((int64_t)count, 1, COMMAND_LINES_MAX, "lines", refusal))
        return NULL;

    struct move_command *out = arena_take(arena, sizeof *out + count * sizeof out->lines[0]);
    out->location = location;
    out->reason = reason;
    out->count = count;
    if (!read_lines(out->lines, lines, count, quantity_min, refusal))
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (out->lines[i].quantity == 0) {
            refuse(refusal, "line %zu: quantity 0 moves nothing", i + 1);
            return NULL;
        }
    }
    return out;
}

/* What is out was told by a lot's expiry: nobody brings units in that state. */
static const struct move_command *
unless_expired_comes(const struct move_command *command, struct refusal *refusal)
{
    for (size_t i = 0; command != NULL && i < command->count; i++) {
        if (command->lines[i].state == STOCK_EXPIRED && command->lines[i].quantity > 0) {
            refuse(refusal, "line %zu: units become EXPIRED by the clock only", i + 1);
            return NULL;
        }
    }
    return command;
}

const void *
wire_read_receive_stock(struct arena *arena, const ProtobufCMessage *message,
                        struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ReceiveStock *in = (const void *)message;

    if (!text_fits(in->reference, 0, REFERENCE_BYTES_MAX, "reference", refusal))
        return NULL;
    return unless_expired_comes(
        read_move(arena, in->location, in->reference, in->lines, in->n_lines, 1, refusal), refusal);
}

const void *
wire_read_adjust_stock(struct arena *arena, const ProtobufCMessage *message,
                       struct refusal *refusal)
{
    const Crossdock__Inventory__V1__AdjustStock *in = (const void *)message;

    if (!text_fits(in->reason, 1, REFERENCE_BYTES_MAX, "reason", refusal))
        return NULL;
    return unless_expired_comes(read_move(arena, in->location, in->reason, in->lines, in->n_lines,
                                          -MOVEMENT_QUANTITY_MAX, refusal),
                                refusal);
}

const void *
wire_read_write_off_stock(struct arena *arena, const ProtobufCMessage *message,
                          struct refusal *refusal)
{
    const Crossdock__Inventory__V1__WriteOffStock *in = (const void *)message;

    if (!text_fits(in->reason, 1, REFERENCE_BYTES_MAX, "reason", refusal))
        return NULL;
    return read_move(arena, in->location, in->reason, in->lines, in->n_lines, 1, refusal);
}

const void *
wire_read_change_stock_state(struct arena *arena, const ProtobufCMessage *message,
                             struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ChangeStockState *in = (const void *)message;

    if (!text_fits(in->reason, 1, REFERENCE_BYTES_MAX, "reason", refusal) ||
        !number_fits((int64_t)in->to, STOCK_AVAILABLE, STOCK_EXPIRED, "to", refusal))
        return NULL;
    struct move_command *out =
        read_move(arena, in->location, in->reason, in->lines, in->n_lines, 1, refusal);
    if (out == NULL)
        return NULL;
    out->to = (enum stock_state)in->to;
    for (size_t i = 0; i < out->count; i++) {
        if (out->lines[i].state == out->to) {
            refuse(refusal, "line %zu: it is in that state already", i + 1);
            return NULL;
        }
    }
    return out;
}

static struct place_command *
read_places(struct arena *arena, const char *location,
            Crossdock__Inventory__V1__StockLine *const *lines, size_t count, int64_t quantity_min,
            struct refusal *refusal)
{
    if (!text_fits(location, 1, LOCATION_CODE_BYTES_MAX, "location", refusal) ||
        !number_fits((int64_t)count, 1, COMMAND_LINES_MAX, "lines", refusal))
        return NULL;
    struct place_command *out = arena_take(arena, sizeof *out + count * sizeof out->lines[0]);
    out->location = location;
    out->count = count;
    return read_lines(out->lines, lines, count, quantity_min, refusal) ? out : NULL;
}

const void *
wire_read_assign_bins(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Inventory__V1__AssignBins *in = (const void *)message;
    struct place_command *out =
        read_places(arena, in->location, in->lines, in->n_lines, 0, refusal);

    for (size_t i = 0; out != NULL && i < out->count; i++) {
        if (out->lines[i].bin[0] == '\0') {
            refuse(refusal, "line %zu: no bin", i + 1);
            return NULL;
        }
    }
    return out;
}

const void *
wire_read_set_safety_stock(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal)
{
    const Crossdock__Inventory__V1__SetSafetyStock *in = (const void *)message;

    return read_places(arena, in->location, in->lines, in->n_lines, SAFETY_STOCK_OF_LOCATION,
                       refusal);
}

/* --- events said ----------------------------------------------------------------------------- */

/* SKU and bin, or SKU and quantity. */
static Crossdock__Inventory__V1__StockLine **
places(struct turn *turn, const struct place_command *command, const struct goods *goods,
       bool with_bins)
{
    Crossdock__Inventory__V1__StockLine *bodies =
        arena_take(turn_arena(turn), command->count * sizeof *bodies);
    Crossdock__Inventory__V1__StockLine **lines =
        arena_take(turn_arena(turn), command->count * sizeof(void *));

    for (size_t i = 0; i < command->count; i++) {
        lines[i] = &bodies[i];
        crossdock__inventory__v1__stock_line__init(lines[i]);
        lines[i]->sku = wire_text(goods[i].item->sku);
        if (with_bins)
            lines[i]->bin = wire_text(goods[i].bin);
        else
            lines[i]->quantity = goods[i].units;
    }
    return lines;
}

void
wire_say_bins_assigned(struct turn *turn, const struct place_command *command,
                       const struct goods *goods)
{
    Crossdock__Inventory__V1__BinsAssigned event = CROSSDOCK__INVENTORY__V1__BINS_ASSIGNED__INIT;

    event.location = wire_text(command->location);
    event.n_lines = command->count;
    event.lines = places(turn, command, goods, true);
    turn_say(turn, command->location, command->location, &event.base);
}

void
wire_say_safety_stock_set(struct turn *turn, const struct place_command *command,
                          const struct goods *goods)
{
    Crossdock__Inventory__V1__SafetyStockSet event =
        CROSSDOCK__INVENTORY__V1__SAFETY_STOCK_SET__INIT;

    event.location = wire_text(command->location);
    event.n_lines = command->count;
    event.lines = places(turn, command, goods, false);
    turn_say(turn, command->location, command->location, &event.base);
}

void
wire_say_stock_moved(struct turn *turn, const struct posting *posting)
{
    Crossdock__Inventory__V1__StockMoved event = CROSSDOCK__INVENTORY__V1__STOCK_MOVED__INIT;
    Crossdock__Inventory__V1__Movement *bodies =
        arena_take(turn_arena(turn), posting->count * sizeof *bodies);

    event.movements = arena_take(turn_arena(turn), posting->count * sizeof *event.movements);
    event.n_movements = posting->count;
    event.reason = wire_text(posting->reason);
    for (size_t i = 0; i < posting->count; i++) {
        const struct movement *movement = &posting->movements[i];
        Crossdock__Inventory__V1__Movement *body = event.movements[i] = &bodies[i];
        crossdock__inventory__v1__movement__init(body);
        body->movement_id = (uint64_t)posting->first_movement_id + i;
        body->kind = (Crossdock__Inventory__V1__MovementKind)posting->kind;
        body->location = wire_text(posting->location->code);
        body->sku = wire_text(movement->stock->item->sku);
        body->quantity = movement->quantity;
        body->on_hand_after = movement->on_hand_after;
        body->bin = wire_text(movement->stock->bin);
        body->unavailable_after = movement->unavailable_after;
        if (movement->state != STOCK_AVAILABLE)
            body->state = (Crossdock__Inventory__V1__StockState)movement->state;
        if (movement->lot != NULL) {
            body->lot = wire_text(movement->lot->code);
            body->expires_on = movement->lot->expires_on;
        }
    }
    turn_say(turn, posting->location->code, posting->location->code, &event.base);
}
