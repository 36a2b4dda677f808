/*
 * Cycle counts. Whoever counts is told what to count, never what the books say. What differs by no
 * more than the tolerance is booked at once; the rest is counted again, and then decided by people.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/metrics.h"
#include "services/inventory/document_steps.h"
#include "services/inventory/handlers.h"
#include "services/inventory/steps.h"
#include "services/inventory/wire_check.h"
#include "services/inventory/wire_counts.h"

/* Inventory accuracy = 1 - variance / counted. */
METRIC(counted_units) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_inventory_counted_units_total",
    .help = "Units that cycle counts found, when they were booked.",
};
METRIC(variance_units) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_inventory_count_variance_units_total",
    .help = "Units by which booked cycle counts differed from the books, whichever way.",
};

/* --- requested ------------------------------------------------------------------------------- */

static int
compare_places(const void *left, const void *right)
{
    const struct stock *a = *(const struct stock *const *)left;
    const struct stock *b = *(const struct stock *const *)right;
    const int order = strcmp(a->bin, b->bin);

    return order != 0 ? order : strcmp(a->item->sku, b->item->sku);
}

/* Everything that lies there and is not being counted, along the walk; at most so much as a command
 * may name. */
static size_t
all_stock_at(struct turn *turn, const struct location *location, struct item **items)
{
    size_t max = 0, count = 0;

    for (const struct stock *s = location->stocks; s != NULL; s = s->next_at_location)
        max++;
    const struct stock **stocks = arena_take(turn_arena(turn), max * sizeof *stocks);
    for (const struct stock *s = location->stocks; s != NULL; s = s->next_at_location) {
        if (s->count_id == 0 && s->item->defined && (s->on_hand != 0 || s->piles != NULL))
            stocks[count++] = s;
    }
    qsort(stocks, count, sizeof *stocks, compare_places);
    if (count > COMMAND_LINES_MAX)
        count = COMMAND_LINES_MAX;
    for (size_t i = 0; i < count; i++)
        items[i] = stocks[i]->item;
    return count;
}

/* NULL: these can be counted; else why not. */
static const char *
named_items(struct turn *turn, const struct request_count *command, const struct location *location,
            struct item **items)
{
    for (size_t i = 0; i < command->count; i++) {
        items[i] = books_find_item(turn_state(turn), command->skus[i]);
        if (items[i] == NULL || !items[i]->defined)
            return arena_format(turn_arena(turn), "SKU_UNKNOWN: %s", command->skus[i]);
        const struct stock *stock = books_find_stock(turn_state(turn), location, items[i]);
        if (stock != NULL && stock->count_id != 0)
            return arena_format(turn_arena(turn), "IN_COUNT: %s is part of count %" PRId64,
                                command->skus[i], stock->count_id);
    }
    return NULL;
}

static void
step(struct stock_count *count, enum count_change on)
{
    const struct count_step *found = count_step_find(count->state, on);

    assert(found != NULL); /* refused before */
    count->state = found->to;
}

void
on_request_count(struct turn *turn, const struct input *input)
{
    const struct request_count *command = input->message;
    struct location *location = document_location(turn, "location", command->location);
    struct item **items = arena_take(turn_arena(turn), COMMAND_LINES_MAX * sizeof *items);
    size_t n = command->count;

    if (location == NULL)
        return;
    const char *refusal = named_items(turn, command, location, items);
    if (n == 0 && (n = all_stock_at(turn, location, items)) == 0)
        refusal = "NOTHING_TO_COUNT: nothing lies there that is not being counted";
    if (refusal != NULL) {
        turn_reject(turn, refusal, NULL);
        return;
    }
    struct stock_count *count = store_new_count(turn, location, n);
    count->tolerance_units = command->tolerance_units;
    count->tolerance_percent = command->tolerance_percent;
    for (size_t i = 0; i < n; i++)
        count->lines[i].item = items[i];
    step(count, ON_COUNT_REQUEST);
    store_note_count(turn, count);
    wire_say_count_requested(turn, count);
    wire_reply_count(turn, count);
}

/* --- submitted ------------------------------------------------------------------------------- */

void
want_submitted_count(struct turn *turn, const struct input *input)
{
    const struct submit_count *command = input->message;

    store_want_count(turn, command->count_id);
}

static const struct count_line *
open_line(const struct stock_count *count, const struct item *item)
{
    for (size_t i = 0; i < count->line_count; i++) {
        if (count->lines[i].item == item && !count->lines[i].is_done)
            return &count->lines[i];
    }
    return NULL;
}

