/* Changes of an order: more units, fewer units, another address or another recipient. */
#include "services/order/core/code_list.h"
#include "services/order/handlers.h"
#include "services/order/steps.h"
#include "services/order/timeline.h"
#include "services/order/wire_change.h"

#define AMEND_REQUESTS_MAX 3 /* an increase, a decrease, a new address */

struct amend_reply {
    uint32_t requests[AMEND_REQUESTS_MAX];
    uint32_t count;
};

void
want_order_to_amend(struct turn *turn, const struct input *input)
{
    const struct amend_request *request = input->message;

    store_want_order(turn, request->order_id);
}

/* Units of each of the order's lines that are asked to be given back, and not answered. */
static int64_t *
units_asked_less(struct turn *turn, struct order *order)
{
    int64_t *units = arena_take(turn_arena(turn), order->line_count * sizeof *units);
    const struct change_request *request = store_open_request_before(turn, order, UINT32_MAX);
    uint32_t at = 0;

    for (; request != NULL; request = store_open_request_before(turn, order, request->number))
        for (uint32_t i = 0; i < request->line_count; i++)
            units[order_find_line(order, request->lines[i].line, &at) - order->lines] +=
                request->lines[i].quantity;
    return units;
}

static void
note_request(struct turn *turn, struct order *order, const struct change_request *asked,
             struct amend_reply *reply)
{
    const struct change_request *request = store_add_request(turn, order, asked);

    reply->requests[reply->count++] = request->number;
    switch (request->kind) {
    case REQUEST_INCREASE:
        wire_say_order_amended(turn, order, request);
        store_answer_request(turn, order, request, REQUEST_DONE);
        break;
    case REQUEST_REDIRECT:
        wire_say_order_redirect_requested(turn, order, request);
        break;
    default:
        wire_say_order_cancel_requested(turn, order, request);
        break;
    }
}

/* The added units are part of the order at once; inventory decides on them as on new ones. */
static void
increase(struct turn *turn, struct order *order, const struct amendment *amendment,
         const char *reason, struct amend_reply *reply)
{
    const struct change_request asked = {.kind = REQUEST_INCREASE,
                                         .reason = reason,
                                         .line_count = amendment->increase_count,
                                         .lines = amendment->increase,
                                         NO_ADDRESS};
    uint32_t at = 0;

    for (uint32_t i = 0; i < amendment->increase_count; i++)
        order_find_line(order, amendment->increase[i].line, &at)->units.ordered +=
            amendment->increase[i].quantity;
    note_request(turn, order, &asked, reply);
}

/* Nobody else needs to know who gets the goods: done at once. */
static void
change_recipient(struct turn *turn, struct order *order, const struct amend_request *request,
                 struct amend_reply *reply)
{
    struct change_request asked = {.kind = REQUEST_REDIRECT, .reason = request->reason, NO_ADDRESS};

    asked.destination = order->destination;
    const struct change_request *kept = store_add_request(turn, order, &asked);
    reply->requests[reply->count++] = kept->number;
    store_answer_request(turn, order, kept, REQUEST_DONE);
    store_change_recipient(turn, order, &request->recipient);
    wire_say_order_redirected(turn, order, kept->number);
}

/* The new address that is on its way already, the last one of several; NULL: none is. */
static const struct change_request *
open_redirect_of(struct turn *turn, const struct order *order)
{
    const struct change_request *request = store_open_request_before(turn, order, UINT32_MAX);

    while (request != NULL && request->kind != REQUEST_REDIRECT)
        request = store_open_request_before(turn, order, request->number);
    return request;
}

/* Behind an address that is on its way, whatever it is about, so that the last word counts. */
static void
change_address(struct turn *turn, struct order *order, const struct amend_request *request,
               struct amend_reply *reply)
{
    const struct change_request *ahead = open_redirect_of(turn, order);
    const struct destination *known = ahead != NULL ? &ahead->destination : &order->destination;
    /* Also to the address that it had, when it was to be collected. */
    const bool moves = request->destination_given &&
                       (!destination_equals(&request->destination, known) ||
                        (ahead == NULL && order->terms.pickup_location[0] != '\0'));

