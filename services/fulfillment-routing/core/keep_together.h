/*
 * Lines that stay together: the vocabulary of keep_together.c.
 */
#ifndef ROUTING_KEEP_TOGETHER_H
#define ROUTING_KEEP_TOGETHER_H

#include "services/fulfillment-routing/core/routing.h"

/* Gives each line the number of its row in the search, from 0; lines of one group (together > 0)
 * share one. Returns the count of rows. */
size_t together_rows(const int32_t *together, size_t line_count, uint32_t *row_of);

/* By row: what the search asks for, and what a site offers; with safety stock kept back or not. */
void together_quantities(const int32_t *together, const uint32_t *row_of, const int64_t *quantities,
                         size_t line_count, int64_t *of_rows);
void together_free(const int32_t *together, const uint32_t *row_of, const int64_t *quantities,
                   size_t line_count, const int64_t *free, int64_t *of_rows);

/* By row: what a unit of it weighs, is worth or costs, from what a unit of each line does. */
void together_amounts(const int32_t *together, const uint32_t *row_of, const int64_t *quantities,
                      size_t line_count, const int64_t *of_lines, int64_t *of_rows);

/* By line, for one parcel: what it takes, when it takes so much of each row. */
void together_taken(const int32_t *together, const uint32_t *row_of, const int64_t *quantities,
                    size_t line_count, const int64_t *of_rows, int64_t *taken);

#endif
