/*
 * What locations have of orders: all parts of one order, what is open at one location, or one by its
 * number.
 *
 * Which ones are open at a location, memory knows; what they are like is read from their rows, where
 * those that are over are, too.
 */
#include <stdlib.h>
#include <string.h>

#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

static const char *
location_asked(const struct input *input, const struct asked_fulfillments *asked)
{
    const bool own = input->from->role == ROLE_WAREHOUSE && asked->location[0] == '\0';

    return own ? input->from->subject : asked->location;
}

static bool
is_of_status(const struct asked_fulfillments *asked, int status)
{
    return asked->statuses == 0 || (asked->statuses & 1u << status) != 0;
}

static int
compare_newest(const void *a, const void *b)
{
    const int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

    return (right > left) - (right < left);
}

/* One more than the limit, so that the answer can tell that there are more. */
static void
want_open(struct turn *turn, const struct asked_fulfillments *asked, const char *code)
{
    const struct memory *memory = store_memory(turn);
    const struct fulfillment *fulfillment;
    size_t count = 0;
    int64_t *ids = arena_take(turn_arena(turn), (map_count(memory->fulfillments) + 1) * sizeof *ids);

    for (size_t at = 0; (fulfillment = map_next(memory->fulfillments, &at)) != NULL;) {
        if (strcmp(fulfillment->location->code, code) == 0 && fulfillment->id < asked->before &&
            is_of_status(asked, (int)fulfillment->state))
            ids[count++] = fulfillment->id;
    }
    qsort(ids, count, sizeof *ids, compare_newest);
    for (size_t i = 0; i < count && i <= asked->limit; i++)
        store_want_shown(turn, ids[i]);
}

HANDLE(want_fulfillments)
{
    const struct asked_fulfillments *asked = input->message;

    if (asked->id != 0)
        store_want_shown(turn, asked->id);
    else if (asked->order_id != 0)
        store_want_shown_of_order(turn, asked->order_id);
    else
        want_open(turn, asked, location_asked(input, asked));
}

static bool
is_asked(const struct input *input, const struct asked_fulfillments *asked,
         const Crossdock__Routing__V1__FulfillmentView *view)
{
    const bool warehouse = input->from->role == ROLE_WAREHOUSE;
    const char *code = warehouse ? input->from->subject : location_asked(input, asked);

    if (view->fulfillment_order_id >= (uint64_t)asked->before ||
        !is_of_status(asked, (int)view->status))
        return false;
    if (asked->id != 0)
        return view->fulfillment_order_id == (uint64_t)asked->id &&
               (code[0] == '\0' || strcmp(view->location, code) == 0);
    if (asked->order_id == 0)
        return strcmp(view->location, code) == 0;
    return view->order_id == (uint64_t)asked->order_id &&
           (!warehouse || strcmp(view->location, code) == 0);
}

static void
place(struct turn *turn, struct shown_fulfillment *shown)
{
    struct memory *memory = store_memory(turn);
    const struct location *pickup = location_find(memory, shown->view.pickup_location);

    if (pickup != NULL) {
        shown->view.latitude_deg = memory->points[pickup->number].latitude_deg;
        shown->view.longitude_deg = memory->points[pickup->number].longitude_deg;
        return;
    }
    const struct seen_place *seen = place_of(memory, &shown->to);
    if (seen->place.by == GEOCODED_NONE)
        return;
    shown->view.latitude_deg = seen->place.latitude_deg;
    shown->view.longitude_deg = seen->place.longitude_deg;
}

/* False after the answer. */
static bool
may_ask(struct turn *turn, const struct input *input, const struct asked_fulfillments *asked)
{
    const char *code = location_asked(input, asked);

    if (asked->order_id != 0 && asked->id == 0)
        return true;
    if (!step_may_speak_for(turn, input, code))
        return false;
    if (asked->id != 0 || location_find(store_memory(turn), code) != NULL)
        return true;
    step_no_location(turn, code);
    return false;
}

HANDLE(on_get_fulfillments)
{
    const struct asked_fulfillments *asked = input->message;
    Crossdock__Routing__V1__FulfillmentsView view = CROSSDOCK__ROUTING__V1__FULFILLMENTS_VIEW__INIT;

    if (!may_ask(turn, input, asked))
        return;
    view.fulfillments = arena_take(turn_arena(turn), (asked->limit + 1) * sizeof *view.fulfillments);
    for (struct shown_fulfillment *s = store_shown(turn); s != NULL && !view.more; s = s->next) {
        if (!is_asked(input, asked, &s->view))
            continue;
        if (view.n_fulfillments == asked->limit) {
            view.more = true;
            break;
        }
        place(turn, s);
        view.fulfillments[view.n_fulfillments++] = &s->view;
    }
    if (asked->id != 0 && view.n_fulfillments == 0)
        turn_not_found(turn, "fulfillment_order_id", "there is no such fulfillment order");
    else
        turn_accept(turn, &view.base);
}
