/*
 * Which policy decides, and which one decides beside it without effect.
 *
 * A version is never changed. Memory keeps the two that are in use, each in one piece; the others
 * are read when they are asked for. Every switch is kept with who made it and why.
 */
#include <stdlib.h>
#include <string.h>

#include "common/message.h"
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/policies.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"

/* --- in memory -------------------------------------------------------------------------------- */

/* A copy of these bytes at the end of `to`; with to NULL only the room is counted. */
static void *
put(char *to, size_t *at, const void *from, size_t bytes)
{
    void *there = to == NULL ? NULL : to + *at;

    if (there != NULL && bytes > 0)
        memcpy(there, from, bytes);
    *at += (bytes + 15) / 16 * 16;
    return there;
}

static size_t
lay_out(const struct policy *from, char *to)
{
    size_t at = 0;
    struct policy *copy = put(to, &at, from, sizeof *from);
    const struct zone *zones = put(to, &at, from->zones, from->zone_count * sizeof *zones);
    struct carrier_service *services =
        put(to, &at, from->services, from->service_count * sizeof *services);

    for (uint32_t i = 0; i < from->service_count; i++) {
        struct carrier_service service = from->services[i];
        service.carrier = put(to, &at, service.carrier, strlen(service.carrier) + 1);
        service.name = put(to, &at, service.name, strlen(service.name) + 1);
        service.zones = put(to, &at, service.zones, service.zone_count * sizeof *service.zones);
        service.break_to_ug =
            put(to, &at, service.break_to_ug, service.break_count * sizeof *service.break_to_ug);
        service.price_nano =
            put(to, &at, service.price_nano,
                (size_t)service.zone_count * service.break_count * sizeof *service.price_nano);
        if (to != NULL)
            services[i] = service;
    }
    if (to != NULL) {
        copy->zones = zones;
        copy->services = services;
    }
    return at;
}

static const struct policy *
copy_of(const struct policy *policy)
{
    if (policy == NULL)
        return NULL;
    char *room = calloc(1, lay_out(policy, NULL));
    assert(room != NULL);
    lay_out(policy, room);
    return (const struct policy *)(void *)room;
}

static void
replace(struct memory *memory, const struct policy **place, const struct policy *policy)
{
    const struct policy *fresh = copy_of(policy);

    memory_keep(memory, place, sizeof *place);
    memory_replaced(memory, (void *)*place, (void *)fresh);
    *place = fresh;
}

void
policy_use(struct memory *memory, const struct policy *policy, const struct policy *shadow)
{
    if (policy != memory->policy)
        replace(memory, &memory->policy, policy);
    if (shadow != memory->shadow)
        replace(memory, &memory->shadow, shadow);
}

void
policies_close(struct memory *memory)
{
    free((void *)memory->policy);
    free((void *)memory->shadow);
}

/* --- defined ---------------------------------------------------------------------------------- */

void
on_define_policy(struct turn *turn, const struct input *input)
{
    const struct told_policy *told = input->message;
    struct memory *memory = store_memory(turn);
    Crossdock__Routing__V1__PolicyReply reply = CROSSDOCK__ROUTING__V1__POLICY_REPLY__INIT;
    size_t bytes;

    memory_keep(memory, &memory->next_policy, sizeof memory->next_policy);
    told->message->version = reply.version = memory->next_policy++;
    const uint8_t *body = message_pack(turn_arena(turn), &told->message->base, &bytes);
    store_note_policy(turn, reply.version, body, bytes, input->from->name);
    turn_accept(turn, &reply.base);
}

/* --- switched --------------------------------------------------------------------------------- */

void
want_policy(struct turn *turn, const struct input *input)
{
    store_want_policy(turn, ((const struct policy_choice *)input->message)->version);
}

bool
policy_find(struct turn *turn, uint32_t version, struct policy *policy)
{
    const struct kept_policy *kept = store_policy(turn, version);
    struct refusal refusal;
    const char *wrong;

    if (kept == NULL)
        return false;
    const ProtobufCMessage *message =
        message_read(turn_arena(turn), &crossdock__routing__v1__policy__descriptor, kept->body,
                     kept->bytes, &wrong);
    assert(message != NULL);
    if (!read_policy(turn_arena(turn), (const Crossdock__Routing__V1__Policy *)message, policy,
                     &refusal))
        WRONG("a policy was kept that would be refused");
    return true;
}

