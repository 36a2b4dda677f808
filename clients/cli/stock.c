/* crossdock stock: what is there, what could be promised; its other words live in stock_hold.c and
 * stock_insight.c. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/stock_commands.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"

static void
print_locations(const Crossdock__Inventory__V1__AvailabilityView *view)
{
    struct table *table = table_start("SKU|LOCATION|>ON HAND|>UNAVAILABLE|>SELLABLE|BIN");
    for (size_t i = 0; i < view->n_items; i++)
        for (size_t n = 0; n < view->items[i]->n_locations; n++) {
            const Crossdock__Inventory__V1__LocationStock *at = view->items[i]->locations[n];
            table_row(table, "%s|%s|%s|%s|%s|%s", table_clean(view->items[i]->sku),
                      table_clean(at->location), table_number(at->on_hand),
                      table_number(at->unavailable), table_number(at->sellable),
                      table_clean(at->bin));
        }
    printf("\n");
    table_end(&table, stdout);
}

/* What is due, when somebody asked until when. */
static void
print_inbound(const Crossdock__Inventory__V1__AvailabilityView *view)
{
    bool any = false;
    char titles[128];
    for (size_t i = 0; i < view->n_items; i++)
        any = any || view->items[i]->n_inbound > 0;
    if (!any)
        return;
    snprintf(titles, sizeof titles, "SKU|DUE (%s)|LOCATION|>UNITS|REFERENCE", when_zone());
    struct table *table = table_start(titles);
    for (size_t i = 0; i < view->n_items; i++)
        for (size_t n = 0; n < view->items[i]->n_inbound; n++) {
            const Crossdock__Inventory__V1__Inbound *due = view->items[i]->inbound[n];
            table_row(table, "%s|%s|%s|%s|%s", table_clean(view->items[i]->sku),
                      when(due->due_at_us), table_clean(due->location), table_number(due->quantity),
                      table_clean(due->reference));
        }
    printf("\n");
    table_end(&table, stdout);
}

/* What is special about an item, for the last column. */
static const char *
remark(const Crossdock__Inventory__V1__Availability *item)
{
    static char text[96];
    if (!item->known)
        return "not a known item";
    if (!item->preorder)
        return "";
    if (item->available_from_us)
        snprintf(text, sizeof text, "preorder, from %.10s", when(item->available_from_us));
    else
        snprintf(text, sizeof text, "preorder");
    return text;
}

struct asked {
    bool by_location;
    int64_t until_us;
};

static void
print_stock(const struct crossdock_receipt *receipt, const void *context)
{
    const Crossdock__Inventory__V1__AvailabilityView *view = (const void *)receipt->message;
    const struct asked *asked = context;
    struct table *table =
        table_start(asked->until_us ? "SKU|>AVAILABLE|>BY THEN|>ON HAND|>UNAVAILABLE|>RESERVED|>IN "
                                      "CARTS|>BACKORDERED|>IN TRANSIT|>ON ORDER|"
                                    : "SKU|>AVAILABLE|>ON HAND|>UNAVAILABLE|>RESERVED|>IN "
                                      "CARTS|>BACKORDERED|>IN TRANSIT|>ON ORDER|");
    for (size_t i = 0; i < view->n_items; i++) {
        const Crossdock__Inventory__V1__Availability *item = view->items[i];
        char first[96];
        snprintf(first, sizeof first, "%.30s%s%.30s", table_number(item->available),
                 asked->until_us ? "|" : "",
                 asked->until_us ? table_number(item->available_by) : "");
        table_row(table, "%s|%s|%s|%s|%s|%s|%s|%s|%s|%s", table_clean(item->sku), first,
                  table_number(item->on_hand), table_number(item->unavailable),
                  table_number(item->reserved), table_number(item->held),
                  table_number(item->backordered), table_number(item->in_transit),
                  table_number(item->on_order), remark(item));
    }
    table_end(&table, stdout);
    if (asked->by_location)
        print_locations(view);
    print_inbound(view);
}

static bool
all_known(const Crossdock__Inventory__V1__AvailabilityView *view)
{
    for (size_t i = 0; i < view->n_items; i++)
        if (!view->items[i]->known)
            return false;
    return true;
}

static int
show_main(int argc, char **argv)
{
    struct asked asked = {0};
    const char *channel = "";
    const struct flag flags[] = {
        {"by-location", NULL, "Also where it lies", FLAG_SWITCH, &asked.by_location},
        {"channel", "CODE", "As this channel sees it: less its buffer, at most its cap", FLAG_TEXT,
         &channel},
        {"until", "TIME", "Also what is due by then: 2026-12-01, or +14d", FLAG_TIME,
         &asked.until_us},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "SKU...",
        "Show what is there and what could be promised now.\v"
        "AVAILABLE is what an order placed now would be promised: sellable - RESERVED, never below "
        "0. RESERVED is promised and not shipped, units IN CARTS included. Exit code 1 when a SKU "
        "is not known. A SKU that is called like one of the words hold, unhold, holders, why or "
        "report: crossdock stock show SKU.",
        flags, 1, 1000);
    Crossdock__Inventory__V1__GetAvailability get =
        CROSSDOCK__INVENTORY__V1__GET_AVAILABILITY__INIT;
    get.skus = words.list;
    get.n_skus = (size_t)words.count;
    get.by_location = asked.by_location;
    get.channel = (char *)channel;
    get.until_us = asked.until_us;
    struct crossdock_client *client = cli_open("inventory");
    struct crossdock_receipt receipt;
    int status = cli_ask(client, &get.base, NULL, &receipt);
    if (status == CLI_OK && options.json)
        cli_print_json(receipt.message);
    else if (status == CLI_OK)
        print_stock(&receipt, &asked);
    if (status == CLI_OK && !options.json && !all_known((const void *)receipt.message))
        status = CLI_REFUSED;
    crossdock_close(&client);
    return status;
}

static const struct command commands[] = {
    {"show", show_main, "SKU...",
     "what is there and what could be promised ('show' may be left out)"},
    {"hold", stock_hold_main, "CHANNEL HOLD SKU=UNITS...", "set units aside for a cart"},
    {"unhold", stock_unhold_main, "CHANNEL HOLD", "give them back"},
    {"holders", stock_holders_main, "SKU", "who holds the stock, and where it is pinned"},
    {"why", stock_why_main, "LOCATION SKU", "why on hand is what it is"},
    {"report", stock_report_main, NULL, "ABC class, turnover, age"},
    {"health", stock_health_main, NULL, "what runs out, what there is too much of"},
    {0},
};

int
stock_main(int argc, char **argv)
{
    bool named = argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-?") == 0 ||
                 strcmp(argv[1], "help") == 0;
    for (const struct command *command = commands; command->name && !named; command++)
        named = strcmp(command->name, argv[1]) == 0;
    if (named)
        return cli_dispatch(commands, "What is there, who holds it, and why.", argc, argv);
    return show_main(argc, argv);
}
