/*
 * Orders that customers collect at a location of their choice (Terms.pickup). What is planned for an
 * order keeps its own: a customer who wants it delivered after all cannot turn back what was sent.
 *
 * Where such an order goes is that location: distances are from there, so it ships nothing when
 * the location has everything itself (plan.c, network.c). What the location picked is READY as soon
 * as it is picked; its stock leaves when the customer takes it. What another location sends there
 * has shipped, and is READY when it has come. The time to collect it ends by the turn's clock,
 * whether the timer has told so or not; then the order service asks for the units back, or opens a
 * return for what had been sent.
 */
#include "services/fulfillment-routing/pickup.h"

#include "services/fulfillment-routing/core/collect.h"
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

#define DAY_US INT64_C(86400000000)

/* Of one turn; what is left over is due again in a second. */
#define DUE_MAX 1000

bool
pickup_is_here(const struct fulfillment *fulfillment)
{
    return fulfillment->pickup == fulfillment->location;
}

bool
pickup_is_elsewhere(const struct fulfillment *fulfillment)
{
    return fulfillment->pickup != NULL && !pickup_is_here(fulfillment);
}

static struct collect_facts
facts_of(const struct fulfillment *fulfillment, int64_t now_us)
{
    return (struct collect_facts){.state = fulfillment->state,
                                  .is_collected = fulfillment->pickup != NULL,
                                  .is_here = pickup_is_here(fulfillment),
                                  .ready_until_us = fulfillment->ready_until_us,
                                  .now_us = now_us};
}

bool
pickup_goes_on(const struct fulfillment *fulfillment)
{
    const struct collect_facts facts = facts_of(fulfillment, 0);

    return collect_goes_on(&facts);
}

bool
pickup_may_be_recalled(const struct fulfillment *fulfillment)
{
    const struct collect_facts facts = facts_of(fulfillment, 0);

    return collect_may_be_recalled(&facts);
}

/* --- what is ready, and until when -------------------------------------------------------------- */

static void
watch(struct memory *memory, struct fulfillment *fulfillment)
{
    *(struct fulfillment **)map_add(memory->pickups, memory->journal, fulfillment->id,
                                    sizeof fulfillment) = fulfillment;
    if (fulfillment->ready_until_us < memory->pickup_due_us) {
        memory_keep(memory, &memory->pickup_due_us, sizeof memory->pickup_due_us);
        memory->pickup_due_us = fulfillment->ready_until_us;
    }
}

static void
watch_no_more(struct memory *memory, const struct fulfillment *fulfillment)
{
    if (map_find(memory->pickups, fulfillment->id) != NULL)
        map_remove(memory->pickups, memory->journal, fulfillment->id);
}

void
pickup_open(struct memory *memory, struct fulfillment *fulfillment)
{
    if (fulfillment->state == FULFILLMENT_READY && !fulfillment->pickup_over)
        watch(memory, fulfillment);
}

/* Its lines as they were found. */
static struct told_lines
lines_found(struct turn *turn, const struct fulfillment *fulfillment)
{
    struct ask *lines = arena_take(turn_arena(turn), fulfillment->line_count * sizeof *lines);
    size_t count = 0;

    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        if (fulfillment->lines[i].picked == 0)
            continue;
        lines[count] = fulfillment->lines[i];
        lines[count++].quantity = fulfillment->lines[i].picked;
    }
    return (struct told_lines){count, lines};
}

static void
make_ready(struct turn *turn, struct fulfillment *fulfillment)
{
    step_fulfillment(turn, fulfillment, ON_READY); /* keeps it */
    fulfillment->ready_until_us =
        turn_now_us(turn) + location_pickup_days(fulfillment->pickup) * DAY_US;
    watch(store_memory(turn), fulfillment);
    store_note_pickup(turn, fulfillment, PICKUP_READY);
    say_pickup_ready(turn, fulfillment, lines_found(turn, fulfillment));
}

void
pickup_is_picked(struct turn *turn, struct fulfillment *fulfillment)
{
    if (fulfillment->state == FULFILLMENT_PACKED && pickup_is_here(fulfillment))
        make_ready(turn, fulfillment);
}

void
pickup_is_shipped(struct turn *turn, struct fulfillment *fulfillment)
{
    if (pickup_is_elsewhere(fulfillment))
        store_note_pickup(turn, fulfillment, PICKUP_ON_ITS_WAY);
}

void
pickup_is_recalled(struct turn *turn, const struct fulfillment *fulfillment)
{
    watch_no_more(store_memory(turn), fulfillment);
    store_note_pickup(turn, fulfillment, PICKUP_GIVEN_BACK);
}

/* --- ConfirmArrival, ConfirmCollected ----------------------------------------------------------- */