/* NULL: exactly what is to be counted was counted; else what is missing or too much. */
static const char *
submit_refusal(struct turn *turn, const struct stock_count *count, const struct goods *goods,
               size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (open_line(count, goods[i].item) == NULL)
            return arena_format(turn_arena(turn), "NOT_ASKED: line %zu, %s", i + 1,
                                goods[i].item->sku);
    }
    for (size_t i = 0; i < count->line_count; i++) {
        bool counted = count->lines[i].is_done;
        for (size_t j = 0; j < n && !counted; j++)
            counted = goods[j].item == count->lines[i].item;
        if (!counted)
            return arena_format(turn_arena(turn), "INCOMPLETE: %s is to be counted, too",
                                count->lines[i].item->sku);
    }
    return NULL;
}

/* Several places of the same goods are added up. */
static void
add_found(struct stock_count *count, const struct goods *goods)
{
    for (size_t i = 0; i < count->found_count; i++) {
        struct count_found *found = &count->found[i];
        if (found->item == goods->item && found->state == goods->state &&
            strcmp(found->lot, goods->lot) == 0) {
            found->counted += goods->units;
            return;
        }
    }
    if (goods->item->lot_tracked && goods->lot[0] == '\0' && goods->units == 0)
        return; /* nothing was found: every lot of it is missing */
    count->found[count->found_count++] = (struct count_found){.item = goods->item,
                                                              .state = goods->state,
                                                              .lot = goods->lot,
                                                              .expires_on = goods->expires_on,
                                                              .counted = goods->units};
}

/* What was found this time takes the place of what was found before and not booked. */
static void
note_found(struct turn *turn, struct stock_count *count, const struct goods *goods, size_t n)
{
    size_t max = count->found_count + n;
    size_t kept = 0;

    for (size_t i = 0; i < count->line_count; i++) {
        const struct stock *stock =
            books_find_stock(turn_state(turn), count->location, count->lines[i].item);
        max += 1 + (stock != NULL ? stock_pile_count(stock) : 0);
    }
    struct count_found *found = arena_take(turn_arena(turn), max * sizeof *found);
    for (size_t i = 0; i < count->found_count; i++) {
        if (count->found[i].is_booked)
            found[kept++] = count->found[i];
    }
    count->found = found;
    count->found_count = kept;
    count->found_max = max;
    for (size_t i = 0; i < n; i++)
        add_found(count, &goods[i]);
    for (size_t i = 0; i < count->line_count; i++) {
        const struct item *item = count->lines[i].item;
        if (!count->lines[i].is_done)
            count->found_count =
                count_variance(item, books_find_stock(turn_state(turn), count->location, item),
                               count->found, count->found_count);
    }
    assert(count->found_count <= count->found_max);
}

/* Within the tolerance, all that was found of the SKU together: lots that were mistaken for each
 * other differ, too. */
static bool
is_close(const struct stock_count *count, const struct item *item)
{
    int64_t on_hand = 0, difference = 0;

    for (size_t i = 0; i < count->found_count; i++) {
        const struct count_found *found = &count->found[i];
        if (found->item != item)
            continue;
        on_hand += found->on_hand;
        difference += llabs(found->counted - found->on_hand);
    }
    return count_tolerance(on_hand, difference, count->tolerance_units, count->tolerance_percent);
}

/* --- booked ---------------------------------------------------------------------------------- */

static struct goods
goods_of(const struct count_found *found)
{
    return (struct goods){.item = found->item,
                          .units = found->counted - found->on_hand,
                          .state = found->state,
                          .lot = found->lot,
                          .expires_on = found->expires_on,
                          .bin = ""};
}

/* Book what was found of every line that is done now; the variance is told. */
static void
book(struct turn *turn, const struct input *input, struct stock_count *count, const char *reason)
{
    const char *name = wire_text_of_id(turn, "count ", count->count_id);
    const struct count_found **booked =
        arena_take(turn_arena(turn), count->found_count * sizeof *booked);
    size_t n = 0;

    for (size_t i = 0; i < count->found_count; i++) {
        struct count_found *found = &count->found[i];
        if (found->is_booked || open_line(count, found->item) != NULL)
            continue;
        found->is_booked = true;
        booked[n++] = found;
        metric_add(&counted_units, found->counted);
        metric_add(&variance_units, llabs(found->counted - found->on_hand));
    }
    struct posting *posting = new_posting(
        turn, MOVEMENT_COUNT, count->location,
        reason[0] != '\0' ? arena_format(turn_arena(turn), "%s: %s", name, reason) : name, n);
    for (size_t i = 0; i < n; i++) {
        const struct goods goods = goods_of(booked[i]);
        if (goods.units != 0)
            post_goods(turn, posting, &goods, goods.units);
    }
    if (posting->count > 0)
        store_add_document_posting(turn, POSTING_OF_COUNT,
                                   wire_text_of_id(turn, "", count->count_id), posting);
    close_posting(turn, input, posting);
    wire_say_variance(turn, count, booked, n, true, reason);
}

