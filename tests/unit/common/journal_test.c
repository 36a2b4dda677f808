/*
 * The journal: old bytes and functions come back in the reverse of their order.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/journal.h"

static char told[64];

static void
tell(void *owner, void *what)
{
    snprintf(told + strlen(told), sizeof told - strlen(told), "%s:%s ", (const char *)owner,
             (const char *)what);
}

static void
a_rollback_restores_newest_first(void **state)
{
    struct journal *journal = journal_create();
    int number = 1;

    (void)state;
    told[0] = '\0';
    journal_keep(journal, &number, sizeof number);
    number = 2;
    journal_note(journal, tell, NULL, "undo", "first");
    journal_keep(journal, &number, sizeof number);
    number = 3;
    journal_note(journal, tell, tell, "undo", "second");
    journal_note(journal, NULL, tell, "done", "never");
    journal_keep(journal, &number, 0);
    journal_rollback(journal);
    assert_int_equal(1, number);
    assert_string_equal("undo:second undo:first ", told);

    number = 5;
    journal_rollback(journal); /* nothing is remembered any more */
    assert_int_equal(5, number);
    journal_destroy(&journal);
    assert_null(journal);
}

static void
a_commit_forgets_and_tells_oldest_first(void **state)
{
    struct journal *journal = journal_create();
    int number = 1;

    (void)state;
    told[0] = '\0';
    journal_note(journal, tell, tell, "done", "first");
    journal_keep(journal, &number, sizeof number);
    number = 2;
    journal_note(journal, tell, NULL, "undo", "never");
    journal_note(journal, NULL, tell, "done", "second");
    journal_commit(journal);
    assert_int_equal(2, number);
    assert_string_equal("done:first done:second ", told);
    journal_rollback(journal);
    assert_int_equal(2, number);
    journal_destroy(&journal);
}

static void
many_and_large_records(void **state)
{
    enum { COUNT = 20000 };
    struct journal *journal = journal_create();
    static int numbers[COUNT];
    static char large[1 << 20];

    (void)state;
    memset(large, 'a', sizeof large);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < COUNT; i++) {
            journal_keep(journal, &numbers[i], sizeof numbers[i]);
            numbers[i] = i + 1;
        }
        journal_keep(journal, large, sizeof large);
        memset(large, 'b', sizeof large);
        journal_rollback(journal);
        for (int i = 0; i < COUNT; i++)
            assert_int_equal(0, numbers[i]);
        assert_true(large[0] == 'a' && large[sizeof large - 1] == 'a');
    }
    journal_destroy(&journal);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rollback_restores_newest_first),
        cmocka_unit_test(a_commit_forgets_and_tells_oldest_first),
        cmocka_unit_test(many_and_large_records),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
