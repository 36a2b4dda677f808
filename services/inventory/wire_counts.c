#include "services/inventory/wire_counts.h"

#include <string.h>

#include "services/inventory/books.h"
#include "services/inventory/wire_check.h"

#define TOLERANCE_UNITS_MAX 1000000000

/* --- commands -------------------------------------------------------------------------------- */

const void *
wire_read_request_count(struct arena *arena, const ProtobufCMessage *message,
                        struct refusal *refusal)
{
    const Crossdock__Inventory__V1__RequestCount *in = (const void *)message;

    if (!text_fits(in->location, 1, LOCATION_CODE_BYTES_MAX, "location", refusal) ||
        !number_fits((int64_t)in->n_skus, 0, COMMAND_LINES_MAX, "skus", refusal) ||
        !number_fits(in->tolerance_units, 0, TOLERANCE_UNITS_MAX, "tolerance_units", refusal) ||
        !number_fits(in->tolerance_percent, 0, 100, "tolerance_percent", refusal))
        return NULL;
    for (size_t i = 0; i < in->n_skus; i++) {
        if (!text_fits(in->skus[i], 1, SKU_BYTES_MAX, "skus", refusal))
            return NULL;
        for (size_t j = 0; j < i; j++) {
            if (strcmp(in->skus[i], in->skus[j]) == 0) {
                refuse(refusal, "SKU %s comes twice", in->skus[i]);
                return NULL;
            }
        }
    }
    struct request_count *out = arena_take(arena, sizeof *out);
    out->location = in->location;
    out->tolerance_units = in->tolerance_units;
    out->tolerance_percent = in->tolerance_percent;
    out->count = in->n_skus;
    out->skus = in->skus;
    return out;
}

const void *
wire_read_submit_count(struct arena *arena, const ProtobufCMessage *message,
                       struct refusal *refusal)
{
    const Crossdock__Inventory__V1__SubmitCount *in = (const void *)message;

    if (!is_id(in->count_id, "count_id", refusal) ||
        !number_fits((int64_t)in->n_lines, 1, COMMAND_LINES_MAX, "lines", refusal))
        return NULL;
    struct submit_count *out = arena_take(arena, sizeof *out + in->n_lines * sizeof out->lines[0]);
    out->count_id = (int64_t)in->count_id;
    out->count = in->n_lines;
    for (size_t i = 0; i < in->n_lines; i++) {
        if (!wire_read_stock_line(&out->lines[i], in->lines[i], 0, refusal))
            return NULL;
    }
    return out;
}

static const void *
read_end(struct arena *arena, uint64_t count_id, const char *reason, struct refusal *refusal)
{
    struct end_count *out = arena_take(arena, sizeof *out);

    if (!is_id(count_id, "count_id", refusal) ||
        !text_fits(reason, 0, NAME_BYTES_MAX, "reason", refusal))
        return NULL;
    out->count_id = (int64_t)count_id;
    out->reason = reason;
    return out;
}

const void *
wire_read_approve_count(struct arena *arena, const ProtobufCMessage *message,
                        struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ApproveCount *in = (const void *)message;

    if (!text_fits(in->reason, 1, NAME_BYTES_MAX, "reason", refusal))
        return NULL;
    return read_end(arena, in->count_id, in->reason, refusal);
}

const void *
wire_read_cancel_count(struct arena *arena, const ProtobufCMessage *message,
                       struct refusal *refusal)
{
    const Crossdock__Inventory__V1__CancelCount *in = (const void *)message;

    return read_end(arena, in->count_id, in->reason, refusal);
}

/* --- replies and events ---------------------------------------------------------------------- */

/* SKU and bin of every line that is to be counted. */
static size_t
lines_to_count(struct turn *turn, const struct stock_count *count,
               Crossdock__Inventory__V1__StockLine ***lines)
{
    Crossdock__Inventory__V1__StockLine *bodies =
        arena_take(turn_arena(turn), count->line_count * sizeof *bodies);
    size_t n = 0;

    *lines = arena_take(turn_arena(turn), count->line_count * sizeof **lines);
    if (count->state != COUNT_REQUESTED && count->state != COUNT_RECOUNT)
        return 0;
    for (size_t i = 0; i < count->line_count; i++) {
        const struct item *item = count->lines[i].item;
        const struct stock *stock = books_find_stock(turn_state(turn), count->location, item);
        if (count->lines[i].is_done)
            continue;
        Crossdock__Inventory__V1__StockLine *body = (*lines)[n] = &bodies[n];
        crossdock__inventory__v1__stock_line__init(body);
        body->sku = wire_text(item->sku);
        body->bin = wire_text(stock != NULL ? stock->bin : "");
        n++;
    }
    return n;
}

static Crossdock__Inventory__V1__CountReply
count_reply(struct turn *turn, const struct stock_count *count)
{
    Crossdock__Inventory__V1__CountReply reply = CROSSDOCK__INVENTORY__V1__COUNT_REPLY__INIT;

    reply.count_id = (uint64_t)count->count_id;
    reply.status = (Crossdock__Inventory__V1__CountStatus)count->state;
    reply.n_lines = lines_to_count(turn, count, &reply.lines);
    return reply;
}

void
wire_reply_count(struct turn *turn, const struct stock_count *count)
{
    const Crossdock__Inventory__V1__CountReply reply = count_reply(turn, count);

    turn_accept(turn, &reply.base);
}

void
wire_repeat_count(struct turn *turn, const struct stock_count *count)
{
    const Crossdock__Inventory__V1__CountReply reply = count_reply(turn, count);

    turn_duplicate(turn, &reply.base);
}

