/*
 * crossdock calculate: the formulas that levels and orders are made by, on numbers of one's own.
 * Asks no service.
 */
#include "clients/cli/calculate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "services/forecasting/core/stock/formulas.h"

#define PARAMETERS_MAX 10
#define WORK_BYTES     (4 * 1024 * 1024)

struct list {
    double values[LOT_PERIODS_MAX];
    int count; /* 0: not given */
};

struct input {
    struct list lists[PARAMETERS_MAX]; /* in the order of the formula's parameters */
    struct scratch scratch;
    FILE *out;
};

enum need { MUST, MAY, MUST_LIST };

struct parameter {
    const char *name;
    enum need need;
    double above; /* every number is above this ... */
    double below; /* ... and below this */
};

struct formula {
    const char *name, *usage, *what;
    struct parameter parameters[PARAMETERS_MAX + 1]; /* end with a NULL name */
    const char *(*compute)(struct input *input);     /* NULL, or why it cannot be */
};

static double
number(const struct input *input, int at)
{
    return input->lists[at].count > 0 ? input->lists[at].values[0] : NAN;
}

static double
number_or(const struct input *input, int at, double otherwise)
{
    return input->lists[at].count > 0 ? input->lists[at].values[0] : otherwise;
}

static void
say(const struct input *input, const char *what, double value)
{
    fprintf(input->out, "%-24s %.10g\n", what, value);
}

/* --- lot sizes ------------------------------------------------------------------------------- */

static const char *
compute_eoq(struct input *input)
{
    const struct lot_costs costs = {number(input, 0), number(input, 1), number(input, 2)};
    const double shortage = number(input, 3), rate = number(input, 4);
    const struct lot_limits limits = {(int64_t)number_or(input, 5, 0),
                                      (int64_t)number_or(input, 6, 0),
                                      (int64_t)number_or(input, 7, 0)};
    double share;

    if (rate <= costs.demand)
        return "production must be above demand";
    say(input, "quantity", eoq(&costs));
    say(input, "cost", lot_cost(&costs, eoq(&costs)));
    if (!isnan(shortage)) {
        say(input, "quantity with backorders", eoq_with_backorders(&costs, shortage, &share));
        say(input, "share of the time short", share);
    }
    if (!isnan(number(input, 8))) {
        const struct disruptions disruptions = {number(input, 8), number_or(input, 9, 0), shortage};
        if (isnan(shortage) || disruptions.recoveries <= 0)
            return "failures need recoveries and what a shortage costs";
        say(input, "quantity when failing", eoq_with_disruptions(&costs, &disruptions));
    }
    if (!isnan(rate))
        say(input, "quantity when produced", eoq_with_production(&costs, rate));
    if (limits.minimum > 0 || limits.pack > 0 || limits.maximum > 0) {
        const int64_t allowed = eoq_allowed(&costs, &limits);
        say(input, "to order", (double)allowed);
        say(input, "its cost", lot_cost(&costs, (double)allowed));
    }
    return NULL;
}

static const char *
compute_price_breaks(struct input *input)
{
    const struct list *from = &input->lists[3], *costs = &input->lists[4];
    struct price_terms terms = {number(input, 0), number(input, 1), number(input, 2),
                                .step_count = 0};

    if (from->count != costs->count || from->count > PRICE_STEPS_MAX)
        return "from and cost are lists of the same length, at most 9";
    if (from->values[0] > 0)
        return "the first price is from 0 on";
    for (int i = 0; i < from->count; i++) {
        if (i > 0 && from->values[i] <= from->values[i - 1])
            return "from must rise";
        terms.steps[terms.step_count++] = (struct price_step){from->values[i], costs->values[i]};
    }
    const struct priced_lot all = price_breaks_all_units(&terms);
    const struct priced_lot steps = price_breaks_incremental(&terms);
    say(input, "all units: quantity", all.quantity);
    say(input, "all units: cost", all.cost);
    say(input, "incremental: quantity", steps.quantity);
    say(input, "incremental: cost", steps.cost);
    return NULL;
}

static void
say_lots(const struct input *input, const char *what, const double *lots, int count, double cost)
{
    say(input, what, cost);
    fprintf(input->out, "%-24s", "  lots");
    for (int i = 0; i < count; i++)
        fprintf(input->out, " %.10g", lots[i]);
    fprintf(input->out, "\n");
}

