/*
 * Goods that move or change: receipts, corrections, write-offs, changes of state; where they lie
 * and how many of them are kept back.
 */
#include "services/inventory/books.h"
#include "services/inventory/handlers.h"
#include "services/inventory/steps.h"
#include "services/inventory/store.h"

/* The location, when the sender may speak for it and it exists; else the answer was given. */
static struct location *
own_location(struct turn *turn, const struct input *input, const char *code)
{
    struct location *location = books_find_location(turn_state(turn), code);

    if (!may_move_stock(input, code))
        turn_deny(turn, "a warehouse moves stock at its own location only");
    else if (location == NULL)
        turn_not_found(turn, "location",
                       arena_format(turn_arena(turn), "LOCATION_UNKNOWN: %s", code));
    else
        return location;
    return NULL;
}

/* The command's lines as goods that may be moved so; NULL: refused, the answer was given. */
static struct goods *
movable_goods(struct turn *turn, const struct move_command *command,
              const struct location *location, int coming, int sign)
{
    struct goods *goods = arena_take(turn_arena(turn), command->count * sizeof *goods);
    const char *refusal = resolve_goods(turn, command->lines, command->count, coming, goods);

    if (refusal == NULL)
        refusal = balance_refusal(turn, location, goods, command->count, sign);
    if (refusal == NULL)
        return goods;
    turn_reject(turn, refusal, NULL);
    return NULL;
}

static void
finish(struct turn *turn, const struct input *input, const struct posting *posting)
{
    close_posting(turn, input, posting);
    wire_reply_moved(turn, posting->first_movement_id, posting->count);
}

/* One movement a line. coming: see resolve_goods; sign: of the movements. */
static void
move_on_command(struct turn *turn, const struct input *input, enum movement_kind kind, int coming,
                int sign)
{
    const struct move_command *command = input->message;
    struct location *location = own_location(turn, input, command->location);
    const struct goods *goods =
        location != NULL ? movable_goods(turn, command, location, coming, sign) : NULL;

    if (goods == NULL)
        return;
    struct posting *posting = new_posting(turn, kind, location, command->reason, command->count);
    for (size_t i = 0; i < command->count; i++)
        post_goods(turn, posting, &goods[i], sign * goods[i].units);
    finish(turn, input, posting);
}

void
on_receive_stock(struct turn *turn, const struct input *input)
{
    move_on_command(turn, input, MOVEMENT_RECEIVE, 1, 1);
}

void
on_adjust_stock(struct turn *turn, const struct input *input)
{
    move_on_command(turn, input, MOVEMENT_ADJUST, 0, 1);
}

void
on_write_off_stock(struct turn *turn, const struct input *input)
{
    move_on_command(turn, input, MOVEMENT_WRITE_OFF, -1, -1);
}

/* Two movements a line, which add up to nothing. */
void
on_change_stock_state(struct turn *turn, const struct input *input)
{
    const struct move_command *command = input->message;
    struct location *location = own_location(turn, input, command->location);
    const struct goods *goods =
        location != NULL ? movable_goods(turn, command, location, -1, -1) : NULL;

    if (goods == NULL)
        return;
    struct posting *posting =
        new_posting(turn, MOVEMENT_STATE_CHANGE, location, command->reason, 2 * command->count);
    for (size_t i = 0; i < command->count; i++)
        post_state_change(turn, posting, &goods[i], command->to);
    finish(turn, input, posting);
}

/* --- places ---------------------------------------------------------------------------------- */

static struct goods *
placed_goods(struct turn *turn, const struct place_command *command)
{
    struct goods *goods = arena_take(turn_arena(turn), command->count * sizeof *goods);
    const char *refusal = resolve_goods(turn, command->lines, command->count, -1, goods);

    if (refusal == NULL)
        return goods;
    turn_reject(turn, refusal, NULL);
    return NULL;
}

/* Written at once: no movement says it. */
void
on_assign_bins(struct turn *turn, const struct input *input)
{
    const struct place_command *command = input->message;
    struct location *location = own_location(turn, input, command->location);
    const struct goods *goods = location != NULL ? placed_goods(turn, command) : NULL;

    if (goods == NULL)
        return;
    for (size_t i = 0; i < command->count; i++) {
        struct stock *stock =
            books_stock(turn_state(turn), turn_journal(turn), location, goods[i].item);
        if (place_in_bin(turn, stock, goods[i].bin))
            store_note_balance(turn, stock);
    }
    wire_say_bins_assigned(turn, command, goods);
    wire_reply_done(turn, command->count);
}

void
on_set_safety_stock(struct turn *turn, const struct input *input)
{
    const struct place_command *command = input->message;
    const struct keeper keeper = keeper_of(turn);
    struct location *location = own_location(turn, input, command->location);
    struct goods *goods = location != NULL ? placed_goods(turn, command) : NULL;
    struct grants grants = {NULL, NULL};

    if (goods == NULL)
        return;
    wire_say_safety_stock_set(turn, command, goods);
    for (size_t i = 0; i < command->count; i++) {
        struct item *item = goods[i].item;
        struct stock *stock = books_stock(turn_state(turn), turn_journal(turn), location, item);
        change_safety_stock(&keeper, stock,
                            goods[i].units < 0 ? SAFETY_STOCK_OF_LOCATION : goods[i].units);
        store_add_safety_stock(turn, stock);
        serve_item(turn, item, &grants);
    }
    announce_promises(turn, &grants);
    wire_reply_done(turn, command->count);
}
