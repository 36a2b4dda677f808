/*
 * Picking by scan: units are taken from the shelves one scan after the other, or are not there.
 *
 * What was scanned is kept with the lines of the fulfillment order (picked, missing), so it stays
 * when a list changes hands or the service restarts. When nothing of a fulfillment order is open
 * any more it is packed, as if its pick had been confirmed at once. A handheld that comes late,
 * because its lease ended or the work went elsewhere, is refused and changes nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "services/fulfillment-routing/core/floor/scan_match.h"
#include "services/fulfillment-routing/core/floor/substitute.h"
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/lists.h"
#include "services/fulfillment-routing/pickup.h"
#include "services/fulfillment-routing/pickup.h"
#include "services/fulfillment-routing/reroute.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/tasks.h"
#include "services/fulfillment-routing/wire.h"

#define GTIN_DIGITS_MIN 8
#define GTIN_DIGITS_MAX 14

/* Where a scan belongs. */
struct spot {
    const struct pick_list *list;
    const struct pick_task *tasks; /* of the list, in walking order */
    size_t task_count;
    size_t task;
    int64_t open; /* units of the line */
    struct fulfillment *fulfillment;
    struct ask *line;
};

/* ", next is 3 A at A-02-11 for fulfillment order 7", or nothing. */
static const char *
next_words(struct turn *turn, const struct spot *spot)
{
    const size_t next = pick_task_next(spot->tasks, spot->task_count, spot->task_count);
    const struct pick_task *task = &spot->tasks[next];

    if (next == spot->task_count)
        return "";
    return arena_format(turn_arena(turn), "; next is %lld %s%s%s for fulfillment order %lld",
                        (long long)pick_task_open(task), task->pick.sku,
                        task->pick.bin[0] == '\0' ? "" : " at ", task->pick.bin,
                        (long long)task->pick.fulfillment_order_id);
}

static void
refuse_scan(struct turn *turn, const struct told_task *told, const char *sku,
            const struct spot *spot, enum scan_outcome outcome)
{
    struct arena *arena = turn_arena(turn);
    const char *next = next_words(turn, spot);
    const char *reason = "";

    switch (outcome) {
    case SCAN_NOT_ON_LIST:
        reason = arena_format(arena, "%s is not on pick list %lld%s", sku,
                              (long long)told->pick_list_id, next);
        break;
    case SCAN_NOT_IN_ORDER:
        reason = arena_format(arena, "%s is not for fulfillment order %lld%s", sku,
                              (long long)told->fulfillment_order_id, next);
        break;
    case SCAN_ALL_DONE:
        reason = arena_format(arena, "nothing is to be picked of %s any more%s", sku, next);
        break;
    default:
        reason = arena_format(
            arena, "%lld are too many: %lld %s are to be picked for fulfillment order %lld",
            (long long)told->quantity, (long long)spot->open, sku,
            (long long)spot->tasks[spot->task].pick.fulfillment_order_id);
    }
    turn_reject(turn, reason, NULL);
}

/* A fulfillment order that is named and has left the list tells what became of it. */
static bool
order_is_on_list(struct turn *turn, const struct input *input, const struct told_task *told,
                 const struct pick_list *list)
{
    if (told->fulfillment_order_id == 0)
        return true;
    const struct fulfillment *fulfillment =
        step_open_for(turn, input, told->fulfillment_order_id, ON_SCAN);
    if (fulfillment == NULL)
        return false;
    if (fulfillment->list != list)
        turn_reject(turn,
                    arena_format(turn_arena(turn), "fulfillment order %lld is on pick list %lld",
                                 (long long)fulfillment->id, (long long)fulfillment->pick_list_id),
                    NULL);
    return fulfillment->list == list;
}

