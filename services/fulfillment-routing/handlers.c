/*
 * One table of what comes in, one short function for each. A handler reads, decides, changes
 * memory, notes rows and says events; nothing else.
 */
#include "services/fulfillment-routing/handlers.h"

#include <stdlib.h>
#include <string.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/plan.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

static void
accept_count(struct turn *turn, size_t count)
{
    Crossdock__Envelope__V1__Done done = CROSSDOCK__ENVELOPE__V1__DONE__INIT;

    done.count = (uint32_t)count;
    turn_accept(turn, &done.base);
}

/* A warehouse speaks for its own location only. */
static bool
may_speak_for(struct turn *turn, const struct input *input, const char *location)
{
    if (input->from->role != ROLE_WAREHOUSE || strcmp(input->from->subject, location) == 0)
        return true;
    turn_deny(turn, "this key is for another location");
    return false;
}

/* Answers for a fulfillment order that memory does not hold: finished, or never there. */
static void
refuse_past(struct turn *turn, const struct input *input, int64_t id)
{
    const struct past_fulfillment *past = store_past_fulfillment(turn, id);

    if (past == NULL)
        turn_reject(turn, "there is no such open fulfillment order", NULL);
    else if (may_speak_for(turn, input, past->location))
        turn_reject(turn,
                    arena_format(turn_arena(turn), "fulfillment order %lld is %s", (long long)id,
                                 fulfillment_state_name(past->state)),
                    NULL);
}

/* The fulfillment order, when this sender may do this with it now; NULL after the answer. */
static struct fulfillment *
open_for(struct turn *turn, const struct input *input, int64_t id, enum fulfillment_input on)
{
    struct fulfillment *fulfillment = map_find(store_memory(turn)->fulfillments, id);

    if (fulfillment == NULL) {
        refuse_past(turn, input, id);
        return NULL;
    }
    if (!may_speak_for(turn, input, fulfillment->location->code))
        return NULL;
    if (fulfillment_step(fulfillment->state, on) == NULL) {
        turn_reject(turn,
                    arena_format(turn_arena(turn), "fulfillment order %lld is %s: it cannot be %s",
                                 (long long)id, fulfillment_state_name(fulfillment->state),
                                 fulfillment_input_name(on)),
                    NULL);
        return NULL;
    }
    return fulfillment;
}

static void
advance(struct turn *turn, struct fulfillment *fulfillment, enum fulfillment_input on)
{
    const struct fulfillment_step *step = fulfillment_step(fulfillment->state, on);

    store_touch(turn, fulfillment);
    if (fulfillment->state == FULFILLMENT_PLANNED && on != ON_RELEASE)
        fulfillment_wait_no_more(store_memory(turn), fulfillment);
    fulfillment->state = step->to;
}

/* Units that this fulfillment order still keeps others from taking. */
static int64_t
held_units(const struct fulfillment *fulfillment, const struct ask *line)
{
    return fulfillment->state >= FULFILLMENT_PACKED ? line->picked : line->quantity;
}

static void
let_go(struct turn *turn, struct fulfillment *fulfillment)
{
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        const struct ask *line = &fulfillment->lines[i];
        shelf_hold(store_memory(turn), line->sku, fulfillment->location,
                   -held_units(fulfillment, line));
    }
}

/* --- what operators tell -----------------------------------------------------------------------
 */

static void
on_define_postal_codes(struct turn *turn, const struct input *input)
{
    const struct postal_codes *codes = input->message;

    postal_codes_add(store_memory(turn), turn_arena(turn), codes->entries, codes->count);
    store_note_postal_codes(turn, codes);
    accept_count(turn, codes->count);
}

static void
retry(struct turn *turn, struct parked *parked)
{
    struct order *order = parked->order;

    store_note_parked_end(turn, parked->id, PARKED_TRIED_AGAIN);
    parked_remove(store_memory(turn), parked);
    plan_route(turn, order, parked->lines, parked->line_count, parked->parent_id);
}

/* Parked parts of one order; those that come back parked are not among them. */
static size_t
retry_order(struct turn *turn, struct order *order)
{
    const int64_t new_from = store_memory(turn)->next_id;
    size_t count = 0;

    order_include_all(store_memory(turn), order);
    for (struct parked *parked = order->parked, *next; parked != NULL; parked = next) {
        next = parked->next;
        if (parked->id >= new_from)
            continue;
        retry(turn, parked);
        count++;
    }
    return count;
}