static void
tell_switch(struct turn *turn, const struct input *input, const char *note)
{
    struct memory *memory = store_memory(turn);

    memory_keep(memory, &memory->next_policy_switch, sizeof memory->next_policy_switch);
    store_note_policy_switch(turn, memory->next_policy_switch++, input->from->name, note);
    say_policy_switched(turn, memory, input->from->name, note);
    answer_count(turn, 1);
}

void
on_activate_policy(struct turn *turn, const struct input *input)
{
    const struct policy_choice *choice = input->message;
    struct memory *memory = store_memory(turn);
    const struct policy *shadow = memory->shadow;
    struct policy policy;

    if (!policy_find(turn, choice->version, &policy)) {
        turn_not_found(turn, "version", "there is no such version");
        return;
    }
    if (shadow != NULL && shadow->version == choice->version)
        shadow = NULL; /* it would decide beside itself */
    policy_use(memory, &policy, shadow);
    parked_stir_all(memory);
    tell_switch(turn, input, choice->note);
}

void
on_shadow_policy(struct turn *turn, const struct input *input)
{
    const struct policy_choice *choice = input->message;
    struct memory *memory = store_memory(turn);
    struct policy policy;

    if (choice->version != 0 && !policy_find(turn, choice->version, &policy)) {
        turn_not_found(turn, "version", "there is no such version");
        return;
    }
    if (choice->version == memory->policy->version) {
        turn_reject(turn, "this version decides already", NULL);
        return;
    }
    policy_use(memory, memory->policy, choice->version == 0 ? NULL : &policy);
    tell_switch(turn, input, choice->note);
}

/* --- asked for -------------------------------------------------------------------------------- */

void
want_policies(struct turn *turn, const struct input *input)
{
    (void)input;
    store_want_policies(turn);
}

static Crossdock__Routing__V1__PolicyFact *
fact_of(struct turn *turn, const struct kept_policy *kept)
{
    Crossdock__Routing__V1__PolicyFact *fact = arena_take(turn_arena(turn), sizeof *fact);
    const char *wrong;

    crossdock__routing__v1__policy_fact__init(fact);
    fact->policy = (Crossdock__Routing__V1__Policy *)message_read(
        turn_arena(turn), &crossdock__routing__v1__policy__descriptor, kept->body, kept->bytes,
        &wrong);
    fact->defined_at_us = kept->defined_at_us;
    fact->by = (char *)kept->by;
    return fact;
}

static Crossdock__Routing__V1__PolicySwitch *
switch_of(struct turn *turn, const struct policy_switch *kept)
{
    Crossdock__Routing__V1__PolicySwitch *one = arena_take(turn_arena(turn), sizeof *one);

    crossdock__routing__v1__policy_switch__init(one);
    one->at_us = kept->at_us;
    one->active = kept->active;
    one->shadow = kept->shadow;
    one->by = (char *)kept->by;
    one->note = (char *)kept->note;
    return one;
}

void
on_get_policies(struct turn *turn, const struct input *input)
{
    const struct memory *memory = store_memory(turn);
    Crossdock__Routing__V1__PoliciesView view = CROSSDOCK__ROUTING__V1__POLICIES_VIEW__INIT;
    size_t policies = 0;
    size_t switches = 0;

    (void)input;
    for (const struct kept_policy *k = store_policies(turn); k != NULL; k = k->next)
        policies++;
    for (const struct policy_switch *k = store_policy_switches(turn); k != NULL; k = k->next)
        switches++;
    view.active = memory->policy->version;
    view.shadow = memory->shadow == NULL ? 0 : memory->shadow->version;
    view.policies = arena_take(turn_arena(turn), policies * sizeof *view.policies);
    view.switches = arena_take(turn_arena(turn), switches * sizeof *view.switches);
    for (const struct kept_policy *k = store_policies(turn); k != NULL; k = k->next)
        view.policies[view.n_policies++] = fact_of(turn, k);
    for (const struct policy_switch *k = store_policy_switches(turn); k != NULL; k = k->next)
        view.switches[view.n_switches++] = switch_of(turn, k);
    turn_accept(turn, &view.base);
}
