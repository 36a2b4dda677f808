/*
 * Returns: asked for, allowed or declined, received, looked at, settled with the customer, closed.
 * Each command tries its changes on a copy of the return, so that one with a wrong line changes
 * nothing. What a return does to an order is a fact in its timeline; its counters stay as they are.
 */
#include <string.h>

#include "services/order/core/fact.h"
#include "services/order/core/return_steps.h"
#include "services/order/handlers.h"
#include "services/order/steps.h"
#include "services/order/store_locations.h"
#include "services/order/store_returns.h"
#include "services/order/wire_returns.h"

#define DAY_US INT64_C(86400000000)

/* --- what the commands share ------------------------------------------------------------------ */

static void
reject(struct turn *turn, const char *reason)
{
    turn_reject(turn, reason, NULL);
}

/* False when the table has no such step: then the command is refused. */
static bool
take_return_step(struct turn *turn, struct rma *rma, enum return_happening on)
{
    const enum return_status status = return_status_at(rma, turn_now_us(turn));
    const struct return_step *step = return_step(status, on);

    if (step == NULL) {
        reject(turn, arena_format(turn_arena(turn), "return %lld is %s", (long long)rma->return_id,
                                  return_status_name(status)));
        return false;
    }
    rma->status = step->to;
    return true;
}

void
want_return(struct turn *turn, const struct input *input)
{
    const struct return_command *command = input->message;

    store_want_return(turn, command->return_id);
}

/* NULL: the command is answered. */
static struct rma *
find_return(struct turn *turn, const struct input *input)
{
    const struct return_command *command = input->message;
    struct rma *rma = store_find_return(turn, command->return_id);

    if (rma == NULL) {
        reject(turn, arena_format(turn_arena(turn), "there is no return %lld",
                                  (long long)command->return_id));
        return NULL;
    }
    if (!may_act_for(input->from, rma->channel)) {
        deny_channel(turn);
        return NULL;
    }
    return rma;
}

/* Goods are touched at a warehouse's own location only. False: the command is answered. */
static bool
is_at_own_location(struct turn *turn, const struct input *input)
{
    const struct return_command *command = input->message;

    if (input->from->role != ROLE_WAREHOUSE || strcmp(input->from->subject, command->location) == 0)
        return true;
    turn_deny(turn, "this key acts for another location");
    return false;
}

/* The return as it is from now on, and its order with a new fact to come; NULL when there is none.
 */
static const struct order *
keep_return(struct turn *turn, struct rma *rma, const struct rma *changed)
{
    struct order *order = changed->order_id != 0 ? store_find_order(turn, changed->order_id) : NULL;
    const bool staged = rma->staged;

    *rma = *changed;
    rma->staged = staged;
    store_change_return(turn, rma);
    if (order != NULL)
        store_change_order(turn, order);
    return order;
}

/* The command, with lines that may be named in full: what was read stays as it is, for another
 * attempt at the turn. */
static struct return_command
copy_command(struct turn *turn, const struct input *input)
{
    struct return_command command = *(const struct return_command *)input->message;

    command.changes = arena_copy(turn_arena(turn), command.changes,
                                 command.change_count * sizeof *command.changes);
    return command;
}

static void
accept(struct turn *turn, const struct rma *rma)
{
    turn_accept(turn, wire_return_reply(turn_arena(turn), rma));
}

static void
reject_line(struct turn *turn, const struct return_change *change, const char *why)
{
    const char *what = change->line != 0 ? arena_format(turn_arena(turn), "line %u", change->line)
                                         : arena_format(turn_arena(turn), "SKU %s", change->sku);

    reject(turn, arena_format(turn_arena(turn), "%s: %s", what, why));
}

/* --- RequestReturn ---------------------------------------------------------------------------- */

void
want_order_to_return(struct turn *turn, const struct input *input)
{
    const struct return_command *command = input->message;

    store_want_order(turn, command->order_id);
    store_want_returns_of(turn, command->order_id);
    store_want_facts(turn, command->order_id); /* when did it ship? */
}

