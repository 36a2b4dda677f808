/* What another policy would have made of a decision's inputs, see replay_policy.h. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/cli.h"
#include "clients/cli/policy_json.h"
#include "clients/cli/replay_policy.h"
#include "clients/cli/table.h"
#include "common/message.h"
#include "common/text.h"
#include "services/fulfillment-routing/record/policy_read.h"

#define NAMES_BYTES 80

/* --- which policy ----------------------------------------------------------------------------- */

static bool
find_version(struct arena *arena, const Crossdock__Routing__V1__PoliciesView *view,
             uint32_t version, struct policy *policy)
{
    for (size_t i = 0; i < view->n_policies; i++) {
        if (view->policies[i]->policy->version != version)
            continue;
        /* a copy: the answer does not outlive the connection */
        size_t bytes = protobuf_c_message_get_packed_size(&view->policies[i]->policy->base);
        uint8_t *packed = arena_take(arena, bytes + 1);
        protobuf_c_message_pack(&view->policies[i]->policy->base, packed);
        const char *reason = NULL;
        const ProtobufCMessage *copy = message_read(
            arena, &crossdock__routing__v1__policy__descriptor, packed, bytes, &reason);
        if (copy)
            reason = policy_read(arena, (const Crossdock__Routing__V1__Policy *)copy, policy);
        if (reason)
            cli_complain("policy %u cannot be used: %s", version, reason);
        return !reason;
    }
    cli_complain("routing knows no policy %u (crossdock policy list shows them)", version);
    return false;
}

static bool
ask_version(struct arena *arena, uint32_t version, struct policy *policy)
{
    Crossdock__Routing__V1__GetPolicies get = CROSSDOCK__ROUTING__V1__GET_POLICIES__INIT;
    struct crossdock_client *client = cli_open("fulfillment-routing");
    struct crossdock_receipt receipt;
    bool found = cli_ask(client, &get.base, NULL, &receipt) == CLI_OK &&
                 find_version(arena, (const void *)receipt.message, version, policy);
    crossdock_close(&client);
    return found;
}

bool
replay_policy_read(struct arena *arena, const char *text, struct policy *policy, const char **name)
{
    int64_t version;
    if (text_to_int64(text, &version) && version > 0 && version <= INT32_MAX) {
        *name = arena_format(arena, "policy %lld", (long long)version);
        return ask_version(arena, (uint32_t)version, policy);
    }
    struct policy_file *file = arena_take(arena, sizeof *file);
    if (!policy_json_read(arena, text, file))
        return false;
    *name = file->name;
    const char *wrong = policy_read(arena, &file->policy, policy);
    if (wrong)
        cli_complain("%s: %s", text, wrong);
    return !wrong;
}

/* --- side by side ----------------------------------------------------------------------------- */

struct side {
    const char *who;
    const struct record *decided;
    int64_t distance_m, cost_nano; /* of the plan, by the other policy's prices */
};

static void
weigh(struct arena *arena, const struct record *record, const struct policy *policy,
      struct side *side)
{
    struct record_case made;
    struct plan *plan = arena_take(arena, sizeof *plan);
    record_request(arena, record, policy, &made);
    made.grouping.searched.dip = side->decided->dips;
    plan->site_count = side->decided->parcel_count;
    for (size_t i = 0; i < plan->site_count; i++) {
        plan->sites[i] = side->decided->parcels[i];
        side->distance_m += record->sites[plan->sites[i]].distance_m;
    }
    if (plan->site_count > 0)
        side->cost_nano = plan_cost(&made.grouping.searched, plan);
}

static void
print_side(struct table *table, const struct side *side, const char *currency)
{
    char names[NAMES_BYTES] = "", decimal[32];
    size_t filled = 0;
    for (size_t i = 0; i < side->decided->parcel_count && filled < sizeof names; i++)
        filled +=
            (size_t)snprintf(names + filled, sizeof names - filled, "%s%s", i ? ", " : "",
                             table_clean(side->decided->sites[side->decided->parcels[i]].code));
    table_row(table, "%s|%s|%s|%zu|%.1f|%s %s", table_clean(side->who),
              rule_name(side->decided->rule), names, side->decided->parcel_count,
              (double)side->distance_m / 1000, policy_json_decimal(side->cost_nano, 9, decimal),
              currency);
}

static bool
has_weights(const struct record *record)
{
    for (size_t i = 0; i < record->line_count; i++)
        if (record->lines[i].weight_ug > 0)
            return true;
    return false;
}

void
replay_policy_compare(struct arena *arena, const struct record *record, const struct policy *policy,
                      const char *name)
{
    struct record *other = arena_take(arena, sizeof *other);
    if (!record_decide(arena, record, policy, other)) {
        printf("Not enough is kept of it to decide it under another policy.\n");
        return;
    }
    struct side sides[] = {{.who = "decided", .decided = record}, {.who = name, .decided = other}};
    struct table *table = table_start("|RULE|SHIPS FROM|>PARCELS|>KM|>COST");
    for (size_t i = 0; i < 2; i++) {
        weigh(arena, record, policy, &sides[i]);
        print_side(table, &sides[i], policy->currency);
    }
    table_end(&table, stdout);
    printf("\nBoth at the prices of %s; only among the %zu locations that the record holds",
           table_clean(name), record->site_count);
    if (record->sites_left_out > 0)
        printf(" (%u more had something of it)", record->sites_left_out);
    printf(".\n");
    if (!has_weights(record) &&
        (policy->tariff.kg_nano > 0 || policy->tariff.kg_km_pico > 0 || policy->service_count > 0))
        printf("The record holds no weights, since the policy that decided had no use for them: "
               "they count as 0.\n");
}