static int
compare_orders(const void *a, const void *b)
{
    const int64_t left = (*(struct order *const *)a)->id;
    const int64_t right = (*(struct order *const *)b)->id;

    return (left > right) - (left < right);
}

/* In the order of their ids. */
static size_t
retry_all(struct turn *turn)
{
    const struct memory *memory = store_memory(turn);
    const size_t most = map_count(memory->parked);
    struct order **orders = arena_take(turn_arena(turn), most * sizeof *orders);
    const struct parked *parked;
    size_t order_count = 0;
    size_t count = 0;
    size_t at = 0;

    while ((parked = map_next(memory->parked, &at)) != NULL) {
        if (parked->order->parked == parked) /* each order once */
            orders[order_count++] = parked->order;
    }
    qsort(orders, order_count, sizeof(struct order *), compare_orders);
    for (size_t i = 0; i < order_count; i++)
        count += retry_order(turn, orders[i]);
    return count;
}

static void
on_retry_parked(struct turn *turn, const struct input *input)
{
    const struct retry *retry = input->message;
    struct memory *memory = store_memory(turn);

    if (retry->order_id == 0) {
        accept_count(turn, retry_all(turn));
        return;
    }
    struct order *order = map_find(memory->orders, retry->order_id);
    if (order == NULL || order->parked == NULL) {
        turn_reject(turn, "nothing of this order is parked", NULL);
        return;
    }
    if (retry->redirected)
        order_redirect(memory, order, &retry->destination);
    accept_count(turn, retry_order(turn, order));
}

static void
want_decisions(struct turn *turn, const struct input *input)
{
    store_want_decisions(turn, ((const struct asked_order *)input->message)->order_id);
}

static void
on_explain_order(struct turn *turn, const struct input *input)
{
    const struct asked_order *asked = input->message;

    turn_accept(turn, decision_view(turn, asked->order_id));
}

/* --- what warehouses tell ----------------------------------------------------------------------
 */

static void
want_pick_list(struct turn *turn, const struct input *input)
{
    store_want_pick_list(turn, ((const struct pick_list_acceptance *)input->message)->pick_list_id);
}

static void
on_accept_pick_list(struct turn *turn, const struct input *input)
{
    const struct pick_list_acceptance *acceptance = input->message;
    struct pick_list *list = store_pick_list(turn, acceptance->pick_list_id);
    size_t count = 0;

    if (list == NULL) {
        turn_reject(turn, "there is no such pick list", NULL);
        return;
    }
    if (!may_speak_for(turn, input, list->location))
        return;
    if (list->accepted) {
        turn_reject(turn, "the pick list was accepted before", NULL);
        return;
    }
    list->accepted = true;
    store_note_accepted(turn, list->id);
    for (size_t i = 0; i < list->fulfillment_count; i++) {
        struct fulfillment *fulfillment =
            map_find(store_memory(turn)->fulfillments, list->fulfillments[i]);
        if (fulfillment == NULL || fulfillment_step(fulfillment->state, ON_ACCEPT) == NULL)
            continue; /* cancelled, or ahead of its list */
        advance(turn, fulfillment, ON_ACCEPT);
        say_accepted(turn, fulfillment);
        count++;
    }
    accept_count(turn, count);
}

static void
want_pick(struct turn *turn, const struct input *input)
{
    store_want_fulfillment(
        turn, ((const struct pick_confirmation *)input->message)->fulfillment_order_id);
}

static void
want_shipment(struct turn *turn, const struct input *input)
{
    store_want_fulfillment(turn, ((const struct shipment *)input->message)->fulfillment_order_id);
}

static void
want_rejection(struct turn *turn, const struct input *input)
{
    store_want_fulfillment(turn, ((const struct rejection *)input->message)->fulfillment_order_id);
}

static const struct picked_line *
picked_of(const struct pick_confirmation *pick, int32_t line)
{
    for (size_t i = 0; i < pick->line_count; i++) {
        if (pick->lines[i].line == line)
            return &pick->lines[i];
    }
    return NULL;
}

/* What was found of each line, -1: more than asked; found and missing get the lines to tell. */
static bool
compare_pick(const struct fulfillment *fulfillment, const struct pick_confirmation *pick,
             struct ask *found, size_t *found_count, struct ask *missing, size_t *missing_count)
{
    size_t known = 0;

