/*
 * Decisions on proposals; see proposal_decisions.h. All or nothing: every proposal is looked at
 * before any is changed.
 */
#define _GNU_SOURCE /* qsort_r */
#include "services/forecasting/proposal_decisions.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "services/forecasting/proposals.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_replenishment.h"

#define SNOOZE_DEFAULT_DAYS 7
#define SNOOZE_REFUSED_DAYS 7

static void
accept_done(struct turn *turn, size_t count)
{
    Crossdock__Envelope__V1__Done done = CROSSDOCK__ENVELOPE__V1__DONE__INIT;

    done.count = (uint32_t)count;
    turn_accept(turn, &done.base);
}

/* Each is known and may make this step; else the answer was given. */
static bool
may_all(struct turn *turn, const struct decisions_told *told, enum proposal_change on,
        const char *what)
{
    for (size_t i = 0; i < told->count; i++) {
        const int64_t id = told->list[i].proposal_id;
        const struct proposal *proposal = proposal_find(turn_state(turn), id);
        const char *refusal = NULL;
        if (proposal == NULL) {
            turn_not_found(
                turn, arena_format(turn_arena(turn), "decisions[%zu].proposal_id", i),
                arena_format(turn_arena(turn), "PROPOSAL_UNKNOWN: there is no %" PRId64, id));
            return false;
        }
        if (proposal_step_find(proposal->state, on) == NULL)
            refusal = arena_format(turn_arena(turn),
                                   "NOT_POSSIBLE: proposal %" PRId64 " is %s: it "
                                   "cannot be %s",
                                   id, proposal_state_name(proposal->state), what);
        if (refusal != NULL) {
            turn_reject(turn, refusal, NULL);
            return false;
        }
    }
    return true;
}

/* What leaves another location is there; else the answer was given. */
static bool
can_leave(struct turn *turn, const struct decisions_told *told)
{
    for (size_t i = 0; i < told->count; i++) {
        const struct proposal *proposal =
            proposal_find(turn_state(turn), told->list[i].proposal_id);
        if (proposal->from == NULL || told->list[i].quantity <= proposal->from->on_hand)
            continue;
        turn_reject(turn,
                    arena_format(turn_arena(turn),
                                 "TOO_MANY: %s has %" PRId64 " units, %" PRId64
                                 " shall leave it by proposal %" PRId64,
                                 place_code(proposal->from), proposal->from->on_hand,
                                 told->list[i].quantity, proposal->id),
                    NULL);
        return false;
    }
    return true;
}

void
on_approve_replenishments(struct turn *turn, const struct input *input)
{
    const struct decisions_told *told = input->message;

    if (!may_all(turn, told, ON_APPROVE, "approved") || !can_leave(turn, told))
        return;
    for (size_t i = 0; i < told->count; i++)
        proposals_approve(turn, proposal_find(turn_state(turn), told->list[i].proposal_id),
                          told->list[i].quantity, input->from->name, told->list[i].reason);
    accept_done(turn, told->count);
}

static void
reject(struct turn *turn, struct proposal *proposal, const struct decision_told *decision,
       int32_t snooze_days, const char *by)
{
    struct memory *memory = turn_state(turn);

    if (proposal_step(memory, turn_journal(turn), proposal, ON_REJECT) == NULL)
        WRONG("a step that was checked");
    proposal->snoozed_until =
        memory->planning_day + (snooze_days > 0 ? snooze_days : SNOOZE_DEFAULT_DAYS);
    proposal->decided_by = memory_text(memory, turn_journal(turn), by);
    text_copy(proposal->decision_reason, sizeof proposal->decision_reason, decision->reason);
    turn_say(turn, map_text_of(proposal->place->item), place_code(proposal->place),
             write_replenishment_rejected(turn_arena(turn), proposal));
    stage_proposal(turn, proposal);
    memory_mark_dirty(memory, turn_journal(turn), proposal->place->item);
}

void
on_reject_replenishments(struct turn *turn, const struct input *input)
{
    const struct decisions_told *told = input->message;

    if (!may_all(turn, told, ON_REJECT, "rejected"))
        return;
    for (size_t i = 0; i < told->count; i++)
        reject(turn, proposal_find(turn_state(turn), told->list[i].proposal_id), &told->list[i],
               told->snooze_days, input->from->name);
    accept_done(turn, told->count);
}

/* The same need is proposed once: by a newer proposal, too. */
static bool
is_replaced(const struct proposal *proposal)
{
    for (const struct proposal *p = proposal->place->proposals; p != NULL; p = p->next)
        if (p->state == PROPOSAL_PROPOSED && p->kind == proposal->kind && p->from == proposal->from)
            return true;
    return false;
}

