/*
 * Purchase orders, ASNs and transfers, told as stories: one input a line. Each story has one order
 * (po), one ASN (asn, of the order when the story says so) and one transfer (tr).
 *
 *   po A:10 B:5           asn [of po] A:6 [P1] A:4 [P2] ...   tr A:10   (P1: package)
 *   po+ / asn+ A:n ...    received; a! after the units: damaged; asn+@P1 ... of that package
 *   over po A:n -> n      how much more than expected that would be; 0: none
 *   close po|asn|tr, cancel po|tr [refused]       send A:n
 *   po is STATE A expected/announced/shipped/received/damaged/over/missing=open ...
 *
 * After every line the rules at the top of core/documents.h must hold.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/inventory/core/documents.h"

#define LINES_MAX 16
#define WORDS_MAX 16

struct story {
    struct item items[3]; /* A, B, C */
    struct document documents[4];
    struct document_line lines[4][LINES_MAX];
    char packages[LINES_MAX][4];
    bool asn_is_of_po;
};

static struct document *
document_of(struct story *story, const char *name)
{
    return &story->documents[strncmp(name, "po", 2) == 0    ? DOCUMENT_PURCHASE_ORDER
                             : strncmp(name, "asn", 3) == 0 ? DOCUMENT_SHIPMENT
                                                            : DOCUMENT_TRANSFER];
}

static struct document *
order_of(struct story *story, const struct document *document)
{
    return document->kind == DOCUMENT_SHIPMENT && story->asn_is_of_po
               ? &story->documents[DOCUMENT_PURCHASE_ORDER]
               : NULL;
}

static struct item *
item_of(struct story *story, const char *word)
{
    assert_in_range(word[0], 'A', 'C');
    return &story->items[word[0] - 'A'];
}

static void
begin(struct story *story)
{
    static const char *const skus[] = {"A", "B", "C"};

    memset(story, 0, sizeof *story);
    for (int i = 0; i < 3; i++)
        story->items[i].sku = skus[i];
    for (int kind = 1; kind < 4; kind++)
        story->documents[kind] = (struct document){
            .kind = (enum document_kind)kind, .lines = story->lines[kind], .line_max = LINES_MAX};
}

static void
tell_new(struct story *story, char **words, int count)
{
    struct document *document = document_of(story, words[0]);

    assert_true(document_step(document, ON_DOCUMENT_CREATE));
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], "of") == 0) {
            story->asn_is_of_po = true;
            i++;
            continue;
        }
        struct document_line *line = document_add_line(document, item_of(story, words[i]));
        line->expected = strtoll(words[i] + 2, NULL, 10);
        if (i + 1 < count && words[i + 1][0] == 'P') {
            line->sscc = strcpy(story->packages[document->line_count - 1], words[++i]);
        }
    }
    if (order_of(story, document) != NULL)
        announce_shipment(document, order_of(story, document));
}

static struct receipt
receipt_of(struct story *story, const char *word, const char *package)
{
    return (struct receipt){.item = item_of(story, word),
                            .sscc = package,
                            .units = strtoll(word + 2, NULL, 10),
                            .damaged = strchr(word, '!') != NULL};
}

static void
tell_received(struct story *story, char **words, int count)
{
    struct document *document = document_of(story, words[0]);
    struct document *order = order_of(story, document);
    const char *package = strchr(words[0], '@') != NULL ? strchr(words[0], '@') + 1 : "";

    for (int i = 1; i < count; i++) {
        const struct receipt receipt = receipt_of(story, words[i], package);
        receive_document(document, order, &receipt);
    }
    document_received(document);
    if (order != NULL)
        document_received(order);
}

static void
tell_over(struct story *story, char **words, int count)
{
    struct receipt receipts[WORDS_MAX];
    size_t n = 0;
    int64_t over;

    for (int i = 2; strcmp(words[i], "->") != 0; i++)
        receipts[n++] = receipt_of(story, words[i], "");
    const size_t at = receipt_over_rule(document_of(story, words[1]), receipts, n, &over);
    assert_int_equal(over, strtoll(words[count - 1], NULL, 10));
    assert_int_equal(at<n, over> 0);
}

