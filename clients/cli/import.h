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
int import_profiles_main(int argc, char **argv);
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

/* A kind of files whose rows go to a service. */
struct import_kind {
    const char *what;   /* "items", to sum up */
    const char *server; /* that owns such things */
    const struct sheet_column *columns;
    /* One of the two. Add the row that batch->sheet is at; false: give up. */
    bool (*add_row)(struct batch *batch);
    /* Send all rows of batch->sheet; when to give up, batch->status tells why. */
    void (*send_rows)(struct batch *batch);
    /* Like sheet_open, for files that may have no header; NULL: all have one. */
    bool (*open)(struct sheet *sheet, const char *path);
};

/* Send the files, sum up on stdout; returns the exit code. Of the batch, what the user sets but for
 * client and sheet is set. */
int import_files(const struct import_kind *kind, struct batch *batch,
                 const struct import_request *request);

/* Text of a cell in the batch's arena. */
char *import_text(struct batch *batch, int column);

#endif
