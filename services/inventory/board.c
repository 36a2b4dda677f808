/*
 * Entries are the worker's own structs, copied whole; what they point to stays behind, and the copy
 * here has its own lists. Items and locations are found by their number, as texts are slow.
 *
 * A balance names its location; all that a location can change is shown when it changes.
 */
#include "services/inventory/board.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "services/inventory/books.h"
#include "services/inventory/steps.h"
#include "services/inventory/wire_check.h"

#define CHANNEL_BYTES_MAX 32
#define HOLD_ID_BYTES_MAX 64

enum entry_kind { ENTRY_CHANNEL, ENTRY_LOCATION, ENTRY_ITEM, ENTRY_STOCK, ENTRY_HOLD };

struct channel_entry {
    enum entry_kind kind;
    struct channel channel;
    char code[CHANNEL_BYTES_MAX + 1];
};

struct location_entry {
    enum entry_kind kind;
    struct location location;
    char code[LOCATION_CODE_BYTES_MAX + 1];
};

struct allotment_entry {
    uint32_t channel; /* its number */
    bool differs;
    int64_t buffer, cap, used;
};

struct inbound_entry {
    enum inbound_kind kind;
    uint32_t location; /* its number */
    int64_t due_at_us, units;
    char location_code[LOCATION_CODE_BYTES_MAX + 1];
    char reference[REFERENCE_BYTES_MAX + 1];
};

/* Behind it: its allotments, then its inbound, as in the item's lists. */
struct item_entry {
    enum entry_kind kind;
    uint32_t allotment_count, inbound_count;
    struct item item;
    char sku[SKU_BYTES_MAX + 1];
};

/* is_over: it ended, and has no lines. */
struct hold_entry {
    enum entry_kind kind;
    bool is_over;
    uint32_t line_count;
    int64_t expires_at_us;
    char channel[CHANNEL_BYTES_MAX + 1];
    char hold_id[HOLD_ID_BYTES_MAX + 1];
    struct {
        uint32_t item; /* its number */
        int64_t units;
    } lines[];
};

struct stock_entry {
    enum entry_kind kind;
    uint32_t item, location; /* their numbers */
    struct stock stock;
    char location_code[LOCATION_CODE_BYTES_MAX + 1];
};

/* By number, which are 1, 2, 3 ... */
struct numbered {
    void **list;
    uint32_t max;
};

struct copy {
    struct books books;
    struct numbered items, locations, channels;
};

/* --- showing (worker thread) ----------------------------------------------------------------- */

static void
show_channel(struct turn *turn, const struct channel *channel)
{
    struct channel_entry entry = {.kind = ENTRY_CHANNEL, .channel = *channel};

    snprintf(entry.code, sizeof entry.code, "%s", channel->code);
    turn_show(turn, &entry, sizeof entry);
}

static void
show_location(struct turn *turn, const struct location *location)
{
    struct location_entry entry = {.kind = ENTRY_LOCATION, .location = *location};
    const size_t bytes = strlen(location->code) + 1;

    memcpy(entry.code, location->code, bytes);
    turn_show(turn, &entry, offsetof(struct location_entry, code) + bytes);
}

static void
show_item(struct turn *turn, const struct item *item)
{
    struct item_entry *entry;
    size_t bytes = sizeof *entry;

    for (const struct allotment *a = item->allotments; a != NULL; a = a->next_of_item)
        bytes += sizeof(struct allotment_entry);
    for (const struct inbound *i = item->inbound; i != NULL; i = i->next_of_item)
        bytes += sizeof(struct inbound_entry);
    entry = turn_show_room(turn, bytes);
    entry->kind = ENTRY_ITEM;
    entry->item = *item;
    memcpy(entry->sku, item->sku, strlen(item->sku) + 1);

    struct allotment_entry *allotments = (void *)(entry + 1);
    for (const struct allotment *a = item->allotments; a != NULL; a = a->next_of_item)
        allotments[entry->allotment_count++] = (struct allotment_entry){
            a->channel->number, a->differs, a->buffer, a->cap, a->used};

    struct inbound_entry *inbound = (void *)(allotments + entry->allotment_count);
    for (const struct inbound *i = item->inbound; i != NULL; i = i->next_of_item) {
        struct inbound_entry *to = &inbound[entry->inbound_count++];
        to->kind = i->kind;
        to->location = i->location->number;
        to->due_at_us = i->due_at_us;
        to->units = i->units;
        memcpy(to->location_code, i->location->code, strlen(i->location->code) + 1);
        snprintf(to->reference, sizeof to->reference, "%s", i->reference);
    }
}