static const char *
compute_lots(struct input *input)
{
    const struct list *demand = &input->lists[0];
    const double order = number(input, 1), holding = number(input, 2);
    double orders[LOT_PERIODS_MAX], lots[LOT_PERIODS_MAX];

    for (int i = 0; i < demand->count; i++)
        orders[i] = order;
    const double least =
        wagner_whitin(demand->values, orders, holding, demand->count, &input->scratch, lots);
    say_lots(input, "least cost", lots, demand->count, least);
    const double rule = silver_meal(demand->values, order, holding, demand->count, lots);
    say_lots(input, "by Silver and Meal", lots, demand->count, rule);
    return NULL;
}

/* --- safety ---------------------------------------------------------------------------------- */

static const char *
compute_safety_stock(struct input *input)
{
    const struct span_terms span = {number(input, 0), number(input, 1), number(input, 2),
                                    number_or(input, 4, 0)};
    const double deviation = span_deviation(&span), stock = safety_stock(&span, number(input, 3));
    const double quantity = number(input, 5), fill = number(input, 6);

    say(input, "deviation", deviation);
    say(input, "safety stock", stock);
    say(input, "reorder point", span.mean * span.periods + stock);
    if (isnan(quantity))
        return isnan(fill) ? NULL : "a fill rate needs the quantity of an order";
    if (deviation <= 0)
        return "a fill rate needs demand or lead times that vary";
    say(input, "its fill rate", fill_rate(deviation, quantity, stock / deviation));
    if (!isnan(fill))
        say(input, "safety stock for fill",
            fill_rate_factor(deviation, quantity, fill) * deviation);
    return NULL;
}

static const char *
compute_newsvendor(struct input *input)
{
    const double under = number(input, 0), over = number(input, 1), mean = number(input, 2);
    const double deviation = number(input, 3),
                 best = newsvendor_normal(under, over, mean, deviation);
    const int64_t count = newsvendor_count(under, over, mean, deviation * deviation);

    say(input, "critical ratio", newsvendor_ratio(under, over));
    say(input, "normal: quantity", best);
    say(input, "normal: cost", newsvendor_normal_cost(under, over, mean, deviation, best));
    say(input, "counts: quantity", (double)count);
    say(input, "counts: cost",
        newsvendor_count_cost(under, over, mean, deviation * deviation, count));
    return NULL;
}

static const char *
compute_reorder(struct input *input)
{
    const struct reorder_costs costs = {{number(input, 0), number(input, 1), number(input, 2)},
                                        number(input, 3)};
    const struct rq_policy policy = rq_joint_optimum(&costs, number(input, 4), number(input, 5));

    say(input, "reorder point", policy.reorder_point);
    say(input, "quantity", policy.quantity);
    say(input, "cost", policy.cost);
    return NULL;
}

static const char *
compute_order_up_to(struct input *input)
{
    const struct reorder_costs costs = {{0, number(input, 0), number(input, 1)}, number(input, 2)};
    const double mean = number(input, 3), variance = number_or(input, 4, mean);
    const int lead = (int)number_or(input, 5, 0);

    if (mean * (lead + 1) > SS_MEAN_MAX)
        return "the mean over the lead time + 1 may be 2,000 units at most";
    const struct ss_policy best = ss_exact(&costs, mean, variance, lead, &input->scratch);
    const struct ss_policy close = ss_power_approximation(&costs, mean, sqrt(variance), lead);
    say(input, "reorder point s", best.reorder_point);
    say(input, "order up to S", best.order_up_to);
    say(input, "cost of a period", best.cost);
    say(input, "s, approximated", close.reorder_point);
    say(input, "S, approximated", close.order_up_to);
    return NULL;
}

static const char *
compute_pooling(struct input *input)
{
    const int places = (int)number(input, 0);
    const double correlation = number_or(input, 1, 0);

    say(input, "safety stock, of before", pooled_share(places, correlation));
    return NULL;
}

