/* crossdock channel: how a channel may draw on the stock. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/entries.h"
#include "common/text.h"

#define ITEMS_MAX 1000
#define FORM      "SKU,buffer=UNITS,cap=UNITS"

struct items {
    Crossdock__Inventory__V1__ChannelItem *list, **pointers;
    size_t count;
};

static bool
read_units(const char *text, int64_t *units)
{
    if (text_to_int64(text, units) && *units >= 0 && *units <= 1000000000)
        return true;
    cli_complain("'%s' is not a number of units", text);
    return false;
}

/* "A,buffer=2,cap=10"; what is not told is none. */
static bool
read_item(char *word, Crossdock__Inventory__V1__ChannelItem *item)
{
    item->sku = strsep(&word, ",");
    for (char *part; (part = strsep(&word, ","));) {
        bool is_buffer = strncmp(part, "buffer=", 7) == 0;
        if (!is_buffer && strncmp(part, "cap=", 4) != 0) {
            cli_complain("'%s' is not understood; an item is " FORM, part);
            return false;
        }
        if (!read_units(strchr(part, '=') + 1, is_buffer ? &item->buffer : &item->cap))
            return false;
    }
    return true;
}

static bool
read_items(struct items *items, const struct word_list *words)
{
    items->list = calloc((size_t)words->count + 1, sizeof *items->list);
    items->pointers = calloc((size_t)words->count + 1, sizeof *items->pointers);
    assert(items->list && items->pointers);
    for (int i = 0; i < words->count; i++) {
        crossdock__inventory__v1__channel_item__init(&items->list[i]);
        items->pointers[items->count++] = &items->list[i];
        if (!read_item(words->list[i], &items->list[i]))
            return false;
    }
    return true;
}

static int
define_main(int argc, char **argv)
{
    struct flag_choice kind = {&crossdock__inventory__v1__channel_kind__descriptor, 0};
    struct flag_number priority = {0, 9, 0}, buffer = {0, 1000000000, 0}, cap = {0, 1000000000, 0},
                       days = {0, 365, 0};
    struct word_list asked = {0};
    const struct flag flags[] = {
        {"kind", "KIND", "web, marketplace, store or b2b", FLAG_CHOICE, &kind},
        {"priority", "0..9", "Of its orders that name none; higher first when stock is short (0)",
         FLAG_NUMBER, &priority},
        {"buffer", "UNITS", "Of every SKU that this channel does not see (0)", FLAG_NUMBER,
         &buffer},
        {"cap", "UNITS", "Of a SKU promised to it and not shipped, at most; 0: no limit (0)",
         FLAG_NUMBER, &cap},
        {"cancel-unfilled-days", "N",
         "Of its orders that name none: what waits so long is cancelled; 0: never (0)", FLAG_NUMBER,
         &days},
        {"item", FORM, "What differs for one SKU; may be repeated", FLAG_LIST, &asked},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "CODE",
                       "Say how a channel may draw on the stock. This replaces what was said of it "
                       "before, items included; a channel that was never defined has no limits.",
                       flags, 1, 1);
    Crossdock__Inventory__V1__DefineChannels define =
        CROSSDOCK__INVENTORY__V1__DEFINE_CHANNELS__INIT;
    Crossdock__Inventory__V1__Channel channel = CROSSDOCK__INVENTORY__V1__CHANNEL__INIT,
                                      *channels[] = {&channel};
    struct items items = {0};
    int status = CLI_USAGE;
    if (read_items(&items, &asked)) {
        channel.code = words.list[0];
        channel.kind = (Crossdock__Inventory__V1__ChannelKind)kind.value;
        channel.priority = (int32_t)priority.value;
        channel.buffer = buffer.value;
        channel.cap = cap.value;
        channel.cancel_unfilled_days = (int32_t)days.value;
        channel.items = items.pointers;
        channel.n_items = items.count;
        define.channels = channels;
        define.n_channels = 1;
        status = cli_tell("inventory", &define.base, "channel %s is defined", words.list[0]);
    }
    free(items.list);
    free(items.pointers);
    free(asked.list);
    return status;
}

int
channel_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"define", define_main, "CODE", "buffers, caps, priority of a channel"},
        {0},
    };
    return cli_dispatch(commands, "How a channel may draw on the stock.", argc, argv);
}
