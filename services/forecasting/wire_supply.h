/*
 * What is to come, as inventory's documents tell: checked and made plain. Memory is the turn's.
 */
#ifndef FORECASTING_WIRE_SUPPLY_H
#define FORECASTING_WIRE_SUPPLY_H

#include "services/forecasting/inbound.h"
#include "services/forecasting/wire_check.h"

enum document_status { /* as inventory names them */
    DOCUMENT_DRAFT,
    DOCUMENT_OPEN,
    DOCUMENT_SHIPPED,
    DOCUMENT_PARTLY_RECEIVED,
    DOCUMENT_RECEIVED,
    DOCUMENT_CLOSED,
    DOCUMENT_CANCELLED,
};

struct document_line_heard {
    const char *sku;
    int32_t line;
    int64_t expected, shipped, received, over, missing;
};

/* PurchaseOrderChanged, ShipmentAnnounced, ShipmentReceived, TransferChanged. */
struct document_heard {
    const char *number;         /* of an ASN: its own */
    const char *purchase_order; /* of an ASN; or "" */
    const char *supplier;
    const char *location, *from;
    enum document_status status;
    int64_t due_at_us;
    uint32_t count;
    struct document_line_heard lines[];
};

const void *read_purchase_order_changed(struct arena *arena, const ProtobufCMessage *message,
                                        struct refusal *refusal);
const void *read_transfer_changed(struct arena *arena, const ProtobufCMessage *message,
                                  struct refusal *refusal);
/* Lines are numbered in their order, as inventory does. */
const void *read_shipment_announced(struct arena *arena, const ProtobufCMessage *message,
                                    struct refusal *refusal);
const void *read_shipment_received(struct arena *arena, const ProtobufCMessage *message,
                                   struct refusal *refusal);

#endif
