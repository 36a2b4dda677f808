/*
 * Transfers between locations: commands in, events out.
 */
#ifndef INVENTORY_WIRE_TRANSFERS_H
#define INVENTORY_WIRE_TRANSFERS_H

#include "services/inventory/wire_documents.h"

/* CreateTransfer, ShipTransfer, ReceiveTransfer; the last two have number and lines only. */
struct transfer_command {
    const char *number, *from, *to;
    int64_t due_at_us;
    int64_t content;
    size_t count;
    struct stock_line lines[];
};

read_function wire_read_create_transfer;
read_function wire_read_ship_transfer;
read_function wire_read_receive_transfer;
read_function wire_read_close_transfer;  /* struct close_command */
read_function wire_read_cancel_transfer; /* struct close_command */

void wire_say_transfer_changed(struct turn *turn, const struct document *transfer);

#endif
