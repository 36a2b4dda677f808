/*
 * What is to come and what was proposed, between turns: what a failed turn changed is gone, what a
 * place awaits is the sum of its documents, and of proposals that are over the newest are kept.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/proposal.h"

/* Few, so that the oldest are forgotten all the time. */
#undef PROPOSALS_OVER_MAX
#define PROPOSALS_OVER_MAX 6

/* Parts of the service's process, which tests do not link: taken in as they are. */
#include "services/forecasting/inbound.c"
#include "services/forecasting/memory.c"
#include "services/forecasting/proposal.c"

#define ITEMS     4
#define LOCATIONS 3
#define NUMBERS   8
#define LINES     3
#define TURNS     4000

static uint64_t seed = 20261122;

static uint32_t
draw(uint32_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % below;
}

static struct item *items[ITEMS];
static struct location *locations[LOCATIONS];

static struct place *
some_place(struct journal *journal)
{
    return memory_place_for(journal, items[draw(ITEMS)], locations[draw(LOCATIONS)]);
}

/* --- inputs --------------------------------------------------------------------------------------
 */

static void
change_document(struct memory *memory, struct journal *journal)
{
    struct inbound_line_told lines[LINES];
    char number[16];
    struct inbound_told told = {
        .kind = (enum inbound_kind)(1 + draw(3)),
        .number = number,
        .supplier = draw(2) ? "Acme" : "",
        .location = locations[0],
        .drafted = draw(2) != 0,
        .line_count = 1 + draw(LINES),
        .lines = lines,
    };

    snprintf(number, sizeof number, "N-%u", draw(NUMBERS));
    told.origin = told.kind == INBOUND_TRANSFER ? locations[1 + draw(LOCATIONS - 1)] : NULL;
    for (uint32_t i = 0; i < told.line_count; i++) {
        lines[i] = (struct inbound_line_told){
            .item = items[draw(ITEMS)], .line = (int32_t)i + 1, .expected = 1 + draw(9)};
        lines[i].gone = draw(4) == 0 ? lines[i].expected : draw((uint32_t)lines[i].expected + 1);
    }
    struct inbound_document *before = inbound_find(memory, told.kind, number);
    if (before != NULL)
        inbound_remove(memory, journal, before);
    if (inbound_told_open(&told))
        inbound_add(memory, journal, &told);
}

static void
propose(struct memory *memory, struct journal *journal)
{
    const struct proposal proposal = {.place = some_place(journal),
                                      .kind = PROPOSAL_BUY,
                                      .state = PROPOSAL_PROPOSED,
                                      .quantity = 1 + draw(50),
                                      .supplier = "",
                                      .currency = "",
                                      .decided_by = ""};

    assert_true(proposal_add(memory, journal, &proposal)->id == memory->last_proposal_id);
}

static void
move_on(struct memory *memory, struct journal *journal)
{
    const uint32_t newest = (uint32_t)memory->last_proposal_id;
    const int64_t id = newest > 0 ? 1 + draw(newest) : 1;
    struct proposal *proposal = proposal_find(memory, id > 30 ? newest - draw(20) : id);
    const enum proposal_change on = (enum proposal_change)draw(PROPOSAL_CHANGE_COUNT);

    if (proposal == NULL)
        return;
    const struct proposal_step *step = proposal_step_find(proposal->state, on);
    const char *why = proposal_step(memory, journal, proposal, on);
    assert_true((why == NULL) == (step == NULL));
    if (step != NULL)
        assert_true(proposal->state == step->to);
}

/* --- what must hold ------------------------------------------------------------------------------
 */

struct told {
    int64_t coming[ITEMS][LOCATIONS], leaving[ITEMS][LOCATIONS];
    uint64_t sum; /* of everything else */
};

static void
add_document(const struct inbound_document *document, struct told *told)
{
    for (uint32_t i = 0; i < document->line_count; i++) {
        const struct inbound_line *line = &document->lines[i];
        const int32_t item = line->to->item->id - 1;
        told->coming[item][document->location->id - 1] += inbound_open(line);
        if (line->from != NULL)
            told->leaving[item][document->origin->id - 1] += inbound_open(line);
    }
}

