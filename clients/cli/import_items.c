/* crossdock import items */
#include <string.h>

#include "clients/cli/column_names.h"
#include "clients/cli/currencies.h"
#include "clients/cli/dates.h"
#include "clients/cli/import.h"
#include "clients/cli/items_from_orders.h"
#include "clients/cli/names.h"
#include "common/text.h"

#define PACKS_MAX 8
#define SUBSTITUTES_MAX 8
#define UNITS_MAX 1000000000

enum {
    SKU, NAME, GTIN, WEIGHT_G, WEIGHT_KG, COST, COST_MINOR, CURRENCY, LEAD_TIME_DAYS, SUPPLIER,
    UNIT, PACKS, LOT_TRACKED, SHELF_LIFE_DAYS_MIN,
    BACKORDER, BACKORDER_CAP, PREORDER_CAP, AVAILABLE_FROM, LOW_STOCK, RECOVERED_STOCK,
    HAZMAT, OVERSIZE, NO_EXPORT, SUBSTITUTES, CATEGORY,
};

const struct sheet_column item_columns[] = {
    [SKU] = { SKU_NAMES, true },
    [NAME] = { "name|description|title|product|product_name|item_name", false },
    [GTIN] = { "gtin|ean|barcode|upc|gtin13|ean13", false },
    [WEIGHT_G] = { WEIGHT_G_NAMES, false },
    [WEIGHT_KG] = { WEIGHT_KG_NAMES, false },
    [COST] = { COST_NAMES, false },
    [COST_MINOR] = { "unit_cost_minor|cost_minor", false },
    [CURRENCY] = { "currency|cost_currency", false },
    [LEAD_TIME_DAYS] = { "lead_time_days|lead_time|leadtime", false },
    [SUPPLIER] = { SUPPLIER_NAMES, false },
    [UNIT] = { "unit|unit_of_measure|uom", false },
    [PACKS] = { "packs|pack", false },
    [LOT_TRACKED] = { "lot_tracked|batch_tracked|lots", false },
    [SHELF_LIFE_DAYS_MIN] = { "shelf_life_days_min|shelf_life_days", false },
    [BACKORDER] = { "backorder|backorders|backorder_policy", false },
    [BACKORDER_CAP] = { "backorder_cap|backorder_limit", false },
    [PREORDER_CAP] = { "preorder_cap|preorder_limit", false },
    [AVAILABLE_FROM] = { "available_from|preorder_date|release_date", false },
    [LOW_STOCK] = { "low_stock|low_stock_threshold|reorder_point", false },
    [RECOVERED_STOCK] = { "recovered_stock", false },
    [HAZMAT] = { "hazmat|dangerous|dangerous_goods", false },
    [OVERSIZE] = { "oversize|oversized|bulky", false },
    [NO_EXPORT] = { "no_export|domestic_only", false },
    [SUBSTITUTES] = { "substitutes|substitute", false },
    [CATEGORY] = { "category|family|product_family|department|product_group", false },
    { 0 },
};

static const char doc[] =
    "Define items from CSV files.\v"
    "Columns: sku (or stock_code, product_id) is required; name (description), gtin (ean, barcode), "
    "weight_g (weight) or weight_kg, cost (unit_cost, a decimal in the row's currency) or "
    "unit_cost_minor, currency, lead_time_days and supplier may be there; unit (UNECE code: EA, KGM, MTR), "
    "packs (CASE:12:GTIN INNER:6), lot_tracked (yes), shelf_life_days_min, backorder (allow or deny), "
    "backorder_cap, preorder_cap, available_from (a day), low_stock and recovered_stock; hazmat, oversize and "
    "no_export (yes), and substitutes (SKUs that may be shipped instead, when the order allows it); category (family: what it is "
    "planned together with). An item that exists "
    "is changed to what the file says: what a file leaves out is unset.";

