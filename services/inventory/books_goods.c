/*
 * The books of what goods are: lots, piles, packs and barcodes. Part of books.h.
 */
#include <stdio.h>
#include <string.h>

#include "services/inventory/books.h"

/* --- lots ------------------------------------------------------------------------------------ */

struct lot_key {
    char text[LOT_BYTES_MAX + 16];
};

static struct lot_key
lot_key(const struct item *item, const char *code)
{
    struct lot_key key;

    snprintf(key.text, sizeof key.text, "%08x%s", item->number, code);
    return key;
}

struct lot *
books_find_lot(const struct books *books, const struct item *item, const char *code)
{
    return map_find_text(books->lots, lot_key(item, code).text);
}

struct lot *
books_add_lot(struct books *books, struct journal *journal, struct item *item, const char *code,
              int32_t expires_on)
{
    struct lot *lot = map_add_text(books->lots, journal, lot_key(item, code).text, sizeof *lot);

    lot->item = item;
    lot->code = map_text_of(lot) + 8;
    lot->expires_on = expires_on;
    lot->is_out = lot_is_out_on(item, expires_on, books->today);
    books_keep(journal, &item->lots, sizeof item->lots);
    lot->next_of_item = item->lots;
    item->lots = lot;
    return lot;
}

void
books_begin_day(struct books *books, const struct keeper *keeper, int32_t today)
{
    size_t at = 0;

    if (books->today == today)
        return;
    keep(keeper, books, sizeof *books);
    books->today = today;
    books->expiry_due = true;
    for (struct lot *lot; (lot = map_next(books->lots, &at)) != NULL;)
        lot_look(keeper, lot, today);
}

/* --- piles ----------------------------------------------------------------------------------- */

struct pile *
books_find_pile(const struct stock *stock, enum stock_state state, const struct lot *lot)
{
    struct pile *pile = stock != NULL ? stock->piles : NULL;

    while (pile != NULL && (pile->state != state || pile->lot != lot))
        pile = pile->next;
    return pile;
}

/* The order of a stock's piles: by state, then what expires first, then by lot. */
static bool
lies_before(const struct pile *a, enum stock_state state, const struct lot *lot)
{
    if (a->state != state || a->lot == NULL || lot == NULL)
        return a->state != state ? a->state < state : a->lot == NULL;
    const int64_t a_expires = a->lot->expires_on != 0 ? a->lot->expires_on : INT64_MAX;
    const int64_t b_expires = lot->expires_on != 0 ? lot->expires_on : INT64_MAX;
    return a_expires != b_expires ? a_expires < b_expires : strcmp(a->lot->code, lot->code) < 0;
}

struct pile *
books_add_pile(struct books *books, struct journal *journal, struct stock *stock,
               enum stock_state state, const struct lot *lot, int64_t pile_id)
{
    struct pile *pile = map_add(books->piles, journal, pile_id, sizeof *pile);
    struct pile **link = &stock->piles;

    pile->pile_id = pile_id;
    pile->stock = stock;
    pile->state = state;
    pile->lot = lot;
    if (pile_id > books->pile_last) {
        books_keep(journal, &books->pile_last, sizeof books->pile_last);
        books->pile_last = pile_id;
    }
    while (*link != NULL && lies_before(*link, state, lot))
        link = &(*link)->next;
    books_keep(journal, link, sizeof *link);
    pile->next = *link;
    *link = pile;
    return pile;
}

void
books_remove_pile(struct books *books, struct journal *journal, struct pile *pile)
{
    struct pile **link = &pile->stock->piles;

    assert(pile->quantity == 0);
    while (*link != pile)
        link = &(*link)->next;
    books_keep(journal, link, sizeof *link);
    *link = pile->next;
    map_remove(books->piles, journal, pile->pile_id);
}

/* --- packs and barcodes ---------------------------------------------------------------------- */

void
books_forget_barcodes(struct books *books, struct journal *journal, struct item *item)
{
    books_keep(journal, item, sizeof *item);
    while (item->barcodes != NULL) {
        struct barcode *barcode = item->barcodes;
        item->barcodes = barcode->next_of_item;
        map_remove_text(books->barcodes, journal, barcode->gtin);
    }
}

static void
add_barcode(struct books *books, struct journal *journal, struct item *item, const char *gtin,
            int32_t pack)
{
    if (gtin[0] == '\0' || map_find_text(books->barcodes, gtin) != NULL)
        return; /* who had it first keeps it; the command was checked */
    struct barcode *barcode = map_add_text(books->barcodes, journal, gtin, sizeof *barcode);
    barcode->item = item;
    barcode->gtin = map_text_of(barcode);
    barcode->pack = pack;
    barcode->next_of_item = item->barcodes;
    item->barcodes = barcode;
}

void
books_set_packs(struct books *books, struct journal *journal, struct item *item, const char *gtin,
                const struct pack *packs, uint32_t count)
{
    books_forget_barcodes(books, journal, item); /* keeps the item */
    if (item->packs != NULL)
        map_remove(books->packs, journal, item->number);
    item->packs = NULL;
    item->pack_count = count;
    add_barcode(books, journal, item, gtin, -1);
    if (count == 0)
        return;
    struct pack *copy = map_add(books->packs, journal, item->number, count * sizeof *copy);
    memcpy(copy, packs, count * sizeof *copy);
    item->packs = copy;
    for (uint32_t i = 0; i < count; i++)
        add_barcode(books, journal, item, copy[i].gtin, (int32_t)i);
}

const struct barcode *
books_find_barcode(const struct books *books, const char *gtin)
{
    return map_find_text(books->barcodes, gtin);
}
