/* crossdock import stock */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "clients/cli/arguments.h"
#include "clients/cli/column_names.h"
#include "clients/cli/import.h"
#include "clients/cli/names.h"
#include "clients/cli/progress.h"

enum { LOCATION, SKU, QUANTITY, BIN, PACK, LOT, EXPIRES, STATE };

const struct sheet_column stock_columns[] = {
    [LOCATION] = { STOCK_LOCATION_NAMES, true },
    [SKU] = { SKU_NAMES, true },
    [QUANTITY] = { STOCK_QUANTITY_NAMES, true },
    [BIN] = { "bin|shelf|slot|bin_location", false },
    [PACK] = { "pack", false },
    [LOT] = { "lot|batch", false },
    [EXPIRES] = { "expires|expires_on|expiry|best_before", false },
    [STATE] = { "state", false },
    { 0 },
};

static const char doc[] =
    "Receive units at locations from CSV files.\v"
    "Columns: location (or warehouse), sku and quantity (on_hand, qty) are required; bin, pack (then "
    "quantity counts packs), lot, expires (a day) and state (available, damaged, ...) may be there. "
    "Rows of zero units are passed over. Importing the same rows again under the same --reference "
    "receives nothing again, so an import that broke off can simply be repeated.";

struct stock_row {
    char *location, *sku, *bin, *pack, *lot;
    int32_t expires_on;
    int state;
    int64_t quantity, line;
    size_t order; /* in the file */
};

struct stock_rows {
    struct stock_row *list;
    size_t count, max;
    int64_t zero;
};

static char *
copy(const char *text)
{
    char *copied = strdup(text);
    assert(copied);
    return copied;
}

static bool
read_condition(struct sheet *sheet, int32_t *expires_on, int *state)
{
    const ProtobufCEnumDescriptor *states = &crossdock__inventory__v1__stock_state__descriptor;
    const char *day = sheet_text(sheet, EXPIRES), *name = sheet_text(sheet, STATE);
    if (*day && !arguments_day(day, expires_on))
        return sheet_bad(sheet, "expires must be a day like 2027-01-31, not '%s'", day);
    if (*name && (*state = name_value(states, name)) == 0)
        return sheet_bad(sheet, "'%s' is no state; they are: %s", name, name_list(states));
    return true;
}

static void
read_row(struct sheet *sheet, struct stock_rows *rows)
{
    int64_t quantity;
    int32_t expires_on = 0;
    int state = 0;
    if (!*sheet_text(sheet, LOCATION) || !*sheet_text(sheet, SKU) || !*sheet_text(sheet, QUANTITY)) {
        sheet_bad(sheet, "location, sku or quantity is empty");
        return;
    }
    if (!sheet_integer(sheet, QUANTITY, 0, 1000000000, 0, &quantity))
        return;
    if (!read_condition(sheet, &expires_on, &state))
        return;
    if (quantity == 0) {
        rows->zero++;
        return;
    }
    if (rows->count == rows->max) {
        rows->max = rows->max ? 2 * rows->max : 4096;
        rows->list = realloc(rows->list, rows->max * sizeof *rows->list);
        assert(rows->list);
    }
    rows->list[rows->count] = (struct stock_row){
        .location = copy(sheet_text(sheet, LOCATION)),
        .sku = copy(sheet_text(sheet, SKU)),
        .bin = copy(sheet_text(sheet, BIN)),
        .pack = copy(sheet_text(sheet, PACK)),
        .lot = copy(sheet_text(sheet, LOT)),
        .expires_on = expires_on,
        .state = state,
        .quantity = quantity,
        .line = csv_line(sheet->csv),
        .order = rows->count,
    };
    rows->count++;
}

static int
by_location(const void *a, const void *b)
{
    const struct stock_row *left = a, *right = b;
    int order = strcmp(left->location, right->location);
    return order ? order : (left->order > right->order) - (left->order < right->order);
}

/* What the rows being sent have in common. */
struct delivery {
    const char *location, *reference;
    const char *asked; /* the reference that was asked for; NULL: the file's name is it */
};

