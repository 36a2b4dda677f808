/*
 * Messages out: what routing says.
 */
#ifndef ROUTING_SAY_H
#define ROUTING_SAY_H

#include "common/service.h"
#include "services/fulfillment-routing/memory.h"
#include "services/fulfillment-routing/wire_warehouse.h"

/* What is said about a fulfillment order. lines: those to tell, with quantity. */
struct told_lines {
    size_t count;
    const struct ask *lines;
};
/* before: by line of the fulfillment order, units that were planned before. */
void say_planned(struct turn *turn, const struct fulfillment *fulfillment,
                 const struct seen_place *place, uint32_t parcels, const int64_t *before);
void say_parked(struct turn *turn, const struct order *order, const char *reason);
void say_accepted(struct turn *turn, const struct fulfillment *fulfillment);
void say_picked(struct turn *turn, const struct fulfillment *fulfillment, struct told_lines told);
/* reason: a ShortReason; 0: none was told. */
void say_short(struct turn *turn, const struct fulfillment *fulfillment, struct told_lines told,
               int reason);
void say_rejected(struct turn *turn, const struct fulfillment *fulfillment, const char *reason,
                  struct told_lines told);
void say_shipped(struct turn *turn, const struct fulfillment *fulfillment,
                 const struct shipment *shipment, struct told_lines told);
void say_delivered(struct turn *turn, const struct fulfillment *fulfillment,
                   int64_t delivered_at_us, struct told_lines told);
/* The same of what memory may have let go. */
struct stored_shipment;
struct told_exception;
void say_delivered_row(struct turn *turn, const struct stored_shipment *shipment,
                       int64_t delivered_at_us);
void say_exception(struct turn *turn, const struct stored_shipment *shipment,
                   const struct told_exception *told);
void say_pickup_ready(struct turn *turn, const struct fulfillment *fulfillment,
                      struct told_lines told);
void say_pickup_expired(struct turn *turn, const struct fulfillment *fulfillment,
                        struct told_lines told);
void say_cancelled(struct turn *turn, const struct fulfillment *fulfillment, const char *reason,
                   struct told_lines told);
void say_recall_answered(struct turn *turn, int64_t order_id, struct told_lines given_back);

/* by: name of the key. */
void say_profile_changed(struct turn *turn, const char *location, const ProtobufCMessage *profile,
                         const char *by);
/* As memory has it now. */
void say_policy_switched(struct turn *turn, const struct memory *memory, const char *by,
                         const char *note);

#endif
