/* Orders as files hold them, see order_files.h. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "clients/cli/arguments.h"
#include "clients/cli/column_names.h"
#include "clients/cli/complain.h"
#include "clients/cli/countries.h"
#include "clients/cli/currencies.h"
#include "clients/cli/dates.h"
#include "clients/cli/import.h"
#include "clients/cli/order_files.h"
#include "common/map.h"

#define FILES_MAX 4096
#define QUANTITY_MAX 1000000

enum { ORDER_ID, DATE, CHANNEL, CURRENCY, COUNTRY, REGION, CITY, POSTAL_CODE, RECIPIENT, STREET, PHONE, EMAIL, SHIP_COMPLETE, PRIORITY,
       DELIVER_BY, PICKUP_LOCATION, SUBSTITUTES, SKU, QUANTITY, PRICE, PRICE_MINOR, DESCRIPTION, COLUMN_COUNT };


/* A row per order line when a sku is there, else a row per order. */
static const struct sheet_column columns[] = {
    [ORDER_ID] = { ORDER_ID_NAMES, true },
    [DATE] = { PLACED_AT_NAMES, false },
    [CHANNEL] = { "channel|sales_channel|source", false },
    [CURRENCY] = { "currency|currency_code", false },
    [COUNTRY] = { SHIP_COUNTRY_NAMES, false },
    [REGION] = { "region|state|province|county|customer_state|ship_state|dest_region|destination_region|dest_state", false },
    [CITY] = { SHIP_CITY_NAMES, false },
    [POSTAL_CODE] = { SHIP_POSTAL_CODE_NAMES, false },
    [RECIPIENT] = { "recipient|customer_name|customer|name|customer_id", false },
    [STREET] = { "street|address|address1|address_line_1", false },
    [PHONE] = { "phone|telephone", false },
    [EMAIL] = { "email|mail", false },
    [SHIP_COMPLETE] = { "ship_complete", false },
    [PRIORITY] = { "priority", false },
    [DELIVER_BY] = { "deliver_by|deliver_by_day", false },
    [PICKUP_LOCATION] = { "pickup_location", false },
    [SUBSTITUTES] = { "substitutes_allowed|substitutes", false },
    [SKU] = { SKU_NAMES, false },
    [QUANTITY] = { QUANTITY_NAMES, false },
    [PRICE] = { PRICE_NAMES, false },
    [PRICE_MINOR] = { "unit_price_minor|price_minor", false },
    [DESCRIPTION] = { "description|product|product_name|item_name", false },
    { 0 },
};

static const struct sheet_column line_columns[] = {
    { ORDER_ID_NAMES, true }, { SKU_NAMES, true }, { 0 }
};
static const struct sheet_column order_columns[] = { { ORDER_ID_NAMES, true }, { 0 } };

static char *
copy(const char *text)
{
    char *copied = strdup(text);
    assert(copied);
    return copied;
}

const char *
order_files_sku(const struct file_sku *sku)
{
    return map_text_of(sku);
}

/* --- rows ---------------------------------------------------------------------------------- */

static struct file_order *
find_by_id(const struct order_files *files, const char *external_id)
{
    struct file_order *const *order = map_find_text(files->id_map, external_id);
    return order ? *order : NULL;
}

static struct file_order *
find_or_add_order(struct order_files *files, const char *channel, const char *external_id)
{
    char key[256];
    snprintf(key, sizeof key, "%.100s/%.150s", channel, external_id);
    struct file_order *order = map_find_text(files->order_map, key);
    if (order)
        return order;
    order = map_add_text(files->order_map, NULL, key, sizeof *order);
    order->channel = copy(channel);
    order->external_id = copy(external_id);
    if (!find_by_id(files, external_id))
        *(struct file_order **)map_add_text(files->id_map, NULL, external_id, sizeof order) = order;
    return order;
}

/* The first row that tells something about an order is believed. */
static void
note(struct sheet *sheet, int column, char **value)
{
    const char *text = sheet_text(sheet, column);
    if (*text && !*value)
        *value = copy(text);
}

/* How the customer wants it. */
static bool
read_terms(struct sheet *sheet, struct file_order *order)
{
    const char *day = sheet_text(sheet, DELIVER_BY);
    if (*day && !order->deliver_by_day && !arguments_day(day, &order->deliver_by_day))
        return sheet_bad(sheet, "'%s' is not a day", day);
    order->substitutes_allowed = sheet_flag(sheet, SUBSTITUTES) || order->substitutes_allowed;
    note(sheet, PICKUP_LOCATION, &order->pickup_location);
    return true;
}

