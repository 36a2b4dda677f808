/*
 * What items and locations are; see facts.h.
 */
#include "services/forecasting/facts.h"

#include <math.h>
#include <string.h>

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "services/forecasting/demand.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_check.h"

static bool
is_same(const struct item_facts *a, const struct item_facts *b)
{
    return a->unit_cost_minor == b->unit_cost_minor && strcmp(a->category, b->category) == 0 &&
           strcmp(a->supplier, b->supplier) == 0 && strcmp(a->currency, b->currency) == 0;
}

void
item_facts_change(struct turn *turn, struct item *item, const struct item_facts *told)
{
    struct memory *memory = turn_state(turn);
    struct journal *journal = turn_journal(turn);

    if (is_same(&item->facts, told))
        return;
    journal_keep(journal, &item->facts, sizeof item->facts);
    item->facts = (struct item_facts){
        .category = memory_text(memory, journal, told->category),
        .supplier = memory_text(memory, journal, told->supplier),
        .currency = memory_text(memory, journal, told->currency),
        .unit_cost_minor = told->unit_cost_minor > 0 ? told->unit_cost_minor : 0,
    };
    stage_item_facts(turn, item);
}

const void *
read_location_changed(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Inventory__V1__LocationChanged *changed = (const void *)message;
    const Crossdock__Inventory__V1__Location *told = changed->location;
    struct location_heard *heard = arena_take(arena, sizeof *heard);

    if (told == NULL || told->code[0] == '\0' || strlen(told->code) > LOCATION_BYTES_MAX)
        return wire_refuse(refusal, "location: no code");
    if (!(fabs(told->latitude_deg) <= 90) || !(fabs(told->longitude_deg) <= 180))
        return wire_refuse(refusal, "location: latitude or longitude out of range");
    *heard = (struct location_heard){.code = told->code,
                                     .country = told->country,
                                     .closed = told->closed,
                                     .latitude_deg = told->latitude_deg,
                                     .longitude_deg = told->longitude_deg};
    return heard;
}

/* LocationChanged -> where it is, and whether it ships and receives */
void
on_location_changed(struct turn *turn, const struct input *input)
{
    const struct location_heard *heard = input->message;
    struct location *location = demand_location_for(turn, heard->code);

    journal_keep(turn_journal(turn), location, sizeof *location);
    location->closed = heard->closed;
    location->country = memory_text(turn_state(turn), turn_journal(turn), heard->country);
    location->placed = true;
    location->latitude_deg = heard->latitude_deg;
    location->longitude_deg = heard->longitude_deg;
    stage_location_facts(turn, location);
}