    *found_count = *missing_count = 0;
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        const struct ask *line = &fulfillment->lines[i];
        const struct picked_line *told = picked_of(pick, line->line);
        const int64_t units = told == NULL ? line->quantity : told->picked;
        known += told != NULL;
        if (units > line->quantity)
            return false;
        if (units > 0)
            found[(*found_count)++] =
                (struct ask){.line = line->line, .sku = line->sku, .quantity = units};
        if (units < line->quantity)
            missing[(*missing_count)++] = (struct ask){
                .line = line->line, .sku = line->sku, .quantity = line->quantity - units};
    }
    return known == pick->line_count;
}

/* Notes what was found; a shelf that came out short is doubtful until inventory tells more. */
static void
take_from_shelves(struct turn *turn, struct fulfillment *fulfillment, const struct ask *missing,
                  size_t missing_count)
{
    struct memory *memory = store_memory(turn);

    memory_keep(memory, fulfillment->lines, fulfillment->line_count * sizeof *fulfillment->lines);
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        struct ask *line = &fulfillment->lines[i];
        line->picked = line->quantity;
        for (size_t m = 0; m < missing_count; m++) {
            if (missing[m].line != line->line)
                continue;
            struct shelf *shelf = shelf_of(memory, line->sku, fulfillment->location);
            memory_keep(memory, shelf, sizeof *shelf);
            shelf->doubtful = true;
            shelf_hold(memory, line->sku, fulfillment->location, -missing[m].quantity);
            store_touch_shelf(turn, line->sku, fulfillment->location);
            line->picked -= missing[m].quantity;
        }
    }
}

static void
on_confirm_pick(struct turn *turn, const struct input *input)
{
    const struct pick_confirmation *pick = input->message;
    struct fulfillment *fulfillment = open_for(turn, input, pick->fulfillment_order_id, ON_PICK);
    size_t found_count;
    size_t missing_count;

    if (fulfillment == NULL)
        return;
    struct ask *found = arena_take(turn_arena(turn), fulfillment->line_count * sizeof *found);
    struct ask *missing = arena_take(turn_arena(turn), fulfillment->line_count * sizeof *missing);
    if (!compare_pick(fulfillment, pick, found, &found_count, missing, &missing_count)) {
        turn_reject(turn, "it has no such line, or fewer units of it", NULL);
        return;
    }
    advance(turn, fulfillment, found_count > 0 ? ON_PICK : ON_NONE_FOUND);
    take_from_shelves(turn, fulfillment, missing, missing_count);
    if (found_count > 0)
        say_picked(turn, fulfillment, (struct told_lines){found_count, found});
    if (missing_count > 0) {
        say_short(turn, fulfillment, (struct told_lines){missing_count, missing});
        plan_route(turn, fulfillment->order, missing, (uint32_t)missing_count, fulfillment->id);
    }
    if (found_count == 0)
        fulfillment_remove(store_memory(turn), fulfillment);
    accept_count(turn, found_count);
}

/* From here on the units are in flight: held until inventory tells that they have left. */
static void
on_confirm_shipment(struct turn *turn, const struct input *input)
{
    const struct shipment *shipment = input->message;
    struct fulfillment *fulfillment =
        open_for(turn, input, shipment->fulfillment_order_id, ON_SHIP);
    size_t count = 0;

    if (fulfillment == NULL)
        return;
    struct ask *left = arena_take(turn_arena(turn), fulfillment->line_count * sizeof *left);
    if (fulfillment->state != FULFILLMENT_PACKED)
        take_from_shelves(turn, fulfillment, NULL, 0);
    advance(turn, fulfillment, ON_SHIP);
    struct touched *touched = store_touch(turn, fulfillment);
    touched->carrier = shipment->carrier;
    touched->tracking = shipment->tracking;
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        if (fulfillment->lines[i].picked == 0)
            continue;
        left[count] = fulfillment->lines[i];
        left[count].quantity = left[count].picked;
        count++;
    }
    say_shipped(turn, fulfillment, shipment, (struct told_lines){count, left});
    accept_count(turn, count);
}

static void
on_reject_fulfillment(struct turn *turn, const struct input *input)
{
    const struct rejection *rejection = input->message;
    struct memory *memory = store_memory(turn);
    struct fulfillment *fulfillment =
        open_for(turn, input, rejection->fulfillment_order_id, ON_REJECT);

    if (fulfillment == NULL)
        return;
    let_go(turn, fulfillment);
    advance(turn, fulfillment, ON_REJECT);
    say_rejected(turn, fulfillment, rejection->reason);
    order_exclude(memory, fulfillment->order, fulfillment->location);
    plan_route(turn, fulfillment->order, fulfillment->lines, fulfillment->line_count,
               fulfillment->id);
    fulfillment_remove(memory, fulfillment);
    accept_count(turn, 1);
}

