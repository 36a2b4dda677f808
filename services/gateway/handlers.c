/*
 * What the gateway hears, and what its read model makes of it: the table of its inputs. The
 * functions stand in the file of their subject.
 */
#include "services/gateway/handlers.h"

#include "crossdock/forecasting/v1/forecasting.pb-c.h"
#include "crossdock/forecasting/v1/replenishment.pb-c.h"
#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"

#define ORDER(name)       &crossdock__order__v1__##name##__descriptor
#define INVENTORY(name)   &crossdock__inventory__v1__##name##__descriptor
#define ROUTING(name)     &crossdock__routing__v1__##name##__descriptor
#define FORECASTING(name) &crossdock__forecasting__v1__##name##__descriptor
#define GATEWAY(name)     &crossdock__gateway__v1__##name##__descriptor

enum {
    MAY_SEE_ALL = ROLE_OPERATOR | ROLE_READER,
    MAY_SUBSCRIBE = ROLE_STOREFRONT | ROLE_WAREHOUSE | ROLE_OPERATOR,
    MAY_SEE_WEBHOOKS = MAY_SUBSCRIBE | ROLE_READER,
};

/* clang-format off */
const struct handler gateway_handlers[] = {
    /* input, source, allow, flags, read, want, handle, says; what comes most often stands first */
    { ORDER(order_placed), "order", 0, 0, NULL, want_order, on_order_placed, { NULL } },
    { INVENTORY(reservation_committed), "inventory", 0, 0, NULL, want_order, on_reservation_committed, { NULL } },
    { ROUTING(fulfillment_planned), "fulfillment-routing", 0, 0, NULL, want_order, on_fulfillment_planned, { NULL } },
    { ROUTING(pick_list_released), "fulfillment-routing", 0, 0, NULL, want_orders_of_list, on_pick_list_released, { NULL } },
    { INVENTORY(stock_moved), "inventory", 0, 0, NULL, NULL, on_stock_moved, { NULL } },
    { ROUTING(item_picked), "fulfillment-routing", 0, 0, NULL, want_order, on_item_picked, { NULL } },
    { ROUTING(fulfillment_shipped), "fulfillment-routing", 0, 0, NULL, want_order, on_fulfillment_shipped, { NULL } },
    { ORDER(order_shipped), "order", 0, 0, NULL, want_order, on_order_shipped, { NULL } },
    { ORDER(order_closed), "order", 0, 0, NULL, want_order, on_order_closed, { NULL } },
    { ROUTING(fulfillment_accepted), "fulfillment-routing", 0, 0, NULL, want_order, on_fulfillment_accepted, { NULL } },
    { ROUTING(fulfillment_packed), "fulfillment-routing", 0, 0, NULL, want_order, on_fulfillment_packed, { NULL } },
    { ROUTING(fulfillment_delivered), "fulfillment-routing", 0, 0, NULL, want_order, on_fulfillment_delivered, { NULL } },
    { ORDER(order_delivered), "order", 0, 0, NULL, want_order, on_order_delivered, { NULL } },
    { FORECASTING(forecast_published), "forecasting", 0, 0, NULL, NULL, on_forecast_published, { NULL } },

    { ORDER(order_amended), "order", 0, 0, NULL, want_order, on_order_amended, { NULL } },
    { ORDER(order_held), "order", 0, 0, NULL, want_order, on_order_held, { NULL } },
    { ORDER(hold_released), "order", 0, 0, NULL, want_order, on_hold_released, { NULL } },
    { ORDER(order_released), "order", 0, 0, NULL, want_order, on_order_released, { NULL } },
    { ORDER(order_cancel_requested), "order", 0, 0, NULL, want_order, on_order_cancel_requested, { NULL } },
    { ORDER(order_lines_cancelled), "order", 0, 0, NULL, want_order, on_order_lines_cancelled, { NULL } },
    { ORDER(order_cancelled), "order", 0, 0, NULL, want_order, on_order_cancelled, { NULL } },
    { ORDER(order_cancel_refused), "order", 0, 0, NULL, want_order, on_order_cancel_refused, { NULL } },
    { ORDER(order_redirected), "order", 0, 0, NULL, want_order, on_order_redirected, { NULL } },
    { ORDER(refund_due), "order", 0, 0, NULL, want_order, on_refund_due, { NULL } },
    { ORDER(order_amend_refused), "order", 0, 0, NULL, want_order, on_order_told, { NULL } },
    { ORDER(order_redirect_requested), "order", 0, 0, NULL, want_order, on_order_told, { NULL } },
    { ORDER(order_ready_for_pickup), "order", 0, 0, NULL, want_order, on_order_told, { NULL } },
    { ORDER(customer_erased), "order", 0, 0, NULL, want_order, on_order_told, { NULL } },
    { ORDER(return_requested), "order", 0, 0, NULL, want_order, on_order_told, { NULL } },
    { ORDER(return_authorized), "order", 0, 0, NULL, want_order, on_order_told, { NULL } },
    { ORDER(return_declined), "order", 0, 0, NULL, want_order, on_order_told, { NULL } },
    { ORDER(return_cancelled), "order", 0, 0, NULL, want_order, on_order_told, { NULL } },
    { ORDER(return_expired), "order", 0, 0, NULL, want_order, on_order_told, { NULL } },
    { ORDER(return_received), "order", 0, 0, NULL, want_order, on_order_told, { NULL } },
    { ORDER(return_inspected), "order", 0, 0, NULL, want_order, on_order_told, { NULL } },
    { ORDER(return_resolved), "order", 0, 0, NULL, want_order, on_order_told, { NULL } },
    { ORDER(return_closed), "order", 0, 0, NULL, want_order, on_order_told, { NULL } },

    { INVENTORY(stock_reserved), "inventory", 0, 0, NULL, want_order, on_stock_reserved, { NULL } },
    { INVENTORY(stock_backordered), "inventory", 0, 0, NULL, want_order, on_stock_backordered, { NULL } },
    { INVENTORY(reservation_released), "inventory", 0, 0, NULL, want_order, on_reservation_released, { NULL } },
    { INVENTORY(reservation_recalled), "inventory", 0, 0, NULL, want_order, on_reservation_recalled, { NULL } },
    { INVENTORY(reservation_redirected), "inventory", 0, 0, NULL, want_order, on_reservation_redirected, { NULL } },
    { INVENTORY(item_changed), "inventory", 0, 0, NULL, NULL, on_item_changed, { NULL } },
    { INVENTORY(location_changed), "inventory", 0, 0, NULL, NULL, on_location_changed, { NULL } },
    { INVENTORY(stock_low), "inventory", 0, 0, NULL, NULL, on_stock_low, { NULL } },
    { INVENTORY(stock_recovered), "inventory", 0, 0, NULL, NULL, on_stock_recovered, { NULL } },
    { INVENTORY(backorders_changed), "inventory", 0, 0, NULL, NULL, on_backorders_changed, { NULL } },
    { INVENTORY(bins_assigned), "inventory", 0, 0, NULL, NULL, on_bins_assigned, { NULL } },
    { INVENTORY(purchase_order_changed), "inventory", 0, 0, NULL, NULL, on_purchase_order_changed, { NULL } },
    { INVENTORY(transfer_changed), "inventory", 0, 0, NULL, NULL, on_transfer_changed, { NULL } },
    { INVENTORY(shipment_announced), "inventory", 0, 0, NULL, NULL, on_shipment_announced, { NULL } },
    { INVENTORY(shipment_received), "inventory", 0, 0, NULL, NULL, on_shipment_received, { NULL } },
    { INVENTORY(count_requested), "inventory", 0, 0, NULL, NULL, on_count_requested, { NULL } },
    { INVENTORY(count_variance_found), "inventory", 0, 0, NULL, NULL, on_count_variance_found, { NULL } },
    { INVENTORY(count_completed), "inventory", 0, 0, NULL, NULL, on_count_completed, { NULL } },

    { ROUTING(order_parked), "fulfillment-routing", 0, 0, NULL, want_order, on_order_parked, { NULL } },
    { ROUTING(item_short), "fulfillment-routing", 0, 0, NULL, want_order, on_item_short, { NULL } },
    { ROUTING(fulfillment_rejected), "fulfillment-routing", 0, 0, NULL, want_order, on_fulfillment_rejected, { NULL } },
    { ROUTING(fulfillment_cancelled), "fulfillment-routing", 0, 0, NULL, want_order, on_fulfillment_cancelled, { NULL } },
    { ROUTING(fulfillment_exception), "fulfillment-routing", 0, 0, NULL, want_order, on_fulfillment_exception, { NULL } },
    { ROUTING(promise_changed), "fulfillment-routing", 0, 0, NULL, want_order, on_promise_changed, { NULL } },
    { ROUTING(pickup_ready), "fulfillment-routing", 0, 0, NULL, want_order, on_pickup_ready, { NULL } },
    { ROUTING(pickup_expired), "fulfillment-routing", 0, 0, NULL, want_order, on_parcel_told, { NULL } },
    { ROUTING(recall_answered), "fulfillment-routing", 0, 0, NULL, want_order, on_parcel_told, { NULL } },
    { ROUTING(profile_changed), "fulfillment-routing", 0, 0, NULL, NULL, on_profile_changed, { NULL } },
    { ROUTING(regret_measured), "fulfillment-routing", 0, 0, NULL, NULL, on_regret_measured, { NULL } },

    { FORECASTING(safety_stock_changed), "forecasting", 0, 0, NULL, NULL, on_safety_stock_changed, { NULL } },

    { GATEWAY(create_api_key), NULL, ROLE_OPERATOR, HANDLER_OWN_RECEIPT,
          check_create_api_key, NULL, on_create_api_key, { NULL } },
    { GATEWAY(revoke_api_key), NULL, ROLE_OPERATOR, 0,
          check_revoke_api_key, NULL, on_revoke_api_key, { NULL } },
    { GATEWAY(get_api_keys), NULL, MAY_SEE_ALL, HANDLER_QUERY, NULL, NULL, on_get_api_keys, { NULL } },
    { GATEWAY(set_user), NULL, ROLE_OPERATOR, 0, check_set_user, NULL, on_set_user, { NULL } },
    { GATEWAY(get_users), NULL, MAY_SEE_ALL, HANDLER_QUERY, NULL, NULL, on_get_users, { NULL } },
    { GATEWAY(get_audit), NULL, MAY_SEE_ALL, HANDLER_QUERY,
          check_get_audit, want_audit, on_get_audit, { NULL } },

    { GATEWAY(create_webhook), NULL, MAY_SUBSCRIBE, HANDLER_OWN_RECEIPT,
          check_create_webhook, NULL, on_create_webhook, { NULL } },
    { GATEWAY(change_webhook), NULL, MAY_SUBSCRIBE, HANDLER_OWN_RECEIPT,
          check_change_webhook, NULL, on_change_webhook, { NULL } },
    { GATEWAY(delete_webhook), NULL, MAY_SUBSCRIBE, 0,
          check_delete_webhook, NULL, on_delete_webhook, { NULL } },
    { GATEWAY(get_webhooks), NULL, MAY_SEE_WEBHOOKS, HANDLER_QUERY,
          check_get_webhooks, want_webhooks, on_get_webhooks, { NULL } },
    { GATEWAY(get_deliveries), NULL, MAY_SEE_WEBHOOKS, HANDLER_QUERY,
          check_get_deliveries, want_deliveries, on_get_deliveries, { NULL } },
    { GATEWAY(redeliver), NULL, MAY_SUBSCRIBE, 0,
          check_redeliver, want_redelivered, on_redeliver, { NULL } },
    { GATEWAY(replay_webhook), NULL, MAY_SUBSCRIBE, 0,
          check_replay_webhook, NULL, on_replay_webhook, { NULL } },

    /* Of its own front only. These repeat without harm, so no receipts are kept. */
    { GATEWAY(open_session), NULL, ROLE_GATEWAY, HANDLER_OWN_RECEIPT,
          check_open_session, NULL, on_open_session, { NULL } },
    { GATEWAY(end_session), NULL, ROLE_GATEWAY, HANDLER_OWN_RECEIPT,
          check_end_session, NULL, on_end_session, { NULL } },
    { GATEWAY(claim_idempotency_key), NULL, ROLE_GATEWAY, HANDLER_OWN_RECEIPT,
          check_claim, want_claim, on_claim, { NULL } },
    { GATEWAY(record_audit), NULL, ROLE_GATEWAY, HANDLER_OWN_RECEIPT,
          check_record_audit, NULL, on_record_audit, { NULL } },
    { GATEWAY(take_deliveries), NULL, ROLE_GATEWAY, HANDLER_QUERY,
          check_take_deliveries, want_due_deliveries, on_take_deliveries, { NULL } },
    { GATEWAY(record_deliveries), NULL, ROLE_GATEWAY, HANDLER_OWN_RECEIPT,
          check_record_deliveries, want_attempted, on_record_deliveries, { NULL } },
    { GATEWAY(record_replay), NULL, ROLE_GATEWAY, HANDLER_OWN_RECEIPT,
          check_record_replay, NULL, on_record_replay, { NULL } },
    { 0 },
};

