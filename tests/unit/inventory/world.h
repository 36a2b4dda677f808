/*
 * A small inventory without a database: the books, a journal and the rules, driven by the tests as
 * the handlers drive them. Each function is one input; granted promises are closed as
 * announce_promises does.
 */
#ifndef TESTS_UNIT_INVENTORY_WORLD_H
#define TESTS_UNIT_INVENTORY_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/inventory/books.c" /* not in the core library: it needs maps and the journal */
#include "services/inventory/books_channels.c"
#include "services/inventory/books_goods.c"
#include "services/inventory/books_holds.c"

struct world {
    int64_t now_us;
    const char *channel; /* of the next order; NULL: web */
    struct books books;
    struct journal *journal;
    struct grants grants;
};

static struct keeper
world_keeper(struct world *world)
{
    struct keeper keeper = books_keeper(world->journal);

    keeper.changed = &world->books.changed;
    return keeper;
}

static void
world_open(struct world *world)
{
    *world = (struct world){.journal = journal_create()};
    books_open(&world->books);
}

static void
world_close(struct world *world)
{
    journal_commit(world->journal);
    books_close(&world->books);
    journal_destroy(&world->journal);
}

/* What was asked of routing and not answered yet is the first change of the order. */
static bool
world_asks(const struct reservation *order)
{
    return order->changes_first != NULL;
}

/* As announce_order does, but nobody hears it. */
static void
world_told(struct world *world, struct reservation *order)
{
    const struct keeper keeper = world_keeper(world);

    promise_announced(order);
    reservation_step(&keeper, order);
}

static void
world_announced(struct world *world)
{
    for (struct reservation *order; (order = grants_take(&world->grants)) != NULL;)
        world_told(world, order);
}

/* As make_changes does. */
static void
world_make_changes(struct world *world, struct reservation *order)
{
    const struct keeper keeper = world_keeper(world);
    struct change *change;

    while ((change = change_make(&keeper, order, &world->grants)) != NULL) {
        world_told(world, order);
        map_remove(world->books.changes, world->journal, change->change_id);
    }
    change_settle(&keeper, order, &world->grants);
    world_told(world, order);
    for (uint32_t i = 0; i < order->line_count; i++)
        release_backorders(&keeper, order->lines[i].item, &world->grants);
}

static struct change *
world_new_change(struct world *world, struct reservation *order, enum change_kind kind,
                 uint32_t line_count)
{
    const struct new_change new = {.kind = kind,
                                   .line_count = line_count,
                                   .country = "",
                                   .region = "",
                                   .city = "",
                                   .postal_code = ""};

    return books_add_change(&world->books, world->journal, world->books.change_last + 1,
                            order->order_id, &new);
}

static void
world_change(struct world *world, struct reservation *order, struct change *change)
{
    const struct keeper keeper = world_keeper(world);
    const bool waits = world_asks(order);

    change_add(&keeper, order, change);
    if (!waits)
        world_make_changes(world, order);
}

/* Promises of these items may have lost their stock: as on_turn_ends does. */
static void
world_revoke(struct world *world, struct item *item)
{
    const struct keeper keeper = world_keeper(world);

    for (struct reservation_line *line = NULL;
         units_at_risk(item) > 0 && (line = revoke_next(item, line)) != NULL;) {
        const int64_t missing = units_at_risk(item), there = revocable_units(line);
        struct change *change = world_new_change(world, line->of, CHANGE_REVOKE, 1);
        change->lines[0].index = (uint32_t)(line - line->of->lines);
        change->lines[0].asked = missing < there ? missing : there;
        revoke_note(&keeper, line, change->lines[0].asked);
        world_change(world, line->of, change);
    }
}

static void
world_turn_ends(struct world *world)
{
    size_t at = 0;

    world_announced(world);
    for (struct item *item; (item = map_next(world->books.items, &at)) != NULL;) {
        world_revoke(world, item);
        world_announced(world);
    }
}

static struct location *
world_location(struct world *world, const char *code)
{
    struct location *location = books_find_location(&world->books, code);

    return location != NULL ? location : books_add_location(&world->books, world->journal, code);
}

