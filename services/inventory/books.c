#include "services/inventory/books.h"

#include <string.h>

void
books_open(struct books *books)
{
    books->items = map_create();
    books->locations = map_create();
    books->stocks = map_create();
    books->reservations = map_create();
    books->lots = map_create();
    books->piles = map_create();
    books->packs = map_create();
    books->barcodes = map_create();
    books->changes = map_create();
    books->destinations = map_create();
    books->inbound = map_create();
    books->item_days = map_create();
    books->channels = map_create();
    books->allotments = map_create();
    books->holds = map_create();
    books->ticks = map_create();
}

void
books_close(struct books *books)
{
    map_destroy(&books->item_days);
    map_destroy(&books->barcodes);
    map_destroy(&books->packs);
    map_destroy(&books->piles);
    map_destroy(&books->lots);
    map_destroy(&books->ticks);
    map_destroy(&books->holds);
    map_destroy(&books->allotments);
    map_destroy(&books->channels);
    map_destroy(&books->destinations);
    map_destroy(&books->changes);
    map_destroy(&books->inbound);
    map_destroy(&books->reservations);
    map_destroy(&books->stocks);
    map_destroy(&books->locations);
    map_destroy(&books->items);
}

static void
keep_in_journal(void *owner, void *memory, size_t bytes)
{
    journal_keep(owner, memory, bytes);
}

struct keeper
books_keeper(struct journal *journal)
{
    return (struct keeper){.keep = journal != NULL ? keep_in_journal : NULL, .owner = journal};
}

void
books_keep(struct journal *journal, void *memory, size_t bytes)
{
    if (journal != NULL)
        journal_keep(journal, memory, bytes);
}

struct item *
books_find_item(const struct books *books, const char *sku)
{
    return map_find_text(books->items, sku);
}

struct item *
books_item(struct books *books, struct journal *journal, const char *sku)
{
    struct item *item = map_find_text(books->items, sku);

    if (item == NULL) {
        const uint32_t number = (uint32_t)map_count(books->items) + 1;
        item = map_add_text(books->items, journal, sku, sizeof *item);
        item->sku = map_text_of(item);
        item->number = number;
    }
    return item;
}

struct location *
books_find_location(const struct books *books, const char *code)
{
    return map_find_text(books->locations, code);
}

struct location *
books_add_location(struct books *books, struct journal *journal, const char *code)
{
    const uint32_t number = (uint32_t)map_count(books->locations) + 1;
    struct location *location = map_add_text(books->locations, journal, code, sizeof *location);

    location->code = map_text_of(location);
    location->number = number;
    return location;
}

static int64_t
stock_key(const struct location *location, const struct item *item)
{
    return (int64_t)((uint64_t)location->number << 32 | item->number);
}

struct stock *
books_find_stock(const struct books *books, const struct location *location,
                 const struct item *item)
{
    return map_find(books->stocks, stock_key(location, item));
}

struct stock *
books_stock(struct books *books, struct journal *journal, struct location *location,
            struct item *item)
{
    struct stock *stock = books_find_stock(books, location, item);

    if (stock != NULL)
        return stock;
    stock = map_add(books->stocks, journal, stock_key(location, item), sizeof *stock);
    stock->item = item;
    stock->location = location;
    stock->safety_stock = SAFETY_STOCK_OF_LOCATION;

    books_keep(journal, &books->stock_last, sizeof books->stock_last);
    stock->stock_id = ++books->stock_last;

    books_keep(journal, &item->stocks, sizeof item->stocks);
    stock->next_of_item = item->stocks;
    item->stocks = stock;

    books_keep(journal, &location->stocks, sizeof location->stocks);
    stock->next_at_location = location->stocks;
    location->stocks = stock;
    return stock;
}

struct reservation *
books_find_reservation(const struct books *books, int64_t order_id)
{
    return map_find(books->reservations, order_id);
}

static const char *
copy_text(char **to, const char *text)
{
    const size_t bytes = strlen(text) + 1;
    char *copy = memcpy(*to, text, bytes);

    *to += bytes;
    return copy;
}

/* The texts lie behind the lines, in the same piece of memory. */
struct reservation *
books_add_reservation(struct books *books, struct journal *journal,
                      const struct new_reservation *order)
{
    const size_t lines_bytes = order->line_count * sizeof(struct reservation_line);
    const size_t text_bytes = strlen(order->channel) + strlen(order->country) +
                              strlen(order->region) + strlen(order->city) +
                              strlen(order->postal_code) + strlen(order->terms.pickup_location) + 6;
    struct reservation *reservation = map_add(books->reservations, journal, order->order_id,
                                              sizeof *reservation + lines_bytes + text_bytes);
    char *text = (char *)reservation + sizeof *reservation + lines_bytes;

    reservation->order_id = order->order_id;
    reservation->placed_at_us = order->placed_at_us;
    reservation->priority = order->priority;
    reservation->ship_complete = order->ship_complete;
    reservation->line_count = order->line_count;
    reservation->channel = copy_text(&text, order->channel);
    reservation->country = copy_text(&text, order->country);
    reservation->region = copy_text(&text, order->region);
    reservation->city = copy_text(&text, order->city);
    reservation->postal_code = copy_text(&text, order->postal_code);
    reservation->terms = order->terms;
    reservation->terms.pickup_location = copy_text(&text, order->terms.pickup_location);
    for (uint32_t i = 0; i < order->line_count; i++)
        reservation->lines[i].of = reservation;
    return reservation;
}

