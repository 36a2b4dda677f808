/*
 * One table of what comes in, one short function for each: parked.c, warehouses.c, goods.c,
 * promises.c, recalls.c. A handler reads, decides, changes memory, notes rows and says events;
 * nothing else.
 */
#include "services/fulfillment-routing/handlers.h"

#include "crossdock/forecasting/v1/forecasting.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/plan.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

static void
on_define_postal_codes(struct turn *turn, const struct input *input)
{
    const struct postal_codes *codes = input->message;

    postal_codes_add(store_memory(turn), turn_arena(turn), codes->entries, codes->count);
    store_note_postal_codes(turn, codes);
    answer_count(turn, codes->count);
}

/* --- the tables --------------------------------------------------------------------------------
 */

#define ROUTING(name)     &crossdock__routing__v1__##name##__descriptor
#define INVENTORY(name)   &crossdock__inventory__v1__##name##__descriptor
#define FORECASTING(name) &crossdock__forecasting__v1__##name##__descriptor

#define OPERATOR      ROLE_OPERATOR
#define WAREHOUSE     (ROLE_WAREHOUSE | ROLE_OPERATOR)
#define NOT_WAREHOUSE (ROLE_ANYONE & ~ROLE_WAREHOUSE)

/* clang-format off */
const struct handler routing_handlers[] = {
    /* input, source, who may, flags, read, want, handle, says */
    { ROUTING(define_postal_codes), NULL, OPERATOR, 0,
      read_define_postal_codes, NULL, on_define_postal_codes, { 0 } },
    { ROUTING(accept_pick_list), NULL, WAREHOUSE, 0,
      read_accept_pick_list, want_pick_list, on_accept_pick_list,
      { ROUTING(fulfillment_accepted) } },
    { ROUTING(confirm_pick), NULL, WAREHOUSE, 0,
      read_confirm_pick, want_pick, on_confirm_pick,
      { ROUTING(item_picked), ROUTING(item_short), ROUTING(fulfillment_planned),
        ROUTING(order_parked), ROUTING(pickup_ready) } },
    { ROUTING(confirm_shipment), NULL, WAREHOUSE, 0,
      read_confirm_shipment, want_shipment, on_confirm_shipment,
      { ROUTING(fulfillment_shipped) } },
    { ROUTING(reject_fulfillment), NULL, WAREHOUSE, 0,
      read_reject_fulfillment, want_rejection, on_reject_fulfillment,
      { ROUTING(fulfillment_rejected), ROUTING(fulfillment_planned), ROUTING(order_parked) } },
    { ROUTING(release_wave), NULL, WAREHOUSE, 0,
      read_release_wave, NULL, on_release_wave,
      { ROUTING(pick_list_released), ROUTING(fulfillment_rejected), ROUTING(fulfillment_planned),
        ROUTING(order_parked) } },
    { ROUTING(claim_pick_list), NULL, WAREHOUSE, 0,
      read_claim_pick_list, want_claim, on_claim_pick_list,
      { ROUTING(pick_list_claimed), ROUTING(fulfillment_accepted) } },
    { ROUTING(return_pick_list), NULL, WAREHOUSE, 0,
      read_return_pick_list, want_return, on_return_pick_list, { ROUTING(pick_list_ready) } },
    { ROUTING(scan_pick), NULL, WAREHOUSE, 0,
      read_scan_pick, want_scan, on_scan_pick,
      { ROUTING(item_picked), ROUTING(pickup_ready) } },
    { ROUTING(report_short), NULL, WAREHOUSE, 0,
      read_report_short, want_short, on_report_short,
      { ROUTING(item_short), ROUTING(item_picked), ROUTING(fulfillment_planned),
        ROUTING(order_parked), ROUTING(pickup_ready) } },
    { ROUTING(pack_parcel), NULL, WAREHOUSE, 0,
      read_pack_parcel, want_parcel, on_pack_parcel, { ROUTING(fulfillment_packed) } },
    { ROUTING(confirm_delivery), NULL, WAREHOUSE, 0,
      read_confirm_delivery, want_delivery, on_confirm_delivery,
      { ROUTING(fulfillment_delivered) } },
    { ROUTING(report_exception), NULL, WAREHOUSE, 0,
      read_report_exception, want_exception, on_report_exception,
      { ROUTING(fulfillment_exception) } },
    { ROUTING(get_pick_lists), NULL, WAREHOUSE | ROLE_READER, HANDLER_QUERY,
      read_get_pick_lists, want_lists, on_get_pick_lists, { 0 } },
    { ROUTING(confirm_arrival), NULL, WAREHOUSE, 0,
      read_confirm_arrival, want_pickup, on_confirm_arrival, { ROUTING(pickup_ready) } },
    { ROUTING(confirm_collected), NULL, WAREHOUSE, 0,
      read_confirm_collected, want_pickup, on_confirm_collected,
      { ROUTING(fulfillment_shipped), ROUTING(fulfillment_delivered) } },
    { ROUTING(get_pickups), NULL, WAREHOUSE | ROLE_READER, HANDLER_QUERY,
      read_get_pickups, NULL, on_get_pickups, { 0 } },
    { ROUTING(get_fulfillments), NULL, WAREHOUSE | ROLE_READER, HANDLER_QUERY,
      read_get_fulfillments, want_fulfillments, on_get_fulfillments, { 0 } },
    { ROUTING(retry_parked), NULL, OPERATOR, 0,
      read_retry_parked, NULL, on_retry_parked,
      { ROUTING(fulfillment_planned), ROUTING(order_parked) } },
    { ROUTING(explain_order), NULL, NOT_WAREHOUSE, HANDLER_QUERY,
      read_explain_order, want_decisions, on_explain_order, { 0 } },
    { ROUTING(quote_promise), NULL, ROLE_STOREFRONT | ROLE_OPERATOR | ROLE_READER, HANDLER_QUERY,
      read_quote_promise, NULL, on_quote_promise, { 0 } },
    { ROUTING(get_decision), NULL, ROLE_OPERATOR | ROLE_READER, HANDLER_QUERY,
      read_get_decision, want_decision, on_get_decision, { 0 } },

    { ROUTING(get_allocations), NULL, ROLE_OPERATOR | ROLE_READER | ROLE_WAREHOUSE, HANDLER_QUERY,
      read_get_allocations, NULL, on_get_allocations, { 0 } },

    { ROUTING(define_profiles), NULL, OPERATOR, 0,
      read_define_profiles, NULL, on_define_profiles, { ROUTING(profile_changed) } },
    { ROUTING(get_profiles), NULL, ROLE_OPERATOR | ROLE_READER | ROLE_WAREHOUSE, HANDLER_QUERY,
      read_get_profiles, NULL, on_get_profiles, { 0 } },
    { ROUTING(define_policy), NULL, OPERATOR, 0,
      read_define_policy, NULL, on_define_policy, { 0 } },
    { ROUTING(activate_policy), NULL, OPERATOR, 0,
      read_activate_policy, want_policy, on_activate_policy, { ROUTING(policy_switched) } },
    { ROUTING(shadow_policy), NULL, OPERATOR, 0,
      read_shadow_policy, want_policy, on_shadow_policy, { ROUTING(policy_switched) } },
    { ROUTING(get_policies), NULL, ROLE_OPERATOR | ROLE_READER, HANDLER_QUERY,
      read_get_policies, want_policies, on_get_policies, { 0 } },

    { INVENTORY(item_changed), "inventory", 0, 0,
      read_item_changed, NULL, on_item_changed, { 0 } },
    { ROUTING(measure_regret), NULL, OPERATOR, 0,
      read_measure_regret, want_measured_day, on_measure_regret, { 0 } },
    { ROUTING(get_regret), NULL, ROLE_OPERATOR | ROLE_READER, HANDLER_QUERY,
      read_get_regret, want_regrets, on_get_regret, { 0 } },
    { ROUTING(get_shadow_report), NULL, ROLE_OPERATOR | ROLE_READER, HANDLER_QUERY,
      read_get_shadow_report, want_shadow, on_get_shadow_report, { 0 } },

    { INVENTORY(location_changed), "inventory", 0, 0,
      read_location_changed, want_time_zone, on_location_changed, { 0 } },
    { INVENTORY(stock_moved), "inventory", 0, 0,
      read_stock_moved, NULL, on_stock_moved, { 0 } },
    { INVENTORY(count_completed), "inventory", 0, 0,
      read_count_completed, NULL, on_count_completed, { 0 } },
    { INVENTORY(bins_assigned), "inventory", 0, 0,
      read_bins_assigned, NULL, on_bins_assigned, { 0 } },
    { INVENTORY(reservation_committed), "inventory", 0, 0,
      read_reservation_committed, want_past_of_promise, on_reservation_committed,
      { ROUTING(fulfillment_planned), ROUTING(order_parked) } },
    { INVENTORY(reservation_recalled), "inventory", 0, 0,
      read_reservation_recalled, NULL, on_reservation_recalled,
      { ROUTING(fulfillment_cancelled), ROUTING(recall_answered) } },

    { FORECASTING(scarcity_priced), "forecasting", 0, 0,
      read_scarcity_priced, NULL, on_scarcity_priced, { 0 } },
    { 0 },
};

