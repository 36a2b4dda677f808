/* crossdock import purchase-orders: rows of one number that follow each other are the lines of one
 * order. */
#include <string.h>

#include "clients/cli/currencies.h"
#include "clients/cli/dates.h"
#include "clients/cli/import.h"

#define LINES_MAX 1000
#define UNITS_MAX 1000000000

enum { NUMBER, LOCATION, SUPPLIER, CURRENCY, DUE, SKU, QUANTITY, PACK, COST };

static const struct sheet_column columns[] = {
    [NUMBER] = {"number|purchase_order|po|po_number|order", true},
    [LOCATION] = {"location|warehouse|location_code|warehouse_code|site", true},
    [SUPPLIER] = {"supplier|vendor", false},
    [CURRENCY] = {"currency", false},
    [DUE] = {"due|due_at|expected|eta", false},
    [SKU] = {"sku|stock_code|product_id|item|item_id|item_code|product_code|article", true},
    [QUANTITY] = {"quantity|qty|units", true},
    [PACK] = {"pack", false},
    [COST] = {"cost|unit_cost|price", false},
    {0},
};

static const char doc[] =
    "Tell what was ordered from suppliers, from CSV files.\v"
    "Columns: number, location, sku and quantity are required; supplier, currency, due (a day), "
    "pack (then quantity counts packs) and cost (a decimal) may be there. Rows of one number that "
    "follow each other are one purchase order; its location, supplier, currency and date are those "
    "of its first row, and a line may be due on another day. The same orders again change nothing.";

typedef Crossdock__Inventory__V1__CreatePurchaseOrder purchase_order;
typedef Crossdock__Inventory__V1__PurchaseLine purchase_line;

static const ProtobufCMessage *
command(struct arena *arena, void **rows, size_t count, const void *context)
{
    (void)arena;
    (void)count; /* one order is one command */
    (void)context;
    return &((purchase_order *)rows[0])->base;
}

/* The order that stands last in the file; it is sent when the next one begins. */
struct pending {
    purchase_order *order; /* NULL: none */
    int64_t line;
};

static bool
send_pending(struct batch *batch, struct pending *last)
{
    purchase_order *order = last->order;
    last->order = NULL;
    return !order || order->n_lines == 0 || batch_add_line(batch, order, last->line);
}

static void
begin_order(struct batch *batch, struct pending *last)
{
    purchase_order *order = batch_take(batch, sizeof *order);
    crossdock__inventory__v1__create_purchase_order__init(order);
    order->number = import_text(batch, NUMBER);
    order->location = import_text(batch, LOCATION);
    order->supplier = import_text(batch, SUPPLIER);
    order->currency = import_text(batch, CURRENCY);
    order->lines = arena_take(batch->arena, LINES_MAX * sizeof *order->lines);
    *last = (struct pending){order, csv_line(batch->sheet->csv)};
}

static bool
add_line(struct batch *batch, purchase_order *order)
{
    struct sheet *sheet = batch->sheet;
    const char *cost = sheet_text(sheet, COST), *due = sheet_text(sheet, DUE);
    purchase_line *line = arena_take(batch->arena, sizeof *line);
    int64_t due_at_us = 0;
    crossdock__inventory__v1__purchase_line__init(line);
    if (order->n_lines == LINES_MAX)
        return sheet_bad(sheet, "a purchase order has at most %d lines", LINES_MAX);
    if (!*sheet_text(sheet, SKU) || !*sheet_text(sheet, QUANTITY))
        return sheet_bad(sheet, "sku or quantity is empty");
    if (!sheet_integer(sheet, QUANTITY, 1, UNITS_MAX, 0, &line->quantity))
        return false;
    if (*cost && !sheet_price(cost, currency_digits(order->currency), &line->unit_cost_minor))
        return sheet_bad(sheet, "cost must be a price like 2.50, not '%s'", cost);
    if (*due && !date_read(due, &due_at_us))
        return sheet_bad(sheet, "due must be a day like 2026-12-01, not '%s'", due);
    if (order->n_lines == 0)
        order->due_at_us = due_at_us;
    line->due_at_us = due_at_us == order->due_at_us ? 0 : due_at_us;
    line->sku = import_text(batch, SKU);
    line->pack = import_text(batch, PACK);
    order->lines[order->n_lines++] = line;
    line->line = (uint32_t)order->n_lines;
    return true;
}

static void
send_rows(struct batch *batch)
{
    struct sheet *sheet = batch->sheet;
    struct pending last = {0};
    while (sheet_next(sheet)) {
        const char *number = sheet_text(sheet, NUMBER);
        if (!*number || !*sheet_text(sheet, LOCATION)) {
            sheet_bad(sheet, "number or location is empty");
            continue;
        }
        bool is_next = !last.order || strcmp(last.order->number, number) != 0;
        if (is_next && !send_pending(batch, &last))
            return; /* what went wrong is in status */
        if (is_next)
            begin_order(batch, &last);
        (void)add_line(batch, last.order); /* what is wrong was said and counted */
    }
    (void)send_pending(batch, &last);
}

int
import_purchase_orders_main(int argc, char **argv)
{
    static const struct import_kind kind = {
        .what = "purchase orders",
        .server = "inventory",
        .columns = columns,
        .send_rows = send_rows,
    };
    struct import_request request = import_read_arguments(argc, argv, doc, IMPORT_PLAIN);
    struct batch batch = {.rows_max = 1, .command = command};
    return import_files(&kind, &batch, &request);
}