/* The task of this SKU; false: refused. */
static bool
find_spot(struct turn *turn, const struct input *input, const struct told_task *told,
          const char *sku, const char *lot, struct spot *spot)
{
    spot->list = lists_held_by(turn, input, told->pick_list_id, told->picker);
    if (spot->list == NULL || !order_is_on_list(turn, input, told, spot->list))
        return false;
    spot->tasks = tasks_of(turn, spot->list, &spot->task_count);
    const struct scan scan = {.sku = sku,
                              .quantity = told->quantity,
                              .fulfillment_order_id = told->fulfillment_order_id,
                              .lot = lot};
    const struct scan_match match = scan_match(spot->tasks, spot->task_count, &scan);
    spot->task = match.task;
    spot->open = match.open;
    if (match.outcome != SCAN_MATCHES) {
        refuse_scan(turn, told, sku, spot, match.outcome);
        return false;
    }
    const struct pick *pick = &spot->tasks[match.task].pick;
    spot->fulfillment = map_find(store_memory(turn)->fulfillments, pick->fulfillment_order_id);
    spot->line = spot->fulfillment->lines;
    while (spot->line->line != pick->line)
        spot->line++;
    return true;
}

/* --- what comes of it ------------------------------------------------------------------------- */

static int64_t
open_units(const struct ask *line)
{
    return line->quantity - line->picked - line->missing;
}

/* All that was to be done for it is done: packed, or nothing was there. */
static void
finish(struct turn *turn, struct fulfillment *fulfillment)
{
    struct ask *found = arena_take(turn_arena(turn), fulfillment->line_count * sizeof *found);
    size_t count = 0;

    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        if (fulfillment->lines[i].picked == 0)
            continue;
        found[count] = fulfillment->lines[i];
        found[count].quantity = found[count].picked;
        count++;
    }
    step_fulfillment(turn, fulfillment, count > 0 ? ON_PICK : ON_NONE_FOUND);
    if (count > 0) {
        say_picked(turn, fulfillment, (struct told_lines){count, found});
        if (count > 0)
            pickup_is_picked(turn, fulfillment);
        pickup_is_picked(turn, fulfillment);
    } else {
        fulfillment_remove(store_memory(turn), fulfillment);
    }
}

static bool
is_done(const struct fulfillment *fulfillment)
{
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        if (open_units(&fulfillment->lines[i]) > 0)
            return false;
    }
    return true;
}

/* Where to walk, and how much is left; once the lines are changed. */
static void
answer_progress(struct turn *turn, const struct spot *spot, bool done)
{
    Crossdock__Routing__V1__PickProgress reply = CROSSDOCK__ROUTING__V1__PICK_PROGRESS__INIT;
    const struct pick_list *list = map_find(store_memory(turn)->pick_lists, spot->list->id);
    const struct pick *at = &spot->tasks[spot->task].pick;

    reply.pick_list_id = (uint64_t)spot->list->id;
    reply.fulfillment_order_id = (uint64_t)at->fulfillment_order_id;
    reply.task_open = done ? 0 : open_units(spot->line);
    reply.fulfillment_done = done;
    reply.list_done = list == NULL;
    if (list != NULL) {
        size_t count;
        size_t behind = 0;
        const struct pick_task *tasks = tasks_of(turn, list, &count);
        for (size_t i = 0; i < count; i++)
            reply.tasks_open += pick_task_open(&tasks[i]) > 0;
        while (behind < count && pick_compare(&tasks[behind].pick, at) < 0)
            behind++;
        const size_t next = pick_task_next(tasks, count, behind == 0 ? count : behind - 1);
        reply.next = next < count ? tasks_shown(turn, &tasks[next].pick) : NULL;
    }
    turn_accept(turn, &reply.base);
}

/* The item of a code: its SKU, else its GTIN in any of its lengths. */
static struct sku *
sku_scanned(const struct memory *memory, const char *code)
{
    struct sku *sku = map_find_text(memory->sku_by_code, code);
    const size_t digits = strspn(code, "0123456789");

    if (sku != NULL || code[digits] != '\0' || digits < GTIN_DIGITS_MIN || digits > GTIN_DIGITS_MAX)
        return sku;
    return sku_by_gtin(memory, strtoll(code, NULL, 10));
}

static bool
names_substitute(const struct sku *sku, const struct sku *substitute)
{
    for (uint32_t i = 0; sku->substitutes != NULL && i < sku->substitutes->count; i++) {
        if (sku->substitutes->list[i] == substitute)
            return true;
    }
    return false;
}

