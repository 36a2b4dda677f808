/* crossdock purchase-order: goods that were ordered and are to come. */
#include "clients/cli/arguments.h"
#include "clients/cli/commands.h"
#include "clients/cli/document_table.h"
#include "clients/cli/purchase_lines.h"
#include "clients/cli/stock_lines.h"

static int
create_main(int argc, char **argv)
{
    const char *supplier = "", *location = NULL, *currency = "", *file = NULL;
    int64_t due_at_us = 0;
    const struct flag flags[] = {
        {"location", "CODE", "Where the goods come; needed", FLAG_TEXT, &location},
        {"supplier", "NAME", "Who sends them", FLAG_TEXT, &supplier},
        {"due", "TIME", "When: 2026-12-01, or +14d; a line may tell another", FLAG_TIME,
         &due_at_us},
        {"currency", "CODE", "Of the costs, ISO 4217", FLAG_TEXT, &currency},
        {"file", "FILE.csv", "More lines, as rows: sku, quantity, and perhaps pack, cost, due",
         FLAG_TEXT, &file},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "NUMBER [SKU=UNITS[,pack=NAME][,cost=PRICE][,due=TIME]...] --location CODE",
        "Goods were ordered: they count as on order until they are received, and tell when "
        "backorders are due. The same number with the same content again changes nothing.",
        flags, 1, 1 + PURCHASE_LINES_MAX);
    Crossdock__Inventory__V1__CreatePurchaseOrder create =
        CROSSDOCK__INVENTORY__V1__CREATE_PURCHASE_ORDER__INIT;
    struct purchase_lines *lines = purchase_lines_create(currency);
    int status = CLI_USAGE;
    if (!location)
        cli_complain("--location is needed");
    else if (purchase_lines_read(lines, &words, 1, file)) {
        create.number = words.list[0];
        create.supplier = (char *)supplier;
        create.location = (char *)location;
        create.currency = (char *)currency;
        create.due_at_us = due_at_us;
        create.lines = lines->pointers;
        create.n_lines = lines->count;
        status = cli_tell("inventory", &create.base, "purchase order %s of %zu line%s is open",
                          words.list[0], lines->count, lines->count == 1 ? "" : "s");
    }
    purchase_lines_destroy(&lines);
    return status;
}

static int
receive_po_main(int argc, char **argv)
{
    const char *location = "", *file = NULL;
    bool accept_over = false;
    const struct flag flags[] = {
        {"location", "CODE", "Where they came (where they were ordered for)", FLAG_TEXT, &location},
        {"accept-over", NULL, "Also more than was ordered", FLAG_SWITCH, &accept_over},
        STOCK_LINE_FILE(&file),
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "NUMBER [SKU=UNITS...]",
        "Goods of a purchase order came: all that are still expected, or the lines that are named. "
        "Damaged ones are lines of their own: A=1,state=damaged. What was announced is received "
        "with 'crossdock asn receive'.\v" STOCK_LINE_DOC,
        flags, 1, WORDS_ANY);
    struct stock_lines lines = stock_lines_of_document(&words, file, 1);
    Crossdock__Inventory__V1__ReceiveShipment receive =
        CROSSDOCK__INVENTORY__V1__RECEIVE_SHIPMENT__INIT;
    receive.purchase_order = words.list[0];
    receive.location = (char *)location;
    receive.accept_over = accept_over;
    receive.lines = lines.list;
    receive.n_lines = lines.count;
    int status = cli_send("inventory", &receive.base, document_show_moved, NULL);
    stock_lines_forget(&lines);
    return status;
}

static int
close_main(int argc, char **argv)
{
    Crossdock__Inventory__V1__CloseShipment command =
        CROSSDOCK__INVENTORY__V1__CLOSE_SHIPMENT__INIT;
    command.purchase_order = arguments_word_with_reason(
        argc, argv, "NUMBER", "Nothing more will come of it: what is missing is short.", "Why",
        &command.reason);
    return cli_tell("inventory", &command.base, "purchase order %s is closed",
                    command.purchase_order);
}

static int
cancel_main(int argc, char **argv)
{
    Crossdock__Inventory__V1__CancelPurchaseOrder cancel =
        CROSSDOCK__INVENTORY__V1__CANCEL_PURCHASE_ORDER__INIT;
    cancel.number = arguments_word_with_reason(
        argc, argv, "NUMBER", "What has not come of a purchase order is not expected any more.",
        "Why", &cancel.reason);
    return cli_tell("inventory", &cancel.base, "purchase order %s is cancelled", cancel.number);
}

static int
show_main(int argc, char **argv)
{
    static const struct document_words kind = {"purchase order", "ORDERED", "RECEIVED", false,
                                               false};
    struct word_list words =
        arguments_words(argc, argv, "NUMBER", "Show what was ordered and what came.", 1, 1);
    Crossdock__Inventory__V1__GetDocument get = CROSSDOCK__INVENTORY__V1__GET_DOCUMENT__INIT;
    get.purchase_order = words.list[0];
    return cli_send("inventory", &get.base, document_show, &kind);
}

int
purchase_order_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"create", create_main, "NUMBER SKU=UNITS... --location CODE", "goods were ordered"},
        {"receive", receive_po_main, "NUMBER [SKU=UNITS...]", "goods of it came"},
        {"close", close_main, "NUMBER", "nothing more will come"},
        {"cancel", cancel_main, "NUMBER", "it is not expected any more"},
        {"show", show_main, "NUMBER", "what was ordered, what came"},
        {0},
    };
    return cli_dispatch(commands, "Goods that were ordered and are to come.", argc, argv);
}
