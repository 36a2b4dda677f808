/* crossdock planning: by what stock is kept, policies and how suppliers sell. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/currencies.h"
#include "clients/cli/names.h"
#include "clients/cli/planning.h"
#include "clients/cli/sheet.h"
#include "clients/cli/table.h"

#define RULES &crossdock__forecasting__v1__review_rule__descriptor

/* --- policies --------------------------------------------------------------------------------- */

/* The options that say for whom a policy is. */
#define SCOPE_FLAGS(scope)                                                                         \
    {"sku", "SKU", "For this SKU", FLAG_TEXT, &(scope).sku},                                       \
        {"class", "CLASS", "For a class of ABC and XYZ: A, X or AX", FLAG_TEXT, &(scope).class_},  \
        {"category", "NAME", "For a category", FLAG_TEXT, &(scope).category},                      \
    {                                                                                              \
        "location", "CODE", "For a location", FLAG_TEXT, &(scope).location                         \
    }

/* A decimal between two limits; ends the program when it is none. "": 0. */
static double
decimal_of(const char *what, const char *text, double min, double max)
{
    char *end;
    const double value = strtod(text, &end);

    if (*text == '\0')
        return 0;
    if (end == text || *end != '\0' || !(value >= min && value <= max)) {
        cli_complain("--%s is %g to %g, not '%s'", what, min, max, text);
        exit(CLI_USAGE);
    }
    return value;
}

/* A price in the currency's main unit. "": 0. */
static int64_t
price_of(const char *what, const char *text, const char *currency)
{
    int64_t minor = 0;

    if (*text != '\0' && !sheet_price(text, currency_digits(currency), &minor)) {
        cli_complain("--%s is a price like 2.50, not '%s'", what, text);
        exit(CLI_USAGE);
    }
    return minor;
}

struct policy_words {
    const char *service_level, *order_cost, *holding_rate, *hold_back, *transfer_cost, *auto_value;
    const char *currency;
    struct flag_number review_days, transfer_days, auto_units, auto_days;
    struct flag_choice rule;
    bool auto_transfers;
};

static void
fill_policy(Crossdock__Forecasting__V1__PlanningPolicy *policy,
            Crossdock__Forecasting__V1__AutoApproval *automatic, const struct policy_words *words)
{
    policy->service_level = decimal_of("service-level", words->service_level, 0.5, 0.9999);
    policy->review_days = (int32_t)words->review_days.value;
    policy->order_cost_minor = price_of("order-cost", words->order_cost, words->currency);
    policy->holding_rate = decimal_of("holding-rate", words->holding_rate, 0, 10);
    policy->rule = (Crossdock__Forecasting__V1__ReviewRule)words->rule.value;
    policy->hold_back = decimal_of("hold-back", words->hold_back, -1, 1);
    policy->transfer_cost_minor = price_of("transfer-cost", words->transfer_cost, words->currency);
    policy->transfer_days = (int32_t)words->transfer_days.value;
    automatic->value_minor = price_of("auto-value", words->auto_value, words->currency);
    automatic->units = words->auto_units.value;
    automatic->cover_days = (int32_t)words->auto_days.value;
    automatic->transfers = words->auto_transfers;
    policy->automatic = automatic;
}

