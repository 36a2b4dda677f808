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
#include "services/inventory/wire_check.h"

enum entry_kind { ENTRY_LOCATION, ENTRY_ITEM, ENTRY_STOCK };

struct location_entry {
    enum entry_kind kind;
    struct location location;
    char code[LOCATION_CODE_BYTES_MAX + 1];
};

struct item_entry {
    enum entry_kind kind;
    uint32_t inbound_count;
    struct item item;
    char sku[SKU_BYTES_MAX + 1];
    struct inbound_entry {
        enum inbound_kind kind;
        uint32_t location; /* its number */
        int64_t due_at_us, units;
        char location_code[LOCATION_CODE_BYTES_MAX + 1];
        char reference[REFERENCE_BYTES_MAX + 1];
    } inbound[]; /* as in the item's list */
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
    struct numbered items, locations;
};

/* --- showing (worker thread) ----------------------------------------------------------------- */

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

    for (const struct inbound *i = item->inbound; i != NULL; i = i->next_of_item)
        bytes += sizeof entry->inbound[0];
    entry = turn_show_room(turn, bytes);
    entry->kind = ENTRY_ITEM;
    entry->item = *item;
    memcpy(entry->sku, item->sku, strlen(item->sku) + 1);
    for (const struct inbound *i = item->inbound; i != NULL; i = i->next_of_item) {
        struct inbound_entry *to = &entry->inbound[entry->inbound_count++];
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
fill(struct turn *turn)
{
    struct books *books = turn_state(turn);
    size_t at = 0;

    for (struct location *location; (location = map_next(books->locations, &at)) != NULL;)
        show_location(turn, location);
    at = 0;
    for (struct item *item; (item = map_next(books->items, &at)) != NULL;)
        show_item(turn, item);
    at = 0;
    for (struct stock *stock; (stock = map_next(books->stocks, &at)) != NULL;)
        show_stock(turn, stock);
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
    const size_t count = entry->inbound_count;
    struct inbound *list;

    if (count == 0)
        return NULL;
    list = malloc(count * (sizeof *list + sizeof entry->inbound[0].reference));
    assert(list != NULL);
    char *references = (char *)(list + count);
    for (size_t i = 0; i < count; i++) {
        const struct inbound_entry *from = &entry->inbound[i];
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
    item->holds = NULL;
    item->allotments = NULL;
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
post(void *board, const void *data, size_t bytes)
{
    static void (*const kinds[])(struct copy *, const void *) = {
        [ENTRY_LOCATION] = post_location,
        [ENTRY_ITEM] = post_item,
        [ENTRY_STOCK] = post_stock,
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

const struct board inventory_board = {
    .bytes = sizeof(struct copy),
    .open = open_copy,
    .close = close_copy,
    .fill = fill,
    .post = post,
    .answer = availability_answer,
};
