/* crossdock promotion: when more will be asked for, known beforehand. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/dates.h"
#include "clients/cli/table.h"

#define DAY_NONE   INT32_MIN
#define LIFT_LEAST 0.1
#define LIFT_MOST  20
#define PRICE_MOST 10

typedef Crossdock__Forecasting__V1__Promotion promotion_message;
typedef Crossdock__Forecasting__V1__DemandEventsView events_view;

/* "1.8"; "" is 0. */
static bool
read_lift(const char *text, double *lift)
{
    char *end = NULL;
    *lift = *text ? strtod(text, &end) : 0;
    if (*text == '\0' || (end != text && *end == '\0' && *lift >= LIFT_LEAST && *lift <= LIFT_MOST))
        return true;
    cli_complain("--lift must be how many times as much is expected, 0.1 to 20, such as 1.8, not '%s'",
                 text);
    return false;
}

/* "-20%" or "-0.2"; "" is 0. */
static bool
read_price_change(const char *text, double *change)
{
    char *end = NULL;
    *change = *text ? strtod(text, &end) : 0;
    if (*text == '\0')
        return true;
    if (end != text && *end == '%') {
        *change /= 100;
        end++;
    }
    if (end != text && *end == '\0' && *change > -1 && *change <= PRICE_MOST)
        return true;
    cli_complain("--price must be a change such as -20%% or -0.2, above -100 %%, not '%s'", text);
    return false;
}

static const char define_doc[] =
    "Say that there will be a promotion, or change it, by its ID. The forecast of its days, and "
    "only "
    "of those, is raised by --lift; without, by what earlier promotions of the SKUs and their "
    "category did at such a price. When it is over, what it did is measured and taken out of "
    "history.\v"
    "Example: crossdock promotion define SPRING A-100 A-200 --from 2027-03-01 --to 2027-03-07 "
    "--price -20%";

static int
define_main(int argc, char **argv)
{
    const char *lift = "", *price = "";
    char *category = "", *channel = "", *note = "";
    int32_t from = DAY_NONE, to = DAY_NONE;
    const struct flag flags[] = {
        {"category", "NAME", "All of this category, instead of SKUs", FLAG_TEXT, &category},
        {"channel", "CHANNEL", "Only this channel", FLAG_TEXT, &channel},
        {"from", "DAY", "First day: 2027-03-01", FLAG_DAY, &from},
        {"to", "DAY", "Last day; without: the first", FLAG_DAY, &to},
        {"lift", "TIMES", "How many times as much is expected, 0.1 to 20; without: learnt",
         FLAG_TEXT, &lift},
        {"price", "CHANGE", "Of the price: -20%", FLAG_TEXT, &price},
        {"note", "TEXT", "For those who read it later", FLAG_TEXT, &note},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "ID [SKU...] --from DAY", define_doc, flags, 1, 1001);
    Crossdock__Forecasting__V1__DefinePromotions define =
        CROSSDOCK__FORECASTING__V1__DEFINE_PROMOTIONS__INIT;
    promotion_message promotion = CROSSDOCK__FORECASTING__V1__PROMOTION__INIT, *one = &promotion;
    if (from == DAY_NONE) {
        cli_complain("--from is missing: the first day of the promotion");
        return CLI_USAGE;
    }
    if (to != DAY_NONE && to < from) {
        cli_complain("--to is before --from");
        return CLI_USAGE;
    }
    if ((words.count > 1) == (*category != '\0')) {
        cli_complain("name its SKUs, or a --category: one of the two");
        return CLI_USAGE;
    }
    if (!read_lift(lift, &promotion.lift) || !read_price_change(price, &promotion.price_change))
        return CLI_USAGE;
    promotion.id = words.list[0];
    promotion.skus = words.list + 1;
    promotion.n_skus = (size_t)words.count - 1;
    promotion.category = category;
    promotion.channel = channel;
    promotion.note = note;
    promotion.from_day = from;
    promotion.to_day = to == DAY_NONE ? from : to;
    define.promotions = &one;
    define.n_promotions = 1;
    return cli_tell("forecasting", &define.base, "promotion %s is counted with; the forecasts follow within seconds", words.list[0]);
}

static int
cancel_main(int argc, char **argv)
{
    struct word_list words = arguments_words(
        argc, argv, "ID", "It will not be, or was not: the forecast is what it was without it.", 1,
        1);
    Crossdock__Forecasting__V1__CancelPromotion cancel =
        CROSSDOCK__FORECASTING__V1__CANCEL_PROMOTION__INIT;
    cancel.id = words.list[0];
    return cli_tell("forecasting", &cancel.base, "promotion %s is cancelled", words.list[0]);
}

/* Sold / expected over its SKUs that were measured: their mean. 0: not measured. */
static double
learnt_lift(const events_view *view, const promotion_message *promotion, size_t *skus)
{
    double sum = 0;
    *skus = 0;
    for (size_t i = 0; i < view->n_lifts; i++)
        if (strcmp(view->lifts[i]->promotion, promotion->id) == 0) {
            sum += view->lifts[i]->lift;
            (*skus)++;
        }
    return *skus > 0 ? sum / (double)*skus : 0;
}

