/*
 * Random histories of documents: whatever is ordered, announced, sent, received, closed and
 * cancelled, every line adds up, an ASN carries nothing that is not its order's, and what is
 * awaited of an item is exactly what its documents still expect, due first, first. An input that is
 * rolled back leaves no trace in it.
 *
 * The seed is printed; CROSSDOCK_TEST_SEED=n tells the same history again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "services/inventory/books.c" /* not in the core library: they need maps and the journal */
#include "services/inventory/books_channels.c"
#include "services/inventory/books_goods.c"
#include "services/inventory/books_holds.c"
#include "services/inventory/books_inbound.c"

#define STEPS         100000
#define ITEMS         3
#define ORDERS        3
#define SHIPMENTS     4 /* the last is of no order */
#define TRANSFERS     2
#define DOCUMENTS     (ORDERS + SHIPMENTS + TRANSFERS)
#define LINES_MAX     12
#define STEPS_OF_LIFE 60 /* then all documents are new ones */

static uint64_t random_state;

static uint32_t
random_below(uint32_t bound)
{
    random_state = random_state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)((random_state >> 33) % bound);
}

/* Documents are of the turn: the history keeps them as the tables would. */
struct history {
    struct books books;
    struct journal *journal;
    struct item *items[ITEMS];
    struct document documents[DOCUMENTS];
    struct document_line lines[DOCUMENTS][LINES_MAX];
    char numbers[DOCUMENTS][24];
    int lives;
};

static struct document *
order_of(struct history *history, size_t i)
{
    const bool is_shipment = i >= ORDERS && i < ORDERS + SHIPMENTS;

    return is_shipment && i < ORDERS + ORDERS &&
                   history->documents[i - ORDERS].state != DOCUMENT_NONE
               ? &history->documents[i - ORDERS]
               : NULL;
}

static void
begin_life(struct history *history)
{
    for (size_t i = 0; i < DOCUMENTS; i++) {
        snprintf(history->numbers[i], sizeof history->numbers[i], "%d-%zu", history->lives, i);
        history->documents[i] = (struct document){
            .kind = i < ORDERS               ? DOCUMENT_PURCHASE_ORDER
                    : i < ORDERS + SHIPMENTS ? DOCUMENT_SHIPMENT
                                             : DOCUMENT_TRANSFER,
            .number = history->numbers[i],
            .location = i % 2 == 0 ? "BER" : "MUC",
            .lines = history->lines[i],
            .line_max = LINES_MAX,
        };
    }
    history->lives++;
    journal_commit(history->journal);
}

static void
note(struct history *history, struct document *document)
{
    const struct keeper keeper = books_keeper(history->journal);

    if (document != NULL)
        books_expect(&history->books, history->journal, &keeper, document);
}

/* --- inputs ---------------------------------------------------------------------------------- */

static void
create(struct history *history, size_t i)
{
    struct document *document = &history->documents[i];
    struct document *order = order_of(history, i);

    assert_true(document_step(document, ON_DOCUMENT_CREATE));
    document->due_at_us = random_below(4) * 10; /* 0: unknown */
    for (uint32_t n = 1 + random_below(4); n > 0; n--) {
        struct document_line *line =
            document_add_line(document, history->items[random_below(ITEMS)]);
        line->expected = 1 + random_below(9);
        line->sscc = document->kind == DOCUMENT_SHIPMENT && random_below(2) == 0 ? "P" : "";
    }
    if (document->kind == DOCUMENT_SHIPMENT && order != NULL)
        announce_shipment(document, order);
    note(history, order);
}

static void
receive(struct history *history, size_t i)
{
    struct document *document = &history->documents[i];
    struct document *order = document->kind == DOCUMENT_SHIPMENT ? order_of(history, i) : NULL;
    const struct receipt receipt = {
        .item = history->items[random_below(ITEMS)],
        .sscc = document->kind == DOCUMENT_SHIPMENT && random_below(3) == 0 ? "P" : "",
        .units = 1 + random_below(9),
        .damaged = random_below(4) == 0,
    };
    int64_t over;

    if (document->state == DOCUMENT_DRAFT ||
        (document->kind == DOCUMENT_TRANSFER && document->state == DOCUMENT_CANCELLED))
        return;
    if (document->line_count == LINES_MAX || (order != NULL && order->line_count == LINES_MAX))
        return;
    if (receipt_over_rule(document, &receipt, 1, &over) == 0 && random_below(3) > 0)
        return; /* refused */
    receive_document(document, order, &receipt);
    document_received(document);
    if (order != NULL)
        document_received(order);
    note(history, order);
}

static void
send(struct document *transfer)
{
    if (!document_step(transfer, ON_DOCUMENT_SHIP))
        return;
    for (size_t i = 0; i < transfer->line_count; i++)
        transfer->lines[i].shipped = random_below((uint32_t)transfer->lines[i].expected + 1);
}

static void
end(struct history *history, size_t i)
{
    struct document *document = &history->documents[i];
    struct document *order = document->kind == DOCUMENT_SHIPMENT ? order_of(history, i) : NULL;
    const bool done = close_document(document, order,
                                     random_below(2) == 0 ? ON_DOCUMENT_CLOSE : ON_DOCUMENT_CANCEL);

    if (done)
        note(history, order);
}

static void
random_input(struct history *history)
{
    const size_t i = random_below(DOCUMENTS);
    struct document *document = &history->documents[i];

    /* an ASN of an order comes after it, and knows it from then on */
    if (document->state == DOCUMENT_NONE && i >= ORDERS && i < ORDERS + ORDERS &&
        order_of(history, i) == NULL)
        return;
    if (document->state == DOCUMENT_NONE)
        create(history, i);
    else if (random_below(10) == 0)
        end(history, i);
    else if (document->state == DOCUMENT_DRAFT)
        send(document);
    else
        receive(history, i);
    note(history, document);
}

