/*
 * What customers wait for; see backorders.h. It is a total: the last one counts, and the same again
 * changes nothing.
 */
#include "services/forecasting/backorders.h"

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "services/forecasting/demand.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_check.h"

#define WAITING_MAX INT64_C(1000000000000000) /* orders of UNITS_MAX, a million of them */

struct backorders_heard {
    const char *sku;
    int64_t units;
};

const void *
read_backorders_changed(struct arena *arena, const ProtobufCMessage *message,
                        struct refusal *refusal)
{
    const Crossdock__Inventory__V1__BackordersChanged *changed = (const void *)message;
    struct backorders_heard *heard = arena_take(arena, sizeof *heard);

    if (!wire_is_sku(changed->sku) || changed->backordered < 0 ||
        changed->backordered > WAITING_MAX)
        return wire_refuse(refusal, "SKU or backordered out of range");
    *heard = (struct backorders_heard){.sku = changed->sku, .units = changed->backordered};
    return heard;
}

/* BackordersChanged -> less, or more, is there than the shelves say; a look at what to buy */
void
on_backorders_changed(struct turn *turn, const struct input *input)
{
    const struct backorders_heard *heard = input->message;
    struct item *item = demand_item_for(turn, heard->sku);

    demand_note_age(turn, input);
    if (item->backordered == heard->units)
        return;
    journal_keep(turn_journal(turn), &item->backordered, sizeof item->backordered);
    item->backordered = heard->units;
    stage_backorders(turn, item);
    if (item->planning_day >= 0)
        memory_mark_dirty(turn_state(turn), turn_journal(turn), item);
}