const struct timer gateway_timers[] = {
    { "stock", 1000, on_stock_timer, { NULL } },
    { "keys", 1000, on_keys_timer, { NULL } },
    { "sessions", 60000, on_sessions_timer, { NULL } },
    { "claims", 1000, on_claims_timer, { NULL } },
    { "deliveries", 1000, on_deliveries_timer, { NULL } },
    { "audit", 1000, on_audit_timer, { NULL } },
    { 0 },
};

const struct setting gateway_settings[] = {
    /* Many events of one order in one turn are one write: a turn has room for the windows of all four feeds. */
    { "CROSSDOCK_WINDOW", "16384", "", 1, 65536 },
    { "CROSSDOCK_TURN_INPUTS_MAX", "65536", "", 1, 65536 },
    { "CROSSDOCK_TURN_BYTES_MAX", "33554432", "", 1 << 20, 256 << 20 },
    { "CROSSDOCK_IDEMPOTENCY_DAYS", "7", "how long an Idempotency-Key stands for its change", 1, 365 },
    { "CROSSDOCK_AUDIT_DAYS", "400", "how long the audit is kept", 90, 36500 },
    { "CROSSDOCK_WEBHOOK_PRIVATE", "0", "1: webhooks may go to private addresses, and over http to this machine",
      0, 1 },
    { "CROSSDOCK_WEBHOOK_ATTEMPTS", "10", "attempts at a delivery until it is given up", 1, 10 },
    { "CROSSDOCK_WEBHOOK_DAYS", "7", "how long deliveries that arrived are kept", 1, 365 },
    { "CROSSDOCK_WEBHOOK_DEAD_DAYS", "30", "how long deliveries that were given up, or only wait, are kept", 1, 365 },
    { "CROSSDOCK_REQUESTS_PER_MINUTE", "6000", "HTTP requests of one key or user, unless the key says more or less",
      1, 6000000 },
    { "CROSSDOCK_LOG_REQUESTS", "0", "1: a line in the log for each HTTP request", 0, 1 },
    { 0 },
};

const struct text_setting gateway_texts[] = {
    { "CROSSDOCK_GATEWAY_LISTEN", "127.0.0.1:7180", "host:port of HTTP for people and programs" },
    { "CROSSDOCK_CONSOLE", "", "folder of the console; ../console beside the program" },
    { "CROSSDOCK_WEBHOOK_CA", "", "file with the certificates (PEM) that receivers of webhooks are believed by; the system's" },
    { "CROSSDOCK_CORS_ORIGINS", "", "origins of other sites whose scripts may ask, with commas" },
    { 0 },
};
/* clang-format on */
