/*
 * Goods that customers sent back: on hand and on hold when they come, then what the inspection made
 * of them. The return itself is the order service's; here are its units.
 */
#include <inttypes.h>

#include "services/inventory/books.h"
#include "services/inventory/handlers.h"
#include "services/inventory/steps.h"
#include "services/inventory/wire_returns.h"

static struct location *
place_of(struct turn *turn, const struct returned *event)
{
    struct location *location = books_find_location(turn_state(turn), event->location);

    if (location == NULL)
        turn_give_up(turn, "return %" PRId64 ": LOCATION_UNKNOWN: %s", event->return_id,
                     event->location);
    return location;
}

/* Nobody knows the lot of what comes back; where every unit lies in one, the return is the lot. */
static struct goods
goods_of(struct turn *turn, const struct returned *event, const struct returned_line *line,
         bool comes)
{
    struct books *books = turn_state(turn);
    struct item *item = books_find_item(books, line->sku);
    const char *lot = wire_text_of_id(turn, "RETURN-", event->return_id);

    if (item == NULL || !item->defined)
        turn_give_up(turn, "return %" PRId64 ": SKU_UNKNOWN: %s", event->return_id, line->sku);
    if (comes ? !item->lot_tracked : books_find_lot(books, item, lot) == NULL)
        lot = "";
    return (struct goods){
        .item = item, .units = line->quantity, .state = STOCK_QUALITY_HOLD, .lot = lot, .bin = ""};
}

void
on_return_received(struct turn *turn, const struct input *input)
{
    const struct returned *event = input->message;
    struct location *location = place_of(turn, event);
    struct posting *posting =
        new_posting(turn, MOVEMENT_RETURN_IN, location,
                    wire_text_of_id(turn, "return ", event->return_id), event->count);

    for (size_t i = 0; i < event->count; i++) {
        const struct goods goods = goods_of(turn, event, &event->lines[i], true);
        post_goods(turn, posting, &goods, goods.units);
    }
    close_posting(turn, input, posting);
}

/* What is not on hold there cannot have been inspected. */
static void
check_on_hold(struct turn *turn, const struct returned *event, const struct location *location,
              const struct goods *goods)
{
    const char *refusal = balance_refusal(turn, location, goods, 1, -1);

    if (refusal != NULL)
        turn_give_up(turn, "return %" PRId64 ": %s", event->return_id, refusal);
}

/* Scrap is a posting of its own kind. */
void
on_return_inspected(struct turn *turn, const struct input *input)
{
    const struct returned *event = input->message;
    struct location *location = place_of(turn, event);
    const char *reason = wire_text_of_id(turn, "return ", event->return_id);
    struct posting *changed =
        new_posting(turn, MOVEMENT_STATE_CHANGE, location, reason, 2 * event->count);

    for (size_t i = 0; i < event->count; i++) {
        if (event->lines[i].scrap)
            continue;
        const struct goods goods = goods_of(turn, event, &event->lines[i], false);
        check_on_hold(turn, event, location, &goods);
        post_state_change(turn, changed, &goods, event->lines[i].to);
    }
    close_posting(turn, input, changed);

    struct posting *scrapped =
        new_posting(turn, MOVEMENT_WRITE_OFF, location, reason, event->count);
    for (size_t i = 0; i < event->count; i++) {
        if (!event->lines[i].scrap)
            continue;
        const struct goods goods = goods_of(turn, event, &event->lines[i], false);
        check_on_hold(turn, event, location, &goods);
        post_goods(turn, scrapped, &goods, -goods.units);
    }
    close_posting(turn, input, scrapped);
}
