/*
 * protobuf <-> what to buy and to move; see wire_replenishment.h.
 */
#include "services/forecasting/wire_replenishment.h"

#include <stdio.h>
#include <string.h>

#include "crossdock/inventory/v1/inventory.pb-c.h"

#define DECISIONS_MAX 1000
#define SNOOZE_MAX    365
#define LIMIT_DEFAULT 100
#define LIMIT_MAX     10000

/* --- commands -------------------------------------------------------------------------------- */

static const void *
read_decisions(struct arena *arena, Crossdock__Forecasting__V1__ProposalDecision *const *decisions,
               size_t count, bool needs_reason, struct refusal *refusal)
{
    struct decisions_told *out = arena_take(arena, sizeof *out + count * sizeof out->list[0]);

    if (count == 0 || count > DECISIONS_MAX)
        return wire_refuse(refusal, "decisions: 1 to 1000");
    for (size_t i = 0; i < count; i++) {
        const Crossdock__Forecasting__V1__ProposalDecision *in = decisions[i];
        if (in->proposal_id == 0 || in->proposal_id > INT64_MAX)
            return wire_refuse(refusal, "proposal_id: from 1 on");
        if (in->quantity < 0 || in->quantity > UNITS_MAX)
            return wire_refuse(refusal, "quantity: 0 to 1,000,000,000");
        if (strlen(in->reason) > DECISION_BYTES_MAX || (needs_reason && in->reason[0] == '\0'))
            return wire_refuse(refusal, "reason: at most 200 bytes; a rejection needs one");
        for (size_t j = 0; j < i; j++)
            if (decisions[j]->proposal_id == in->proposal_id)
                return wire_refuse(refusal, "a proposal comes twice");
        out->list[out->count++] = (struct decision_told){
            .proposal_id = (int64_t)in->proposal_id,
            .quantity = in->quantity,
            .reason = in->reason,
        };
    }
    return out;
}

const void *
read_approve_replenishments(struct arena *arena, const ProtobufCMessage *message,
                            struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__ApproveReplenishments *in = (const void *)message;

    return read_decisions(arena, in->decisions, in->n_decisions, false, refusal);
}

const void *
read_reject_replenishments(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__RejectReplenishments *in = (const void *)message;

    if (in->snooze_days < 0 || in->snooze_days > SNOOZE_MAX)
        return wire_refuse(refusal, "snooze_days: 0 to 365");
    const void *read = read_decisions(arena, in->decisions, in->n_decisions, true, refusal);
    if (read == NULL)
        return NULL;
    struct decisions_told *out = (struct decisions_told *)(uintptr_t)read;
    out->snooze_days = in->snooze_days;
    return out;
}

const void *
read_reopen_replenishments(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__ReopenReplenishments *in = (const void *)message;
    struct decisions_told *out =
        arena_take(arena, sizeof *out + in->n_proposal_ids * sizeof out->list[0]);

    if (in->n_proposal_ids == 0 || in->n_proposal_ids > DECISIONS_MAX)
        return wire_refuse(refusal, "proposal_ids: 1 to 1000");
    for (size_t i = 0; i < in->n_proposal_ids; i++) {
        if (in->proposal_ids[i] == 0 || in->proposal_ids[i] > INT64_MAX)
            return wire_refuse(refusal, "proposal_ids: from 1 on");
        for (size_t j = 0; j < i; j++)
            if (in->proposal_ids[j] == in->proposal_ids[i])
                return wire_refuse(refusal, "a proposal comes twice");
        out->list[out->count++] =
            (struct decision_told){.proposal_id = (int64_t)in->proposal_ids[i], .reason = ""};
    }
    return out;
}