static int64_t
last_shipped_at_us(struct turn *turn, const struct order *order)
{
    const struct facts *facts = store_find_facts(turn, order);
    int64_t shipped_at_us = 0;
    struct fact fact;

    for (size_t at = 0; at < facts->used;) {
        at += fact_unpack(&facts->bytes[at], facts->used - at, order->received_at_us, &fact);
        if ((fact.kind == FACT_FULFILLMENT_SHIPPED ||
             fact.kind == FACT_SHIPPED_WITH_SUBSTITUTES) &&
            fact.at_us > shipped_at_us)
            shipped_at_us = fact.at_us;
    }
    return shipped_at_us;
}

/* By its number, by its SKU, or by both if they agree. */
static const struct order_line *
line_of_order(const struct order *order, const struct return_change *change)
{
    for (uint32_t i = 0; order != NULL && i < order->line_count; i++) {
        const struct order_line *line = &order->lines[i];

        if ((change->line == 0 || change->line == line->line) &&
            (change->sku[0] == '\0' || strcmp(change->sku, line->sku) == 0))
            return line;
    }
    return NULL;
}

/* False: the command is answered. */
static bool
request_lines(struct turn *turn, struct rma *rma, const struct order *order,
              const struct return_command *command)
{
    uint32_t count;
    const struct rma *const *others = store_returns_of(turn, order->order_id, &count);

    for (uint32_t i = 0; i < command->change_count; i++) {
        const struct return_change *change = &command->changes[i];
        const struct order_line *line = line_of_order(order, change);

        if (line == NULL) {
            reject_line(turn, change, "not in the order");
            return false;
        }
        if (return_find_line(rma, line->line) != NULL) {
            reject_line(turn, change, "twice");
            return false;
        }
        const int64_t left = returnable_units(line, others, count, turn_now_us(turn));
        if (change->quantity > left) {
            reject_line(turn, change,
                        arena_format(turn_arena(turn), "%lld of %lld units can be asked back",
                                     (long long)left, (long long)line->units.ordered));
            return false;
        }
        rma->lines[rma->line_count++] =
            (struct return_line){.line = line->line,
                                 .sku = line->sku,
                                 .reason = change->reason,
                                 .unit_price_minor = line->unit_price_minor,
                                 .units.requested = change->quantity};
    }
    return true;
}

static void
authorize(struct turn *turn, struct rma *rma, int64_t expires_at_us)
{
    const int64_t days = service_setting("CROSSDOCK_RETURN_EXPIRY_DAYS");

    rma->expires_at_us = expires_at_us != 0 ? expires_at_us : turn_now_us(turn) + days * DAY_US;
}

/* RequestReturn -> ReturnRequested, and when it needs no look ReturnAuthorized */
void
on_request_return(struct turn *turn, const struct input *input)
{
    const struct return_command *command = input->message;
    struct order *order = store_find_order(turn, command->order_id);
    const int64_t window_us = service_setting("CROSSDOCK_RETURN_WINDOW_DAYS") * DAY_US;

    if (order == NULL) {
        reject(turn, arena_format(turn_arena(turn), "there is no order %lld",
                                  (long long)command->order_id));
        return;
    }
    if (!may_act_for(input->from, order->channel)) {
        deny_channel(turn);
        return;
    }

    struct rma *asked = store_draft_return(turn, order, command->change_count);
    asked->reference = command->reference;
    if (!request_lines(turn, asked, order, command) ||
        !take_return_step(turn, asked, ON_RETURN_ASKED))
        return;

    struct rma *rma = store_add_return(turn, asked);
    store_change_order(turn, order);
    wire_say_return_requested(turn, order, rma);
    if (return_needs_no_look(rma, last_shipped_at_us(turn, order), window_us, turn_now_us(turn)) &&
        take_return_step(turn, rma, ON_RETURN_ALLOWED)) {
        authorize(turn, rma, 0);
        store_change_return(turn, rma);
        wire_say_return_authorized(turn, order, rma);
    }
    accept(turn, rma);
}

/* --- AuthorizeReturn, DeclineReturn, CancelReturn, CloseReturn ------------------------------- */

