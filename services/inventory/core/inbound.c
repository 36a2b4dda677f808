/*
 * What is awaited of an item, due first, first; what has no date stands last, in the order in which
 * it was noted. The totals of the item follow.
 */
#include "services/inventory/core/inventory.h"

static int64_t *
total_of(struct inbound *inbound)
{
    return inbound->kind == INBOUND_IN_TRANSIT ? &inbound->item->in_transit
                                               : &inbound->item->on_order;
}

static bool
is_before(const struct inbound *a, const struct inbound *b)
{
    return a->due_at_us != 0 && (b->due_at_us == 0 || a->due_at_us < b->due_at_us);
}

void
inbound_add(const struct keeper *keeper, struct inbound *inbound)
{
    struct inbound **at = &inbound->item->inbound;

    assert(inbound->units > 0);
    keep_item(keeper, inbound->item);
    while (*at != NULL && !is_before(inbound, *at))
        at = &(*at)->next_of_item;
    keep(keeper, at, sizeof *at);
    inbound->next_of_item = *at;
    *at = inbound;
    *total_of(inbound) += inbound->units;
}

void
inbound_change(const struct keeper *keeper, struct inbound *inbound, int64_t units)
{
    assert(units > 0);
    keep_item(keeper, inbound->item);
    keep(keeper, inbound, sizeof *inbound);
    *total_of(inbound) += units - inbound->units;
    inbound->units = units;
}

void
inbound_remove(const struct keeper *keeper, struct inbound *inbound)
{
    struct inbound **at = &inbound->item->inbound;

    keep_item(keeper, inbound->item);
    while (*at != inbound) {
        assert(*at != NULL); /* what is awaited is in its item's list */
        at = &(*at)->next_of_item;
    }
    keep(keeper, at, sizeof *at);
    *at = inbound->next_of_item;
    *total_of(inbound) -= inbound->units;
}
