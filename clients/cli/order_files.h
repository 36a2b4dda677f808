/*
 * Orders as files hold them: one file with a row per order line, or one with a row per order and
 * another with the lines, joined by the order's id; any number of files of either kind, also in a
 * folder. Everything is read into memory, equal SKUs of an order are added up.
 */
#ifndef CROSSDOCK_CLI_ORDER_FILES_H
#define CROSSDOCK_CLI_ORDER_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/check.h"

struct map;

struct file_sku {
    char *name;      /* "" when no file tells */
    int64_t units;   /* sold */
    int64_t orders;  /* that hold it */
    bool known;      /* for whoever asks inventory */
};

struct file_line {
    struct file_sku *sku;
    int64_t quantity;
    int64_t unit_price_minor;
};

struct file_order {
    char *channel, *external_id, *currency, *country, *region, *city, *postal_code;
    char *recipient_name, *street, *phone, *email;
    int64_t placed_at_us; /* 0: no file tells */
    bool ship_complete;
    int64_t priority;
    char *pickup_location;
    int32_t deliver_by_day; /* 0: no file tells */
    bool substitutes_allowed;
    struct file_line *lines;
    uint32_t line_count, line_max;
    int64_t merged; /* lines that held a SKU again */
};

struct order_files {
    const char *channel;  /* for files that do not tell */
    const char *currency; /* the same; "": prices without a currency are left out */
    struct map *order_map, *sku_map;
    struct map *id_map; /* external id -> the first order that has it: for files of lines that name no channel */
    struct file_order **orders; /* after order_files_sort: by date, then external id */
    size_t order_count;
    int64_t rows, bad, prices_left_out, without_lines;
    int file_count;
};

/* files: paths of files or folders. False after saying why. */
bool order_files_read(struct order_files *files, char *const *paths, int path_count) must_check;
void order_files_forget(struct order_files *files);

/* The name of a SKU (the key it is filed under). */
const char *order_files_sku(const struct file_sku *sku);

#endif