/* AuthorizeReturn -> ReturnAuthorized */
void
on_authorize_return(struct turn *turn, const struct input *input)
{
    const struct return_command *command = input->message;
    struct rma *rma = find_return(turn, input);

    if (rma == NULL)
        return;
    if (command->expires_at_us != 0 && command->expires_at_us <= turn_now_us(turn)) {
        reject(turn, "expires_at_us has passed");
        return;
    }
    struct rma changed = *rma;
    if (!take_return_step(turn, &changed, ON_RETURN_ALLOWED))
        return;
    authorize(turn, &changed, command->expires_at_us);
    wire_say_return_authorized(turn, keep_return(turn, rma, &changed), rma);
    accept(turn, rma);
}

typedef void(say_end_function)(struct turn *turn, const struct order *order, const struct rma *rma,
                               const char *reason);

static void
end_return(struct turn *turn, const struct input *input, enum return_happening on,
           say_end_function *say)
{
    const struct return_command *command = input->message;
    struct rma *rma = find_return(turn, input);

    if (rma == NULL)
        return;
    struct rma changed = *rma;
    if (!take_return_step(turn, &changed, on))
        return;
    say(turn, keep_return(turn, rma, &changed), rma, command->reason);
    accept(turn, rma);
}

void
on_decline_return(struct turn *turn, const struct input *input)
{
    end_return(turn, input, ON_RETURN_DECLINED, wire_say_return_declined);
}

void
on_cancel_return(struct turn *turn, const struct input *input)
{
    end_return(turn, input, ON_RETURN_WITHDRAWN, wire_say_return_cancelled);
}

void
on_close_return(struct turn *turn, const struct input *input)
{
    end_return(turn, input, ON_RETURN_CLOSED, wire_say_return_closed);
}

/* --- LocationChanged ---------------------------------------------------------------------------
 */

/* LocationChanged -> goods may come back to it from now on */
void
on_location_changed(struct turn *turn, const struct input *input)
{
    store_add_location(turn, input->message);
}

/* --- ReceiveReturn ---------------------------------------------------------------------------- */

void
want_return_to_receive(struct turn *turn, const struct input *input)
{
    const struct return_command *command = input->message;

    if (command->return_id != 0)
        store_want_return(turn, command->return_id);
    else if (command->order_id != 0)
        store_want_order(turn, command->order_id);
}

/* Of the lines that the return has. */
static struct return_line *
line_of_return(const struct rma *rma, const struct return_change *change)
{
    for (uint32_t i = 0; i < rma->line_count; i++) {
        struct return_line *line = &rma->lines[i];

        if ((change->line == 0 || change->line == line->line) &&
            (change->sku[0] == '\0' || strcmp(change->sku, line->sku) == 0))
            return line;
    }
    return NULL;
}

/* The first number that neither the order nor the return has. */
static uint32_t
free_number(const struct rma *rma, const struct order *order)
{
    uint32_t number = 1;

    while (return_find_line(rma, number) != NULL ||
           line_of_order(order, &(struct return_change){.line = number, .sku = ""}) != NULL)
        number++;
    return number;
}

/* The line of the goods, a new one if need be: also what nobody asked for is recorded, even what
 * the order did not hold. NULL: *why not. */
static struct return_line *
line_of_goods(struct turn *turn, struct rma *rma, const struct order *order,
              const struct return_change *change, const char **why)
{
    struct return_line *line = line_of_return(rma, change);
    const struct order_line *ordered = line_of_order(order, change);
    const char *sku = store_find_sku(turn, change->sku);

    if (line != NULL)
        return line;
    if (rma->line_count == RETURN_LINES_MAX) {
        *why = "more lines than a return can have";
        return NULL;
    }
    line = &rma->lines[rma->line_count];
    if (ordered != NULL)
        *line = (struct return_line){.line = ordered->line,
                                     .sku = ordered->sku,
                                     .unit_price_minor = ordered->unit_price_minor};
    else if (sku == NULL)
        *why = change->sku[0] == '\0' ? "not in the order" : "nobody knows this SKU";
    else if (change->line != 0 && (order != NULL || return_find_line(rma, change->line) != NULL))
        *why = "another SKU; leave the line out for goods that the order did not hold";
    else
        *line = (struct return_line){
            .line = change->line != 0 ? change->line : free_number(rma, order), .sku = sku};
    if (*why != NULL)
        return NULL;
    rma->line_count++;
    return line;
}