static bool
read_header(struct sheet *sheet, struct file_order *order)
{
    const char *date = sheet_text(sheet, DATE), *country = sheet_text(sheet, COUNTRY);
    if (*date && !order->placed_at_us && !date_read(date, &order->placed_at_us))
        return sheet_bad(sheet, "'%s' is not a date and time", date);
    if (*country && !order->country) /* unknown: taken without, for people to complete */
        order->country = copy(country_code(country) ? country_code(country) : "");
    if (!sheet_integer(sheet, PRIORITY, 0, 9, order->priority, &order->priority) || !read_terms(sheet, order))
        return false;
    order->ship_complete = sheet_flag(sheet, SHIP_COMPLETE) || order->ship_complete;
    note(sheet, CURRENCY, &order->currency);
    note(sheet, REGION, &order->region);
    note(sheet, CITY, &order->city);
    note(sheet, POSTAL_CODE, &order->postal_code);
    note(sheet, RECIPIENT, &order->recipient_name);
    note(sheet, STREET, &order->street);
    note(sheet, PHONE, &order->phone);
    note(sheet, EMAIL, &order->email);
    return true;
}

static struct file_line *
find_or_add_line(struct file_order *order, struct file_sku *sku)
{
    for (uint32_t i = order->line_count; i > 0; i--)
        if (order->lines[i - 1].sku == sku) {
            order->merged++;
            return &order->lines[i - 1];
        }
    if (order->line_count == order->line_max) {
        order->line_max = order->line_max ? 2 * order->line_max : 4;
        order->lines = realloc(order->lines, order->line_max * sizeof *order->lines);
        assert(order->lines);
    }
    sku->orders++;
    order->lines[order->line_count] = (struct file_line){ .sku = sku };
    return &order->lines[order->line_count++];
}

static bool
read_price(struct order_files *files, struct sheet *sheet, const struct file_order *order, int64_t *minor)
{
    const char *price = sheet_text(sheet, PRICE);
    const char *currency = order->currency ? order->currency : files->currency;
    if (!sheet_integer(sheet, PRICE_MINOR, 0, INT64_MAX / 2, 0, minor))
        return false;
    if (*price && !sheet_price(price, currency_digits(currency), minor))
        return sheet_bad(sheet, "price must be like 2.50, not '%s'", price);
    if (*minor > 0 && !*currency) {
        files->prices_left_out++;
        *minor = 0;
    }
    return true;
}

static bool
read_line(struct order_files *files, struct sheet *sheet, struct file_order *order)
{
    const char *code = sheet_text(sheet, SKU), *name = sheet_text(sheet, DESCRIPTION);
    int64_t quantity, price_minor;
    if (!*code)
        return sheet_bad(sheet, "the sku is empty");
    if (sheet_has(sheet, QUANTITY) && !*sheet_text(sheet, QUANTITY))
        return sheet_bad(sheet, "the quantity is empty");
    if (!sheet_integer(sheet, QUANTITY, 1, QUANTITY_MAX, 1, &quantity) || /* no such column: a row is a unit */
        !read_price(files, sheet, order, &price_minor))
        return false;
    struct file_sku *sku = map_find_text(files->sku_map, code);
    if (!sku) {
        sku = map_add_text(files->sku_map, NULL, code, sizeof *sku);
        sku->name = copy(name);
    }
    if (!*sku->name && *name) {
        free(sku->name);
        sku->name = copy(name);
    }
    struct file_line *line = find_or_add_line(order, sku);
    if (line->quantity == 0)
        line->unit_price_minor = price_minor;
    line->quantity += quantity;
    sku->units += quantity;
    return true;
}

static bool
read_file(struct order_files *files, const char *path)
{
    struct sheet sheet;
    if (!sheet_open(&sheet, path, columns))
        return false;
    bool has_lines = sheet_has(&sheet, SKU);
    while (sheet_next(&sheet)) {
        const char *id = sheet_text(&sheet, ORDER_ID), *channel = sheet_text(&sheet, CHANNEL);
        if (!*id) {
            sheet_bad(&sheet, "the order id is empty");
            continue;
        }
        struct file_order *order = sheet_has(&sheet, CHANNEL) ? NULL : find_by_id(files, id);
        if (!order)
            order = find_or_add_order(files, *channel ? channel : files->channel, id);
        if (read_header(&sheet, order) && has_lines)
            (void)read_line(files, &sheet, order); /* a bad row was said and counted */
    }
    files->rows += sheet.rows;
    files->bad += sheet.bad;
    files->file_count++;
    sheet_close(&sheet);
    return true;
}

