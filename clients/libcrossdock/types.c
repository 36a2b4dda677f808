/*
 * Names: every message a client may meet, by its full name; codes and endpoints in words.
 * A message added to proto/ gets a row here.
 */
#include <string.h>

#include "clients/libcrossdock/crossdock.h"

static const ProtobufCMessageDescriptor *const types[] = {
    &crossdock__envelope__v1__list_dead_letters__descriptor,
    &crossdock__envelope__v1__dead_letters__descriptor,
    &crossdock__envelope__v1__retry_dead_letter__descriptor,
    &crossdock__envelope__v1__discard_dead_letter__descriptor,
    &crossdock__envelope__v1__done__descriptor,

    &crossdock__order__v1__place_order__descriptor,
    &crossdock__order__v1__place_order_reply__descriptor,
    &crossdock__order__v1__cancel_order__descriptor,
    &crossdock__order__v1__cancel_order_reply__descriptor,
    &crossdock__order__v1__get_order__descriptor,
    &crossdock__order__v1__order_view__descriptor,
    &crossdock__order__v1__order_placed__descriptor,
    &crossdock__order__v1__order_cancel_requested__descriptor,
    &crossdock__order__v1__order_cancelled__descriptor,
    &crossdock__order__v1__order_cancel_refused__descriptor,
    &crossdock__order__v1__order_shipped__descriptor,
    &crossdock__order__v1__order_closed__descriptor,

    &crossdock__inventory__v1__define_items__descriptor,
    &crossdock__inventory__v1__define_locations__descriptor,
    &crossdock__inventory__v1__receive_stock__descriptor,
    &crossdock__inventory__v1__adjust_stock__descriptor,
    &crossdock__inventory__v1__stock_moved_reply__descriptor,
    &crossdock__inventory__v1__get_availability__descriptor,
    &crossdock__inventory__v1__availability_view__descriptor,
    &crossdock__inventory__v1__item_changed__descriptor,
    &crossdock__inventory__v1__location_changed__descriptor,
    &crossdock__inventory__v1__stock_moved__descriptor,
    &crossdock__inventory__v1__reservation_committed__descriptor,
    &crossdock__inventory__v1__stock_backordered__descriptor,
    &crossdock__inventory__v1__reservation_recalled__descriptor,
    &crossdock__inventory__v1__reservation_released__descriptor,

    &crossdock__routing__v1__define_postal_codes__descriptor,
    &crossdock__routing__v1__accept_pick_list__descriptor,
    &crossdock__routing__v1__confirm_pick__descriptor,
    &crossdock__routing__v1__confirm_shipment__descriptor,
    &crossdock__routing__v1__reject_fulfillment__descriptor,
    &crossdock__routing__v1__retry_parked__descriptor,
    &crossdock__routing__v1__explain_order__descriptor,
    &crossdock__routing__v1__decision_view__descriptor,
    &crossdock__routing__v1__fulfillment_planned__descriptor,
    &crossdock__routing__v1__order_parked__descriptor,
    &crossdock__routing__v1__pick_list_released__descriptor,
    &crossdock__routing__v1__fulfillment_accepted__descriptor,
    &crossdock__routing__v1__item_picked__descriptor,
    &crossdock__routing__v1__item_short__descriptor,
    &crossdock__routing__v1__fulfillment_rejected__descriptor,
    &crossdock__routing__v1__fulfillment_shipped__descriptor,
    &crossdock__routing__v1__fulfillment_cancelled__descriptor,
    &crossdock__routing__v1__recall_answered__descriptor,

    &crossdock__forecasting__v1__forecast_published__descriptor,
    &crossdock__forecasting__v1__replenishment_proposed__descriptor,
    &crossdock__forecasting__v1__get_forecast__descriptor,
    &crossdock__forecasting__v1__forecast_view__descriptor,
    NULL,
};

const ProtobufCMessageDescriptor *
crossdock_type_at(size_t index)
{
    return index < sizeof types / sizeof *types ? types[index] : NULL;
}

const ProtobufCMessageDescriptor *
crossdock_type(const char *name)
{
    for (size_t i = 0; types[i]; i++)
        if (strcmp(types[i]->name, name) == 0)
            return types[i];
    return NULL;
}

const char *
crossdock_receipt_name(uint32_t code)
{
    static const char prefix[] = "RECEIPT_";
    const ProtobufCEnumValue *value = protobuf_c_enum_descriptor_get_value(
        &crossdock__envelope__v1__receipt_code__descriptor, (int)code);
    return value ? value->name + sizeof prefix - 1 : "UNKNOWN";
}

const char *
crossdock_default_endpoint(const char *server)
{
    static const struct {
        const char *server, *endpoint;
    } defaults[] = {
        { "order", "tcp://127.0.0.1:7101" },
        { "inventory", "tcp://127.0.0.1:7102" },
        { "fulfillment-routing", "tcp://127.0.0.1:7103" },
        { "forecasting", "tcp://127.0.0.1:7104" },
    };
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (strcmp(defaults[i].server, server) == 0)
            return defaults[i].endpoint;
    return NULL;
}
