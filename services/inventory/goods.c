/*
 * What goods and places there are: items with their packs and GTINs, and locations.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "common/metrics.h"
#include "services/inventory/books.h"
#include "services/inventory/handlers.h"
#include "services/inventory/steps.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_goods.h"

/* --- items and locations --------------------------------------------------------------------- */

/* A GTIN and whose it will be. */
struct claim {
    const char *gtin, *sku;
};

static int
compare_claims(const void *left, const void *right)
{
    const struct claim *a = left, *b = right;
    const int order = strcmp(a->gtin, b->gtin);

    return order != 0 ? order : strcmp(a->sku, b->sku);
}

static int
compare_skus(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static struct claim *
claims_of(struct turn *turn, const struct define_items *command, size_t *count)
{
    struct claim *claims =
        arena_take(turn_arena(turn), command->count * (PACKS_MAX + 1) * sizeof *claims);

    *count = 0;
    for (size_t i = 0; i < command->count; i++) {
        const struct item_definition *item = &command->items[i];
        if (item->gtin[0] != '\0')
            claims[(*count)++] = (struct claim){item->gtin, item->sku};
        for (uint32_t p = 0; p < item->pack_count; p++) {
            if (item->packs[p].gtin[0] != '\0')
                claims[(*count)++] = (struct claim){item->packs[p].gtin, item->sku};
        }
    }
    qsort(claims, *count, sizeof *claims, compare_claims);
    return claims;
}

/* A GTIN names one thing. NULL, or which is taken: by an item that this command does not define
 * anew, or twice by the command itself. */
static const char *
gtin_refusal(struct turn *turn, const struct define_items *command)
{
    size_t count;
    const struct claim *claims = claims_of(turn, command, &count);
    const char **skus = arena_take(turn_arena(turn), command->count * sizeof *skus);

    for (size_t i = 0; i < command->count; i++)
        skus[i] = command->items[i].sku;
    qsort(skus, command->count, sizeof *skus, compare_skus);
    for (size_t i = 0; i < count; i++) {
        const struct barcode *taken = books_find_barcode(turn_state(turn), claims[i].gtin);
        const char *by = taken != NULL ? taken->item->sku : claims[i].sku;
        if (bsearch(&by, skus, command->count, sizeof *skus, compare_skus) != NULL)
            by = claims[i].sku; /* what it has now, it will have by this command only */
        if (i > 0 && strcmp(claims[i - 1].gtin, claims[i].gtin) == 0)
            by = claims[i - 1].sku;
        if (strcmp(by, claims[i].sku) != 0)
            return arena_format(turn_arena(turn), "GTIN_TAKEN: %s is %s, it cannot be %s, too",
                                claims[i].gtin, by, claims[i].sku);
    }
    return NULL;
}

/* Units lie in lots or they do not: that is settled as long as there are any. NULL, or which are
 * there. */
static const char *
lot_tracking_refusal(struct turn *turn, const struct define_items *command)
{
    for (size_t i = 0; i < command->count; i++) {
        const struct item_definition *told = &command->items[i];
        const struct item *item = books_find_item(turn_state(turn), told->sku);
        if (item == NULL || !item->defined || item->lot_tracked == told->lot_tracked)
            continue;
        for (const struct stock *s = item->stocks; s != NULL; s = s->next_of_item) {
            if (s->on_hand != 0 || s->piles != NULL)
                return arena_format(turn_arena(turn),
                                    "LOT_TRACKED_FIXED: %s is %stracked by lot, and units of it "
                                    "are on hand at %s",
                                    item->sku, item->lot_tracked ? "" : "not ", s->location->code);
        }
    }
    return NULL;
}

/* What is out by the rule of before, and by the new one, is booked at once. */
static void
change_shelf_life(struct turn *turn, const struct input *input, struct item *item, int32_t days_min)
{
    const struct keeper keeper = keeper_of(turn);
    const struct books *books = turn_state(turn);

    if (item->shelf_life_days_min == days_min)
        return;
    expire_lots(turn, input, item);
    keep_item(&keeper, item);
    item->shelf_life_days_min = days_min;
    for (struct lot *lot = item->lots; lot != NULL; lot = lot->next_of_item)
        lot_look(&keeper, lot, books->today);
    expire_lots(turn, input, item);
}

static void
define_item(struct turn *turn, const struct input *input, const struct item_definition *definition)
{
    const struct keeper keeper = keeper_of(turn);
    struct books *books = turn_state(turn);
    struct item *item = books_item(books, turn_journal(turn), definition->sku);

    change_shelf_life(turn, input, item, definition->shelf_life_days_min);
    keep_item(&keeper, item);
    item->defined = true;
    item->lot_tracked = definition->lot_tracked;
    item->unit_cost_minor = definition->unit_cost_minor;
    item->backorder = definition->backorder;
    item->backorder_cap = definition->backorder_cap;
    item->preorder_cap = definition->preorder_cap;
    item->available_from_us = definition->available_from_us;
    item->low_stock = definition->low_stock;
    item->recovered_stock = definition->recovered_stock;
    books_set_packs(books, turn_journal(turn), item, definition->gtin, definition->packs,
                    definition->pack_count);
    store_add_item(turn, definition);
    wire_say_item_changed(turn, definition);
}

void
on_define_items(struct turn *turn, const struct input *input)
{
    const struct define_items *command = input->message;
    struct books *books = turn_state(turn);
    const char *refusal = gtin_refusal(turn, command);

    if (refusal == NULL)
        refusal = lot_tracking_refusal(turn, command);
    if (refusal != NULL) {
        turn_reject(turn, refusal, NULL);
        return;
    }
    /* First all give up their GTINs, so that they may change hands. */
    for (size_t i = 0; i < command->count; i++) {
        struct item *item = books_find_item(books, command->items[i].sku);
        if (item != NULL)
            books_forget_barcodes(books, turn_journal(turn), item);
    }
    for (size_t i = 0; i < command->count; i++)
        define_item(turn, input, &command->items[i]);
    wire_reply_done(turn, command->count);
}

static void
define_location(struct turn *turn, const struct location_definition *definition,
                struct grants *grants)
{
    const struct keeper keeper = keeper_of(turn);
    struct location *location = books_find_location(turn_state(turn), definition->code);

    if (location == NULL)
        location = books_add_location(turn_state(turn), turn_journal(turn), definition->code);
    change_location(&keeper, location, definition->closed, definition->safety_stock);
    for (const struct stock *s = location->stocks; s != NULL; s = s->next_at_location)
        serve_item(turn, s->item, grants);
    store_add_location(turn, definition);
    wire_say_location_changed(turn, definition);
}

void
on_define_locations(struct turn *turn, const struct input *input)
{
    const struct define_locations *command = input->message;
    struct grants grants = {NULL, NULL};

    for (size_t i = 0; i < command->count; i++)
        define_location(turn, &command->locations[i], &grants);
    announce_promises(turn, &grants);
    wire_reply_done(turn, command->count);
}
