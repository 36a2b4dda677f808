/*
 * Names: every message a client may meet, by its full name; codes and endpoints in words.
 * A message added to proto/ that is not only a part of others gets a row here.
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
    &crossdock__order__v1__hold_order__descriptor,
    &crossdock__order__v1__release_hold__descriptor,
    &crossdock__order__v1__amend_order__descriptor,
    &crossdock__order__v1__amend_order_reply__descriptor,
    &crossdock__order__v1__erase_customer__descriptor,
    &crossdock__order__v1__erase_customer_reply__descriptor,
    &crossdock__order__v1__request_return__descriptor,
    &crossdock__order__v1__return_reply__descriptor,
    &crossdock__order__v1__authorize_return__descriptor,
    &crossdock__order__v1__decline_return__descriptor,
    &crossdock__order__v1__cancel_return__descriptor,
    &crossdock__order__v1__receive_return__descriptor,
    &crossdock__order__v1__inspect_return__descriptor,
    &crossdock__order__v1__resolve_return__descriptor,
    &crossdock__order__v1__close_return__descriptor,
    &crossdock__order__v1__get_returns__descriptor,
    &crossdock__order__v1__returns_view__descriptor,
    &crossdock__order__v1__get_timeline__descriptor,
    &crossdock__order__v1__timeline__descriptor,
    &crossdock__order__v1__get_order__descriptor,
    &crossdock__order__v1__order_view__descriptor,
    &crossdock__order__v1__order_placed__descriptor,
    &crossdock__order__v1__order_held__descriptor,
    &crossdock__order__v1__hold_released__descriptor,
    &crossdock__order__v1__order_released__descriptor,
    &crossdock__order__v1__order_amended__descriptor,
    &crossdock__order__v1__order_redirect_requested__descriptor,
    &crossdock__order__v1__order_redirected__descriptor,
    &crossdock__order__v1__order_amend_refused__descriptor,
    &crossdock__order__v1__order_cancel_requested__descriptor,
    &crossdock__order__v1__order_lines_cancelled__descriptor,
    &crossdock__order__v1__order_cancelled__descriptor,
    &crossdock__order__v1__order_cancel_refused__descriptor,
    &crossdock__order__v1__order_shipped__descriptor,
    &crossdock__order__v1__order_closed__descriptor,
    &crossdock__order__v1__return_requested__descriptor,
    &crossdock__order__v1__return_authorized__descriptor,
    &crossdock__order__v1__return_declined__descriptor,
    &crossdock__order__v1__return_cancelled__descriptor,
    &crossdock__order__v1__return_expired__descriptor,
    &crossdock__order__v1__return_received__descriptor,
    &crossdock__order__v1__return_inspected__descriptor,
    &crossdock__order__v1__refund_due__descriptor,
    &crossdock__order__v1__return_resolved__descriptor,
    &crossdock__order__v1__return_closed__descriptor,
    &crossdock__order__v1__customer_erased__descriptor,
    &crossdock__order__v1__order_ready_for_pickup__descriptor,
    &crossdock__order__v1__order_delivered__descriptor,

    &crossdock__inventory__v1__define_items__descriptor,
    &crossdock__inventory__v1__define_locations__descriptor,
    &crossdock__inventory__v1__receive_stock__descriptor,
    &crossdock__inventory__v1__adjust_stock__descriptor,
    &crossdock__inventory__v1__stock_moved_reply__descriptor,
    &crossdock__inventory__v1__write_off_stock__descriptor,
    &crossdock__inventory__v1__change_stock_state__descriptor,
    &crossdock__inventory__v1__assign_bins__descriptor,
    &crossdock__inventory__v1__set_safety_stock__descriptor,
    &crossdock__inventory__v1__define_channels__descriptor,
    &crossdock__inventory__v1__hold_stock__descriptor,
    &crossdock__inventory__v1__hold_stock_reply__descriptor,
    &crossdock__inventory__v1__release_held_stock__descriptor,
    &crossdock__inventory__v1__create_purchase_order__descriptor,
    &crossdock__inventory__v1__cancel_purchase_order__descriptor,
    &crossdock__inventory__v1__announce_shipment__descriptor,
    &crossdock__inventory__v1__receive_shipment__descriptor,
    &crossdock__inventory__v1__close_shipment__descriptor,
    &crossdock__inventory__v1__create_transfer__descriptor,
    &crossdock__inventory__v1__ship_transfer__descriptor,
    &crossdock__inventory__v1__receive_transfer__descriptor,
    &crossdock__inventory__v1__close_transfer__descriptor,
    &crossdock__inventory__v1__cancel_transfer__descriptor,
    &crossdock__inventory__v1__request_count__descriptor,
    &crossdock__inventory__v1__count_reply__descriptor,
    &crossdock__inventory__v1__submit_count__descriptor,
    &crossdock__inventory__v1__approve_count__descriptor,
    &crossdock__inventory__v1__cancel_count__descriptor,
    &crossdock__inventory__v1__get_availability__descriptor,
    &crossdock__inventory__v1__availability_view__descriptor,
    &crossdock__inventory__v1__get_holders__descriptor,
    &crossdock__inventory__v1__holders_view__descriptor,
    &crossdock__inventory__v1__explain_stock__descriptor,
    &crossdock__inventory__v1__stock_explanation__descriptor,
    &crossdock__inventory__v1__get_stock_report__descriptor,
    &crossdock__inventory__v1__stock_report__descriptor,
    &crossdock__inventory__v1__get_document__descriptor,
    &crossdock__inventory__v1__document_view__descriptor,
    &crossdock__inventory__v1__item_changed__descriptor,
    &crossdock__inventory__v1__location_changed__descriptor,
    &crossdock__inventory__v1__stock_moved__descriptor,
    &crossdock__inventory__v1__reservation_committed__descriptor,
    &crossdock__inventory__v1__stock_reserved__descriptor,
    &crossdock__inventory__v1__stock_backordered__descriptor,
    &crossdock__inventory__v1__reservation_recalled__descriptor,
    &crossdock__inventory__v1__reservation_redirected__descriptor,
    &crossdock__inventory__v1__reservation_released__descriptor,
    &crossdock__inventory__v1__channel_changed__descriptor,
    &crossdock__inventory__v1__stock_held__descriptor,
    &crossdock__inventory__v1__stock_hold_ended__descriptor,
    &crossdock__inventory__v1__stock_low__descriptor,
    &crossdock__inventory__v1__stock_recovered__descriptor,
    &crossdock__inventory__v1__bins_assigned__descriptor,
    &crossdock__inventory__v1__safety_stock_set__descriptor,
    &crossdock__inventory__v1__purchase_order_changed__descriptor,
    &crossdock__inventory__v1__shipment_announced__descriptor,
    &crossdock__inventory__v1__shipment_received__descriptor,
    &crossdock__inventory__v1__transfer_changed__descriptor,
    &crossdock__inventory__v1__count_requested__descriptor,
    &crossdock__inventory__v1__count_completed__descriptor,
    &crossdock__inventory__v1__count_variance_found__descriptor,

    &crossdock__routing__v1__define_postal_codes__descriptor,
    &crossdock__routing__v1__accept_pick_list__descriptor,
    &crossdock__routing__v1__confirm_pick__descriptor,
    &crossdock__routing__v1__confirm_shipment__descriptor,
    &crossdock__routing__v1__reject_fulfillment__descriptor,
    &crossdock__routing__v1__retry_parked__descriptor,
    &crossdock__routing__v1__explain_order__descriptor,
    &crossdock__routing__v1__decision_view__descriptor,
    &crossdock__routing__v1__get_allocations__descriptor,
    &crossdock__routing__v1__allocations_view__descriptor,
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
    &crossdock__routing__v1__define_profiles__descriptor,
    &crossdock__routing__v1__get_profiles__descriptor,
    &crossdock__routing__v1__profiles_view__descriptor,
    &crossdock__routing__v1__define_policy__descriptor,
    &crossdock__routing__v1__policy_reply__descriptor,
    &crossdock__routing__v1__activate_policy__descriptor,
    &crossdock__routing__v1__shadow_policy__descriptor,
    &crossdock__routing__v1__get_policies__descriptor,
    &crossdock__routing__v1__policies_view__descriptor,
    &crossdock__routing__v1__quote_promise__descriptor,
    &crossdock__routing__v1__promise_quote__descriptor,
    &crossdock__routing__v1__get_decision__descriptor,
    &crossdock__routing__v1__decision_record_view__descriptor,
    &crossdock__routing__v1__get_shadow_report__descriptor,
    &crossdock__routing__v1__shadow_view__descriptor,
    &crossdock__routing__v1__get_regret__descriptor,
    &crossdock__routing__v1__measure_regret__descriptor,
    &crossdock__routing__v1__regret_view__descriptor,
    &crossdock__routing__v1__release_wave__descriptor,
    &crossdock__routing__v1__claim_pick_list__descriptor,
    &crossdock__routing__v1__pick_list_view__descriptor,
    &crossdock__routing__v1__return_pick_list__descriptor,
    &crossdock__routing__v1__get_pickups__descriptor,
    &crossdock__routing__v1__pickups_view__descriptor,
    &crossdock__routing__v1__get_pick_lists__descriptor,
    &crossdock__routing__v1__pick_lists_view__descriptor,
    &crossdock__routing__v1__scan_pick__descriptor,
    &crossdock__routing__v1__report_short__descriptor,
    &crossdock__routing__v1__pick_progress__descriptor,
    &crossdock__routing__v1__pack_parcel__descriptor,
    &crossdock__routing__v1__parcel_reply__descriptor,
    &crossdock__routing__v1__confirm_delivery__descriptor,
    &crossdock__routing__v1__report_exception__descriptor,
    &crossdock__routing__v1__confirm_arrival__descriptor,
    &crossdock__routing__v1__confirm_collected__descriptor,
    &crossdock__routing__v1__fulfillment_packed__descriptor,
    &crossdock__routing__v1__fulfillment_delivered__descriptor,
    &crossdock__routing__v1__fulfillment_exception__descriptor,
    &crossdock__routing__v1__pickup_ready__descriptor,
    &crossdock__routing__v1__pickup_expired__descriptor,
    &crossdock__routing__v1__pick_list_claimed__descriptor,
    &crossdock__routing__v1__pick_list_ready__descriptor,
    &crossdock__routing__v1__profile_changed__descriptor,
    &crossdock__routing__v1__policy_switched__descriptor,
    &crossdock__routing__v1__regret_measured__descriptor,
    &crossdock__routing__v1__promise_changed__descriptor,

    &crossdock__forecasting__v1__forecast_published__descriptor,
    &crossdock__forecasting__v1__replenishment_proposed__descriptor,
    &crossdock__forecasting__v1__get_forecast__descriptor,
    &crossdock__forecasting__v1__forecast_view__descriptor,
    &crossdock__forecasting__v1__set_scarcity_prices__descriptor,
    &crossdock__forecasting__v1__scarcity_priced__descriptor,
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
