/*
 * What each day brought: units shipped, and by how much on hand changed. On hand at the end of any
 * day follows: what is there now, less what came after.
 */
#include "services/inventory/core/insight.h"

void
item_day_note(const struct keeper *keeper, struct item *item, struct item_day *day,
              enum movement_kind kind, int64_t quantity)
{
    keep(keeper, day, sizeof *day);
    keep(keeper, &item->shipped_last_on, sizeof item->shipped_last_on);
    keep(keeper, &item->stocked_first_on, sizeof item->stocked_first_on);
    day->moved += quantity;
    if (item->stocked_first_on == 0 || item->stocked_first_on > day->day)
        item->stocked_first_on = day->day;
    if (kind != MOVEMENT_SHIP)
        return;
    day->shipped -= quantity;
    if (item->shipped_last_on < day->day)
        item->shipped_last_on = day->day;
}
