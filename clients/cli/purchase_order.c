/* crossdock purchase-order: goods that were ordered and are to come. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/commands.h"
#include "clients/cli/currencies.h"
#include "clients/cli/document_table.h"
#include "clients/cli/entries.h"
#include "clients/cli/sheet.h"
#include "clients/cli/stock_lines.h"
#include "clients/cli/table.h"

#define FORM      "SKU=UNITS, like A=100 or A=4,pack=CASE,cost=2.50,due=2026-12-01"
#define LINES_MAX 1000

typedef Crossdock__Inventory__V1__PurchaseLine purchase_line;

struct purchase {
    const char *currency;
    purchase_line list[LINES_MAX], *pointers[LINES_MAX];
    size_t count;
};

enum { SKU, QUANTITY, PACK, COST, DUE };

static const struct sheet_column columns[] = {
    [SKU] = {"sku|stock_code|product_id|item|item_id|item_code|product_code|article", true},
    [QUANTITY] = {"quantity|qty|units", true},
    [PACK] = {"pack", false},
    [COST] = {"cost|unit_cost|price", false},
    [DUE] = {"due|due_at|expected", false},
    {0},
};

static purchase_line *
add_line(struct purchase *purchase)
{
    purchase_line *line = &purchase->list[purchase->count];
    crossdock__inventory__v1__purchase_line__init(line);
    purchase->pointers[purchase->count++] = line;
    line->line = (uint32_t)purchase->count;
    return line;
}

static bool
read_word(struct purchase *purchase, char *word)
{
    struct entry entry;
    purchase_line *line = add_line(purchase);
    if (!entry_read(&entry, word, FORM, "pack|cost|due|") ||
        !entry_number(&entry, FORM, 1, 1000000000, &line->quantity))
        return false;
    line->sku = entry.name;
    char *pack = entry_more(&entry, "pack"), *cost = entry_more(&entry, "cost"),
         *due = entry_more(&entry, "due");
    if (pack)
        line->pack = pack;
    if (cost && !sheet_price(cost, currency_digits(purchase->currency), &line->unit_cost_minor)) {
        cli_complain("'%s' is not a price like 2.50", cost);
        return false;
    }
    if (due && !arguments_time(due, &line->due_at_us)) {
        cli_complain("'%s' is not a time like 2026-12-01 or +14d", due);
        return false;
    }
    return true;
}

static bool
read_row(struct purchase *purchase, struct sheet *sheet, struct arena *arena)
{
    const char *cost = sheet_text(sheet, COST), *due = sheet_text(sheet, DUE);
    if (purchase->count == LINES_MAX)
        return sheet_bad(sheet, "a purchase order has at most %d lines", LINES_MAX);
    purchase_line *line = add_line(purchase);
    if (!*sheet_text(sheet, SKU) || !*sheet_text(sheet, QUANTITY))
        return sheet_bad(sheet, "sku or quantity is empty");
    if (!sheet_integer(sheet, QUANTITY, 1, 1000000000, 0, &line->quantity))
        return false;
    if (*cost && !sheet_price(cost, currency_digits(purchase->currency), &line->unit_cost_minor))
        return sheet_bad(sheet, "cost must be a price like 2.50, not '%s'", cost);
    if (*due && !arguments_time(due, &line->due_at_us))
        return sheet_bad(sheet, "due must be a day like 2026-12-01, not '%s'", due);
    line->sku = arena_text(arena, sheet_text(sheet, SKU));
    line->pack = arena_text(arena, sheet_text(sheet, PACK));
    return true;
}

static bool
read_file(struct purchase *purchase, const char *path, struct arena *arena)
{
    struct sheet sheet;
    if (!sheet_open(&sheet, path, columns))
        return false;
    while (sheet_next(&sheet))
        (void)read_row(purchase, &sheet, arena); /* what is wrong was said and counted */
    bool good = sheet.bad == 0;
    sheet_close(&sheet);
    if (!good)
        cli_complain("nothing was sent: correct the file first");
    return good;
}