    if (moves || (ahead != NULL && request->recipient_given))
        note_request(turn, order,
                     &(struct change_request){.kind = REQUEST_REDIRECT,
                                              .reason = request->reason,
                                              .destination = moves ? request->destination : *known,
                                              .recipient_given = request->recipient_given,
                                              .recipient = request->recipient},
                     reply);
    else if (request->recipient_given)
        change_recipient(turn, order, request, reply);
}

static void
amend(struct turn *turn, struct order *order, const struct amend_request *request,
      const struct amendment *amendment)
{
    struct amend_reply reply = {.count = 0};

    store_change_order(turn, order);
    if (amendment->increase_count > 0)
        increase(turn, order, amendment, request->reason, &reply);
    if (amendment->decrease_count > 0)
        note_request(turn, order,
                     &(struct change_request){.kind = REQUEST_DECREASE,
                                              .reason = request->reason,
                                              .line_count = amendment->decrease_count,
                                              .lines = amendment->decrease,
                                              NO_ADDRESS},
                     &reply);
    change_address(turn, order, request, &reply);
    turn_accept(turn, wire_amend_order_reply(turn_arena(turn), order->order_id, reply.requests,
                                             reply.count));
}

/* AmendOrder -> may it be changed, and to what?
 * -> OrderAmended, OrderCancelRequested, OrderRedirectRequested */
void
on_amend_order(struct turn *turn, const struct input *input)
{
    const struct amend_request *request = input->message;
    struct arena *arena = turn_arena(turn);
    struct order *order = open_order_asked(turn, input, request->order_id);
    uint32_t line = 0;

    if (order == NULL || !may_be_changed(turn, order))
        return;
    if (request->destination_given && !code_list_has(&countries, request->destination.country)) {
        turn_reject(turn, "destination.country is not a two-letter code of ISO 3166-1", NULL);
        return;
    }

    struct amendment amendment = {
        .increase = arena_take(arena, request->line_count * sizeof *amendment.increase),
        .decrease = arena_take(arena, request->line_count * sizeof *amendment.decrease)};
    const char *defect = amend_lines(order, request->lines, request->line_count,
                                     units_asked_less(turn, order), &amendment, &line);
    if (defect != NULL)
        turn_reject(turn, arena_format(arena, "line %u: %s", line, defect), NULL);
    else
        amend(turn, order, request, &amendment);
}

/* --- ReservationRedirected -------------------------------------------------------------------- */

void
want_order_of_redirect(struct turn *turn, const struct input *input)
{
    const struct order_redirected *redirected = input->message;

    store_want_order(turn, redirected->order_id);
}

/* ReservationRedirected -> OrderRedirected | OrderAmendRefused */
void
on_reservation_redirected(struct turn *turn, const struct input *input)
{
    const struct order_redirected *redirected = input->message;
    struct order *order = order_to_change(turn, redirected->order_id);

    timeline_heard(turn, order, redirected->request, 0);
    if (order_status_is_final(order->status))
        return; /* it was refused when the order ended */
    const struct change_request *request = store_find_request(turn, order, redirected->request);
    if (request == NULL || request->kind != REQUEST_REDIRECT)
        turn_give_up(turn, "order %lld has no open request %u", (long long)order->order_id,
                     redirected->request);

    store_answer_request(turn, order, request,
                         redirected->changed ? REQUEST_DONE : REQUEST_REFUSED);
    if (!redirected->changed) {
        refuse_request(turn, order, request, "everything had left");
        return;
    }
    store_redirect_order(turn, order, &request->destination);
    if (request->recipient_given)
        store_change_recipient(turn, order, &request->recipient);
    wire_say_order_redirected(turn, order, request->number);
}
