/*
 * Orders with something left to do here: their fulfillment orders, and what is parked.
 *
 * An order is remembered until its last fulfillment order has left and was seen to leave.
 */
#include <stdlib.h>
#include <string.h>

#include "services/fulfillment-routing/memory.h"

/* Destination text behind an entry: four strings, one after the other. */
static size_t
destination_bytes(const struct destination *d)
{
    return strlen(d->country) + strlen(d->region) + strlen(d->city) + strlen(d->postal_code) + 4;
}

static const char *
put_text(char **at, const char *text)
{
    char *start = *at;
    const size_t bytes = strlen(text) + 1;

    memcpy(start, text, bytes);
    *at += bytes;
    return start;
}

static struct destination
put_destination(char *at, const struct destination *from)
{
    struct destination to;

    to.country = put_text(&at, from->country);
    to.region = put_text(&at, from->region);
    to.city = put_text(&at, from->city);
    to.postal_code = put_text(&at, from->postal_code);
    return to;
}

struct order *
order_open(struct memory *memory, int64_t id, int64_t placed_at_us,
           const struct destination *destination)
{
    struct order *order = map_find(memory->orders, id);

    if (order != NULL)
        return order;
    order = map_add(memory->orders, memory->journal, id,
                    sizeof *order + destination_bytes(destination));
    order->id = id;
    order->placed_at_us = placed_at_us;
    order->channel = "";
    order->destination = put_destination((char *)(order + 1), destination);
    return order;
}

void
order_redirect(struct memory *memory, struct order *order, const struct destination *destination)
{
    if (order->rerouted_to)
        map_remove(memory->destinations, memory->journal, order->id);
    memory_keep(memory, order, sizeof *order);
    char *text =
        map_add(memory->destinations, memory->journal, order->id, destination_bytes(destination));
    order->destination = put_destination(text, destination);
    order->rerouted_to = true;
}

bool
order_goes_to(const struct order *order, const struct destination *destination)
{
    const struct destination *to = &order->destination;

    return strcmp(to->country, destination->country) == 0 &&
           strcmp(to->region, destination->region) == 0 &&
           strcmp(to->city, destination->city) == 0 &&
           strcmp(to->postal_code, destination->postal_code) == 0;
}

void
order_exclude(struct memory *memory, struct order *order, const struct location *location)
{
    memory_keep(memory, order, sizeof *order);
    order->excluded[order->excluded_count++ % EXCLUDED_MAX] = location->number;
}

void
order_include_all(struct memory *memory, struct order *order)
{
    memory_keep(memory, order, sizeof *order);
    order->excluded_count = 0;
}

void
order_count_reroutes(struct memory *memory, struct order *order, uint32_t reroutes)
{
    memory_keep(memory, &order->reroutes, sizeof order->reroutes);
    order->reroutes = reroutes;
}

bool
order_excludes(const struct order *order, uint32_t location)
{
    for (uint32_t i = 0; i < order->excluded_count && i < EXCLUDED_MAX; i++) {
        if (order->excluded[i] == location)
            return true;
    }
    return false;
}

void
order_close_if_done(struct memory *memory, struct order *order)
{
    if (order->first != NULL || order->parked != NULL)
        return;
    if (order->rerouted_to)
        map_remove(memory->destinations, memory->journal, order->id);
    order_forget_past(memory, order);
    map_remove(memory->orders, memory->journal, order->id);
}

void
orders_close(struct memory *memory)
{
    const struct order *order;
    size_t at = 0;

    while ((order = map_next(memory->orders, &at)) != NULL)
        free(order->before);
}

struct fulfillment *
fulfillment_add(struct memory *memory, int64_t id, struct order *order, struct location *location,
                uint32_t line_count)
{
    struct fulfillment *fulfillment =
        map_add(memory->fulfillments, memory->journal, id,
                sizeof *fulfillment + line_count * sizeof *fulfillment->lines);

    fulfillment->id = id;
    fulfillment->order = order;
    fulfillment->location = location;
    fulfillment->carrier = fulfillment->service = "";
    fulfillment->line_count = line_count;
    fulfillment->next = order->first;
    memory_keep(memory, &order->first, sizeof order->first);
    order->first = fulfillment;
    return fulfillment;
}

/* The caller closes the order. */
void
fulfillment_remove(struct memory *memory, struct fulfillment *fulfillment)
{
    struct fulfillment **link = &fulfillment->order->first;

    assert(fulfillment->list == NULL);
    while (*link != fulfillment)
        link = &(*link)->next;
    memory_keep(memory, link, sizeof *link);
    *link = fulfillment->next;
    taken_forget(memory, fulfillment);
    parcels_forget(memory, fulfillment);
    map_remove(memory->fulfillments, memory->journal, fulfillment->id);
}

/* Among hundred thousand locations those where anything waits are found without looking for them.
 */
static void
wait_at(struct memory *memory, struct location *location)
{
    struct location **to =
        memory->waiting_last == NULL ? &memory->waiting_first : &memory->waiting_last->waiting_next;

    memory_keep(memory, to, sizeof(struct location *));
    memory_keep(memory, &memory->waiting_last, sizeof memory->waiting_last);
    memory_keep(memory, &memory->waiting_locations, sizeof memory->waiting_locations);
    location->waiting_prev = memory->waiting_last;
    location->waiting_next = NULL;
    *to = location;
    memory->waiting_last = location;
    memory->waiting_locations++;
}

