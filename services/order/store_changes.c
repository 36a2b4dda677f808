/* See store_changes.h: what handlers find and change. Rows are in store_change_rows.c. */
#include "services/order/store_changes.h"

#include <stdio.h>
#include <string.h>

#include "common/check.h"
#include "services/order/core/order_due.h"
#include "services/order/core/order_steps.h"
#include "services/order/store_change_rows.h"

/* --- holds ----------------------------------------------------------------------------------- */

void
store_add_hold(struct turn *turn, struct order *order, const struct request_hold *hold,
               const char *by)
{
    const struct hold added = {.order_id = order->order_id,
                               .number = order->hold_last + 1,
                               .reason = (enum hold_reason)hold->reason,
                               .at_us = turn_now_us(turn),
                               .expires_at_us = hold->expires_at_us,
                               .note = hold->note,
                               .by = by};
    struct stage *stage = turn_stage(turn);
    const struct hold *kept =
        change_rows_keep_hold(turn_state(turn), turn_journal(turn), order, &added);

    order->hold_last = added.number;
    list_add(&stage->added_holds, turn_arena(turn),
             arena_copy(turn_arena(turn), kept, sizeof *kept));
}

void
store_release_hold(struct turn *turn, struct order *order, enum hold_reason reason, const char *by,
                   const char *note)
{
    struct state *state = turn_state(turn);
    struct stage *stage = turn_stage(turn);
    const struct hold *hold = store_find_hold(turn, order, reason);
    struct released_hold *released = arena_take(turn_arena(turn), sizeof *released);

    assert(hold != NULL);
    *released = (struct released_hold){order->order_id, hold->number, by, note};
    list_add(&stage->released_holds, turn_arena(turn), released);
    map_remove(state->holds, turn_journal(turn), hold_key(order->order_id, reason));
    order->holds_open &= (uint8_t) ~(1u << reason);
    if (reason == HOLD_AWAITING_PAYMENT)
        order->payment_expires_at_us = 0;
}

const struct hold *
store_find_hold(struct turn *turn, const struct order *order, enum hold_reason reason)
{
    const struct state *state = turn_state(turn);

    return hold_is_open(order, reason) ? map_find(state->holds, hold_key(order->order_id, reason))
                                       : NULL;
}

/* --- requests -------------------------------------------------------------------------------- */

const struct change_request *
store_add_request(struct turn *turn, struct order *order, const struct change_request *asked)
{
    struct stage *stage = turn_stage(turn);
    struct change_request numbered = *asked;

    numbered.order_id = order->order_id;
    numbered.number = order->request_last + 1;
    const struct change_request *kept =
        change_rows_keep_request(turn_state(turn), turn_journal(turn), order, &numbered);

    order->request_last = kept->number;
    list_add(&stage->added_requests, turn_arena(turn), (void *)(uintptr_t)kept);
    return kept;
}

const struct change_request *
store_find_request(struct turn *turn, const struct order *order, uint32_t number)
{
    const struct state *state = turn_state(turn);
    char key[REQUEST_KEY_BYTES];

    if (order->requests_open == 0)
        return NULL;
    request_key(order->order_id, number, key);
    return map_find_text(state->requests, key);
}

const struct change_request *
store_open_request_before(struct turn *turn, const struct order *order, uint32_t number)
{
    const struct change_request *request = NULL;

    if (order->requests_open == 0)
        return NULL;
    number = number > order->request_last ? order->request_last + 1 : number;
    while (request == NULL && --number > 0)
        request = store_find_request(turn, order, number);
    return request;
}

void
store_answer_request(struct turn *turn, struct order *order, const struct change_request *request,
                     enum request_outcome outcome)
{
    struct state *state = turn_state(turn);
    struct stage *stage = turn_stage(turn);
    struct answered_request *answered = arena_take(turn_arena(turn), sizeof *answered);
    char key[REQUEST_KEY_BYTES];

    *answered = (struct answered_request){order->order_id, request->number, outcome};
    list_add(&stage->answered_requests, turn_arena(turn), answered);
    request_key(order->order_id, request->number, key);
    if (request->kind == REQUEST_CANCEL_UNFILLED)
        order->unfilled_asked = false;
    order->requests_open--;
    map_remove_text(state->requests, turn_journal(turn), key);
}

/* --- where goods go -------------------------------------------------------------------------- */

