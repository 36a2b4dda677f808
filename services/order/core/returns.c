/* What the rules of returns share. See returns.h. */
#include "services/order/core/returns.h"

#include <string.h>

int64_t
units_settled(const struct return_units *units)
{
    return units->refunded + units->exchanged + units->nothing_owed;
}

int64_t
units_to_settle(const struct return_units *units)
{
    return units->requested > units->received ? units->requested : units->received;
}

struct return_line *
return_find_line(const struct rma *rma, uint32_t line)
{
    for (uint32_t i = 0; i < rma->line_count; i++)
        if (rma->lines[i].line == line)
            return &rma->lines[i];
    return NULL;
}

struct return_part *
return_find_part(const struct rma *rma, uint32_t line, const char *location)
{
    for (uint32_t i = 0; i < rma->part_count; i++)
        if (rma->parts[i].line == line && strcmp(rma->parts[i].location, location) == 0)
            return &rma->parts[i];
    return NULL;
}

static bool
line_is_sound(const struct rma *rma, const struct return_line *line)
{
    const struct return_units *units = &line->units;
    int64_t disposed = 0, received = 0, inspected = 0;

    for (int i = 0; i < DISPOSITION_COUNT - 1; i++) {
        if (units->by_disposition[i] < 0)
            return false;
        disposed += units->by_disposition[i];
    }
    for (uint32_t i = 0; i < rma->part_count; i++)
        if (rma->parts[i].line == line->line) {
            received += rma->parts[i].received;
            inspected += rma->parts[i].inspected;
        }
    return units->requested >= 0 && units->refunded >= 0 && units->exchanged >= 0 &&
           units->nothing_owed >= 0 && units->refund_minor >= 0 && disposed == units->inspected &&
           units->inspected <= units->received && received == units->received &&
           inspected == units->inspected && units_settled(units) <= units_to_settle(units);
}

bool
return_holds(const struct rma *rma)
{
    for (uint32_t i = 0; i < rma->line_count; i++)
        if (!line_is_sound(rma, &rma->lines[i]))
            return false;
    for (uint32_t i = 0; i < rma->part_count; i++)
        if (rma->parts[i].inspected > rma->parts[i].received ||
            return_find_line(rma, rma->parts[i].line) == NULL)
            return false;
    return true;
}
