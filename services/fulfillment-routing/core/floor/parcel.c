/*
 * Rule: a parcel holds picked units that are in no other parcel; told nothing, all that are left.
 */
#include "services/fulfillment-routing/core/floor/parcel.h"

static struct parcel_line *
find(struct parcel_line *lines, size_t count, int32_t line)
{
    for (size_t i = 0; i < count; i++) {
        if (lines[i].line == line)
            return &lines[i];
    }
    return NULL;
}

static enum parcel_outcome
put_asked(struct parcel_line *lines, size_t line_count, const struct parcel_ask *asks,
          size_t ask_count)
{
    for (size_t i = 0; i < ask_count; i++) {
        struct parcel_line *line = find(lines, line_count, asks[i].line);
        if (line == NULL || line->picked == 0 || line->now > 0)
            return PARCEL_NO_SUCH_LINE;
        if (asks[i].quantity > line->picked - line->packed)
            return PARCEL_TOO_MANY;
        line->now = asks[i].quantity;
    }
    return PARCEL_FITS;
}

enum parcel_outcome
parcel_decide(struct parcel_line *lines, size_t line_count, const struct parcel_ask *asks,
              size_t ask_count)
{
    int64_t now = 0;
    int64_t left = 0;

    for (size_t i = 0; i < line_count; i++)
        lines[i].now = ask_count > 0 ? 0 : lines[i].picked - lines[i].packed;
    const enum parcel_outcome outcome = put_asked(lines, line_count, asks, ask_count);
    if (outcome != PARCEL_FITS)
        return outcome;
    for (size_t i = 0; i < line_count; i++) {
        now += lines[i].now;
        left += lines[i].picked - lines[i].packed - lines[i].now;
    }
    if (now == 0)
        return PARCEL_EMPTY;
    return left == 0 ? PARCEL_COMPLETES : PARCEL_FITS;
}

const char *
parcel_reason(enum parcel_outcome outcome)
{
    static const char *const reasons[PARCEL_OUTCOME_COUNT] = {
        "it fits",
        "it completes the order",
        "all that was picked is packed",
        "nothing was picked of such a line, or it is there twice",
        "more than was picked and is not packed",
    };

    return reasons[outcome];
}
