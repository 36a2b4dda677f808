/* crossdock quote: what it would take to ship a cart, and by when. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/countries.h"
#include "clients/cli/dates.h"
#include "clients/cli/policy_json.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"
#include "common/text.h"

typedef Crossdock__Routing__V1__PromiseQuote quote;

/* --- what is asked ---------------------------------------------------------------------------- */

/* "GB:LE1 7RH", or "GB" with --city. The text is changed. */
static bool
read_destination(char *text, const char *city, Crossdock__Order__V1__Destination *to)
{
    char *colon = strchr(text, ':');
    if (colon)
        *colon = '\0';
    const char *country = country_code(text);
    if (!country) {
        cli_complain("'%s' is not a country: --to is COUNTRY:POSTAL_CODE, as GB:LE1", text);
        return false;
    }
    to->country = (char *)country;
    to->postal_code = colon ? colon + 1 : (char *)"";
    to->city = (char *)city;
    return true;
}

/* "SKU=2" or "SKU" for one. */
static bool
read_lines(struct word_list words, Crossdock__Routing__V1__QuotePromise *to)
{
    Crossdock__Order__V1__LineQuantity *lines = calloc((size_t)words.count, sizeof *lines);
    to->lines = calloc((size_t)words.count, sizeof *to->lines);
    assert(lines && to->lines);
    for (int i = 0; i < words.count; i++) {
        char *equals = strrchr(words.list[i], '=');
        crossdock__order__v1__line_quantity__init(&lines[i]);
        lines[i].line = (uint32_t)i + 1;
        lines[i].sku = words.list[i];
        lines[i].quantity = 1;
        if (equals)
            *equals = '\0';
        if (equals && (!text_to_int64(equals + 1, &lines[i].quantity) || lines[i].quantity < 1)) {
            cli_complain("'%s' is no number of units of %s", equals + 1, words.list[i]);
            return false;
        }
        to->lines[to->n_lines++] = &lines[i];
    }
    return true;
}

static void
free_lines(Crossdock__Routing__V1__QuotePromise *asked)
{
    if (asked->n_lines > 0)
        free(asked->lines[0]);
    free(asked->lines);
}

/* --- what comes back -------------------------------------------------------------------------- */

static void
print_parcels(const quote *told)
{
    struct table *table =
        table_start(">PARCEL|FROM|>KM|>LINES|>UNITS|>COST|ORDERED BEFORE|COMES ON|BY");
    for (size_t i = 0; i < told->n_parcels; i++) {
        const Crossdock__Routing__V1__QuotedParcel *parcel = told->parcels[i];
        long long units = 0;
        char cost[32], day[32] = "";
        for (size_t n = 0; n < parcel->n_lines; n++)
            units += parcel->lines[n]->quantity;
        if (parcel->deliver_on_day > 0)
            date_write_day(parcel->deliver_on_day, day);
        table_row(table, "%zu|%s|%.1f|%zu|%s|%s|%s|%s|%s %s", i + 1, table_clean(parcel->location),
                  (double)parcel->distance_m / 1000, parcel->n_lines, table_number(units),
                  policy_json_decimal(parcel->cost_nano, 9, cost), when(parcel->dispatch_by_us),
                  day, table_clean(parcel->carrier), table_clean(parcel->service));
    }
    table_end(&table, stdout);
}

static void
show_quote(const struct crossdock_receipt *receipt, const void *context)
{
    const quote *told = (const void *)receipt->message;
    char cost[32], day[32];
    (void)context;
    if (!told->possible) {
        printf("cannot be shipped now: %s\n", table_clean(told->reason));
        return;
    }
    printf("%zu parcel%s", told->n_parcels, told->n_parcels == 1 ? "" : "s");
    if (told->cost_nano != 0)
        printf(", %s %s", policy_json_decimal(told->cost_nano, 9, cost),
               table_clean(told->currency));
    if (told->deliver_on_day > 0)
        printf(", all there on %s", date_write_day(told->deliver_on_day, day));
    printf("%s (policy %u)\n\n", told->in_time ? "" : ", NOT in time", told->policy);
    print_parcels(told);
}

int
quote_main(int argc, char **argv)
{
    char *to = NULL, *city = "", *channel = "", *pickup = "";
    Crossdock__Order__V1__Destination destination = CROSSDOCK__ORDER__V1__DESTINATION__INIT;
    Crossdock__Order__V1__DeliveryTerms terms = CROSSDOCK__ORDER__V1__DELIVERY_TERMS__INIT;
    Crossdock__Routing__V1__QuotePromise asked = CROSSDOCK__ROUTING__V1__QUOTE_PROMISE__INIT;
    const struct flag flags[] = {
        {"to", "COUNTRY:POSTAL_CODE", "where it goes, as GB:LE1", FLAG_TEXT, &to},
        {"city", "NAME", "the same, for who has no postal code", FLAG_TEXT, &city},
        {"channel", "CODE", "the channel that asks; a shop's key asks for its own", FLAG_TEXT,
         &channel},
        {"deliver-by", "DAY", "the day on which the customer wants it: 2026-12-24", FLAG_DAY,
         &terms.deliver_by_day},
        {"pickup", "LOCATION", "where the customer collects it", FLAG_TEXT, &pickup},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "--to COUNTRY:POSTAL_CODE SKU[=UNITS]...",
                       "Ask what it would take to ship this now: how many parcels, by when, at "
                       "which cost. Nothing is reserved.\v"
                       "  crossdock quote --to GB:LE1 TEAPOT=2 CUP=6 --deliver-by 2026-12-24",
                       flags, 1, WORDS_ANY);
    if (!to) {
        cli_complain("--to COUNTRY:POSTAL_CODE is needed: where does it go?");
        return CLI_USAGE;
    }
    terms.pickup_location = pickup;
    asked.channel = channel;
    asked.destination = &destination;
    asked.terms = &terms;
    int status = CLI_USAGE;
    if (read_destination(to, city, &destination) && read_lines(words, &asked))
        status = cli_send("fulfillment-routing", &asked.base, show_quote, NULL);
    free_lines(&asked);
    return status;
}
