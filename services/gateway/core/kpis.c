/* See kpis.h. */
#include "services/gateway/core/kpis.h"

#include <stddef.h>

static const struct kpi_reach of_orders = {
    KPI_BY_DAY | KPI_BY_CHANNEL, false,
    "An order is of no one location: its parcels may leave from several."};
static const struct kpi_reach of_parcels = {KPI_BY_DAY | KPI_BY_LOCATION | KPI_BY_CHANNEL, false,
                                            ""};
static const struct kpi_reach of_work = {
    KPI_BY_DAY | KPI_BY_LOCATION, false,
    "The work of a location and its shelves are shared by all channels."};
static const struct kpi_reach of_supply = {KPI_BY_LOCATION, true,
                                           "It is of this moment: what is on hand and what is "
                                           "forecast now. All channels sell of the same stock."};
static const struct kpi_reach of_forecasts = {
    KPI_BY_DAY | KPI_BY_LOCATION, false,
    "Forecasts are made of a SKU in the network and at its locations, for all channels together."};
static const struct kpi_reach of_routing = {
    KPI_BY_DAY, false,
    "The best is looked for a day at a time, for all orders and locations together."};

/* clang-format off */
const struct kpi kpis[] = {
    { "perfect_order_rate", "Perfect orders",
      "Of the orders that shipped wholly: those of which nothing was cancelled, every parcel made its cut-off and nothing "
      "went wrong afterwards (damage, loss, refusal, wrong papers). By day of placing.",
      "ratio", true, KPI_RATIO, { ORDERS_PERFECT }, { ORDERS_SHIPPED }, 0, &of_orders },
    { "order_fill_rate", "Order fill rate",
      "Of the orders that inventory has decided on: those promised in full at once. By day of placing.",
      "ratio", true, KPI_RATIO, { ORDERS_FILLED }, { ORDERS_DECIDED }, 0, &of_orders },
    { "line_fill_rate", "Line fill rate",
      "Of the lines of these orders: those promised in full at once.",
      "ratio", true, KPI_RATIO, { LINES_FILLED }, { LINES_DECIDED }, 0, &of_orders },
    { "unit_fill_rate", "Unit fill rate",
      "Of the units of these orders: those promised at once.",
      "ratio", true, KPI_RATIO, { UNITS_FILLED }, { UNITS_DECIDED }, 0, &of_orders },
    { "backorder_rate", "Backorder rate",
      "Of the orders that inventory has decided on: those of which something had to wait for stock. By day of placing.",
      "ratio", false, KPI_RATIO, { ORDERS_BACKORDERED }, { ORDERS_DECIDED }, 0, &of_orders },
    { "cancel_rate", "Cancel rate",
      "Of the orders placed: those that were cancelled, all or the rest of them. By day of placing.",
      "ratio", false, KPI_RATIO, { ORDERS_CANCELLED }, { ORDERS_PLACED }, 0, &of_orders },
    { "order_cycle_time_p50", "Order cycle time, half",
      "Half of the orders that shipped wholly took at most so long from placing to the last parcel. By day of placing.",
      "hours", false, KPI_PERCENTILE, { CYCLE_TIME }, { 0 }, 50, &of_orders },
    { "order_cycle_time_p90", "Order cycle time, 90 %",
      "The same of 90 of 100 orders.", "hours", false, KPI_PERCENTILE, { CYCLE_TIME }, { 0 }, 90, &of_orders },
    { "order_cycle_time_p99", "Order cycle time, 99 %",
      "The same of 99 of 100 orders.", "hours", false, KPI_PERCENTILE, { CYCLE_TIME }, { 0 }, 99, &of_orders },
    { "split_rate", "Split rate",
      "Of the orders that shipped wholly: those that left in more than one parcel. By day of placing.",
      "ratio", false, KPI_RATIO, { ORDERS_SPLIT }, { ORDERS_SHIPPED }, 0, &of_orders },
    { "reroute_depth", "Reroutes an order",
      "How often a part of an order was routed again, for each order that is routed wholly. By day of placing.",
      "reroutes", false, KPI_RATIO, { REROUTES }, { ORDERS_ROUTED }, 0, &of_orders },
    { "on_time_ship", "Shipped in time",
      "Of the parcels that left and had a cut-off to make: those that left before it. By day of leaving.",
      "ratio", true, KPI_RATIO, { PARCELS_IN_TIME }, { PARCELS_WITH_CUT_OFF }, 0, &of_parcels },
    { "release_to_ship_p50", "Release to ship, half",
      "Half of the parcels took at most so long from the pick list to the carrier. By day of leaving.",
      "hours", false, KPI_PERCENTILE, { RELEASE_TO_SHIP }, { 0 }, 50, &of_parcels },
    { "release_to_ship_p90", "Release to ship, 90 %",
      "The same of 90 of 100 parcels.", "hours", false, KPI_PERCENTILE, { RELEASE_TO_SHIP }, { 0 }, 90, &of_parcels },
    { "release_to_ship_p99", "Release to ship, 99 %",
      "The same of 99 of 100 parcels.", "hours", false, KPI_PERCENTILE, { RELEASE_TO_SHIP }, { 0 }, 99, &of_parcels },
    { "short_pick_rate", "Short picks",
      "Of the units that pickers looked for: those that were not there. By day of the report.",
      "ratio", false, KPI_RATIO, { UNITS_SHORT }, { UNITS_SHORT, UNITS_PICKED }, 0, &of_work },
    { "reject_rate", "Rejects",
      "Of the parcels planned for a location: those it would not ship, for a reason of its own. By day of the event.",
      "ratio", false, KPI_RATIO, { REJECTS }, { PARCELS_EVER_PLANNED }, 0, &of_work },
    { "inventory_accuracy", "Inventory accuracy",
      "1 - the units by which booked counts differed from the books, whatever the sign, for each unit counted. By day of "
      "the count.",
      "ratio", true, KPI_COMPLEMENT, { UNITS_OFF }, { UNITS_COUNTED }, 0, &of_work },
    { "oversold_units", "Oversold units",
      "Units by which stock on hand fell below nothing. Must be 0.",
      "units", false, KPI_SUM, { UNITS_OVERSOLD }, { 0 }, 0, &of_work },
    { "stock_turns", "Stock turns",
      "Cost of the goods that shipped, as if the period were a year, for the average value of stock on hand at the end of "
      "its days; at the unit cost of the day. Of one currency.",
      "a year", true, KPI_TURNS, { COST_SHIPPED }, { VALUE_CHANGED }, 0, &of_work },
    { "days_of_supply", "Days of supply",
      "Units on hand now, of all SKUs, for each unit that is forecast to be asked for in a day; of a location: there.",
      "days", false, KPI_SUPPLY, { 0 }, { 0 }, 0, &of_supply },
    { "forecast_wape", "Forecast error (WAPE)",
      "Sum of |forecast - demand| for each unit of demand, one day ahead, as forecasting had measured it by each day for each "
      "SKU with enough history; SKUs weigh what is forecast of them. By the last day that a forecast knew of.",
      "ratio", false, KPI_FORECAST, { FORECAST_WRONG }, { FORECAST_MEASURED }, 0, &of_forecasts },
    { "forecast_mase", "Forecast error (MASE)",
      "Sum of |forecast - demand| beside the same sum of a forecast that says: as on that day of the week before; likewise. "
      "Below 1: better than that.",
      "ratio", false, KPI_FORECAST, { FORECAST_SCALED }, { FORECAST_NAIVE }, 0, &of_forecasts },
    { "forecast_bias", "Forecast bias",
      "Sum of (forecast - demand) for each unit of demand, likewise; above 0: too high.",
      "ratio", false, KPI_FORECAST, { FORECAST_LEANING }, { FORECAST_MEASURED }, 0, &of_forecasts },
    { "routing_regret", "Routing regret",
      "What the plans of the days measured cost more than the least that the whole day could have cost, for each unit of "
      "that least.",
      "ratio", false, KPI_REGRET, { 0 }, { 0 }, 0, &of_routing },
    { NULL, NULL, NULL, NULL, false, KPI_RATIO, { 0 }, { 0 }, 0, NULL },
};
/* clang-format on */