/* False: refused. */
static bool
world_move(struct world *world, const char *code, const char *sku, int64_t quantity)
{
    const struct keeper keeper = world_keeper(world);
    struct item *item = books_item(&world->books, world->journal, sku);
    struct stock *stock =
        books_stock(&world->books, world->journal, world_location(world, code), item);

    if (move_stock_check(stock, stock_plain(stock), quantity) != MOVE_OK)
        return false;
    move_stock(&keeper, stock, NULL, quantity);
    journal_keep(world->journal, stock, sizeof *stock);
    stock->movement_last++;
    release_backorders(&keeper, item, &world->grants);
    world_turn_ends(world);
    return true;
}

static void
world_set_location(struct world *world, const char *code, bool closed, int64_t safety_stock)
{
    const struct keeper keeper = world_keeper(world);
    struct location *location = world_location(world, code);

    change_location(&keeper, location, closed, safety_stock);
    for (struct stock *stock = location->stocks; stock != NULL; stock = stock->next_at_location)
        release_backorders(&keeper, stock->item, &world->grants);
    world_turn_ends(world);
}

struct world_line {
    char sku[SKU_BYTES_MAX + 1];
    int64_t quantity;
    uint32_t together;
};

/* --- cart holds and channels */

static void
world_end_hold(struct world *world, struct cart_hold *hold)
{
    const struct keeper keeper = world_keeper(world);

    cart_hold_end(&keeper, hold);
    books_remove_hold(&world->books, world->journal, hold);
}

static void
world_serve(struct world *world, const struct cart_hold *hold)
{
    const struct keeper keeper = world_keeper(world);

    for (uint32_t i = 0; hold != NULL && i < hold->line_count; i++)
        release_backorders(&keeper, hold->lines[i].item, &world->grants);
}

/* Holds what there is, at most so many units; lines name an item once. False: nothing was there. */
static bool
world_hold(struct world *world, const char *channel, const char *hold_id, int64_t seconds,
           const struct world_line *lines, uint32_t count)
{
    const struct keeper keeper = world_keeper(world);
    const struct channel *rules = books_find_channel(&world->books, channel);
    struct cart_hold *before = books_find_hold(&world->books, channel, hold_id);
    const struct new_hold new = {.channel = channel,
                                 .hold_id = hold_id,
                                 .since_us = world->now_us,
                                 .expires_at_us = world->now_us + seconds * 1000000,
                                 .line_count = count};

    if (before != NULL)
        world_end_hold(world, before);
    struct cart_hold *hold = books_add_hold(&world->books, world->journal, &new);
    hold->line_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct item *item = books_item(&world->books, world->journal, lines[i].sku);
        struct allotment *allotment =
            books_allotment_of(&world->books, world->journal, channel, item);
        const int64_t limit = channel_limit(item, rules, allotment);
        const int64_t units = limit < lines[i].quantity ? limit : lines[i].quantity;
        if (units > 0)
            hold->lines[hold->line_count++] =
                (struct hold_line){.item = item, .allotment = allotment, .units = units};
    }
    cart_hold_begin(&keeper, hold);
    if (hold->line_count == 0)
        world_end_hold(world, hold);
    world_serve(world, before);
    world_turn_ends(world);
    return hold->line_count > 0;
}

static void
world_release_hold(struct world *world, const char *channel, const char *hold_id)
{
    struct cart_hold *hold = books_find_hold(&world->books, channel, hold_id);

    if (hold != NULL)
        world_end_hold(world, hold);
    world_serve(world, hold);
    world_turn_ends(world);
}

/* Time passes; what has expired is over. */
static void
world_pass(struct world *world, int64_t seconds)
{
    journal_keep(world->journal, &world->now_us, sizeof world->now_us);
    world->now_us += seconds * 1000000;
    for (struct cart_hold *hold; (hold = books_expired_hold(&world->books, world->journal,
                                                            world->now_us)) != NULL;) {
        world_end_hold(world, hold);
        world_serve(world, hold);
    }
    world_turn_ends(world);
}

/* differs NULL: no SKU does. */
static void
world_define_channel(struct world *world, const char *code, int64_t buffer, int64_t cap,
                     const char *differs, int64_t its_buffer, int64_t its_cap)
{
    const struct keeper keeper = world_keeper(world);
    struct channel *channel = books_channel(&world->books, world->journal, code);
    size_t at = 0;

    journal_keep(world->journal, channel, sizeof *channel);
    channel->is_redefined = true;
    books_leave_channels(&world->books, world->journal);
    books_set_channel(&world->books, world->journal, channel, 0, buffer, cap, differs != NULL);
    if (differs != NULL)
        books_set_channel_item(&world->books, world->journal, channel,
                               books_item(&world->books, world->journal, differs), its_buffer,
                               its_cap);
    books_join_channels(&world->books, world->journal);
    channel->is_redefined = false;
    for (struct item *item; (item = map_next(world->books.items, &at)) != NULL;)
        release_backorders(&keeper, item, &world->grants);
    world_turn_ends(world);
}