static const ProtobufCMessage *
command(struct arena *arena, void **rows, size_t count, const void *context)
{
    const struct delivery *delivery = context;
    Crossdock__Inventory__V1__ReceiveStock *receive = arena_take(arena, sizeof *receive);
    crossdock__inventory__v1__receive_stock__init(receive);
    receive->location = (char *)delivery->location;
    receive->reference = (char *)delivery->reference;
    receive->lines = (Crossdock__Inventory__V1__StockLine **)rows;
    receive->n_lines = count;
    return &receive->base;
}

/* Equal rows under an equal reference are the same command: nothing is received twice. */
static const char *
id_of_content(struct arena *arena, const ProtobufCMessage *receive, const void *context)
{
    (void)context;
    unsigned char hash[24];
    char text[2 * sizeof hash + 1];
    size_t bytes = protobuf_c_message_get_packed_size(receive);
    uint8_t *packed = arena_take(arena, bytes);
    protobuf_c_message_pack(receive, packed);
    crypto_generichash(hash, sizeof hash, packed, bytes, NULL, 0);
    sodium_bin2hex(text, sizeof text, hash, sizeof hash);
    return arena_format(arena, "stock-%s", text);
}

static bool
send_row(struct batch *batch, const struct stock_row *stock)
{
    Crossdock__Inventory__V1__StockLine *line = batch_take(batch, sizeof *line);
    crossdock__inventory__v1__stock_line__init(line);
    line->sku = stock->sku;
    line->quantity = stock->quantity;
    line->bin = stock->bin;
    line->pack = stock->pack;
    line->lot = stock->lot;
    line->expires_on = stock->expires_on;
    line->state = (Crossdock__Inventory__V1__StockState)stock->state;
    return batch_add_line(batch, line, stock->line);
}

static void
send_all(struct batch *batch, struct delivery *delivery, const struct stock_rows *rows)
{
    struct progress progress;
    progress_start(&progress, "stock lines", (int64_t)rows->count);
    for (size_t i = 0; i < rows->count && batch->status == CLI_OK; i++) {
        bool other = i > 0 && strcmp(rows->list[i].location, rows->list[i - 1].location) != 0;
        if (other && !batch_flush(batch))
            break;
        delivery->location = rows->list[i].location;
        (void)send_row(batch, &rows->list[i]); /* what went wrong is in status */
        progress_show(&progress, batch->sent + batch->repeated);
    }
    if (batch->status == CLI_OK)
        (void)batch_flush(batch);
    progress_end(&progress);
}

static void
forget_rows(struct stock_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        free(rows->list[i].location);
        free(rows->list[i].sku);
        free(rows->list[i].bin);
        free(rows->list[i].pack);
        free(rows->list[i].lot);
    }
    free(rows->list);
}

/* The file's rows, ordered by location: a delivery is to one. */
static void
send_rows(struct batch *batch)
{
    struct delivery *delivery = batch->context;
    struct stock_rows rows = { 0 };
    const char *slash = strrchr(batch->sheet->path, '/');
    char reference[65];
    while (sheet_next(batch->sheet))
        read_row(batch->sheet, &rows);
    if (rows.count > 0)
        qsort(rows.list, rows.count, sizeof *rows.list, by_location);
    snprintf(reference, sizeof reference, "%s",
             delivery->asked ? delivery->asked : slash ? slash + 1 : batch->sheet->path);
    delivery->reference = reference;
    send_all(batch, delivery, &rows);
    batch->sheet->rows -= rows.zero; /* they ask for nothing */
    forget_rows(&rows);
}

int
import_stock_main(int argc, char **argv)
{
    static const struct import_kind kind = {
        .what = "stock lines",
        .server = "inventory",
        .columns = stock_columns,
        .send_rows = send_rows,
    };
    struct import_request request = import_read_arguments(argc, argv, doc, IMPORT_REFERENCE);
    struct delivery delivery = { .asked = request.reference };
    struct batch batch = { .rows_max = 1000, .command = command, .id = id_of_content, .context = &delivery };
    return import_files(&kind, &batch, &request);
}
