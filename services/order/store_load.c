/* What the inputs of a turn ask for, one query per table, and where handlers find it. */
#include <string.h>

#include "common/check.h"
#include "queries.h"
#include "services/order/core/order_steps.h"
#include "services/order/store_changes.h"
#include "services/order/store_erase.h"
#include "services/order/store_returns.h"
#include "services/order/store_rows.h"

/* --- what a turn needs ---------------------------------------------------------------------- */

void
store_want_order(struct turn *turn, int64_t order_id)
{
    const struct state *state = turn_state(turn);
    struct stage *stage = turn_stage(turn);

    if (map_find(state->orders, order_id) == NULL)
        list_add_id(&stage->wanted, turn_arena(turn), order_id);
}

void
store_want_recipient(struct turn *turn, int64_t order_id)
{
    struct stage *stage = turn_stage(turn);

    list_add_id(&stage->wanted_recipients, turn_arena(turn), order_id);
}

void
store_want_facts(struct turn *turn, int64_t order_id)
{
    struct stage *stage = turn_stage(turn);

    list_add_id(&stage->wanted_facts, turn_arena(turn), order_id);
}

struct claim *
store_want_claim(struct turn *turn, const char *channel, const char *external_id)
{
    struct stage *stage = turn_stage(turn);

    return claims_ask(&stage->claims, turn_arena(turn), channel, external_id);
}

/* --- one query per table --------------------------------------------------------------------- */

static void
load_claims(struct turn *turn, struct stage *stage)
{
    struct arena *arena = turn_arena(turn);
    struct column channels, external_ids;

    if (stage->claims.count == 0)
        return;
    column_start(&channels, arena, COLUMN_TEXT);
    column_start(&external_ids, arena, COLUMN_TEXT);
    for (uint32_t i = 0; i < stage->claims.count; i++) {
        column_add_text(&channels, stage->claims.list[i]->channel);
        column_add_text(&external_ids, stage->claims.list[i]->external_id);
    }

    const struct param params[] = {param_column(&channels), param_column(&external_ids)};
    struct rows *rows = db_read(turn_db(turn), QUERY_FIND_ORDERS, params, 2);
    for (int i = 0; i < rows_count(rows); i++) {
        struct claim *claim = stage->claims.list[row_int8(rows, i, 0) - 1];
        size_t bytes;

        claim->order_id = row_int8(rows, i, 1);
        const void *hash = row_bytes(rows, i, 2, &bytes);
        assert(bytes == sizeof claim->content_hash);
        memcpy(claim->content_hash, hash, bytes);
        if (claim->order_wanted)
            store_want_order(turn, claim->order_id);
        if (claim->returns_wanted)
            store_want_returns_of(turn, claim->order_id);
        if (claim->recipient_wanted)
            store_want_recipient(turn, claim->order_id);
        if (claim->facts_wanted)
            store_want_facts(turn, claim->order_id);
    }
    rows_free(&rows);
}

static void
load_orders(struct turn *turn, struct stage *stage)
{
    struct arena *arena = turn_arena(turn);
    struct column ids;

    if (stage->wanted.count == 0)
        return;
    const struct param params[] = {param_ids(&stage->wanted, &ids, arena)};
    struct rows *rows = db_read(turn_db(turn), QUERY_LOAD_ORDERS, params, 1);
    struct order_row *row = arena_take(arena, sizeof *row);
    for (int i = 0; i < rows_count(rows); i++) {
        row_read(rows, i, arena, row);
        struct order *order = arena_take(arena, order_bytes(&row->request));
        row_fill_order(order, rows, i, row, row->skus);
        assert(order_status_is_final(order->status)); /* open ones are in memory */
        list_add(&stage->loaded, arena, order);
    }
    rows_free(&rows);
}

static void
load_recipients(struct turn *turn, struct stage *stage)
{
    struct arena *arena = turn_arena(turn);
    struct column ids;

    if (stage->wanted_recipients.count == 0)
        return;
    const struct param params[] = {param_ids(&stage->wanted_recipients, &ids, arena)};
    struct rows *rows = db_read(turn_db(turn), QUERY_LOAD_RECIPIENTS, params, 1);
    for (int i = 0; i < rows_count(rows); i++) {
        struct known_recipient *known = arena_take(arena, sizeof *known);

        known->order_id = row_int8(rows, i, 0);
        known->recipient = (struct recipient){.name = arena_text(arena, row_text(rows, i, 1)),
                                              .street = arena_text(arena, row_text(rows, i, 2)),
                                              .phone = arena_text(arena, row_text(rows, i, 3)),
                                              .email = arena_text(arena, row_text(rows, i, 4))};
        list_add(&stage->loaded_recipients, arena, known);
    }
    rows_free(&rows);
}

