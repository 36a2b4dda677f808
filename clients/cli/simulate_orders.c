/* Files of orders, lines and receipts, see simulate.h. */
#include <stdlib.h>
#include <string.h>

#include "clients/cli/column_names.h"
#include "clients/cli/complain.h"
#include "clients/cli/countries.h"
#include "clients/cli/dates.h"
#include "clients/cli/simulate.h"

#define QUANTITY_MAX 1000000

enum { ID, PLACED_AT, COUNTRY, POSTAL_CODE, CITY, LATITUDE, LONGITUDE, ORDER_SKU };

static const struct sheet_column order_file[] = {
    [ID] = {ORDER_ID_NAMES, true},
    [PLACED_AT] = {PLACED_AT_NAMES, false},
    [COUNTRY] = {SHIP_COUNTRY_NAMES, false},
    [POSTAL_CODE] = {SHIP_POSTAL_CODE_NAMES, false},
    [CITY] = {SHIP_CITY_NAMES, false},
    [LATITUDE] = {SHIP_LATITUDE_NAMES, false},
    [LONGITUDE] = {SHIP_LONGITUDE_NAMES, false},
    [ORDER_SKU] = {SKU_NAMES, false}, /* a row per line: an order's first row tells of the order */
    {0},
};

enum { LINE_ORDER, LINE_SKU, LINE_QUANTITY, LINE_WEIGHT_KG, LINE_WEIGHT_G, LINE_PRICE };

static const struct sheet_column line_file[] = {
    [LINE_ORDER] = {ORDER_ID_NAMES, true},
    [LINE_SKU] = {SKU_NAMES, true},
    [LINE_QUANTITY] = {QUANTITY_NAMES, true},
    [LINE_WEIGHT_KG] = {WEIGHT_KG_NAMES, false},
    [LINE_WEIGHT_G] = {WEIGHT_G_NAMES, false},
    [LINE_PRICE] = {PRICE_NAMES, false},
    {0},
};

/* --- orders ----------------------------------------------------------------------------------- */

static bool
read_destination(struct world *world, struct sheet *sheet, struct places *places,
                 uint32_t *destination)
{
    const char *country = sheet_text(sheet, COUNTRY);
    struct point at;

    if (*sheet_text(sheet, LATITUDE) && *sheet_text(sheet, LONGITUDE)) {
        if (!sheet_decimal(sheet, LATITUDE, -90, 90, 0, &at.latitude_deg) ||
            !sheet_decimal(sheet, LONGITUDE, -180, 180, 0, &at.longitude_deg))
            return false;
        *destination = places_at(places, world, at);
        return true;
    }
    const char *code = country_code(country);
    if (*country && !code)
        sheet_warn(sheet, "'%s' is not a country: the order has no place to go to", country);
    *destination = places_find(places, world,
                               code       ? code
                               : *country ? "?"
                                          : "",
                               sheet_text(sheet, POSTAL_CODE), sheet_text(sheet, CITY));
    return true;
}

static void
add_order(struct world *world, struct sheet *sheet, struct places *places, size_t *room)
{
    const char *id = sheet_text(sheet, ID), *date = sheet_text(sheet, PLACED_AT);
    struct sim_order order = {0};

    if (!*id) {
        sheet_bad(sheet, "the order id is empty");
        return;
    }
    if (map_find_text(world->order_by_id, id)) {
        if (!sheet_has(sheet, ORDER_SKU))
            sheet_bad(sheet, "the order '%s' is there already", id);
        return;
    }
    if (!read_destination(world, sheet, places, &order.destination))
        return;
    if (*date && !date_read(date, &order.placed_at_us))
        sheet_warn(sheet, "'%s' is not a date and time: the order has none", date);
    uint32_t *number = map_add_text(world->order_by_id, NULL, id, sizeof *number);
    *number = world->order_count;
    order.id = map_text_of(number);
    GROW(world->orders, world->order_count, *room);
    world->orders[world->order_count++] = order;
}

static bool
read_orders(struct world *world, const char *path, struct places *places)
{
    struct sheet sheet;
    size_t room = 0;

    if (!sheet_open(&sheet, path, order_file))
        return false;
    while (sheet_next(&sheet))
        add_order(world, &sheet, places, &room);
    world->bad_rows += sheet.bad;
    sheet_close(&sheet);
    if (world->order_count == 0)
        cli_complain("%s: there is no order", path);
    return world->order_count > 0;
}