/* --- what inventory says -----------------------------------------------------------------------
 */

static void
on_location_changed(struct turn *turn, const struct input *input)
{
    const struct location_change *change = input->message;

    if (location_change(store_memory(turn), change) == NULL)
        turn_give_up(turn, "more than %d locations", SITES_MAX);
    store_note_location(turn, change);
}

/* The shipment of a fulfillment order has reached the stock: its units are in flight no more. */
static void
see_stock_leave(struct turn *turn, int64_t fulfillment_order_id)
{
    struct memory *memory = store_memory(turn);
    struct fulfillment *fulfillment = map_find(memory->fulfillments, fulfillment_order_id);

    if (fulfillment == NULL || fulfillment->state != FULFILLMENT_SHIPPED)
        return;
    struct order *order = fulfillment->order;
    store_touch(turn, fulfillment);
    fulfillment->stock_seen = true;
    let_go(turn, fulfillment);
    fulfillment_remove(memory, fulfillment);
    order_close_if_done(memory, order);
}

static void
on_stock_moved(struct turn *turn, const struct input *input)
{
    const struct stock_moves *moved = input->message;
    struct memory *memory = store_memory(turn);

    for (size_t i = 0; i < moved->count; i++) {
        const struct stock_move *move = &moved->moves[i];
        const struct location *location = location_find(memory, move->location);
        if (location == NULL)
            turn_give_up(turn, "location '%s' was never told", move->location);
        struct sku *sku = sku_of(memory, move->sku);
        struct shelf *shelf = shelf_of(memory, sku, location);
        memory_keep(memory, shelf, sizeof *shelf);
        shelf->on_hand = move->on_hand_after;
        if (move->bin[0] != '\0')
            shelf->bin = bin_of(memory, move->bin);
        if (!move->ship)
            shelf->doubtful = false;
        store_touch_shelf(turn, sku, location);
    }
    if (moved->fulfillment_order_id != 0)
        see_stock_leave(turn, moved->fulfillment_order_id);
}

static void
on_reservation_committed(struct turn *turn, const struct input *input)
{
    const struct promise *promise = input->message;
    struct memory *memory = store_memory(turn);
    struct ask *lines = arena_take(turn_arena(turn), promise->line_count * sizeof *lines);

    for (size_t i = 0; i < promise->line_count; i++) {
        const struct promised_line *from = &promise->lines[i];
        lines[i] = (struct ask){
            .line = from->line, .sku = sku_of(memory, from->sku), .quantity = from->quantity};
    }
    struct order *order =
        order_open(memory, promise->order_id, promise->placed_at_us, &promise->destination);
    plan_route(turn, order, lines, (uint32_t)promise->line_count, 0);
}

/* What was given back, a line once; the sum of what fulfillment orders and parked parts held. */
struct given_back {
    struct ask *lines;
    size_t count;
};

static void
give_back(struct given_back *back, const struct ask *line, int64_t units)
{
    size_t i = 0;

    while (i < back->count && back->lines[i].line != line->line)
        i++;
    if (i == back->count)
        back->lines[back->count++] = (struct ask){.line = line->line, .sku = line->sku};
    back->lines[i].quantity += units;
}

static void
recall_fulfillment(struct turn *turn, struct fulfillment *fulfillment, struct given_back *back)
{
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        const int64_t units = held_units(fulfillment, &fulfillment->lines[i]);
        if (units > 0)
            give_back(back, &fulfillment->lines[i], units);
    }
    let_go(turn, fulfillment);
    advance(turn, fulfillment, ON_RECALL);
    say_cancelled(turn, fulfillment, "the order was cancelled");
    fulfillment_remove(store_memory(turn), fulfillment);
}

static size_t
lines_of_order(const struct order *order)
{
    size_t count = 0;

    for (const struct fulfillment *f = order->first; f != NULL; f = f->next)
        count += f->line_count;
    for (const struct parked *p = order->parked; p != NULL; p = p->next)
        count += p->line_count;
    return count;
}

static void
recall_order(struct turn *turn, struct order *order, struct given_back *back)
{
    struct memory *memory = store_memory(turn);

    back->lines = arena_take(turn_arena(turn), lines_of_order(order) * sizeof *back->lines);
    for (struct fulfillment *f = order->first, *next; f != NULL; f = next) {
        next = f->next;
        if (fulfillment_step(f->state, ON_RECALL) != NULL)
            recall_fulfillment(turn, f, back);
    }
    while (order->parked != NULL) {
        struct parked *parked = order->parked;
        for (uint32_t i = 0; i < parked->line_count; i++)
            give_back(back, &parked->lines[i], parked->lines[i].quantity);
        store_note_parked_end(turn, parked->id, PARKED_RECALLED);
        parked_remove(memory, parked);
    }
    order_close_if_done(memory, order);
}

