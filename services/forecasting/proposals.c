/*
 * What to buy and to move; see proposals.h. One look at an item: levels of its locations, transfers
 * between them, then what is to be bought; each kept, said again, withdrawn or proposed.
 */
#include "services/forecasting/proposals.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "services/forecasting/inbound.h"
#include "services/forecasting/levels.h"
#include "services/forecasting/safety_stock.h"
#include "services/forecasting/scarcity.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_replenishment.h"

#define SNOOZE_REFUSED_DAYS  7
#define COST_UNKNOWN_MINOR   100 /* of transfers: only the ratio of holding and shortage matters */
#define TRANSFERS_MAX        64
#define SCRATCH_OF_TRANSFERS (1 << 20)

#define DAY_US_DOUBLE 86400e6

/* --- steps ------------------------------------------------------------------------------------ */

static void
step(struct turn *turn, struct proposal *proposal, enum proposal_change on)
{
    if (proposal_step(turn_state(turn), turn_journal(turn), proposal, on) == NULL)
        WRONG("a step that was checked");
}

void
proposals_progress(struct turn *turn, const struct proposal *proposal, const char *reason)
{
    turn_say(turn, map_text_of(proposal->place->item), place_code(proposal->place),
             write_replenishment_progressed(turn_arena(turn), proposal, reason));
    stage_proposal(turn, proposal);
}

void
proposals_approve(struct turn *turn, struct proposal *proposal, int64_t quantity, const char *by,
                  const char *reason)
{
    const int64_t due_us = turn_now_us(turn) + (int64_t)(proposal->lead_time_days * DAY_US_DOUBLE);

    step(turn, proposal, ON_APPROVE);
    proposal->approved = quantity > 0 ? quantity : proposal->quantity;
    proposal->decided_by = memory_text(turn_state(turn), turn_journal(turn), by);
    text_copy(proposal->decision_reason, sizeof proposal->decision_reason, reason);
    turn_say(turn, map_text_of(proposal->place->item), place_code(proposal->place),
             write_replenishment_approved(turn_arena(turn), proposal, due_us));
    stage_proposal(turn, proposal);
}

static void
expire(struct turn *turn, struct proposal *proposal, const char *reason)
{
    step(turn, proposal, ON_EXPIRE);
    text_copy(proposal->decision_reason, sizeof proposal->decision_reason, reason);
    turn_say(turn, map_text_of(proposal->place->item), place_code(proposal->place),
             write_replenishment_expired(turn_arena(turn), proposal));
    stage_proposal(turn, proposal);
}

/* --- what was proposed before ------------------------------------------------------------------
 */

/* The newest of this kind, from this place when it is a transfer; NULL: none. */
static struct proposal *
newest(const struct place *place, enum proposal_kind kind, const struct place *from)
{
    for (struct proposal *p = place->proposals; p != NULL; p = p->next)
        if (p->kind == kind && (kind == PROPOSAL_BUY || p->from == from))
            return p;
    return NULL;
}

/* A purchase that inventory refused, or somebody cancelled, waits like one that was rejected. */
static struct proposal_past
past_of(const struct proposal *proposal)
{
    struct proposal_past past = {.open = false};

    if (proposal == NULL)
        return past;
    past.open = proposal->state == PROPOSAL_PROPOSED;
    past.open_quantity = proposal->quantity;
    past.rejected = proposal->state == PROPOSAL_REJECTED || proposal->state == PROPOSAL_CANCELLED;
    past.rejected_wanted = proposal->wanted;
    past.snoozed_until = proposal->snoozed_until;
    return past;
}

static int64_t
proposed_units(const struct place *to, const struct place *from)
{
    int64_t units = 0;

    for (const struct place *place = from->item->places; place != NULL; place = place->next)
        for (const struct proposal *p = place->proposals; p != NULL; p = p->next)
            if (p->state == PROPOSAL_PROPOSED && p->kind == PROPOSAL_TRANSFER &&
                (place == to || p->from == from))
                units += place == to ? p->quantity : -p->quantity;
    return units;
}

bool
proposals_crossed(const struct place *place)
{
    const struct proposal *bought = newest(place, PROPOSAL_BUY, NULL);
    const bool open = bought != NULL && bought->state == PROPOSAL_PROPOSED;

    return place->location != NULL && place->item->planning_day >= 0 &&
           (place_position(place, place->waiting) <= place->reorder_point) != open;
}

