/*
 * What forecasting hears, is asked, and does by itself.
 */
#include "services/forecasting/handlers.h"

#include "crossdock/forecasting/v1/alert.pb-c.h"
#include "crossdock/forecasting/v1/forecasting.pb-c.h"
#include "crossdock/forecasting/v1/plan.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/forecasting/alerts.h"
#include "services/forecasting/backorders.h"
#include "services/forecasting/capacity.h"
#include "services/forecasting/demand.h"
#include "services/forecasting/event_measure.h"
#include "services/forecasting/events.h"
#include "services/forecasting/facts.h"
#include "services/forecasting/forecasts.h"
#include "services/forecasting/health.h"
#include "services/forecasting/policies.h"
#include "services/forecasting/proposal_decisions.h"
#include "services/forecasting/goals.h"
#include "services/forecasting/mix.h"
#include "services/forecasting/plan_build.h"
#include "services/forecasting/plan_overrides.h"
#include "services/forecasting/plans.h"
#include "services/forecasting/scarcity.h"
#include "services/forecasting/supply.h"
#include "services/forecasting/wire_alerts.h"
#include "services/forecasting/wire_demand.h"
#include "services/forecasting/wire_events.h"
#include "services/forecasting/wire_forecast.h"
#include "services/forecasting/wire_health.h"
#include "services/forecasting/wire_replenishment.h"
#include "services/forecasting/wire_plans.h"
#include "services/forecasting/wire_scarcity.h"
#include "services/forecasting/wire_supply.h"
#include "services/forecasting/wire_terms.h"

#define TICK_MS        100
#define EVENTS_TICK_MS 200

#define ORDER(message)       &crossdock__order__v1__##message##__descriptor
#define INVENTORY(message)   &crossdock__inventory__v1__##message##__descriptor
#define ROUTING(message)     &crossdock__routing__v1__##message##__descriptor
#define FORECASTING(message) &crossdock__forecasting__v1__##message##__descriptor

/* Who may look: shops may not, for it tells what their neighbours sell. Plans and goals are for
 * those who run the whole. */
#define LOOKERS       (ROLE_OPERATOR | ROLE_READER)
#define GOODS_LOOKERS (LOOKERS | ROLE_WAREHOUSE)