static void
tell_end(struct story *story, char **words, int count)
{
    struct document *document = document_of(story, words[1]);
    const bool refused = count == 3;

    assert_int_equal(
        close_document(document, order_of(story, document),
                       strcmp(words[0], "close") == 0 ? ON_DOCUMENT_CLOSE : ON_DOCUMENT_CANCEL),
        !refused);
}

static void
tell_send(struct story *story, char **words, int count)
{
    struct document *transfer = document_of(story, "tr");

    assert_true(document_step(transfer, ON_DOCUMENT_SHIP));
    for (int i = 1; i < count; i++) {
        for (size_t j = 0; j < transfer->line_count; j++) {
            if (transfer->lines[j].item == item_of(story, words[i]))
                transfer->lines[j].shipped = strtoll(words[i] + 2, NULL, 10);
        }
    }
}

static void
tell_is(struct story *story, char **words, const char *said)
{
    const struct document *document = document_of(story, words[0]);
    char text[400];
    int at =
        snprintf(text, sizeof text, "%s is %s", words[0], document_state_name(document->state));

    for (size_t i = 0; i < document->line_count; i++) {
        const struct document_line *l = &document->lines[i];
        at += snprintf(text + at, sizeof text - (size_t)at,
                       " %s %lld/%lld/%lld/%lld/%lld/%lld/%lld=%lld", l->item->sku,
                       (long long)l->expected, (long long)l->announced, (long long)l->shipped,
                       (long long)l->received, (long long)l->damaged, (long long)l->over,
                       (long long)l->missing, (long long)document_line_open(document, l));
    }
    assert_string_equal(text, said);
}

/* The rules at the top of core/documents.h. */
static void
check(struct story *story)
{
    int64_t announced[2][3] = {{0}};

    for (int kind = 1; kind < 4; kind++) {
        const struct document *document = &story->documents[kind];
        for (size_t i = 0; i < document->line_count; i++) {
            const struct document_line *line = &document->lines[i];
            const int64_t open = document_line_open(document, line);
            assert_true(open >= 0 && line->announced >= 0 && line->missing >= 0);
            assert_true(line->over >= 0 && line->over <= line->received);
            assert_true(line->damaged >= 0 && line->damaged <= line->received);
            if (kind == DOCUMENT_SHIPMENT)
                assert_true(line->announced <= open);
            if (kind != DOCUMENT_TRANSFER)
                announced[kind - 1][line->item - story->items] += line->announced;
            if (document->state == DOCUMENT_CLOSED || document->state == DOCUMENT_CANCELLED)
                assert_int_equal(open, 0);
        }
    }
    for (int i = 0; i < 3; i++)
        assert_int_equal(announced[0][i], announced[1][i]);
}

static void
tell(struct story *story, const char *said)
{
    char text[400], *words[WORDS_MAX], *rest = text;
    int count = 0;

    snprintf(text, sizeof text, "%s", said);
    while (count < WORDS_MAX && (words[count] = strtok_r(rest, " ", &rest)) != NULL)
        count++;
    if (count > 1 && strcmp(words[1], "is") == 0)
        tell_is(story, words, said);
    else if (strchr(words[0], '+') != NULL)
        tell_received(story, words, count);
    else if (strcmp(words[0], "over") == 0)
        tell_over(story, words, count);
    else if (strcmp(words[0], "send") == 0)
        tell_send(story, words, count);
    else if (strcmp(words[0], "close") == 0 || strcmp(words[0], "cancel") == 0)
        tell_end(story, words, count);
    else
        tell_new(story, words, count);
    check(story);
}

