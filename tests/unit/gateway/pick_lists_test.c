/* Waiting for a pick list, with a service of paper that has nothing new however often it is asked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/message.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/gateway/web/fields.h"
#include "services/gateway/web/pass_on.h"

#define RELEASES 1000

/* --- the request: wait_s=30&seen=7 ---------------------------------------------------------------
 */

static uv_loop_t loop;
static struct arena *memory;
static int answers;

struct arena *
web_arena(struct web_request *request)
{
    (void)request;
    return memory;
}

const struct web_route *
web_route_of(const struct web_request *request)
{
    static const struct web_route route = {.service = "fulfillment-routing"};

    (void)request;
    return &route;
}

const struct web_caller *
web_caller_of(const struct web_request *request)
{
    static const struct web_caller caller;

    (void)request;
    return &caller;
}

struct web *
web_of(const struct web_request *request)
{
    (void)request;
    return NULL;
}

struct front_host *
web_host(struct web *web)
{
    (void)web;
    return NULL;
}

uv_loop_t *
front_loop(struct front_host *host)
{
    (void)host;
    return &loop;
}

const ProtobufCMessage *
fields_read(struct web_request *request)
{
    static Crossdock__Routing__V1__GetPickLists get;

    (void)request;
    crossdock__routing__v1__get_pick_lists__init(&get);
    get.location = "MAN";
    return &get.base;
}

void
web_each_query(const struct web_request *request,
               bool (*each)(void *argument, const char *name, const char *value), void *argument)
{
    (void)request;
    assert_true(each(argument, "wait_s", "30") && each(argument, "seen", "7"));
}

bool
web_may_hold(struct web_request *request)
{
    (void)request;
    return true;
}

void
web_later(struct web_request *request, void (*gone)(void *argument), void *argument)
{
    (void)request, (void)gone, (void)argument;
}

void
web_problem(struct web_request *request, unsigned status, const char *code, uint32_t retry_after_s,
            const char *format, ...)
{
    (void)request, (void)retry_after_s, (void)format;
    fail_msg("%u %s", status, code);
}

void
pass_on_answer(struct web_request *request, const struct front_answer *answer)
{
    (void)request, (void)answer;
    answers++;
}

const ProtobufCMessage *
pass_on_reply(struct web_request *request, const struct front_answer *answer)
{
    const char *reason;

    return message_read(web_arena(request), &crossdock__routing__v1__pick_lists_view__descriptor,
                        answer->body, answer->bytes, &reason);
}

/* --- the service: list 7, or another -------------------------------------------------------------
 */

static front_answered *waiting;
static void *argument_of_waiting;

uint64_t
front_ask(struct front_host *host, const struct front_question *question, front_answered *answered,
          void *argument)
{
    (void)host, (void)question;
    assert_null(waiting);
    waiting = answered;
    argument_of_waiting = argument;
    return 1;
}

void
front_forget(struct front_host *host, uint64_t question)
{
    (void)host, (void)question;
}

static void
tell(uint64_t pick_list_id)
{
    Crossdock__Routing__V1__PickListsView view = CROSSDOCK__ROUTING__V1__PICK_LISTS_VIEW__INIT;
    Crossdock__Routing__V1__PickListView list = CROSSDOCK__ROUTING__V1__PICK_LIST_VIEW__INIT;
    Crossdock__Routing__V1__PickListView *lists[] = {&list};
    front_answered *answered = waiting;
    uint8_t body[256];

    list.pick_list_id = pick_list_id;
    view.n_lists = 1;
    view.lists = lists;
    waiting = NULL;
    answered(argument_of_waiting,
             &(struct front_answer){
                 .code = CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_ACCEPTED,
                 .type = view.base.descriptor->name,
                 .detail = "",
                 .body = body,
                 .bytes = crossdock__routing__v1__pick_lists_view__pack(&view, body),
             });
}

static void
release_a_list(void)
{
    Crossdock__Envelope__V1__Event event = CROSSDOCK__ENVELOPE__V1__EVENT__INIT;
    uint8_t batch[256];

    event.type = "crossdock.routing.v1.PickListReleased";
    event.subject = "MAN";
    size_t bytes =
        message_batch_prefix(batch, crossdock__envelope__v1__event__get_packed_size(&event));
    bytes += crossdock__envelope__v1__event__pack(&event, batch + bytes);
    web_hear_lists(NULL, "fulfillment-routing", batch, bytes);
}

/* --- facts ---------------------------------------------------------------------------------------
 */

static void
waiting_takes_no_more_memory_the_longer_it_lasts(void **state)
{
    (void)state;
    assert_int_equal(uv_loop_init(&loop), 0);
    memory = arena_create((size_t)1 << 20);
    web_wait_for_lists(NULL);
    tell(7);
    const size_t mark = arena_mark(memory);
    for (int i = 0; i < RELEASES; i++) {
        release_a_list();
        tell(7);
    }
    assert_int_equal(answers, 0);
    assert_int_equal(arena_mark(memory), mark);
    release_a_list();
    tell(8);
    assert_int_equal(answers, 1);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
    arena_destroy(&memory);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waiting_takes_no_more_memory_the_longer_it_lasts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