/* --- files --------------------------------------------------------------------------------- */

struct found {
    char *paths[FILES_MAX];
    int count;
};

static bool
ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), end_length = strlen(end);
    return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

static bool
add_path(struct found *found, const char *path)
{
    if (found->count == FILES_MAX) {
        cli_complain("more than %d files", FILES_MAX);
        return false;
    }
    found->paths[found->count++] = copy(path);
    return true;
}

/* Files of orders in a folder are those whose header has an order id; items, stock and warehouses
 * may lie beside them. */
static bool
add_folder(struct found *found, const char *folder)
{
    struct dirent **names;
    int count = scandir(folder, &names, NULL, alphasort);
    if (count < 0) {
        cli_complain("%s: %s", folder, strerror(errno));
        return false;
    }
    bool good = true;
    for (int i = 0; i < count; i++) {
        char path[4096];
        const char *name = names[i]->d_name;
        snprintf(path, sizeof path, "%s/%s", folder, name);
        if (ends_with(name, ".csv") || ends_with(name, ".csv.gz")) {
            if (sheet_fits(path, order_columns))
                good = good && add_path(found, path);
            else if (!sheet_fits(path, item_columns) && !sheet_fits(path, warehouse_columns))
                fprintf(stderr, "%s: passed over, its header has no order id\n", path);
        }
        free(names[i]);
    }
    free(names);
    return good;
}

static bool
find_files(struct found *found, char *const *paths, int path_count)
{
    for (int i = 0; i < path_count; i++) {
        struct stat status;
        if (strcmp(paths[i], "-") != 0 && stat(paths[i], &status) != 0) {
            cli_complain("%s: %s", paths[i], strerror(errno));
            return false;
        }
        bool folder = strcmp(paths[i], "-") != 0 && S_ISDIR(status.st_mode);
        if (!(folder ? add_folder(found, paths[i]) : add_path(found, paths[i])))
            return false;
    }
    if (found->count == 0)
        cli_complain("no file of orders was found");
    return found->count > 0;
}

/* Files with a row per order first: they tell the currency that prices of lines are in. */
static bool
read_files(struct order_files *files, const struct found *found)
{
    if (found->count == 1)
        return read_file(files, found->paths[0]);
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < found->count; i++) {
            bool has_lines = sheet_fits(found->paths[i], line_columns);
            if (has_lines == (pass == 1) && !read_file(files, found->paths[i]))
                return false;
        }
    return true;
}

static int
by_date(const void *a, const void *b)
{
    const struct file_order *left = *(struct file_order *const *)a, *right = *(struct file_order *const *)b;
    if (left->placed_at_us != right->placed_at_us)
        return left->placed_at_us < right->placed_at_us ? -1 : 1;
    return strcmp(left->external_id, right->external_id);
}

static void
sort_orders(struct order_files *files)
{
    files->orders = calloc(map_count(files->order_map) + 1, sizeof *files->orders);
    assert(files->orders);
    size_t at = 0;
    for (struct file_order *order; (order = map_next(files->order_map, &at));) {
        if (order->line_count > 0)
            files->orders[files->order_count++] = order;
        else
            files->without_lines++;
    }
    if (files->order_count > 0)
        qsort(files->orders, files->order_count, sizeof *files->orders, by_date);
}

bool
order_files_read(struct order_files *files, char *const *paths, int path_count)
{
    files->order_map = map_create();
    files->id_map = map_create();
    files->sku_map = map_create();
    struct found *found = calloc(1, sizeof *found);
    assert(found);
    bool good = find_files(found, paths, path_count) && read_files(files, found);
    for (int i = 0; i < found->count; i++)
        free(found->paths[i]);
    free(found);
    if (good)
        sort_orders(files);
    return good;
}

void
order_files_forget(struct order_files *files)
{
    size_t at = 0;
    for (struct file_order *order; (order = map_next(files->order_map, &at));) {
        char *texts[] = { order->channel, order->external_id, order->currency, order->country,
                          order->region, order->city, order->postal_code, order->recipient_name,
                          order->street, order->phone, order->email, order->pickup_location };
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            free(texts[i]);
        free(order->lines);
    }
    at = 0;
    for (struct file_sku *sku; (sku = map_next(files->sku_map, &at));)
        free(sku->name);
    map_destroy(&files->order_map);
    map_destroy(&files->id_map);
    map_destroy(&files->sku_map);
    free(files->orders);
    *files = (struct order_files){ 0 };
}
