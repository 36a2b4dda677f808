/* crossdock plan create, override, undo: what planners change. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/names.h"
#include "clients/cli/plan_commands.h"
#include "clients/cli/table.h"

typedef Crossdock__Forecasting__V1__Assumption assumption_message;

static bool
read_number(const char *what, const char *text, double *number)
{
    char *end = NULL;

    *number = strtod(text, &end);
    if (end != text && (*end == '\0' || strcmp(end, "%") == 0) && isfinite(*number))
        return true;
    cli_complain("%s must be a number, not '%s'", what, text);
    return false;
}

/* --- assumptions --------------------------------------------------------------------------- */

struct assumed {
    assumption_message message;
    Crossdock__Forecasting__V1__PlanScope scope;
};

static bool
read_word(struct assumed *assumed, char *word, char *value)
{
    assumption_message *a = &assumed->message;
    double days;
    struct {
        const char *name;
        char **to;
    } texts[] = {
        {"sku", &assumed->scope.sku},
        {"category", &assumed->scope.category},
        {"channel", &assumed->scope.channel},
        {"region", &assumed->scope.region},
        {"supplier", &a->supplier},
        {"location", &a->location},
        {"like", &a->like},
        {"name", &a->name},
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strcmp(word, texts[i].name) == 0) {
            *texts[i].to = value;
            return true;
        }
    }
    if (strcmp(word, "percent") == 0)
        return read_number("percent", value, &a->percent);
    if (strcmp(word, "from") == 0 || strcmp(word, "to") == 0) {
        if (arguments_day(value, *word == 'f' ? &a->from_day : &a->to_day))
            return true;
        cli_complain("'%s' is not a day such as 2027-01-31", value);
        return false;
    }
    if (strcmp(word, "days") == 0 && read_number("days", value, &days)) {
        a->days = (int32_t)days;
        return true;
    }
    cli_complain("an assumption has no '%s'", word);
    return false;
}

/* "promotion category=toys percent=20 from=2026-12-01 to=2026-12-24", cut in place. */
static bool
read_assumption(struct assumed *assumed, char *text)
{
    char *rest = NULL, *kind = strtok_r(text, " ", &rest);

    crossdock__forecasting__v1__assumption__init(&assumed->message);
    crossdock__forecasting__v1__plan_scope__init(&assumed->scope);
    assumed->message.scope = &assumed->scope;
    int value =
        kind ? name_value(&crossdock__forecasting__v1__assumption_kind__descriptor, kind) : 0;
    if (value == 0) {
        cli_complain("an assumption begins with one of: %s",
                     name_list(&crossdock__forecasting__v1__assumption_kind__descriptor));
        return false;
    }
    assumed->message.kind = (Crossdock__Forecasting__V1__AssumptionKind)value;
    for (char *word; (word = strtok_r(NULL, " ", &rest)) != NULL;) {
        char *equals = strchr(word, '=');
        if (!equals) {
            cli_complain("'%s' is not of the form NAME=VALUE", word);
            return false;
        }
        *equals = '\0';
        if (!read_word(assumed, word, equals + 1))
            return false;
    }
    return true;
}

static const char create_doc[] =
    "Begin a version of the plan. Its baseline is computed at once; overrides follow. With "
    "assumptions it is a scenario, to be compared with others.\v"
    "Assumptions:\n"
    "  'promotion percent=30 category=toys from=2026-12-01 to=2026-12-24'\n"
    "  'market name=FR like=GB percent=40 from=2027-02-01'\n"
    "  'launch name=B-200 like=B-100 percent=80 from=2027-01-11'\n"
    "  'supplier-late supplier=ACME days=14'    'closed location=LON from=... to=...'\n"
    "  'capacity location=LON percent=-50'\n\n"
    "Example: crossdock plan create 2026-W50 --weeks 26 --parent 2026-W49 --fence 2\n";