static const char *const stories[][12] = {
    {"an order comes in parts", "po A:10 B:5", "po is OPEN A 10/0/0/0/0/0/0=10 B 5/0/0/0/0/0/0=5",
     "po+ A:4", "po is PARTLY_RECEIVED A 10/0/0/4/0/0/0=6 B 5/0/0/0/0/0/0=5", "po+ A:6 B:5",
     "po is RECEIVED A 10/0/0/10/0/0/0=0 B 5/0/0/5/0/0/0=0", "close po",
     "po is CLOSED A 10/0/0/10/0/0/0=0 B 5/0/0/5/0/0/0=0"},
    {"more than expected is known before", "po A:10 B:5", "over po A:10 -> 0", "over po A:11 -> 1",
     "over po A:6 A:6! -> 2", "over po B:5 A:10 -> 0", "over po C:1 -> 1", "po+ A:4",
     "over po A:7 -> 1"},
    {"two lines of a SKU are filled in their order, over goes to the last", "po A:3 A:4", "po+ A:5",
     "po is PARTLY_RECEIVED A 3/0/0/3/0/0/0=0 A 4/0/0/2/0/0/0=2", "over po A:3 -> 1", "po+ A:3",
     "po is RECEIVED A 3/0/0/3/0/0/0=0 A 4/0/0/5/0/1/0=0"},
    {"what nobody ordered gets a line of its own", "po A:3", "po+ A:3 B:2",
     "po is RECEIVED A 3/0/0/3/0/0/0=0 B 0/0/0/2/0/2/0=0"},
    {"damaged ones are received, too", "po A:3", "po+ A:1 A:2!",
     "po is RECEIVED A 3/0/0/3/2/0/0=0"},
    {"a cancelled order expects nothing", "po A:3", "cancel po",
     "po is CANCELLED A 3/0/0/0/0/0/3=0", "over po A:1 -> 1", "po+ A:1",
     "po is CANCELLED A 3/0/0/1/0/1/3=0", "cancel po refused"},
    {"a part that came stays when the rest is cancelled", "po A:3", "po+ A:1", "cancel po",
     "po is CLOSED A 3/0/0/1/0/0/2=0", "close po refused"},
    {"an order that came is not cancelled", "po A:3", "po+ A:3", "cancel po refused", "close po"},
    {"an ASN takes expectation over", "po A:10", "asn of po A:6", "po is OPEN A 10/6/0/0/0/0/0=4",
     "asn is OPEN A 6/6/0/0/0/0/0=6", "over po A:5 -> 1", "asn+ A:6",
     "po is PARTLY_RECEIVED A 10/0/0/6/0/0/0=4", "asn is RECEIVED A 6/0/0/6/0/0/0=0", "po+ A:4",
     "po is RECEIVED A 10/0/0/10/0/0/0=0"},
    {"an ASN beyond its order", "po A:5", "asn of po A:8", "po is OPEN A 5/5/0/0/0/0/0=0",
     "asn is OPEN A 8/5/0/0/0/0/0=8", "asn+ A:6", "po is RECEIVED A 5/0/0/6/0/1/0=0",
     "asn is PARTLY_RECEIVED A 8/0/0/6/0/0/0=2", "close asn", "asn is CLOSED A 8/0/0/6/0/0/2=0",
     "po is RECEIVED A 5/0/0/6/0/1/0=0"},
    {"an ASN that is short gives its rest back to the order", "po A:10", "asn of po A:6",
     "asn+ A:2 A:1!", "close asn", "asn is CLOSED A 6/0/0/3/1/0/3=0",
     "po is PARTLY_RECEIVED A 10/0/0/3/1/0/0=7", "close po", "po is CLOSED A 10/0/0/3/1/0/7=0"},
    {"an ASN on its way outlives its order", "po A:10", "asn of po A:6", "cancel po",
     "po is CANCELLED A 10/6/0/0/0/0/4=0", "asn+ A:2",
     "po is CANCELLED A 10/4/0/2/0/0/4=0", "close asn", "po is CANCELLED A 10/0/0/2/0/0/8=0", "asn is CLOSED A 6/0/0/2/0/0/4=0"},
    {"an ASN brings more than announced: the order takes it first", "po A:10", "asn of po A:6",
     "over asn A:8 -> 2", "asn+ A:8", "asn is RECEIVED A 6/0/0/8/0/2/0=0",
     "po is PARTLY_RECEIVED A 10/0/0/8/0/0/0=2"},
    {"an ASN over two lines of its order", "po A:4 A:4", "asn of po A:6",
     "po is OPEN A 4/4/0/0/0/0/0=0 A 4/2/0/0/0/0/0=2", "asn+ A:5",
     "po is PARTLY_RECEIVED A 4/0/0/4/0/0/0=0 A 4/1/0/1/0/0/0=2", "asn+ A:1", "po+ A:2",
     "po is RECEIVED A 4/0/0/4/0/0/0=0 A 4/0/0/4/0/0/0=0"},
    {"by package", "po A:9", "asn of po A:6 P1 A:3 P2 B:1 P2", "asn+@P2 A:3 B:1",
     "asn is PARTLY_RECEIVED A 6/6/0/0/0/0/0=6 A 3/0/0/3/0/0/0=0 B 1/0/0/1/0/0/0=0", "asn+@P1 A:6",
     "asn is RECEIVED A 6/0/0/6/0/0/0=0 A 3/0/0/3/0/0/0=0 B 1/0/0/1/0/0/0=0",
     "po is RECEIVED A 9/0/0/9/0/0/0=0 B 0/0/0/1/0/1/0=0"},
    {"an ASN without an order", "asn A:6", "asn is OPEN A 6/0/0/0/0/0/0=6", "asn+ A:6", "close asn",
     "close asn refused", "asn+ A:1", "asn is CLOSED A 6/0/0/7/0/1/0=0"},
    {"a transfer in parts with a loss", "tr A:10 B:2",
     "tr is DRAFT A 10/0/0/0/0/0/0=0 B 2/0/0/0/0/0/0=0", "send A:8 B:2",
     "tr is SHIPPED A 10/0/8/0/0/0/0=8 B 2/0/2/0/0/0/0=2", "cancel tr refused", "tr+ A:5 A:1! B:2",
     "tr is PARTLY_RECEIVED A 10/0/8/6/1/0/0=2 B 2/0/2/2/0/0/0=0", "close tr",
     "tr is CLOSED A 10/0/8/6/1/0/2=0 B 2/0/2/2/0/0/0=0", "tr+ A:1",
     "tr is CLOSED A 10/0/8/7/1/1/2=0 B 2/0/2/2/0/0/0=0"},
    {"a draft is cancelled, not closed", "tr A:10", "close tr refused", "cancel tr",
     "tr is CANCELLED A 10/0/0/0/0/0/0=0"},
    {"more arrives than left", "tr A:4", "send A:4", "tr+ A:6", "tr is RECEIVED A 4/0/4/6/0/2/0=0",
     "close tr"},
};