/* By the clock for waves of some length, and at the end of every turn for waves of none. The first
 * makes a turn of its own when nothing comes in: the others join it. */
const struct timer routing_timers[] = {
    { "waves", 100, waves_release,
      { ROUTING(pick_list_released), ROUTING(fulfillment_rejected), ROUTING(fulfillment_planned),
        ROUTING(order_parked) } },
    { "later days", 1000, later_go_on, { 0 } },
    { "leases", 1000, leases_end, { ROUTING(pick_list_ready) } },
    { "pickups", 1000, pickups_expire, { ROUTING(pickup_expired) } },
    { "promises at risk", 1000, promises_go_on,
      { ROUTING(fulfillment_rejected), ROUTING(fulfillment_planned), ROUTING(order_parked),
        ROUTING(promise_changed) } },
    { "closed locations", 0, outages_go_on,
      { ROUTING(fulfillment_rejected), ROUTING(fulfillment_planned), ROUTING(order_parked) } },
    { "closed capacity", 0, capacity_go_on,
      { ROUTING(fulfillment_rejected), ROUTING(fulfillment_planned), ROUTING(order_parked) } },
    { "parked parts", 0, parked_go_on,
      { ROUTING(fulfillment_planned), ROUTING(order_parked) } },
    { "regret", 0, regret_go_on, { ROUTING(regret_measured) } },
    { "waves of this turn", 0, waves_release,
      { ROUTING(pick_list_released), ROUTING(fulfillment_rejected), ROUTING(fulfillment_planned),
        ROUTING(order_parked) } },
    { 0 },
};