static const ProtobufCMessage *
command(struct arena *arena, void **rows, size_t count, const void *context)
{
    (void)context;
    Crossdock__Inventory__V1__DefineItems *define = arena_take(arena, sizeof *define);
    crossdock__inventory__v1__define_items__init(define);
    define->items = (Crossdock__Inventory__V1__Item **)rows;
    define->n_items = count;
    return &define->base;
}

static bool
read_weight(struct sheet *sheet, int64_t *weight_g)
{
    double grams = 0, kilograms = 0;
    if (!sheet_decimal(sheet, WEIGHT_G, 0, 1e12, 0, &grams) ||
        !sheet_decimal(sheet, WEIGHT_KG, 0, 1e9, 0, &kilograms))
        return false;
    *weight_g = (int64_t)((grams > 0 ? grams : kilograms * 1000) + 0.5);
    return true;
}

/* "CASE:12:GTIN" */
static bool
read_pack(struct batch *batch, char *text, Crossdock__Inventory__V1__Pack *pack)
{
    char *units = strchr(text, ':'), *gtin = units ? strchr(units + 1, ':') : NULL;
    crossdock__inventory__v1__pack__init(pack);
    if (units)
        *units++ = '\0';
    if (gtin)
        *gtin++ = '\0';
    if (!units || !text_to_int64(units, &pack->units) || pack->units < 2)
        return sheet_bad(batch->sheet, "a pack is NAME:UNITS or NAME:UNITS:GTIN, not '%s'", text);
    pack->name = text;
    pack->gtin = gtin ? gtin : pack->gtin;
    return true;
}

/* Packs, separated by spaces. */
static bool
read_packs(struct batch *batch, Crossdock__Inventory__V1__Item *item)
{
    char *text = import_text(batch, PACKS);
    item->packs = arena_take(batch->arena, PACKS_MAX * sizeof *item->packs);
    for (char *word; (word = strtok_r(text, " ;", &text));) {
        if (item->n_packs == PACKS_MAX)
            return sheet_bad(batch->sheet, "an item has at most %d packs", PACKS_MAX);
        Crossdock__Inventory__V1__Pack *pack = arena_take(batch->arena, sizeof *pack);
        if (!read_pack(batch, word, pack))
            return false;
        item->packs[item->n_packs++] = pack;
    }
    return true;
}

/* What is there to be sold, when it is not there. */
static bool
read_selling(struct batch *batch, Crossdock__Inventory__V1__Item *item)
{
    struct sheet *sheet = batch->sheet;
    const char *backorder = sheet_text(sheet, BACKORDER), *from = sheet_text(sheet, AVAILABLE_FROM);
    int64_t shelf_life_days;
    if (*backorder &&
        (item->backorder = (Crossdock__Inventory__V1__BackorderPolicy)name_value(
             &crossdock__inventory__v1__backorder_policy__descriptor, backorder)) == 0)
        return sheet_bad(sheet, "backorder is allow or deny, not '%s'", backorder);
    if (*from && !date_read(from, &item->available_from_us))
        return sheet_bad(sheet, "available_from must be a day like 2026-12-01, not '%s'", from);
    item->lot_tracked = sheet_flag(sheet, LOT_TRACKED);
    item->unit = import_text(batch, UNIT);
    if (!sheet_integer(sheet, BACKORDER_CAP, 0, UNITS_MAX, 0, &item->backorder_cap) ||
        !sheet_integer(sheet, PREORDER_CAP, 0, UNITS_MAX, 0, &item->preorder_cap) ||
        !sheet_integer(sheet, LOW_STOCK, 0, UNITS_MAX, 0, &item->low_stock) ||
        !sheet_integer(sheet, RECOVERED_STOCK, 0, UNITS_MAX, 0, &item->recovered_stock) ||
        !sheet_integer(sheet, SHELF_LIFE_DAYS_MIN, 0, 3650, 0, &shelf_life_days))
        return false;
    item->shelf_life_days_min = (int32_t)shelf_life_days;
    return read_packs(batch, item);
}

