/*
 * Pick lists and who works on them: claimed, given back, looked at.
 *
 * A warehouse management system takes a list once (AcceptPickList, warehouses.c); pickers claim
 * one and have it until their lease ends. What was scanned stays when a list changes hands.
 */
#include <string.h>
#include <time.h>

#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/lists.h"
#include "services/fulfillment-routing/rules.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/tasks.h"
#include "services/fulfillment-routing/wire.h"

#define SECOND_US INT64_C(1000000)

typedef Crossdock__Routing__V1__PickListView list_view;

/* --- what handlers share ---------------------------------------------------------------------- */

const char *
lists_location(const struct input *input, const char *location)
{
    return input->from->role == ROLE_WAREHOUSE && location[0] == '\0' ? input->from->subject
                                                                      : location;
}

void
lists_want(struct turn *turn, int64_t id)
{
    if (id != 0 && map_find(store_memory(turn)->pick_lists, id) == NULL)
        store_want_pick_list(turn, id);
}

size_t
lists_accept(struct turn *turn, const struct pick_list *list)
{
    size_t count = 0;

    for (struct fulfillment *f = list->first, *next; f != NULL; f = next) {
        next = f->wave_next;
        if (fulfillment_step(f->state, ON_ACCEPT) == NULL)
            continue; /* ahead of its list */
        step_fulfillment(turn, f, ON_ACCEPT);
        say_accepted(turn, f);
        count++;
    }
    return count;
}