const struct grant routing_grants[] = {
    { ROLE_WAREHOUSE, { ROUTING(pick_list_released), ROUTING(fulfillment_cancelled),
                        ROUTING(fulfillment_rejected), ROUTING(pick_list_claimed),
                        ROUTING(pick_list_ready), ROUTING(pickup_ready), ROUTING(pickup_expired) } },
    { 0 },
};

const struct setting routing_settings[] = {
    { "CROSSDOCK_WAVE_MS", "0",
      "how long a location's orders gather before their pick list is released; 0: not at all",
      0, 3600000 },
    { "CROSSDOCK_WAVE_ORDERS_MAX", "200", "fulfillment orders on one pick list at most", 1, 10000 },
    { "CROSSDOCK_REGRET", "1", "1: every day is measured when it is over; 0: only when it is asked for", 0, 1 },
    { "CROSSDOCK_MOVE_KM", "50",
      "how much nearer an order that waits for its wave must come to move, unless it saves a parcel; 0: none moves",
      0, 40000 },
    { "CROSSDOCK_LEASE_SECONDS", "900", "how long a claimed pick list is a picker's", 1, 86400 },
    { "CROSSDOCK_GS1_PREFIX", "0",
      "GS1 company prefix of parcels where a profile has none; 7 digits (614141: 0614141) to 10; 0: none",
      0, 9999999999 },
    { 0 },
};
/* clang-format on */