static struct return_part *
part_of_goods(struct rma *rma, uint32_t line, const char *location)
{
    struct return_part *part = return_find_part(rma, line, location);

    if (part == NULL && rma->part_count < RETURN_PARTS_MAX) {
        part = &rma->parts[rma->part_count++];
        *part = (struct return_part){.location = location, .line = line};
    }
    return part;
}

/* Names the lines of the command in full. False: the command is answered. */
static bool
receive_lines(struct turn *turn, struct rma *rma, const struct order *order,
              const struct return_command *command)
{
    for (uint32_t i = 0; i < command->change_count; i++) {
        struct return_change *change = &command->changes[i];
        const char *why = NULL;
        struct return_line *line = line_of_goods(turn, rma, order, change, &why);
        struct return_part *part =
            line != NULL ? part_of_goods(rma, line->line, command->location) : NULL;

        if (part == NULL) {
            reject_line(turn, change, why != NULL ? why : "it came to too many locations");
            return false;
        }
        receive_return(line, part, change->quantity);
        change->line = line->line;
        change->sku = line->sku;
    }
    return true;
}

static void
receive_blind(struct turn *turn, const struct return_command *command)
{
    struct order *order = command->order_id != 0 ? store_find_order(turn, command->order_id) : NULL;

    if (command->order_id != 0 && order == NULL) {
        reject(turn, arena_format(turn_arena(turn), "there is no order %lld",
                                  (long long)command->order_id));
        return;
    }
    struct rma *came = store_draft_return(turn, order, command->change_count);
    came->blind = true;
    if (!receive_lines(turn, came, order, command) || !take_return_step(turn, came, ON_CAME_BLIND))
        return;

    struct rma *rma = store_add_return(turn, came);
    if (order != NULL)
        store_change_order(turn, order);
    wire_say_return_received(turn, order, rma, command);
    accept(turn, rma);
}

/* ReceiveReturn -> ReturnReceived */
void
on_receive_return(struct turn *turn, const struct input *input)
{
    const struct return_command command = copy_command(turn, input);

    if (!is_at_own_location(turn, input))
        return;
    if (!store_knows_location(turn, command.location)) {
        reject(turn, "nobody knows this location");
        return;
    }
    if (command.return_id == 0) {
        receive_blind(turn, &command);
        return;
    }
    struct rma *rma = find_return(turn, input);
    if (rma == NULL)
        return;
    if (command.order_id != 0 && command.order_id != rma->order_id) {
        reject(turn, arena_format(turn_arena(turn), "return %lld is of another order",
                                  (long long)rma->return_id));
        return;
    }

    struct rma *changed = store_copy_return(turn, rma, command.change_count);
    const struct order *order = rma->order_id != 0 ? store_find_order(turn, rma->order_id) : NULL;
    if (!receive_lines(turn, changed, order, &command) ||
        !take_return_step(turn, changed, ON_GOODS_CAME))
        return;
    wire_say_return_received(turn, keep_return(turn, rma, changed), rma, &command);
    accept(turn, rma);
}

/* --- InspectReturn ---------------------------------------------------------------------------- */

/* Names the lines of the command in full. False: the command is answered. */
static bool
inspect_lines(struct turn *turn, struct rma *rma, const struct return_command *command)
{
    for (uint32_t i = 0; i < command->change_count; i++) {
        struct return_change *change = &command->changes[i];
        struct return_line *line = line_of_return(rma, change);
        struct return_part *part =
            line != NULL ? return_find_part(rma, line->line, command->location) : NULL;
        const char *why = part != NULL
                              ? inspect_return(line, part, change->disposition, change->quantity)
                              : "nothing of it came there";

        if (why != NULL) {
            reject_line(turn, change, why);
            return false;
        }
        change->line = line->line;
        change->sku = line->sku;
    }
    return true;
}

/* InspectReturn -> ReturnInspected */
void
on_inspect_return(struct turn *turn, const struct input *input)
{
    const struct return_command command = copy_command(turn, input);
    struct rma *rma = is_at_own_location(turn, input) ? find_return(turn, input) : NULL;

    if (rma == NULL)
        return;
    struct rma *changed = store_copy_return(turn, rma, 0);
    if (!inspect_lines(turn, changed, &command) ||
        !take_return_step(turn, changed, return_inspected_happening(changed)))
        return;
    wire_say_return_inspected(turn, keep_return(turn, rma, changed), rma, &command);
    accept(turn, rma);
}

