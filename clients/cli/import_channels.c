/* crossdock import channels: a row per channel, or per channel and SKU where a SKU differs. */
#include <string.h>

#include "clients/cli/import.h"
#include "clients/cli/names.h"

#define UNITS_MAX 1000000000

enum { CHANNEL, KIND, PRIORITY, BUFFER, CAP, CANCEL_UNFILLED_DAYS, SKU };

static const struct sheet_column columns[] = {
    [CHANNEL] = {"channel|code|channel_code", true},
    [KIND] = {"kind|type", false},
    [PRIORITY] = {"priority", false},
    [BUFFER] = {"buffer", false},
    [CAP] = {"cap|limit", false},
    [CANCEL_UNFILLED_DAYS] = {"cancel_unfilled_days", false},
    [SKU] = {"sku|item|product_id", false},
    {0},
};

static const char doc[] =
    "Define channels from CSV files.\v"
    "Columns: channel is required; kind (web, marketplace, store, b2b), priority, buffer, cap and "
    "cancel_unfilled_days may be there. A row with a sku tells the buffer and cap of that SKU; it "
    "stands below the row of its channel. A channel is what the file says: what was said of it "
    "before is gone, exceptions included.";

static const ProtobufCMessage *
command(struct arena *arena, void **rows, size_t count, const void *context)
{
    (void)context;
    Crossdock__Inventory__V1__DefineChannels *define = arena_take(arena, sizeof *define);
    crossdock__inventory__v1__define_channels__init(define);
    define->channels = (Crossdock__Inventory__V1__Channel **)rows;
    define->n_channels = count;
    return &define->base;
}

/* An exception, of the channel that stands last. */
static bool
add_item(struct batch *batch, Crossdock__Inventory__V1__Channel *channel)
{
    struct sheet *sheet = batch->sheet;
    if (!channel || strcmp(channel->code, sheet_text(sheet, CHANNEL)) != 0)
        return sheet_bad(sheet, "the row of channel '%s' must stand above those of its SKUs",
                         sheet_text(sheet, CHANNEL));
    Crossdock__Inventory__V1__ChannelItem *item = arena_take(batch->arena, sizeof *item);
    crossdock__inventory__v1__channel_item__init(item);
    if (!sheet_integer(sheet, BUFFER, 0, UNITS_MAX, 0, &item->buffer) ||
        !sheet_integer(sheet, CAP, 0, UNITS_MAX, 0, &item->cap))
        return false;
    item->sku = import_text(batch, SKU);
    Crossdock__Inventory__V1__ChannelItem **items =
        arena_take(batch->arena, (channel->n_items + 1) * sizeof *items);
    if (channel->n_items > 0)
        memcpy(items, channel->items, channel->n_items * sizeof *items);
    items[channel->n_items++] = item;
    channel->items = items;
    return true;
}

static Crossdock__Inventory__V1__Channel *
read_channel(struct batch *batch)
{
    struct sheet *sheet = batch->sheet;
    const char *kind = sheet_text(sheet, KIND);
    int64_t priority, days;
    Crossdock__Inventory__V1__Channel *channel = batch_take(batch, sizeof *channel);
    crossdock__inventory__v1__channel__init(channel);
    if (!*sheet_text(sheet, CHANNEL)) {
        sheet_bad(sheet, "the channel is empty");
        return NULL;
    }
    if (*kind && (channel->kind = (Crossdock__Inventory__V1__ChannelKind)name_value(
                      &crossdock__inventory__v1__channel_kind__descriptor, kind)) == 0) {
        sheet_bad(sheet, "'%s' is no kind of channel: web, marketplace, store, b2b", kind);
        return NULL;
    }
    if (!sheet_integer(sheet, PRIORITY, 0, 9, 0, &priority) ||
        !sheet_integer(sheet, BUFFER, 0, UNITS_MAX, 0, &channel->buffer) ||
        !sheet_integer(sheet, CAP, 0, UNITS_MAX, 0, &channel->cap) ||
        !sheet_integer(sheet, CANCEL_UNFILLED_DAYS, 0, 365, 0, &days))
        return NULL;
    channel->priority = (int32_t)priority;
    channel->cancel_unfilled_days = (int32_t)days;
    channel->code = import_text(batch, CHANNEL);
    return channel;
}

/* The channel that stands last in the file; it is sent when the next one begins, with its
 * exceptions. */
struct pending {
    Crossdock__Inventory__V1__Channel *channel; /* NULL: none */
    int64_t line;
};

static bool
send_pending(struct batch *batch, struct pending *last)
{
    void *channel = last->channel;
    last->channel = NULL;
    return !channel || batch_add_line(batch, channel, last->line);
}

static void
send_rows(struct batch *batch)
{
    struct sheet *sheet = batch->sheet;
    struct pending last = {0};
    while (sheet_next(sheet)) {
        if (*sheet_text(sheet, SKU)) {
            (void)add_item(batch, last.channel); /* what is wrong was said and counted */
            continue;
        }
        if (!send_pending(batch, &last))
            return; /* what went wrong is in status */
        last = (struct pending){read_channel(batch), csv_line(sheet->csv)};
    }
    if (send_pending(batch, &last))
        (void)batch_flush(batch);
}

int
import_channels_main(int argc, char **argv)
{
    static const struct import_kind kind = {
        .what = "channels",
        .server = "inventory",
        .columns = columns,
        .send_rows = send_rows,
    };
    struct import_request request = import_read_arguments(argc, argv, doc, IMPORT_PLAIN);
    struct batch batch = {.rows_max = 100, .command = command};
    return import_files(&kind, &batch, &request);
}
