/* crossdock plan show: a plan by week or by group, its overrides and what supply does not reach. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/csv_write.h"
#include "clients/cli/dates.h"
#include "clients/cli/names.h"
#include "clients/cli/plan_commands.h"
#include "clients/cli/table.h"

#define LAYERS     7
#define WEEK_DAYS  7
#define GAPS_SHOWN 20

typedef Crossdock__Forecasting__V1__PlanView plan_view;
typedef Crossdock__Forecasting__V1__PlanSeries plan_series;

struct shown {
    bool csv;
    const char *by;
};

/* --- a line for each number ---------------------------------------------------------------- */

static void
print_csv(const plan_view *view)
{
    char text[40];

    printf("group,layer,week,units\n");
    for (size_t i = 0; i < view->n_series; i++) {
        const plan_series *series = view->series[i];
        for (size_t week = 0; week < series->n_units; week++) {
            csv_write(stdout, series->group, ',');
            csv_write(stdout, plan_layer_name((int)series->layer), ',');
            csv_write(stdout,
                      date_write_day(view->head->first_day + (int32_t)week * WEEK_DAYS, text), ',');
            snprintf(text, sizeof text, "%.6g", series->units[week]);
            csv_write(stdout, text, '\n');
        }
    }
}

/* --- tables -------------------------------------------------------------------------------- */

/* Layers that any series has, as titles behind the first column; their numbers. */
static size_t
layers_of(const plan_view *view, int *layers, char *titles, size_t bytes)
{
    size_t count = 0, used = strlen(titles);

    for (int layer = 1; layer < LAYERS; layer++) {
        bool there = false;
        for (size_t i = 0; i < view->n_series; i++)
            there |= (int)view->series[i]->layer == layer;
        if (!there)
            continue;
        layers[count++] = layer;
        used += (size_t)snprintf(titles + used, bytes - used, "|>%s", plan_layer_name(layer));
    }
    for (char *at = titles; *at; at++)
        if (*at >= 'a' && *at <= 'z')
            *at = (char)(*at - 'a' + 'A');
    return count;
}

static const plan_series *
series_of(const plan_view *view, const char *group, int layer)
{
    for (size_t i = 0; i < view->n_series; i++)
        if ((int)view->series[i]->layer == layer && strcmp(view->series[i]->group, group) == 0)
            return view->series[i];
    return NULL;
}

static void
print_weeks_of(const plan_view *view, const char *group)
{
    char titles[160] = "WEEK";
    int layers[LAYERS];
    const size_t count = layers_of(view, layers, titles, sizeof titles);
    struct table *table = table_start(titles);

    for (int32_t week = 0; week < view->head->weeks; week++) {
        char line[240], day[32];
        size_t used = (size_t)snprintf(
            line, sizeof line, "%s", date_write_day(view->head->first_day + week * WEEK_DAYS, day));
        for (size_t i = 0; i < count; i++) {
            const plan_series *series = series_of(view, group, layers[i]);
            const bool known = series && (size_t)week < series->n_units;
            used += (size_t)snprintf(line + used, sizeof line - used, "|%s",
                                     known ? plan_units(series->units[week]) : "");
        }
        table_row(table, "%s", line);
    }
    table_end(&table, stdout);
}

static void
print_groups(const plan_view *view, const char *by)
{
    char titles[160];
    int layers[LAYERS];

    snprintf(titles, sizeof titles, "%s", *by ? by : "total");
    const size_t count = layers_of(view, layers, titles, sizeof titles - 16);
    strcat(titles, "|>AT COST");
    struct table *table = table_start(titles);
    for (size_t i = 0; i < view->n_series; i++) {
        const char *group = view->series[i]->group;
        char line[320];
        int64_t value = 0;
        if (i > 0 && strcmp(view->series[i - 1]->group, group) == 0)
            continue;
        size_t used = (size_t)snprintf(line, sizeof line, "%s", plan_group(group));
        for (size_t n = 0; n < count; n++) {
            const plan_series *series = series_of(view, group, layers[n]);
            used +=
                (size_t)snprintf(line + used, sizeof line - used, "|%s",
                                 series && series->n_units > 0 ? plan_units(series->total) : "");
            if (series && layers[n] != LAYERS - 1)
                value = series->value_minor;
        }
        table_row(table, "%s|%s", line, table_number(value / 100));
    }
    table_end(&table, stdout);
    if (view->more)
        printf("there are more: --limit\n");
    const plan_series *actual = view->n_series ? series_of(view, view->series[0]->group, LAYERS - 1) : NULL;
    if (actual && actual->n_units > 0)
        printf("actual is of %zu of %d weeks\n", actual->n_units, view->head->weeks);
}

