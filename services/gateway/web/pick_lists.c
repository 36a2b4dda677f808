/*
 * Waiting for a pick list: GET /v1/pick-lists?wait_s=20&seen=4711 is answered when there is a list
 * that was not seen, or when the time is over, then with what there is.
 *
 * Who waits is on the list of waiters before the service is asked. A list that is released after
 * the service looked is heard of while, or after, its answer comes: then it is asked again. So no
 * list is missed, whatever comes first.
 */
#include <stdlib.h>
#include <string.h>

#include "common/message.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/gateway/web/fields.h"
#include "services/gateway/web/pass_on.h"

#define WAIT_S_MAX 30
#define SEEN_MAX   1000
#define RELEASED   "crossdock.routing.v1.PickListReleased"
#define READY      "crossdock.routing.v1.PickListReady"

struct waiter {
    struct web_request *request;
    const Crossdock__Routing__V1__GetPickLists *message;
    const char *location; /* "": any */
    const uint64_t *seen; /* pick list ids, in the request's arena */
    size_t seen_count;
    uv_timer_t timer;
    bool is_over;   /* the time is; or it never began */
    bool is_asking; /* an answer is under way */
    bool was_woken; /* since the service was asked */
    uint64_t question;
    struct waiter *next, *before;
};

static struct waiter *waiters; /* of the one front of this process; loop thread */

/* --- life ------------------------------------------------------------------------------------- */

static void
free_waiter(uv_handle_t *timer)
{
    free(timer->data);
}

static void
end(struct waiter *waiter)
{
    if (waiter->next != NULL)
        waiter->next->before = waiter->before;
    if (waiter->before != NULL)
        waiter->before->next = waiter->next;
    else
        waiters = waiter->next;
    uv_timer_stop(&waiter->timer);
    uv_close((uv_handle_t *)&waiter->timer, free_waiter);
}

static void
on_gone(void *argument)
{
    struct waiter *waiter = argument;

    if (waiter->is_asking)
        front_forget(web_host(web_of(waiter->request)), waiter->question);
    end(waiter);
}

/* --- asking ----------------------------------------------------------------------------------- */

static bool
is_seen(const struct waiter *waiter, uint64_t pick_list_id)
{
    for (size_t i = 0; i < waiter->seen_count; i++)
        if (waiter->seen[i] == pick_list_id)
            return true;
    return false;
}

/* An answer that cannot be read is given as it is. */
static bool
is_new(const struct waiter *waiter, const Crossdock__Routing__V1__PickListsView *view)
{
    if (view == NULL ||
        view->base.descriptor != &crossdock__routing__v1__pick_lists_view__descriptor)
        return true;
    for (size_t i = 0; i < view->n_lists; i++)
        if (!is_seen(waiter, view->lists[i]->pick_list_id))
            return true;
    return false;
}

/* Is there one that was not seen? What an answer takes is given back: while many lists are released
 * there may be hundreds of answers until one has. */
static bool
has_new(const struct waiter *waiter, const struct front_answer *answer)
{
    struct arena *arena = web_arena(waiter->request);
    const size_t mark = arena_mark(arena);
    const bool found = is_new(waiter, (const void *)pass_on_reply(waiter->request, answer));

    arena_reset(arena, mark);
    return found;
}

static void ask(struct waiter *waiter);

static void
on_answer(void *argument, const struct front_answer *answer)
{
    struct waiter *waiter = argument;

    waiter->is_asking = false;
    if (waiter->is_over ||
        answer->code != CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_ACCEPTED ||
        has_new(waiter, answer)) {
        pass_on_answer(waiter->request, answer);
        end(waiter);
    } else if (waiter->was_woken) {
        ask(waiter);
    }
}

static void
ask(struct waiter *waiter)
{
    const struct front_question question = {
        .service = web_route_of(waiter->request)->service,
        .asker = &web_caller_of(waiter->request)->identity,
        .message = &waiter->message->base,
    };

    waiter->was_woken = false;
    waiter->is_asking = true;
    waiter->question = front_ask(web_host(web_of(waiter->request)), &question, on_answer, waiter);
}