static void
stories_hold(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof stories / sizeof stories[0]; i++) {
        struct story story;
        begin(&story);
        for (size_t j = 1; j < 12 && stories[i][j] != NULL; j++) {
            print_message("%s: %s\n", stories[i][0], stories[i][j]);
            tell(&story, stories[i][j]);
        }
    }
}

/* All states and all inputs: at most one step each; the ends are ends; what came can be received.
 */
static void
lifecycles_are_sound(void **state)
{
    (void)state;
    for (int kind = DOCUMENT_PURCHASE_ORDER; kind <= DOCUMENT_TRANSFER; kind++) {
        const struct document_steps *table = kind == DOCUMENT_PURCHASE_ORDER ? &purchase_order_steps
                                             : kind == DOCUMENT_SHIPMENT     ? &shipment_steps
                                                                             : &transfer_steps;
        bool reached[DOCUMENT_STATE_COUNT] = {[DOCUMENT_NONE] = true};
        for (int from = 0; from < DOCUMENT_STATE_COUNT; from++) {
            for (int on = 0; on < DOCUMENT_CHANGE_COUNT; on++) {
                size_t steps = 0;
                for (size_t i = 0; i < table->count; i++)
                    steps += (int)table->steps[i].from == from && (int)table->steps[i].on == on;
                assert_in_range(steps, 0, 1);
                const struct document_step *step = document_step_find(
                    (enum document_kind)kind, (enum document_state)from, (enum document_change)on);
                assert_int_equal(step != NULL, steps == 1);
                if (step == NULL)
                    continue;
                reached[step->to] = true;
                assert_int_equal(from == DOCUMENT_NONE, on == ON_DOCUMENT_CREATE);
                assert_int_equal(from == DOCUMENT_DRAFT && step->to != DOCUMENT_CANCELLED,
                                 on == ON_DOCUMENT_SHIP);
                /* what ended takes goods, and stays what it is */
                if (from == DOCUMENT_CLOSED || from == DOCUMENT_CANCELLED)
                    assert_int_equal(step->to, from);
            }
            assert_non_null(document_state_name((enum document_state)from));
        }
        for (int at = 0; at < DOCUMENT_STATE_COUNT; at++) {
            const bool is_open = reached[at] && at != DOCUMENT_NONE && at != DOCUMENT_DRAFT;
            if (!is_open || (kind == DOCUMENT_TRANSFER && at == DOCUMENT_CANCELLED))
                continue;
            assert_non_null(document_step_find((enum document_kind)kind, (enum document_state)at,
                                               ON_DOCUMENT_RECEIVE_REST));
            assert_true(at == DOCUMENT_CLOSED || at == DOCUMENT_CANCELLED ||
                        document_step_find((enum document_kind)kind, (enum document_state)at,
                                           ON_DOCUMENT_CLOSE) != NULL);
        }
        assert_non_null(document_kind_name((enum document_kind)kind));
    }
}

