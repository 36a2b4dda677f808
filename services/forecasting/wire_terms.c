/*
 * protobuf <-> policies and terms; see wire_terms.h.
 */
#include "services/forecasting/wire_terms.h"

#include <stdio.h>
#include <string.h>

#include "crossdock/forecasting/v1/replenishment.pb-c.h"

#define POLICIES_MAX       1000
#define CATEGORY_BYTES_MAX 64
#define SUPPLIER_BYTES_MAX 200
#define DAYS_MAX           365
#define LEAD_TIME_DAYS_MAX 3650
#define AMOUNT_MAX         INT64_C(1000000000000000)

typedef Crossdock__Forecasting__V1__PlanningPolicy policy_message;
typedef Crossdock__Forecasting__V1__PolicyScope scope_message;
typedef Crossdock__Forecasting__V1__SupplierTerms terms_message;

static bool
is_amount(int64_t amount)
{
    return amount >= 0 && amount <= AMOUNT_MAX;
}

/* "A", "X", "AX" or nothing. */
static bool
is_class(const char *text)
{
    if (*text >= 'A' && *text <= 'C')
        text++;
    if (*text >= 'X' && *text <= 'Z')
        text++;
    return *text == '\0';
}

static bool
is_currency(const char *text)
{
    const size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return text[letters] == '\0' && (letters == 0 || letters == 3);
}

/* --- policies -------------------------------------------------------------------------------- */

static const char *
scope_wrong(const scope_message *scope)
{
    if (strlen(scope->sku) > SKU_BYTES_MAX)
        return "scope: sku: at most 64 bytes";
    if (!is_class(scope->class_))
        return "scope: class: A to C, X to Z, or both like AX";
    if (strlen(scope->category) > CATEGORY_BYTES_MAX)
        return "scope: category: at most 64 bytes";
    if (strlen(scope->location) > LOCATION_BYTES_MAX)
        return "scope: location: at most 32 bytes";
    return NULL;
}

static const char *
policy_wrong(const policy_message *policy)
{
    const Crossdock__Forecasting__V1__AutoApproval *automatic = policy->automatic;

    if (policy->service_level != 0 &&
        !(policy->service_level >= 0.5 && policy->service_level <= 0.9999))
        return "service_level: 0.5 to 0.9999, or 0";
    if (policy->review_days < 0 || policy->review_days > DAYS_MAX)
        return "review_days: 0 to 365";
    if (!is_amount(policy->order_cost_minor) || !is_amount(policy->transfer_cost_minor))
        return "order_cost_minor, transfer_cost_minor: below 0, or too much";
    if (!(policy->holding_rate >= 0 && policy->holding_rate <= 10))
        return "holding_rate: 0 to 10";
    if ((int)policy->rule < 0 || (int)policy->rule > REVIEW_BASE_STOCK)
        return "rule: unknown";
    if (policy->hold_back != -1 && !(policy->hold_back >= 0 && policy->hold_back <= 1))
        return "hold_back: 0 to 1, or -1";
    if (policy->transfer_days < 0 || policy->transfer_days > DAYS_MAX)
        return "transfer_days: 0 to 365";
    if (automatic != NULL && (!is_amount(automatic->value_minor) || automatic->units < 0 ||
                              automatic->units > UNITS_MAX || automatic->cover_days < 0 ||
                              automatic->cover_days > LEAD_TIME_DAYS_MAX))
        return "automatic: a limit is below 0, or too much";
    return policy->scope != NULL ? scope_wrong(policy->scope) : NULL;
}

static struct policy_scope
scope_of(const scope_message *scope)
{
    if (scope == NULL)
        return (struct policy_scope){.sku = "", .class = "", .category = "", .location = ""};
    return (struct policy_scope){.sku = scope->sku,
                                 .class = scope->class_,
                                 .category = scope->category,
                                 .location = scope->location};
}

static struct planning_policy
policy_of(const policy_message *in)
{
    struct planning_policy policy = {
        .scope = scope_of(in->scope),
        .service_level = in->service_level,
        .review_days = in->review_days,
        .order_cost_minor = in->order_cost_minor,
        .holding_rate = in->holding_rate,
        .rule = (int)in->rule,
        .hold_back = in->hold_back,
        .transfer_cost_minor = in->transfer_cost_minor,
        .transfer_days = in->transfer_days,
    };

    if (in->automatic != NULL)
        policy.automatic = (struct auto_approval){
            .value_minor = in->automatic->value_minor,
            .units = in->automatic->units,
            .cover_days = in->automatic->cover_days,
            .transfers = in->automatic->transfers,
        };
    return policy;
}

