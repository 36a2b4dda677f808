/*
 * Purchase orders and advance ship notices: commands in, events out.
 */
#ifndef INVENTORY_WIRE_INBOUND_H
#define INVENTORY_WIRE_INBOUND_H

#include "services/inventory/wire_documents.h"

struct purchase_line {
    uint32_t line;
    struct stock_line goods; /* SKU, pack, quantity */
    int64_t unit_cost_minor;
    int64_t due_at_us;
};

struct create_purchase_order {
    const char *number, *supplier, *location, *currency;
    int64_t due_at_us;
    int64_t content;
    size_t count;
    struct purchase_line lines[];
};

struct announced_line {
    const char *sscc; /* of its package, or empty */
    struct stock_line goods;
};

struct announce_shipment {
    const char *asn, *purchase_order, *location, *carrier;
    int64_t due_at_us;
    int64_t content;
    size_t count;
    struct announced_line lines[];
};

/* One of asn, purchase_order and sscc is set; sscc also with asn. */
struct receive_shipment {
    const char *asn, *purchase_order, *sscc, *location;
    bool accept_over;
    size_t count; /* 0: all that is expected */
    struct stock_line lines[];
};

read_function wire_read_create_purchase_order;
read_function wire_read_cancel_purchase_order; /* struct close_command */
read_function wire_read_announce_shipment;
read_function wire_read_receive_shipment;
read_function wire_read_close_shipment; /* struct close_command */

void wire_say_purchase_order_changed(struct turn *turn, const struct document *order);
void wire_say_shipment_announced(struct turn *turn, const struct document *shipment);
/* Of an ASN, or of a purchase order that goods came against. */
void wire_say_shipment_received(struct turn *turn, const struct document *document);

#endif
