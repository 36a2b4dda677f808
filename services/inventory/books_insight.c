/*
 * The books of what each day brought. Part of books.h.
 */
#include "services/inventory/books.h"

struct item_day *
books_item_day(struct books *books, struct journal *journal, struct item *item, int32_t day)
{
    const int64_t key = (int64_t)((uint64_t)item->number << 32 | (uint32_t)day);
    struct item_day *newest = item->days;

    if (newest != NULL && newest->day >= day)
        return newest;
    newest = map_add(books->item_days, journal, key, sizeof *newest);
    newest->day = day;
    newest->earlier = item->days;
    books_keep(journal, &item->days, sizeof item->days);
    item->days = newest;
    return newest;
}
