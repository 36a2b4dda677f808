/*
 * Cart holds: units set aside for a customer who has not ordered yet; and who holds what.
 */
#include <inttypes.h>
#include <string.h>

#include "services/inventory/books.h"
#include "services/inventory/handlers.h"
#include "services/inventory/holds.h"
#include "services/inventory/steps.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_holds.h"

/* --- the end of a hold ----------------------------------------------------------------------- */

/* Its units are free; the item is served when the one who ended it says so. */
static void
end_hold(struct turn *turn, struct cart_hold *hold, const char *why, int64_t order_id)
{
    const struct keeper keeper = keeper_of(turn);

    cart_hold_end(&keeper, hold);
    journal_keep(turn_journal(turn), hold, sizeof *hold);
    hold->is_over = true;
    hold->why = why;
    hold->order_id = order_id;
    store_note_hold(turn, hold);
    books_remove_hold(turn_state(turn), turn_journal(turn), hold);
}

static void
serve_items_of(struct turn *turn, const struct cart_hold *hold, struct grants *grants)
{
    for (uint32_t i = 0; i < hold->line_count; i++)
        serve_item(turn, hold->lines[i].item, grants);
}

void
holds_expire(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    for (struct cart_hold *hold;
         (hold = books_expired_hold(turn_state(turn), turn_journal(turn), turn_now_us(turn))) !=
         NULL;) {
        struct ended_hold *ended = arena_take(turn_arena(turn), sizeof *ended);
        end_hold(turn, hold, "EXPIRED", 0);
        ended->hold = hold;
        ended->next = stage->expired;
        stage->expired = ended;
        stage->freed = true;
    }
}

void
holds_serve_freed(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);
    struct grants grants = {NULL, NULL};

    if (!stage->freed)
        return;
    stage->freed = false;
    for (const struct ended_hold *ended = stage->expired; ended != NULL; ended = ended->next)
        serve_items_of(turn, ended->hold, &grants);
    announce_promises(turn, &grants);
}

void
holds_announce_expired(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    holds_serve_freed(turn);
    for (const struct ended_hold *ended = stage->expired; ended != NULL; ended = ended->next)
        wire_say_hold_ended(turn, ended->hold);
    stage->expired = NULL;
}

struct cart_hold *
hold_take_over(struct turn *turn, const char *channel, const char *hold_id, int64_t order_id)
{
    struct cart_hold *hold = hold_id[0] != '\0'
                                 ? books_find_hold(turn_state(turn), channel, hold_id)
                                 : NULL;

    if (hold == NULL)
        return NULL;
    end_hold(turn, hold, "ORDERED", order_id);
    wire_say_hold_ended(turn, hold);
    return hold;
}

void
hold_give_rest(struct turn *turn, const struct cart_hold *hold, struct grants *grants)
{
    if (hold != NULL)
        serve_items_of(turn, hold, grants);
}

/* Joins a turn often, so that holds end in time also when nothing else happens. */
void
on_holds_timer(struct turn *turn, const struct input *input)
{
    (void)input;
    holds_announce_expired(turn);
}

/* --- a hold begins --------------------------------------------------------------------------- */

/* Units of this item that the hold of that name has already: they are its own to take again. */
static int64_t
units_held(const struct cart_hold *hold, const struct item *item)
{
    for (uint32_t i = 0; hold != NULL && i < hold->line_count; i++) {
        if (hold->lines[i].item == item)
            return hold->lines[i].units;
    }
    return 0;
}

/* Of each line in turn, what can be held; true: all of all. Lines of one SKU add up. */
static bool
find_units(struct turn *turn, const struct hold_command *command, const struct goods *goods,
           int64_t *units)
{
    struct books *books = turn_state(turn);
    const struct channel *rules = books_find_channel(books, command->channel);
    const struct cart_hold *before = books_find_hold(books, command->channel, command->hold_id);
    bool all = true;

    for (size_t i = 0; i < command->count; i++) {
        struct item *item = goods[i].item;
        int64_t there =
            channel_limit(item, rules,
                          books_allotment_of(books, turn_journal(turn), command->channel, item)) +
            units_held(before, item);
        for (size_t j = 0; j < i; j++)
            there -= goods[j].item == item ? units[j] : 0;
        units[i] = there < 0 ? 0 : there < goods[i].units ? there : goods[i].units;
        all &= units[i] == goods[i].units;
    }
    return all;
}