/* --- ResolveReturn ---------------------------------------------------------------------------- */

/* Names the lines of the command in full, with the money owed. False: the command is answered. */
static bool
resolve_lines(struct turn *turn, struct rma *rma, const struct return_command *command,
              int64_t *amount_minor, bool *is_refunded)
{
    for (uint32_t i = 0; i < command->change_count; i++) {
        struct return_change *change = &command->changes[i];
        struct return_line *line = line_of_return(rma, change);
        int64_t due_minor = 0;
        const char *why = line != NULL ? resolve_return(line, change->resolution, change->quantity,
                                                        change->refund_minor, &due_minor)
                                       : "not in the return";

        if (why == NULL && __builtin_add_overflow(*amount_minor, due_minor, amount_minor))
            why = "the amount is beyond all bounds";
        if (why != NULL) {
            reject_line(turn, change, why);
            return false;
        }
        change->line = line->line;
        change->sku = line->sku;
        change->refund_minor = due_minor;
        *is_refunded |= change->resolution == RESOLUTION_REFUND;
    }
    return true;
}

/* ResolveReturn -> ReturnResolved, and when something is refunded RefundDue */
void
on_resolve_return(struct turn *turn, const struct input *input)
{
    const struct return_command command = copy_command(turn, input);
    struct rma *rma = find_return(turn, input);
    int64_t amount_minor = 0;
    bool is_refunded = false;

    if (rma == NULL)
        return;
    struct rma *changed = store_copy_return(turn, rma, 0);
    if (!resolve_lines(turn, changed, &command, &amount_minor, &is_refunded) ||
        !take_return_step(turn, changed, return_settled_happening(changed)))
        return;

    const struct order *order = keep_return(turn, rma, changed);
    wire_say_return_resolved(turn, order, rma, &command);
    if (is_refunded)
        wire_say_refund_due(turn, order, rma, &command, amount_minor);
    accept(turn, rma);
}

/* --- GetReturns ------------------------------------------------------------------------------- */

void
want_returns_to_show(struct turn *turn, const struct input *input)
{
    const struct return_command *query = input->message;

    if (query->return_id != 0) {
        store_want_return(turn, query->return_id);
        return;
    }
    store_want_order(turn, query->order_id);
    store_want_returns_of(turn, query->order_id);
}

/* GetReturns -> ReturnsView */
void
on_get_returns(struct turn *turn, const struct input *input)
{
    const struct return_command *query = input->message;
    struct arena *arena = turn_arena(turn);

    if (query->return_id != 0) {
        const struct rma *rma = find_return(turn, input);

        if (rma != NULL)
            turn_accept(turn, wire_returns_view(arena, &rma, 1, turn_now_us(turn)));
        return;
    }
    const struct order *order = store_find_order(turn, query->order_id);
    if (order == NULL) {
        reject(turn, "there is no such order");
        return;
    }
    if (!may_act_for(input->from, order->channel)) {
        deny_channel(turn);
        return;
    }
    uint32_t count;
    const struct rma *const *returns = store_returns_of(turn, order->order_id, &count);
    turn_accept(turn, wire_returns_view(arena, returns, count, turn_now_us(turn)));
}

/* --- time ------------------------------------------------------------------------------------- */

/* An authorized return ran out -> ReturnExpired. Decisions have seen it as expired since. */
void
on_returns_due(struct turn *turn, const struct input *input)
{
    uint32_t count;
    struct rma *const *due = store_returns_due(turn, &count);

    (void)input;
    for (uint32_t i = 0; i < count; i++) {
        struct rma changed = *due[i];

        if (changed.status != RETURN_AUTHORIZED ||
            return_status_at(&changed, turn_now_us(turn)) != RETURN_EXPIRED)
            continue;
        changed.status = return_step(RETURN_AUTHORIZED, ON_TIME_RAN_OUT)->to;
        wire_say_return_expired(turn, keep_return(turn, due[i], &changed), due[i]);
    }
    store_returns_looked_after(turn);
}