/* --- orders */

static struct reservation *
world_place(struct world *world, int64_t order_id, int32_t priority, bool ship_complete, bool held,
            const char *hold_id, const struct world_line *lines, uint32_t count)
{
    const struct keeper keeper = world_keeper(world);
    const struct new_reservation new = {.order_id = order_id,
                                        .priority = priority,
                                        .ship_complete = ship_complete,
                                        .line_count = count,
                                        .channel =
                                            world->channel != NULL ? world->channel : "web",
                                        .country = "GB",
                                        .region = "",
                                        .city = "Leeds",
                                        .postal_code = "LS1 4AP",
                                        .terms = {.pickup_location = ""}};
    struct reservation *order = books_add_reservation(&world->books, world->journal, &new);

    for (uint32_t i = 0; i < count; i++) {
        order->lines[i].item = books_item(&world->books, world->journal, lines[i].sku);
        order->lines[i].line = i + 1;
        order->lines[i].wanted = lines[i].quantity;
        order->lines[i].together = lines[i].together;
        order->groups |= lines[i].together != 0;
    }
    order->held = held;
    holders_add(&keeper, order);
    books_use_rules(&world->books, world->journal, order);
    struct cart_hold *hold =
        books_find_hold(&world->books, order->channel, hold_id != NULL ? hold_id : "");
    if (hold != NULL)
        world_end_hold(world, hold);
    promise_stock(&keeper, order, &world->grants);
    world_told(world, order);
    for (uint32_t i = 0; hold != NULL && i < hold->line_count; i++)
        release_backorders(&keeper, hold->lines[i].item, &world->grants);
    world_turn_ends(world);
    return order;
}

/* --- changes of orders */

/* quantities by line; NULL: everything. */
static void
world_cancel(struct world *world, struct reservation *order, const int64_t *quantities,
             bool waiting_only)
{
    struct change *change = world_new_change(world, order, CHANGE_CANCEL, order->line_count);

    change->whole = quantities == NULL;
    change->waiting_only = waiting_only;
    for (uint32_t i = 0; i < order->line_count; i++) {
        change->lines[i].index = i;
        change->lines[i].asked = quantities != NULL ? quantities[i] : 0;
    }
    world_change(world, order, change);
    world_turn_ends(world);
}

/* More units of each line. */
static void
world_amend(struct world *world, struct reservation *order, const int64_t *quantities)
{
    struct change *change = world_new_change(world, order, CHANGE_AMEND, order->line_count);

    for (uint32_t i = 0; i < order->line_count; i++)
        change->lines[i] = (struct change_line){.index = i, .asked = quantities[i]};
    world_change(world, order, change);
    world_turn_ends(world);
}

/* HOLD, RELEASE or REDIRECT. */
static void
world_set(struct world *world, struct reservation *order, enum change_kind kind)
{
    world_change(world, order, world_new_change(world, order, kind, 0));
    world_turn_ends(world);
}

static void
world_ship(struct world *world, struct reservation *order, uint32_t line, const char *code,
           int64_t quantity)
{
    const struct keeper keeper = world_keeper(world);
    struct item *item = order->lines[line].item;
    struct stock *stock =
        books_stock(&world->books, world->journal, world_location(world, code), item);

    ship_stock(&keeper, &order->lines[line], quantity);
    move_stock(&keeper, stock, NULL, -quantity);
    reservation_step(&keeper, order);
    release_backorders(&keeper, item, &world->grants);
    world_turn_ends(world);
}

/* given_back[i] units of line i; 0: none. */
static void
world_answer(struct world *world, struct reservation *order, const int64_t *given_back)
{
    const struct keeper keeper = world_keeper(world);

    for (uint32_t i = 0; i < order->line_count; i++) {
        if (given_back[i] > 0)
            change_give_back(&keeper, &order->lines[i], given_back[i]);
    }
    struct change *change = change_answered(&keeper, order, &world->grants);
    world_told(world, order);
    map_remove(world->books.changes, world->journal, change->change_id);
    world_make_changes(world, order);
    world_turn_ends(world);
}

#endif