static const char *
hold_refusal(struct turn *turn, const struct hold_command *command, const struct goods *goods,
             const int64_t *units, bool all)
{
    int64_t sum = 0;

    for (size_t i = 0; i < command->count; i++)
        sum += units[i];
    if (sum == 0)
        return "NOT_THERE: nothing of it can be held";
    for (size_t i = 0; !all && !command->partial && i < command->count; i++) {
        if (units[i] < goods[i].units)
            return arena_format(turn_arena(turn),
                                "NOT_THERE: line %zu, %s: %" PRId64 " of %" PRId64
                                " can be held",
                                i + 1, goods[i].item->sku, units[i], goods[i].units);
    }
    return NULL;
}

/* One line an item. */
static struct cart_hold *
begin_hold(struct turn *turn, const struct hold_command *command, const struct goods *goods,
           const int64_t *units)
{
    const struct keeper keeper = keeper_of(turn);
    struct books *books = turn_state(turn);
    uint32_t count = 0;
    const struct new_hold new = {
        .channel = command->channel,
        .hold_id = command->hold_id,
        .since_us = turn_now_us(turn),
        .expires_at_us = turn_now_us(turn) + (int64_t)command->seconds * 1000000,
        .line_count = (uint32_t)command->count,
    };
    struct cart_hold *hold = books_add_hold(books, turn_journal(turn), &new);

    for (size_t i = 0; i < command->count; i++) {
        uint32_t at = 0;
        while (at < count && hold->lines[at].item != goods[i].item)
            at++;
        if (units[i] == 0)
            continue;
        hold->lines[at].item = goods[i].item;
        hold->lines[at].units += units[i];
        count += at == count;
    }
    hold->line_count = count; /* the entry is new */
    for (uint32_t i = 0; i < count; i++)
        hold->lines[i].allotment = books_allotment_of(books, turn_journal(turn), command->channel,
                                                      hold->lines[i].item);
    cart_hold_begin(&keeper, hold);
    store_note_hold(turn, hold);
    return hold;
}

static bool
speaks_for_channel(struct turn *turn, const struct input *input, const char *channel)
{
    if (input->from->role != ROLE_STOREFRONT || strcmp(input->from->subject, channel) == 0)
        return true;
    turn_deny(turn, "a storefront holds stock for its own channel only");
    return false;
}

void
on_hold_stock(struct turn *turn, const struct input *input)
{
    const struct hold_command *command = input->message;
    struct goods *goods = arena_take(turn_arena(turn), command->count * sizeof *goods);
    int64_t *units = arena_take(turn_arena(turn), command->count * sizeof *units);
    struct grants grants = {NULL, NULL};

    if (!speaks_for_channel(turn, input, command->channel))
        return;
    const char *refusal = resolve_goods(turn, command->lines, command->count, -1, goods);
    if (refusal != NULL) {
        turn_reject(turn, refusal, NULL);
        return;
    }
    holds_serve_freed(turn);
    const bool all = find_units(turn, command, goods, units);
    refusal = hold_refusal(turn, command, goods, units, all);
    if (refusal != NULL) {
        wire_reply_hold(turn, command, goods, units, 0, refusal);
        return;
    }
    struct cart_hold *before =
        books_find_hold(turn_state(turn), command->channel, command->hold_id);
    if (before != NULL)
        end_hold(turn, before, "REPLACED", 0);
    const struct cart_hold *hold = begin_hold(turn, command, goods, units);
    wire_say_stock_held(turn, hold);
    if (before != NULL)
        serve_items_of(turn, before, &grants);
    announce_promises(turn, &grants);
    wire_reply_hold(turn, command, goods, units, hold->expires_at_us, NULL);
}

void
on_release_held_stock(struct turn *turn, const struct input *input)
{
    const struct hold_command *command = input->message;
    struct grants grants = {NULL, NULL};

    if (!speaks_for_channel(turn, input, command->channel))
        return;
    struct cart_hold *hold =
        books_find_hold(turn_state(turn), command->channel, command->hold_id);
    if (hold != NULL) {
        end_hold(turn, hold, "RELEASED", 0);
        wire_say_hold_ended(turn, hold);
        serve_items_of(turn, hold, &grants);
        announce_promises(turn, &grants);
    }
    wire_reply_done(turn, hold != NULL);
}

/* --- who holds what -------------------------------------------------------------------------- */

void
on_get_holders(struct turn *turn, const struct input *input)
{
    const struct get_holders *query = input->message;
    const struct item *item = books_find_item(turn_state(turn), query->sku);

    if (item == NULL)
        turn_not_found(turn, "sku",
                       arena_format(turn_arena(turn), "SKU_UNKNOWN: %s", query->sku));
    else
        wire_reply_holders(turn, query, item);
}
