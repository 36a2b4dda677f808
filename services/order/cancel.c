/* Cancels: the request goes down the chain behind its order, the answer comes back. */
#include "services/order/core/order_invariant.h"
#include "services/order/core/release_outcome.h"
#include "services/order/handlers.h"
#include "services/order/steps.h"
#include "services/order/timeline.h"
#include "services/order/wire_change.h"

/* --- CancelOrder ------------------------------------------------------------------------------ */

void
want_order_to_cancel(struct turn *turn, const struct input *input)
{
    const struct cancel_request *request = input->message;

    store_want_order(turn, request->order_id);
}

static void
reject_line(struct turn *turn, uint32_t line, const char *defect)
{
    turn_reject(turn, arena_format(turn_arena(turn), "line %u: %s", line, defect), NULL);
}

/* The whole cancel that is on its way; 0: it was asked for before requests had numbers. */
static uint32_t
whole_cancel_of(struct turn *turn, const struct order *order)
{
    const struct change_request *request = store_open_request_before(turn, order, UINT32_MAX);

    while (request != NULL && request->kind != REQUEST_CANCEL_ALL)
        request = store_open_request_before(turn, order, request->number);
    return request != NULL ? request->number : 0;
}

static void
ask_to_cancel(struct turn *turn, struct order *order, const struct cancel_request *request)
{
    const bool whole = request->line_count == 0;
    const struct change_request asked = {.kind = whole ? REQUEST_CANCEL_ALL : REQUEST_CANCEL_LINES,
                                         .reason = request->reason,
                                         .line_count = request->line_count,
                                         .lines = request->lines,
                                         NO_ADDRESS};

    store_change_order(turn, order);
    if (whole)
        take_step(turn, order, ON_CANCEL_ASKED);
    const struct change_request *kept = store_add_request(turn, order, &asked);
    wire_say_order_cancel_requested(turn, order, kept);
    turn_accept(turn, wire_cancel_order_reply(turn_arena(turn), order->order_id, kept->number));
}

/* CancelOrder -> is there something left to cancel? -> OrderCancelRequested */
void
on_cancel_order(struct turn *turn, const struct input *input)
{
    const struct cancel_request *request = input->message;
    struct arena *arena = turn_arena(turn);
    struct order *order = open_order_asked(turn, input, request->order_id);
    uint32_t line = 0;

    if (order == NULL)
        return;
    if (order->status == ORDER_CANCEL_PENDING && request->line_count == 0) {
        turn_duplicate(
            turn, wire_cancel_order_reply(arena, order->order_id, whole_cancel_of(turn, order)));
        return;
    }
    if (!may_be_changed(turn, order))
        return;
    const char *defect = cancel_lines_defect(order, request->lines, request->line_count, &line);
    if (defect != NULL)
        reject_line(turn, line, defect);
    else
        ask_to_cancel(turn, order, request);
}

/* --- ReservationReleased ---------------------------------------------------------------------- */

void
want_order_of_release(struct turn *turn, const struct input *input)
{
    const struct order_release *release = input->message;

    store_want_order(turn, release->order_id);
}

/* What an answer gave back. */
struct given_back {
    bool whole;                           /* the answer to a cancel of the whole order */
    const struct change_request *request; /* NULL: nobody asked, or without a number */
    uint32_t line_count;
    struct line_change *lines; /* that lost units */
    int64_t units;
};

static void
apply_release(struct turn *turn, struct order *order, const struct order_release *release,
              struct given_back *given)
{
    uint32_t at = 0;

    given->lines = arena_take(turn_arena(turn), release->line_count * sizeof *given->lines);
    for (uint32_t i = 0; i < release->line_count; i++) {
        const struct released_line *released = &release->lines[i];
        struct order_line *line = line_to_change(turn, order, released->line, released->sku, &at);
        const int64_t quantity =
            released->was_backordered + released->was_promised + released->was_undecided;
        const char *reason =
            apply_reservation_released(&line->units, released->was_backordered,
                                       released->was_promised, released->was_undecided);

        if (reason != NULL)
            turn_give_up(turn, "line %u of order %lld: %s", released->line,
                         (long long)order->order_id, reason);
        assert(line_holds(&line->units));
        if (quantity > 0)
            given->lines[given->line_count++] =
                (struct line_change){line->line, line->sku, quantity};
        given->units += quantity;
    }
}

/* The request that this answers. A cancel from before requests had numbers is answered without. */
static void
find_answered(struct turn *turn, const struct order *order, const struct order_release *release,
              struct given_back *given)
{
    if (release->request != 0) {
        given->request = store_find_request(turn, order, release->request);
        if (given->request == NULL)
            turn_give_up(turn, "order %lld has no open request %u", (long long)order->order_id,
                         release->request);
        given->whole = given->request->kind == REQUEST_CANCEL_ALL;
        return;
    }
    for (uint32_t i = 0; i < release->line_count; i++)
        if (release->lines[i].was_undecided > 0)
            return; /* nobody asked: these units are refused */
    given->whole = true;
}

static void
say_released(struct turn *turn, struct order *order, const struct given_back *given)
{
    const uint32_t number = given->request != NULL ? given->request->number : 0;
    const char *reason = given->request != NULL ? given->request->reason
                         : given->whole         ? ""
                                                : "SOLD_OUT";

    if (order->status == ORDER_CANCELLED || (given->whole && given->units > 0))
        wire_say_order_cancelled(turn, order, number, reason, given->lines, given->line_count);
    else if (given->units > 0)
        wire_say_order_lines_cancelled(turn, order, number, reason, given->lines,
                                       given->line_count);
    else if (given->request != NULL)
        refuse_request(turn, order, given->request, "nothing was left to cancel");
    else
        wire_say_order_cancel_refused(turn, order, 0, "nothing was left to cancel");
}

/* ReservationReleased -> what did the cancel reach?
 * -> OrderCancelled | OrderLinesCancelled | OrderCancelRefused | OrderAmendRefused, OrderClosed */
void
on_reservation_released(struct turn *turn, const struct input *input)
{
    const struct order_release *release = input->message;
    struct order *order = order_to_change(turn, release->order_id);
    struct given_back given = {0};

    if (order_status_is_final(order->status) && release->line_count == 0) {
        timeline_heard(turn, order, release->request, 0);
        return; /* it was refused when the order ended */
    }
    find_answered(turn, order, release, &given);
    apply_release(turn, order, release, &given);
    timeline_heard(turn, order, release->request, given.units);
    if (given.request != NULL)
        store_answer_request(turn, order, given.request,
                             given.units > 0 ? REQUEST_DONE : REQUEST_REFUSED);
    if (!take_step(turn, order, release_outcome(order, given.whole, given.units)))
        turn_give_up(turn, "order %lld is %s: nothing waits for this answer",
                     (long long)order->order_id, order_status_name(order->status));
    say_released(turn, order, &given);
    close_if_filled(turn, order);
}