void
wire_say_count_requested(struct turn *turn, const struct stock_count *count)
{
    Crossdock__Inventory__V1__CountRequested event =
        CROSSDOCK__INVENTORY__V1__COUNT_REQUESTED__INIT;

    event.count_id = (uint64_t)count->count_id;
    event.location = wire_text(count->location->code);
    event.recount = count->state == COUNT_RECOUNT;
    event.n_lines = lines_to_count(turn, count, &event.lines);
    turn_say(turn, wire_text_of_id(turn, "", count->count_id), count->location->code, &event.base);
}

/* Units that were found of it, in whatever state. */
static int64_t
units_found(const struct stock_count *count, const struct item *item)
{
    int64_t units = 0;

    for (size_t i = 0; i < count->found_count; i++)
        units += count->found[i].item == item ? count->found[i].counted : 0;
    return units;
}

void
wire_say_count_completed(struct turn *turn, const struct stock_count *count)
{
    Crossdock__Inventory__V1__CountCompleted event =
        CROSSDOCK__INVENTORY__V1__COUNT_COMPLETED__INIT;
    Crossdock__Inventory__V1__StockLine *bodies =
        arena_take(turn_arena(turn), count->line_count * sizeof *bodies);

    event.count_id = (uint64_t)count->count_id;
    event.location = wire_text(count->location->code);
    event.n_lines = count->line_count;
    event.lines = arena_take(turn_arena(turn), count->line_count * sizeof *event.lines);
    for (size_t i = 0; i < count->line_count; i++) {
        crossdock__inventory__v1__stock_line__init(&bodies[i]);
        bodies[i].sku = wire_text(count->lines[i].item->sku);
        bodies[i].quantity = units_found(count, count->lines[i].item);
        event.lines[i] = &bodies[i];
    }
    turn_say(turn, count->location->code, count->location->code, &event.base);
}

void
wire_say_variance(struct turn *turn, const struct stock_count *count,
                  const struct count_found *const *found, size_t found_count, bool booked,
                  const char *reason)
{
    Crossdock__Inventory__V1__CountVarianceFound event =
        CROSSDOCK__INVENTORY__V1__COUNT_VARIANCE_FOUND__INIT;
    Crossdock__Inventory__V1__CountVariance *bodies =
        arena_take(turn_arena(turn), found_count * sizeof *bodies);

    event.lines = arena_take(turn_arena(turn), found_count * sizeof *event.lines);
    for (size_t i = 0; i < found_count; i++) {
        if (found[i]->counted == found[i]->on_hand)
            continue;
        Crossdock__Inventory__V1__CountVariance *body = event.lines[event.n_lines] =
            &bodies[event.n_lines];
        crossdock__inventory__v1__count_variance__init(body);
        body->sku = wire_text(found[i]->item->sku);
        body->counted = found[i]->counted;
        body->on_hand = found[i]->on_hand;
        body->variance = found[i]->counted - found[i]->on_hand;
        event.n_lines++;
    }
    if (event.n_lines == 0)
        return;
    event.count_id = (uint64_t)count->count_id;
    event.location = wire_text(count->location->code);
    event.booked = booked;
    event.reason = wire_text(reason);
    turn_say(turn, wire_text_of_id(turn, "", count->count_id), count->location->code, &event.base);
}

/* A line for what was found, or one without numbers for what was not counted yet. */
static void
add_found(Crossdock__Inventory__V1__DocumentLine *body, const struct stock_count *count,
          const struct count_found *found, bool tells_books)
{
    const int64_t variance = found->counted - found->on_hand;

    body->received = found->counted;
    if (!tells_books)
        return;
    body->expected = found->on_hand;
    body->over = variance > 0 ? variance : 0;
    body->missing = variance < 0 ? -variance : 0;
    body->reason = wire_text(variance != 0 ? count->reason : "");
}

void
wire_reply_count_document(struct turn *turn, const struct stock_count *count, bool tells_books)
{
    Crossdock__Inventory__V1__DocumentView reply = CROSSDOCK__INVENTORY__V1__DOCUMENT_VIEW__INIT;
    const size_t max = count->line_count + count->found_count;
    Crossdock__Inventory__V1__DocumentLine *bodies =
        arena_take(turn_arena(turn), max * sizeof *bodies);
    const bool told =
        count->state == COUNT_COMPLETED || (count->state == COUNT_REVIEW && tells_books);

    reply.number = wire_text(wire_text_of_id(turn, "", count->count_id));
    reply.status = wire_text(count_state_name(count->state));
    reply.location = wire_text(count->location->code);
    reply.lines = arena_take(turn_arena(turn), max * sizeof *reply.lines);
    for (size_t i = 0; i < count->line_count; i++) {
        const size_t before = reply.n_lines;
        for (size_t j = 0; j < count->found_count; j++) {
            if (count->found[j].item != count->lines[i].item)
                continue;
            crossdock__inventory__v1__document_line__init(&bodies[reply.n_lines]);
            add_found(&bodies[reply.n_lines++], count, &count->found[j], told);
        }
        if (reply.n_lines == before)
            crossdock__inventory__v1__document_line__init(&bodies[reply.n_lines++]);
        for (size_t j = before; j < reply.n_lines; j++) {
            bodies[j].line = (uint32_t)i + 1;
            bodies[j].sku = wire_text(count->lines[i].item->sku);
            reply.lines[j] = &bodies[j];
        }
    }
    turn_accept(turn, &reply.base);
}