int
plan_create_main(int argc, char **argv)
{
    struct flag_number weeks = {1, 78, 26}, fence = {0, 78, 0};
    struct word_list assume = {0};
    const char *parent = "", *note = "";
    const struct flag flags[] = {
        {"weeks", "N", "How far it reaches (26)", FLAG_NUMBER, &weeks},
        {"parent", "PLAN", "Take over the overrides of this one", FLAG_TEXT, &parent},
        {"fence", "WEEKS", "So many weeks as the plan in force says", FLAG_NUMBER, &fence},
        {"assume", "WHAT", "What if; may be repeated", FLAG_LIST, &assume},
        {"note", "TEXT", "What it is for", FLAG_TEXT, &note},
        {0},
    };
    struct word_list words = arguments_read(argc, argv, "PLAN", create_doc, flags, 1, 1);
    struct assumed *list = calloc((size_t)assume.count + 1, sizeof *list);
    assumption_message **pointers = calloc((size_t)assume.count + 1, sizeof(void *));
    Crossdock__Forecasting__V1__CreatePlan create = CROSSDOCK__FORECASTING__V1__CREATE_PLAN__INIT;
    int status = CLI_OK;

    assert(list != NULL && pointers != NULL);
    for (int i = 0; i < assume.count && status == CLI_OK; i++) {
        if (!read_assumption(&list[i], assume.list[i]))
            status = CLI_USAGE;
        pointers[i] = &list[i].message;
    }
    create.name = words.list[0];
    create.weeks = (int32_t)weeks.value;
    create.fence_weeks = (int32_t)fence.value;
    create.parent = (char *)parent;
    create.note = (char *)note;
    create.assumptions = pointers;
    create.n_assumptions = (size_t)assume.count;
    if (status == CLI_OK)
        status = cli_tell("forecasting", &create.base,
                          "plan %s is begun; its baseline is being computed", words.list[0]);
    free(list);
    free(pointers);
    return status;
}

/* --- overrides ----------------------------------------------------------------------------- */

static void
show_overridden(const struct crossdock_receipt *receipt, const void *context)
{
    const Crossdock__Forecasting__V1__PlanOverridden *reply = (const void *)receipt->message;

    printf("override %llu of %s: %s units become %s, in %u key%s\n",
           (unsigned long long)reply->override_id, (const char *)context, plan_units(reply->before),
           plan_units(reply->after), reply->keys, reply->keys == 1 ? "" : "s");
}

int
plan_override_main(int argc, char **argv)
{
    struct plan_scope_words scope_words = PLAN_SCOPE_WORDS;
    const char *percent = "", *units = "", *note = "";
    struct flag_choice reason = {&crossdock__forecasting__v1__override_reason__descriptor, 0};
    int32_t from = 0, to = 0;
    const struct flag flags[] = {
        PLAN_SCOPE_FLAGS(scope_words),
        {"from", "DAY", "Weeks that begin on this day or later", FLAG_DAY, &from},
        {"to", "DAY", "Weeks that begin until this day", FLAG_DAY, &to},
        {"percent", "CHANGE", "+10: a tenth more", FLAG_TEXT, &percent},
        {"units", "N", "Set the whole scope to so many units a week", FLAG_TEXT, &units},
        {"reason", "WHY", "promotion, price, listing, competitor, event, supply, data-error, other",
         FLAG_CHOICE, &reason},
        {"note", "TEXT", "More about it; needed with 'other'", FLAG_TEXT, &note},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "PLAN (--percent CHANGE | --units N) --reason WHY",
        "Change the demand of a draft, or the consensus of a plan whose supply is approved. It is "
        "spread over the keys of the scope by their share, and may be undone.\v"
        "Example: crossdock plan override 2026-W50 --channel web --region GB --percent +12 "
        "--from 2026-12-14 --reason promotion",
        flags, 1, 1);
    Crossdock__Forecasting__V1__PlanScope scope = CROSSDOCK__FORECASTING__V1__PLAN_SCOPE__INIT;
    Crossdock__Forecasting__V1__OverridePlan override =
        CROSSDOCK__FORECASTING__V1__OVERRIDE_PLAN__INIT;
    if ((*percent != '\0') == (*units != '\0')) {
        cli_complain("one of --percent and --units is needed");
        return CLI_USAGE;
    }
    if (reason.value == 0) {
        cli_complain("--reason is needed: promotion, price, listing, competitor, event, supply, "
                     "data-error or other");
        return CLI_USAGE;
    }
    plan_scope_fill(&scope, &scope_words);
    override.plan = words.list[0];
    override.scope = &scope;
    override.from_day = from;
    override.to_day = to;
    override.has_units = *units != '\0';
    override.reason = (Crossdock__Forecasting__V1__OverrideReason)reason.value;
    override.note = (char *)note;
    if (!(override.has_units ? read_number("--units", units, &override.units)
                             : read_number("--percent", percent, &override.percent)))
        return CLI_USAGE;
    return cli_send("forecasting", &override.base, show_overridden, words.list[0]);
}

int
plan_undo_main(int argc, char **argv)
{
    const char *note = "";
    const struct flag flags[] = {
        {"note", "TEXT", "Why, up to 500 bytes", FLAG_TEXT, &note},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "PLAN NUMBER",
                       "Undo an override: the plan is as if it had never been made.", flags, 2, 2);
    Crossdock__Forecasting__V1__RemoveOverride remove =
        CROSSDOCK__FORECASTING__V1__REMOVE_OVERRIDE__INIT;
    remove.plan = words.list[0];
    remove.override_id = arguments_number_of("override", words.list[1]);
    remove.note = (char *)note;
    return cli_tell("forecasting", &remove.base, "override %s of %s is undone", words.list[1],
                    words.list[0]);
}
