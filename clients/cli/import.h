/*
 * Importing: one file per kind of thing. The kinds share their options and the way they report.
 */
#ifndef CROSSDOCK_CLI_IMPORT_H
#define CROSSDOCK_CLI_IMPORT_H

#include "clients/cli/batch.h"
#include "clients/cli/cli.h"
#include "clients/cli/sheet.h"

int import_main(int argc, char **argv);
int import_warehouses_main(int argc, char **argv);
int import_geo_main(int argc, char **argv);
int import_items_main(int argc, char **argv);
int import_stock_main(int argc, char **argv);
int import_orders_main(int argc, char **argv);
int import_channels_main(int argc, char **argv);
int import_purchase_orders_main(int argc, char **argv);

extern const struct sheet_column warehouse_columns[];
extern const struct sheet_column item_columns[];
extern const struct sheet_column stock_columns[];
const char *import_warehouse_code(const struct sheet *sheet);

/* What was asked of an import: files, and --dry-run. */
struct import_request {
    char **files;
    int file_count;
    bool dry_run;
    const char *reference; /* import stock */
    bool from_orders;      /* import items */
};
/* The one more option that a kind has. */
enum import_more { IMPORT_PLAIN, IMPORT_REFERENCE, IMPORT_FROM_ORDERS };
struct import_request import_read_arguments(int argc, char **argv, const char *doc, enum import_more more);

/* Sum up on stdout; returns the exit code. */
int import_report(const char *what, const struct batch *batch, int64_t rows, int64_t bad,
                  const struct import_request *request);

/* Text of a cell in the batch's arena. */
char *import_text(struct batch *batch, int column);

#endif
