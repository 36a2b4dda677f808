/* crossdock forecast: expected demand of a SKU, and what to buy. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/dates.h"
#include "clients/cli/forecast_file.h"
#include "clients/cli/table.h"
#include "common/text.h"

#define DAYS_SHOWN 14
#define BAR_WIDTH 40
#define DAYS_AHEAD_MOST 365

enum { OPTION_LOCATION = 1000, OPTION_DAYS };

struct request {
    const char *sku, *location;
    int64_t days;
};

static error_t
parse(int key, char *argument, struct argp_state *state)
{
    struct request *request = state->input;
    if (key == OPTION_LOCATION)
        request->location = argument;
    else if (key == OPTION_DAYS && (!text_to_int64(argument, &request->days) || request->days < 1 ||
                                    request->days > DAYS_AHEAD_MOST))
        argp_error(state, "--days must be a whole number from 1 to %d, not '%s'", DAYS_AHEAD_MOST,
                   argument);
    else if (key == OPTION_DAYS)
        return 0;
    else if (key == ARGP_KEY_ARG && !request->sku)
        request->sku = argument;
    else if (key == ARGP_KEY_ARG || (key == ARGP_KEY_END && !request->sku))
        argp_error(state, "one SKU is needed");
    else
        return ARGP_ERR_UNKNOWN;
    return 0;
}

static void
print_history(const Crossdock__Forecasting__V1__ForecastView *view)
{
    static const char bar[] = "########################################";
    size_t first = view->n_history > DAYS_SHOWN ? view->n_history - DAYS_SHOWN : 0;
    int64_t most = 1;
    for (size_t i = first; i < view->n_history; i++)
        most = view->history[i]->units > most ? view->history[i]->units : most;
    struct table *table = table_start("  DAY|>UNITS|");
    for (size_t i = first; i < view->n_history; i++) {
        char day[32];
        int64_t units = view->history[i]->units;
        const bool unfinished = view->forecast && view->history[i]->day > view->forecast->day;
        table_row(table, "  %s|%s|%.*s%s%s", date_write_day(view->history[i]->day, day),
                  table_number(units), units > 0 ? (int)(units * BAR_WIDTH / most) : 0, bar,
                  unfinished ? " so far" : "", view->history[i]->censored ? " sold out" : "");
    }
    table_end(&table, stdout);
}

static void
print_days(const Crossdock__Forecasting__V1__ForecastView *view)
{
    struct table *table = table_start("  DAY|>EXPECTED|>9 IN 10 FROM|>TO");
    for (size_t i = 0; i < view->n_days; i++) {
        const Crossdock__Forecasting__V1__ForecastDay *ahead = view->days[i];
        char day[32];
        table_row(table, "  %s|%.1f|%.0f|%.0f", date_write_day(ahead->day, day), ahead->mean,
                  ahead->lower, ahead->upper);
    }
    table_end(&table, stdout);
}

/* "combined, after 125 days: why; errors of a day" */
static void
print_method(const Crossdock__Forecasting__V1__Forecast *forecast)
{
    printf("  by %s over %d days of history", table_clean(forecast->method), forecast->history_days);
    if (*forecast->abc || *forecast->xyz)
        printf(", class %s%s", table_clean(forecast->abc), table_clean(forecast->xyz));
    printf("\n");
    if (*forecast->reason)
        printf("  %s\n", table_clean(forecast->reason));
    if (forecast->wape > 0)
        printf("  lately wrong by %.0f %% of what was asked, %.0f %% too %s in all\n",
               100 * forecast->wape, 100 * (forecast->bias < 0 ? -forecast->bias : forecast->bias),
               forecast->bias < 0 ? "low" : "high");
}

