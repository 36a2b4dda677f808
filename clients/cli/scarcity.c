/* crossdock scarcity: what a unit at a location is worth beyond what shipping it costs. */
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/entries.h"
#include "clients/cli/sheet.h"

#define FORM        "SKU=PRICE"
#define NANO_DIGITS 9
#define WHOLE_MAX   7 /* digits before the point */

struct prices {
    Crossdock__Forecasting__V1__ScarcityPriced *list, **pointers;
    size_t count;
};

static bool
read_price(struct prices *prices, char *word)
{
    Crossdock__Forecasting__V1__ScarcityPriced *price = &prices->list[prices->count];
    struct entry entry;

    if (!entry_read(&entry, word, FORM, ""))
        return false;
    if (strcspn(entry.value, ".") > WHOLE_MAX ||
        !sheet_price(entry.value, NANO_DIGITS, &price->price_nano)) {
        cli_complain("'%s' is not a price; the form is " FORM, entry.value);
        return false;
    }
    price->sku = entry.name;
    prices->pointers[prices->count++] = price;
    return true;
}

static bool
read_prices(struct prices *prices, const struct word_list *words, char *currency)
{
    const size_t most = (size_t)words->count;

    prices->list = calloc(most, sizeof *prices->list);
    prices->pointers = calloc(most, sizeof *prices->pointers);
    assert(prices->list != NULL && prices->pointers != NULL);
    for (int i = 1; i < words->count; i++) {
        Crossdock__Forecasting__V1__ScarcityPriced *price = &prices->list[prices->count];
        crossdock__forecasting__v1__scarcity_priced__init(price);
        price->location = words->list[0];
        price->currency = currency;
        if (!read_price(prices, words->list[i]))
            return false;
    }
    return true;
}

static int
set_main(int argc, char **argv)
{
    char *currency = "";
    const struct flag flags[] = {
        {"currency", "CODE", "Of the prices, such as GBP; without: that of the policy", FLAG_TEXT,
         &currency},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "LOCATION SKU=PRICE...",
        "Say what a unit at a location is worth beyond what shipping it costs, since orders to "
        "come will need it more there. Policies of least cost count a share of it; 0 takes it "
        "back.\n\nExample: crossdock scarcity set LON A-100=1.25 --currency GBP",
        flags, 2, 1001);
    Crossdock__Forecasting__V1__SetScarcityPrices set =
        CROSSDOCK__FORECASTING__V1__SET_SCARCITY_PRICES__INIT;
    struct prices prices = {0};
    int status = CLI_USAGE;
    if (read_prices(&prices, &words, currency)) {
        set.prices = prices.pointers;
        set.n_prices = prices.count;
        status = cli_tell("forecasting", &set.base, "%zu price%s set", prices.count,
                          prices.count == 1 ? "" : "s");
    }
    free(prices.list);
    free(prices.pointers);
    return status;
}

int
scarcity_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"set", set_main, "LOCATION SKU=PRICE...", "say it by hand"},
        {0},
    };
    return cli_dispatch(
        commands, "What a unit at a location is worth beyond what shipping it costs.", argc, argv);
}