/* parents[i]: the stage that stage i feeds, counted from 1; 0: the last. */
static const char *
compute_stages(struct input *input)
{
    const struct list *parents = &input->lists[0];
    struct stage stages[PERIOD_MAX] = {0};
    struct link links[PERIOD_MAX];
    int link_count = 0;
    double cost;

    for (int field = 1; field < 4; field++)
        if (input->lists[field].count != parents->count)
            return "feeds, times, holding and deviations are lists of the same length";
    for (int i = 0; i < parents->count; i++) {
        const int feeds = (int)parents->values[i];
        stages[i] = (struct stage){.time = (int)input->lists[1].values[i],
                                   .holding = input->lists[2].values[i],
                                   .deviation = input->lists[3].values[i],
                                   .promised = feeds == 0 ? (int)number_or(input, 5, 0) : -1};
        if (feeds > parents->count || link_count == parents->count)
            return "feeds names a stage that is not there";
        if (feeds > 0)
            links[link_count++] = (struct link){i, feeds - 1};
    }
    if (link_count != parents->count - 1 ||
        !guaranteed_service(stages, parents->count, links, number(input, 4), &input->scratch,
                            &cost))
        return "the stages are no tree with one end, or take longer than a year";
    say(input, "cost", cost);
    for (int i = 0; i < parents->count; i++)
        fprintf(input->out, "stage %-4d promises %d, covers %d, keeps %.10g\n", i + 1,
                stages[i].service_time, stages[i].net_time, stages[i].stock);
    return NULL;
}

/* --- the table ------------------------------------------------------------------------------- */

/* clang-format off */
static const struct formula formulas[] = {
    { "eoq", "demand= order= holding= [shortage=] [production=] [minimum=] [pack=] [maximum=] "
             "[failures= recoveries=]",
      "the economic order quantity: demand, holding and failures of the supplier for the same time",
      { { "demand", MUST, 0, 1e15 }, { "order", MUST, 0, 1e15 }, { "holding", MUST, 0, 1e15 },
        { "shortage", MAY, 0, 1e15 }, { "production", MAY, 0, 1e15 }, { "minimum", MAY, 0, 1e15 },
        { "pack", MAY, 0, 1e15 }, { "maximum", MAY, 0, 1e15 },
        { "failures", MAY, 0, 1e9 }, { "recoveries", MAY, 0, 1e9 } }, compute_eoq },
    { "price-breaks", "demand= order= rate= from=0,... cost=...",
      "what to order when more costs less a unit; rate: holding, of a unit's cost",
      { { "demand", MUST, 0, 1e15 }, { "order", MUST, 0, 1e15 }, { "rate", MUST, 0, 100 },
        { "from", MUST_LIST, -1e-9, 1e15 }, { "cost", MUST_LIST, 0, 1e15 } },
      compute_price_breaks },
    { "lots", "demand=UNITS,UNITS,... order= holding=",
      "what to order when demand is known and varies",
      { { "demand", MUST_LIST, -1e-9, 1e15 }, { "order", MUST, 0, 1e15 },
        { "holding", MUST, -1e-9, 1e15 } }, compute_lots },
    { "safety-stock", "mean= deviation= lead= service= [lead-deviation=] [quantity=] [fill=]",
      "for normal demand of a period and a lead time in periods",
      { { "mean", MUST, -1e-9, 1e15 }, { "deviation", MUST, -1e-9, 1e15 }, { "lead", MUST, 0, 1e6 },
        { "service", MUST, 0, 1 }, { "lead-deviation", MAY, -1e-9, 1e6 },
        { "quantity", MAY, 0, 1e15 }, { "fill", MAY, 0, 1 } }, compute_safety_stock },
    { "newsvendor", "under= over= mean= deviation=",
      "how many for one period; cost of one too few, too many",
      { { "under", MUST, 0, 1e15 }, { "over", MUST, 0, 1e15 }, { "mean", MUST, 0, 1e12 },
        { "deviation", MUST, 0, 1e12 } }, compute_newsvendor },
    { "reorder-point", "demand= order= holding= shortage= mean= deviation=",
      "(R, Q): both at once; mean and deviation over the lead time, shortage of a unit",
      { { "demand", MUST, 0, 1e15 }, { "order", MUST, 0, 1e15 }, { "holding", MUST, 0, 1e15 },
        { "shortage", MUST, 0, 1e15 }, { "mean", MUST, -1e-9, 1e15 },
        { "deviation", MUST, 0, 1e15 } }, compute_reorder },
    { "order-up-to", "order= holding= shortage= mean= [variance=] [lead=]",
      "(s, S) of least cost for counts; shortage of a unit for a period",
      { { "order", MUST, 0, 1e6 }, { "holding", MUST, 0, 1e6 }, { "shortage", MUST, 0, 1e6 },
        { "mean", MUST, 0, 2000 }, { "variance", MAY, 0, 1e6 }, { "lead", MAY, -1e-9, 365 } },
      compute_order_up_to },
    { "pooling", "places= [correlation=]", "what one place needs of what many keep",
      { { "places", MUST, 0.5, 1e6 }, { "correlation", MAY, -1.0000001, 1.0000001 } },
      compute_pooling },
    { "stages", "feeds=3,3,0 times= holding= deviations= z= [promise=]",
      "where in a tree of stages to keep safety stock; stage i feeds the one named, 0: customers",
      { { "feeds", MUST_LIST, -1e-9, 1000 }, { "times", MUST_LIST, -1e-9, 366 },
        { "holding", MUST_LIST, -1e-9, 1e12 }, { "deviations", MUST_LIST, -1e-9, 1e12 },
        { "z", MUST, 0, 10 }, { "promise", MAY, -1e-9, 366 } }, compute_stages },
    { NULL, NULL, NULL, { { NULL, MUST, 0, 0 } }, NULL },
};
/* clang-format on */