static void
show_promotion(struct table *table, const events_view *view, const promotion_message *promotion)
{
    char from[32], to[32], what[128], told[32] = "to learn", learnt[48] = "-", price[32] = "-";
    size_t skus;
    double lift = learnt_lift(view, promotion, &skus);
    if (promotion->n_skus > 0)
        snprintf(what, sizeof what, promotion->n_skus > 1 ? "%.64s and %zu more" : "%.64s",
                 table_clean(promotion->skus[0]), promotion->n_skus - 1);
    else
        snprintf(what, sizeof what, "all of %s", table_clean(promotion->category));
    if (promotion->lift > 0)
        snprintf(told, sizeof told, "%.2f", promotion->lift);
    if (skus > 0)
        snprintf(learnt, sizeof learnt, "%.2f of %s", lift, table_number((long long)skus));
    if (promotion->price_change != 0)
        snprintf(price, sizeof price, "%+.0f %%", promotion->price_change * 100);
    table_row(table, "%s|%s|%s|%s|%s|%s|%s|%s|%s", table_clean(promotion->id),
              date_write_day(promotion->from_day, from), date_write_day(promotion->to_day, to),
              what, *promotion->channel ? table_clean(promotion->channel) : "all", price, told,
              learnt, table_clean(promotion->note));
}

static void
show_promotions(const struct crossdock_receipt *receipt, const void *context)
{
    const events_view *view = (const void *)receipt->message;
    (void)context;
    if (view->n_promotions == 0) {
        puts("no promotions");
        return;
    }
    struct table *table = table_start("PROMOTION|FROM|TO|WHAT|CHANNEL|>PRICE|>LIFT|>MEASURED|NOTE");
    for (size_t i = 0; i < view->n_promotions; i++)
        show_promotion(table, view, view->promotions[i]);
    table_end(&table, stdout);
}

static bool
is_measured(const events_view *view, const char *id, const char *sku)
{
    for (size_t i = 0; i < view->n_lifts; i++)
        if (strcmp(view->lifts[i]->promotion, id) == 0 && strcmp(view->lifts[i]->sku, sku) == 0)
            return true;
    return false;
}

static void
show_lifts(const struct crossdock_receipt *receipt, const void *context)
{
    const events_view *view = (const void *)receipt->message;
    const char *id = context;
    size_t at = 0, skus = 0;
    while (at < view->n_promotions && strcmp(view->promotions[at]->id, id) != 0)
        at++;
    if (at == view->n_promotions) {
        puts("there is no such promotion");
        return;
    }
    const promotion_message *promotion = view->promotions[at];
    struct table *table = table_start("PROMOTION|FROM|TO|WHAT|CHANNEL|>PRICE|>LIFT|>MEASURED|NOTE");
    show_promotion(table, view, promotion);
    table_end(&table, stdout);
    puts("");
    table = table_start("SKU|>TIMES AS MUCH");
    for (size_t i = 0; i < promotion->n_skus; i++)
        if (!is_measured(view, id, promotion->skus[i]))
            table_row(table, "%s|not measured", table_clean(promotion->skus[i])), skus++;
    for (size_t i = 0; i < view->n_lifts; i++)
        if (strcmp(view->lifts[i]->promotion, id) == 0)
            table_row(table, "%s|%.2f", table_clean(view->lifts[i]->sku), view->lifts[i]->lift), skus++;
    if (skus == 0)
        table_row(table, "-|not measured");
    table_end(&table, stdout);
}

static int
list_main(int argc, char **argv)
{
    int32_t from = 0, to = 0;
    const struct flag flags[] = {
        {"from", "DAY", "Those that run on this day or later", FLAG_DAY, &from},
        {"to", "DAY", "Those that run on this day or before", FLAG_DAY, &to},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "[ID]",
                       "List promotions by their first day: what was told of them and, of those "
                       "that are over, what "
                       "was measured. With an ID: that one, SKU by SKU.",
                       flags, 0, 1);
    Crossdock__Forecasting__V1__GetDemandEvents get =
        CROSSDOCK__FORECASTING__V1__GET_DEMAND_EVENTS__INIT;
    get.from_day = from;
    get.to_day = to;
    return words.count == 1 ? cli_send("forecasting", &get.base, show_lifts, words.list[0])
                            : cli_send("forecasting", &get.base, show_promotions, NULL);
}

int
promotion_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"define", define_main, "ID [SKU...] --from DAY", "it will be, or be changed"},
        {"cancel", cancel_main, "ID", "it will not be"},
        {"list", list_main, "[ID]", "what is known of them, and what they did"},
        {0},
    };
    return cli_dispatch(commands, "When more will be asked for, known beforehand.", argc, argv);
}