void
on_reopen_replenishments(struct turn *turn, const struct input *input)
{
    const struct decisions_told *told = input->message;
    struct memory *memory = turn_state(turn);

    if (!may_all(turn, told, ON_REOPEN, "taken back"))
        return;
    for (size_t i = 0; i < told->count; i++) {
        if (!is_replaced(proposal_find(memory, told->list[i].proposal_id)))
            continue;
        turn_reject(turn,
                    arena_format(turn_arena(turn),
                                 "NOT_POSSIBLE: proposal %" PRId64 " was proposed anew",
                                 told->list[i].proposal_id),
                    NULL);
        return;
    }
    for (size_t i = 0; i < told->count; i++) {
        struct proposal *proposal = proposal_find(memory, told->list[i].proposal_id);
        const char *why = proposal_step(memory, turn_journal(turn), proposal, ON_REOPEN);
        if (why == NULL)
            WRONG("a step that was checked");
        proposal->snoozed_until = 0;
        proposals_progress(turn, proposal, why);
        memory_mark_dirty(memory, turn_journal(turn), proposal->place->item);
    }
    accept_done(turn, told->count);
}

/* ReplenishmentRefused -> it is not tried again at once */
void
on_replenishment_refused(struct turn *turn, const struct input *input)
{
    const struct replenishment_refused *refused = input->message;
    struct memory *memory = turn_state(turn);
    struct proposal *proposal = proposal_find(memory, refused->proposal_id);

    if (proposal == NULL ||
        proposal_step(memory, turn_journal(turn), proposal, ON_CANCELLED) == NULL)
        return;
    proposal->snoozed_until = memory->planning_day + SNOOZE_REFUSED_DAYS;
    text_copy(proposal->decision_reason, sizeof proposal->decision_reason, refused->reason);
    proposals_progress(turn, proposal, refused->reason);
    memory_mark_dirty(memory, turn_journal(turn), proposal->place->item);
}

/* --- what is asked -----------------------------------------------------------------------------
 */

/* When stock is gone; it does not matter for how long it is gone already. 0: beyond a year. */
static int32_t
gone_by(const struct proposal *proposal, int32_t today)
{
    const int32_t day = proposal->stock_out_day;
    return day <= 0 ? INT32_MAX : day < today ? today : day;
}

/* A, B, C, not known. */
static int
rank_of(const struct proposal *proposal)
{
    return proposal->class[0] == '\0' ? 'Z' : proposal->class[0];
}

/* The soonest stock-out first, then the class, then who waits longest. */
static int
compare(const void *left, const void *right, void *today)
{
    const struct proposal *a = *(const struct proposal *const *)left;
    const struct proposal *b = *(const struct proposal *const *)right;
    const int32_t day_a = gone_by(a, *(const int32_t *)today);
    const int32_t day_b = gone_by(b, *(const int32_t *)today);

    if (day_a != day_b)
        return day_a < day_b ? -1 : 1;
    if (rank_of(a) != rank_of(b))
        return rank_of(a) - rank_of(b);
    return (a->id > b->id) - (a->id < b->id);
}

static bool
is_asked(const struct replenishments_asked *asked, const struct proposal *proposal)
{
    return asked->states[proposal->state] &&
           (asked->sku[0] == '\0' || strcmp(map_text_of(proposal->place->item), asked->sku) == 0) &&
           (asked->location[0] == '\0' ||
            strcmp(place_code(proposal->place), asked->location) == 0);
}

/* What is more than can be told stays the most that can. */
static int64_t
value_with(int64_t value_minor, const struct proposal *proposal)
{
    int64_t value;

    if (__builtin_mul_overflow(proposal->quantity, proposal->unit_cost_minor, &value) ||
        __builtin_add_overflow(value, value_minor, &value))
        return INT64_MAX;
    return value;
}

void
on_get_replenishments(struct turn *turn, const struct input *input)
{
    const struct replenishments_asked *asked = input->message;
    const struct memory *memory = turn_state(turn);
    struct replenishments_found found = {
        .list =
            arena_take(turn_arena(turn), (map_count(memory->proposals) + 1) * sizeof *found.list),
        .today = memory->planning_day};
    size_t at = 0, first = 0;

    for (const struct proposal *p; (p = map_next(memory->proposals, &at)) != NULL;) {
        if (!is_asked(asked, p))
            continue;
        found.list[found.count++] = p;
        found.units += p->quantity;
        found.value_minor = value_with(found.value_minor, p);
    }
    qsort_r(found.list, found.count, sizeof *found.list, compare, &found.today);
    for (size_t i = 0; i < found.count && asked->after_id != 0; i++)
        if (found.list[i]->id == asked->after_id)
            first = i + 1;
    found.list += first;
    found.count -= first;
    found.more = found.count > asked->limit;
    if (found.more)
        found.count = asked->limit;
    turn_accept(turn, write_replenishments_view(turn_arena(turn), &found));
}
