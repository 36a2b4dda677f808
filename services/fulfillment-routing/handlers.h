/*
 * The doors of fulfillment-routing: what it is asked, what it hears, what it says to each.
 */
#ifndef ROUTING_HANDLERS_H
#define ROUTING_HANDLERS_H

#include "common/service.h"

extern const struct handler routing_handlers[];
extern const struct timer routing_timers[];
extern const struct grant routing_grants[];
extern const struct setting routing_settings[];

#define HANDLE(name) void name(struct turn *turn, const struct input *input)

/* parked.c */
HANDLE(on_retry_parked);
HANDLE(parked_go_on); /* of a timer */

/* outages.c */
HANDLE(outages_go_on); /* of a timer */

/* warehouses.c */
HANDLE(want_pick_list);
HANDLE(want_pick);
HANDLE(want_shipment);
HANDLE(want_rejection);
HANDLE(on_accept_pick_list);
HANDLE(on_confirm_pick);
HANDLE(on_confirm_shipment);
HANDLE(on_reject_fulfillment);

/* waves.c */
HANDLE(on_release_wave);

/* lists.c */
HANDLE(want_claim);
HANDLE(want_return);
HANDLE(want_lists);
HANDLE(on_claim_pick_list);
HANDLE(on_return_pick_list);
HANDLE(on_get_pick_lists);
HANDLE(leases_end); /* of a timer */

/* capacity.c */
HANDLE(capacity_go_on); /* of a timer */

/* later.c */
HANDLE(later_go_on); /* of a timer */

/* items.c */
HANDLE(on_item_changed);

/* profiles.c */
HANDLE(on_define_profiles);
HANDLE(on_get_profiles);

/* policies.c */
HANDLE(want_policy);
HANDLE(on_define_policy);
HANDLE(on_activate_policy);
HANDLE(on_shadow_policy);
HANDLE(want_policies);
HANDLE(on_get_policies);

/* scans.c */
HANDLE(want_scan);
HANDLE(want_short);
HANDLE(on_scan_pick);
HANDLE(on_report_short);

/* parcels.c */
HANDLE(want_parcel);
HANDLE(on_pack_parcel);

/* after.c */
HANDLE(want_delivery);
HANDLE(want_exception);
HANDLE(on_confirm_delivery);
HANDLE(on_report_exception);

/* goods.c */
HANDLE(want_time_zone);
HANDLE(on_location_changed);
HANDLE(on_stock_moved);
HANDLE(on_count_completed);
HANDLE(on_bins_assigned);

/* pickup.c */
HANDLE(want_pickup);
HANDLE(on_confirm_arrival);
HANDLE(on_confirm_collected);
HANDLE(pickups_expire); /* of a timer */

/* pickups.c */
HANDLE(on_get_pickups);

/* fulfillments.c */
HANDLE(want_fulfillments);
HANDLE(on_get_fulfillments);

/* shadow.c */
HANDLE(want_shadow);
HANDLE(on_get_shadow_report);

/* at_risk.c */
HANDLE(promises_go_on); /* of a timer */

/* regret.c */
HANDLE(regret_go_on); /* of a timer */
HANDLE(want_measured_day);
HANDLE(on_measure_regret);
HANDLE(want_regrets);
HANDLE(on_get_regret);

/* scarcity.c */
HANDLE(on_scarcity_priced);

/* quote.c */
HANDLE(on_quote_promise);

/* explain.c */
HANDLE(want_decisions);
HANDLE(want_decision);
HANDLE(on_explain_order);
HANDLE(on_get_decision);

/* allocations.c */
HANDLE(on_get_allocations);

/* promises.c, recalls.c */
HANDLE(want_past_of_promise);
HANDLE(on_reservation_committed);
HANDLE(on_reservation_recalled);

#endif
