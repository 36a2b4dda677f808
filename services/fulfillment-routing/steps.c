/*
 * What several handlers do: look up a fulfillment order for somebody, move it on, let go of what
 * it holds, answer.
 */
#include <string.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"

void
answer_count(struct turn *turn, size_t count)
{
    Crossdock__Envelope__V1__Done done = CROSSDOCK__ENVELOPE__V1__DONE__INIT;

    done.count = (uint32_t)count;
    turn_accept(turn, &done.base);
}

/* A warehouse speaks for its own location only. */
bool
step_may_speak_for(struct turn *turn, const struct input *input, const char *location)
{
    if (input->from->role != ROLE_WAREHOUSE || strcmp(input->from->subject, location) == 0)
        return true;
    turn_deny(turn, "this key is for another location");
    return false;
}

/* Nobody has named one: an operator's key has none of its own. */
void
step_no_location(struct turn *turn, const char *code)
{
    if (code[0] == '\0')
        turn_reject(turn, "which location?", NULL);
    else
        turn_not_found(turn, "location",
                       arena_format(turn_arena(turn), "there is no location %s", code));
}

void
step_refuse_past(struct turn *turn, const struct input *input, int64_t id)
{
    const struct past_fulfillment *past = store_past_fulfillment(turn, id);

    if (past == NULL)
        turn_not_found(turn, "fulfillment_order_id", "there is no such open fulfillment order");
    else if (step_may_speak_for(turn, input,
                                strcmp(input->from->subject, past->pickup_location) == 0
                                    ? past->pickup_location
                                    : past->location))
        turn_reject(turn,
                    arena_format(turn_arena(turn), "fulfillment order %lld is %s", (long long)id,
                                 fulfillment_state_name(past->state)),
                    NULL);
}

/* The fulfillment order, when this sender may do this with it now; NULL after the answer. */
struct fulfillment *
step_open_for(struct turn *turn, const struct input *input, int64_t id, enum fulfillment_input on)
{
    struct fulfillment *fulfillment = map_find(store_memory(turn)->fulfillments, id);

    if (fulfillment == NULL) {
        step_refuse_past(turn, input, id);
        return NULL;
    }
    if (!step_may_speak_for(turn, input, fulfillment->location->code))
        return NULL;
    if (fulfillment_step(fulfillment->state, on) == NULL) {
        turn_reject(turn,
                    arena_format(turn_arena(turn), "fulfillment order %lld is %s: it cannot be %s",
                                 (long long)id, fulfillment_state_name(fulfillment->state),
                                 fulfillment_input_name(on)),
                    NULL);
        return NULL;
    }
    return fulfillment;
}

void
step_fulfillment(struct turn *turn, struct fulfillment *fulfillment, enum fulfillment_input on)
{
    const struct fulfillment_step *step = fulfillment_step(fulfillment->state, on);

    store_touch(turn, fulfillment);
    if (fulfillment->state == FULFILLMENT_PLANNED && on != ON_RELEASE)
        fulfillment_wait_no_more(store_memory(turn), fulfillment);
    if (fulfillment->list != NULL && !fulfillment_is_on_list(step->to))
        pick_list_leave(store_memory(turn), fulfillment);
    if (step->to == FULFILLMENT_REJECTED || step->to == FULFILLMENT_CANCELLED)
        slot_give_back(store_memory(turn), fulfillment);
    fulfillment->state = step->to;
}

/* Units of the line that it still has, whatever item was taken for them. */
int64_t
step_held_units(const struct fulfillment *fulfillment, const struct ask *line)
{
    return fulfillment->state >= FULFILLMENT_PACKED ? line->picked : line->quantity - line->missing;
}

/* Its lines as they are now: without what was not found and went elsewhere. */
uint32_t
step_lines_left(struct turn *turn, const struct fulfillment *fulfillment, struct ask **lines)
{
    struct ask *left = arena_take(turn_arena(turn), fulfillment->line_count * sizeof *left);
    uint32_t count = 0;

    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        left[count] = fulfillment->lines[i];
        left[count].quantity = step_held_units(fulfillment, &fulfillment->lines[i]);
        left[count].picked = left[count].missing = 0;
        count += left[count].quantity > 0;
    }
    *lines = left;
    return count;
}

void
step_let_go(struct turn *turn, struct fulfillment *fulfillment)
{
    if (fulfillment->stock_seen)
        return;
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        const struct ask *line = &fulfillment->lines[i];
        shelf_hold(store_memory(turn), line->sku, fulfillment->location,
                   taken_instead(fulfillment, line->line) - step_held_units(fulfillment, line));
    }
    for (const struct taken *t = fulfillment->taken; t != NULL; t = t->next) {
        if (t->instead != NULL)
            shelf_hold(store_memory(turn), t->instead, fulfillment->location, -t->quantity);
    }
}

void
step_set_free(struct turn *turn, struct fulfillment *fulfillment)
{
    step_let_go(turn, fulfillment);
    for (uint32_t i = 0; i < fulfillment->line_count; i++)
        parked_stir(store_memory(turn), fulfillment->lines[i].sku);
    for (const struct taken *t = fulfillment->taken; t != NULL; t = t->next) {
        if (t->instead != NULL)
            parked_stir(store_memory(turn), t->instead);
    }
}
