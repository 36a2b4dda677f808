/*
 * Stock as the rules see it: what is there, what is to come and when, and what is asked.
 */
#ifndef FORECASTING_STOCK_SEEN_H
#define FORECASTING_STOCK_SEEN_H

#include "common/turn.h"
#include "services/forecasting/levels.h"

/* What a location needs and has. Arrays are the turn's. What is overdue is not counted on. */
struct stock_seen stock_seen_of(struct turn *turn, const struct place_need *need);
/* All locations of an item together; demand of fewer than two: nothing is kept and asked for that
 * one of them does not tell. */
struct stock_seen stock_seen_of_network(struct turn *turn, const struct item *item,
                                        const struct place_need *needs, size_t count);

#endif
