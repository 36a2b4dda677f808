/* crossdock order: place, look at or cancel an order. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/currencies.h"
#include "clients/cli/dates.h"
#include "clients/cli/json.h"
#include "clients/cli/table.h"

/* One word, and --reason for cancel. */
struct request {
    const char *word, *reason;
};

enum { OPTION_REASON = 1000 };

static error_t
parse(int key, char *argument, struct argp_state *state)
{
    struct request *request = state->input;
    switch (key) {
    case OPTION_REASON:
        request->reason = argument;
        break;
    case ARGP_KEY_ARG:
        if (request->word)
            argp_error(state, "one argument only");
        request->word = argument;
        break;
    case ARGP_KEY_END:
        if (!request->word)
            argp_error(state, "an argument is missing");
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

/* --- place --------------------------------------------------------------------------------- */

static json_t *
load_json(const char *path)
{
    json_error_t error;
    json_t *json = strcmp(path, "-") == 0 ? json_loadf(stdin, JSON_REJECT_DUPLICATES, &error)
                                          : json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!json)
        cli_complain("%s:%d: %s", path, error.line > 0 ? error.line : 1, error.text);
    return json;
}

/* The service's own sentences, one defect a line. */
static void
say_defects(const struct crossdock_receipt *receipt)
{
    if (!receipt->message || receipt->message->descriptor != &crossdock__order__v1__place_order_reply__descriptor)
        return;
    const Crossdock__Order__V1__PlaceOrderReply *reply = (const void *)receipt->message;
    for (size_t i = 0; i < reply->n_defects; i++) {
        const Crossdock__Order__V1__Defect *defect = reply->defects[i];
        const ProtobufCEnumValue *code = protobuf_c_enum_descriptor_get_value(
            &crossdock__order__v1__defect_code__descriptor, (int)defect->code);
        char where[32] = "";
        if (defect->line)
            snprintf(where, sizeof where, "line %u: ", defect->line);
        fprintf(stderr, "  %s%s: %s\n", where, code ? code->name + strlen("DEFECT_") : "?",
                table_clean(*defect->detail ? defect->detail : defect->field));
    }
}

static int
place(const ProtobufCMessage *order)
{
    struct crossdock_client *client = cli_open("order");
    struct crossdock_receipt receipt;
    int status = cli_ask(client, order, NULL, &receipt);
    const Crossdock__Order__V1__PlaceOrderReply *reply = (const void *)receipt.message;
    if (status == CLI_REFUSED)
        say_defects(&receipt);
    else if (status == CLI_OK && options.json)
        cli_print_json(receipt.message);
    else if (status == CLI_OK)
        printf("order %llu %s\n", (unsigned long long)reply->order_id,
               receipt.code == CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_DUPLICATE ? "was there before"
                                                                                        : "accepted");
    crossdock_close(&client);
    return status;
}

static int
order_place_main(int argc, char **argv)
{
    static const struct argp argp = {
        NULL, parse, "FILE.json|-",
        "Place an order; '-' reads it from standard input.\v"
        "{ \"channel\": \"web\", \"external_id\": \"A-1001\", \"placed_at\": \"2026-01-31T12:00:00Z\",\n"
        "  \"currency\": \"EUR\",\n"
        "  \"destination\": { \"country\": \"DE\", \"postal_code\": \"10115\", \"city\": \"Berlin\" },\n"
        "  \"recipient\": { \"name\": \"...\", \"street\": \"...\" },\n"
        "  \"lines\": [ { \"sku\": \"A\", \"quantity\": 2, \"unit_price_minor\": 1250 } ],\n"
        "  \"ship_complete\": false, \"priority\": 0 }\n\n"
        "The fields are those of crossdock.order.v1.PlaceOrder. The same order again is the same order.",
        options_children, NULL, NULL
    };
    struct request request = { 0 };
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    json_t *json = load_json(request.word);
    if (!json)
        return CLI_USAGE;
    char error[512];
    int status = CLI_USAGE;
    struct arena *arena = arena_create(16 << 20);
    const ProtobufCMessage *order =
        json_to_message(arena, &crossdock__order__v1__place_order__descriptor, json, error, sizeof error);
    if (order)
        status = place(order);
    else
        cli_complain("%s: %s", request.word, error);
    arena_destroy(&arena);
    json_decref(json);
    return status;
}

/* --- show ---------------------------------------------------------------------------------- */

/* "ORDER_STATUS_ACCEPTED" as "accepted". */
static const char *
plain(const ProtobufCEnumDescriptor *type, int value, const char *prefix, char *to, size_t bytes)
{
    const ProtobufCEnumValue *named = protobuf_c_enum_descriptor_get_value(type, value);
    snprintf(to, bytes, "%s", named ? named->name + strlen(prefix) : "?");
    for (char *c = to; *c; c++)
        *c = *c == '_' ? ' ' : (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    return to;
}

static void
print_head(const Crossdock__Order__V1__OrderView *order)
{
    char status[64], progress[64], placed[32], received[32];
    const Crossdock__Order__V1__Destination *to = order->destination;
    const Crossdock__Order__V1__Recipient *recipient = order->recipient;
    plain(&crossdock__order__v1__order_status__descriptor, (int)order->status, "ORDER_STATUS_", status, sizeof status);
    plain(&crossdock__order__v1__progress__descriptor, (int)order->progress, "PROGRESS_", progress, sizeof progress);
    printf("order %llu   %s/%s   %s, %s\n", (unsigned long long)order->order_id, table_clean(order->channel),
           table_clean(order->external_id), status, progress);
    printf("  placed    %s   received %s UTC\n", date_write_short(order->placed_at_us, placed),
           date_write_short(order->received_at_us, received));
    if (to)
        printf("  goes to   %s %s %s %s\n", table_clean(to->country), table_clean(to->postal_code),
               table_clean(to->city), table_clean(to->region));
    if (recipient && (*recipient->name || *recipient->street))
        printf("  for       %s  %s\n", table_clean(recipient->name), table_clean(recipient->street));
    if (order->ship_complete || order->priority)
        printf("  %s%spriority %d\n", order->ship_complete ? "ships complete only" : "",
               order->ship_complete ? ", " : "", order->priority);
    if (*order->waits_for)
        printf("  waits for %s\n", table_clean(order->waits_for));
    printf("\n");
}

static void
print_lines(const Crossdock__Order__V1__OrderView *order)
{
    struct table *table = table_start(">LINE|SKU|>PRICE|>ORDERED|>CANCELLED|>BACKORDERED|>RESERVED|>ALLOCATED|>PICKED|>SHIPPED");
    for (size_t i = 0; i < order->n_lines; i++) {
        const Crossdock__Order__V1__LineView *line = order->lines[i];
        table_row(table, "%u|%s|%s|%s|%s|%s|%s|%s|%s|%s", line->line, table_clean(line->sku),
                  line->unit_price_minor ? currency_text(line->unit_price_minor, order->currency) : "-",
                  table_number(line->ordered), table_number(line->cancelled), table_number(line->backordered),
                  table_number(line->reserved), table_number(line->allocated), table_number(line->picked),
                  table_number(line->shipped));
    }
    table_end(&table, stdout);
}

static int
order_show_main(int argc, char **argv)
{
    static const struct argp argp = { NULL, parse, "ID|CHANNEL/EXTERNAL_ID",
                                      "Show an order and how far each line is.", options_children, NULL, NULL };
    struct request request = { 0 };
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    Crossdock__Order__V1__GetOrder get = CROSSDOCK__ORDER__V1__GET_ORDER__INIT;
    char channel[64];
    const char *slash = strchr(request.word, '/');
    if (slash) {
        snprintf(channel, sizeof channel, "%.*s", (int)(slash - request.word), request.word);
        get.channel = channel;
        get.external_id = (char *)slash + 1;
    } else if (cli_find_order(request.word, &get.order_id) != CLI_OK) {
        return CLI_USAGE;
    }
    struct crossdock_client *client = cli_open("order");
    struct crossdock_receipt receipt;
    int status = cli_ask(client, &get.base, NULL, &receipt);
    if (status == CLI_OK && options.json) {
        cli_print_json(receipt.message);
    } else if (status == CLI_OK) {
        print_head((const void *)receipt.message);
        print_lines((const void *)receipt.message);
    }
    crossdock_close(&client);
    return status;
}

/* --- cancel -------------------------------------------------------------------------------- */

static int
order_cancel_main(int argc, char **argv)
{
    static const struct argp_option list[] = {
        { "reason", OPTION_REASON, "TEXT", 0, "Why, up to 200 bytes", 0 }, { 0 }
    };
    static const struct argp argp = {
        list, parse, "ID|CHANNEL/EXTERNAL_ID",
        "Ask to cancel what has not been handed over.\v"
        "The answer says that the wish is recorded; 'crossdock order show' tells what became of it.",
        options_children, NULL, NULL
    };
    struct request request = { .reason = "" };
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    Crossdock__Order__V1__CancelOrder cancel = CROSSDOCK__ORDER__V1__CANCEL_ORDER__INIT;
    int status = cli_find_order(request.word, &cancel.order_id);
    if (status != CLI_OK)
        return status;
    cancel.reason = (char *)request.reason;
    struct crossdock_client *client = cli_open("order");
    struct crossdock_receipt receipt;
    status = cli_ask(client, &cancel.base, NULL, &receipt);
    if (status == CLI_OK && options.json)
        cli_print_json(receipt.message);
    else if (status == CLI_OK)
        printf("the cancel of order %llu is recorded\n", (unsigned long long)cancel.order_id);
    crossdock_close(&client);
    return status;
}

int
order_main(int argc, char **argv)
{
    static const struct command list[] = {
        { "place", order_place_main, "FILE.json|-", "place an order" },
        { "show", order_show_main, "ID|CHANNEL/EXTERNAL_ID", "look at an order" },
        { "cancel", order_cancel_main, "ID|CHANNEL/EXTERNAL_ID", "cancel what has not left" },
        { 0 },
    };
    return cli_dispatch(list, "Place, look at or cancel an order.", argc, argv);
}
