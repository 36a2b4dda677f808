/*
 * Rows that a turn writes, gathered by statement: one set-based statement for all rows of a kind.
 *
 *     struct column *row = batch_row(turn, BATCH_LOCATIONS);
 *     column_add_text(&row[0], location->code);
 *     ...
 *
 * Every column of the kind gets its value, in the order of the statement's parameters. A kind is a line
 * of the table in batch.c. Statements run in the order of the enum.
 */
#ifndef GATEWAY_BATCH_H
#define GATEWAY_BATCH_H

#include "common/turn.h"

#define BATCH_COLUMNS_MAX 40

enum batch_kind {
    BATCH_NEW_ORDERS,
    BATCH_ORDERS,
    BATCH_PLACED_ORDERS, /* the next three: of orders that are there by now */
    BATCH_REDIRECTED_ORDERS,
    BATCH_PARKED_ORDERS,
    BATCH_TIMELINE,
    BATCH_TALLIES,
    BATCH_SKU_NUMBERS,
    BATCH_LOCATION_NUMBERS,
    BATCH_BALANCES,
    BATCH_ITEMS,
    BATCH_LOW_ITEMS,
    BATCH_BACKORDERED_ITEMS,
    BATCH_FORECASTS,
    BATCH_MOVEMENTS,
    BATCH_BINS,
    BATCH_INBOUND,
    BATCH_COUNTS,
    BATCH_REGRETS,
    BATCH_FIGURES,
    BATCH_LOCATIONS,
    BATCH_PROFILES,
    BATCH_STOCK_LEVELS,
    BATCH_FLOW,
    /* own commands: in the order in which rows name each other */
    BATCH_API_KEYS,
    BATCH_USERS,
    BATCH_SESSIONS_OPENED,
    BATCH_SESSIONS_ENDED,
    BATCH_CLAIMS,
    BATCH_AUDIT,
    BATCH_AUDIT_ANSWERS,
    BATCH_WEBHOOKS,
    BATCH_DELIVERIES,
    BATCH_REPLAYED,
    BATCH_DELIVERY_OUTCOMES,
    BATCH_REDELIVERED,
    BATCH_REDELIVERED_DEAD,
    BATCH_KINDS,
};

struct batch {
    bool is_started;
    struct column columns[BATCH_COLUMNS_MAX];
};

struct column *batch_row(struct turn *turn, enum batch_kind kind);
void batch_stage(struct turn *turn);

#endif