/* The last look tells what there is now. */
static void
on_time(uv_timer_t *timer)
{
    struct waiter *waiter = timer->data;

    waiter->is_over = true;
    if (!waiter->is_asking)
        ask(waiter);
}

void
web_end_waits(void)
{
    for (struct waiter *waiter = waiters, *next; waiter != NULL; waiter = next) {
        next = waiter->next;
        if (!waiter->is_over)
            on_time(&waiter->timer);
    }
}

/* --- hearing ---------------------------------------------------------------------------------- */

static void
wake(const char *location)
{
    for (struct waiter *waiter = waiters, *next; waiter != NULL; waiter = next) {
        next = waiter->next;
        if (waiter->location[0] != '\0' && strcmp(waiter->location, location) != 0)
            continue;
        waiter->was_woken = true;
        if (!waiter->is_asking)
            ask(waiter);
    }
}

void
web_hear_lists(struct web *web, const char *source, const uint8_t *batch, size_t bytes)
{
    const uint8_t *packed;
    size_t at = 0, packed_bytes;

    (void)web;
    if (waiters == NULL || strcmp(source, "fulfillment-routing") != 0)
        return;
    while (message_batch_next(batch, bytes, &at, &packed, &packed_bytes)) {
        Crossdock__Envelope__V1__Event *event =
            crossdock__envelope__v1__event__unpack(NULL, packed_bytes, packed);
        if (event == NULL)
            continue;
        if (strcmp(event->type, RELEASED) == 0 || strcmp(event->type, READY) == 0)
            wake(event->subject);
        crossdock__envelope__v1__event__free_unpacked(event, NULL);
    }
}

/* --- the request ------------------------------------------------------------------------------ */

struct wish {
    uint64_t wait_s;
    unsigned waits; /* how often it is said */
    uint64_t *seen;
    size_t seen_count;
    const char *why; /* NULL: all is well */
};

/* Digits, and nothing else. */
static bool
read_number(const char *text, uint64_t *number)
{
    char *rest;

    if (text[0] < '0' || text[0] > '9' || strlen(text) > 19)
        return false;
    *number = strtoull(text, &rest, 10);
    return *rest == '\0';
}

static bool
read_wish(void *argument, const char *name, const char *value)
{
    struct wish *wish = argument;

    if (strcmp(name, "wait_s") == 0) {
        if (wish->waits++)
            wish->why = "wait_s: may be given once";
        else if (!read_number(value, &wish->wait_s) || wish->wait_s > WAIT_S_MAX)
            wish->why = "wait_s: must be 0 to 30";
    } else if (strcmp(name, "seen") == 0) {
        if (wish->seen_count == SEEN_MAX || !read_number(value, &wish->seen[wish->seen_count++]))
            wish->why = "seen: must be the id of a pick list";
    }
    return wish->why == NULL;
}

static void
start(struct web_request *request, const ProtobufCMessage *message, const struct wish *wish)
{
    struct waiter *waiter = calloc(1, sizeof *waiter);

    assert(waiter != NULL);
    waiter->request = request;
    waiter->message = (const void *)message;
    waiter->location = waiter->message->location;
    waiter->seen = wish->seen;
    waiter->seen_count = wish->seen_count;
    waiter->is_over = wish->wait_s == 0;
    waiter->next = waiters;
    if (waiters != NULL)
        waiters->before = waiter;
    waiters = waiter;
    uv_timer_init(front_loop(web_host(web_of(request))), &waiter->timer);
    waiter->timer.data = waiter;
    if (!waiter->is_over)
        uv_timer_start(&waiter->timer, on_time, wish->wait_s * 1000, 0);
    ask(waiter);
    web_later(request, on_gone, waiter);
}

void
web_wait_for_lists(struct web_request *request)
{
    struct wish wish = {.seen = arena_take(web_arena(request), SEEN_MAX * sizeof *wish.seen)};
    const ProtobufCMessage *message = fields_read(request);

    if (message == NULL)
        return;
    web_each_query(request, read_wish, &wish);
    if (wish.why != NULL)
        web_problem(request, 400, "BAD_REQUEST", 0, "%s", wish.why);
    else if (wish.wait_s == 0 || web_may_hold(request))
        start(request, message, &wish);
}
