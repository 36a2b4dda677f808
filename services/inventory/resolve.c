/*
 * From what a line of a command says to the goods it means, and whether they may be moved. All or
 * nothing: a command is refused before anything of it changes the books. Part of steps.h.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "services/inventory/steps.h"

/* --- which goods ----------------------------------------------------------------------------- */

/* The pack that the line counts in; NULL: units. */
static const char *
find_item(struct turn *turn, const struct stock_line *line, size_t n, struct item **item,
          const struct pack **pack)
{
    const struct books *books = turn_state(turn);
    const struct barcode *barcode =
        line->gtin[0] != '\0' ? books_find_barcode(books, line->gtin) : NULL;

    *pack = NULL;
    *item = barcode != NULL ? barcode->item : books_find_item(books, line->sku);
    if (line->gtin[0] != '\0' && barcode == NULL)
        return arena_format(turn_arena(turn), "GTIN_UNKNOWN: line %zu, %s", n, line->gtin);
    if (*item == NULL || !(*item)->defined)
        return arena_format(turn_arena(turn), "SKU_UNKNOWN: line %zu, %s", n, line->sku);
    if (line->sku[0] != '\0' && strcmp((*item)->sku, line->sku) != 0)
        return arena_format(turn_arena(turn), "GTIN_OF_ANOTHER: line %zu, %s is %s, not %s", n,
                            line->gtin, (*item)->sku, line->sku);
    if (barcode != NULL && barcode->pack >= 0)
        *pack = &(*item)->packs[barcode->pack];
    if (line->pack[0] == '\0')
        return NULL;
    if (*pack != NULL && strcmp((*pack)->name, line->pack) != 0)
        return arena_format(turn_arena(turn),
                            "GTIN_OF_ANOTHER: line %zu, %s is the pack %s, not %s", n, line->gtin,
                            (*pack)->name, line->pack);
    for (uint32_t i = 0; *pack == NULL && i < (*item)->pack_count; i++) {
        if (strcmp((*item)->packs[i].name, line->pack) == 0)
            *pack = &(*item)->packs[i];
    }
    return *pack != NULL ? NULL
                         : arena_format(turn_arena(turn), "PACK_UNKNOWN: line %zu, %s of %s", n,
                                        line->pack, (*item)->sku);
}

/* What comes in lies in a lot when its item is tracked so, and only then. What leaves is looked
 * for. */
static const char *
lot_refusal(struct turn *turn, const struct goods *goods, size_t n, bool comes)
{
    const struct lot *lot =
        goods->lot[0] != '\0' ? books_find_lot(turn_state(turn), goods->item, goods->lot) : NULL;

    if (comes && goods->item->lot_tracked && goods->lot[0] == '\0')
        return arena_format(turn_arena(turn), "LOT_MISSING: line %zu, %s is tracked by lot", n,
                            goods->item->sku);
    if (comes && !goods->item->lot_tracked && goods->lot[0] != '\0')
        return arena_format(turn_arena(turn), "LOT_UNWANTED: line %zu, %s is not tracked by lot", n,
                            goods->item->sku);
    if (lot != NULL && goods->expires_on != 0 && goods->expires_on != lot->expires_on)
        return arena_format(turn_arena(turn),
                            "EXPIRY_DIFFERS: line %zu, lot %s of %s expires on day %" PRId32
                            ", not %" PRId32,
                            n, lot->code, goods->item->sku, lot->expires_on, goods->expires_on);
    return NULL;
}

static const char *
resolve_line(struct turn *turn, const struct stock_line *line, size_t n, int coming,
             struct goods *goods)
{
    const struct pack *pack;
    struct item *item;
    const char *refusal = find_item(turn, line, n, &item, &pack);

    if (refusal != NULL)
        return refusal;
    *goods = (struct goods){.item = item,
                            .units = line->quantity,
                            .state = line->state,
                            .lot = line->lot,
                            .expires_on = line->expires_on,
                            .bin = line->bin};
    if (pack != NULL)
        goods->units *= pack->units; /* both are bounded: no overflow */
    if (goods->units > MOVEMENT_QUANTITY_MAX || goods->units < -MOVEMENT_QUANTITY_MAX)
        return arena_format(turn_arena(turn), "TOO_MUCH: line %zu, %s", n, item->sku);
    return lot_refusal(turn, goods, n, coming > 0 || (coming == 0 && goods->units > 0));
}