void
store_redirect_order(struct turn *turn, struct order *order, const struct destination *destination)
{
    struct stage *stage = turn_stage(turn);

    change_rows_keep_destination(turn_state(turn), turn_journal(turn), order, destination);
    list_add(&stage->redirected, turn_arena(turn), order);
}

void
store_change_recipient(struct turn *turn, const struct order *order,
                       const struct recipient *recipient)
{
    struct arena *arena = turn_arena(turn);
    struct stage *stage = turn_stage(turn);
    struct known_recipient *changed = arena_take(arena, sizeof *changed);

    changed->order_id = order->order_id;
    changed->recipient = (struct recipient){.name = arena_text(arena, recipient->name),
                                            .street = arena_text(arena, recipient->street),
                                            .phone = arena_text(arena, recipient->phone),
                                            .email = arena_text(arena, recipient->email)};
    list_add(&stage->changed_recipients, arena, changed);
}

const struct recipient *
store_changed_recipient(struct turn *turn, int64_t order_id)
{
    const struct stage *stage = turn_stage(turn);

    for (uint32_t i = stage->changed_recipients.count; i > 0; i--) {
        const struct known_recipient *changed = stage->changed_recipients.items[i - 1];

        if (changed->order_id == order_id)
            return &changed->recipient;
    }
    return NULL;
}

/* --- channels -------------------------------------------------------------------------------- */

void
store_set_channel(struct turn *turn, const char *code, int32_t cancel_unfilled_days)
{
    struct state *state = turn_state(turn);
    struct stage *stage = turn_stage(turn);
    struct known_channel *channel = map_find_text(state->channels, code);

    if (channel == NULL)
        channel = map_add_text(state->channels, turn_journal(turn), code, sizeof *channel);
    else
        journal_keep(turn_journal(turn), channel, sizeof *channel);
    channel->cancel_unfilled_days = cancel_unfilled_days;
    if (!channel->is_staged)
        list_add(&stage->changed_channels, turn_arena(turn), channel);
    channel->is_staged = true;
}

int32_t
store_cancel_unfilled_days(struct turn *turn, const char *channel)
{
    const struct state *state = turn_state(turn);
    const struct known_channel *known = map_find_text(state->channels, channel);

    return known != NULL ? known->cancel_unfilled_days : 0;
}

/* --- the clock -------------------------------------------------------------------------------
 *
 * Orders for which something will be due are in a map, and the first moment of any is known, so
 * that the timer looks through them only when there is something to find.
 */

void
store_watch_order(struct turn *turn, struct order *order)
{
    struct state *state = turn_state(turn);
    const int64_t due_us = order_due_at(order);

    if (due_us < state->watch_due_us) {
        journal_keep(turn_journal(turn), &state->watch_due_us, sizeof state->watch_due_us);
        state->watch_due_us = due_us;
    }
    if ((due_us != DUE_NEVER) == order->is_watched)
        return;
    order->is_watched = !order->is_watched;
    if (order->is_watched)
        *(struct order **)map_add(state->watched, turn_journal(turn), order->order_id,
                                  sizeof order) = order;
    else
        map_remove(state->watched, turn_journal(turn), order->order_id);
}

uint32_t
store_due_orders(struct turn *turn, struct order **orders, uint32_t orders_max)
{
    struct state *state = turn_state(turn);
    const int64_t now_us = turn_now_us(turn);
    int64_t next_us = DUE_NEVER;
    uint32_t count = 0;
    size_t at = 0;
    struct order **watched;

    if (state->watch_due_us > now_us)
        return 0;
    while ((watched = map_next(state->watched, &at)) != NULL) {
        const int64_t due_us = order_due_at(*watched);

        if (due_us <= now_us && count < orders_max)
            orders[count++] = *watched;
        else if (due_us < next_us)
            next_us = due_us;
    }
    journal_keep(turn_journal(turn), &state->watch_due_us, sizeof state->watch_due_us);
    state->watch_due_us = next_us;
    return count;
}

void
store_forget_changes(struct turn *turn, struct order *order)
{
    struct state *state = turn_state(turn);

    assert(order->holds_open == 0 && order->requests_open == 0 && !order->is_watched);
    if (map_find(state->destinations, order->order_id) != NULL)
        map_remove(state->destinations, turn_journal(turn), order->order_id);
}