static void
on_reservation_recalled(struct turn *turn, const struct input *input)
{
    const struct asked_order *recalled = input->message;
    struct order *order = map_find(store_memory(turn)->orders, recalled->order_id);
    struct given_back back = {NULL, 0};

    if (order != NULL)
        recall_order(turn, order, &back);
    say_recall_answered(turn, recalled->order_id, (struct told_lines){back.count, back.lines});
}

/* --- the tables --------------------------------------------------------------------------------
 */

#define ROUTING(name)   &crossdock__routing__v1__##name##__descriptor
#define INVENTORY(name) &crossdock__inventory__v1__##name##__descriptor

#define OPERATOR      ROLE_OPERATOR
#define WAREHOUSE     (ROLE_WAREHOUSE | ROLE_OPERATOR)
#define NOT_WAREHOUSE (ROLE_ANYONE & ~ROLE_WAREHOUSE)

/* clang-format off */
const struct handler routing_handlers[] = {
    /* input, source, who may, flags, read, want, handle, says */
    { ROUTING(define_postal_codes), NULL, OPERATOR, 0,
      read_define_postal_codes, NULL, on_define_postal_codes, { 0 } },
    { ROUTING(accept_pick_list), NULL, WAREHOUSE, 0,
      read_accept_pick_list, want_pick_list, on_accept_pick_list,
      { ROUTING(fulfillment_accepted) } },
    { ROUTING(confirm_pick), NULL, WAREHOUSE, 0,
      read_confirm_pick, want_pick, on_confirm_pick,
      { ROUTING(item_picked), ROUTING(item_short), ROUTING(fulfillment_planned),
        ROUTING(order_parked) } },
    { ROUTING(confirm_shipment), NULL, WAREHOUSE, 0,
      read_confirm_shipment, want_shipment, on_confirm_shipment,
      { ROUTING(fulfillment_shipped) } },
    { ROUTING(reject_fulfillment), NULL, WAREHOUSE, 0,
      read_reject_fulfillment, want_rejection, on_reject_fulfillment,
      { ROUTING(fulfillment_rejected), ROUTING(fulfillment_planned), ROUTING(order_parked) } },
    { ROUTING(retry_parked), NULL, OPERATOR, 0,
      read_retry_parked, NULL, on_retry_parked,
      { ROUTING(fulfillment_planned), ROUTING(order_parked) } },
    { ROUTING(explain_order), NULL, NOT_WAREHOUSE, HANDLER_QUERY,
      read_explain_order, want_decisions, on_explain_order, { 0 } },

    { INVENTORY(location_changed), "inventory", 0, 0,
      read_location_changed, NULL, on_location_changed, { 0 } },
    { INVENTORY(stock_moved), "inventory", 0, 0,
      read_stock_moved, NULL, on_stock_moved, { 0 } },
    { INVENTORY(reservation_committed), "inventory", 0, 0,
      read_reservation_committed, NULL, on_reservation_committed,
      { ROUTING(fulfillment_planned), ROUTING(order_parked) } },
    { INVENTORY(reservation_recalled), "inventory", 0, 0,
      read_reservation_recalled, NULL, on_reservation_recalled,
      { ROUTING(fulfillment_cancelled), ROUTING(recall_answered) } },
    { 0 },
};

/* By the clock for waves of some length, and at the end of every turn for waves of none. */
const struct timer routing_timers[] = {
    { "waves", 100, waves_release, { ROUTING(pick_list_released) } },
    { "waves of this turn", 0, waves_release, { ROUTING(pick_list_released) } },
    { 0 },
};

const struct grant routing_grants[] = {
    { ROLE_WAREHOUSE, { ROUTING(pick_list_released), ROUTING(fulfillment_cancelled) } },
    { 0 },
};

const struct setting routing_settings[] = {
    { "CROSSDOCK_WAVE_MS", "0",
      "how long a location's orders gather before their pick list is released; 0: not at all",
      0, 3600000 },
    { "CROSSDOCK_WAVE_ORDERS_MAX", "200", "fulfillment orders on one pick list at most", 1, 10000 },
    { 0 },
};
/* clang-format on */
