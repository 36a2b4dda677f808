/*
 * Rule: a count is compared with the books of the moment in which it is submitted, so what moved
 * while it was being counted is no variance.
 *
 * What was found of a SKU is told by state and lot. Everything AVAILABLE counts, whether it was
 * told or not: a lot that nobody found is not there. Of another state only counts what was told,
 * and then every lot of it: who counts the shelf does not look into the cage.
 */
#include <string.h>

#include "services/inventory/core/documents.h"

static bool
is_of(const struct pile *pile, enum stock_state state, const char *lot)
{
    return pile->state == state && strcmp(pile->lot != NULL ? pile->lot->code : "", lot) == 0;
}

static int64_t
books_say(const struct stock *stock, enum stock_state state, const char *lot)
{
    if (stock == NULL)
        return 0;
    if (state == STOCK_AVAILABLE && lot[0] == '\0')
        return stock_plain(stock);
    for (const struct pile *pile = stock->piles; pile != NULL; pile = pile->next) {
        if (is_of(pile, state, lot))
            return pile->quantity;
    }
    return 0;
}

static bool
was_found(const struct count_found *found, size_t count, const struct item *item,
          enum stock_state state, const char *lot)
{
    for (size_t i = 0; i < count; i++) {
        if (found[i].item == item && found[i].state == state && strcmp(found[i].lot, lot) == 0)
            return true;
    }
    return false;
}

static bool
was_told(const struct count_found *found, size_t count, const struct item *item,
         enum stock_state state)
{
    for (size_t i = 0; i < count; i++) {
        if (found[i].item == item && found[i].state == state)
            return true;
    }
    return state == STOCK_AVAILABLE;
}

static struct count_found
not_found(struct item *item, enum stock_state state, const struct lot *lot, int64_t on_hand)
{
    return (struct count_found){.item = item,
                                .state = state,
                                .lot = lot != NULL ? lot->code : "",
                                .expires_on = lot != NULL ? lot->expires_on : 0,
                                .on_hand = on_hand};
}

size_t
count_variance(const struct item *item, const struct stock *stock, struct count_found *found,
               size_t count)
{
    const size_t told = count;

    for (size_t i = 0; i < told; i++) {
        if (found[i].item == item)
            found[i].on_hand = books_say(stock, found[i].state, found[i].lot);
    }
    if (stock == NULL)
        return count;
    if (stock_plain(stock) != 0 && !was_found(found, told, item, STOCK_AVAILABLE, ""))
        found[count++] = not_found(stock->item, STOCK_AVAILABLE, NULL, stock_plain(stock));
    for (const struct pile *pile = stock->piles; pile != NULL; pile = pile->next) {
        if (pile->quantity != 0 && was_told(found, told, item, pile->state) &&
            !was_found(found, told, item, pile->state, pile->lot != NULL ? pile->lot->code : ""))
            found[count++] = not_found(stock->item, pile->state, pile->lot, pile->quantity);
    }
    return count;
}
