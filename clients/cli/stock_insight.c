/* crossdock stock holders, why, report: who holds stock, why it is what it is, and what it does. */
#include <stdio.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/dates.h"
#include "clients/cli/names.h"
#include "clients/cli/stock_commands.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"

/* --- holders ------------------------------------------------------------------------------- */

static void
print_holders(const Crossdock__Inventory__V1__HoldersView *view, const char *sku)
{
    char titles[160];
    printf("%s: %s promised, %s wait for stock\n", table_clean(sku), table_number(view->promised),
           table_number(view->backordered));
    if (view->n_holders == 0)
        return;
    snprintf(titles, sizeof titles, "  HOLDER|CHANNEL|>PROMISED|>WAITING|>PRIORITY|SINCE (%s)|",
             when_zone());
    struct table *table = table_start(titles);
    for (size_t i = 0; i < view->n_holders; i++) {
        const Crossdock__Inventory__V1__Holder *holder = view->holders[i];
        char who[128], note[64] = "";
        if (holder->order_id)
            snprintf(who, sizeof who, "order %llu", (unsigned long long)holder->order_id);
        else
            snprintf(who, sizeof who, "cart %.80s", table_clean(holder->hold_id));
        if (!holder->order_id)
            snprintf(note, sizeof note, "until %s", when(holder->expires_at_us));
        table_row(table, "  %s|%s|%s|%s|%d|%s|%s", who, table_clean(holder->channel),
                  table_number(holder->promised), table_number(holder->backordered),
                  holder->priority, when(holder->since_us), holder->held ? "on hold" : note);
    }
    table_end(&table, stdout);
}

static void
print_allocations(const Crossdock__Routing__V1__AllocationsView *view)
{
    printf("\n%s pinned to locations and not shipped%s\n", table_number(view->units),
           view->more ? ", of these" : "");
    if (view->n_allocations == 0)
        return;
    struct table *table = table_start("  LOCATION|>ORDER|>FULFILLMENT ORDER|>UNITS|STATE");
    for (size_t i = 0; i < view->n_allocations; i++) {
        const Crossdock__Routing__V1__Allocation *pinned = view->allocations[i];
        table_row(
            table, "  %s|%llu|%llu|%s|%s", table_clean(pinned->location),
            (unsigned long long)pinned->order_id, (unsigned long long)pinned->fulfillment_order_id,
            table_number(pinned->quantity),
            name_of(&crossdock__routing__v1__fulfillment_status__descriptor, (int)pinned->status));
    }
    table_end(&table, stdout);
}

static void
show_holders(const struct crossdock_receipt *receipt, const void *sku)
{
    const Crossdock__Inventory__V1__HoldersView *view = (const void *)receipt->message;
    uint64_t last = 0;
    print_holders(view, sku);
    for (size_t i = 0; i < view->n_holders; i++)
        last = view->holders[i]->order_id > last ? view->holders[i]->order_id : last;
    if (view->more && last)
        printf("  there are more: --after %llu\n", (unsigned long long)last);
    else if (view->more)
        printf("  there are more, carts and orders: --limit 1000\n");
}

static void
show_allocations(const struct crossdock_receipt *receipt, const void *context)
{
    (void)context;
    print_allocations((const void *)receipt->message);
}

int
stock_holders_main(int argc, char **argv)
{
    struct flag_number limit = {1, 1000, 100}, after = {1, INT64_MAX, 0};
    const char *location = "";
    const struct flag flags[] = {
        {"limit", "N", "At most so many of each (100)", FLAG_NUMBER, &limit},
        {"after", "ORDER", "Go on behind this order", FLAG_NUMBER, &after},
        {"location", "CODE", "Of what is pinned, only at this location", FLAG_TEXT, &location},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "SKU",
        "Show who holds the stock of a SKU: the orders and carts that it is promised to (inventory "
        "knows), oldest first, and the fulfillment orders that it is pinned to "
        "(fulfillment-routing knows). With --json two documents, one of each.",
        flags, 1, 1);
    Crossdock__Inventory__V1__GetHolders holders = CROSSDOCK__INVENTORY__V1__GET_HOLDERS__INIT;
    Crossdock__Routing__V1__GetAllocations pinned = CROSSDOCK__ROUTING__V1__GET_ALLOCATIONS__INIT;
    holders.sku = pinned.sku = words.list[0];
    holders.limit = pinned.limit = (uint32_t)limit.value;
    holders.after_order_id = (uint64_t)after.value;
    pinned.location = (char *)location;
    int status = cli_send("inventory", &holders.base, show_holders, words.list[0]);
    if (status != CLI_OK)
        return status;
    return cli_send("fulfillment-routing", &pinned.base, show_allocations, NULL);
}

/* --- why ----------------------------------------------------------------------------------- */

static void
print_lots(const Crossdock__Inventory__V1__StockExplanation *why)
{
    if (why->n_lots == 0)
        return;
    struct table *table = table_start("  STATE|LOT|EXPIRES|>UNITS");
    for (size_t i = 0; i < why->n_lots; i++) {
        const Crossdock__Inventory__V1__LotStock *lot = why->lots[i];
        char day[32] = "-";
        if (lot->expires_on)
            date_write_day(lot->expires_on, day);
        table_row(table, "  %s|%s|%s|%s",
                  name_of(&crossdock__inventory__v1__stock_state__descriptor, (int)lot->state),
                  *lot->lot ? table_clean(lot->lot) : "-", day, table_number(lot->quantity));
    }
    printf("\n");
    table_end(&table, stdout);
}