const void *
read_define_planning_policies(struct arena *arena, const ProtobufCMessage *message,
                              struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__DefinePlanningPolicies *in = (const void *)message;
    struct policies_told *out =
        arena_take(arena, sizeof *out + in->n_policies * sizeof out->list[0]);

    if (in->n_policies == 0 || in->n_policies > POLICIES_MAX)
        return wire_refuse(refusal, "policies: 1 to 1000");
    for (size_t i = 0; i < in->n_policies; i++) {
        const char *wrong = policy_wrong(in->policies[i]);
        if (wrong != NULL) {
            snprintf(refusal->reason, sizeof refusal->reason, "policy %zu: %s", i + 1, wrong);
            return NULL;
        }
        out->list[out->count++] = policy_of(in->policies[i]);
    }
    return out;
}

const void *
read_remove_planning_policy(struct arena *arena, const ProtobufCMessage *message,
                            struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__RemovePlanningPolicy *in = (const void *)message;
    const char *wrong = in->scope != NULL ? scope_wrong(in->scope) : NULL;
    struct policy_scope *scope = arena_take(arena, sizeof *scope);

    if (wrong != NULL)
        return wire_refuse(refusal, wrong);
    *scope = scope_of(in->scope);
    return scope;
}

/* --- suppliers ------------------------------------------------------------------------------- */

static const char *
breaks_wrong(const terms_message *terms)
{
    if (terms->n_breaks > PRICE_BREAKS_MAX)
        return "breaks: at most 8";
    for (size_t i = 0; i < terms->n_breaks; i++) {
        const Crossdock__Forecasting__V1__PriceBreak *at = terms->breaks[i];
        if (at->from_units < 1 || at->from_units > UNITS_MAX || at->unit_cost_minor < 0 ||
            at->unit_cost_minor > AMOUNT_MAX)
            return "breaks: units or cost out of range";
        if (i > 0 && at->from_units <= terms->breaks[i - 1]->from_units)
            return "breaks: by rising quantity";
    }
    return NULL;
}

static const char *
terms_wrong(const terms_message *terms)
{
    if (!wire_is_sku(terms->sku))
        return "sku: 1 to 64 bytes";
    if (strlen(terms->supplier) > SUPPLIER_BYTES_MAX)
        return "supplier: at most 200 bytes";
    if (terms->lead_time_days < 0 || terms->lead_time_days > LEAD_TIME_DAYS_MAX)
        return "lead_time_days: 0 to 3650";
    if (!(terms->lead_time_sd_days >= 0 && terms->lead_time_sd_days <= LEAD_TIME_DAYS_MAX))
        return "lead_time_sd_days: 0 to 3650";
    if (terms->minimum_units < 0 || terms->minimum_units > UNITS_MAX || terms->pack_units < 0 ||
        terms->pack_units > UNITS_MAX)
        return "minimum_units, pack_units: 0 to 1,000,000,000";
    if (!is_amount(terms->unit_cost_minor))
        return "unit_cost_minor: below 0, or too much";
    if (!is_currency(terms->currency))
        return "currency: three capital letters, or nothing";
    return breaks_wrong(terms);
}

const void *
read_define_supplier_terms(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__DefineSupplierTerms *in = (const void *)message;
    struct supplier_terms_told *out =
        arena_take(arena, sizeof *out + in->n_terms * sizeof out->list[0]);

    if (in->n_terms == 0 || in->n_terms > POLICIES_MAX)
        return wire_refuse(refusal, "terms: 1 to 1000");
    for (size_t i = 0; i < in->n_terms; i++) {
        const terms_message *from = in->terms[i];
        const char *wrong = terms_wrong(from);
        if (wrong != NULL) {
            snprintf(refusal->reason, sizeof refusal->reason, "terms %zu: %s", i + 1, wrong);
            return NULL;
        }
        struct supplier_terms_of_sku *to = &out->list[out->count++];
        to->sku = from->sku;
        to->terms = (struct supplier_terms){
            .supplier = from->supplier,
            .currency = from->currency,
            .lead_time_days = from->lead_time_days,
            .lead_time_sd_days = from->lead_time_sd_days,
            .minimum_units = from->minimum_units,
            .pack_units = from->pack_units,
            .unit_cost_minor = from->unit_cost_minor,
            .break_count = (int)from->n_breaks,
        };
        for (size_t b = 0; b < from->n_breaks; b++)
            to->terms.breaks[b] =
                (struct price_break){from->breaks[b]->from_units, from->breaks[b]->unit_cost_minor};
    }
    return out;
}

/* --- what holds ------------------------------------------------------------------------------ */