/* --- lines ------------------------------------------------------------------------------------ */

struct line_row {
    uint32_t order;
    struct sim_line line;
};

struct line_rows {
    struct line_row *list;
    size_t count, room;
};

static bool
read_line(struct world *world, struct sheet *sheet, struct line_row *row)
{
    const char *id = sheet_text(sheet, LINE_ORDER), *sku = sheet_text(sheet, LINE_SKU);
    const char *price = sheet_text(sheet, LINE_PRICE);
    const uint32_t *order = map_find_text(world->order_by_id, id);
    struct sim_line *line = &row->line;

    if (!order)
        return sheet_bad(sheet, "there is no order '%s' in the file of orders", id);
    if (!*sku || !*sheet_text(sheet, LINE_QUANTITY))
        return sheet_bad(sheet, "sku or quantity is empty");
    *line = (struct sim_line){.sku = world_sku(world, sku)};
    line->weight_ug = line->sku->weight_ug;
    line->value_minor = line->sku->value_minor;
    if (!sheet_integer(sheet, LINE_QUANTITY, 1, QUANTITY_MAX, 0, &line->quantity) ||
        !world_read_weight(sheet, LINE_WEIGHT_KG, LINE_WEIGHT_G, &line->weight_ug))
        return false;
    if (*price && !sheet_price(price, 2, &line->value_minor))
        return sheet_bad(sheet, "the price must be like 2.50, not '%s'", price);
    row->order = *order;
    return true;
}

/* Rows to the places of their orders, in the order of the file. */
static void
sort_lines(struct world *world, const struct line_rows *rows)
{
    size_t at = 0;

    world->lines = calloc(rows->count + 1, sizeof *world->lines);
    assert(world->lines);
    for (size_t i = 0; i < rows->count; i++)
        world->orders[rows->list[i].order].line_count++;
    for (uint32_t i = 0; i < world->order_count; i++) {
        world->orders[i].first_line = (uint32_t)at;
        at += world->orders[i].line_count;
        world->orders[i].line_count = 0;
    }
    for (size_t i = 0; i < rows->count; i++) {
        struct sim_order *order = &world->orders[rows->list[i].order];
        world->lines[order->first_line + order->line_count++] = rows->list[i].line;
    }
    world->line_count = rows->count;
}

/* One line per SKU of an order. Places that fall free behind an order's lines stay unused. */
static void
merge_lines(struct world *world)
{
    /* By SKU: the order it was seen in last, + 1, and its line there. */
    struct {
        uint32_t order_plus_1, line;
    } *seen = calloc(world->sku_count + 1, sizeof *seen);

    assert(seen);
    for (uint32_t i = 0; i < world->order_count; i++) {
        struct sim_order *order = &world->orders[i];
        struct sim_line *lines = &world->lines[order->first_line];
        uint32_t count = 0;
        for (uint32_t n = 0; n < order->line_count; n++) {
            const uint32_t sku = lines[n].sku->number;
            if (seen[sku].order_plus_1 == i + 1) {
                lines[seen[sku].line].quantity += lines[n].quantity;
                continue;
            }
            seen[sku].order_plus_1 = i + 1;
            seen[sku].line = count;
            lines[count++] = lines[n];
        }
        order->line_count = count;
    }
    free(seen);
}

static bool
read_lines(struct world *world, const char *path)
{
    struct sheet sheet;
    struct line_rows rows = {0};
    struct line_row row;

    if (!sheet_open(&sheet, path, line_file))
        return false;
    while (sheet_next(&sheet)) {
        if (!read_line(world, &sheet, &row))
            continue;
        GROW(rows.list, rows.count, rows.room);
        rows.list[rows.count++] = row;
    }
    world->bad_rows += sheet.bad;
    sheet_close(&sheet);
    sort_lines(world, &rows);
    merge_lines(world);
    free(rows.list);
    return true;
}

bool
world_read_orders(struct world *world, const struct world_files *files)
{
    struct places *places = places_read(files);
    bool good = places && read_orders(world, files->orders, places) &&
                read_lines(world, files->lines ? files->lines : files->orders);

    places_forget(&places);
    return good;
}