static struct told
tell(const struct memory *memory)
{
    struct told told = {.sum = (uint64_t)memory->last_proposal_id + memory->over_count * 1009u};
    size_t at = 0;

    for (struct inbound_document *d; (d = map_next(memory->inbound, &at)) != NULL;)
        add_document(d, &told);
    for (int i = 0; i < ITEMS; i++) {
        for (const struct place *p = items[i]->places; p != NULL; p = p->next) {
            if (p->location == NULL)
                continue;
            const int32_t location = p->location->id - 1;
            assert_int_equal(place_on_order(p) + place_in_transfer(p), told.coming[i][location]);
            assert_int_equal(place_leaving(p), told.leaving[i][location]);
            for (const struct proposal *q = p->proposals; q != NULL; q = q->next)
                told.sum = told.sum * 31 + (uint64_t)q->id * 7 + (uint64_t)q->state;
        }
    }
    return told;
}

static void
check_proposals(const struct memory *memory)
{
    size_t kept = 0, over = 0;

    for (int i = 0; i < ITEMS; i++) {
        for (const struct place *p = items[i]->places; p != NULL; p = p->next) {
            for (const struct proposal *q = p->proposals; q != NULL; q = q->next) {
                kept++;
                over += proposal_is_over(q->state);
                assert_ptr_equal(proposal_find(memory, q->id), q);
                assert_true(q->next == NULL || q->next->id < q->id);
            }
        }
    }
    assert_int_equal(kept, map_count(memory->proposals));
    assert_true(over <= PROPOSALS_OVER_MAX && memory->over_count <= PROPOSALS_OVER_MAX);
}

static void
random_turns(void **state)
{
    static void (*const inputs[])(struct memory *, struct journal *) = {
        change_document, change_document, propose, move_on, move_on, move_on};
    const char *wanted = getenv("CROSSDOCK_TEST_SEED");
    struct journal *journal = journal_create();
    struct memory memory = {0};
    char name[16];

    (void)state;
    seed = wanted != NULL ? strtoull(wanted, NULL, 10) : seed;
    print_message("seed %llu\n", (unsigned long long)seed);
    memory_open(&memory);
    for (int i = 0; i < ITEMS; i++) {
        snprintf(name, sizeof name, "SKU-%d", i);
        items[i] = memory_add_item(&memory, NULL, name, 7);
    }
    for (int i = 0; i < LOCATIONS; i++) {
        snprintf(name, sizeof name, "L%d", i);
        locations[i] = memory_add_location(&memory, NULL, name);
    }
    for (int turn = 0; turn < TURNS; turn++) {
        const struct told before = tell(&memory);
        for (uint32_t n = 1 + draw(4); n > 0; n--)
            inputs[draw(sizeof inputs / sizeof inputs[0])](&memory, journal);
        check_proposals(&memory);
        if (draw(3) == 0) {
            journal_rollback(journal);
            const struct told after = tell(&memory);
            assert_memory_equal(&before, &after, sizeof before);
        } else {
            journal_commit(journal);
            (void)tell(&memory);
        }
        check_proposals(&memory);
    }
    assert_true(memory.last_proposal_id > 200);
    memory_close(&memory);
    journal_destroy(&journal);
}

static void
numbers_name_their_proposals(void **state)
{
    struct memory memory = {0};
    char number[PROPOSAL_NUMBER_BYTES];

    (void)state;
    memory_open(&memory);
    struct item *item = memory_add_item(&memory, NULL, "A", 7);
    struct place *place = memory_place_for(NULL, item, memory_add_location(&memory, NULL, "MAN"));
    struct proposal told = {.id = 17, .place = place, .kind = PROPOSAL_BUY};
    const struct proposal *bought = proposal_add(&memory, NULL, &told);
    told = (struct proposal){.id = 18, .place = place, .from = place, .kind = PROPOSAL_TRANSFER};
    const struct proposal *moved = proposal_add(&memory, NULL, &told);
    assert_string_equal(proposal_number(bought, number), "R-17");
    assert_string_equal(proposal_number(moved, number), "T-18");
    assert_ptr_equal(proposal_of_number(&memory, "R-17"), bought);
    assert_ptr_equal(proposal_of_number(&memory, "T-18"), moved);
    static const char *const others[] = {"R-18", "T-17", "R-19", "R-", "R17", "PO-17", "R-17x", ""};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_null(proposal_of_number(&memory, others[i]));
    memory_close(&memory);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_turns),
        cmocka_unit_test(numbers_name_their_proposals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