/* --- scanned ---------------------------------------------------------------------------------- */

void
want_scan(struct turn *turn, const struct input *input)
{
    const struct told_scan *scan = input->message;

    lists_want(turn, scan->task.pick_list_id);
    if (scan->task.fulfillment_order_id != 0)
        store_want_fulfillment(turn, scan->task.fulfillment_order_id);
}

static bool
has_lot(const struct shelf *shelf, const char *name)
{
    for (uint32_t i = 0; shelf->lots != NULL && i < shelf->lots->count; i++) {
        if (strcmp(shelf->lots->list[i].name, name) == 0)
            return true;
    }
    return false;
}

/* May this leave in place of the line's own? False: refused. */
static bool
may_stand_in(struct turn *turn, const struct spot *spot, struct sku *sku, int64_t quantity)
{
    const struct fulfillment *fulfillment = spot->fulfillment;
    const struct shelf *shelf = shelf_find(sku, fulfillment->location);
    struct substitute_facts facts = {
        .is_itself = sku == spot->line->sku,
        .order_allows = fulfillment->order->terms.substitutes_allowed,
        .named = names_substitute(spot->line->sku, sku),
        .free = shelf == NULL ? 0 : free_stock(shelf),
        .quantity = quantity,
    };

    for (const struct taken *t = fulfillment->taken; t != NULL; t = t->next)
        facts.another_went = facts.another_went || (t->line == spot->line->line &&
                                                    t->instead != NULL && t->instead != sku);
    const enum substitute_outcome outcome = substitute_decide(&facts);
    if (outcome != SUBSTITUTE_ALLOWED)
        turn_reject(turn,
                    arena_format(turn_arena(turn), "%s cannot stand in for %s: %s", sku->code,
                                 spot->line->sku->code, substitute_reason(outcome)),
                    NULL);
    return outcome == SUBSTITUTE_ALLOWED;
}

/* What was scanned otherwise than planned is remembered, and held in place of what was. */
static void
take_otherwise(struct turn *turn, const struct spot *spot, struct sku *instead, const char *lot,
               int64_t units)
{
    struct memory *memory = store_memory(turn);
    struct fulfillment *fulfillment = spot->fulfillment;

    store_note_taken(turn, fulfillment,
                     taken_add(memory, fulfillment, spot->line->line, instead, lot, units));
    if (instead == NULL)
        return;
    shelf_hold(memory, spot->line->sku, fulfillment->location, -units);
    shelf_hold(memory, instead, fulfillment->location, units);
    parked_stir(memory, spot->line->sku);
}

void
on_scan_pick(struct turn *turn, const struct input *input)
{
    const struct told_scan *scan = input->message;
    struct memory *memory = store_memory(turn);
    struct sku *sku = sku_scanned(memory, scan->task.code);
    const bool stands_in = scan->instead_of[0] != '\0';
    struct spot spot;

    if (!find_spot(turn, input, &scan->task,
                   stands_in || sku == NULL ? (stands_in ? scan->instead_of : scan->task.code)
                                            : sku->code,
                   stands_in ? "" : scan->lot, &spot))
        return;
    if (sku == NULL) {
        turn_reject(turn, "nobody knows this code", NULL);
        return;
    }
    if (stands_in && !may_stand_in(turn, &spot, sku, scan->task.quantity))
        return;
    if (scan->lot[0] != '\0' && !stands_in &&
        !has_lot(shelf_find(sku, spot.fulfillment->location), scan->lot)) {
        turn_reject(
            turn, arena_format(turn_arena(turn), "no lot %s of %s is there", scan->lot, sku->code),
            NULL);
        return;
    }
    step_fulfillment(turn, spot.fulfillment, ON_SCAN);
    memory_keep(memory, &spot.line->picked, sizeof spot.line->picked);
    spot.line->picked += scan->task.quantity;
    if (stands_in || scan->lot[0] != '\0')
        take_otherwise(turn, &spot, stands_in ? sku : NULL, scan->lot, scan->task.quantity);
    const bool done = is_done(spot.fulfillment);
    if (done)
        finish(turn, spot.fulfillment);
    answer_progress(turn, &spot, done);
}

