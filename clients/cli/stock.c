/* crossdock stock, receive, adjust: what is there, what came in, what must be corrected. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/table.h"
#include "common/text.h"

enum { OPTION_LOCATIONS = 1000, OPTION_REFERENCE, OPTION_REASON };

struct request {
    bool by_location;
    const char *reference, *reason;
    char **words;
    int word_count;
};

static error_t
parse(int key, char *argument, struct argp_state *state)
{
    struct request *request = state->input;
    switch (key) {
    case OPTION_LOCATIONS:
        request->by_location = true;
        break;
    case OPTION_REFERENCE:
        request->reference = argument;
        break;
    case OPTION_REASON:
        request->reason = argument;
        break;
    case ARGP_KEY_ARGS:
        request->words = state->argv + state->next;
        request->word_count = state->argc - state->next;
        break;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "an argument is missing");
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

/* --- stock --------------------------------------------------------------------------------- */

static void
print_locations(const Crossdock__Inventory__V1__AvailabilityView *view)
{
    struct table *table = table_start("SKU|LOCATION|>ON HAND|>SELLABLE|BIN");
    for (size_t i = 0; i < view->n_items; i++)
        for (size_t n = 0; n < view->items[i]->n_locations; n++) {
            const Crossdock__Inventory__V1__LocationStock *at = view->items[i]->locations[n];
            table_row(table, "%s|%s|%s|%s|%s", table_clean(view->items[i]->sku), table_clean(at->location),
                      table_number(at->on_hand), table_number(at->sellable), table_clean(at->bin));
        }
    printf("\n");
    table_end(&table, stdout);
}

/* CLI_REFUSED when a SKU is not known. */
static int
print_stock(const Crossdock__Inventory__V1__AvailabilityView *view, bool by_location)
{
    int status = CLI_OK;
    struct table *table = table_start("SKU|>AVAILABLE|>ON HAND|>RESERVED|>BACKORDERED|");
    for (size_t i = 0; i < view->n_items; i++) {
        const Crossdock__Inventory__V1__Availability *item = view->items[i];
        table_row(table, "%s|%s|%s|%s|%s|%s", table_clean(item->sku), table_number(item->available),
                  table_number(item->on_hand), table_number(item->reserved), table_number(item->backordered),
                  item->known ? "" : "not a known item");
        status = item->known ? status : CLI_REFUSED;
    }
    table_end(&table, stdout);
    if (by_location)
        print_locations(view);
    return status;
}

int
stock_main(int argc, char **argv)
{
    static const struct argp_option list[] = {
        { "by-location", OPTION_LOCATIONS, NULL, 0, "Also where it lies", 0 }, { 0 }
    };
    static const struct argp argp = {
        list, parse, "SKU...",
        "Show what is there and what could be promised now.\v"
        "AVAILABLE = sellable - RESERVED: what an order placed now would be promised. Exit code 1 when a "
        "SKU is not known.",
        options_children, NULL, NULL
    };
    struct request request = { 0 };
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    Crossdock__Inventory__V1__GetAvailability get = CROSSDOCK__INVENTORY__V1__GET_AVAILABILITY__INIT;
    get.skus = request.words;
    get.n_skus = (size_t)request.word_count;
    get.by_location = request.by_location;
    struct crossdock_client *client = cli_open("inventory");
    struct crossdock_receipt receipt;
    int status = cli_ask(client, &get.base, NULL, &receipt);
    if (status == CLI_OK && options.json)
        cli_print_json(receipt.message);
    else if (status == CLI_OK)
        status = print_stock((const void *)receipt.message, request.by_location);
    crossdock_close(&client);
    return status;
}

/* --- receive and adjust -------------------------------------------------------------------- */

struct lines {
    Crossdock__Inventory__V1__StockLine *list, **pointers;
    size_t count;
};

/* SKU=UNITS[@BIN] */
static bool
read_lines(struct lines *lines, char **words, int count)
{
    lines->list = calloc((size_t)count + 1, sizeof *lines->list);
    lines->pointers = calloc((size_t)count + 1, sizeof *lines->pointers);
    assert(lines->list && lines->pointers);
    for (int i = 0; i < count; i++) {
        Crossdock__Inventory__V1__StockLine *line = &lines->list[i];
        crossdock__inventory__v1__stock_line__init(line);
        char *equals = strrchr(words[i], '='), *bin = equals ? strchr(equals, '@') : NULL;
        if (bin) {
            *bin = '\0';
            line->bin = bin + 1;
        }
        if (!equals || !text_to_int64(equals + 1, &line->quantity)) {
            cli_complain("'%s' is not SKU=UNITS or SKU=UNITS@BIN", words[i]);
            return false;
        }
        *equals = '\0';
        line->sku = words[i];
        lines->pointers[lines->count++] = line;
    }
    if (count == 0)
        cli_complain("SKU=UNITS is needed");
    return count > 0;
}

static int
move(const ProtobufCMessage *command)
{
    struct crossdock_client *client = cli_open("inventory");
    struct crossdock_receipt receipt;
    int status = cli_ask(client, command, NULL, &receipt);
    const Crossdock__Inventory__V1__StockMovedReply *reply = (const void *)receipt.message;
    if (status == CLI_OK && options.json)
        cli_print_json(receipt.message);
    else if (status == CLI_OK)
        printf("%u movements, from number %llu on\n", reply->count, (unsigned long long)reply->first_movement_id);
    crossdock_close(&client);
    return status;
}

int
receive_main(int argc, char **argv)
{
    static const struct argp_option list[] = {
        { "reference", OPTION_REFERENCE, "TEXT", 0, "Number of the delivery note", 0 }, { 0 }
    };
    static const struct argp argp = {
        list, parse, "LOCATION SKU=UNITS[@BIN]...",
        "Goods came in at a location. The warehouse of the location may say so, or an operator.",
        options_children, NULL, NULL
    };
    struct request request = { .reference = "" };
    struct lines lines = { 0 };
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    Crossdock__Inventory__V1__ReceiveStock receive = CROSSDOCK__INVENTORY__V1__RECEIVE_STOCK__INIT;
    int status = CLI_USAGE;
    if (read_lines(&lines, request.words + 1, request.word_count - 1)) {
        receive.location = request.words[0];
        receive.reference = (char *)request.reference;
        receive.lines = lines.pointers;
        receive.n_lines = lines.count;
        status = move(&receive.base);
    }
    free(lines.list);
    free(lines.pointers);
    return status;
}

int
adjust_main(int argc, char **argv)
{
    static const struct argp_option list[] = {
        { "reason", OPTION_REASON, "TEXT", 0, "Why (correction)", 0 }, { 0 }
    };
    static const struct argp argp = {
        list, parse, "LOCATION SKU=UNITS...",
        "Correct what is there by so many units: SKU=-3 takes three away, SKU=3 adds three.",
        options_children, NULL, NULL
    };
    struct request request = { .reason = "correction" };
    struct lines lines = { 0 };
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    Crossdock__Inventory__V1__AdjustStock adjust = CROSSDOCK__INVENTORY__V1__ADJUST_STOCK__INIT;
    int status = CLI_USAGE;
    if (read_lines(&lines, request.words + 1, request.word_count - 1)) {
        adjust.location = request.words[0];
        adjust.reason = (char *)request.reason;
        adjust.lines = lines.pointers;
        adjust.n_lines = lines.count;
        status = move(&adjust.base);
    }
    free(lines.list);
    free(lines.pointers);
    return status;
}