static void
show_stock(struct turn *turn, const struct stock *stock)
{
    struct stock_entry entry = {.kind = ENTRY_STOCK,
                                .item = stock->item->number,
                                .location = stock->location->number,
                                .stock = *stock};
    const size_t bytes = strlen(stock->location->code) + 1;

    memcpy(entry.location_code, stock->location->code, bytes);
    turn_show(turn, &entry, offsetof(struct stock_entry, location_code) + bytes);
}

static void
show_hold(struct turn *turn, const struct cart_hold *hold)
{
    const uint32_t count = hold->is_over ? 0 : hold->line_count;
    struct hold_entry *entry =
        turn_show_room(turn, sizeof *entry + count * sizeof entry->lines[0]);

    entry->kind = ENTRY_HOLD;
    entry->is_over = hold->is_over;
    entry->line_count = count;
    entry->expires_at_us = hold->expires_at_us;
    snprintf(entry->channel, sizeof entry->channel, "%s", hold->channel);
    snprintf(entry->hold_id, sizeof entry->hold_id, "%s", hold->hold_id);
    for (uint32_t i = 0; i < count; i++) {
        entry->lines[i].item = hold->lines[i].item->number;
        entry->lines[i].units = hold->lines[i].units;
    }
}

/* What an entry names was shown before it. */
static void
fill(struct turn *turn)
{
    struct books *books = turn_state(turn);
    size_t at = 0;

    for (struct channel *channel; (channel = map_next(books->channels, &at)) != NULL;)
        show_channel(turn, channel);
    at = 0;
    for (struct location *location; (location = map_next(books->locations, &at)) != NULL;)
        show_location(turn, location);
    at = 0;
    for (struct item *item; (item = map_next(books->items, &at)) != NULL;)
        show_item(turn, item);
    at = 0;
    for (struct stock *stock; (stock = map_next(books->stocks, &at)) != NULL;)
        show_stock(turn, stock);
    at = 0;
    for (struct cart_hold *hold; (hold = map_next(books->holds, &at)) != NULL;)
        show_hold(turn, hold);
}

void
board_show_channel(struct turn *turn, const struct channel *channel)
{
    const struct keeper keeper = keeper_of(turn);

    show_channel(turn, channel);
    for (size_t at = 0;;) {
        struct books *books = turn_state(turn);
        struct allotment *allotment = map_next(books->allotments, &at);
        if (allotment == NULL)
            return;
        if (allotment->channel == channel)
            keep_item(&keeper, allotment->item);
    }
}

void
board_show_holds(struct turn *turn, const struct cart_hold *noted)
{
    for (const struct cart_hold *hold = noted; hold != NULL; hold = hold->next_noted) {
        if (hold->is_over)
            show_hold(turn, hold);
    }
    for (const struct cart_hold *hold = noted; hold != NULL; hold = hold->next_noted) {
        if (!hold->is_over)
            show_hold(turn, hold);
    }
}

void
board_show_changed(struct turn *turn)
{
    struct books *books = turn_state(turn);
    struct changed *changed = &books->changed;

    if (changed->items == NULL && changed->stocks == NULL && changed->locations == NULL)
        return;
    journal_keep(turn_journal(turn), changed, sizeof *changed);
    for (struct location *location = changed->locations; location != NULL;
         location = location->next_changed) {
        journal_keep(turn_journal(turn), &location->is_changed, sizeof location->is_changed);
        location->is_changed = false;
        show_location(turn, location);
    }
    for (struct item *item = changed->items; item != NULL; item = item->next_changed) {
        journal_keep(turn_journal(turn), &item->is_changed, sizeof item->is_changed);
        item->is_changed = false;
        show_item(turn, item);
    }
    for (struct stock *stock = changed->stocks; stock != NULL; stock = stock->next_changed) {
        journal_keep(turn_journal(turn), &stock->is_changed, sizeof stock->is_changed);
        stock->is_changed = false;
        show_stock(turn, stock);
    }
    *changed = (struct changed){NULL, NULL, NULL};
}