void
want_pickup(struct turn *turn, const struct input *input)
{
    store_want_fulfillment(turn, ((const struct pickup_told *)input->message)->fulfillment_order_id);
}

/* The fulfillment order, when who collects goods there may do this with it now; NULL after the
 * answer. */
static struct fulfillment *
pickup_for(struct turn *turn, const struct input *input, enum fulfillment_input on)
{
    const int64_t id = ((const struct pickup_told *)input->message)->fulfillment_order_id;
    struct fulfillment *fulfillment = map_find(store_memory(turn)->fulfillments, id);

    if (fulfillment == NULL) {
        step_refuse_past(turn, input, id);
        return NULL;
    }
    const struct location *pickup = fulfillment->pickup;
    if (!step_may_speak_for(turn, input, pickup != NULL ? pickup->code : fulfillment->location->code))
        return NULL;
    const struct collect_facts facts = facts_of(fulfillment, turn_now_us(turn));
    const enum collect_outcome outcome = collect_decide(&facts, on);
    if (outcome == COLLECT_GOES_AHEAD)
        return fulfillment;
    turn_reject(turn,
                outcome != COLLECT_WRONG_STATE
                    ? collect_refusal(outcome)
                    : arena_format(turn_arena(turn), "fulfillment order %lld is %s: it cannot be %s",
                                   (long long)id, fulfillment_state_name(fulfillment->state),
                                   fulfillment_input_name(on)),
                NULL);
    return NULL;
}

/* What was sent has come: it can be collected. */
void
on_confirm_arrival(struct turn *turn, const struct input *input)
{
    struct fulfillment *fulfillment = pickup_for(turn, input, ON_READY);

    if (fulfillment == NULL)
        return;
    make_ready(turn, fulfillment);
    answer_count(turn, 1);
}

/* What was picked here leaves the stock with the customer. */
static void
ship_over_the_counter(struct turn *turn, const struct fulfillment *fulfillment)
{
    const struct shipment shipment = {
        .fulfillment_order_id = fulfillment->id, .carrier = "", .tracking = "", .service = ""};

    say_shipped(turn, fulfillment, &shipment, lines_found(turn, fulfillment));
}

void
on_confirm_collected(struct turn *turn, const struct input *input)
{
    struct fulfillment *fulfillment = pickup_for(turn, input, ON_COLLECT);
    struct memory *memory = store_memory(turn);

    if (fulfillment == NULL)
        return;
    step_fulfillment(turn, fulfillment, ON_COLLECT);
    watch_no_more(memory, fulfillment);
    store_note_pickup(turn, fulfillment, PICKUP_COLLECTED);
    if (pickup_is_here(fulfillment))
        ship_over_the_counter(turn, fulfillment);
    say_delivered(turn, fulfillment, turn_now_us(turn), lines_found(turn, fulfillment));
    if (fulfillment->stock_seen) {
        struct order *order = fulfillment->order;
        fulfillment_remove(memory, fulfillment);
        order_close_if_done(memory, order);
    }
    answer_count(turn, 1);
}

/* --- nobody came -------------------------------------------------------------------------------- */

static void
expire(struct turn *turn, struct fulfillment *fulfillment)
{
    const struct collect_facts facts = facts_of(fulfillment, turn_now_us(turn));
    struct memory *memory = store_memory(turn);
    struct order *order = fulfillment->order;

    step_fulfillment(turn, fulfillment, collect_end(&facts));
    fulfillment->pickup_over = true; /* kept by the step */
    watch_no_more(memory, fulfillment);
    store_note_pickup(turn, fulfillment, PICKUP_EXPIRED);
    say_pickup_expired(turn, fulfillment, lines_found(turn, fulfillment));
    if (!facts.is_here && fulfillment->stock_seen) {
        fulfillment_remove(memory, fulfillment);
        order_close_if_done(memory, order);
    }
}

void
pickups_expire(struct turn *turn, const struct input *input)
{
    struct memory *memory = store_memory(turn);
    struct fulfillment **due, **watched;
    int64_t next_us = INT64_MAX;
    size_t count = 0;

    (void)input;
    if (memory->pickup_due_us > turn_now_us(turn))
        return;
    due = arena_take(turn_arena(turn), DUE_MAX * sizeof(struct fulfillment *));
    for (size_t at = 0; (watched = map_next(memory->pickups, &at)) != NULL;) {
        const int64_t until_us = (*watched)->ready_until_us;
        if (until_us <= turn_now_us(turn) && count < DUE_MAX)
            due[count++] = *watched;
        else if (until_us < next_us)
            next_us = until_us;
    }
    memory_keep(memory, &memory->pickup_due_us, sizeof memory->pickup_due_us);
    memory->pickup_due_us = next_us;
    for (size_t i = 0; i < count; i++)
        expire(turn, due[i]);
}