void
books_remove_reservation(struct books *books, struct journal *journal,
                         struct reservation *reservation)
{
    const struct keeper keeper = books_keeper(journal);

    holders_remove(&keeper, reservation);
    if (map_find(books->destinations, reservation->order_id) != NULL)
        map_remove(books->destinations, journal, reservation->order_id);
    map_remove(books->reservations, journal, reservation->order_id);
}

void
books_set_destination(struct books *books, struct journal *journal,
                      struct reservation *reservation, const char *country, const char *region,
                      const char *city, const char *postal_code)
{
    if (map_find(books->destinations, reservation->order_id) != NULL)
        map_remove(books->destinations, journal, reservation->order_id);
    char *text = map_add(books->destinations, journal, reservation->order_id,
                         strlen(country) + strlen(region) + strlen(city) + strlen(postal_code) + 4);

    books_keep(journal, reservation, sizeof *reservation);
    reservation->country = copy_text(&text, country);
    reservation->region = copy_text(&text, region);
    reservation->city = copy_text(&text, city);
    reservation->postal_code = copy_text(&text, postal_code);
    reservation->terms.pickup_location = ""; /* it is delivered there */
}

struct change *
books_add_change(struct books *books, struct journal *journal, int64_t change_id, int64_t order_id,
                 const struct new_change *new)
{
    const size_t bytes = sizeof(struct change) + new->line_count * sizeof(struct change_line);
    const size_t text_bytes = strlen(new->country) + strlen(new->region) + strlen(new->city) +
                              strlen(new->postal_code) + 4;
    struct change *change = map_add(books->changes, journal, change_id, bytes + text_bytes);
    char *text = (char *)change + bytes;

    change->change_id = change_id;
    change->order_id = order_id;
    change->kind = new->kind;
    change->request = new->request;
    change->line_count = new->line_count;
    change->country = copy_text(&text, new->country);
    change->region = copy_text(&text, new->region);
    change->city = copy_text(&text, new->city);
    change->postal_code = copy_text(&text, new->postal_code);
    books_keep(journal, &books->change_last, sizeof books->change_last);
    if (books->change_last < change_id)
        books->change_last = change_id;
    return change;
}

void
books_note_unfolded(struct books *books, struct journal *journal, struct stock *stock,
                    int64_t movement_id, int64_t now_us)
{
    if (stock->unfolded_from != 0)
        return;
    books_keep(journal, stock, sizeof *stock);
    stock->unfolded_from = movement_id;
    stock->unfolded_at_us = now_us;
    stock->next_unfolded = NULL;
    if (books->unfolded_last != NULL) {
        books_keep(journal, &books->unfolded_last->next_unfolded, sizeof(struct stock *));
        books->unfolded_last->next_unfolded = stock;
    }
    books_keep(journal, books, sizeof *books);
    books->unfolded_last = stock;
    if (books->unfolded_first == NULL)
        books->unfolded_first = stock;
}

void
books_note_folded(struct books *books, struct journal *journal)
{
    struct stock *stock = books->unfolded_first;

    books_keep(journal, stock, sizeof *stock);
    books_keep(journal, books, sizeof *books);
    books->unfolded_first = stock->next_unfolded;
    if (books->unfolded_first == NULL)
        books->unfolded_last = NULL;
    stock->next_unfolded = NULL;
    stock->unfolded_from = 0;
    stock->folded_through = books->movement_last;
}

/* What channels that count have: promised, or held in carts. */
static bool
channels_add_up(const struct books *books)
{
    int64_t used = 0;
    size_t at = 0;

    for (struct reservation *order; (order = map_next(books->reservations, &at)) != NULL;) {
        for (uint32_t i = 0; i < order->line_count; i++)
            used += order->lines[i].allotment != NULL ? order->lines[i].promised : 0;
    }
    at = 0;
    for (const struct cart_hold *hold; (hold = map_next(books->holds, &at)) != NULL;) {
        for (uint32_t i = 0; i < hold->line_count; i++)
            used += hold->lines[i].allotment != NULL ? hold->lines[i].units : 0;
    }
    at = 0;
    for (const struct allotment *a; (a = map_next(books->allotments, &at)) != NULL;)
        used -= a->used;
    return used == 0;
}

bool
books_add_up(const struct books *books)
{
    int64_t reserved = 0, backordered = 0, recalling = 0;
    size_t at = 0;

    for (struct item *item; (item = map_next(books->items, &at)) != NULL;) {
        if (!item_adds_up(item))
            return false;
        reserved += item->reserved;
        backordered += item->backordered;
        recalling += item->recalling;
    }
    at = 0;
    for (struct reservation *order; (order = map_next(books->reservations, &at)) != NULL;) {
        for (uint32_t i = 0; i < order->line_count; i++) {
            const struct reservation_line *line = &order->lines[i];
            reserved -= line->promised;
            backordered -= line->backordered;
            recalling -= line->recalling;
        }
    }
    return reserved == 0 && backordered == 0 && recalling == 0 && channels_add_up(books);
}
