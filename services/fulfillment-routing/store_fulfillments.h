/*
 * Rows of fulfillment orders and pick lists.
 */
#ifndef ROUTING_STORE_FULFILLMENTS_H
#define ROUTING_STORE_FULFILLMENTS_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

/* A fulfillment order whose row this turn writes. */
struct touched {
    struct touched *next;
    struct fulfillment *fulfillment;
    bool is_new;
    const char *carrier, *tracking, *reason; /* NULL: as they are */
};

/* A fulfillment order that memory has let go. */
struct past_fulfillment {
    struct past_fulfillment *next;
    int64_t id;
    const char *location;
    enum fulfillment_state state;
    const char *pickup_location; /* where the customer collects it; "": it is delivered */
};

/* A pick list as the tables have it, done or not. */
struct stored_list {
    struct stored_list *next;
    int64_t id;
    const char *location;
    bool accepted;
    int64_t released_at_us;
};

struct fulfillments_stage {
    /* wanted */
    struct column fulfillment_ids, pick_list_ids;
    struct past_fulfillment *past_fulfillments;
    struct stored_list *pick_lists;
    /* changed */
    struct touched *touched, **touched_end;
    struct {
        struct column id, location, fulfillments, cut_off_at;
    } released;
    struct column accepted_ids;
    struct {
        struct column id, picker, lease_until;
    } leased;
};

void store_want_fulfillment(struct turn *turn, int64_t id);
void store_want_pick_list(struct turn *turn, int64_t id);
const struct past_fulfillment *store_past_fulfillment(struct turn *turn, int64_t id);
struct stored_list *store_pick_list(struct turn *turn, int64_t id);

/* Before it is changed: its bytes are kept for the journal, too (not its lines). */
struct touched *store_touch(struct turn *turn, struct fulfillment *fulfillment);
void store_note_pick_list(struct turn *turn, const struct pick_list *list,
                          const int64_t *fulfillments, size_t count);
void store_note_accepted(struct turn *turn, int64_t pick_list_id);
/* It was claimed or given back: its lease as it is now. The last note of a turn counts. */
void store_note_lease(struct turn *turn, const struct pick_list *list);

/* For store.c. */
struct stage;
void stage_fulfillments_start(struct stage *stage, struct arena *arena);
void stage_fulfillments_load(struct turn *turn);
void stage_fulfillments_save(struct turn *turn);

#endif