const void *
read_get_planning_terms(struct arena *arena, const ProtobufCMessage *message,
                        struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__GetPlanningTerms *in = (const void *)message;
    struct terms_asked *asked = arena_take(arena, sizeof *asked);

    if (!wire_is_sku(in->sku) || strlen(in->location) > LOCATION_BYTES_MAX)
        return wire_refuse(refusal, "sku: 1 to 64 bytes; location: at most 32");
    asked->sku = in->sku;
    asked->location = in->location;
    return asked;
}

static policy_message *
write_policy(struct arena *arena, const struct planning_policy *policy)
{
    policy_message *out = arena_take(arena, sizeof *out);
    Crossdock__Forecasting__V1__AutoApproval *automatic = arena_take(arena, sizeof *automatic);

    crossdock__forecasting__v1__planning_policy__init(out);
    crossdock__forecasting__v1__auto_approval__init(automatic);
    out->service_level = policy->service_level;
    out->review_days = policy->review_days;
    out->order_cost_minor = policy->order_cost_minor;
    out->holding_rate = policy->holding_rate;
    out->rule = (Crossdock__Forecasting__V1__ReviewRule)policy->rule;
    out->hold_back = policy->hold_back;
    out->transfer_cost_minor = policy->transfer_cost_minor;
    out->transfer_days = policy->transfer_days;
    automatic->value_minor = policy->automatic.value_minor;
    automatic->units = policy->automatic.units;
    automatic->cover_days = policy->automatic.cover_days;
    automatic->transfers = policy->automatic.transfers;
    out->automatic = automatic;
    return out;
}

/* "service level: SKU A-1, location MAN" */
static char *
write_origin(struct arena *arena, enum policy_field field, const struct planning_policy *from)
{
    const struct policy_scope *scope = from != NULL ? &from->scope : NULL;
    char text[400];
    int bytes = snprintf(text, sizeof text, "%s:", policy_field_name(field));
    const int before = bytes;

    if (scope != NULL) {
        const char *const names[] = {"SKU", "class", "category", "location"};
        const char *const values[] = {scope->sku, scope->class, scope->category, scope->location};
        for (int i = 0; i < 4; i++)
            if (values[i][0] != '\0')
                bytes += snprintf(text + bytes, sizeof text - (size_t)bytes, "%s %s %s",
                                  bytes > before ? "," : "", names[i], values[i]);
        if (bytes == before)
            snprintf(text + bytes, sizeof text - (size_t)bytes, " the default");
    } else {
        snprintf(text + bytes, sizeof text - (size_t)bytes, " as usual, nobody said otherwise");
    }
    return arena_text(arena, text);
}

static terms_message *
write_supplier(struct arena *arena, const char *sku, const struct planning_terms *terms)
{
    const struct stock_terms *stock = &terms->stock;
    terms_message *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__supplier_terms__init(out);
    out->sku = arena_text(arena, sku);
    out->supplier = arena_text(arena, terms->supplier);
    out->currency = arena_text(arena, terms->currency);
    out->lead_time_days = (int32_t)(stock->lead_time_days + 0.5);
    out->lead_time_sd_days = stock->lead_time_sd_days;
    out->minimum_units = stock->minimum_units;
    out->pack_units = stock->pack_units;
    out->unit_cost_minor = stock->unit_cost_minor;
    out->breaks = arena_take(arena, PRICE_BREAKS_MAX * sizeof *out->breaks);
    for (int i = 0; i < stock->break_count; i++) {
        Crossdock__Forecasting__V1__PriceBreak *at = arena_take(arena, sizeof *at);
        crossdock__forecasting__v1__price_break__init(at);
        at->from_units = stock->breaks[i].from_units;
        at->unit_cost_minor = stock->breaks[i].unit_cost_minor;
        out->breaks[out->n_breaks++] = at;
    }
    return out;
}

const ProtobufCMessage *
write_planning_terms(struct arena *arena, const struct terms_asked *asked,
                     const struct planning_terms *terms)
{
    Crossdock__Forecasting__V1__PlanningTermsView *view = arena_take(arena, sizeof *view);
    char words[200];

    crossdock__forecasting__v1__planning_terms_view__init(view);
    view->policy = write_policy(arena, &terms->merged.policy);
    view->supplier = write_supplier(arena, asked->sku, terms);
    view->from = arena_take(arena, (POLICY_FIELD_COUNT + 1) * sizeof *view->from);
    for (int i = 0; i < POLICY_FIELD_COUNT; i++)
        view->from[view->n_from++] =
            write_origin(arena, (enum policy_field)i, terms->merged.from[i]);
    snprintf(words, sizeof words, "lead time: %.1f days, deviation %.1f, from %u receipt%s",
             terms->lead_time.mean, terms->lead_time.deviation, terms->lead_time.receipts,
             terms->lead_time.receipts == 1 ? "" : "s");
    view->from[view->n_from++] = arena_text(arena, words);
    return &view->base;
}
