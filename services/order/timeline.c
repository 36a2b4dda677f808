/* Facts of an order: noted while events pass, shown when asked. See timeline.h and core/fact.h. */
#include "services/order/timeline.h"

#include <string.h>

#include "services/order/core/fact.h"
#include "services/order/handlers.h"
#include "services/order/steps.h"
#include "services/order/wire_show.h"
#include "services/order/wire_timeline.h"

#define FACTS_BYTES_MIN 48

static void
note(struct turn *turn, const struct order *order, const struct fact *fact)
{
    struct facts *facts = order->facts;
    uint8_t packed[FACT_BYTES_MAX];
    const size_t bytes = fact_pack(fact, order->received_at_us, packed);

    assert(facts != NULL);
    if (facts->used + bytes > facts->bytes_max) {
        facts->bytes_max = 2 * facts->bytes_max + FACTS_BYTES_MIN;
        uint8_t *more = arena_take(turn_arena(turn), facts->bytes_max);

        if (facts->used > 0)
            memcpy(more, facts->bytes, facts->used);
        facts->bytes = more;
    }
    memcpy(&facts->bytes[facts->used], packed, bytes);
    facts->used += (uint32_t)bytes;
}

void
timeline_heard_as(struct turn *turn, const struct order *order, enum fact_kind kind, int64_t number,
                  int64_t units)
{
    const struct input *input = turn_input(turn);

    note(turn, order,
         &(struct fact){.kind = kind,
                        .at_us = input->time_us,
                        .position = input->position,
                        .number = (uint64_t)number,
                        .units = units});
}

void
timeline_heard(struct turn *turn, const struct order *order, int64_t number, int64_t units)
{
    timeline_heard_as(turn, order, wire_fact_kind(turn_input(turn)->handler->input), number, units);
}

void
timeline_said(struct turn *turn, const struct order *order, const ProtobufCMessage *event,
              uint64_t position)
{
    struct fact fact = {.kind = wire_fact_kind(event->descriptor)};

    if (fact.kind == FACT_NONE)
        return;
    wire_read_fact(event, &fact);
    fact.by_command = turn_input(turn)->from != NULL;
    fact.at_us = turn_now_us(turn);
    fact.position = position;
    note(turn, order, &fact);
}

/* --- GetTimeline ----------------------------------------------------------------------------- */

void
want_timeline(struct turn *turn, const struct input *input)
{
    const struct order_query *query = input->message;

    if (query->order_id == 0) {
        struct claim *claim = store_want_claim(turn, query->channel, query->external_id);

        claim->order_wanted = claim->facts_wanted = true;
        return;
    }
    store_want_order(turn, query->order_id);
    store_want_facts(turn, query->order_id);
}

/* GetTimeline -> Timeline */
void
on_get_timeline(struct turn *turn, const struct input *input)
{
    const struct order *order = find_order_to_show(turn, input);

    if (order != NULL)
        turn_accept(turn, wire_timeline(turn_arena(turn), order, store_find_facts(turn, order)));
}
