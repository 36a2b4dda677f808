/* crossdock policy: which plan is the best one, and what things cost. */
#include <stdio.h>
#include <stdlib.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/policy_json.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"
#include "common/text.h"

#define MEMORY_MAX     (16 << 20)
#define SWITCHES_SHOWN 5

typedef Crossdock__Routing__V1__PoliciesView policies_view;

/* --- looking ---------------------------------------------------------------------------------- */

static const char *
state_of(const policies_view *view, uint32_t version)
{
    return version == view->active ? "decides" : version == view->shadow ? "shadow" : "";
}

static void
print_switches(const policies_view *view)
{
    if (view->n_switches == 0)
        return;
    printf("\n");
    struct table *table = table_start("SWITCHED|>DECIDES|>SHADOW|BY|NOTE");
    for (size_t i = 0; i < view->n_switches && i < SWITCHES_SHOWN; i++) {
        const Crossdock__Routing__V1__PolicySwitch *one = view->switches[i];
        char shadow[16] = "-";
        if (one->shadow)
            snprintf(shadow, sizeof shadow, "%u", one->shadow);
        table_row(table, "%s|%u|%s|%s|%.36s", when(one->at_us), one->active, shadow,
                  table_clean(one->by), table_clean(one->note));
    }
    table_end(&table, stdout);
}

static void
show_policies(const struct crossdock_receipt *receipt, const void *context)
{
    (void)context;
    const policies_view *view = (const void *)receipt->message;
    struct table *table = table_start(">VERSION||POLICY|CURRENCY|>SERVICES|DEFINED|BY|NOTE");
    for (size_t i = 0; i < view->n_policies; i++) {
        const Crossdock__Routing__V1__PolicyFact *fact = view->policies[i];
        const Crossdock__Routing__V1__Policy *policy = fact->policy;
        table_row(table, "%u|%s|%s|%s|%zu|%s|%s|%.36s", policy->version,
                  state_of(view, policy->version), policy_json_kind((int)policy->kind),
                  table_clean(policy->currency), policy->n_services, when(fact->defined_at_us),
                  table_clean(fact->by), table_clean(policy->note));
    }
    table_end(&table, stdout);
    print_switches(view);
}

static int
list_main(int argc, char **argv)
{
    (void)arguments_words(
        argc, argv, NULL,
        "List the policies, newest first: which one decides, and which one decides beside it.", 0,
        0);
    Crossdock__Routing__V1__GetPolicies get = CROSSDOCK__ROUTING__V1__GET_POLICIES__INIT;
    return cli_send("fulfillment-routing", &get.base, show_policies, NULL);
}

/* version 0: the one that decides. */
static const Crossdock__Routing__V1__Policy *
find_version(const policies_view *view, uint64_t version)
{
    if (version == 0)
        version = view->active;
    for (size_t i = 0; i < view->n_policies; i++)
        if (view->policies[i]->policy->version == version)
            return view->policies[i]->policy;
    return NULL;
}

