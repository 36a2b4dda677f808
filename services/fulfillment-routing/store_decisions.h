/*
 * Rows of decisions: records of why, see record/.
 */
#ifndef ROUTING_STORE_DECISIONS_H
#define ROUTING_STORE_DECISIONS_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"
#include "services/fulfillment-routing/record/record.h"

struct kept_decision {
    struct kept_decision *next;
    int64_t order_id, decision_id;
    const char *channel; /* "": not known from this one */
    const uint8_t *body;
    size_t bytes;
    const struct record *record; /* NULL: a row from before there were any, or not readable */
    const char *unreadable;      /* why; NULL: it is a row from before */
};

struct decisions_stage {
    struct column order_ids;    /* wanted: of these orders */
    struct column decision_ids; /* wanted: of the orders of these decisions */
    struct kept_decision *decisions;
    struct {
        struct column order_id, decision_id, body, channel;
    } decided;
};

void store_want_decisions(struct turn *turn, int64_t order_id);
void store_want_decisions_beside(struct turn *turn, int64_t decision_id);
const struct kept_decision *
store_decisions(struct turn *turn); /* of all that were wanted, in order */

void store_note_decision(struct turn *turn, int64_t order_id, int64_t decision_id,
                         const char *channel, const uint8_t *body, size_t bytes);

/* For store.c. */
struct stage;
void stage_decisions_start(struct stage *stage, struct arena *arena);
void stage_decisions_load(struct turn *turn);
void stage_decisions_save(struct turn *turn);

#endif