/* --- lines of the same goods ----------------------------------------------------------------- */

static int
compare_lots(const struct goods *a, const struct goods *b)
{
    if (a->item != b->item)
        return a->item->number < b->item->number ? -1 : 1;
    return strcmp(a->lot, b->lot);
}

static int
compare_goods(const void *left, const void *right)
{
    const struct goods *a = *(const struct goods *const *)left;
    const struct goods *b = *(const struct goods *const *)right;
    const int order = compare_lots(a, b);

    return order != 0 ? order : (int)a->state - (int)b->state;
}

/* So that lines of one SKU, of one lot and of one state lie together. */
static const struct goods **
sorted_goods(struct turn *turn, const struct goods *goods, size_t count)
{
    const struct goods **sorted = arena_take(turn_arena(turn), count * sizeof *sorted);

    for (size_t i = 0; i < count; i++)
        sorted[i] = &goods[i];
    qsort(sorted, count, sizeof *sorted, compare_goods);
    return sorted;
}

const char *
resolve_goods(struct turn *turn, const struct stock_line *lines, size_t count, int coming,
              struct goods *goods)
{
    bool any_lot = false;

    for (size_t i = 0; i < count; i++) {
        const char *refusal = resolve_line(turn, &lines[i], i + 1, coming, &goods[i]);
        if (refusal != NULL)
            return refusal;
        any_lot |= goods[i].lot[0] != '\0';
    }
    if (!any_lot)
        return NULL;
    /* A lot that is new with this command may not be told two expiries by it. */
    const struct goods **sorted = sorted_goods(turn, goods, count);
    for (size_t i = 1; i < count; i++) {
        if (sorted[i]->lot[0] != '\0' && compare_lots(sorted[i - 1], sorted[i]) == 0 &&
            sorted[i - 1]->expires_on != sorted[i]->expires_on)
            return arena_format(turn_arena(turn), "EXPIRY_DIFFERS: lot %s of %s comes with two",
                                sorted[i]->lot, sorted[i]->item->sku);
    }
    return NULL;
}

/* --- whether they may be moved --------------------------------------------------------------- */

static int64_t
units_there(const struct books *books, const struct stock *stock, const struct goods *goods)
{
    const struct lot *lot =
        goods->lot[0] != '\0' ? books_find_lot(books, goods->item, goods->lot) : NULL;

    if (stock == NULL || (lot == NULL && goods->lot[0] != '\0'))
        return 0;
    if (goods->state == STOCK_AVAILABLE && lot == NULL)
        return stock_plain(stock);
    const struct pile *pile = books_find_pile(stock, goods->state, lot);
    return pile != NULL ? pile->quantity : 0;
}

const char *
balance_refusal(struct turn *turn, const struct location *location, const struct goods *goods,
                size_t count, int sign)
{
    const struct books *books = turn_state(turn);
    const struct goods **sorted = sorted_goods(turn, goods, count);
    int64_t out = 0, in = 0;

    for (size_t i = 0; i < count; i++) {
        const struct goods *one = sorted[i];
        if (i == 0 || compare_goods(&sorted[i - 1], &sorted[i]) != 0)
            out = 0;
        if (i == 0 || sorted[i - 1]->item != one->item)
            in = 0;
        out += sign * one->units < 0 ? sign * one->units : 0;
        in += sign * one->units > 0 ? sign * one->units : 0;

        const struct stock *stock = books_find_stock(books, location, one->item);
        const int64_t there = units_there(books, stock, one);
        if (move_stock_check(stock, there, out) == MOVE_BELOW_ZERO)
            return arena_format(turn_arena(turn),
                                "BELOW_ZERO: line %zu, %s%s%s: %" PRId64
                                " there in this state, moved by %" PRId64,
                                (size_t)(one - goods) + 1, one->item->sku,
                                one->lot[0] != '\0' ? " lot " : "", one->lot, there, out);
        if (move_stock_check(stock, there, in) == MOVE_TOO_MUCH)
            return arena_format(turn_arena(turn), "TOO_MUCH: line %zu, %s",
                                (size_t)(one - goods) + 1, one->item->sku);
    }
    return NULL;
}