/* Where it may ship from, and what may be shipped instead: SKUs, separated by spaces. */
static bool
read_shipping(struct batch *batch, Crossdock__Inventory__V1__Item *item)
{
    char *text = import_text(batch, SUBSTITUTES);
    item->hazmat = sheet_flag(batch->sheet, HAZMAT);
    item->oversize = sheet_flag(batch->sheet, OVERSIZE);
    item->no_export = sheet_flag(batch->sheet, NO_EXPORT);
    item->substitutes = arena_take(batch->arena, SUBSTITUTES_MAX * sizeof *item->substitutes);
    for (char *word; (word = strtok_r(text, " ;", &text));) {
        if (item->n_substitutes == SUBSTITUTES_MAX)
            return sheet_bad(batch->sheet, "an item has at most %d substitutes", SUBSTITUTES_MAX);
        item->substitutes[item->n_substitutes++] = word;
    }
    return true;
}

static bool
read_row(struct batch *batch, Crossdock__Inventory__V1__Item *item)
{
    struct sheet *sheet = batch->sheet;
    const char *cost = sheet_text(sheet, COST), *currency = sheet_text(sheet, CURRENCY);
    int64_t lead_time_days;
    if (!*sheet_text(sheet, SKU))
        return sheet_bad(sheet, "the sku is empty");
    if (!read_weight(sheet, &item->weight_g) ||
        !sheet_integer(sheet, COST_MINOR, 0, INT64_MAX / 2, 0, &item->unit_cost_minor) ||
        !sheet_integer(sheet, LEAD_TIME_DAYS, 0, 3650, 0, &lead_time_days))
        return false;
    if (*cost && !sheet_price(cost, currency_digits(currency), &item->unit_cost_minor))
        return sheet_bad(sheet, "cost must be a price like 2.50, not '%s'", cost);
    item->lead_time_days = (int32_t)lead_time_days;
    item->sku = import_text(batch, SKU);
    item->name = import_text(batch, NAME);
    item->gtin = import_text(batch, GTIN);
    item->currency = import_text(batch, CURRENCY);
    item->supplier = import_text(batch, SUPPLIER);
    item->category = import_text(batch, CATEGORY);
    return read_selling(batch, item) && read_shipping(batch, item);
}

/* The row of this SKU that waits in the batch, or a new one: a command holds a SKU once. */
static Crossdock__Inventory__V1__Item *
row_of_sku(struct batch *batch, bool *waits)
{
    const char *sku = sheet_text(batch->sheet, SKU);

    for (size_t i = batch->count; i > 0; i--) { /* files are often sorted: look back from the last */
        Crossdock__Inventory__V1__Item *item = batch->rows[i - 1];
        if (strcmp(item->sku, sku) == 0) {
            *waits = true;
            return item;
        }
    }
    *waits = false;
    return batch_take(batch, sizeof(Crossdock__Inventory__V1__Item));
}

/* Of several rows with one SKU the last counts. */
static bool
add_row(struct batch *batch)
{
    Crossdock__Inventory__V1__Item read;
    bool waits;

    crossdock__inventory__v1__item__init(&read);
    if (!read_row(batch, &read))
        return true;
    Crossdock__Inventory__V1__Item *item = row_of_sku(batch, &waits);
    *item = read;
    return waits || batch_add(batch, item);
}

/* The files are orders: what they name and inventory does not know becomes an item. */
static int
import_from_orders(const struct import_request *request)
{
    struct order_files files = { .channel = "web", .currency = "" };
    int status = CLI_USAGE;
    if (order_files_read(&files, request->files, request->file_count))
        status = request->dry_run ? CLI_OK : items_from_orders(&files);
    order_files_forget(&files);
    return status;
}

int
import_items_main(int argc, char **argv)
{
    static const struct import_kind kind = {
        .what = "items", .server = "inventory", .columns = item_columns, .add_row = add_row
    };
    struct import_request request = import_read_arguments(argc, argv, doc, IMPORT_FROM_ORDERS);
    struct batch batch = { .rows_max = 1000, .command = command };
    return request.from_orders ? import_from_orders(&request) : import_files(&kind, &batch, &request);
}
