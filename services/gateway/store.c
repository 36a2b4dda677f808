/* See store.h. */
#include "services/gateway/store.h"

#include "queries.h"
#include "services/gateway/delivery_pages.h"
#include "services/gateway/figures.h"

void
store_open(void *memory, struct db *db, struct arena *scratch)
{
    struct state *state = memory;

    people_open(&state->people, db);
    audit_open_state(&state->audit, db);
    orders_open(&state->orders, db);
    stock_open(&state->stock, db);
    struct rows *rows = db_read(db, QUERY_LOAD_LAST_TIMELINE, NULL, 0);
    state->timeline_row_id = row_int8(rows, 0, 0);
    rows_free(&rows);
    webhooks_open(&state->webhooks, db, scratch);
    rebuilt_open(&state->rebuilt, db);
}

void
store_close(void *memory)
{
    struct state *state = memory;

    people_close(&state->people);
    orders_close(&state->orders);
    stock_close(&state->stock);
    json_text_free(&state->json);
    webhooks_close(&state->webhooks);
    rebuilt_close(&state->rebuilt);
}

void
store_load(struct turn *turn)
{
    claims_load(turn);
    audit_load(turn);
    orders_load(turn);
    webhooks_load(turn);
    deliveries_load(turn);
    delivery_pages_load(turn);
}

void
store_save(struct turn *turn)
{
    orders_save(turn); /* before what it adds to */
    order_skus_save(turn);
    timeline_save(turn);
    tally_save(turn);
    flow_save(turn);
    people_save(turn);
    stock_save(turn);
    figures_save(turn);
    webhooks_save(turn);
    batch_stage(turn);
}