/* --- the copy (loop thread) ------------------------------------------------------------------ */

static void
open_copy(void *board)
{
    struct copy *copy = board;

    books_open(&copy->books);
}

static void
close_copy(void *board)
{
    struct copy *copy = board;
    size_t at = 0;

    for (struct item *item; (item = map_next(copy->books.items, &at)) != NULL;)
        free(item->inbound);
    books_close(&copy->books);
    free(copy->items.list);
    free(copy->locations.list);
    free(copy->channels.list);
}

static void *
find_number(const struct numbered *numbered, uint32_t number)
{
    return number < numbered->max ? numbered->list[number] : NULL;
}

static void
add_number(struct numbered *numbered, uint32_t number, void *thing)
{
    if (number >= numbered->max) {
        const uint32_t max = (number + 64) * 2;
        numbered->list = realloc(numbered->list, max * sizeof *numbered->list);
        assert(numbered->list != NULL);
        memset(numbered->list + numbered->max, 0, (max - numbered->max) * sizeof *numbered->list);
        numbered->max = max;
    }
    numbered->list[number] = thing;
}

static struct location *
copied_location(struct copy *copy, uint32_t number, const char *code)
{
    struct location *location = find_number(&copy->locations, number);

    if (location == NULL) {
        location = books_add_location(&copy->books, NULL, code);
        location->number = number;
        add_number(&copy->locations, number, location);
    }
    return location;
}

static void
post_location(struct copy *copy, const void *data)
{
    const struct location_entry *entry = data;
    struct location *location = copied_location(copy, entry->location.number, entry->code);
    const struct location before = *location;

    *location = entry->location;
    location->code = before.code;
    location->stocks = before.stocks;
}

/* The list in one piece of memory, references behind it. */
static struct inbound *
copied_inbound(struct copy *copy, struct item *item, const struct item_entry *entry)
{
    const struct allotment_entry *allotments = (const void *)(entry + 1);
    const struct inbound_entry *inbound = (const void *)(allotments + entry->allotment_count);
    const size_t count = entry->inbound_count;
    struct inbound *list;

    if (count == 0)
        return NULL;
    list = malloc(count * (sizeof *list + sizeof inbound->reference));
    assert(list != NULL);
    char *references = (char *)(list + count);
    for (size_t i = 0; i < count; i++) {
        const struct inbound_entry *from = &inbound[i];
        char *reference = references + i * sizeof from->reference;
        memcpy(reference, from->reference, sizeof from->reference);
        list[i] = (struct inbound){
            .item = item,
            .location = copied_location(copy, from->location, from->location_code),
            .kind = from->kind,
            .due_at_us = from->due_at_us,
            .units = from->units,
            .reference = reference,
            .next_of_item = i + 1 < count ? &list[i + 1] : NULL,
        };
    }
    return list;
}

static void
copy_allotments(struct copy *copy, struct item *item, const struct item_entry *entry)
{
    const struct allotment_entry *from = (const void *)(entry + 1);

    for (uint32_t i = 0; i < entry->allotment_count; i++) {
        struct channel *channel = find_number(&copy->channels, from[i].channel);
        struct allotment *to = books_allotment(&copy->books, NULL, channel, item);
        to->differs = from[i].differs;
        to->buffer = from[i].buffer;
        to->cap = from[i].cap;
        to->used = from[i].used;
    }
}