static int
policy_define_main(int argc, char **argv)
{
    Crossdock__Forecasting__V1__PolicyScope scope = CROSSDOCK__FORECASTING__V1__POLICY_SCOPE__INIT;
    struct policy_words w = {"",           "",         "",          "",          "",
                             "",           "",         {0, 365, 0}, {0, 365, 0}, {0, 1000000000, 0},
                             {0, 3650, 0}, {RULES, 0}, false};
    const struct flag flags[] = {
        SCOPE_FLAGS(scope),
        {"service-level", "P", "Probability of no stock-out in a cycle (0.95)", FLAG_TEXT,
         &w.service_level},
        {"review-days", "N", "How often a buyer orders (7)", FLAG_NUMBER, &w.review_days},
        {"order-cost", "PRICE", "Of one order line, whatever its size", FLAG_TEXT, &w.order_cost},
        {"holding-rate", "R", "Of a unit's cost a year (0.2)", FLAG_TEXT, &w.holding_rate},
        {"rule", "RULE", "periodic, continuous or base-stock (periodic)", FLAG_CHOICE, &w.rule},
        {"hold-back", "SHARE", "Of the safety stock, kept from sale; -1: none", FLAG_TEXT,
         &w.hold_back},
        {"auto-value", "PRICE", "Approve purchases of at most this value", FLAG_TEXT,
         &w.auto_value},
        {"auto-units", "N", "Approve proposals of at most so many units", FLAG_NUMBER,
         &w.auto_units},
        {"auto-days", "N", "Approve what lasts at most so many days", FLAG_NUMBER, &w.auto_days},
        {"auto-transfers", NULL, "Approve transfers", FLAG_SWITCH, &w.auto_transfers},
        {"transfer-cost", "PRICE", "Of one transfer", FLAG_TEXT, &w.transfer_cost},
        {"transfer-days", "N", "How long one takes (2)", FLAG_NUMBER, &w.transfer_days},
        {"currency", "CODE", "Of the prices", FLAG_TEXT, &w.currency},
        {0},
    };
    Crossdock__Forecasting__V1__PlanningPolicy policy =
        CROSSDOCK__FORECASTING__V1__PLANNING_POLICY__INIT;
    Crossdock__Forecasting__V1__AutoApproval automatic =
        CROSSDOCK__FORECASTING__V1__AUTO_APPROVAL__INIT;
    Crossdock__Forecasting__V1__PlanningPolicy *policies[] = {&policy};
    Crossdock__Forecasting__V1__DefinePlanningPolicies define =
        CROSSDOCK__FORECASTING__V1__DEFINE_PLANNING_POLICIES__INIT;

    (void)arguments_read(argc, argv, "",
                         "Define the policy of a scope; without one: of everything. What it leaves "
                         "out comes from the next scope: SKU, class, category, location, then the "
                         "default. What is defined again is replaced as a whole.\v"
                         "Example: crossdock planning policy define --class A --service-level "
                         "0.98 --order-cost 10.00 --currency GBP\n\n"
                         "A purchase is approved by itself when it keeps every limit that is set "
                         "(--auto-value, --auto-units, --auto-days), also one that is open already; "
                         "without a limit none is.",
                         flags, 0, 0);
    fill_policy(&policy, &automatic, &w);
    policy.scope = &scope;
    define.policies = policies;
    define.n_policies = 1;
    return cli_tell("forecasting", &define.base, "the policy is defined");
}

static int
policy_remove_main(int argc, char **argv)
{
    Crossdock__Forecasting__V1__PolicyScope scope = CROSSDOCK__FORECASTING__V1__POLICY_SCOPE__INIT;
    const struct flag flags[] = {SCOPE_FLAGS(scope), {0}};
    Crossdock__Forecasting__V1__RemovePlanningPolicy remove_it =
        CROSSDOCK__FORECASTING__V1__REMOVE_PLANNING_POLICY__INIT;

    (void)arguments_read(argc, argv, "", "Remove the policy of exactly this scope, without one that of everything: it "
                         "is as if it had never been defined.",
                         flags, 0, 0);
    remove_it.scope = &scope;
    return cli_tell("forecasting", &remove_it.base, "the policy is removed");
}

static void
print_amount(const char *what, int64_t minor, const char *currency)
{
    if (minor > 0)
        printf("%s %s %s\n", what, currency_text(minor, currency), table_clean(currency));
}

/* "purchases, at most 100 units; transfers", or "nothing". */
static void
print_automatic(const Crossdock__Forecasting__V1__AutoApproval *automatic, const char *currency)
{
    if (!automatic || (automatic->value_minor == 0 && automatic->units == 0 &&
                       automatic->cover_days == 0 && !automatic->transfers)) {
        printf("approves itself  nothing\n");
        return;
    }
    const bool purchases =
        automatic->value_minor > 0 || automatic->units > 0 || automatic->cover_days > 0;
    printf("approves itself  %s", purchases ? "purchases" : "");
    if (automatic->value_minor > 0)
        printf(", at most %s %s", currency_text(automatic->value_minor, currency),
               table_clean(currency));
    if (automatic->units > 0)
        printf(", at most %s units", table_number(automatic->units));
    if (automatic->cover_days > 0)
        printf(", at most for %d days", automatic->cover_days);
    printf("%s%s\n", purchases && automatic->transfers ? "; " : "",
           automatic->transfers ? "transfers" : "");
}

