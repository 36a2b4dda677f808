/*
 * Rows of parcels, of the numbers they are given, and of what followed a shipment.
 */
#ifndef ROUTING_STORE_PARCELS_H
#define ROUTING_STORE_PARCELS_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

/* A parcel as the tables have it. */
struct stored_parcel {
    struct stored_parcel *next;
    const char *sscc;
    int64_t fulfillment_order_id;
};

/* What left, as the tables have it: in memory or not any more. */
struct stored_shipment {
    struct stored_shipment *next;
    int64_t id, order_id;
    const char *location, *pickup_location; /* "": it is not collected */
    enum fulfillment_state state;           /* also what became of it in this turn */
    uint32_t line_count;
    struct ask *lines; /* quantity: picked */
};

struct told_exception;

struct parcels_stage {
    /* wanted */
    struct column ssccs, shipment_ids;
    struct stored_parcel *found;
    struct stored_shipment *shipments;
    /* changed */
    struct {
        struct column sscc, id, number, lines, quantities, weight, length, width, height;
    } packed;
    struct {
        struct column sscc, tracking;
    } tracked;
    struct {
        struct column series, next;
    } counters;
    struct column delivered_ids;
    struct {
        struct column id, kind, sscc, note;
    } exceptions;
};

void store_want_parcel(struct turn *turn, const char *sscc);
const struct stored_parcel *store_parcel(struct turn *turn, const char *sscc);
void store_want_shipment(struct turn *turn, int64_t id);
struct stored_shipment *store_shipment(struct turn *turn, int64_t id);

void store_note_parcel(struct turn *turn, const struct parcel *parcel);
void store_note_tracking(struct turn *turn, const struct parcel *parcel);
/* As it is now; it only grows. */
void store_note_counter(struct turn *turn, const struct sscc_counter *counter);
/* Of one that memory has let go. */
void store_note_delivered(struct turn *turn, int64_t id);
void store_note_exception(struct turn *turn, const struct told_exception *told);

/* For store.c. */
struct stage;
void stage_parcels_start(struct stage *stage, struct arena *arena);
void stage_parcels_load(struct turn *turn);
void stage_parcels_save(struct turn *turn);

#endif