/* --- what must hold -------------------------------------------------------------------------- */

static void
check_lines(struct history *history)
{
    for (size_t i = 0; i < DOCUMENTS; i++) {
        const struct document *document = &history->documents[i];
        for (size_t n = 0; n < document->line_count; n++) {
            const struct document_line *line = &document->lines[n];
            const int64_t open = document_line_open(document, line);
            assert_true(open >= 0 && line->announced >= 0 && line->missing >= 0);
            assert_true(line->over >= 0 && line->over <= line->received);
            assert_true(line->damaged >= 0 && line->damaged <= line->received);
            assert_true(document->kind != DOCUMENT_SHIPMENT || line->announced <= open);
        }
        assert_true(document->state < DOCUMENT_RECEIVED ||
                    document->kind == DOCUMENT_PURCHASE_ORDER || document_is_complete(document));
    }
}

static void
check_announced(struct history *history)
{
    for (size_t i = 0; i < ORDERS; i++) {
        int64_t units[ITEMS] = {0};
        const struct document *pair[] = {&history->documents[i], &history->documents[i + ORDERS]};
        for (int side = 0; side < 2; side++) {
            for (size_t n = 0; n < pair[side]->line_count; n++) {
                for (int item = 0; item < ITEMS; item++) {
                    if (pair[side]->lines[n].item == history->items[item])
                        units[item] += (side == 0 ? 1 : -1) * pair[side]->lines[n].announced;
                }
            }
        }
        for (int item = 0; item < ITEMS; item++)
            assert_int_equal(units[item], 0);
    }
}

static void
check_awaited(struct history *history)
{
    size_t entries = 0;

    for (int i = 0; i < ITEMS; i++) {
        int64_t on_order = 0, in_transit = 0, listed = 0;
        const struct item *item = history->items[i];
        for (size_t d = 0; d < DOCUMENTS; d++) {
            const struct document *document = &history->documents[d];
            for (size_t n = 0; n < document->line_count; n++) {
                if (document->lines[n].item == item)
                    *(document->kind == DOCUMENT_TRANSFER ? &in_transit : &on_order) +=
                        document_line_open(document, &document->lines[n]);
            }
        }
        for (const struct inbound *in = item->inbound; in != NULL; in = in->next_of_item) {
            const struct inbound *after = in->next_of_item;
            listed += in->units;
            entries++;
            assert_true(in->units > 0);
            assert_true(after == NULL || after->due_at_us == 0 ||
                        (in->due_at_us != 0 && in->due_at_us <= after->due_at_us));
        }
        assert_int_equal(item->on_order, on_order);
        assert_int_equal(item->in_transit, in_transit);
        assert_int_equal(listed, on_order + in_transit);
    }
    assert_int_equal(entries, map_count(history->books.inbound));
}

/* As a turn that fails: the documents are dropped, the journal restores what is awaited. */
static void
step(struct history *history)
{
    static struct document documents[DOCUMENTS];
    static struct document_line lines[DOCUMENTS][LINES_MAX];
    const bool fails = random_below(5) == 0;

    memcpy(documents, history->documents, sizeof documents);
    memcpy(lines, history->lines, sizeof lines);
    for (uint32_t n = 1 + random_below(3); n > 0; n--)
        random_input(history);
    if (fails) {
        journal_rollback(history->journal);
        memcpy(history->documents, documents, sizeof documents);
        memcpy(history->lines, lines, sizeof lines);
    } else {
        journal_commit(history->journal);
    }
    check_lines(history);
    check_announced(history);
    check_awaited(history);
}

static void
end_life(struct history *history)
{
    for (size_t i = DOCUMENTS; i-- > 0;) {
        struct document *document = &history->documents[i];
        struct document *order = document->kind == DOCUMENT_SHIPMENT ? order_of(history, i) : NULL;
        if (document->state == DOCUMENT_NONE)
            continue;
        if (!close_document(document, order, ON_DOCUMENT_CLOSE) &&
            !close_document(document, order, ON_DOCUMENT_CANCEL))
            assert_true(document->state == DOCUMENT_CLOSED ||
                        document->state == DOCUMENT_CANCELLED);
        note(history, document);
        note(history, order);
    }
    check_lines(history);
    assert_int_equal(map_count(history->books.inbound), 0); /* all can always be closed */
}

static void
histories_add_up(void **state)
{
    static struct history history;
    static const char *const skus[ITEMS] = {"A", "B", "C"};
    const char *wanted = getenv("CROSSDOCK_TEST_SEED");

    (void)state;
    random_state = wanted != NULL ? strtoull(wanted, NULL, 10) : (uint64_t)time(NULL);
    print_message("CROSSDOCK_TEST_SEED=%llu\n", (unsigned long long)random_state);
    books_open(&history.books);
    history.journal = journal_create();
    books_add_location(&history.books, history.journal, "BER");
    books_add_location(&history.books, history.journal, "MUC");
    for (int i = 0; i < ITEMS; i++)
        history.items[i] = books_item(&history.books, history.journal, skus[i]);
    for (int i = 0; i < STEPS; i++) {
        if (i % STEPS_OF_LIFE == 0) {
            end_life(&history);
            begin_life(&history);
        }
        step(&history);
    }
    journal_commit(history.journal);
    books_close(&history.books);
    journal_destroy(&history.journal);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(histories_add_up)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
