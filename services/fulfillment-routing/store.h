/*
 * The service's tables: one function per query. What a turn wants to read is named before it is
 * loaded (store_want_*), what it changes is noted while it is handled (store_note_*) and staged in
 * one statement per table by store_save.
 */
#ifndef ROUTING_STORE_H
#define ROUTING_STORE_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"
#include "services/fulfillment-routing/wire.h"

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
};

struct pick_list {
    struct pick_list *next;
    int64_t id;
    const char *location;
    bool accepted;
    size_t fulfillment_count;
    const int64_t *fulfillments;
};

struct kept_decision {
    struct kept_decision *next;
    int64_t order_id;
    const char *channel; /* "": not known from this one */
    const uint8_t *body;
    size_t bytes;
};

enum parked_end { PARKED_TRIED_AGAIN = 2, PARKED_RECALLED = 3 };

extern const size_t store_stage_bytes;

/* The service's memory, with the turn's journal. */
struct memory *store_memory(struct turn *turn);

void store_open(void *state, struct db *db, struct arena *scratch);
void store_close(void *state);
void store_load(struct turn *turn);
void store_save(struct turn *turn);

void store_read_past(struct memory *memory, struct arena *arena, const struct rows *rows, int row,
                     int column, struct past *past);
void store_want_fulfillment(struct turn *turn, int64_t id);
void store_want_pick_list(struct turn *turn, int64_t id);
void store_want_decisions(struct turn *turn, int64_t order_id);
void store_want_past(struct turn *turn, int64_t order_id);
const struct past_fulfillment *store_past_fulfillment(struct turn *turn, int64_t id);
struct pick_list *store_pick_list(struct turn *turn, int64_t id);
const struct kept_decision *
store_decisions(struct turn *turn); /* of all that were wanted, in order */

/* Of an order that was wanted, as this turn has left it; NULL: there is nothing to remember. */
const struct past *store_past(struct turn *turn, int64_t order_id);

/* Before it is changed: its bytes are kept for the journal, too (not its lines). */
struct touched *store_touch(struct turn *turn, struct fulfillment *fulfillment);
void store_touch_shelf(struct turn *turn, struct sku *sku, const struct location *location);
void store_note_decision(struct turn *turn, int64_t order_id, int64_t decision_id, const char *rule,
                         const char *geocoded_by, const char *channel, const uint8_t *body,
                         size_t bytes);
void store_note_pick_list(struct turn *turn, int64_t id, const struct location *location,
                          const int64_t *fulfillments, size_t count);
void store_note_accepted(struct turn *turn, int64_t pick_list_id);
void store_note_parked(struct turn *turn, const struct parked *parked);
void store_note_parked_end(struct turn *turn, int64_t parked_id, enum parked_end end);
void store_note_lot(struct turn *turn, const struct sku *sku, const struct location *location,
                    const struct lot *lot);
void store_note_past(struct turn *turn, const struct order *order);
void store_note_location(struct turn *turn, const struct location_change *change);
void store_note_postal_codes(struct turn *turn, const struct postal_codes *codes);

#endif
