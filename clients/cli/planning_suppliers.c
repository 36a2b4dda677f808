/* crossdock planning supplier define, import: how suppliers sell SKUs. */
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/column_names.h"
#include "clients/cli/currencies.h"
#include "clients/cli/import.h"
#include "clients/cli/planning.h"
#include "common/text.h"

#define BREAKS_MAX 8
#define UNITS_MAX  1000000000

typedef Crossdock__Forecasting__V1__SupplierTerms terms_message;
typedef Crossdock__Forecasting__V1__PriceBreak break_message;

/* "100:2.30": from 100 units on, each costs 2.30. */
static bool
read_break(char *word, const char *currency, break_message *to)
{
    char *colon = strchr(word, ':');

    crossdock__forecasting__v1__price_break__init(to);
    if (colon == NULL)
        return false;
    *colon = '\0';
    return text_to_int64(word, &to->from_units) && to->from_units > 0 &&
           sheet_price(colon + 1, currency_digits(currency), &to->unit_cost_minor);
}

/* --- one ----------------------------------------------------------------------------------------
 */

static void
read_breaks(const struct word_list *words, terms_message *terms, break_message *breaks,
            break_message **pointers)
{
    terms->breaks = pointers;
    for (int i = 0; i < words->count; i++) {
        if (i == BREAKS_MAX || !read_break(words->list[i], terms->currency, &breaks[i])) {
            cli_complain("a price break is UNITS:PRICE, at most %d of them", BREAKS_MAX);
            exit(CLI_USAGE);
        }
        pointers[terms->n_breaks++] = &breaks[i];
    }
}

int
planning_supplier_main(int argc, char **argv)
{
    terms_message terms = CROSSDOCK__FORECASTING__V1__SUPPLIER_TERMS__INIT;
    struct flag_number days = {0, 3650, 0}, minimum = {0, UNITS_MAX, 0}, pack = {0, UNITS_MAX, 0};
    const char *cost = "", *deviation = "";
    struct word_list breaks = {0};
    break_message list[BREAKS_MAX], *pointers[BREAKS_MAX];
    const struct flag flags[] = {
        {"supplier", "NAME", "Who sells it (the item's)", FLAG_TEXT, &terms.supplier},
        {"lead-time", "DAYS", "Until it arrives (the item's)", FLAG_NUMBER, &days},
        {"deviation", "DAYS", "By how much that varies", FLAG_TEXT, &deviation},
        {"minimum", "UNITS", "The smallest order", FLAG_NUMBER, &minimum},
        {"pack", "UNITS", "Ordered in multiples of", FLAG_NUMBER, &pack},
        {"cost", "PRICE", "Of a unit (the item's)", FLAG_TEXT, &cost},
        {"currency", "CODE", "Of the prices, such as GBP", FLAG_TEXT, &terms.currency},
        {"break", "UNITS:PRICE", "From so many on each costs this; may be repeated", FLAG_LIST,
         &breaks},
        {0},
    };
    struct word_list words = arguments_read(argc, argv, "SKU",
                                            "Say how the supplier of a SKU sells it. What is left "
                                            "out is the item's, also if it was said before: terms "
                                            "are replaced as a whole. Lead times that were "
                                            "measured count the more, the more receipts there "
                                            "are.",
                                            flags, 1, 1);
    terms_message *all[] = {&terms};
    Crossdock__Forecasting__V1__DefineSupplierTerms define =
        CROSSDOCK__FORECASTING__V1__DEFINE_SUPPLIER_TERMS__INIT;

    terms.sku = words.list[0];
    terms.lead_time_days = (int32_t)days.value;
    terms.lead_time_sd_days = strtod(deviation, NULL);
    terms.minimum_units = minimum.value;
    terms.pack_units = pack.value;
    if (*cost && !sheet_price(cost, currency_digits(terms.currency), &terms.unit_cost_minor)) {
        cli_complain("--cost is a price like 2.50, not '%s'", cost);
        return CLI_USAGE;
    }
    read_breaks(&breaks, &terms, list, pointers);
    define.terms = all;
    define.n_terms = 1;
    const int status =
        cli_tell("forecasting", &define.base, "terms of %s are defined", words.list[0]);
    free(breaks.list);
    return status;
}

/* --- many ---------------------------------------------------------------------------------------
 */

