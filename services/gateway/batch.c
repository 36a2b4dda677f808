/* See batch.h. */
#include "services/gateway/batch.h"

#include "queries.h"
#include "services/gateway/store.h"

#define T COLUMN_TEXT
#define I COLUMN_INT8
#define N COLUMN_INT4
#define D COLUMN_DOUBLE
#define B COLUMN_BOOL
#define W COLUMN_TIME
#define X COLUMN_BYTES

static const struct {
    int query;
    size_t count;
    enum column_type types[BATCH_COLUMNS_MAX];
} kinds[BATCH_KINDS] = {
    [BATCH_NEW_ORDERS] = { QUERY_ADD_ORDERS, 21,
                           { I, I, N, N, N, N, I, B, T, I, X, B, I, T, N, T, T, T, T, T, I } },
    [BATCH_ORDERS] = { QUERY_SAVE_ORDERS, 12, { I, I, N, N, N, N, I, B, T, I, X, B } },
    [BATCH_PLACED_ORDERS] = { QUERY_SAVE_PLACED_ORDERS, 10, { I, I, T, N, T, T, T, T, T, I } },
    [BATCH_REDIRECTED_ORDERS] = { QUERY_SAVE_REDIRECTED_ORDERS, 4, { I, T, T, T } },
    [BATCH_PARKED_ORDERS] = { QUERY_SAVE_PARKED_ORDERS, 2, { I, T } },
    [BATCH_TIMELINE] = { QUERY_ADD_TIMELINE, 2, { I, X } },
    [BATCH_TALLIES] = { QUERY_ADD_TALLIES, 5, { N, I, T, T, I } },
    [BATCH_SKU_NUMBERS] = { QUERY_ADD_SKU_NUMBERS, 2, { T, I } },
    [BATCH_LOCATION_NUMBERS] = { QUERY_ADD_LOCATION_NUMBERS, 2, { T, I } },
    [BATCH_BALANCES] = { QUERY_SAVE_BALANCES, 5, { I, I, I, I, I } },
    [BATCH_ITEMS] = { QUERY_SAVE_ITEMS, 8, { T, T, T, T, T, I, T, N } },
    [BATCH_LOW_ITEMS] = { QUERY_SAVE_LOW_ITEMS, 2, { T, B } },
    [BATCH_BACKORDERED_ITEMS] = { QUERY_SAVE_BACKORDERED_ITEMS, 2, { T, I } },
    [BATCH_FORECASTS] = { QUERY_SAVE_FORECASTS, 9, { T, T, N, T, T, D, D, D, D } },
    [BATCH_MOVEMENTS] = { QUERY_ADD_MOVEMENTS, 11, { I, I, T, T, T, T, T, T, T, T, T } },
    [BATCH_BINS] = { QUERY_SAVE_BINS, 3, { T, T, T } },
    [BATCH_INBOUND] = { QUERY_SAVE_INBOUND, 6, { T, T, T, B, T, T } },
    [BATCH_COUNTS] = { QUERY_SAVE_COUNTS, 6, { I, T, T, I, I, I } },
    [BATCH_REGRETS] = { QUERY_SAVE_REGRETS, 3, { N, D, D } },
    [BATCH_FIGURES] = { QUERY_SAVE_KPIS, 13, { N, T, T, T, T, B, N, T, T, N, T, B, T } },
    [BATCH_LOCATIONS] = { QUERY_SAVE_LOCATIONS, 8, { T, T, T, T, D, D, T, B } },
    [BATCH_PROFILES] = { QUERY_SAVE_PROFILES, 4, { T, I, I, N } },
    [BATCH_STOCK_LEVELS] = { QUERY_SAVE_STOCK_LEVELS, 5, { T, T, I, I, I } },
    [BATCH_FLOW] = { QUERY_ADD_FLOW, 7, { I, I, I, I, I, I, I } },
    [BATCH_API_KEYS] = { QUERY_SAVE_API_KEYS, 13, { I, T, N, T, X, T, N, W, T, T, W, W, T } },
    [BATCH_USERS] = { QUERY_SAVE_USERS, 7, { T, N, T, B, T, W, T } },
    [BATCH_SESSIONS_OPENED] = { QUERY_ADD_SESSIONS, 3, { X, T, W } },
    [BATCH_SESSIONS_ENDED] = { QUERY_END_SESSIONS, 1, { X } },
    [BATCH_CLAIMS] = { QUERY_ADD_CLAIMS, 6, { T, T, X, T, I, W } },
    [BATCH_AUDIT] = { QUERY_ADD_AUDIT, 12, { I, W, T, N, T, T, T, T, T, N, T, T } },
    [BATCH_WEBHOOKS] = { QUERY_SAVE_WEBHOOKS, 18,
                         { I, T, T, T, T, T, T, N, T, W, T, T, B, B, W, T, W, T } },
    [BATCH_DELIVERIES] = { QUERY_ADD_DELIVERIES, 7, { I, T, I, T, T, X, W } },
    [BATCH_REPLAYED] = { QUERY_REPLAY_DELIVERIES, 8, { I, T, I, T, T, X, W, W } },
    [BATCH_DELIVERY_OUTCOMES] = { QUERY_SAVE_OUTCOMES, 7, { I, N, N, W, W, N, T } },
    [BATCH_REDELIVERED] = { QUERY_REDELIVER, 2, { I, W } },
    [BATCH_REDELIVERED_DEAD] = { QUERY_REDELIVER_DEAD, 2, { I, W } },
    [BATCH_AUDIT_ANSWERS] = { QUERY_ANSWER_AUDIT, 13, { I, W, T, N, T, T, T, T, T, N, T, T, I } },
};

struct column *
batch_row(struct turn *turn, enum batch_kind kind)
{
    struct stage *stage = turn_stage(turn);
    struct batch *batch = stage->batches[kind];

    if (batch == NULL)
        batch = stage->batches[kind] = arena_take(turn_arena(turn), sizeof *batch);
    for (size_t i = 0; !batch->is_started && i < kinds[kind].count; i++)
        column_start(&batch->columns[i], turn_arena(turn), kinds[kind].types[i]);
    batch->is_started = true;
    return batch->columns;
}

void
batch_stage(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    for (int kind = 0; kind < BATCH_KINDS; kind++) {
        struct param params[BATCH_COLUMNS_MAX];
        if (stage->batches[kind] == NULL)
            continue;
        for (size_t i = 0; i < kinds[kind].count; i++)
            params[i] = param_column(&stage->batches[kind]->columns[i]);
        db_stage(turn_db(turn), kinds[kind].query, params, (int)kinds[kind].count);
    }
}