static void
wait_at_no_more(struct memory *memory, struct location *location)
{
    struct location **to_next = location->waiting_prev == NULL
                                    ? &memory->waiting_first
                                    : &location->waiting_prev->waiting_next;
    struct location **to_prev = location->waiting_next == NULL
                                    ? &memory->waiting_last
                                    : &location->waiting_next->waiting_prev;

    memory_keep(memory, to_next, sizeof(struct location *));
    memory_keep(memory, to_prev, sizeof(struct location *));
    memory_keep(memory, &memory->waiting_locations, sizeof memory->waiting_locations);
    *to_next = location->waiting_next;
    *to_prev = location->waiting_prev;
    memory->waiting_locations--;
}

void
fulfillment_wait(struct memory *memory, struct fulfillment *fulfillment)
{
    struct location *location = fulfillment->location;

    memory_keep(memory, location, sizeof *location);
    memory_keep(memory, &memory->waiting_count, sizeof memory->waiting_count);
    fulfillment->wave_prev = location->wave_last;
    fulfillment->wave_next = NULL;
    if (location->wave_last != NULL) {
        memory_keep(memory, &location->wave_last->wave_next, sizeof fulfillment->wave_next);
        location->wave_last->wave_next = fulfillment;
    } else {
        location->wave_first = fulfillment;
    }
    location->wave_last = fulfillment;
    if (location->wave_count++ == 0)
        wait_at(memory, location);
    memory->waiting_count++;
}

void
fulfillment_wait_no_more(struct memory *memory, struct fulfillment *fulfillment)
{
    if (fulfillment->waits_for_day) {
        later_wait_no_more(memory, fulfillment);
        return;
    }
    struct location *location = fulfillment->location;
    struct fulfillment **before =
        fulfillment->wave_prev != NULL ? &fulfillment->wave_prev->wave_next : &location->wave_first;
    struct fulfillment **after =
        fulfillment->wave_next != NULL ? &fulfillment->wave_next->wave_prev : &location->wave_last;

    memory_keep(memory, location, sizeof *location);
    memory_keep(memory, &memory->waiting_count, sizeof memory->waiting_count);
    memory_keep(memory, before, sizeof *before);
    memory_keep(memory, after, sizeof *after);
    *before = fulfillment->wave_next;
    *after = fulfillment->wave_prev;
    if (--location->wave_count == 0)
        wait_at_no_more(memory, location);
    memory->waiting_count--;
}

struct parked *
parked_add(struct memory *memory, int64_t id, struct order *order, const struct ask *lines,
           uint32_t line_count)
{
    struct parked *parked = map_add(memory->parked, memory->journal, id,
                                    sizeof *parked + line_count * sizeof *parked->lines);

    parked->id = id;
    parked->order = order;
    parked->line_count = line_count;
    parked->next = order->parked;
    memory_keep(memory, &order->parked, sizeof order->parked);
    order->parked = parked;
    memcpy(parked->lines, lines, line_count * sizeof *lines);
    for (uint32_t i = 0; i < line_count; i++) {
        memory_keep(memory, &lines[i].sku->parked_lines, sizeof lines[i].sku->parked_lines);
        lines[i].sku->parked_lines++;
    }
    return parked;
}

static void
set_stirred(struct memory *memory, struct parked *parked, bool stirred)
{
    if (parked->stirred == stirred)
        return;
    memory_keep(memory, &parked->stirred, sizeof parked->stirred);
    memory_keep(memory, &memory->stirred_count, sizeof memory->stirred_count);
    parked->stirred = stirred;
    memory->stirred_count += stirred ? 1 : -1;
}

/* The caller closes the order. */
void
parked_remove(struct memory *memory, struct parked *parked)
{
    struct parked **link = &parked->order->parked;

    while (*link != parked)
        link = &(*link)->next;
    memory_keep(memory, link, sizeof *link);
    *link = parked->next;
    for (uint32_t i = 0; i < parked->line_count; i++) {
        struct sku *sku = parked->lines[i].sku;
        memory_keep(memory, &sku->parked_lines, sizeof sku->parked_lines);
        sku->parked_lines--;
    }
    parked_settle(memory, parked);
    map_remove(memory->parked, memory->journal, parked->id);
}

void
parked_settle(struct memory *memory, struct parked *parked)
{
    set_stirred(memory, parked, false);
}

static bool
waits_for(const struct parked *parked, const struct sku *sku)
{
    for (uint32_t i = 0; i < parked->line_count; i++) {
        if (parked->lines[i].sku == sku)
            return true;
    }
    return false;
}

bool
parked_may_stir(enum parked_reason reason)
{
    return reason != PARKED_BAD_ADDRESS && reason != PARKED_REROUTES;
}

void
parked_stir(struct memory *memory, struct sku *sku)
{
    struct parked *parked;
    size_t at = 0;

    sku->more_turn = memory->turn;
    if (sku->parked_lines == 0)
        return;
    while ((parked = map_next(memory->parked, &at)) != NULL) {
        if (parked_may_stir(parked->reason) && waits_for(parked, sku))
            set_stirred(memory, parked, true);
    }
}

void
parked_stir_all(struct memory *memory)
{
    struct parked *parked;
    size_t at = 0;

    memory->more_turn = memory->turn;
    while ((parked = map_next(memory->parked, &at)) != NULL) {
        if (parked_may_stir(parked->reason))
            set_stirred(memory, parked, true);
    }
}
