/* Files of locations, stock and items, see simulate.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/column_names.h"
#include "clients/cli/complain.h"
#include "clients/cli/dates.h"
#include "clients/cli/simulate.h"
#include "common/text.h"

#define TEXT_BYTES_MAX ((size_t)4 << 30) /* address space, not memory */
#define UNITS_MAX      1000000000

enum {
    CODE,
    COUNTRY,
    POSTAL_CODE,
    LATITUDE,
    LONGITUDE,
    TIME_ZONE,
    CLOSED,
    CAPACITY,
    CUTOFF,
    PROCESSING_DAYS,
};

static const struct sheet_column warehouse_file[] = {
    [CODE] = {WAREHOUSE_NAMES, true},
    [COUNTRY] = {COUNTRY_NAMES, false},
    [POSTAL_CODE] = {POSTAL_CODE_NAMES, false},
    [LATITUDE] = {LATITUDE_NAMES, true},
    [LONGITUDE] = {LONGITUDE_NAMES, true},
    [TIME_ZONE] = {TIME_ZONE_NAMES, false},
    [CLOSED] = {CLOSED_NAMES, false},
    [CAPACITY] = {CAPACITY_NAMES, false},
    [CUTOFF] = {CUTOFF_NAMES, false},
    [PROCESSING_DAYS] = {PROCESSING_DAYS_NAMES, false},
    {0},
};

enum { STOCK_LOCATION, STOCK_SKU, STOCK_QUANTITY };

static const struct sheet_column stock_file[] = {
    [STOCK_LOCATION] = {STOCK_LOCATION_NAMES, true},
    [STOCK_SKU] = {SKU_NAMES, true},
    [STOCK_QUANTITY] = {STOCK_QUANTITY_NAMES, true},
    {0},
};

enum { RECEIPT_LOCATION, RECEIPT_SKU, RECEIPT_QUANTITY, RECEIPT_DATE, RECEIPT_SUPPLIER };

static const struct sheet_column receipt_file[] = {
    [RECEIPT_LOCATION] = {STOCK_LOCATION_NAMES, true},
    [RECEIPT_SKU] = {SKU_NAMES, true},
    [RECEIPT_QUANTITY] = {STOCK_QUANTITY_NAMES, true},
    [RECEIPT_DATE] = {"date|expected_at|expected|arrives|arrives_at|received_at|eta", true},
    [RECEIPT_SUPPLIER] = {SUPPLIER_NAMES, false},
    {0},
};

enum { ITEM_SKU, ITEM_WEIGHT_KG, ITEM_WEIGHT_G, ITEM_VALUE };

static const struct sheet_column item_file[] = {
    [ITEM_SKU] = {SKU_NAMES, true},
    [ITEM_WEIGHT_KG] = {WEIGHT_KG_NAMES, false},
    [ITEM_WEIGHT_G] = {WEIGHT_G_NAMES, false},
    [ITEM_VALUE] = {PRICE_NAMES "|" COST_NAMES, false},
    {0},
};

/* --- things by name --------------------------------------------------------------------------- */

struct sku *
world_sku(struct world *world, const char *code)
{
    struct sku *sku = map_find_text(world->sku_by_code, code);

    if (!sku) {
        sku = map_add_text(world->sku_by_code, NULL, code, sizeof *sku);
        sku->code = map_text_of(sku);
        sku->number = world->sku_count++;
    }
    return sku;
}

struct warehouse *
world_warehouse(const struct world *world, const char *code)
{
    return map_find_text(world->warehouse_by_code, code);
}

/* --- locations -------------------------------------------------------------------------------- */

static const struct clock_changes *
zone_named(struct world *world, struct sheet *sheet, const char *name)
{
    struct clock_changes *zone = map_find_text(world->zone_by_name, name);

    if (!zone) {
        zone = map_add_text(world->zone_by_name, NULL, name, sizeof *zone);
        if (!clock_changes_read(zone, name))
            sheet_warn(sheet, "the time zone '%s' is not known here: its days are those of UTC",
                       name);
    }
    return zone;
}

/* "14:30" or "14" */
static bool
read_cutoff(struct sheet *sheet, int32_t *minute)
{
    const char *text = sheet_text(sheet, CUTOFF);
    int hour, past = 0, length = 0;

    *minute = 0; /* the whole day */
    if (!*text)
        return true;
    if ((sscanf(text, "%2d:%2d%n", &hour, &past, &length) < 2 || length == 0) &&
        (sscanf(text, "%2d%n", &hour, &length) < 1 || text[length] != '\0'))
        return sheet_bad(sheet, "the cut-off must be a time like 14:30, not '%s'", text);
    if (hour < 0 || hour > 24 || past < 0 || past > 59)
        return sheet_bad(sheet, "the cut-off must be a time like 14:30, not '%s'", text);
    *minute = hour * 60 + past > 0 ? hour * 60 + past : 1;
    return true;
}