/* clang-format off */
const struct handler forecasting_handlers[] = {
    { .input = ORDER(order_placed), .source = "order",
      .read = read_order_placed, .handle = on_units_ordered },
    { .input = ORDER(order_amended), .source = "order",
      .read = read_order_amended, .handle = on_units_ordered },
    { .input = INVENTORY(item_changed), .source = "inventory",
      .read = read_item_changed, .handle = on_item_changed },
    { .input = INVENTORY(location_changed), .source = "inventory",
      .read = read_location_changed, .handle = on_location_changed },
    { .input = INVENTORY(stock_moved), .source = "inventory",
      .read = read_stock_moved, .handle = on_stock_moved },
    { .input = INVENTORY(backorders_changed), .source = "inventory",
      .read = read_backorders_changed, .handle = on_backorders_changed },
    { .input = INVENTORY(purchase_order_changed), .source = "inventory",
      .read = read_purchase_order_changed, .handle = on_purchase_order_changed,
      .says = { FORECASTING(replenishment_progressed) } },
    { .input = INVENTORY(transfer_changed), .source = "inventory",
      .read = read_transfer_changed, .handle = on_transfer_changed,
      .says = { FORECASTING(replenishment_progressed) } },
    { .input = INVENTORY(shipment_announced), .source = "inventory",
      .read = read_shipment_announced, .handle = on_shipment_announced },
    { .input = INVENTORY(shipment_received), .source = "inventory",
      .read = read_shipment_received, .handle = on_shipment_received },
    { .input = ROUTING(fulfillment_planned), .source = "fulfillment-routing",
      .read = read_fulfillment_planned, .handle = on_fulfillment_planned },
    { .input = FORECASTING(get_forecast), .allow = GOODS_LOOKERS, .flags = HANDLER_QUERY,
      .read = read_get_forecast, .handle = on_get_forecast },
    { .input = INVENTORY(replenishment_refused), .source = "inventory",
      .read = read_replenishment_refused, .handle = on_replenishment_refused,
      .says = { FORECASTING(replenishment_progressed) } },
    { .input = FORECASTING(approve_replenishments), .allow = ROLE_OPERATOR,
      .read = read_approve_replenishments, .handle = on_approve_replenishments,
      .says = { FORECASTING(replenishment_approved) } },
    { .input = FORECASTING(reject_replenishments), .allow = ROLE_OPERATOR,
      .read = read_reject_replenishments, .handle = on_reject_replenishments,
      .says = { FORECASTING(replenishment_rejected) } },
    { .input = FORECASTING(reopen_replenishments), .allow = ROLE_OPERATOR,
      .read = read_reopen_replenishments, .handle = on_reopen_replenishments,
      .says = { FORECASTING(replenishment_progressed) } },
    { .input = FORECASTING(get_replenishments), .allow = GOODS_LOOKERS, .flags = HANDLER_QUERY,
      .read = read_get_replenishments, .handle = on_get_replenishments },
    { .input = FORECASTING(get_stock_health), .allow = GOODS_LOOKERS, .flags = HANDLER_QUERY,
      .read = read_get_stock_health, .handle = on_get_stock_health },
    { .input = FORECASTING(define_planning_policies), .allow = ROLE_OPERATOR,
      .read = read_define_planning_policies, .handle = on_define_planning_policies },
    { .input = FORECASTING(remove_planning_policy), .allow = ROLE_OPERATOR,
      .read = read_remove_planning_policy, .handle = on_remove_planning_policy },
    { .input = FORECASTING(define_supplier_terms), .allow = ROLE_OPERATOR,
      .read = read_define_supplier_terms, .handle = on_define_supplier_terms },
    { .input = FORECASTING(get_planning_terms), .allow = GOODS_LOOKERS, .flags = HANDLER_QUERY,
      .read = read_get_planning_terms, .handle = on_get_planning_terms },
    { .input = FORECASTING(define_promotions), .allow = ROLE_OPERATOR,
      .read = read_define_promotions, .handle = on_define_promotions },
    { .input = FORECASTING(cancel_promotion), .allow = ROLE_OPERATOR,
      .read = read_cancel_promotion, .handle = on_cancel_promotion },
    { .input = FORECASTING(define_holidays), .allow = ROLE_OPERATOR,
      .read = read_define_holidays, .handle = on_define_holidays },
    { .input = FORECASTING(define_analogues), .allow = ROLE_OPERATOR,
      .read = read_define_analogues, .handle = on_define_analogues },
    { .input = FORECASTING(get_demand_events), .allow = LOOKERS, .flags = HANDLER_QUERY,
      .read = read_get_demand_events, .handle = on_get_demand_events },
    { .input = FORECASTING(get_alerts), .allow = GOODS_LOOKERS, .flags = HANDLER_QUERY,
      .read = read_get_alerts, .handle = on_get_alerts },
    { .input = FORECASTING(acknowledge_alerts), .allow = ROLE_OPERATOR,
      .read = read_acknowledge_alerts, .handle = on_acknowledge_alerts },
    { .input = FORECASTING(reopen_alerts), .allow = ROLE_OPERATOR,
      .read = read_reopen_alerts, .handle = on_reopen_alerts },
    { .input = FORECASTING(set_scarcity_prices), .allow = ROLE_OPERATOR,
      .read = read_set_scarcity_prices, .handle = on_set_scarcity_prices,
      .says = { FORECASTING(scarcity_priced) } },
    { .input = ROUTING(profile_changed), .source = "fulfillment-routing",
      .read = read_profile_changed, .handle = on_profile_changed },
    { .input = FORECASTING(create_plan), .allow = ROLE_OPERATOR,
      .read = read_create_plan, .handle = on_create_plan, .says = { FORECASTING(plan_changed) } },
    { .input = FORECASTING(override_plan), .allow = ROLE_OPERATOR,
      .read = read_override_plan, .handle = on_override_plan,
      .says = { FORECASTING(plan_changed) } },
    { .input = FORECASTING(remove_override), .allow = ROLE_OPERATOR,
      .read = read_remove_override, .handle = on_remove_override,
      .says = { FORECASTING(plan_changed) } },
    { .input = FORECASTING(advance_plan), .allow = ROLE_OPERATOR,
      .read = read_advance_plan, .handle = on_advance_plan,
      .says = { FORECASTING(plan_changed), FORECASTING(plan_published) } },
    { .input = FORECASTING(get_plans), .allow = LOOKERS, .flags = HANDLER_QUERY,
      .read = read_get_plans, .handle = on_get_plans },
    { .input = FORECASTING(get_plan), .allow = LOOKERS, .flags = HANDLER_QUERY,
      .read = read_get_plan, .handle = on_get_plan },
    { .input = FORECASTING(compare_plans), .allow = LOOKERS, .flags = HANDLER_QUERY,
      .read = read_compare_plans, .handle = on_compare_plans },
    { .input = FORECASTING(get_plan_accuracy), .allow = LOOKERS, .flags = HANDLER_QUERY,
      .read = read_get_plan_accuracy, .handle = on_get_plan_accuracy },
    { .input = FORECASTING(set_goals), .allow = ROLE_OPERATOR,
      .read = read_set_goals, .handle = on_set_goals },
    { .input = FORECASTING(get_goals), .allow = LOOKERS, .flags = HANDLER_QUERY,
      .read = read_get_goals, .handle = on_get_goals },
    { .input = NULL },
};

const struct timer forecasting_timers[] = {
    { .name = "forecast", .every_ms = TICK_MS, .handle = on_forecast_tick,
      .says = { FORECASTING(forecast_published), FORECASTING(replenishment_proposed),
                FORECASTING(replenishment_expired), FORECASTING(replenishment_approved),
                FORECASTING(safety_stock_changed), FORECASTING(scarcity_priced), FORECASTING(demand_alert) } },
    { .name = "fold", .every_ms = TICK_MS, .handle = on_fold_tick },
    { .name = "events", .every_ms = EVENTS_TICK_MS, .handle = on_events_tick },
    { .name = "mix", .every_ms = TICK_MS, .handle = on_mix_tick },
    { .name = "plan", .every_ms = TICK_MS, .handle = on_plan_tick,
      .says = { FORECASTING(plan_changed) } },
    { .name = NULL },
};

const struct setting forecasting_settings[] = {
    { .name = "CROSSDOCK_FOLD_MS", .fallback = "10000", .min = 100, .max = 600000,
      .help = "how long demand and stock rows wait to be written; they are durable before" },
    { .name = "CROSSDOCK_FORECAST_THREADS", .fallback = "0", .min = 0, .max = 64,
      .help = "threads that fit forecasts; 0: one less than there are processors" },
    { .name = "CROSSDOCK_FORECAST_MS", .fallback = "2000", .min = 100, .max = 86400000,
      .help = "how often a round of forecasts begins" },
    { .name = SCARCITY_SETTING, .fallback = "0", .min = 0, .max = 50000000,
      .help = "scarcity prices are computed: what a kilometre costs a unit, in billionths of the "
              "currency's main unit; 0: they are only set by hand" },
    { .name = NULL },
};
/* clang-format on */