static int
show_main(int argc, char **argv)
{
    struct word_list words = arguments_words(argc, argv, "[VERSION]",
                                             "Print a policy as the JSON that 'crossdock policy "
                                             "define' and 'crossdock simulate' take; the one that "
                                             "decides.\v"
                                             "  crossdock policy show 3 > cheap.json",
                                             0, 1);
    Crossdock__Routing__V1__GetPolicies get = CROSSDOCK__ROUTING__V1__GET_POLICIES__INIT;
    uint64_t version = words.count ? arguments_number_of("policy", words.list[0]) : 0;
    struct crossdock_client *client = cli_open("fulfillment-routing");
    struct crossdock_receipt receipt;
    int status = cli_ask(client, &get.base, NULL, &receipt);
    const Crossdock__Routing__V1__Policy *policy =
        status == CLI_OK ? find_version((const void *)receipt.message, version) : NULL;
    if (policy) {
        json_t *json = policy_json_write(policy);
        json_dumpf(json, stdout, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
        putchar('\n');
        json_decref(json);
    } else if (status == CLI_OK) {
        cli_complain("there is no policy %s", words.count ? words.list[0] : "that decides");
        status = CLI_REFUSED;
    }
    crossdock_close(&client);
    return status;
}

/* --- changing --------------------------------------------------------------------------------- */

static void
show_defined(const struct crossdock_receipt *receipt, const void *context)
{
    (void)context;
    const Crossdock__Routing__V1__PolicyReply *reply = (const void *)receipt->message;
    printf("policy %u is defined%s; 'crossdock policy activate %u' lets it decide\n",
           reply->version, cli_is_repeat(receipt) ? " (it was before)" : "", reply->version);
}

static int
define_main(int argc, char **argv)
{
    static char doc[4096];
    const char *note = NULL;
    const struct flag flags[] = {
        {"note", "TEXT", "What it is for, up to 200 bytes", FLAG_TEXT, &note},
        {0},
    };
    snprintf(doc, sizeof doc,
             "Define a policy; it changes nothing until it is activated. 'crossdock simulate' "
             "shows before what it "
             "would have cost.\v%s\n"
             "  { \"policy\": \"least-cost\", \"late_per_day\": 2, \"split_penalty\": 0.5,\n"
             "    \"tariff\": { \"per_parcel\": 8.169, \"per_km\": 0.000196, \"per_kg\": 1.233,\n"
             "                \"per_kg_km\": 0.001352, \"currency\": \"USD\" } }\n",
             policy_json_keys);
    struct word_list words = arguments_read(argc, argv, "FILE.json", doc, flags, 1, 1);
    struct arena *arena = arena_create(MEMORY_MAX);
    struct policy_file file;
    int status = CLI_USAGE;
    if (policy_json_read(arena, words.list[0], &file)) {
        Crossdock__Routing__V1__DefinePolicy define = CROSSDOCK__ROUTING__V1__DEFINE_POLICY__INIT;
        define.policy = &file.policy;
        if (note || !*file.policy.note)
            file.policy.note = (char *)(note ? note : file.name);
        status = cli_send("fulfillment-routing", &define.base, show_defined, NULL);
    }
    arena_destroy(&arena);
    return status;
}

static int
activate_main(int argc, char **argv)
{
    const char *note = "";
    const struct flag flags[] = {
        {"note", "TEXT", "Why, for those who look later", FLAG_TEXT, &note},
        {0},
    };
    struct word_list words = arguments_read(argc, argv, "VERSION",
                                            "Let a policy decide, from the next order on. What is "
                                            "planned stays where it is. Activating the one before "
                                            "takes it back.",
                                            flags, 1, 1);
    Crossdock__Routing__V1__ActivatePolicy activate = CROSSDOCK__ROUTING__V1__ACTIVATE_POLICY__INIT;
    activate.version = (uint32_t)arguments_number_of("policy", words.list[0]);
    activate.note = (char *)note;
    return cli_tell("fulfillment-routing", &activate.base, "policy %u decides", activate.version);
}

static int
set_shadow(uint32_t version, const char *note)
{
    Crossdock__Routing__V1__ShadowPolicy shadow = CROSSDOCK__ROUTING__V1__SHADOW_POLICY__INIT;
    shadow.version = version;
    shadow.note = (char *)note;
    if (version == 0)
        return cli_tell("fulfillment-routing", &shadow.base, "no policy decides in the shadow");
    return cli_tell("fulfillment-routing", &shadow.base,
                    "policy %u decides in the shadow; 'crossdock shadow' shows what differs",
                    version);
}

static int
shadow_main(int argc, char **argv)
{
    const char *note = "";
    const struct flag flags[] = {
        {"note", "TEXT", "Why, for those who look later", FLAG_TEXT, &note},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "VERSION",
                       "Let a policy decide beside the one that is active: nothing of it is put "
                       "into effect, 'crossdock shadow' shows "
                       "what it would have done otherwise. 'crossdock policy off' ends it.",
                       flags, 1, 1);
    return set_shadow((uint32_t)arguments_number_of("policy", words.list[0]), note);
}

static int
off_main(int argc, char **argv)
{
    (void)arguments_words(argc, argv, NULL, "No policy decides in the shadow any more.", 0, 0);
    return set_shadow(0, "");
}

int
policy_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"define", define_main, "FILE.json", "a new policy, which changes nothing yet"},
        {"list", list_main, NULL, "all of them, and which one decides"},
        {"show", show_main, "[VERSION]", "one as JSON"},
        {"activate", activate_main, "VERSION", "it decides from now on"},
        {"shadow", shadow_main, "VERSION", "it decides beside the active one, without effect"},
        {"off", off_main, NULL, "no more shadow"},
        {0},
    };
    return cli_dispatch(commands, "Which plan is the best one, and what things cost.", argc, argv);
}