static void
say_review(struct turn *turn, const struct stock_count *count)
{
    const struct count_found **found =
        arena_take(turn_arena(turn), count->found_count * sizeof *found);
    size_t n = 0;

    for (size_t i = 0; i < count->found_count; i++) {
        if (!count->found[i].is_booked)
            found[n++] = &count->found[i];
    }
    wire_say_variance(turn, count, found, n, false, "above the tolerance, twice");
}

static void
judge(struct turn *turn, const struct input *input, struct stock_count *count)
{
    bool any_far = false;

    for (size_t i = 0; i < count->line_count; i++) {
        struct count_line *line = &count->lines[i];
        if (!line->is_done)
            any_far |= !(line->is_done = is_close(count, line->item));
    }
    step(count, any_far ? ON_COUNT_FAR : ON_COUNT_CLOSE);
    book(turn, input, count, "");
    store_note_count(turn, count);
    if (count->state == COUNT_RECOUNT)
        wire_say_count_requested(turn, count);
    else if (count->state == COUNT_REVIEW)
        say_review(turn, count);
    else
        wire_say_count_completed(turn, count);
}

static bool
is_unknown(struct turn *turn, const struct stock_count *count)
{
    if (count == NULL)
        turn_not_found(turn, "count_id", "NUMBER_UNKNOWN: there is no such count");
    return count == NULL;
}

static void
refuse_step(struct turn *turn, const struct stock_count *count, const char *what)
{
    turn_reject(turn,
                arena_format(turn_arena(turn),
                             "NOT_POSSIBLE: count %" PRId64 " is %s: it cannot be %s",
                             count->count_id, count_state_name(count->state), what),
                NULL);
}

void
on_submit_count(struct turn *turn, const struct input *input)
{
    const struct submit_count *command = input->message;
    struct stock_count *count = store_count(turn, command->count_id);
    struct goods *goods = arena_take(turn_arena(turn), command->count * sizeof *goods);

    if (is_unknown(turn, count) || document_is_elsewhere(turn, input, count->location->code))
        return;
    if (count->state != COUNT_REQUESTED && count->state != COUNT_RECOUNT) {
        refuse_step(turn, count, "submitted");
        return;
    }
    const char *refusal = resolve_goods(turn, command->lines, command->count, 0, goods);
    if (refusal == NULL)
        refusal = submit_refusal(turn, count, goods, command->count);
    if (refusal != NULL) {
        turn_reject(turn, refusal, NULL);
        return;
    }
    note_found(turn, count, goods, command->count);
    judge(turn, input, count);
    wire_reply_count(turn, count);
}

/* --- approved, cancelled --------------------------------------------------------------------- */

void
want_ended_count(struct turn *turn, const struct input *input)
{
    const struct end_count *command = input->message;

    store_want_count(turn, command->count_id);
}

/* What was found was true when it was counted: the variance is booked, whatever moved since. */
static const char *
approve_refusal(struct turn *turn, const struct stock_count *count)
{
    struct goods *goods = arena_take(turn_arena(turn), count->found_count * sizeof *goods);
    size_t n = 0;

    for (size_t i = 0; i < count->found_count; i++) {
        if (!count->found[i].is_booked)
            goods[n++] = goods_of(&count->found[i]);
    }
    return balance_refusal(turn, count->location, goods, n, 1);
}

static void
end_lines(struct stock_count *count)
{
    for (size_t i = 0; i < count->line_count; i++)
        count->lines[i].is_done = true;
}

void
on_approve_count(struct turn *turn, const struct input *input)
{
    const struct end_count *command = input->message;
    struct stock_count *count = store_count(turn, command->count_id);

    if (is_unknown(turn, count))
        return;
    /* An approval always has a reason; a count that was close enough has none. */
    if (count->state == COUNT_COMPLETED && count->reason[0] != '\0') {
        wire_repeat_count(turn, count);
        return;
    }
    if (count->state != COUNT_REVIEW) {
        refuse_step(turn, count, "approved");
        return;
    }
    const char *refusal = approve_refusal(turn, count);
    if (refusal != NULL) {
        turn_reject(turn, refusal, NULL);
        return;
    }
    step(count, ON_COUNT_APPROVE);
    count->reason = command->reason;
    end_lines(count);
    book(turn, input, count, command->reason);
    store_note_count(turn, count);
    wire_say_count_completed(turn, count);
    wire_reply_count(turn, count);
}

void
on_cancel_count(struct turn *turn, const struct input *input)
{
    const struct end_count *command = input->message;
    struct stock_count *count = store_count(turn, command->count_id);

    if (is_unknown(turn, count))
        return;
    if (count->state == COUNT_CANCELLED) {
        wire_repeat_count(turn, count);
        return;
    }
    if (count->state == COUNT_COMPLETED) {
        refuse_step(turn, count, "cancelled");
        return;
    }
    step(count, ON_COUNT_CANCEL);
    count->reason = command->reason;
    end_lines(count);
    store_note_count(turn, count);
    wire_reply_count(turn, count);
}