static void
print_overrides(const plan_view *view)
{
    if (view->n_overrides == 0)
        return;
    printf("\n");
    struct table *table =
        table_start(">NO.|LAYER|SCOPE|FROM|TO|>CHANGE|>BEFORE|>AFTER|REASON|BY|NOTE");
    for (size_t i = 0; i < view->n_overrides; i++) {
        const Crossdock__Forecasting__V1__OverrideFact *o = view->overrides[i];
        char from[32] = "-", to[32] = "-", change[48];
        if (o->from_day)
            date_write_day(o->from_day, from);
        if (o->to_day)
            date_write_day(o->to_day, to);
        if (o->has_units)
            snprintf(change, sizeof change, "= %s", plan_units(o->units));
        else
            snprintf(change, sizeof change, "%+.1f %%", o->percent);
        table_row(table, "%llu|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s%s%s",
                  (unsigned long long)o->override_id, plan_layer_name((int)o->layer),
                  plan_scope_text(o->scope), from, to, change, o->removed ? "-" : plan_units(o->before),
                  o->removed ? "-" : plan_units(o->after),
                  name_of(&crossdock__forecasting__v1__override_reason__descriptor, (int)o->reason),
                  table_clean(o->author), o->removed ? "undone" : "",
                  o->removed && *o->note ? ": " : "",
                  table_clean(o->note));
    }
    table_end(&table, stdout);
}

static void
print_gaps(const plan_view *view)
{
    if (view->n_gaps == 0)
        return;
    printf("\n");
    struct table *table = table_start("SKU|WEEK|>DEMAND|>SUPPLY|>SHORT|LIMIT|WAY OUT");
    for (size_t i = 0; i < view->n_gaps && i < GAPS_SHOWN; i++) {
        const Crossdock__Forecasting__V1__SupplyGap *gap = view->gaps[i];
        char day[32];
        table_row(table, "%s|%s|%s|%s|%s|%s|%s", table_clean(gap->sku),
                  date_write_day(gap->week_day, day), plan_units(gap->demand),
                  plan_units(gap->supply), plan_units(gap->demand - gap->supply),
                  table_clean(gap->limit), table_clean(gap->proposal));
    }
    table_end(&table, stdout);
    if (view->n_gaps > GAPS_SHOWN)
        printf("and %zu more\n", view->n_gaps - GAPS_SHOWN);
}

static void
show_plan(const struct crossdock_receipt *receipt, const void *context)
{
    const plan_view *view = (const void *)receipt->message;
    const struct shown *shown = context;
    const Crossdock__Forecasting__V1__PlanHead *head = view->head;
    char day[32];

    if (shown->csv) {
        print_csv(view);
        return;
    }
    printf("%s is %s: %d weeks from %s, %s keys, %u override%s\n\n", table_clean(head->name),
           name_of(&crossdock__forecasting__v1__plan_state__descriptor, (int)head->state),
           head->weeks, date_write_day(head->first_day, day), table_number(head->keys),
           head->overrides, head->overrides == 1 ? "" : "s");
    if (*shown->by)
        print_groups(view, shown->by);
    else
        print_weeks_of(view, "");
    print_overrides(view);
    print_gaps(view);
}

int
plan_show_main(int argc, char **argv)
{
    struct plan_scope_words scope_words = PLAN_SCOPE_WORDS;
    struct flag_number limit = {1, 10000, 100};
    const char *by = "";
    struct shown shown = {0};
    const struct flag flags[] = {
        PLAN_SCOPE_FLAGS(scope_words),
        {"by", "WHAT", "sku, category, channel or region: totals of each, instead of weeks",
         FLAG_TEXT, &by},
        {"limit", "N", "So many groups, the largest (100)", FLAG_NUMBER, &limit},
        {"csv", NULL, "group,layer,week,units: a line for each number", FLAG_SWITCH, &shown.csv},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "[PLAN]",
        "Show a plan, or the one in force: units by week in layers, each starting from the one "
        "before: naive (the last weeks again), baseline (statistics), demand (after overrides), "
        "supply (what can be had), consensus; and what was sold.\v"
        "Example: crossdock plan show 2026-W50 --by channel --category toys",
        flags, 0, 1);
    Crossdock__Forecasting__V1__PlanScope scope = CROSSDOCK__FORECASTING__V1__PLAN_SCOPE__INIT;
    Crossdock__Forecasting__V1__GetPlan get = CROSSDOCK__FORECASTING__V1__GET_PLAN__INIT;

    plan_scope_fill(&scope, &scope_words);
    shown.by = by;
    get.plan = words.count ? words.list[0] : "";
    get.scope = &scope;
    get.by = (char *)by;
    get.limit = (uint32_t)limit.value;
    return cli_send("forecasting", &get.base, show_plan, &shown);
}
