/*
 * The memory of the gateway between turns, what a turn gathers, and the rows it writes.
 *
 * The read model is in rows; memory holds what saves reading them again.
 */
#ifndef GATEWAY_STORE_H
#define GATEWAY_STORE_H

#include "common/json_text.h"
#include "common/map.h"
#include "common/turn.h"
#include "services/gateway/audit.h"
#include "services/gateway/batch.h"
#include "services/gateway/claims.h"
#include "services/gateway/flow.h"
#include "services/gateway/order_skus.h"
#include "services/gateway/orders.h"
#include "services/gateway/people.h"
#include "services/gateway/rebuilt.h"
#include "services/gateway/stock.h"
#include "services/gateway/tally.h"
#include "services/gateway/timeline.h"
#include "services/gateway/webhooks.h"

struct state {
    struct orders_memory orders;
    struct stock_memory stock;
    struct people people;
    struct audit_state audit;
    int64_t timeline_row_id; /* last one given */
    bool has_saved_figures;
    struct json_text json; /* scratch */
    int64_t trimmed_minute;  /* flow minutes before it are gone */
    struct webhooks webhooks;
    struct rebuilt rebuilt;
};

struct stage {
    struct batch *batches[BATCH_KINDS];
    struct orders_stage orders;
    struct order_skus_stage order_skus;
    struct timeline_stage timeline;
    struct tally_stage tallies;
    struct flow_stage flow;
    struct stock_stage stock;
    struct people_stage people;
    struct claims_stage claims;
    struct audit_stage audit;
    struct webhooks_stage webhooks;
};

/* For struct service. */
void store_open(void *state, struct db *db, struct arena *scratch);
void store_close(void *state);
void store_load(struct turn *turn);
void store_save(struct turn *turn);

#endif