static bool
read_numbers(const struct parameter *parameter, char *text, struct list *list)
{
    const int most = parameter->need == MUST_LIST ? LOT_PERIODS_MAX : 1;
    char *end = text;

    list->count = 0;
    for (;;) {
        const double value = strtod(text, &end);
        if (end == text || (*end != '\0' && *end != ',') || list->count == most ||
            !(value > parameter->above && value < parameter->below)) {
            cli_complain("%s: '%s' is not what it may be: %s above %g and below %g",
                         parameter->name, text, most > 1 ? "numbers" : "a number", parameter->above,
                         parameter->below);
            return false;
        }
        list->values[list->count++] = value;
        if (*end == '\0')
            return true;
        text = end + 1;
    }
}

static bool
read_word(const struct formula *formula, char *word, struct input *input)
{
    char *equals = strchr(word, '=');

    if (equals != NULL)
        for (int i = 0; formula->parameters[i].name != NULL; i++)
            if (strlen(formula->parameters[i].name) == (size_t)(equals - word) &&
                strncmp(formula->parameters[i].name, word, (size_t)(equals - word)) == 0)
                return read_numbers(&formula->parameters[i], equals + 1, &input->lists[i]);
    cli_complain("'%s' is not one of: %s", word, formula->usage);
    return false;
}

static bool
read_words(const struct formula *formula, int count, char **words, struct input *input)
{
    for (int i = 0; i < count; i++)
        if (!read_word(formula, words[i], input))
            return false;
    for (int i = 0; formula->parameters[i].name != NULL; i++)
        if (formula->parameters[i].need != MAY && input->lists[i].count == 0) {
            cli_complain("%s= is missing; the form is: %s", formula->parameters[i].name,
                         formula->usage);
            return false;
        }
    return true;
}

int
calculate(const char *name, int count, char **words, FILE *out)
{
    const struct formula *formula = formulas;
    struct input *input = calloc(1, sizeof *input);
    const char *wrong = NULL;
    int status = CLI_USAGE;

    assert(input != NULL);
    input->out = out;
    input->scratch = (struct scratch){.bytes = malloc(WORK_BYTES), .size = WORK_BYTES};
    assert(input->scratch.bytes != NULL);
    while (formula->name != NULL && strcmp(formula->name, name) != 0)
        formula++;
    if (formula->name == NULL)
        cli_complain("there is no formula '%s'; see crossdock calculate --help", name);
    else if (read_words(formula, count, words, input)) {
        wrong = formula->compute(input);
        status = wrong == NULL ? CLI_OK : CLI_USAGE;
    }
    if (wrong != NULL)
        cli_complain("%s", wrong);
    free(input->scratch.bytes);
    free(input);
    return status;
}

int
calculate_main(int argc, char **argv)
{
    static char doc[4096] =
        "Calculate by the formulas that levels and orders are made by, on numbers of "
        "your own. Asks no service.\n";
    size_t bytes = strlen(doc);

    for (const struct formula *formula = formulas; formula->name != NULL; formula++)
        bytes += (size_t)snprintf(doc + bytes, sizeof doc - bytes, "\n%s %s\n  %s\n",
                                  formula->name, formula->usage, formula->what);
    snprintf(doc + bytes, sizeof doc - bytes,
             "\nExample: crossdock calculate eoq demand=1300 order=8 holding=0.225");
    const struct word_list words =
        arguments_words(argc, argv, "FORMULA NAME=NUMBER...", doc, 1, WORDS_ANY);
    return calculate(words.list[0], words.count - 1, words.list + 1, stdout);
}
