/* The inputs of the gateway: one row and one short function each. */
#ifndef CROSSDOCK_GATEWAY_HANDLERS_H
#define CROSSDOCK_GATEWAY_HANDLERS_H

#include "common/service.h"

extern const struct handler gateway_handlers[];
extern const struct timer gateway_timers[];
extern const struct setting gateway_settings[];
extern const struct text_setting gateway_texts[];

typedef void(handle_function)(struct turn *turn, const struct input *input);
/* The read column of the table: of own commands these check, and give the message as it is. */
typedef const void *(read_function)(struct arena *arena, const ProtobufCMessage *message,
                                    struct refusal *refusal);

/* told.c */
handle_function want_order;

/* order_told.c */
handle_function on_order_placed, on_order_amended, on_order_held, on_hold_released,
    on_order_released, on_order_cancel_requested, on_order_lines_cancelled, on_order_cancelled,
    on_order_cancel_refused, on_order_closed, on_order_redirected, on_order_shipped,
    on_order_delivered, on_refund_due, on_order_told;

/* promise_told.c */
handle_function on_reservation_committed, on_stock_reserved, on_stock_backordered,
    on_reservation_released, on_reservation_recalled, on_reservation_redirected;

/* parcel_told.c */
handle_function want_orders_of_list, on_fulfillment_planned, on_order_parked,
    on_fulfillment_accepted, on_item_picked, on_item_short, on_fulfillment_rejected,
    on_fulfillment_cancelled, on_fulfillment_shipped, on_fulfillment_packed,
    on_fulfillment_delivered, on_fulfillment_exception, on_promise_changed, on_pickup_ready, on_parcel_told,
    on_pick_list_released;

/* goods.c */
handle_function on_item_changed, on_stock_low, on_stock_recovered, on_backorders_changed,
    on_forecast_published, on_stock_moved, on_bins_assigned, on_purchase_order_changed,
    on_transfer_changed, on_shipment_announced, on_shipment_received, on_count_requested,
    on_count_variance_found, on_count_completed;

/* locations.c */
handle_function on_location_changed, on_profile_changed, on_safety_stock_changed,
    on_regret_measured;

/* stock.c */
handle_function on_stock_timer;

/* api_keys.c */
read_function check_create_api_key, check_revoke_api_key;
handle_function on_create_api_key, on_revoke_api_key, on_get_api_keys, on_keys_timer;

/* users.c */
read_function check_set_user;
handle_function on_set_user, on_get_users;

/* sessions.c */
read_function check_open_session, check_end_session;
handle_function on_open_session, on_end_session, on_sessions_timer;

/* claims.c */
read_function check_claim;
handle_function want_claim, on_claim, on_claims_timer;

/* audit.c */
read_function check_record_audit, check_get_audit;
handle_function on_record_audit, want_audit, on_get_audit, on_audit_timer;

/* webhook_commands.c */
read_function check_create_webhook, check_change_webhook, check_delete_webhook, check_get_webhooks;
handle_function on_create_webhook, on_change_webhook, on_delete_webhook, want_webhooks,
    on_get_webhooks;

/* deliveries.c, delivery_pages.c */
read_function check_take_deliveries, check_record_deliveries, check_get_deliveries;
handle_function want_due_deliveries, on_take_deliveries, want_attempted, on_record_deliveries,
    on_deliveries_timer, want_deliveries, on_get_deliveries;

/* redeliver.c */
read_function check_redeliver, check_replay_webhook, check_record_replay;
handle_function want_redelivered, on_redeliver, on_replay_webhook, on_record_replay;

#endif
