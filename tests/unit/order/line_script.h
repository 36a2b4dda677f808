/*
 * The life of order lines as text, for the tests: words like "commit 3", one after the other. A
 * word is meant for line 1 until "line N" says otherwise.
 *
 *   inventory: commit N, backorder N, release N N (of the waiting, of the promised), refuse N (of
 * the undecided), lose N (promised ones wait again), wait N (backorder of an order that grew) the
 * shop:  grow N routing:   plan N, pick N, withdraw N, ship N, deliver N
 */
#ifndef CROSSDOCK_TESTS_ORDER_LINE_SCRIPT_H
#define CROSSDOCK_TESTS_ORDER_LINE_SCRIPT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "services/order/core/apply.h"
#include "services/order/core/order_invariant.h"

static const char *
script_refuse(struct line_counters *units, int64_t quantity)
{
    return apply_reservation_released(units, 0, 0, quantity);
}

static const char *
script_grow(struct line_counters *units, int64_t quantity)
{
    units->ordered += quantity;
    return NULL;
}

static apply_function *
script_rule(const char *word)
{
    static const struct {
        const char *word;
        apply_function *apply;
    } rules[] = {
        {"commit", apply_reservation_committed},
        {"backorder", apply_stock_backordered},
        {"plan", apply_fulfillment_planned},
        {"pick", apply_item_picked},
        {"withdraw", apply_plan_withdrawn},
        {"ship", apply_fulfillment_shipped},
        {"wait", apply_growth_backordered},
        {"lose", apply_stock_lost},
        {"refuse", script_refuse},
        {"grow", script_grow},
    };

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (strcmp(rules[i].word, word) == 0)
            return rules[i].apply;
    return NULL;
}

/* NULL, or why a word was refused; then the words before it are done. */
static inline const char *
script_run(struct order *order, const char *script)
{
    struct order_line *line = &order->lines[0];
    struct line_counters *units = &line->units;
    const char *reason = NULL;
    char word[32];
    int64_t quantity;
    int used;

    while (reason == NULL && sscanf(script, "%31s %ld%n", word, &quantity, &used) == 2) {
        script += used;
        if (strcmp(word, "line") == 0) {
            line = &order->lines[quantity - 1];
            units = &line->units;
            continue;
        }
        if (strcmp(word, "release") == 0) {
            int64_t was_promised;
            assert(sscanf(script, "%ld%n", &was_promised, &used) == 1);
            script += used;
            reason = apply_reservation_released(units, quantity, was_promised, 0);
        } else if (strcmp(word, "deliver") == 0) {
            reason = apply_fulfillment_delivered(line, quantity);
        } else {
            apply_function *apply = script_rule(word);
            assert(apply != NULL);
            reason = apply(units, quantity);
        }
        assert(order_holds(order));
    }
    return reason;
}

/* An order of lines with these quantities, "5 5"; the caller frees it. */
static inline struct order *
script_order(const char *quantities)
{
    struct order *order = calloc(1, sizeof *order + 8 * sizeof order->lines[0]);
    int64_t quantity;
    int used;

    assert(order != NULL);
    order->status = ORDER_ACCEPTED;
    for (; sscanf(quantities, "%ld%n", &quantity, &used) == 1; quantities += used) {
        order->lines[order->line_count].line = order->line_count + 1;
        order->lines[order->line_count++].units.ordered = quantity;
    }
    return order;
}

#endif
