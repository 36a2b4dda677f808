/*
 * Rule: lines of one group go to one location, all of them in full.
 *
 * To the search a group is one line of quantity 1: a location offers as much of it as it has more
 * than the group needs of its scarcest line, plus 1. So it offers at least 1 exactly when it has
 * the whole group, also after safety stock is taken off, and two locations never share a group.
 */
#include "services/fulfillment-routing/core/keep_together.h"

#include "services/fulfillment-routing/core/cost_terms.h"

size_t
together_rows(const int32_t *together, size_t line_count, uint32_t *row_of)
{
    uint32_t rows = 0;

    for (size_t line = 0; line < line_count; line++) {
        size_t first = 0;
        while (first < line && (together[line] == 0 || together[first] != together[line]))
            first++;
        row_of[line] = first < line ? row_of[first] : rows++;
    }
    return rows;
}

void
together_quantities(const int32_t *together, const uint32_t *row_of, const int64_t *quantities,
                    size_t line_count, int64_t *of_rows)
{
    for (size_t line = 0; line < line_count; line++)
        of_rows[row_of[line]] = together[line] == 0 ? quantities[line] : 1;
}

void
together_free(const int32_t *together, const uint32_t *row_of, const int64_t *quantities,
              size_t line_count, const int64_t *free, int64_t *of_rows)
{
    for (size_t line = 0; line < line_count; line++)
        of_rows[row_of[line]] = INT64_MAX;
    for (size_t line = 0; line < line_count; line++) {
        int64_t *row = &of_rows[row_of[line]];
        const int64_t offer = together[line] == 0 ? free[line] : free[line] - quantities[line] + 1;
        if (offer < *row)
            *row = offer;
    }
}

void
together_amounts(const int32_t *together, const uint32_t *row_of, const int64_t *quantities,
                 size_t line_count, const int64_t *of_lines, int64_t *of_rows)
{
    for (size_t line = 0; line < line_count; line++)
        of_rows[row_of[line]] = 0;
    for (size_t line = 0; line < line_count; line++)
        add_times(&of_rows[row_of[line]], together[line] == 0 ? 1 : quantities[line],
                  of_lines[line]);
}

void
together_taken(const int32_t *together, const uint32_t *row_of, const int64_t *quantities,
               size_t line_count, const int64_t *of_rows, int64_t *taken)
{
    for (size_t line = 0; line < line_count; line++) {
        const int64_t units = of_rows[row_of[line]];
        taken[line] = together[line] == 0 || units == 0 ? units : quantities[line];
    }
}