const void *
read_get_replenishments(struct arena *arena, const ProtobufCMessage *message,
                        struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__GetReplenishments *in = (const void *)message;
    struct replenishments_asked *asked = arena_take(arena, sizeof *asked);

    if (in->limit > LIMIT_MAX || in->after_proposal_id > INT64_MAX)
        return wire_refuse(refusal, "limit: at most 10,000");
    for (size_t i = 0; i < in->n_statuses; i++) {
        if ((int)in->statuses[i] < PROPOSAL_PROPOSED || (int)in->statuses[i] > PROPOSAL_CANCELLED)
            return wire_refuse(refusal, "statuses: unknown");
        asked->states[in->statuses[i]] = true;
    }
    if (in->n_statuses == 0)
        asked->states[PROPOSAL_PROPOSED] = true;
    asked->sku = in->sku;
    asked->location = in->location;
    asked->limit = in->limit != 0 ? in->limit : LIMIT_DEFAULT;
    asked->after_id = (int64_t)in->after_proposal_id;
    return asked;
}

const void *
read_replenishment_refused(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ReplenishmentRefused *in = (const void *)message;
    struct replenishment_refused *refused = arena_take(arena, sizeof *refused);

    if (in->proposal_id == 0 || in->proposal_id > INT64_MAX)
        return wire_refuse(refusal, "proposal_id: from 1 on");
    refused->proposal_id = (int64_t)in->proposal_id;
    refused->reason = in->reason;
    return refused;
}

/* --- events ---------------------------------------------------------------------------------- */

static char *
sku_of(struct arena *arena, const struct proposal *proposal)
{
    return arena_text(arena, map_text_of(proposal->place->item));
}

static char *
location_of(struct arena *arena, const struct place *place)
{
    return arena_text(arena, place != NULL ? place_code(place) : "");
}

Crossdock__Forecasting__V1__ReplenishmentProposed *
replenishment_message(struct arena *arena, const struct proposal *proposal)
{
    Crossdock__Forecasting__V1__ReplenishmentProposed *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__replenishment_proposed__init(out);
    out->proposal_id = (uint64_t)proposal->id;
    out->sku = sku_of(arena, proposal);
    out->quantity = proposal->quantity;
    out->day = proposal->day;
    out->lead_time_days = proposal->lead_time_days;
    out->position = proposal->position;
    out->reorder_point = proposal->reorder_point;
    out->order_up_to = proposal->order_up_to;
    out->reason = arena_text(arena, proposal->reason);
    out->location = location_of(arena, proposal->place);
    out->kind = (Crossdock__Forecasting__V1__ProposalKind)proposal->kind;
    out->from_location = location_of(arena, proposal->from);
    out->supplier = arena_text(arena, proposal->supplier);
    out->unit_cost_minor = proposal->unit_cost_minor;
    out->currency = arena_text(arena, proposal->currency);
    out->stock_out_day = proposal->stock_out_day;
    out->safety_stock = proposal->safety_stock;
    out->due_day = proposal->due_day;
    out->abc_xyz = arena_text(arena, proposal->class);
    return out;
}

const ProtobufCMessage *
write_replenishment_proposed(struct arena *arena, const struct proposal *proposal)
{
    return &replenishment_message(arena, proposal)->base;
}

const ProtobufCMessage *
write_replenishment_expired(struct arena *arena, const struct proposal *proposal)
{
    Crossdock__Forecasting__V1__ReplenishmentExpired *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__replenishment_expired__init(out);
    out->proposal_id = (uint64_t)proposal->id;
    out->sku = sku_of(arena, proposal);
    out->location = location_of(arena, proposal->place);
    out->reason = arena_text(arena, proposal->decision_reason);
    return &out->base;
}

const ProtobufCMessage *
write_replenishment_approved(struct arena *arena, const struct proposal *proposal,
                             int64_t due_at_us)
{
    Crossdock__Forecasting__V1__ReplenishmentApproved *out = arena_take(arena, sizeof *out);
    char number[PROPOSAL_NUMBER_BYTES];

    crossdock__forecasting__v1__replenishment_approved__init(out);
    out->proposal_id = (uint64_t)proposal->id;
    out->number = arena_text(arena, proposal_number(proposal, number));
    out->sku = sku_of(arena, proposal);
    out->location = location_of(arena, proposal->place);
    out->quantity = proposal->approved;
    out->kind = (Crossdock__Forecasting__V1__ProposalKind)proposal->kind;
    out->from_location = location_of(arena, proposal->from);
    out->supplier = arena_text(arena, proposal->supplier);
    out->unit_cost_minor = proposal->unit_cost_minor;
    out->currency = arena_text(arena, proposal->currency);
    out->due_at_us = due_at_us;
    out->by = arena_text(arena, proposal->decided_by);
    out->reason = arena_text(arena, proposal->decision_reason);
    return &out->base;
}