static void
load_facts(struct turn *turn, struct stage *stage)
{
    struct arena *arena = turn_arena(turn);
    struct column ids;

    if (stage->wanted_facts.count == 0)
        return;
    const struct param params[] = {param_ids(&stage->wanted_facts, &ids, arena)};
    struct rows *rows = db_read(turn_db(turn), QUERY_LOAD_FACTS, params, 1);
    for (int i = 0; i < rows_count(rows); i++) {
        struct known_facts *known = arena_take(arena, sizeof *known);
        size_t bytes;
        const void *packed = row_bytes(rows, i, 1, &bytes);

        known->order_id = row_int8(rows, i, 0);
        known->facts.bytes = arena_copy(arena, packed, bytes);
        known->facts.used = known->facts.bytes_max = (uint32_t)bytes;
        list_add(&stage->loaded_facts, arena, known);
    }
    rows_free(&rows);
}

void
store_load(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    load_claims(turn, stage);
    store_load_returns(turn);
    store_find_emails(turn);
    load_orders(turn, stage);
    load_recipients(turn, stage);
    load_facts(turn, stage);
}

/* --- what handlers find ---------------------------------------------------------------------- */

struct order *
store_find_order(struct turn *turn, int64_t order_id)
{
    const struct state *state = turn_state(turn);
    const struct stage *stage = turn_stage(turn);
    struct order *order = map_find(state->orders, order_id);

    return order != NULL ? order : list_find_id(&stage->loaded, order_id);
}

struct claim *
store_find_claim(struct turn *turn, const char *channel, const char *external_id)
{
    const struct stage *stage = turn_stage(turn);

    return claims_find(&stage->claims, channel, external_id);
}

bool
store_find_recipient(struct turn *turn, int64_t order_id, struct recipient *recipient)
{
    const struct stage *stage = turn_stage(turn);
    const struct known_recipient *known = list_find_id(&stage->loaded_recipients, order_id);
    const struct recipient *changed = store_changed_recipient(turn, order_id);

    if (changed != NULL) {
        *recipient = *changed;
        return true;
    }
    if (store_is_erased(turn, order_id))
        return false;
    if (known != NULL) {
        *recipient = known->recipient;
        return true;
    }
    if (stage->placed.count == 0)
        return false;

    /* Ids are given one after the other: the place in the list follows from the id. */
    const struct placed *first = stage->placed.items[0];
    const int64_t at = order_id - first->order->order_id;
    if (at < 0 || at >= stage->placed.count)
        return false;
    const struct placed *placed = stage->placed.items[at];
    *recipient = placed->request->recipient;
    return true;
}

const struct facts *
store_find_facts(struct turn *turn, const struct order *order)
{
    const struct stage *stage = turn_stage(turn);
    struct arena *arena = turn_arena(turn);
    const struct known_facts *known = list_find_id(&stage->loaded_facts, order->order_id);
    const struct facts none = {0}, *old = known != NULL ? &known->facts : &none;
    const struct facts *new = order->facts != NULL ? order->facts : &none;
    struct facts *all = arena_take(arena, sizeof *all);

    all->used = all->bytes_max = old->used + new->used;
    all->bytes = arena_take(arena, all->used);
    if (old->used > 0)
        memcpy(all->bytes, old->bytes, old->used);
    if (new->used > 0)
        memcpy(all->bytes + old->used, new->bytes, new->used);
    return all;
}

const char *
store_find_sku(struct turn *turn, const char *sku)
{
    const struct state *state = turn_state(turn);
    const void *item = map_find_text(state->items, sku);

    return item != NULL ? map_text_of(item) : NULL;
}

const char *
store_waits_for(struct turn *turn, int64_t order_id)
{
    const struct state *state = turn_state(turn);
    const struct parked *parked = map_find(state->parked, order_id);

    return parked != NULL ? parked->waits_for : "";
}
