/* crossdock plan goals: what channels and regions are to reach, and how far they are. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/csv_write.h"
#include "clients/cli/currencies.h"
#include "clients/cli/dates.h"
#include "clients/cli/plan_commands.h"
#include "clients/cli/sheet.h"
#include "clients/cli/table.h"

typedef Crossdock__Forecasting__V1__Goal goal_message;
typedef Crossdock__Forecasting__V1__GoalsView goals_view;

static void
print_csv(const goals_view *view)
{
    char day[32];

    printf("channel,region,from,to,units,actual_units,expected_units,revenue_minor,"
           "actual_revenue_minor,currency,on_track,words\n");
    for (size_t i = 0; i < view->n_goals; i++) {
        const Crossdock__Forecasting__V1__GoalProgress *p = view->goals[i];
        csv_write(stdout, p->goal->channel, ',');
        csv_write(stdout, p->goal->region, ',');
        csv_write(stdout, date_write_day(p->goal->from_day, day), ',');
        csv_write(stdout, date_write_day(p->goal->to_day, day), ',');
        printf("%.6g,%.6g,%.6g,%lld,%lld,%s,%.6g,", p->goal->units, p->actual_units,
               p->expected_units, (long long)p->goal->revenue_minor,
               (long long)p->actual_revenue_minor, p->goal->currency, p->on_track);
        csv_write(stdout, p->words, '\n');
    }
}

static void
show_goals(const struct crossdock_receipt *receipt, const void *context)
{
    const goals_view *view = (const void *)receipt->message;

    if (*(const bool *)context) {
        print_csv(view);
        return;
    }
    if (view->n_goals == 0) {
        printf("no goals\n");
        return;
    }
    struct table *table = table_start(
        "CHANNEL|REGION|FROM|TO|>GOAL UNITS|>SOLD|>EXPECTED|>GOAL REVENUE|>REVENUE||>ON TRACK|");
    for (size_t i = 0; i < view->n_goals; i++) {
        const Crossdock__Forecasting__V1__GoalProgress *p = view->goals[i];
        const goal_message *goal = p->goal;
        char from[32], to[32];
        table_row(
            table, "%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s",
            *goal->channel ? table_clean(goal->channel) : "all",
            *goal->region ? table_clean(goal->region) : "all", date_write_day(goal->from_day, from),
            date_write_day(goal->to_day, to), goal->units > 0 ? plan_units(goal->units) : "-",
            plan_units(p->actual_units), plan_units(p->expected_units),
            goal->revenue_minor > 0 ? currency_text(goal->revenue_minor, goal->currency) : "-",
            *goal->currency ? currency_text(p->actual_revenue_minor, goal->currency) : "-",
            table_clean(goal->currency), plan_percent(p->on_track), table_clean(p->words));
    }
    table_end(&table, stdout);
}

static int
list_goals(int argc, char **argv)
{
    bool csv = false;
    int32_t day = 0;
    const struct flag flags[] = {
        {"day", "DAY", "Those whose days hold this one, as they stood then", FLAG_DAY, &day},
        {"csv", NULL, "As a file", FLAG_SWITCH, &csv},
        {0},
    };
    (void)arguments_read(argc, argv, NULL,
                         "How far the goals are reached: sold so far, and what the plan in force "
                         "says for the rest.",
                         flags, 0, 0);
    Crossdock__Forecasting__V1__GetGoals get = CROSSDOCK__FORECASTING__V1__GET_GOALS__INIT;
    get.day = day;
    return cli_send("forecasting", &get.base, show_goals, &csv);
}

static int
set_goal(int argc, char **argv)
{
    const char *units = "", *revenue = "";
    char *channel = "", *region = "", *currency = "", *note = "";
    int32_t from = 0, to = 0;
    const struct flag flags[] = {
        {"channel", "CHANNEL", "Of this channel; without: all", FLAG_TEXT, &channel},
        {"region", "COUNTRY", "Of this region; without: all", FLAG_TEXT, &region},
        {"from", "DAY", "First day", FLAG_DAY, &from},
        {"to", "DAY", "Last day", FLAG_DAY, &to},
        {"units", "N", "Units to sell", FLAG_TEXT, &units},
        {"revenue", "AMOUNT", "Revenue to reach, such as 120000", FLAG_TEXT, &revenue},
        {"currency", "CODE", "Of the revenue: only orders in it count", FLAG_TEXT, &currency},
        {"note", "TEXT", "For those who read it later", FLAG_TEXT, &note},
        {0},
    };
    (void)arguments_read(argc, argv, "--from DAY --to DAY (--units N | --revenue AMOUNT)",
                         "Say what a channel or region is to reach. The same scope and days "
                         "again: it is changed; --units 0 takes it back.\v"
                         "Example: crossdock plan goals set --channel web --region GB --from "
                         "2026-12-01 --to 2026-12-31 --revenue 120000 --currency GBP",
                         flags, 0, 0);
    Crossdock__Forecasting__V1__SetGoals set = CROSSDOCK__FORECASTING__V1__SET_GOALS__INIT;
    goal_message goal = CROSSDOCK__FORECASTING__V1__GOAL__INIT, *one = &goal;
    char *end = NULL;
    if (from == 0 || to == 0 || (*units == '\0' && *revenue == '\0')) {
        cli_complain("--from, --to and one of --units and --revenue are needed");
        return CLI_USAGE;
    }
    if (to < from) {
        cli_complain("--to is before --from");
        return CLI_USAGE;
    }
    goal.units = *units ? strtod(units, &end) : 0;
    if (*units && (end == units || *end != '\0' || !(goal.units >= 0) || !isfinite(goal.units))) {
        cli_complain("--units must be a number, not '%s'", units);
        return CLI_USAGE;
    }
    if (*revenue && !sheet_price(revenue, currency_digits(currency), &goal.revenue_minor)) {
        cli_complain("--revenue must be an amount such as 120000 or 99.50, not '%s'", revenue);
        return CLI_USAGE;
    }
    goal.channel = channel;
    goal.region = region;
    goal.currency = currency;
    goal.note = note;
    goal.from_day = from;
    goal.to_day = to;
    set.goals = &one;
    set.n_goals = 1;
    return cli_tell("forecasting", &set.base,
                    goal.units > 0 || goal.revenue_minor > 0 ? "the goal is set"
                                                             : "the goal is taken back");
}

int
plan_goals_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"list", list_goals, NULL, "how far they are reached"},
        {"set", set_goal, "--from DAY --to DAY ...", "what a channel or region is to reach"},
        {0},
    };
    return cli_dispatch(commands, "What channels and regions are to reach.", argc, argv);
}