const ProtobufCMessage *
write_replenishment_rejected(struct arena *arena, const struct proposal *proposal)
{
    Crossdock__Forecasting__V1__ReplenishmentRejected *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__replenishment_rejected__init(out);
    out->proposal_id = (uint64_t)proposal->id;
    out->sku = sku_of(arena, proposal);
    out->location = location_of(arena, proposal->place);
    out->reason = arena_text(arena, proposal->decision_reason);
    out->by = arena_text(arena, proposal->decided_by);
    return &out->base;
}

const ProtobufCMessage *
write_replenishment_progressed(struct arena *arena, const struct proposal *proposal,
                               const char *reason)
{
    Crossdock__Forecasting__V1__ReplenishmentProgressed *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__replenishment_progressed__init(out);
    out->proposal_id = (uint64_t)proposal->id;
    out->sku = sku_of(arena, proposal);
    out->location = location_of(arena, proposal->place);
    out->status = (Crossdock__Forecasting__V1__ProposalStatus)proposal->state;
    out->received = proposal->received;
    out->reason = arena_text(arena, reason);
    return &out->base;
}

const ProtobufCMessage *
write_safety_stock_changed(struct arena *arena, const struct place *place, double service_level,
                           const char *reason)
{
    Crossdock__Forecasting__V1__SafetyStockChanged *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__safety_stock_changed__init(out);
    out->sku = arena_text(arena, map_text_of(place->item));
    out->location = location_of(arena, place);
    out->safety_stock = place->told.safety_stock;
    out->reorder_point = place->told.reorder_point;
    out->order_up_to = place->told.order_up_to;
    out->held_back = place->told.held_back;
    out->service_level = service_level;
    out->reason = arena_text(arena, reason);
    return &out->base;
}

/* --- the view -------------------------------------------------------------------------------- */

static Crossdock__Forecasting__V1__Replenishment *
write_replenishment(struct arena *arena, const struct proposal *proposal, int32_t today)
{
    Crossdock__Forecasting__V1__Replenishment *out = arena_take(arena, sizeof *out);
    char number[PROPOSAL_NUMBER_BYTES];

    crossdock__forecasting__v1__replenishment__init(out);
    out->proposal = replenishment_message(arena, proposal);
    if (proposal->state == PROPOSAL_PROPOSED && today > proposal->day)
        out->proposal->due_day = today + proposal->lead_time_days;
    out->status = (Crossdock__Forecasting__V1__ProposalStatus)proposal->state;
    out->approved = proposal->approved;
    out->received = proposal->received;
    out->decided_by = arena_text(arena, proposal->decided_by);
    out->decision_reason = arena_text(arena, proposal->decision_reason);
    if (proposal->approved > 0)
        out->number = arena_text(arena, proposal_number(proposal, number));
    return out;
}

const ProtobufCMessage *
write_replenishments_view(struct arena *arena, const struct replenishments_found *found)
{
    Crossdock__Forecasting__V1__ReplenishmentsView *view = arena_take(arena, sizeof *view);

    crossdock__forecasting__v1__replenishments_view__init(view);
    view->replenishments = arena_take(arena, (found->count + 1) * sizeof *view->replenishments);
    for (size_t i = 0; i < found->count; i++)
        view->replenishments[view->n_replenishments++] = 
            write_replenishment(arena, found->list[i], found->today);
    view->more = found->more;
    view->units = found->units;
    view->value_minor = found->value_minor;
    return &view->base;
}