/* --- not there -------------------------------------------------------------------------------- */

void
want_short(struct turn *turn, const struct input *input)
{
    const struct told_short *told = input->message;

    lists_want(turn, told->task.pick_list_id);
    if (told->task.fulfillment_order_id != 0)
        store_want_fulfillment(turn, told->task.fulfillment_order_id);
}

/* Units leave the line: they stay on the shelf, or were never there. */
static void
leave(struct turn *turn, struct fulfillment *fulfillment, struct ask *line, int64_t units)
{
    struct memory *memory = store_memory(turn);

    memory_keep(memory, line, sizeof *line);
    line->missing += units;
    shelf_hold(memory, line->sku, fulfillment->location, -units);
    parked_stir(memory, line->sku);
}

/* What was scanned of the line goes back to its shelf. */
static void
put_back(struct turn *turn, struct fulfillment *fulfillment, struct ask *line)
{
    struct memory *memory = store_memory(turn);

    for (struct taken *t = fulfillment->taken; t != NULL; t = t->next) {
        if (t->line != line->line || t->quantity == 0)
            continue;
        if (t->instead != NULL) {
            shelf_hold(memory, t->instead, fulfillment->location, -t->quantity);
            shelf_hold(memory, line->sku, fulfillment->location, t->quantity);
            parked_stir(memory, t->instead);
        }
        memory_keep(memory, &t->quantity, sizeof t->quantity);
        t->quantity = 0;
        store_note_taken(turn, fulfillment, t);
    }
    memory_keep(memory, line, sizeof *line);
    line->picked = 0;
}

/* The units that are not there and, of lines that stay together with theirs, all others. */
static size_t
take_away(struct turn *turn, const struct spot *spot, int64_t units, struct ask *gone)
{
    struct fulfillment *fulfillment = spot->fulfillment;
    size_t count = 0;

    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        struct ask *line = &fulfillment->lines[i];
        const bool together = spot->line->together != 0 && line->together == spot->line->together;
        int64_t leaving = line == spot->line ? units : 0;
        if (together) {
            put_back(turn, fulfillment, line);
            leaving = open_units(line);
        }
        if (leaving == 0)
            continue;
        leave(turn, fulfillment, line, leaving);
        gone[count++] = (struct ask){
            .line = line->line, .sku = line->sku, .quantity = leaving, .together = line->together};
    }
    return count;
}

/* Nothing is planned from this shelf until inventory tells what is there. */
static void
doubt(struct turn *turn, struct sku *sku, const struct location *location)
{
    struct shelf *shelf = shelf_of(store_memory(turn), sku, location);

    memory_keep(store_memory(turn), shelf, sizeof *shelf);
    shelf->doubtful = true;
    store_touch_shelf(turn, sku, location);
}

void
on_report_short(struct turn *turn, const struct input *input)
{
    const struct told_short *told = input->message;
    const struct sku *sku = sku_scanned(store_memory(turn), told->task.code);
    struct spot spot;

    if (!find_spot(turn, input, &told->task, sku == NULL ? told->task.code : sku->code, "", &spot))
        return;
    struct fulfillment *fulfillment = spot.fulfillment;
    struct order *order = fulfillment->order;
    struct ask *gone = arena_take(turn_arena(turn), fulfillment->line_count * sizeof *gone);
    const int64_t units = told->task.quantity == 0 ? spot.open : told->task.quantity;

    step_fulfillment(turn, fulfillment, ON_SCAN);
    doubt(turn, spot.line->sku, fulfillment->location);
    const size_t count = take_away(turn, &spot, units, gone);
    say_short(turn, fulfillment, (struct told_lines){count, gone}, told->reason);
    const bool done = is_done(fulfillment);
    const int64_t id = fulfillment->id;
    reroute_units(turn, order, gone, (uint32_t)count, id);
    if (done)
        finish(turn, fulfillment);
    answer_progress(turn, &spot, done);
}
