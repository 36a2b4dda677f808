/* crossdock order: its words, and how an order is placed; looking and changing live in order_*.c. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/json.h"
#include "clients/cli/order_commands.h"
#include "clients/cli/table.h"

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
    for (size_t i = 0; reply->n_defects > 1 && i < reply->n_defects; i++) { /* the answer tells the first */
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

/* How the customer wants it, where options tell more than the file. */
struct asked_terms {
    int32_t deliver_by_day;
    const char *pickup;
    bool substitutes;
};

static void
add_terms(struct arena *arena, Crossdock__Order__V1__PlaceOrder *order, const struct asked_terms *asked)
{
    if (!asked->deliver_by_day && !*asked->pickup && !asked->substitutes)
        return;
    if (!order->terms) {
        order->terms = arena_take(arena, sizeof *order->terms);
        crossdock__order__v1__delivery_terms__init(order->terms);
    }
    if (asked->deliver_by_day)
        order->terms->deliver_by_day = asked->deliver_by_day;
    if (*asked->pickup)
        order->terms->pickup_location = (char *)asked->pickup;
    if (asked->substitutes)
        order->terms->substitutes_allowed = true;
}

static int
order_place_main(int argc, char **argv)
{
    struct asked_terms asked = { .pickup = "" };
    const struct flag flags[] = {
        { "deliver-by", "DAY", "The day on which the customer wants it: 2026-12-24", FLAG_DAY, &asked.deliver_by_day },
        { "pickup", "LOCATION", "The customer collects it there", FLAG_TEXT, &asked.pickup },
        { "substitutes", NULL, "A warehouse may ship an item's substitute", FLAG_SWITCH, &asked.substitutes },
        { 0 },
    };
    struct word_list words = arguments_read(
        argc, argv, "FILE.json|-",
        "Place an order; '-' reads it from standard input.\v"
        "{ \"channel\": \"web\", \"external_id\": \"A-1001\", \"placed_at\": \"2026-01-31T12:00:00Z\",\n"
        "  \"currency\": \"EUR\",\n"
        "  \"destination\": { \"country\": \"DE\", \"postal_code\": \"10115\", \"city\": \"Berlin\" },\n"
        "  \"recipient\": { \"name\": \"...\", \"street\": \"...\" },\n"
        "  \"lines\": [ { \"sku\": \"A\", \"quantity\": 2, \"unit_price_minor\": 1250 } ],\n"
        "  \"ship_complete\": false, \"priority\": 0,\n"
        "  \"hold_id\": \"cart-17\", \"cancel_unfilled_days\": 14,\n"
        "  \"terms\": { \"deliver_by_day\": 20811, \"pickup_location\": \"LEEDS\" },\n"
        "  \"holds\": [ { \"reason\": \"HOLD_AWAITING_PAYMENT\", \"expires_at\": \"2026-02-01T12:00:00Z\" } ] }\n\n"
        "The fields are those of crossdock.order.v1.PlaceOrder; what is left out has its default. The same order "
        "again is the same order.",
        flags, 1, 1);
    json_t *json = load_json(words.list[0]);
    if (!json)
        return CLI_USAGE;
    char error[512];
    int status = CLI_USAGE;
    struct arena *arena = arena_create(16 << 20);
    ProtobufCMessage *order =
        json_to_message(arena, &crossdock__order__v1__place_order__descriptor, json, error, sizeof error);
    if (order)
        add_terms(arena, (Crossdock__Order__V1__PlaceOrder *)(void *)order, &asked);
    if (order)
        status = place(order);
    else
        cli_complain("%s: %s", words.list[0], error);
    arena_destroy(&arena);
    json_decref(json);
    return status;
}

int
order_main(int argc, char **argv)
{
    static const struct command list[] = {
        { "place", order_place_main, "FILE.json|-", "place an order" },
        { "show", order_show_main, "ORDER", "everything about an order" },
        { "timeline", order_timeline_main, "ORDER", "what happened to it, in order" },
        { "hold", order_hold_main, "ORDER REASON", "nothing leaves until the hold is released" },
        { "release", order_release_main, "ORDER [REASON]", "take a hold back" },
        { "cancel", order_cancel_main, "ORDER [--line N[:UNITS]]", "cancel what has not left" },
        { "amend", order_amend_main, "ORDER --line N:UNITS ...", "change quantities, or where it goes" },
        { "erase", order_erase_main, "ORDER|--email ADDRESS", "forget the customer's name and address" },
        { 0 },
    };
    return cli_dispatch(list, "Place, look at and change orders. ORDER is an id or CHANNEL/EXTERNAL_ID.", argc, argv);
}