static bool
read_warehouse(struct world *world, struct sheet *sheet, struct warehouse *warehouse,
               struct point *at)
{
    int64_t processing_days;

    if (!*sheet_text(sheet, CODE))
        return sheet_bad(sheet, "the code is empty");
    if (!*sheet_text(sheet, LATITUDE) || !*sheet_text(sheet, LONGITUDE))
        return sheet_bad(sheet, "lat or lon is empty");
    if (!sheet_decimal(sheet, LATITUDE, -90, 90, 0, &at->latitude_deg) ||
        !sheet_decimal(sheet, LONGITUDE, -180, 180, 0, &at->longitude_deg) ||
        !sheet_integer(sheet, CAPACITY, 0, UNITS_MAX, NO_LIMIT, &warehouse->capacity) ||
        !sheet_integer(sheet, PROCESSING_DAYS, 0, 365, 0, &processing_days) ||
        !read_cutoff(sheet, &warehouse->calendar.cut_off_minute))
        return false;
    const struct clock_changes *zone = zone_named(world, sheet, sheet_text(sheet, TIME_ZONE));
    warehouse->calendar.changes = zone->list;
    warehouse->calendar.change_count = zone->count;
    warehouse->calendar.processing_days = (int32_t)processing_days;
    warehouse->closed = sheet_flag(sheet, CLOSED);
    return true;
}

static void
add_warehouse(struct world *world, struct sheet *sheet, size_t *room)
{
    struct warehouse read = {0};
    struct point at;
    const char *code = sheet_text(sheet, CODE);

    if (!read_warehouse(world, sheet, &read, &at))
        return;
    if (world->warehouse_count == SITES_MAX || world_warehouse(world, code)) {
        sheet_bad(sheet,
                  world_warehouse(world, code) ? "'%s' is there already"
                                               : "'%s' is one location too many",
                  code);
        return;
    }
    if (world->warehouse_count == *room) {
        *room = *room ? 2 * *room : 1024;
        world->warehouses = realloc(world->warehouses, *room * sizeof *world->warehouses);
        world->points = realloc(world->points, *room * sizeof *world->points);
        world->near_points = realloc(world->near_points, *room * sizeof *world->near_points);
        assert(world->warehouses && world->points && world->near_points);
    }
    struct warehouse *warehouse =
        map_add_text(world->warehouse_by_code, NULL, code, sizeof *warehouse);
    *warehouse = read;
    warehouse->code = map_text_of(warehouse);
    warehouse->number = world->warehouse_count++;
    world->warehouses[warehouse->number] = warehouse;
    world->points[warehouse->number] = at;
    world->near_points[warehouse->number] = near_point_of(at);
}

bool
world_read_warehouses(struct world *world, const char *path)
{
    struct sheet sheet;
    size_t room = 0;

    if (!sheet_open(&sheet, path, warehouse_file))
        return false;
    while (sheet_next(&sheet))
        add_warehouse(world, &sheet, &room);
    world->bad_rows += sheet.bad;
    sheet_close(&sheet);
    if (world->warehouse_count == 0)
        cli_complain("%s: there is no location", path);
    return world->warehouse_count > 0;
}

/* --- stock ------------------------------------------------------------------------------------ */

static bool
read_stock_row(struct world *world, struct sheet *sheet, struct holding *row)
{
    const char *location = sheet_text(sheet, STOCK_LOCATION), *sku = sheet_text(sheet, STOCK_SKU);
    const struct warehouse *warehouse = world_warehouse(world, location);

    if (!*location || !*sku || !*sheet_text(sheet, STOCK_QUANTITY))
        return sheet_bad(sheet, "location, sku or quantity is empty");
    if (!warehouse)
        return sheet_bad(sheet, "there is no location '%s' in the file of locations", location);
    if (!sheet_integer(sheet, STOCK_QUANTITY, -UNITS_MAX, UNITS_MAX, 0, &row->units))
        return false;
    if (row->units < 0)
        row->units = 0; /* more promised than there: nothing to give */
    row->sku = world_sku(world, sku)->number;
    row->warehouse = warehouse->number;
    return true;
}

static void
add_stock(struct world *world, struct holding row)
{
    GROW(world->stock.list, world->stock.count, world->stock_room);
    world->stock.list[world->stock.count++] = row;
}

static void
list_skus(struct world *world)
{
    size_t at = 0;

    world->skus = realloc(world->skus, (world->sku_count + 1) * sizeof *world->skus);
    assert(world->skus);
    for (struct sku *sku; (sku = map_next(world->sku_by_code, &at));)
        world->skus[sku->number] = sku;
}