static void
show_explanation(const struct crossdock_receipt *receipt, const void *context)
{
    (void)context;
    const Crossdock__Inventory__V1__StockExplanation *why = (const void *)receipt->message;
    char titles[160];
    printf("%s\n", *why->words ? table_clean(why->words) : table_number(why->on_hand));
    print_lots(why);
    if (why->n_movements == 0)
        return;
    snprintf(titles, sizeof titles, ">  MOVEMENT|AT (%s)|WHAT|>UNITS|>AFTER|STATE|LOT|BY|WHY|CAUSE",
             when_zone());
    struct table *table = table_start(titles);
    for (size_t i = 0; i < why->n_movements; i++) {
        const Crossdock__Inventory__V1__MovementFact *moved = why->movements[i];
        table_row(table, "%llu|%s|%s|%+lld|%s|%s|%s|%s|%s|%s",
                  (unsigned long long)moved->movement_id, when(moved->at_us),
                  name_of(&crossdock__inventory__v1__movement_kind__descriptor, (int)moved->kind),
                  (long long)moved->quantity, table_number(moved->on_hand_after),
                  moved->state ? name_of(&crossdock__inventory__v1__stock_state__descriptor,
                                         (int)moved->state)
                               : "available",
                  table_clean(moved->lot), table_clean(moved->actor), table_clean(moved->reason),
                  table_clean(moved->cause));
    }
    printf("\n");
    table_end(&table, stdout);
    if (why->more)
        printf("  there are older ones: --before %llu\n",
               (unsigned long long)why->movements[why->n_movements - 1]->movement_id);
}

int
stock_why_main(int argc, char **argv)
{
    struct flag_number limit = {1, 1000, 20}, before = {1, INT64_MAX, 0};
    const struct flag flags[] = {
        {"limit", "N", "So many movements (20)", FLAG_NUMBER, &limit},
        {"before", "MOVEMENT", "Older than this one", FLAG_NUMBER, &before},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "LOCATION SKU",
        "Tell why on hand is what it is: the movements of this SKU at this location, newest first, "
        "each with what was on hand after it, who did it and why.",
        flags, 2, 2);
    Crossdock__Inventory__V1__ExplainStock explain = CROSSDOCK__INVENTORY__V1__EXPLAIN_STOCK__INIT;
    explain.location = words.list[0];
    explain.sku = words.list[1];
    explain.limit = (uint32_t)limit.value;
    explain.before_movement_id = (uint64_t)before.value;
    return cli_send("inventory", &explain.base, show_explanation, NULL);
}

/* --- report -------------------------------------------------------------------------------- */

/* "12 d ago"; good until the next call. */
static const char *
last_shipped(int32_t days)
{
    static char text[32];
    snprintf(text, sizeof text, "%d d ago", days);
    return days < 0 ? "never" : days == 0 ? "today" : text;
}

static void
show_report(const struct crossdock_receipt *receipt, const void *context)
{
    (void)context;
    const Crossdock__Inventory__V1__StockReport *report = (const void *)receipt->message;
    struct table *table =
        table_start("SKU|ABC|>SHIPPED|>COST SHIPPED|>ON HAND|>VALUE|>TURNS A YEAR|LAST SHIPPED|");
    for (size_t i = 0; i < report->n_lines; i++) {
        const Crossdock__Inventory__V1__StockReportLine *line = report->lines[i];
        table_row(table, "%s|%s|%s|%s|%s|%s|%.1f|%s|%s%s%s", table_clean(line->sku),
                  table_clean(line->abc), table_number(line->shipped),
                  table_number(line->cost_shipped_minor), table_number(line->on_hand),
                  table_number(line->value_minor), line->turnover,
                  last_shipped(line->days_since_shipped), line->aged ? "aged" : "",
                  line->aged && line->low ? ", " : "", line->low ? "low" : "");
    }
    table_end(&table, stdout);
    printf("\n%zu of %u SKUs, the most valuable first; costs and values in minor units of each "
           "item's currency\n",
           report->n_lines, report->skus);
}

int
stock_report_main(int argc, char **argv)
{
    struct flag_number days = {1, 730, 90}, aged = {1, 3650, 90}, limit = {1, 10000, 50};
    const struct flag flags[] = {
        {"days", "N", "Look so many days back (90)", FLAG_NUMBER, &days},
        {"aged-days", "N", "Aged: on hand, and nothing shipped for so long (90)", FLAG_NUMBER,
         &aged},
        {"limit", "N", "So many SKUs (50)", FLAG_NUMBER, &limit},
        {0},
    };
    (void)arguments_read(
        argc, argv, NULL,
        "ABC class (80/15/5 of the cost of goods shipped), turnover and age of stock, SKU by SKU.",
        flags, 0, 0);
    Crossdock__Inventory__V1__GetStockReport get = CROSSDOCK__INVENTORY__V1__GET_STOCK_REPORT__INIT;
    get.days = (uint32_t)days.value;
    get.aged_days = (int32_t)aged.value;
    get.limit = (uint32_t)limit.value;
    return cli_send("inventory", &get.base, show_report, NULL);
}
