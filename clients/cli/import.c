/* Importing: what the kinds of files share, see import.h. */
#include <stdio.h>
#include <stdlib.h>

#include "clients/cli/import.h"
#include "clients/cli/table.h"

static const struct command kinds[] = {
    { "warehouses", import_warehouses_main, "FILE...", "locations that hold stock -> inventory" },
    { "profiles", import_profiles_main, "FILE...", "what locations can do -> fulfillment-routing" },
    { "geo", import_geo_main, "FILE...", "centroids of postal codes -> fulfillment-routing" },
    { "items", import_items_main, "FILE...", "items (SKUs) -> inventory" },
    { "stock", import_stock_main, "FILE...", "units received at a location -> inventory" },
    { "channels", import_channels_main, "FILE...", "how channels may draw on the stock -> inventory" },
    { "purchase-orders", import_purchase_orders_main, "FILE...", "goods that were ordered -> inventory" },
    { "orders", import_orders_main, "FILE|DIR...", "orders, in order of their dates -> order" },
    { 0 },
};

int
import_main(int argc, char **argv)
{
    return cli_dispatch(kinds,
                        "Send the rows of CSV files (also .gz) to the service that owns such things.\n"
                        "The first line names the columns; names, order and case are free.",
                        argc, argv);
}

enum { OPTION_DRY_RUN = 1000, OPTION_REFERENCE, OPTION_FROM_ORDERS };

static error_t
parse(int key, char *argument, struct argp_state *state)
{
    struct import_request *request = state->input;
    switch (key) {
    case OPTION_DRY_RUN:
        request->dry_run = true;
        break;
    case OPTION_REFERENCE:
        request->reference = argument;
        break;
    case OPTION_FROM_ORDERS:
        request->from_orders = true;
        break;
    case ARGP_KEY_ARGS:
        request->files = state->argv + state->next;
        request->file_count = state->argc - state->next;
        break;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "which file?");
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

struct import_request
import_read_arguments(int argc, char **argv, const char *doc, enum import_more more)
{
    static const struct argp_option dry_run = { "dry-run", OPTION_DRY_RUN, NULL, 0,
                                                "Read and check the files, send nothing", 0 };
    static const struct argp_option others[] = {
        [IMPORT_PLAIN] = { 0 },
        [IMPORT_REFERENCE] = { "reference", OPTION_REFERENCE, "TEXT", 0,
                               "Delivery note; the same rows under the same reference are received "
                               "once (the file's name)", 0 },
        [IMPORT_FROM_ORDERS] = { "items-from-orders", OPTION_FROM_ORDERS, NULL, 0,
                                 "The files hold orders: define the SKUs that inventory does not know", 0 },
    };
    const struct argp_option list[3] = { dry_run, others[more] };
    const struct argp argp = { list, parse, "FILE...", doc, options_children, NULL, NULL };
    struct import_request request = { 0 };
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    return request;
}

char *
import_text(struct batch *batch, int column)
{
    return arena_text(batch->arena, sheet_text(batch->sheet, column));
}

static void
send_row_by_row(const struct import_kind *kind, struct batch *batch)
{
    while (sheet_next(batch->sheet) && kind->add_row(batch))
        ;
    if (batch->status == CLI_OK)
        (void)batch_flush(batch); /* what went wrong is in status */
}

/* Sum up; the exit code. */
static int
report(const char *what, const struct batch *batch, int64_t rows, int64_t bad,
       const struct import_request *request)
{
    if (batch->status == CLI_USAGE && rows == 0)
        return batch->status; /* no file could be read: that was said */
    printf("%s %s %s", table_number(batch->repeated && !batch->sent ? batch->repeated : batch->sent), what,
           request->dry_run ? "are fit to be sent" : batch->repeated && !batch->sent ? "were stored before" : "stored");
    if (batch->repeated && batch->sent)
        printf(", %s were stored before", table_number(batch->repeated));
    if (bad)
        printf(", %s refused", table_number(bad));
    int64_t left = rows - batch->sent - batch->repeated - bad;
    if (left > 0 && batch->status == CLI_OK)
        printf(", %s merged into others", table_number(left));
    printf(" (%s rows read)\n", table_number(rows));
    if (batch->status != CLI_OK)
        return batch->status;
    return bad ? CLI_REFUSED : CLI_OK;
}

int
import_files(const struct import_kind *kind, struct batch *batch,
             const struct import_request *request)
{
    int64_t rows = 0, bad = 0;
    batch->client = request->dry_run ? NULL : cli_open(kind->server);
    batch_start(batch);
    for (int i = 0; i < request->file_count && batch->status == CLI_OK; i++) {
        struct sheet sheet;
        const char *path = request->files[i];
        if (!(kind->open ? kind->open(&sheet, path) : sheet_open(&sheet, path, kind->columns))) {
            batch->status = CLI_USAGE;
            break;
        }
        batch->sheet = &sheet;
        if (kind->add_row)
            send_row_by_row(kind, batch);
        else
            kind->send_rows(batch);
        rows += sheet.rows;
        bad += sheet.bad;
        sheet_close(&sheet);
    }
    int status = report(kind->what, batch, rows, bad, request);
    batch_end(batch);
    crossdock_close(&batch->client);
    return status;
}
