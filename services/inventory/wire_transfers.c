#include "services/inventory/wire_transfers.h"

#include <string.h>

/* --- commands -------------------------------------------------------------------------------- */

static struct transfer_command *
read_transfer(struct arena *arena, const char *number,
              Crossdock__Inventory__V1__StockLine *const *lines, size_t count, size_t count_min,
              int64_t quantity_min, struct refusal *refusal)
{
    if (!wire_read_number(number, "number", refusal) ||
        !number_fits((int64_t)count, (int64_t)count_min, COMMAND_LINES_MAX, "lines", refusal))
        return NULL;
    struct transfer_command *out = arena_take(arena, sizeof *out + count * sizeof out->lines[0]);
    out->number = number;
    out->count = count;
    return wire_read_lines(out->lines, lines, count, quantity_min, refusal) ? out : NULL;
}

const void *
wire_read_create_transfer(struct arena *arena, const ProtobufCMessage *message,
                          struct refusal *refusal)
{
    const Crossdock__Inventory__V1__CreateTransfer *in = (const void *)message;

    if (!text_fits(in->from, 1, LOCATION_CODE_BYTES_MAX, "from", refusal) ||
        !text_fits(in->to, 1, LOCATION_CODE_BYTES_MAX, "to", refusal) ||
        !wire_read_due(in->due_at_us, refusal))
        return NULL;
    if (strcmp(in->from, in->to) == 0) {
        refuse(refusal, "a transfer goes from one location to another");
        return NULL;
    }
    struct transfer_command *out =
        read_transfer(arena, in->number, in->lines, in->n_lines, 1, 1, refusal);
    if (out == NULL)
        return NULL;
    out->from = in->from;
    out->to = in->to;
    out->due_at_us = in->due_at_us;
    out->content = wire_content(arena, message);
    return out;
}

const void *
wire_read_ship_transfer(struct arena *arena, const ProtobufCMessage *message,
                        struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ShipTransfer *in = (const void *)message;

    return read_transfer(arena, in->number, in->lines, in->n_lines, 0, 0, refusal);
}

const void *
wire_read_receive_transfer(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ReceiveTransfer *in = (const void *)message;

    return read_transfer(arena, in->number, in->lines, in->n_lines, 0, 1, refusal);
}

static struct close_command *
read_close(struct arena *arena, const char *number, const char *reason, struct refusal *refusal)
{
    struct close_command *out = arena_take(arena, sizeof *out);

    if (!wire_read_number(number, "number", refusal) ||
        !text_fits(reason, 0, NAME_BYTES_MAX, "reason", refusal))
        return NULL;
    out->kind = DOCUMENT_TRANSFER;
    out->number = number;
    out->reason = reason;
    return out;
}

const void *
wire_read_close_transfer(struct arena *arena, const ProtobufCMessage *message,
                         struct refusal *refusal)
{
    const Crossdock__Inventory__V1__CloseTransfer *in = (const void *)message;
    struct close_command *out = read_close(arena, in->number, in->reason, refusal);

    if (out == NULL || !number_fits((int64_t)in->discrepancy, DISCREPANCY_NONE,
                                    DISCREPANCY_MISCOUNT, "discrepancy", refusal))
        return NULL;
    out->discrepancy = (enum discrepancy)in->discrepancy;
    return out;
}

const void *
wire_read_cancel_transfer(struct arena *arena, const ProtobufCMessage *message,
                          struct refusal *refusal)
{
    const Crossdock__Inventory__V1__CancelTransfer *in = (const void *)message;

    return read_close(arena, in->number, in->reason, refusal);
}

/* --- events said ----------------------------------------------------------------------------- */

/* The subject is the location that has to do something: send it, then receive it. */
void
wire_say_transfer_changed(struct turn *turn, const struct document *transfer)
{
    Crossdock__Inventory__V1__TransferChanged event =
        CROSSDOCK__INVENTORY__V1__TRANSFER_CHANGED__INIT;
    const bool has_left =
        transfer->state != DOCUMENT_DRAFT && transfer->state != DOCUMENT_CANCELLED;

    event.number = wire_text(transfer->number);
    event.status = wire_text(document_state_name(transfer->state));
    event.from = wire_text(transfer->origin);
    event.to = wire_text(transfer->location);
    event.due_at_us = transfer->due_at_us;
    event.n_lines = wire_document_lines(turn, transfer, false, &event.lines);
    turn_say(turn, transfer->number, has_left ? transfer->location : transfer->origin, &event.base);
}
