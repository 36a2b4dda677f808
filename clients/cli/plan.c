/* crossdock plan: the versions of the plan, and the steps that they take. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/commands.h"
#include "clients/cli/dates.h"
#include "clients/cli/names.h"
#include "clients/cli/plan_commands.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"

#define STATE(name) CROSSDOCK__FORECASTING__V1__PLAN_STATE__PLAN_##name

typedef Crossdock__Forecasting__V1__PlanHead plan_head;

static void
show_plans(const struct crossdock_receipt *receipt, const void *context)
{
    const Crossdock__Forecasting__V1__PlansView *view = (const void *)receipt->message;

    (void)context;
    if (view->n_plans == 0) {
        printf("no plans yet; 'crossdock plan create --help' tells how to begin one\n");
        return;
    }
    struct table *table = table_start(
        "PLAN|STATE|FIRST WEEK|>WEEKS|>KEYS|>OVERRIDES|>ASSUMED|PARENT|BY|CREATED|NOTE");
    for (size_t i = 0; i < view->n_plans; i++) {
        const plan_head *plan = view->plans[i];
        char day[32];
        table_row(table, "%s|%s%s|%s|%d|%s|%u|%zu|%s|%s|%s|%.36s", table_clean(plan->name),
                  name_of(&crossdock__forecasting__v1__plan_state__descriptor, (int)plan->state),
                  plan->ready ? "" : ", being computed", date_write_day(plan->first_day, day),
                  plan->weeks, table_number(plan->keys), plan->overrides, plan->n_assumptions,
                  *plan->parent ? table_clean(plan->parent) : "-", table_clean(plan->author),
                  when(plan->created_at_us), table_clean(plan->note));
    }
    table_end(&table, stdout);
}

static int
list_main(int argc, char **argv)
{
    struct flag_number limit = {1, 10000, 100};
    const struct flag flags[] = {
        {"limit", "N", "So many, the newest (100)", FLAG_NUMBER, &limit},
        {0},
    };
    (void)arguments_read(argc, argv, NULL,
                         "List the versions of the plan, newest first: the one that is released "
                         "is in force.",
                         flags, 0, 0);
    Crossdock__Forecasting__V1__GetPlans get = CROSSDOCK__FORECASTING__V1__GET_PLANS__INIT;
    get.limit = (uint32_t)limit.value;
    return cli_send("forecasting", &get.base, show_plans, NULL);
}

/* --- steps --------------------------------------------------------------------------------- */

static int
find_state(const char *name, int *state)
{
    Crossdock__Forecasting__V1__GetPlans get = CROSSDOCK__FORECASTING__V1__GET_PLANS__INIT;
    struct crossdock_client *client = cli_open("forecasting");
    struct crossdock_receipt receipt;

    get.limit = 10000; /* as many as there may be */
    *state = 0;
    int status = cli_ask(client, &get.base, NULL, &receipt);
    const Crossdock__Forecasting__V1__PlansView *view =
        status == CLI_OK ? (const void *)receipt.message : NULL;
    for (size_t i = 0; view && i < view->n_plans; i++)
        if (strcmp(view->plans[i]->name, name) == 0)
            *state = (int)view->plans[i]->state;
    crossdock_close(&client);
    if (status == CLI_OK && *state == 0) {
        cli_complain("there is no plan %s", name);
        status = CLI_REFUSED;
    }
    return status;
}

static int
step_to(const char *name, int state, const char *note)
{
    Crossdock__Forecasting__V1__AdvancePlan advance =
        CROSSDOCK__FORECASTING__V1__ADVANCE_PLAN__INIT;

    advance.plan = (char *)name;
    advance.to = (Crossdock__Forecasting__V1__PlanState)state;
    advance.note = (char *)note;
    return cli_tell("forecasting", &advance.base, "%s is %s now", name,
                    name_of(&crossdock__forecasting__v1__plan_state__descriptor, state));
}

static char *
read_step(int argc, char **argv, const char *doc, const char **note)
{
    const struct flag flags[] = {
        {"note", "TEXT", "Why, up to 500 bytes", FLAG_TEXT, note},
        {0},
    };
    return arguments_read(argc, argv, "PLAN", doc, flags, 1, 1).list[0];
}

static int
approve_main(int argc, char **argv)
{
    const char *note = "";
    const char *plan = read_step(argc, argv,
                                 "Agree on what is open: the demand of a draft (then supply is "
                                 "reviewed against it), or the supply review (then the consensus "
                                 "may still be set, and the plan be released).",
                                 &note);
    int state = 0;
    int status = find_state(plan, &state);
    if (status != CLI_OK)
        return status;
    if (state == STATE(DRAFT))
        return step_to(plan, STATE(DEMAND_APPROVED), note);
    if (state == STATE(DEMAND_APPROVED))
        return step_to(plan, STATE(SUPPLY_APPROVED), note);
    cli_complain("%s is %s: there is nothing to approve", plan,
                 name_of(&crossdock__forecasting__v1__plan_state__descriptor, state));
    return CLI_REFUSED;
}

static int
back_main(int argc, char **argv)
{
    const char *note = "";
    const char *plan = read_step(argc, argv,
                                 "Take a plan one step back. Its supply review, or overrides of "
                                 "its consensus, are void then.",
                                 &note);
    int state = 0;
    int status = find_state(plan, &state);
    if (status != CLI_OK)
        return status;
    return step_to(plan, state == STATE(SUPPLY_APPROVED) ? STATE(DEMAND_APPROVED) : STATE(DRAFT),
                   note);
}

static int
release_main(int argc, char **argv)
{
    const char *note = "";
    const char *plan = read_step(argc, argv,
                                 "Put a plan in force. It is fixed for ever; the one that was in "
                                 "force is superseded.",
                                 &note);
    return step_to(plan, STATE(RELEASED), note);
}

static int
discard_main(int argc, char **argv)
{
    const char *note = "";
    const char *plan = read_step(argc, argv, "Nobody wants this plan any more.", &note);
    return step_to(plan, STATE(DISCARDED), note);
}

int
plan_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"list", list_main, NULL, "the versions of the plan"},
        {"create", plan_create_main, "PLAN", "begin a version, or a scenario"},
        {"show", plan_show_main, "[PLAN]", "units by week and layer, overrides, gaps"},
        {"override", plan_override_main, "PLAN", "change demand or consensus of a scope"},
        {"undo", plan_undo_main, "PLAN NUMBER", "as if the override had never been made"},
        {"approve", approve_main, "PLAN", "agree on demand, then on supply"},
        {"back", back_main, "PLAN", "one step back"},
        {"release", release_main, "PLAN", "put it in force"},
        {"discard", discard_main, "PLAN", "drop it"},
        {"compare", plan_compare_main, "A B", "two versions side by side"},
        {"accuracy", plan_accuracy_main, "[PLAN]", "what each step was worth"},
        {"goals", plan_goals_main, "list|set", "what channels and regions are to reach"},
        {0},
    };
    return cli_dispatch(commands, "Sales and operations planning: the plan everyone works from.",
                        argc, argv);
}