static bool
read_purchase(struct purchase *purchase, const struct word_list *words, const char *file,
              struct arena *arena)
{
    for (int i = 1; i < words->count; i++)
        if (!read_word(purchase, words->list[i]))
            return false;
    if (file && !read_file(purchase, file, arena))
        return false;
    if (purchase->count == 0)
        cli_complain("at least one line is needed: " FORM);
    return purchase->count > 0;
}

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
        flags, 1, 1 + LINES_MAX);
    Crossdock__Inventory__V1__CreatePurchaseOrder create =
        CROSSDOCK__INVENTORY__V1__CREATE_PURCHASE_ORDER__INIT;
    struct purchase *purchase = calloc(1, sizeof *purchase);
    struct arena *arena = arena_create(4 << 20);
    assert(purchase);
    int status = CLI_USAGE;
    purchase->currency = currency;
    if (!location)
        cli_complain("--location is needed");
    else if (read_purchase(purchase, &words, file, arena)) {
        create.number = words.list[0];
        create.supplier = (char *)supplier;
        create.location = (char *)location;
        create.currency = (char *)currency;
        create.due_at_us = due_at_us;
        create.lines = purchase->pointers;
        create.n_lines = purchase->count;
        status = cli_tell("inventory", &create.base, "purchase order %s of %zu line%s is open",
                          words.list[0], purchase->count, purchase->count == 1 ? "" : "s");
    }
    arena_destroy(&arena);
    free(purchase);
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
        {"file", "FILE.csv", "More lines, as rows", FLAG_TEXT, &file},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "NUMBER [SKU=UNITS...]",
        "Goods of a purchase order came: all that are still expected, or the lines that are named. "
        "Damaged ones are lines of their own: A=1,state=damaged. What was announced is received "
        "with 'crossdock asn receive'.\v" STOCK_LINE_DOC,
        flags, 1, WORDS_ANY);
    struct stock_lines lines = {0};
    Crossdock__Inventory__V1__ReceiveShipment receive =
        CROSSDOCK__INVENTORY__V1__RECEIVE_SHIPMENT__INIT;
    bool all_of_it = words.count == 1 && !file;
    int status = CLI_USAGE;
    if (all_of_it || stock_lines_read(&lines, &words, 1, file, 1)) {
        receive.purchase_order = words.list[0];
        receive.location = (char *)location;
        receive.accept_over = accept_over;
        receive.lines = lines.list;
        receive.n_lines = lines.count;
        status = cli_send("inventory", &receive.base, document_show_moved, NULL);
    }
    stock_lines_forget(&lines);
    return status;
}

static int
close_main(int argc, char **argv)
{
    const char *reason = "";
    const struct flag flags[] = {
        {"reason", "TEXT", "Why", FLAG_TEXT, &reason},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "NUMBER",
                       "Nothing more will come of it: what is missing is short.", flags, 1, 1);
    Crossdock__Inventory__V1__CloseShipment command =
        CROSSDOCK__INVENTORY__V1__CLOSE_SHIPMENT__INIT;
    command.purchase_order = words.list[0];
    command.reason = (char *)reason;
    return cli_tell("inventory", &command.base, "purchase order %s is closed", words.list[0]);
}

static int
cancel_main(int argc, char **argv)
{
    const char *reason = "";
    const struct flag flags[] = {
        {"reason", "TEXT", "Why", FLAG_TEXT, &reason},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "NUMBER", "What has not come of a purchase order is not expected any more.",
        flags, 1, 1);
    Crossdock__Inventory__V1__CancelPurchaseOrder cancel =
        CROSSDOCK__INVENTORY__V1__CANCEL_PURCHASE_ORDER__INIT;
    cancel.number = words.list[0];
    cancel.reason = (char *)reason;
    return cli_tell("inventory", &cancel.base, "purchase order %s is cancelled", words.list[0]);
}

static int
show_main(int argc, char **argv)
{
    static const struct document_words kind = {"purchase order", "ORDERED", "RECEIVED", false,
                                               false};
    const struct flag flags[] = {{0}};
    struct word_list words =
        arguments_read(argc, argv, "NUMBER", "Show what was ordered and what came.", flags, 1, 1);
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
