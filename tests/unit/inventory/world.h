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
#include "services/inventory/books_goods.c"

struct world {
    struct books books;
    struct journal *journal;
    struct grants grants;
};

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

/* Ends an input: rounds are closed, what was to be announced is cleared. */
static void
world_announced(struct world *world, struct reservation *changed)
{
    const struct keeper keeper = books_keeper(world->journal);

    for (struct reservation *r = world->grants.first, *next; r != NULL; r = next) {
        next = r->next_granted;
        promise_round(&keeper, r);
        for (uint32_t i = 0; i < r->line_count; i++)
            r->lines[i].granted = 0;
    }
    world->grants = (struct grants){NULL, NULL};
    for (uint32_t i = 0; changed != NULL && i < changed->line_count; i++)
        changed->lines[i].gave_waiting = changed->lines[i].gave_promised = 0;
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
    const struct keeper keeper = books_keeper(world->journal);
    struct item *item = books_item(&world->books, world->journal, sku);
    struct stock *stock =
        books_stock(&world->books, world->journal, world_location(world, code), item);

    if (move_stock_check(stock, stock_plain(stock), quantity) != MOVE_OK)
        return false;
    move_stock(&keeper, stock, NULL, quantity);
    release_backorders(&keeper, item, &world->grants);
    world_announced(world, NULL);
    return true;
}

static void
world_set_location(struct world *world, const char *code, bool closed, int64_t safety_stock)
{
    const struct keeper keeper = books_keeper(world->journal);
    struct location *location = world_location(world, code);

    change_location(&keeper, location, closed, safety_stock);
    for (struct stock *stock = location->stocks; stock != NULL; stock = stock->next_at_location)
        release_backorders(&keeper, stock->item, &world->grants);
    world_announced(world, NULL);
}

struct world_line {
    char sku[SKU_BYTES_MAX + 1];
    int64_t quantity;
};

static struct reservation *
world_place(struct world *world, int64_t order_id, int32_t priority, bool ship_complete,
            const struct world_line *lines, uint32_t count)
{
    const struct keeper keeper = books_keeper(world->journal);
    const struct new_reservation new = {.order_id = order_id,
                                        .priority = priority,
                                        .ship_complete = ship_complete,
                                        .line_count = count,
                                        .channel = "web",
                                        .country = "GB",
                                        .region = "",
                                        .city = "Leeds",
                                        .postal_code = "LS1 4AP"};
    struct reservation *order = books_add_reservation(&world->books, world->journal, &new);

    for (uint32_t i = 0; i < count; i++) {
        order->lines[i].item = books_item(&world->books, world->journal, lines[i].sku);
        order->lines[i].line = i + 1;
        order->lines[i].ordered = lines[i].quantity;
    }
    promise_stock(&keeper, order, &world->grants);
    world_announced(world, NULL);
    return order;
}

static enum cancel_outcome
world_cancel(struct world *world, struct reservation *order)
{
    const struct keeper keeper = books_keeper(world->journal);
    const enum cancel_outcome outcome = cancel_reservation(&keeper, order);

    world_announced(world, order);
    return outcome;
}

static void
world_ship(struct world *world, struct reservation *order, uint32_t line, const char *code,
           int64_t quantity)
{
    const struct keeper keeper = books_keeper(world->journal);
    struct item *item = order->lines[line].item;
    struct stock *stock =
        books_stock(&world->books, world->journal, world_location(world, code), item);

    ship_stock(&keeper, &order->lines[line], quantity);
    move_stock(&keeper, stock, NULL, -quantity);
    ship_booked(&keeper, order);
    release_backorders(&keeper, item, &world->grants);
    world_announced(world, NULL);
}

/* given_back[i] units of line i; 0: none. */
static void
world_answer(struct world *world, struct reservation *order, const int64_t *given_back)
{
    const struct keeper keeper = books_keeper(world->journal);

    for (uint32_t i = 0; i < order->line_count; i++) {
        if (given_back[i] > 0)
            cancel_give_back(&keeper, &order->lines[i], given_back[i]);
    }
    cancel_answered(&keeper, order);
    for (uint32_t i = 0; i < order->line_count; i++) {
        if (given_back[i] > 0)
            release_backorders(&keeper, order->lines[i].item, &world->grants);
    }
    world_announced(world, order);
}

#endif
