/*
 * Why an order went where it went: the records of its decisions told as messages and in words, and
 * the record of one decision as it is, for who wants to decide again.
 */
#include <string.h>

#include "common/message.h"
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/plan.h"
#include "services/fulfillment-routing/policies.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/words.h"

typedef Crossdock__Routing__V1__Decision decision_message;

/* --- why ---------------------------------------------------------------------------------------
 */

/* Operators and readers may ask for every order, a storefront for what its channel was promised.
 * Nothing is given away where nothing was decided. */
static bool
may_be_told(struct turn *turn, const struct identity *to)
{
    bool any = false;

    if (to->role != ROLE_STOREFRONT)
        return true;
    for (const struct kept_decision *k = store_decisions(turn); k != NULL; k = k->next) {
        if (strcmp(k->channel, to->subject) == 0)
            return true;
        any = true;
    }
    return !any;
}

/* Of a row from before records were kept. */
static decision_message *
told_then(struct turn *turn, const struct kept_decision *kept)
{
    const char *reason;
    decision_message *decision = (decision_message *)message_read(
        turn_arena(turn), &crossdock__routing__v1__decision__descriptor, kept->body, kept->bytes,
        &reason);

    assert(decision != NULL); /* our own bytes */
    if (decision->n_legs == 1 && decision->legs[0]->n_lines == 0) {
        decision->legs[0]->n_lines = decision->n_lines;
        decision->legs[0]->lines = decision->lines;
    }
    return decision;
}

/* NULL: it is not known. */
static const struct policy *
policy_of(struct turn *turn, const struct record *record)
{
    struct policy *policy = arena_take(turn_arena(turn), sizeof *policy);

    return policy_find(turn, record->policy, policy) ? policy : NULL;
}

static decision_message *
tell_record(struct turn *turn, const struct kept_decision *kept)
{
    const struct record *record = kept->record;
    decision_message *decision = record_tell(turn_arena(turn), record, policy_of(turn, record));

    for (size_t i = 0; i < decision->n_legs; i++)
        decision->legs[i]->fulfillment_order_id = (uint64_t)kept->decision_id + i;
    if (record->parked != 0)
        decision->reason = (char *)parked_reason_name((enum parked_reason)record->parked);
    else
        decision->reason = (char *)decision_remark(turn, record);
    return decision;
}

static decision_message *
tell_unreadable(struct turn *turn, const struct kept_decision *kept)
{
    decision_message *decision = arena_take(turn_arena(turn), sizeof *decision);

    crossdock__routing__v1__decision__init(decision);
    decision->rule = (char *)rule_name(RULE_PARKED);
    decision->reason = arena_format(
        turn_arena(turn), "what is kept of this decision cannot be read: %s", kept->unreadable);
    return decision;
}

static void
tell_not(struct turn *turn, const struct kept_decision *kept, const char *code,
         decision_message *decision)
{
    const struct record *record = kept->record;
    Crossdock__Routing__V1__NotChosen *told = NULL;
    enum not_told how = NOT_CHOSEN_UNKNOWN;

    if (record != NULL)
        how = record_tell_not(turn_arena(turn), record, policy_of(turn, record), code, &told);
    decision->not_chosen = told;
    decision->why_not = (char *)decision_why_not(turn, decision, code, how);
}

static decision_message *
tell(struct turn *turn, const struct kept_decision *kept)
{
    if (kept->record != NULL)
        return tell_record(turn, kept);
    return kept->unreadable == NULL ? told_then(turn, kept) : tell_unreadable(turn, kept);
}

static const ProtobufCMessage *
view_of(struct turn *turn, const char *not_location)
{
    struct arena *arena = turn_arena(turn);
    Crossdock__Routing__V1__DecisionView *view = arena_take(arena, sizeof *view);
    size_t count = 0;

    for (const struct kept_decision *k = store_decisions(turn); k != NULL; k = k->next)
        count++;
    crossdock__routing__v1__decision_view__init(view);
    view->decisions = arena_take(arena, (count + 1) * sizeof *view->decisions);
    view->words = arena_take(arena, (count + 1) * sizeof *view->words);
    for (const struct kept_decision *k = store_decisions(turn); k != NULL; k = k->next) {
        decision_message *decision = tell(turn, k);
        decision->order_id = (uint64_t)k->order_id;
        decision->decision_id = (uint64_t)k->decision_id;
        decision->round = (uint32_t)view->n_decisions + 1;
        if (k->unreadable == NULL)
            decision->reason = (char *)decision_sentence(turn, decision);
        if (not_location[0] != '\0')
            tell_not(turn, k, not_location, decision);
        view->words[view->n_words++] = decision->reason;
        view->decisions[view->n_decisions++] = decision;
    }
    return &view->base;
}

HANDLE(want_decisions)
{
    store_want_decisions(turn, ((const struct asked_why *)input->message)->order_id);
}

HANDLE(on_explain_order)
{
    if (may_be_told(turn, input->from))
        turn_accept(turn, view_of(turn, ((const struct asked_why *)input->message)->not_location));
    else
        turn_deny(turn, "this key acts for another channel");
}

/* --- the record --------------------------------------------------------------------------------
 */

HANDLE(want_decision)
{
    const struct asked_decision *asked = input->message;

    if (asked->decision_id != 0)
        store_want_decisions_beside(turn, asked->decision_id);
    else
        store_want_decisions(turn, asked->order_id);
}

static Crossdock__Routing__V1__Policy *
policy_message(struct turn *turn, uint32_t version)
{
    const struct kept_policy *kept = store_policy(turn, version);
    const char *reason;

    if (kept == NULL)
        return NULL;
    return (Crossdock__Routing__V1__Policy *)message_read(
        turn_arena(turn), &crossdock__routing__v1__policy__descriptor, kept->body, kept->bytes,
        &reason);
}

HANDLE(on_get_decision)
{
    const struct asked_decision *asked = input->message;
    Crossdock__Routing__V1__DecisionRecordView view =
        CROSSDOCK__ROUTING__V1__DECISION_RECORD_VIEW__INIT;
    const struct kept_decision *found = NULL;
    uint32_t round = 0;

    for (const struct kept_decision *k = store_decisions(turn); k != NULL; k = k->next) {
        round++;
        if (asked->decision_id != 0 ? k->decision_id != asked->decision_id
                                    : asked->round != 0 && round != asked->round)
            continue;
        found = k;
        view.round = round;
    }
    if (found == NULL) {
        turn_not_found(turn, "decision_id", "there is no such decision");
        return;
    }
    if (found->bytes > 0 && found->body[0] == RECORD_FIRST_NOT) {
        turn_reject(turn, "it is from before what decisions are made of was kept", NULL);
        return;
    }
    view.order_id = (uint64_t)found->order_id;
    view.decision_id = (uint64_t)found->decision_id;
    if (found->record != NULL)
        view.policy = policy_message(turn, found->record->policy);
    view.record.data = (uint8_t *)found->body;
    view.record.len = found->bytes;
    turn_accept(turn, &view.base);
}