/* sellable elsewhere, on hand here, unavailable here, kept back here, promised; units that leave,
 * of them unfit: may they? */
static void
transfers_keep_promises(void **state)
{
    static const struct {
        int64_t elsewhere, on_hand, unavailable, kept, promised, units, unfit;
        bool may;
    } cases[] = {
        {0, 10, 0, 0, 0, 10, 0, true}, {0, 10, 0, 0, 7, 3, 0, true},
        {0, 10, 0, 0, 7, 4, 0, false}, {4, 10, 0, 0, 7, 7, 0, true},
        {4, 10, 0, 0, 7, 8, 0, false}, {0, 10, 3, 0, 7, 3, 3, true},
        {0, 10, 3, 0, 7, 1, 0, false}, {0, 10, 0, 3, 4, 3, 0, true},
        {0, 10, 0, 3, 4, 4, 0, false}, {0, 10, 0, 0, 12, 1, 0, false},
        {0, 10, 5, 5, 12, 5, 5, true}, /* promises are broken already: nothing sellable leaves */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct location location = {.safety_stock = cases[i].kept};
        struct item item = {.sku = "A", .reserved = cases[i].promised};
        struct stock stock = {.item = &item,
                              .location = &location,
                              .on_hand = cases[i].on_hand,
                              .unavailable = cases[i].unavailable,
                              .safety_stock = SAFETY_STOCK_OF_LOCATION};
        item.sellable = cases[i].elsewhere + sellable_at(&stock);
        print_message("transfer %zu\n", i);
        assert_int_equal(transfer_keeps_promises(&stock, cases[i].units, cases[i].unfit),
                         cases[i].may);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stories_hold),
        cmocka_unit_test(lifecycles_are_sound),
        cmocka_unit_test(transfers_keep_promises),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
