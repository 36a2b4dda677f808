/* crossdock plan compare, accuracy: two versions side by side; what each step was worth. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/csv_write.h"
#include "clients/cli/dates.h"
#include "clients/cli/plan_commands.h"
#include "clients/cli/table.h"
#include "services/forecasting/core/plan/plan_accuracy.h"

#define WEEK_DAYS    7
#define SIGNAL_LIMIT 4

typedef Crossdock__Forecasting__V1__PlanComparison plan_comparison;
typedef Crossdock__Forecasting__V1__PlanAccuracyView accuracy_view;

struct shown {
    bool csv;
    const char *by; /* "": one row, of everything */
};

/* --- side by side -------------------------------------------------------------------------- */

static void
print_differences_csv(const plan_comparison *view)
{
    char text[64];

    printf("group,a,b,difference,a_value_minor,b_value_minor\n");
    for (size_t i = 0; i < view->n_differences; i++) {
        const Crossdock__Forecasting__V1__PlanDifference *d = view->differences[i];
        csv_write(stdout, d->group, ',');
        snprintf(text, sizeof text, "%.6g,%.6g,%.6g,", d->a, d->b, d->b - d->a);
        fputs(text, stdout);
        printf("%lld,%lld\n", (long long)d->a_value_minor, (long long)d->b_value_minor);
    }
}

static void
print_stock(const plan_comparison *view)
{
    struct table *table = table_start("STOCK AFTER|>A|>B");
    const size_t weeks = view->n_a_stock > view->n_b_stock ? view->n_a_stock : view->n_b_stock;

    printf("\n");
    for (size_t week = 0; week < weeks; week++) {
        char day[32];
        table_row(table, "%s|%s|%s",
                  date_write_day(view->a->first_day + ((int32_t)week + 1) * WEEK_DAYS - 1, day),
                  week < view->n_a_stock ? plan_units(view->a_stock[week]) : "",
                  week < view->n_b_stock ? plan_units(view->b_stock[week]) : "");
    }
    table_end(&table, stdout);
}

/* All groups differ for the same reasons: they are said once. */
static bool
same_reasons(const plan_comparison *view)
{
    for (size_t i = 1; i < view->n_differences; i++) {
        const Crossdock__Forecasting__V1__PlanDifference *a = view->differences[i - 1],
                                                         *b = view->differences[i];
        if (a->n_reasons != b->n_reasons)
            return false;
        for (size_t n = 0; n < a->n_reasons; n++)
            if (strcmp(a->reasons[n], b->reasons[n]) != 0)
                return false;
    }
    return true;
}

static void
show_comparison(const struct crossdock_receipt *receipt, const void *context)
{
    const plan_comparison *view = (const void *)receipt->message;
    const struct shown *shown = context;

    if (shown->csv) {
        print_differences_csv(view);
        return;
    }
    printf("A: %s, B: %s; units of %s\n\n", table_clean(view->a->name), table_clean(view->b->name),
           plan_layer_name((int)view->layer));
    const bool same = view->n_differences > 1 && same_reasons(view);
    struct table *table = table_start(same ? "GROUP|>A|>B|>DIFFERENCE|>COST A|>COST B"
                                           : "GROUP|>A|>B|>DIFFERENCE|>COST A|>COST B|WHY");
    for (size_t i = 0; i < view->n_differences; i++) {
        const Crossdock__Forecasting__V1__PlanDifference *d = view->differences[i];
        table_row(table, "%s|%s|%s|%s|%s|%s|%s", *shown->by ? plan_group(d->group) : "all",
                  plan_units(d->a), plan_units(d->b), plan_units(d->b - d->a),
                  table_number(d->a_value_minor / 100), table_number(d->b_value_minor / 100),
                  d->n_reasons && !same ? table_clean(d->reasons[0]) : "");
        for (size_t n = 1; n < d->n_reasons && !same; n++)
            table_row(table, "||||||%s", table_clean(d->reasons[n]));
    }
    table_end(&table, stdout);
    if (same && view->differences[0]->n_reasons > 0)
        printf("\n");
    for (size_t n = 0; same && n < view->differences[0]->n_reasons; n++)
        printf("%s\n", table_clean(view->differences[0]->reasons[n]));
    printf("\nout of reach of supply: %s units of A, %s units of B\n", plan_units(view->a_gap),
           plan_units(view->b_gap));
    print_stock(view);
}