/* --- proposing ---------------------------------------------------------------------------------
 */

/* Days from now until stock is gone, with what is due until then; 0: not within a year. */
static int32_t
stock_out_in(struct turn *turn, const struct place_need *need)
{
    const size_t mark = arena_mark(turn_arena(turn));
    struct stock_seen seen = {.on_hand = need->place->on_hand,
                              .waiting = need->waiting,
                              .position = need->position,
                              .levels = need->levels,
                              .demand = need->demand,
                              .lead_time_days = need->terms.stock.lead_time_days,
                              .idle_days = -1};

    seen.inbound =
        place_inbound(turn_arena(turn), need->place, turn_now_us(turn), &seen.inbound_count);
    const int32_t days = stock_health(&seen).stock_out_in;
    arena_reset(turn_arena(turn), mark);
    return days;
}

static struct proposal
proposal_of(struct turn *turn, const struct place_need *need, int64_t wanted)
{
    const struct memory *memory = turn_state(turn);
    const int32_t days = stock_out_in(turn, need);
    struct proposal proposal = {
        .place = need->place,
        .state = PROPOSAL_PROPOSED,
        .position = need->position,
        .reorder_point = need->levels.reorder_point,
        .order_up_to = need->levels.order_up_to,
        .safety_stock = need->levels.safety_stock,
        .wanted = wanted,
        .day = memory->planning_day,
        .stock_out_day = days > 0 ? memory->planning_day + days : 0,
        .supplier = "",
        .currency = "",
        .decided_by = "",
    };

    memcpy(proposal.class, need->place->item->class, sizeof proposal.class);
    return proposal;
}

static void
decide_automatically(struct turn *turn, struct proposal *proposal, const struct place_need *need)
{
    const struct approval_asked asked = {.is_transfer = proposal->kind == PROPOSAL_TRANSFER,
                                         .quantity = proposal->quantity,
                                         .unit_cost_minor = proposal->unit_cost_minor,
                                         .per_day = need->demand.per_day};

    if (auto_approval_decide(&need->terms.merged.policy.automatic, &asked) == NULL)
        proposals_approve(turn, proposal, 0, "automatic", "within the limits of the policy");
}

static void
say_proposed(struct turn *turn, const struct proposal *proposal)
{
    turn_say(turn, map_text_of(proposal->place->item), place_code(proposal->place),
             write_replenishment_proposed(turn_arena(turn), proposal));
    stage_proposal(turn, proposal);
}

/* A new one, or the open one said again with other numbers. */
static void
propose(struct turn *turn, const struct proposal *decided, struct proposal *open,
        const struct place_need *need)
{
    struct memory *memory = turn_state(turn);
    struct proposal *proposal = open;

    if (open == NULL) {
        proposal = proposal_add(memory, turn_journal(turn), decided);
    } else {
        const struct proposal before = *open;
        memory_keep(turn_journal(turn), open, sizeof *open);
        *open = *decided;
        open->id = before.id;
        open->next = before.next;
        open->later = before.later;
    }
    say_proposed(turn, proposal);
    decide_automatically(turn, proposal, need);
}

static void
buy(struct turn *turn, const struct place_need *need, const struct proposal_decided *decided,
    struct proposal *open)
{
    const struct order_size *order = &decided->order;
    const int32_t lead_days = (int32_t)ceil(need->terms.stock.lead_time_days);
    struct proposal proposal = proposal_of(turn, need, decided->wanted);

    proposal.kind = PROPOSAL_BUY;
    proposal.quantity = order->quantity;
    proposal.unit_cost_minor = order->unit_cost_minor;
    proposal.lead_time_days = lead_days;
    proposal.due_day = proposal.day + lead_days;
    proposal.supplier = need->terms.supplier;
    proposal.currency = need->terms.currency;
    snprintf(proposal.reason, sizeof proposal.reason,
             "The position of %" PRId64 " is not above %" PRId64 ", what may be asked in the %" PRId32
             " days until a purchase arrives.%s%s%s%s",
             need->position, need->levels.reorder_point, lead_days + 1,
             need->waiting > 0 ? " Customers wait for some." : "",
             order->by_minimum ? " The supplier's smallest order." : "",
             order->by_pack ? " In whole packs." : "",
             order->by_break ? " A price break pays." : "");
    propose(turn, &proposal, open, need);
}

