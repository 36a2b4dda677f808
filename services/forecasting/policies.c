/*
 * Policies and supplier's terms; see policies.h. What they change is looked at again.
 */
#include "services/forecasting/policies.h"

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "services/forecasting/demand.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_terms.h"

static void
accept_done(struct turn *turn, size_t count)
{
    Crossdock__Envelope__V1__Done done = CROSSDOCK__ENVELOPE__V1__DONE__INIT;

    done.count = (uint32_t)count;
    turn_accept(turn, &done.base);
}

/* All that a scope may be for: of a SKU that one, else any. */
static void
look_again(struct turn *turn, const struct policy_scope *scope)
{
    struct memory *memory = turn_state(turn);
    struct item *item = scope->sku[0] != '\0' ? memory_find_item(memory, scope->sku) : NULL;
    size_t at = 0;

    if (item != NULL)
        memory_mark_dirty(memory, turn_journal(turn), item);
    while (scope->sku[0] == '\0' && (item = map_next(memory->items, &at)) != NULL)
        memory_mark_dirty(memory, turn_journal(turn), item);
}

void
on_define_planning_policies(struct turn *turn, const struct input *input)
{
    const struct policies_told *told = input->message;
    bool general = false;

    for (size_t i = 0; i < told->count; i++) {
        const struct planning_policy *policy = &told->list[i];
        terms_set_policy(turn_state(turn), turn_journal(turn), policy);
        stage_policy(turn, policy, false);
        if (policy->scope.sku[0] == '\0' && general)
            continue; /* all are looked at already */
        look_again(turn, &policy->scope);
        general |= policy->scope.sku[0] == '\0';
    }
    accept_done(turn, told->count);
}

void
on_remove_planning_policy(struct turn *turn, const struct input *input)
{
    const struct planning_policy gone = {.scope = *(const struct policy_scope *)input->message};

    if (!terms_remove_policy(turn_state(turn), turn_journal(turn), &gone.scope)) {
        turn_not_found(turn, "scope", "SCOPE_UNKNOWN: there is no policy of this scope");
        return;
    }
    stage_policy(turn, &gone, true);
    look_again(turn, &gone.scope);
    accept_done(turn, 1);
}

void
on_define_supplier_terms(struct turn *turn, const struct input *input)
{
    const struct supplier_terms_told *told = input->message;

    for (size_t i = 0; i < told->count; i++) {
        const struct supplier_terms_of_sku *one = &told->list[i];
        struct item *item = demand_item_for(turn, one->sku);
        terms_set_supplier(turn_state(turn), turn_journal(turn), item, &one->terms);
        stage_supplier_terms(turn, one->sku, &one->terms);
        memory_mark_dirty(turn_state(turn), turn_journal(turn), item);
    }
    accept_done(turn, told->count);
}

/* GetPlanningTerms -> what holds there, and who said so */
void
on_get_planning_terms(struct turn *turn, const struct input *input)
{
    const struct terms_asked *asked = input->message;
    const struct memory *memory = turn_state(turn);
    const struct item *item = memory_find_item(memory, asked->sku);
    const struct location *location =
        asked->location[0] != '\0' ? memory_find_location(memory, asked->location) : NULL;

    if (item == NULL) {
        turn_not_found(turn, "sku", "SKU_UNKNOWN: nobody defined or asked for it");
        return;
    }
    if (location == NULL && asked->location[0] != '\0') {
        turn_not_found(turn, "location", "LOCATION_UNKNOWN: there is no such location");
        return;
    }
    const struct planning_terms terms = terms_of(memory, item, location);
    turn_accept(turn, write_planning_terms(turn_arena(turn), asked, &terms));
}
