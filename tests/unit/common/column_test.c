/*
 * Columns and parameters, byte by byte: PostgreSQL's binary forms (array_send in arrayfuncs.c).
 * That PostgreSQL reads them is shown by db_test.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/db_internal.h"

static struct arena *arena;

static int
set_up(void **state)
{
    (void)state;
    arena = arena_create((size_t)64 << 20);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    arena_destroy(&arena);
    return 0;
}

/* Bytes as hexadecimal digits, four bytes together. */
static void
assert_bytes(const char *expected, struct param param)
{
    char text[512];
    size_t length = 0;

    text[0] = '\0';
    for (int i = 0; i < param.bytes; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%02x",
                                   i > 0 && i % 4 == 0 ? " " : "", (unsigned char)param.data[i]);
    assert_string_equal(expected, text);
}

static void
numbers(void **state)
{
    struct column column;

    (void)state;
    column_start(&column, arena, COLUMN_INT4);
    assert_bytes("00000000 00000000 00000017", param_column(&column));
    column_add_int4(&column, -2);
    column_add_int4(&column, 258);
    assert_bytes("00000001 00000000 00000017 00000002 00000001 "
                 "00000004 fffffffe 00000004 00000102",
                 param_column(&column));
    column_start(&column, arena, COLUMN_INT8);
    column_add_int8(&column, INT64_MIN);
    assert_bytes("00000001 00000000 00000014 00000001 00000001 00000008 80000000 00000000",
                 param_column(&column));
    column_start(&column, arena, COLUMN_DOUBLE);
    column_add_double(&column, -2.0);
    assert_bytes("00000001 00000000 000002bd 00000001 00000001 00000008 c0000000 00000000",
                 param_column(&column));
    column_start(&column, arena, COLUMN_BOOL);
    column_add_bool(&column, true);
    assert_bytes("00000001 00000000 00000010 00000001 00000001 00000001 01", param_column(&column));
    column_start(&column, arena, COLUMN_TIME);
    column_add_time(&column, 946684800000001);
    assert_bytes("00000001 00000000 000004a0 00000001 00000001 00000008 00000000 00000001",
                 param_column(&column));
}

static void
texts(void **state)
{
    struct column column;

    (void)state;
    column_start(&column, arena, COLUMN_TEXT);
    column_add_text(&column, "abc");
    column_add_text(&column, NULL);
    column_add_text(&column, "");
    assert_bytes("00000001 00000001 00000019 00000003 00000001 "
                 "00000003 616263ff ffffff00 000000",
                 param_column(&column));
    column_start(&column, arena, COLUMN_BYTES);
    column_add_bytes(&column, "\0x", 2);
    column_add_bytes(&column, NULL, 0);
    assert_bytes("00000001 00000000 00000011 00000002 00000001 00000002 00780000 0000",
                 param_column(&column));
}

static const struct {
    int64_t values[3];
    size_t count;
    const char *literal;
} number_lists[] = {
    {{0}, 0, "{}"},
    {{7}, 1, "{7}"},
    {{0, -10, 123456789}, 3, "{0,-10,123456789}"},
    {{INT64_MIN, INT64_MAX}, 2, "{-9223372036854775808,9223372036854775807}"},
};

static const struct {
    const char *values[3];
    size_t count;
    const char *literal;
} text_lists[] = {
    {{NULL}, 0, "{}"},
    {{""}, 1, "{\"\"}"},
    {{"a,b", "{}", "NULL"}, 3, "{\"a,b\",\"{}\",\"NULL\"}"},
    {{"\"", "\\"}, 2, "{\"\\\"\",\"\\\\\"}"},
};

/* The only element of the column, as text. */
static void
assert_element(const char *literal, struct column *column)
{
    const uint8_t *values = column_values(column);

    param_column(column);
    assert_int_equal(1, column->count);
    assert_int_equal(strlen(literal), values[3]);
    assert_memory_equal(literal, values + 4, strlen(literal));
}

static void
lists(void **state)
{
    struct column column;

    (void)state;
    for (size_t i = 0; i < sizeof number_lists / sizeof *number_lists; i++) {
        column_start(&column, arena, COLUMN_TEXT);
        column_add_int8_list(&column, number_lists[i].values, number_lists[i].count);
        assert_element(number_lists[i].literal, &column);
    }
    for (size_t i = 0; i < sizeof text_lists / sizeof *text_lists; i++) {
        column_start(&column, arena, COLUMN_TEXT);
        column_add_text_list(&column, text_lists[i].values, text_lists[i].count);
        assert_element(text_lists[i].literal, &column);
    }
}

static void
a_long_column_grows(void **state)
{
    enum { COUNT = 100000 };
    struct column column;

    (void)state;
    column_start(&column, arena, COLUMN_INT8);
    for (int64_t i = 0; i < COUNT; i++)
        column_add_int8(&column, i);
    struct param param = param_column(&column);
    assert_int_equal(20 + COUNT * 12, param.bytes);
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(i % 256, (unsigned char)param.data[20 + i * 12 + 11]);
}

static void
single_values(void **state)
{
    (void)state;
    assert_bytes("ffffffff fffffffe", param_int8(arena, -2));
    assert_bytes("6162", param_text(arena, "ab"));
    assert_bytes("", param_text(arena, ""));
    assert_non_null(param_text(arena, "").data);
    assert_null(param_text(arena, NULL).data);
    assert_bytes("00000000 00000001", param_time(arena, 946684800000001));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(texts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lists, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_column_grows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(single_values, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