static void
look_at_purchase(struct turn *turn, const struct place_need *need)
{
    const struct memory *memory = turn_state(turn);
    struct proposal *last = newest(need->place, PROPOSAL_BUY, NULL);
    const struct proposal_past past = past_of(last);
    const int64_t position = need->position + proposed_units(need->place, need->place);
    const struct proposal_decided decided = proposal_decide(
        &need->terms.stock, &need->levels, &need->demand, position, &past, memory->planning_day);

    if (past.open && need->place->location->closed)
        expire(turn, last, "The location is closed.");
    else if (decided.outcome == PROPOSE_EXPIRE)
        expire(turn, last, "What is there and coming will last.");
    else if (decided.outcome != PROPOSE_NOTHING && !need->place->location->closed)
        buy(turn, need, &decided, past.open ? last : NULL);
    else if (past.open)
        decide_automatically(turn, last, need); /* its policy may allow more than it did */
}

/* --- transfers ---------------------------------------------------------------------------------
 */

static struct transfer_terms
terms_of_transfers(const struct place_need *need)
{
    const struct stock_terms *stock = &need->terms.stock;
    const struct planning_policy *policy = &need->terms.merged.policy;
    const int64_t cost = stock->unit_cost_minor > 0 ? stock->unit_cost_minor : COST_UNKNOWN_MINOR;
    const double holding = stock->holding_rate * (double)cost / DAYS_OF_YEAR;

    return (struct transfer_terms){
        .holding_minor_day = holding,
        .short_minor = shortage_cost(stock->service_level, holding,
                                     stock->lead_time_days + stock->review_days),
        .lead_time_days = stock->lead_time_days,
        .transfer_days = policy->transfer_days,
        .line_minor = (double)policy->transfer_cost_minor,
        .cover_days = stock->review_days,
    };
}

static size_t
decide_transfers(struct turn *turn, const struct place_need *needs, size_t count,
                 struct transfer *transfers)
{
    const struct transfer_terms terms = terms_of_transfers(&needs[0]);
    struct transfer_site *sites = arena_take(turn_arena(turn), count * sizeof *sites);
    struct scratch scratch = {.bytes = arena_take(turn_arena(turn), SCRATCH_OF_TRANSFERS),
                              .size = SCRATCH_OF_TRANSFERS};

    for (size_t i = 0; i < count; i++)
        sites[i] = (struct transfer_site){
            .position = needs[i].position,
            .on_hand = needs[i].free,
            .reorder_point = needs[i].levels.reorder_point,
            .order_up_to = needs[i].levels.order_up_to,
            .per_day = needs[i].demand.per_day,
            .closed = needs[i].place->location->closed,
        };
    return transfers_decide(sites, count, &terms, NULL, &scratch, transfers, TRANSFERS_MAX);
}

static void
move(struct turn *turn, const struct place_need *to, const struct place_need *from,
     int64_t quantity, struct proposal *open)
{
    struct proposal proposal = proposal_of(turn, to, quantity);

    proposal.kind = PROPOSAL_TRANSFER;
    proposal.from = from->place;
    proposal.quantity = quantity;
    proposal.lead_time_days = to->terms.merged.policy.transfer_days;
    proposal.due_day = proposal.day + proposal.lead_time_days;
    proposal.unit_cost_minor = to->terms.stock.unit_cost_minor;
    proposal.currency = to->terms.currency;
    snprintf(proposal.reason, sizeof proposal.reason,
             "The position of %" PRId64 " is not above %" PRId64 "; %s has %" PRId64
             ", more than the %" PRId64 " it is filled up to.",
             to->position, to->levels.reorder_point, place_code(from->place), from->position,
             from->levels.order_up_to);
    propose(turn, &proposal, open, to);
}

static bool
is_snoozed(const struct proposal *last, int64_t quantity, int32_t day)
{
    const struct proposal_past past = past_of(last);

    return past.rejected && day < past.snoozed_until &&
           quantity < past.rejected_wanted + past.rejected_wanted / 4 + 1;
}

static bool
is_much_the_same(const struct proposal *open, int64_t quantity)
{
    return llabs(open->quantity - quantity) * 4 < open->quantity;
}