/* "proposal 17: buy 40 units for MAN: why" */
static void
print_proposal(const Crossdock__Forecasting__V1__ReplenishmentProposed *proposal)
{
    const bool moves =
        proposal->kind == CROSSDOCK__FORECASTING__V1__PROPOSAL_KIND__PROPOSAL_TRANSFER;
    printf("  proposal %llu: %s %s unit%s", (unsigned long long)proposal->proposal_id,
           moves ? "move" : "buy", table_number(proposal->quantity),
           proposal->quantity == 1 ? "" : "s");
    if (moves)
        printf(" from %s", table_clean(proposal->from_location));
    if (*proposal->location)
        printf(" %s %s", moves ? "to" : "for", table_clean(proposal->location));
    printf(", there in %d day%s: %s\n", proposal->lead_time_days,
           proposal->lead_time_days == 1 ? "" : "s", table_clean(proposal->reason));
}

static void
print_view(const Crossdock__Forecasting__V1__ForecastView *view, const struct request *request)
{
    const Crossdock__Forecasting__V1__Forecast *forecast = view->forecast;
    char day[32];
    if (!forecast) {
        printf("there is no forecast for %s%s%s: nobody asked for it, or only just now\n",
               table_clean(request->sku), *request->location ? " at " : "",
               table_clean(request->location));
    } else {
        printf("%s%s%s: %.1f units in the %d days after %s (%.2f a day)\n", table_clean(forecast->sku),
               *forecast->location ? " at " : "", table_clean(forecast->location), forecast->mean,
               forecast->horizon_days, date_write_day(forecast->day, day), forecast->mean_per_day);
        printf("  9 times in 10 between %.0f and %.0f\n", forecast->lower, forecast->upper);
        print_method(forecast);
    }
    for (size_t i = 0; i < view->n_drivers; i++)
        printf("  with %s\n", table_clean(view->drivers[i]));
    if (view->levels && *request->location)
        printf("  reordered at %s, up to %s; safety stock %s\n",
               table_number(view->levels->reorder_point), table_number(view->levels->order_up_to),
               table_number(view->levels->safety_stock));
    /* the service tells the most urgent one, wherever it is for */
    if (view->proposal &&
        (!*request->location || strcmp(request->location, view->proposal->location) == 0))
        print_proposal(view->proposal);
    if (view->proposal)
        printf("  all proposals: crossdock proposals list --sku %s\n", table_clean(request->sku));
    if (view->n_history > 0) {
        printf("\n");
        print_history(view);
    }
    if (view->n_days > 0) {
        printf("\n");
        print_days(view);
    }
}

int
forecast_main(int argc, char **argv)
{
    static const struct argp_option list[] = {
        { "location", OPTION_LOCATION, "CODE", 0, "Demand that arises near this location (the whole network)", 0 },
        { "days", OPTION_DAYS, "N", 0, "Also so many days to come, one by one", 0 },
        { 0 },
    };
    static const struct argp argp = { list, parse, "SKU",
                                      "Show the expected demand of a SKU, by which method and why, its last days, and the proposal "
                                      "that is most urgent; with --location also by which levels it is stocked there.\v"
                                      "Series of a file are forecast by 'crossdock forecast --series FILE ...' "
                                      "('crossdock forecast --series --help').",
                                      options_children, NULL, NULL };
    struct request request = { .location = "" };
    if (forecast_is_of_file(argc, argv))
        return forecast_file_main(argc, argv);
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    Crossdock__Forecasting__V1__GetForecast get = CROSSDOCK__FORECASTING__V1__GET_FORECAST__INIT;
    get.sku = (char *)request.sku;
    get.location = (char *)request.location;
    get.days = (int32_t)request.days;
    struct crossdock_client *client = cli_open("forecasting");
    struct crossdock_receipt receipt;
    int status = cli_ask(client, &get.base, NULL, &receipt);
    if (status == CLI_OK && options.json)
        cli_print_json(receipt.message);
    else if (status == CLI_OK)
        print_view((const void *)receipt.message, &request);
    crossdock_close(&client);
    return status;
}