int
plan_compare_main(int argc, char **argv)
{
    struct plan_scope_words scope_words = PLAN_SCOPE_WORDS;
    struct flag_number limit = {1, 10000, 100};
    const char *by = "";
    struct shown shown = {0};
    const struct flag flags[] = {
        PLAN_SCOPE_FLAGS(scope_words),
        {"by", "WHAT", "sku, category, channel or region", FLAG_TEXT, &by},
        {"limit", "N", "So many groups, the largest (100)", FLAG_NUMBER, &limit},
        {"csv", NULL, "The differences as a file", FLAG_SWITCH, &shown.csv},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "A B",
                       "Two versions side by side, such as a plan and a scenario: units and cost, "
                       "what supply does not reach, stock as projected, and what one assumes and "
                       "the other does not.",
                       flags, 2, 2);
    Crossdock__Forecasting__V1__PlanScope scope = CROSSDOCK__FORECASTING__V1__PLAN_SCOPE__INIT;
    Crossdock__Forecasting__V1__ComparePlans compare =
        CROSSDOCK__FORECASTING__V1__COMPARE_PLANS__INIT;

    plan_scope_fill(&scope, &scope_words);

    compare.a = words.list[0];
    compare.b = words.list[1];
    compare.scope = &scope;
    compare.by = (char *)by;
    shown.by = by;
    compare.limit = (uint32_t)limit.value;
    return cli_send("forecasting", &compare.base, show_comparison, &shown);
}

/* --- what each step was worth -------------------------------------------------------------- */

static const char *
worth_of(const Crossdock__Forecasting__V1__LayerAccuracy *layer)
{
    if (layer->layer == CROSSDOCK__FORECASTING__V1__PLAN_LAYER__LAYER_NAIVE)
        return "what every step is measured against";
    const int sign = value_added_sign(layer->value_added);
    return sign > 0 ? "it helped" : sign < 0 ? "it made things worse" : "no difference to speak of";
}

static void
show_accuracy(const struct crossdock_receipt *receipt, const void *context)
{
    const accuracy_view *view = (const void *)receipt->message;
    const struct shown *shown = context;

    if (shown->csv) {
        printf("group,layer,weeks,wape,mase,bias,tracking_signal,value_added,plan_units,"
               "actual_units,attainment\n");
        for (size_t i = 0; i < view->n_layers; i++) {
            const Crossdock__Forecasting__V1__LayerAccuracy *l = view->layers[i];
            csv_write(stdout, l->group, ',');
            printf("%s,%u,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g\n",
                   plan_layer_name((int)l->layer), l->weeks, l->wape, l->mase, l->bias,
                   l->tracking_signal, l->value_added, l->plan_units, l->actual_units,
                   l->attainment);
        }
        return;
    }
    if (view->n_layers == 0) {
        printf("no week of it is over yet\n");
        return;
    }
    struct table *table = table_start(
        "GROUP|LAYER|>WEEKS|>WAPE|>VALUE ADDED|>MASE|>BIAS|>SIGNAL|>PLANNED|>SOLD|>ATTAINED|");
    for (size_t i = 0; i < view->n_layers; i++) {
        const Crossdock__Forecasting__V1__LayerAccuracy *l = view->layers[i];
        char added[24] = "";
        if (l->layer != CROSSDOCK__FORECASTING__V1__PLAN_LAYER__LAYER_NAIVE)
            snprintf(added, sizeof added, "%+.1f points", 100 * l->value_added);
        table_row(
            table, "%s|%s|%u|%s|%s|%.2f|%+.1f %%|%.1f%s|%s|%s|%s|%s",
            *shown->by ? plan_group(l->group) : "all", plan_layer_name((int)l->layer), l->weeks,
            plan_percent(l->wape), added, l->mase, 100 * l->bias, l->tracking_signal,
            l->tracking_signal > SIGNAL_LIMIT || l->tracking_signal < -SIGNAL_LIMIT ? " !" : "",
            plan_units(l->plan_units), plan_units(l->actual_units), plan_percent(l->attainment),
            worth_of(l));
    }
    table_end(&table, stdout);
}

int
plan_accuracy_main(int argc, char **argv)
{
    struct plan_scope_words scope_words = PLAN_SCOPE_WORDS;
    struct flag_number lag = {1, 78, 1};
    const char *by = "";
    struct shown shown = {0};
    const struct flag flags[] = {
        PLAN_SCOPE_FLAGS(scope_words),
        {"by", "WHAT", "sku, category, channel or region", FLAG_TEXT, &by},
        {"lag", "WEEKS", "Each week by what was planned so many weeks before (1)", FLAG_NUMBER,
         &lag},
        {"csv", NULL, "As a file", FLAG_SWITCH, &shown.csv},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "[PLAN]",
        "How good each step of planning was on the weeks that are over: of a plan, or of whatever "
        "plan was in force. Errors are those of a SKU's week; value added is by how many points a "
        "step made them smaller, half a point either way being chance; a signal beyond 4 says "
        "that the plan errs to one side.",
        flags, 0, 1);
    Crossdock__Forecasting__V1__PlanScope scope = CROSSDOCK__FORECASTING__V1__PLAN_SCOPE__INIT;
    Crossdock__Forecasting__V1__GetPlanAccuracy get =
        CROSSDOCK__FORECASTING__V1__GET_PLAN_ACCURACY__INIT;

    plan_scope_fill(&scope, &scope_words);

    get.plan = words.count ? words.list[0] : "";
    get.scope = &scope;
    get.by = (char *)by;
    shown.by = by;
    get.lag_weeks = (int32_t)lag.value;
    return cli_send("forecasting", &get.base, show_accuracy, &shown);
}