static void
look_at_transfer(struct turn *turn, const struct place_need *to, const struct place_need *from,
                 int64_t quantity)
{
    const struct memory *memory = turn_state(turn);
    struct proposal *last = newest(to->place, PROPOSAL_TRANSFER, from->place);
    const bool open = last != NULL && last->state == PROPOSAL_PROPOSED;

    if (open && quantity == 0)
        expire(turn, last, "It is not needed there any more, or not to spare.");
    else if (quantity > 0 && !(open && is_much_the_same(last, quantity)) &&
             !is_snoozed(last, quantity, memory->planning_day))
        move(turn, to, from, quantity, open ? last : NULL);
    else if (open && quantity > 0)
        decide_automatically(turn, last, to);
}

/* Every pair that moves something now, or had it proposed. */
static void
look_at_transfers(struct turn *turn, const struct place_need *needs, size_t count)
{
    struct transfer transfers[TRANSFERS_MAX];
    const size_t mark = arena_mark(turn_arena(turn));
    const size_t moved = count > 1 ? decide_transfers(turn, needs, count, transfers) : 0;

    arena_reset(turn_arena(turn), mark);
    for (size_t t = 0; t < moved; t++)
        look_at_transfer(turn, &needs[transfers[t].to], &needs[transfers[t].from],
                         transfers[t].quantity);
    for (size_t to = 0; to < count; to++) {
        if (needs[to].place->proposals == NULL)
            continue;
        for (size_t from = 0; from < count; from++) {
            bool moves = from == to;
            for (size_t t = 0; t < moved; t++)
                moves |= transfers[t].to == to && transfers[t].from == from;
            if (!moves)
                look_at_transfer(turn, &needs[to], &needs[from], 0);
        }
    }
}

/* proposals_crossed() goes by it until the next look. */
static void
keep_waiting(struct turn *turn, const struct place_need *need)
{
    struct place *place = need->place;

    if (place->waiting == need->waiting)
        return;
    journal_keep(turn_journal(turn), &place->waiting, sizeof place->waiting);
    place->waiting = need->waiting;
}

/* --- the look ----------------------------------------------------------------------------------
 */

void
proposals_look_at(struct turn *turn, struct item *item)
{
    size_t count;
    struct place_need *needs = levels_of_item(turn_state(turn), item, turn_arena(turn), &count);

    for (size_t i = 0; i < count; i++) {
        safety_stock_look_at(turn, &needs[i]);
        keep_waiting(turn, &needs[i]);
    }
    scarcity_look_at(turn, needs, count);
    look_at_transfers(turn, needs, count);
    for (size_t i = 0; i < count; i++)
        needs[i].position = place_position(needs[i].place, needs[i].waiting);
    for (size_t i = 0; i < count; i++)
        look_at_purchase(turn, &needs[i]);
}

/* --- what became of it -------------------------------------------------------------------------
 */

static enum proposal_change
change_of(enum document_status status, int64_t received)
{
    switch (status) {
    case DOCUMENT_DRAFT:
    case DOCUMENT_OPEN:
    case DOCUMENT_SHIPPED:
        return ON_ORDERED;
    case DOCUMENT_PARTLY_RECEIVED:
        return ON_RECEIVED_PART;
    case DOCUMENT_RECEIVED:
        return ON_RECEIVED_REST;
    case DOCUMENT_CLOSED:
        return received > 0 ? ON_RECEIVED_REST : ON_CANCELLED;
    case DOCUMENT_CANCELLED:
        return ON_CANCELLED;
    }
    WRONG("status of a document out of range");
}

void
proposals_document_changed(struct turn *turn, const char *number, enum document_status status,
                           int64_t received)
{
    struct memory *memory = turn_state(turn);
    struct proposal *proposal = proposal_of_number(memory, number);
    const char *why = proposal != NULL ? proposal_step(memory, turn_journal(turn), proposal,
                                                       change_of(status, received))
                                       : NULL;

    if (why == NULL)
        return;
    proposal->received = received;
    if (proposal->state == PROPOSAL_CANCELLED) {
        proposal->snoozed_until = memory->planning_day + SNOOZE_REFUSED_DAYS;
        text_copy(proposal->decision_reason, sizeof proposal->decision_reason,
                  "its document was cancelled");
    }
    proposals_progress(turn, proposal, why);
    memory_mark_dirty(memory, turn_journal(turn), proposal->place->item);
}