enum { SKU, SUPPLIER, LEAD_TIME, DEVIATION, MINIMUM, PACK, COST, CURRENCY, BREAKS };

static const struct sheet_column columns[] = {
    [SKU] = {SKU_NAMES, true},
    [SUPPLIER] = {SUPPLIER_NAMES, false},
    [LEAD_TIME] = {"lead_time_days|lead_time|leadtime", false},
    [DEVIATION] = {"lead_time_sd_days|lead_time_deviation|lead_time_sd", false},
    [MINIMUM] = {"minimum_units|minimum|moq|min_order", false},
    [PACK] = {"pack_units|pack|multiple|case_pack", false},
    [COST] = {COST_NAMES, false},
    [CURRENCY] = {"currency|cost_currency", false},
    [BREAKS] = {"breaks|price_breaks", false},
    {0},
};

static const char doc[] =
    "Say how suppliers sell SKUs, from CSV files.\v"
    "Columns: sku is required; supplier, lead_time_days, lead_time_sd_days, minimum_units (moq), "
    "pack_units, cost (a decimal in the row's currency), currency and breaks (UNITS:PRICE "
    "UNITS:PRICE) may be there. What is left out is the item's. A SKU has one supplier: the last "
    "row counts.";

static const ProtobufCMessage *
command(struct arena *arena, void **rows, size_t count, const void *context)
{
    Crossdock__Forecasting__V1__DefineSupplierTerms *define = arena_take(arena, sizeof *define);

    (void)context;
    crossdock__forecasting__v1__define_supplier_terms__init(define);
    define->terms = (terms_message **)rows;
    define->n_terms = count;
    return &define->base;
}

static bool
read_break_list(struct batch *batch, terms_message *terms)
{
    char *text = import_text(batch, BREAKS);

    terms->breaks = arena_take(batch->arena, BREAKS_MAX * sizeof *terms->breaks);
    for (char *word; (word = strtok_r(text, " ;", &text)) != NULL;) {
        break_message *one = arena_take(batch->arena, sizeof *one);
        if (terms->n_breaks == BREAKS_MAX || !read_break(word, terms->currency, one))
            return sheet_bad(batch->sheet, "breaks are UNITS:PRICE, at most %d", BREAKS_MAX);
        terms->breaks[terms->n_breaks++] = one;
    }
    return true;
}

static bool
read_row(struct batch *batch, terms_message *terms)
{
    struct sheet *sheet = batch->sheet;
    const char *cost = sheet_text(sheet, COST), *currency = sheet_text(sheet, CURRENCY);
    int64_t days;

    if (!*sheet_text(sheet, SKU))
        return sheet_bad(sheet, "the sku is empty");
    if (!sheet_integer(sheet, LEAD_TIME, 0, 3650, 0, &days) ||
        !sheet_decimal(sheet, DEVIATION, 0, 3650, 0, &terms->lead_time_sd_days) ||
        !sheet_integer(sheet, MINIMUM, 0, UNITS_MAX, 0, &terms->minimum_units) ||
        !sheet_integer(sheet, PACK, 0, UNITS_MAX, 0, &terms->pack_units))
        return false;
    if (*cost && !sheet_price(cost, currency_digits(currency), &terms->unit_cost_minor))
        return sheet_bad(sheet, "cost must be a price like 2.50, not '%s'", cost);
    terms->lead_time_days = (int32_t)days;
    terms->sku = import_text(batch, SKU);
    terms->supplier = import_text(batch, SUPPLIER);
    terms->currency = import_text(batch, CURRENCY);
    return read_break_list(batch, terms);
}

static bool
add_row(struct batch *batch)
{
    terms_message read, *terms;

    crossdock__forecasting__v1__supplier_terms__init(&read);
    if (!read_row(batch, &read))
        return true;
    terms = batch_take(batch, sizeof *terms);
    *terms = read;
    return batch_add(batch, terms);
}

int
planning_import_main(int argc, char **argv)
{
    static const struct import_kind kind = {
        .what = "terms", .server = "forecasting", .columns = columns, .add_row = add_row};
    const struct import_request request = import_read_arguments(argc, argv, doc, IMPORT_PLAIN);
    struct batch batch = {.rows_max = 1000, .command = command};

    return import_files(&kind, &batch, &request);
}