static void
show_terms(const struct crossdock_receipt *receipt, const void *context)
{
    const Crossdock__Forecasting__V1__PlanningTermsView *view = (const void *)receipt->message;
    const Crossdock__Forecasting__V1__PlanningPolicy *policy = view->policy;
    const Crossdock__Forecasting__V1__SupplierTerms *supplier = view->supplier;

    const struct word_list *words = context;

    printf("%s %s\n\n", table_clean(words->list[0]),
           words->count > 1 ? table_clean(words->list[1]) : "at any location");
    printf(
        "service level    %g\nreview           every %d days, %s\nholding          %g of the cost "
        "a year\nhold back        %g of the safety stock\ntransfer         %d days\n",
        policy->service_level, policy->review_days, name_of(RULES, (int)policy->rule),
        policy->holding_rate, policy->hold_back, policy->transfer_days);
    print_amount("transfer cost   ", policy->transfer_cost_minor, supplier->currency);
    print_amount("order cost      ", policy->order_cost_minor, supplier->currency);
    print_automatic(policy->automatic, supplier->currency);
    printf("supplier         %s, %d days, deviation %.1f\n",
           *supplier->supplier ? table_clean(supplier->supplier) : "-", supplier->lead_time_days,
           supplier->lead_time_sd_days);
    print_amount("unit cost       ", supplier->unit_cost_minor, supplier->currency);
    if (supplier->minimum_units > 0 || supplier->pack_units > 1)
        printf("ordered          at least %s, in packs of %s\n",
               table_number(supplier->minimum_units),
               table_number(supplier->pack_units > 0 ? supplier->pack_units : 1));
    for (size_t i = 0; i < supplier->n_breaks; i++)
        printf("  from %s units: %s %s\n", table_number(supplier->breaks[i]->from_units),
               currency_text(supplier->breaks[i]->unit_cost_minor, supplier->currency),
               table_clean(supplier->currency));
    printf("\n");
    for (size_t i = 0; i < view->n_from; i++)
        printf("  %s\n", table_clean(view->from[i]));
}

static int
policy_show_main(int argc, char **argv)
{
    struct word_list words = arguments_words(
        argc, argv, "SKU [LOCATION]",
        "Show what holds for a SKU at a location, and where each part comes from.", 1, 2);
    Crossdock__Forecasting__V1__GetPlanningTerms get =
        CROSSDOCK__FORECASTING__V1__GET_PLANNING_TERMS__INIT;

    get.sku = words.list[0];
    if (words.count > 1)
        get.location = words.list[1];
    return cli_send("forecasting", &get.base, show_terms, &words);
}

static int
policy_of_planning_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"define", policy_define_main, "[--sku SKU] ...", "of a scope"},
        {"remove", policy_remove_main, "[--sku SKU] ...", "of a scope"},
        {"show", policy_show_main, "SKU [LOCATION]", "what holds, and who said so"},
        {0},
    };
    return cli_dispatch(commands, "By what stock is kept.", argc, argv);
}

static int
supplier_of_planning_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"define", planning_supplier_main, "SKU ...", "how it is sold"},
        {"import", planning_import_main, "FILE...", "the same from CSV files"},
        {"show", policy_show_main, "SKU [LOCATION]", "what holds"},
        {0},
    };
    return cli_dispatch(commands, "How suppliers sell.", argc, argv);
}

int
planning_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"policy", policy_of_planning_main, "define|remove|show ...", "by what stock is kept"},
        {"supplier", supplier_of_planning_main, "define|import|show ...", "how suppliers sell"},
        {0},
    };
    return cli_dispatch(commands, "By what stock is kept: policies, and how suppliers sell.", argc,
                        argv);
}
