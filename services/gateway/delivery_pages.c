/* GetDeliveries: what was sent to a webhook and what came of it, newest first. */
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "queries.h"
#include "services/gateway/delivery_pages.h"
#include "services/gateway/handlers.h"
#include "services/gateway/wire_check.h"

#define PAGE_DELIVERIES     100
#define PAGE_DELIVERIES_MAX 500

typedef Crossdock__Gateway__V1__GetDeliveries get_message;

struct deliveries_question {
    struct deliveries_question *next;
    const get_message *get;
    int64_t before; /* the cursor */
    uint32_t limit;
    Crossdock__Gateway__V1__DeliveriesView view;
};

const void *
check_get_deliveries(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const get_message *get = (const void *)base;
    struct deliveries_question *question = arena_take(arena, sizeof *question);

    question->get = get;
    question->before = INT64_MAX;
    question->limit = get->limit == 0 ? PAGE_DELIVERIES : get->limit;
    if (get->cursor[0] != '\0' && !text_to_int64(get->cursor, &question->before))
        return refuse(refusal, "cursor: is not one that was given"), NULL;
    return is_id(get->webhook_id, "webhook_id", refusal) &&
                   number_fits(get->limit, 0, PAGE_DELIVERIES_MAX, "limit", refusal) &&
                   number_fits((int64_t)get->state, DELIVERY_NONE, DELIVERY_DEAD, "state", refusal)
               ? question
               : NULL;
}

void
want_deliveries(struct turn *turn, const struct input *input)
{
    struct webhooks_stage *stage = webhooks_stage_of(turn);
    struct deliveries_question *question = (void *)(uintptr_t)input->message;

    question->next = stage->page_questions;
    stage->page_questions = question;
}

static Crossdock__Gateway__V1__Delivery *
read_delivery(struct arena *arena, const struct rows *rows, int i, uint64_t webhook_id)
{
    Crossdock__Gateway__V1__Delivery *delivery = arena_take(arena, sizeof *delivery);

    crossdock__gateway__v1__delivery__init(delivery);
    delivery->webhook_id = webhook_id;
    delivery->delivery_id = (uint64_t)row_int8(rows, i, 0);
    delivery->event_id = arena_text(arena, row_text(rows, i, 1));
    delivery->type = arena_text(arena, row_text(rows, i, 2));
    delivery->source = arena_text(arena, row_text(rows, i, 3));
    delivery->position = (uint64_t)row_int8(rows, i, 4);
    delivery->state = (Crossdock__Gateway__V1__DeliveryState)row_int8(rows, i, 5);
    delivery->attempts = (uint32_t)row_int8(rows, i, 6);
    delivery->next_at_us = row_int8(rows, i, 5) == DELIVERY_WAITING ? row_int8(rows, i, 7) : 0;
    delivery->last_at_us = delivery->attempts > 0 ? row_int8(rows, i, 8) : 0;
    delivery->last_status = (uint32_t)row_int8(rows, i, 9);
    delivery->last_error = arena_text(arena, row_text(rows, i, 10));
    return delivery;
}

static void
load_page(struct turn *turn, struct deliveries_question *question)
{
    const get_message *get = question->get;
    Crossdock__Gateway__V1__DeliveriesView *view = &question->view;
    struct arena *arena = turn_arena(turn);
    const struct param params[] = {
        param_int8(arena, (int64_t)get->webhook_id), param_int8(arena, (int64_t)get->state),
        param_int8(arena, question->before), param_int8(arena, question->limit + 1)};
    struct rows *rows = db_read(turn_db(turn), QUERY_FIND_DELIVERIES, params, 4);
    const uint32_t count = (uint32_t)rows_count(rows);

    crossdock__gateway__v1__deliveries_view__init(view);
    view->n_deliveries = count < question->limit ? count : question->limit;
    view->deliveries = arena_take(arena, (view->n_deliveries + 1) * sizeof *view->deliveries);
    for (size_t i = 0; i < view->n_deliveries; i++)
        view->deliveries[i] = read_delivery(arena, rows, (int)i, get->webhook_id);
    if (count > question->limit)
        view->next =
            arena_format(arena, "%llu",
                         (unsigned long long)view->deliveries[view->n_deliveries - 1]->delivery_id);
    rows_free(&rows);
}

void
delivery_pages_load(struct turn *turn)
{
    struct deliveries_question *question = webhooks_stage_of(turn)->page_questions;

    for (; question != NULL; question = question->next)
        load_page(turn, question);
}

/* GetDeliveries -> DeliveriesView */
void
on_get_deliveries(struct turn *turn, const struct input *input)
{
    const struct deliveries_question *question = input->message;

    if (webhook_asked(turn, input, question->get->webhook_id) != NULL)
        turn_accept(turn, &question->view.base);
}
