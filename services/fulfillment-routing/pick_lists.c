/*
 * Pick lists of which something is still to be picked, by location, oldest first.
 *
 * A list is made with its wave and forgotten when the last of its fulfillment orders is picked,
 * shipped or taken back; its row stays. What has to be picked is in the fulfillment orders, so a
 * list is little more than who works on it.
 */
#include "services/fulfillment-routing/memory.h"

/* Oldest first: ids grow with time. At start they come in any order. */
static void
put_in_order(struct memory *memory, struct pick_list *list)
{
    struct location *location = list->location;
    struct pick_list *before = location->list_last;

    while (before != NULL && before->id > list->id)
        before = before->prev;
    struct pick_list **to_next = before == NULL ? &location->list_first : &before->next;
    struct pick_list **to_prev = *to_next == NULL ? &location->list_last : &(*to_next)->prev;
    list->prev = before;
    list->next = *to_next;
    memory_keep(memory, to_next, sizeof(struct pick_list *));
    memory_keep(memory, to_prev, sizeof(struct pick_list *));
    *to_next = list;
    *to_prev = list;
}

struct pick_list *
pick_list_add(struct memory *memory, int64_t id, struct location *location)
{
    struct pick_list *list = map_add(memory->pick_lists, memory->journal, id, sizeof *list);

    list->id = id;
    list->location = location;
    list->lease.picker = "";
    put_in_order(memory, list);
    return list;
}

void
pick_list_join(struct memory *memory, struct pick_list *list, struct fulfillment *fulfillment)
{
    struct fulfillment **to = list->last == NULL ? &list->first : &list->last->wave_next;

    memory_keep(memory, to, sizeof(struct fulfillment *));
    memory_keep(memory, &list->last, sizeof list->last);
    memory_keep(memory, &list->fulfillment_count, sizeof list->fulfillment_count);
    fulfillment->list = list;
    fulfillment->wave_prev = list->last;
    fulfillment->wave_next = NULL;
    *to = fulfillment;
    list->last = fulfillment;
    list->fulfillment_count++;
}

/* Out of those with a picker. */
static void
unhold(struct memory *memory, struct pick_list *list)
{
    struct pick_list **to =
        list->held_prev == NULL ? &memory->held_first : &list->held_prev->held_next;

    memory_keep(memory, to, sizeof(struct pick_list *));
    *to = list->held_next;
    if (list->held_next != NULL) {
        memory_keep(memory, &list->held_next->held_prev, sizeof(struct pick_list *));
        list->held_next->held_prev = list->held_prev;
    }
}

static void
hold(struct memory *memory, struct pick_list *list)
{
    memory_keep(memory, &memory->held_first, sizeof memory->held_first);
    list->held_prev = NULL;
    list->held_next = memory->held_first;
    if (list->held_next != NULL) {
        memory_keep(memory, &list->held_next->held_prev, sizeof(struct pick_list *));
        list->held_next->held_prev = list;
    }
    memory->held_first = list;
}

void
pick_list_lease(struct memory *memory, struct pick_list *list, const char *picker, int64_t until_us)
{
    memory_keep(memory, list, sizeof *list);
    if (list->lease.picker[0] != '\0' && picker[0] == '\0')
        unhold(memory, list);
    if (list->lease.picker[0] == '\0' && picker[0] != '\0')
        hold(memory, list);
    list->lease = (struct lease){bin_of(memory, picker), picker[0] == '\0' ? 0 : until_us};
}

static void
forget(struct memory *memory, struct pick_list *list)
{
    struct location *location = list->location;
    struct pick_list **to_next = list->prev == NULL ? &location->list_first : &list->prev->next;
    struct pick_list **to_prev = list->next == NULL ? &location->list_last : &list->next->prev;

    memory_keep(memory, to_next, sizeof(struct pick_list *));
    memory_keep(memory, to_prev, sizeof(struct pick_list *));
    *to_next = list->next;
    *to_prev = list->prev;
    if (list->lease.picker[0] != '\0')
        unhold(memory, list);
    map_remove(memory->pick_lists, memory->journal, list->id);
}

void
pick_list_leave(struct memory *memory, struct fulfillment *fulfillment)
{
    struct pick_list *list = fulfillment->list;

    memory_keep(memory, list, sizeof *list);
    struct fulfillment **to_next =
        fulfillment->wave_prev == NULL ? &list->first : &fulfillment->wave_prev->wave_next;
    struct fulfillment **to_prev =
        fulfillment->wave_next == NULL ? &list->last : &fulfillment->wave_next->wave_prev;
    memory_keep(memory, to_next, sizeof(struct fulfillment *));
    memory_keep(memory, to_prev, sizeof(struct fulfillment *));
    *to_next = fulfillment->wave_next;
    *to_prev = fulfillment->wave_prev;
    fulfillment->list = NULL;
    fulfillment->wave_next = fulfillment->wave_prev = NULL;
    if (--list->fulfillment_count == 0)
        forget(memory, list);
}