static void
post_item(struct copy *copy, const void *data)
{
    const struct item_entry *entry = data;
    struct item *item = find_number(&copy->items, entry->item.number);

    if (item == NULL) {
        item = books_item(&copy->books, NULL, entry->sku);
        add_number(&copy->items, entry->item.number, item);
    }
    const struct item before = *item;
    *item = entry->item;
    item->sku = before.sku;
    item->stocks = before.stocks;
    item->packs = NULL;
    item->barcodes = NULL;
    item->lots = NULL;
    item->waiting = item->lines_first = item->lines_last = NULL;
    item->days = NULL;
    item->holds = before.holds;
    item->allotments = before.allotments;
    copy_allotments(copy, item, entry);
    free(before.inbound);
    item->inbound = copied_inbound(copy, item, entry);
}

static void
post_stock(struct copy *copy, const void *data)
{
    const struct stock_entry *entry = data;
    struct item *item = find_number(&copy->items, entry->item);
    struct location *location = copied_location(copy, entry->location, entry->location_code);

    assert(item != NULL); /* shown before, as its totals changed too */
    struct stock *stock = books_stock(&copy->books, NULL, location, item);
    const struct stock before = *stock;
    *stock = entry->stock;
    stock->item = item;
    stock->location = location;
    stock->piles = NULL;
    stock->next_of_item = before.next_of_item;
    stock->next_at_location = before.next_at_location;
}

static void
post_channel(struct copy *copy, const void *data)
{
    const struct channel_entry *entry = data;
    struct channel *channel = books_channel(&copy->books, NULL, entry->code);
    const char *code = channel->code;

    *channel = entry->channel;
    channel->code = code;
    add_number(&copy->channels, channel->number, channel);
}

/* The totals of the items have the holds already; here they are listed, with the time of each. */
static void
add_hold(struct copy *copy, const struct hold_entry *entry)
{
    const struct new_hold new = {.channel = entry->channel,
                                 .hold_id = entry->hold_id,
                                 .expires_at_us = entry->expires_at_us,
                                 .line_count = entry->line_count};
    struct cart_hold *hold = books_add_hold(&copy->books, NULL, &new);

    for (uint32_t i = 0; i < hold->line_count; i++) {
        struct hold_line *line = &hold->lines[i];
        line->of = hold;
        line->item = find_number(&copy->items, entry->lines[i].item);
        line->units = entry->lines[i].units;
        line->next_of_item = line->item->holds;
        if (line->next_of_item != NULL)
            line->next_of_item->previous_of_item = line;
        line->item->holds = line;
    }
}

static void
remove_hold(struct copy *copy, struct cart_hold *hold)
{
    for (uint32_t i = 0; i < hold->line_count; i++) {
        struct hold_line *line = &hold->lines[i];
        if (line->previous_of_item != NULL)
            line->previous_of_item->next_of_item = line->next_of_item;
        else
            line->item->holds = line->next_of_item;
        if (line->next_of_item != NULL)
            line->next_of_item->previous_of_item = line->previous_of_item;
    }
    books_remove_hold(&copy->books, NULL, hold);
}

static void
post_hold(struct copy *copy, const void *data)
{
    const struct hold_entry *entry = data;
    struct cart_hold *hold = books_find_hold(&copy->books, entry->channel, entry->hold_id);

    if (hold != NULL)
        remove_hold(copy, hold);
    if (!entry->is_over)
        add_hold(copy, entry);
}

static void
post(void *board, const void *data, size_t bytes)
{
    static void (*const kinds[])(struct copy *, const void *) = {
        [ENTRY_CHANNEL] = post_channel,
        [ENTRY_LOCATION] = post_location,
        [ENTRY_ITEM] = post_item,
        [ENTRY_STOCK] = post_stock,
        [ENTRY_HOLD] = post_hold,
    };
    enum entry_kind kind;

    assert(bytes >= sizeof kind);
    memcpy(&kind, data, sizeof kind);
    kinds[kind](board, data);
}

const struct item *
board_find_item(const void *board, const char *sku)
{
    const struct copy *copy = board;

    return books_find_item(&copy->books, sku);
}

const struct channel *
board_find_channel(const void *board, const char *code)
{
    const struct copy *copy = board;

    return books_find_channel(&copy->books, code);
}

const struct board inventory_board = {
    .bytes = sizeof(struct copy),
    .open = open_copy,
    .close = close_copy,
    .fill = fill,
    .post = post,
    .answer = availability_answer,
};
