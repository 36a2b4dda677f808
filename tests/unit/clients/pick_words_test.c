/* What is typed at the terminal of a picker. A table of text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "clients/cli/pick_words.h"

static void
write_line(char to[128], const struct pick_line *line)
{
    static const char *const names[PICK_KINDS] = {
        "-", "wrong", "scan", "instead", "short", "skip", "list", "help", "undo", "return", "done"};
    int at = snprintf(to, 128, "%s", names[line->kind]);
    if (line->code)
        at += snprintf(to + at, 128 - (size_t)at, " %s", line->code);
    if (line->code || line->kind == PICK_SHORT)
        at += snprintf(to + at, 128 - (size_t)at, " %lld", (long long)line->units);
    if (line->kind == PICK_SHORT)
        snprintf(to + at, 128 - (size_t)at, " reason %d", line->reason);
}

static void
test_lines(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"", "-"},
        {"  \r\n", "-"},
        {"A", "scan A 1"},
        {"  A \n", "scan A 1"},
        {"A 3", "scan A 3"},
        {"A all", "scan A -1"},
        {"06291041500213 2", "scan 06291041500213 2"},
        {"=short 2", "scan short 2"},
        {"=", "scan = 1"},
        {"A 0", "wrong"},
        {"A -1", "wrong"},
        {"A B", "wrong"},
        {"A 3 4", "wrong"},
        {"A 3 4 5", "wrong"},
        {"instead B", "instead B 1"},
        {"instead B 2", "instead B 2"},
        {"instead", "wrong"},
        {"instead B C", "wrong"},
        {"short", "short -1 reason 1"},
        {"short 2", "short 2 reason 1"},
        {"short damaged", "short -1 reason 2"},
        {"short 1 wrong-item", "short 1 reason 3"},
        {"SHORT expired 4", "short 4 reason 4"},
        {"short lost", "wrong"},
        {"short 1 2", "wrong"},
        {"skip", "skip"},
        {"list", "list"},
        {"help", "help"},
        {"?", "help"},
        {"undo", "undo"},
        {"return", "return"},
        {"done", "done"},
        {"done now", "wrong"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char text[64], found[128];
        snprintf(text, sizeof text, "%s", table[i][0]);
        struct pick_line line = pick_line_read(text);
        write_line(found, &line);
        assert_string_equal(found, table[i][1]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