/* 2026-01-31T09:30:00Z */
static const char *
time_text(struct turn *turn, int64_t us)
{
    const time_t seconds = (time_t)(us / SECOND_US);
    char *text = arena_take(turn_arena(turn), 32);
    struct tm parts;

    gmtime_r(&seconds, &parts);
    strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

void
lists_refuse_others(struct turn *turn, const struct pick_list *list)
{
    turn_reject(turn,
                arena_format(turn_arena(turn), "%s works on pick list %lld until %s",
                             list->lease.picker, (long long)list->id,
                             time_text(turn, list->lease.until_us)),
                NULL);
}

/* Answers for a list that memory does not hold: done, or never there. */
static void
refuse_past(struct turn *turn, const struct input *input, int64_t id)
{
    const struct stored_list *stored = store_pick_list(turn, id);

    if (stored != NULL && !step_may_speak_for(turn, input, stored->location))
        return;
    if (id < store_memory(turn)->next_pick_list_id)
        turn_reject(turn, arena_format(turn_arena(turn), "pick list %lld is done", (long long)id),
                    NULL);
    else
        turn_not_found(turn, "pick_list_id", "there is no such pick list");
}

struct pick_list *
lists_open_for(struct turn *turn, const struct input *input, int64_t id)
{
    struct pick_list *list = map_find(store_memory(turn)->pick_lists, id);

    if (list == NULL) {
        refuse_past(turn, input, id);
        return NULL;
    }
    return step_may_speak_for(turn, input, list->location->code) ? list : NULL;
}

struct pick_list *
lists_held_by(struct turn *turn, const struct input *input, int64_t id, const char *picker)
{
    struct pick_list *list = lists_open_for(turn, input, id);

    if (list == NULL)
        return NULL;
    switch (lease_use(&list->lease, picker, turn_now_us(turn))) {
    case LEASE_HOLDS:
        return list;
    case LEASE_OF_OTHERS:
        lists_refuse_others(turn, list);
        break;
    case LEASE_ENDED:
        turn_reject(turn,
                    arena_format(turn_arena(turn),
                                 "the lease of %s on pick list %lld ended at %s: claim it again",
                                 picker, (long long)id, time_text(turn, list->lease.until_us)),
                    NULL);
        break;
    case LEASE_NEVER_TAKEN:
        turn_reject(turn,
                    arena_format(turn_arena(turn), "pick list %lld is not claimed by %s",
                                 (long long)id, picker),
                    NULL);
        break;
    }
    return NULL;
}

/* --- how a list looks -------------------------------------------------------------------------
 */

static const char *
status_of(const struct pick_list *list, int64_t now_us)
{
    if (lease_is_held(&list->lease, now_us))
        return "CLAIMED";
    return list->accepted ? "ACCEPTED" : "READY";
}

static void
show_tasks(struct turn *turn, const struct pick_list *list, list_view *view)
{
    size_t count;
    const struct pick_task *tasks = tasks_of(turn, list, &count);

    view->n_tasks = count;
    view->tasks = arena_take(turn_arena(turn), count * sizeof *view->tasks);
    for (size_t i = 0; i < count; i++) {
        Crossdock__Routing__V1__PickTaskView *to = arena_take(turn_arena(turn), sizeof *to);
        crossdock__routing__v1__pick_task_view__init(to);
        to->task = tasks_shown(turn, &tasks[i].pick);
        to->picked = tasks[i].picked;
        to->missing = tasks[i].missing;
        view->tasks[i] = to;
    }
}

static list_view *
show(struct turn *turn, const struct pick_list *list, bool with_tasks)
{
    const bool held = lease_is_held(&list->lease, turn_now_us(turn));
    list_view *view = arena_take(turn_arena(turn), sizeof *view);

    crossdock__routing__v1__pick_list_view__init(view);
    view->pick_list_id = (uint64_t)list->id;
    view->location = (char *)list->location->code;
    view->status = (char *)status_of(list, turn_now_us(turn));
    view->picker = held ? (char *)list->lease.picker : "";
    view->lease_until_us = held ? list->lease.until_us : 0;
    view->released_at_us = list->released_at_us;
    view->cut_off_at_us = list->cut_off_at_us;
    view->fulfillment_orders = list->fulfillment_count;
    if (with_tasks)
        show_tasks(turn, list, view);
    return view;
}

/* --- claimed ---------------------------------------------------------------------------------- */

static void
say_claimed(struct turn *turn, const struct pick_list *list)
{
    Crossdock__Routing__V1__PickListClaimed event = CROSSDOCK__ROUTING__V1__PICK_LIST_CLAIMED__INIT;

    event.pick_list_id = (uint64_t)list->id;
    event.location = (char *)list->location->code;
    event.picker = (char *)list->lease.picker;
    event.lease_until_us = list->lease.until_us;
    turn_say(turn, list->location->code, list->location->code, &event.base);
}

static void
say_ready(struct turn *turn, const struct pick_list *list, const char *why)
{
    Crossdock__Routing__V1__PickListReady event = CROSSDOCK__ROUTING__V1__PICK_LIST_READY__INIT;

    event.pick_list_id = (uint64_t)list->id;
    event.location = (char *)list->location->code;
    event.why = (char *)why;
    turn_say(turn, list->location->code, list->location->code, &event.base);
}

/* The one that this picker has, else the oldest that nobody has taken. */
static struct pick_list *
find_list(const struct location *location, const char *picker, int64_t now_us)
{
    struct pick_list *ready = NULL;

    for (struct pick_list *list = location->list_first; list != NULL; list = list->next) {
        const enum lease_claim claim = lease_claim(&list->lease, picker, now_us);
        if (claim == LEASE_LONGER)
            return list;
        if (ready == NULL && claim == LEASE_TAKEN && !list->accepted)
            ready = list;
    }
    return ready;
}

/* The list that is asked for; NULL after the answer. */
static struct pick_list *
asked_list(struct turn *turn, const struct input *input, const struct list_claim *asked)
{
    if (asked->pick_list_id != 0)
        return lists_open_for(turn, input, asked->pick_list_id);
    const char *code = lists_location(input, asked->location);
    if (!step_may_speak_for(turn, input, code))
        return NULL;
    const struct location *location = location_find(store_memory(turn), code);
    if (location == NULL) {
        step_no_location(turn, code);
        return NULL;
    }
    struct pick_list *list = find_list(location, asked->picker, turn_now_us(turn));
    if (list == NULL)
        turn_reject(turn, arena_format(turn_arena(turn), "no pick list is ready at %s", code),
                    NULL);
    return list;
}

void
want_claim(struct turn *turn, const struct input *input)
{
    lists_want(turn, ((const struct list_claim *)input->message)->pick_list_id);
}

void
on_claim_pick_list(struct turn *turn, const struct input *input)
{
    const struct list_claim *asked = input->message;
    const int64_t now_us = turn_now_us(turn);
    struct pick_list *list = asked_list(turn, input, asked);

    if (list == NULL)
        return;
    if (asked->location[0] != '\0' && strcmp(asked->location, list->location->code) != 0) {
        turn_reject(turn, "the pick list is of another location", NULL);
        return;
    }
    if (lease_claim(&list->lease, asked->picker, now_us) == LEASE_REFUSED) {
        lists_refuse_others(turn, list);
        return;
    }
    pick_list_lease(store_memory(turn), list, asked->picker,
                    now_us + rules_wave(list->location).lease_us);
    store_note_lease(turn, list);
    say_claimed(turn, list);
    lists_accept(turn, list);
    turn_accept(turn, &show(turn, list, true)->base);
}

/* --- ready again ------------------------------------------------------------------------------ */

static void
let_go(struct turn *turn, struct pick_list *list, const char *why)
{
    pick_list_lease(store_memory(turn), list, "", 0);
    store_note_lease(turn, list);
    say_ready(turn, list, why);
}

void
want_return(struct turn *turn, const struct input *input)
{
    lists_want(turn, ((const struct list_return *)input->message)->pick_list_id);
}

void
on_return_pick_list(struct turn *turn, const struct input *input)
{
    const struct list_return *asked = input->message;
    struct pick_list *list = lists_held_by(turn, input, asked->pick_list_id, asked->picker);

    if (list == NULL)
        return;
    let_go(turn, list, arena_format(turn_arena(turn), "%s has given it back", list->lease.picker));
    answer_count(turn, 1);
}

/* Decisions look at the clock themselves; this tells those who wait for work. */
void
leases_end(struct turn *turn, const struct input *input)
{
    (void)input;
    for (struct pick_list *list = store_memory(turn)->held_first, *next; list != NULL;
         list = next) {
        next = list->held_next;
        if (!lease_is_held(&list->lease, turn_now_us(turn)))
            let_go(turn, list,
                   arena_format(turn_arena(turn), "the lease of %s has ended", list->lease.picker));
    }
}

/* --- looked at -------------------------------------------------------------------------------- */

void
want_lists(struct turn *turn, const struct input *input)
{
    lists_want(turn, ((const struct asked_lists *)input->message)->pick_list_id);
}

static list_view *
show_done(struct turn *turn, int64_t id, const struct stored_list *stored)
{
    list_view *view = arena_take(turn_arena(turn), sizeof *view);

    crossdock__routing__v1__pick_list_view__init(view);
    view->pick_list_id = (uint64_t)id;
    view->location = (char *)stored->location;
    view->status = "DONE";
    view->released_at_us = stored->released_at_us;
    return view;
}

/* The one that is named, wherever it is; with a location it has to be of that one. */
static void
give_named(struct turn *turn, int64_t id, const char *code)
{
    const struct pick_list *list = map_find(store_memory(turn)->pick_lists, id);
    const struct stored_list *stored = list == NULL ? store_pick_list(turn, id) : NULL;
    Crossdock__Routing__V1__PickListsView view = CROSSDOCK__ROUTING__V1__PICK_LISTS_VIEW__INIT;
    list_view *shown = NULL;

    if (list != NULL)
        shown = show(turn, list, true);
    else if (stored != NULL)
        shown = show_done(turn, id, stored);
    if (shown == NULL || (code[0] != '\0' && strcmp(shown->location, code) != 0)) {
        turn_not_found(turn, "pick_list_id",
                       code[0] == '\0' ? "there is no such pick list"
                                       : arena_format(turn_arena(turn),
                                                      "there is no such pick list at %s", code));
        return;
    }
    view.lists = &shown;
    view.n_lists = 1;
    turn_accept(turn, &view.base);
}

static void
give_open(struct turn *turn, const struct location *location, uint32_t limit)
{
    Crossdock__Routing__V1__PickListsView view = CROSSDOCK__ROUTING__V1__PICK_LISTS_VIEW__INIT;

    view.lists = arena_take(turn_arena(turn), limit * sizeof *view.lists);
    for (const struct pick_list *list = location->list_first; list != NULL; list = list->next) {
        view.more = view.n_lists == limit;
        if (view.more)
            break;
        view.lists[view.n_lists++] = show(turn, list, false);
    }
    turn_accept(turn, &view.base);
}

void
on_get_pick_lists(struct turn *turn, const struct input *input)
{
    const struct asked_lists *asked = input->message;
    const char *code = lists_location(input, asked->location);
    const struct location *location = location_find(store_memory(turn), code);

    if (!step_may_speak_for(turn, input, code))
        return;
    if (asked->pick_list_id != 0)
        give_named(turn, asked->pick_list_id, code);
    else if (location == NULL)
        step_no_location(turn, code);
    else
        give_open(turn, location, asked->limit);
}
