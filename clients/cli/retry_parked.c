/* crossdock retry-parked: route orders again that wait for an address or for stock. */
#include <stdio.h>

#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/countries.h"

enum { OPTION_COUNTRY = 1000, OPTION_POSTAL_CODE, OPTION_CITY, OPTION_REGION };

struct request {
    const char *order;
    const char *country, *postal_code, *city, *region;
};

static error_t
parse(int key, char *argument, struct argp_state *state)
{
    struct request *request = state->input;
    switch (key) {
    case OPTION_COUNTRY:
        request->country = country_code(argument);
        if (!request->country)
            argp_error(state, "'%s' is not a country", argument);
        break;
    case OPTION_POSTAL_CODE:
        request->postal_code = argument;
        break;
    case OPTION_CITY:
        request->city = argument;
        break;
    case OPTION_REGION:
        request->region = argument;
        break;
    case ARGP_KEY_ARG:
        if (request->order)
            argp_error(state, "one order only");
        request->order = argument;
        break;
    case ARGP_KEY_END:
        if (!request->country && (*request->postal_code || *request->city || *request->region))
            argp_error(state, "a new address needs --country");
        if (request->country && !request->order)
            argp_error(state, "a new address is for one ORDER");
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

int
retry_parked_main(int argc, char **argv)
{
    static const struct argp_option list[] = {
        { "country", OPTION_COUNTRY, "NAME", 0, "Where it goes from now on", 0 },
        { "postal-code", OPTION_POSTAL_CODE, "CODE", 0, "The same", 0 },
        { "city", OPTION_CITY, "NAME", 0, "The same", 0 },
        { "region", OPTION_REGION, "NAME", 0, "The same", 0 },
        { 0 },
    };
    static const struct argp argp = {
        list, parse, "[ID|CHANNEL/EXTERNAL_ID]",
        "Route parked orders again, after postal codes, locations or stock were added; one, or all of them.",
        options_children, NULL, NULL
    };
    struct request request = { .postal_code = "", .city = "", .region = "" };
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    Crossdock__Routing__V1__RetryParked retry = CROSSDOCK__ROUTING__V1__RETRY_PARKED__INIT;
    Crossdock__Order__V1__Destination destination = CROSSDOCK__ORDER__V1__DESTINATION__INIT;
    if (request.order) {
        int status = cli_find_order(request.order, &retry.order_id);
        if (status != CLI_OK)
            return status;
    }
    if (request.country) {
        destination.country = (char *)request.country;
        destination.postal_code = (char *)request.postal_code;
        destination.city = (char *)request.city;
        destination.region = (char *)request.region;
        retry.destination = &destination;
    }
    struct crossdock_client *client = cli_open("fulfillment-routing");
    struct crossdock_receipt receipt;
    int status = cli_ask(client, &retry.base, NULL, &receipt);
    if (status == CLI_OK && options.json)
        cli_print_json(receipt.message);
    else if (status == CLI_OK) {
        const uint32_t count = ((const Crossdock__Envelope__V1__Done *)(const void *)receipt.message)->count;
        printf("%u parked order%s tried again\n", count, count == 1 ? " is" : "s are");
    }
    crossdock_close(&client);
    return status;
}