bool
world_read_stock(struct world *world, const char *path)
{
    struct sheet sheet;
    struct holding row;

    if (!sheet_open(&sheet, path, stock_file))
        return false;
    while (sheet_next(&sheet)) {
        if (read_stock_row(world, &sheet, &row))
            add_stock(world, row);
    }
    world->bad_rows += sheet.bad;
    sheet_close(&sheet);
    return true;
}

static void
add_receipt(struct world *world, struct sheet *sheet)
{
    struct holding row;
    struct receipt receipt = {.number = (uint32_t)world->receipt_count};
    const char *date = sheet_text(sheet, RECEIPT_DATE);

    if (!read_stock_row(world, sheet, &row)) /* its columns come first here, too */
        return;
    if (!date_read(date, &receipt.at_us)) {
        sheet_bad(sheet, "'%s' is not a date and time", date);
        return;
    }
    if (!text_copy(receipt.supplier, sizeof receipt.supplier,
                   sheet_text(sheet, RECEIPT_SUPPLIER))) {
        sheet_bad(sheet, "the supplier has more than 63 bytes");
        return;
    }
    receipt.sku = row.sku;
    receipt.warehouse = row.warehouse;
    receipt.units = row.units;
    GROW(world->receipts, world->receipt_count, world->receipt_room);
    world->receipts[world->receipt_count++] = receipt;
    row.units = 0; /* a place for it, empty until it comes */
    add_stock(world, row);
}

bool
world_read_receipts(struct world *world, const char *path)
{
    struct sheet sheet;

    if (!sheet_open(&sheet, path, receipt_file))
        return false;
    while (sheet_next(&sheet))
        add_receipt(world, &sheet);
    world->bad_rows += sheet.bad;
    sheet_close(&sheet);
    return true;
}

/* --- items ------------------------------------------------------------------------------------ */

bool
world_read_weight(struct sheet *sheet, int kilograms, int grams, int64_t *weight_ug)
{
    const char *kg = sheet_text(sheet, kilograms), *g = sheet_text(sheet, grams);
    double number;

    if (!*kg && !*g)
        return true;
    if (*kg ? sheet_price(kg, 9, weight_ug) : sheet_price(g, 6, weight_ug))
        return true;
    if (!text_to_double(*kg ? kg : g, &number) || !(number >= 0 && number < 1e8))
        return sheet_bad(sheet, "the weight must be a number like 0.25, not '%s'", *kg ? kg : g);
    *weight_ug = (int64_t)(number * (*kg ? 1e9 : 1e6) + 0.5); /* "2.5e-3" */
    return true;
}

bool
world_read_items(struct world *world, const char *path)
{
    struct sheet sheet;

    if (!sheet_open(&sheet, path, item_file))
        return false;
    while (sheet_next(&sheet)) {
        int64_t weight_ug = 0, value_minor = 0;
        const char *code = sheet_text(&sheet, ITEM_SKU), *value = sheet_text(&sheet, ITEM_VALUE);
        if (!*code)
            sheet_bad(&sheet, "the sku is empty");
        else if (*value && !sheet_price(value, 2, &value_minor))
            sheet_bad(&sheet, "the price must be like 2.50, not '%s'", value);
        else if (world_read_weight(&sheet, ITEM_WEIGHT_KG, ITEM_WEIGHT_G, &weight_ug)) {
            struct sku *sku = world_sku(world, code);
            sku->weight_ug = weight_ug;
            sku->value_minor = value_minor;
        }
    }
    world->bad_rows += sheet.bad;
    sheet_close(&sheet);
    return true;
}

/* --- all of it -------------------------------------------------------------------------------- */

bool
world_read(struct world *world, const struct world_files *files)
{
    *world = (struct world){
        .warehouse_by_code = map_create(),
        .zone_by_name = map_create(),
        .sku_by_code = map_create(),
        .order_by_id = map_create(),
    };
    const bool good =
        world_read_warehouses(world, files->warehouses) && world_read_stock(world, files->stock) &&
        (!files->receipts || world_read_receipts(world, files->receipts)) &&
        (!files->items || world_read_items(world, files->items)) && world_read_orders(world, files);
    list_skus(world);
    if (good)
        stock_settle(&world->stock, world, world->stock.list, world->stock.count);
    return good;
}

void
world_forget(struct world *world)
{
    size_t at = 0;

    for (struct clock_changes *zone; (zone = map_next(world->zone_by_name, &at));)
        clock_changes_forget(zone);
    stock_forget(&world->stock, world);
    map_destroy(&world->zone_by_name);
    map_destroy(&world->warehouse_by_code);
    map_destroy(&world->sku_by_code);
    map_destroy(&world->order_by_id);
    free(world->warehouses);
    free(world->points);
    free(world->near_points);
    free(world->skus);
    free(world->orders);
    free(world->lines);
    free(world->destinations);
    free(world->receipts);
}
