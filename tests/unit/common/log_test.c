/*
 * Log lines: one JSON object each, whatever the values hold. Standard error is a file here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <pthread.h>
#include <unistd.h>

#include "common/log.h"

enum { THREADS = 4, LINES = 500 };

static char read_back[1 << 20];

/* Runs what with standard error in a file; what was written is in read_back. */
static void
capture(void (*what)(void))
{
    FILE *file = tmpfile();
    int before = dup(STDERR_FILENO);

    dup2(fileno(file), STDERR_FILENO);
    what();
    dup2(before, STDERR_FILENO);
    close(before);
    rewind(file);
    read_back[fread(read_back, 1, sizeof read_back - 1, file)] = '\0';
    fclose(file);
}

/* {"time":"2026-01-31T12:00:00.000000Z" is all that changes. */
static const char *
behind_time(void)
{
    static const char start[] = "{\"time\":\"";
    const size_t time_bytes = strlen("2026-01-31T12:00:00.000000Z\"");

    assert_memory_equal(start, read_back, sizeof start - 1);
    return read_back + sizeof start - 1 + time_bytes;
}

static void
write_plain(void)
{
    log_open("order");
    log_info("leader", "epoch", log_number(-3), "name", NULL, NULL);
}

static void
write_awkward(void)
{
    log_warning("odd", "text", "a\"b\\c\n\t\x7f\xc3\xa4\xff\xe2\x82", NULL);
}

static void
write_long(void)
{
    static char text[10000];

    memset(text, 'x', sizeof text - 1);
    log_error("long", "text", text, "lost", "too", NULL);
}

static void
lines(void **state)
{
    (void)state;
    capture(write_plain);
    assert_string_equal(",\"level\":\"info\",\"service\":\"order\",\"what\":\"leader\","
                        "\"epoch\":\"-3\",\"name\":\"\"}\n",
                        behind_time());
    capture(write_awkward);
    assert_string_equal(",\"level\":\"warning\",\"service\":\"order\",\"what\":\"odd\","
                        "\"text\":\"a\\\"b\\\\c\\u000a\\u0009\\u007f\xc3\xa4\\ufffd"
                        "\\ufffd\\ufffd\"}\n",
                        behind_time());
    capture(write_long);
    assert_int_equal(4096, strlen(read_back));
    assert_string_equal("xxx\"}\n", read_back + 4096 - 6);
    assert_null(strstr(read_back, "lost"));
}

static void *
write_many(void *name)
{
    for (int i = 0; i < LINES; i++)
        log_info("many", "thread", name, "line", log_number(i), NULL);
    return NULL;
}

static void
write_from_threads(void)
{
    pthread_t threads[THREADS];

    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, write_many, "any");
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

static void
lines_of_threads_do_not_mix(void **state)
{
    int count = 0;

    (void)state;
    capture(write_from_threads);
    for (char *line = strtok(read_back, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        assert_memory_equal("{\"time\"", line, 7);
        assert_int_equal('}', line[strlen(line) - 1]);
        count++;
    }
    assert_int_equal(THREADS * LINES, count);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),
        cmocka_unit_test(lines_of_threads_do_not_mix),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
