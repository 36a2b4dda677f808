/*
 * Messages as JSON: what is written, what is read, what is refused and with which words; and that
 * what is written reads as the same message, for random messages of every type of the project.
 * tests/unit/json_google holds the same against the mapping's own implementation.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "common/json_message.h"
#include "common/message.h"
#include "common/message_types.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "json_sample.h"
#include "random_message.h"

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

/* --- what is written -------------------------------------------------------------------------- */

static struct sample
filled_sample(void)
{
    static struct sample child;
    static int64_t numbers[] = {INT64_MIN, 0, INT64_MAX};
    static char *names[] = {(char *)"a", (char *)"\"\\\n\x01\xc3\xa9\x7f"};
    static uint8_t blob[] = {0xfb, 0xff, 0xfe, 0x01};
    struct sample sample;

    sample_init(&child.base);
    sample_init(&sample.base);
    child.whole = UINT64_MAX;
    sample.child = &child;
    sample.text = (char *)"x";
    sample.numbers = numbers;
    sample.number_count = 3;
    sample.names = names;
    sample.name_count = 2;
    sample.blob = (ProtobufCBinaryData){sizeof blob, blob};
    sample.real = -0.1;
    sample.half = 0.1F;
    sample.is_small = true;
    sample.has_limit = true;
    sample.color = 7;
    sample.choice_case = 12;
    sample.choice.whole_choice = -1;
    return sample;
}

static void
check_written(const ProtobufCMessage *message, unsigned style, const char *wanted)
{
    struct json_text text = {0};

    json_write_message(&text, message, style);
    assert_string_equal(text.text, wanted);
    assert_int_equal(text.bytes, strlen(wanted));
    json_text_free(&text);
}

static void
test_writes(void **state)
{
    (void)state;
    struct sample sample = filled_sample(), empty;

    sample_init(&empty.base);
    check_written(&sample.base, JSON_SPARSE,
                  "{\"child\":{\"whole\":\"18446744073709551615\"},\"someText\":\"x\","
                  "\"numbers\":[\"-9223372036854775808\",\"0\",\"9223372036854775807\"],\"blob\":"
                  "\"+//+AQ==\","
                  "\"names\":[\"a\",\"\\\"\\\\\\n\\u0001\xc3\xa9\x7f\"],\"real\":-0.1,\"half\":0.1,"
                  "\"isSmall\":true,\"limit\":0,\"color\":7,\"wholeChoice\":-1}");
    check_written(&empty.base, JSON_SPARSE, "{}");
    check_written(&empty.base, JSON_MAPPING | JSON_PROTO_NAMES,
                  "{\"some_text\":\"\",\"numbers\":[],\"blob\":\"\",\"whole\":\"0\",\"names\":[],"
                  "\"real\":0.0,\"half\":0.0,\"is_small\":false,\"color\":\"COLOR_NONE\"}");
    empty.whole = UINT64_MAX;
    empty.color = 2;
    empty.choice_case = 13;
    empty.choice.text_choice = (char *)"";
    check_written(&empty.base, JSON_SPARSE | JSON_PLAIN_INTEGERS,
                  "{\"whole\":18446744073709551615,\"color\":\"COLOR_RED\",\"textChoice\":\"\"}");
}

static void
test_writes_reals(void **state)
{
    static const struct {
        double number;
        const char *wanted;
    } rows[] = {
        {0.0, "0.0"},
        {-0.0, "-0.0"},
        {1.0, "1.0"},
        {-12.5, "-12.5"},
        {0.1, "0.1"},
        {52.520008, "52.520008"},
        {1e-6, "0.000001"},
        {1e-7, "1e-07"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1.0 / 3, "0.3333333333333333"},
        {9007199254.740992, "9007199254.740992"},
        {123456789012345.0, "123456789012345.0"},
        {9007199254740993.0, "9007199254740992.0"},
        {1e22, "1e+22"},
        {1.7976931348623157e308, "1.7976931348623157e+308"},
        {4.9406564584124654e-324, "4.94065645841247e-324"},
        {0.0 / 0.0, "\"NaN\""},
        {1.0 / 0.0, "\"Infinity\""},
        {-1.0 / 0.0, "\"-Infinity\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct json_text text = {0};
        json_text_real(&text, rows[i].number);
        assert_string_equal(text.text, rows[i].wanted);
        json_text_free(&text);
    }
}

/* --- what is read ----------------------------------------------------------------------------- */

static const struct {
    const char *text, *same; /* what it says, written sparsely */
} good_texts[] = {
    {"{}", "{}"},
    {" {\t}\r\n", "{}"},
    {"{\"someText\":\"a\"}", "{\"someText\":\"a\"}"},
    {"{\"some_text\":\"a\"}", "{\"someText\":\"a\"}"},
    {"{\"some\\u005ftext\" : \"a\"}", "{\"someText\":\"a\"}"},
    {"{\"someText\":\"\\u00e9\\ud83d\\ude00\\/\\b\\f\"}",
     "{\"someText\":\"\xc3\xa9\xf0\x9f\x98\x80/\\b\\f\"}"},
    {"{\"someText\":null,\"numbers\":null,\"child\":null,\"limit\":null,\"wholeChoice\":null}",
     "{}"},
    {"{\"child\":{\"child\":{}}}", "{\"child\":{\"child\":{}}}"},
    {"{\"numbers\":[1,\"2\",3.0,4e2,\"5.50e1\",-0]}",
     "{\"numbers\":[\"1\",\"2\",\"3\",\"400\",\"55\",\"0\"]}"},
    {"{\"numbers\":[-9223372036854775808,\"9223372036854775807\",9007199254740993]}",
     "{\"numbers\":[\"-9223372036854775808\",\"9223372036854775807\",\"9007199254740993\"]}"},
    {"{\"numbers\":[ ]}", "{}"},
    {"{\"whole\":18446744073709551615}", "{\"whole\":\"18446744073709551615\"}"},
    {"{\"whole\":1844674407370955161.5e1}", "{\"whole\":\"18446744073709551615\"}"},
    {"{\"whole\":-0.0}", "{}"},
    {"{\"real\":\"NaN\"}", "{\"real\":\"NaN\"}"},
    {"{\"real\":\"-Infinity\",\"half\":\"Infinity\"}",
     "{\"real\":\"-Infinity\",\"half\":\"Infinity\"}"},
    {"{\"real\":\"1.5\",\"half\":1}", "{\"real\":1.5,\"half\":1.0}"},
    {"{\"real\":1e-999}", "{}"},
    {"{\"isSmall\":true}", "{\"isSmall\":true}"},
    {"{\"limit\":0}", "{\"limit\":0}"},
    {"{\"color\":\"COLOR_RED\"}", "{\"color\":\"COLOR_RED\"}"},
    {"{\"color\":2}", "{\"color\":\"COLOR_RED\"}"},
    {"{\"color\":-3}", "{\"color\":-3}"},
    {"{\"wholeChoice\":null,\"textChoice\":\"\"}", "{\"textChoice\":\"\"}"},
    {"{\"blob\":\"+//+AQ==\"}", "{\"blob\":\"+//+AQ==\"}"},
    {"{\"blob\":\"+//+AQ\"}", "{\"blob\":\"+//+AQ==\"}"},
    {"{\"blob\":\"-__-AQ==\"}", "{\"blob\":\"+//+AQ==\"}"},
    {"{\"blob\":\"-__-AQ\"}", "{\"blob\":\"+//+AQ==\"}"},
    {"{\"blob\":\"\"}", "{}"},
};

static void
test_reads(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good_texts / sizeof *good_texts; i++) {
        char error[200] = "";
        const char *text = good_texts[i].text;
        ProtobufCMessage *message =
            json_read_message(arena, &sample_type, text, strlen(text), error, sizeof error);
        if (message == NULL)
            fail_msg("%s: %s", text, error);
        check_written(message, JSON_SPARSE, good_texts[i].same);
        arena_reset(arena, 0);
    }
}

static const struct {
    const char *text, *error;
} refused_texts[] = {
    {"", "the document: must be an object { ... }"},
    {"[]", "the document: must be an object { ... }"},
    {"null", "the document: must be an object { ... }"},
    {"\xef\xbb\xbf{}", "the document: must begin with {, not with a byte order mark"},
    {"{", "the document: a quote is missing (byte 2)"},
    {"{}{}", "the document: something follows its end (byte 3)"},
    {"{} x", "the document: something follows its end (byte 4)"},
    {"{\"limit\":1,}", "the document: a quote is missing (byte 12)"},
    {"{\"limit\":1 \"color\":1}", "the document: a comma or } is missing (byte 12)"},
    {"{\"limit\" 1}", "limit: a colon is missing (byte 10)"},
    {"{\"limit\":}", "limit: a value is missing (byte 10)"},
    {"{limit:1}", "the document: a quote is missing (byte 2)"},
    {"{'limit':1}", "the document: a quote is missing (byte 2)"},
    {"{\"limit\":1 /* one */}", "the document: a comma or } is missing (byte 12)"},
    {"{\"\":1}", "the document: there is no such field"},
    {"{\"other\":1}", "other: there is no such field"},
    {"{\"SomeText\":\"\"}", "SomeText: there is no such field"},
    {"{\"some\\u0000\":1}", "the document: has a \\u that is no character (byte 9)"},
    {"{\"a\xc3\xa9\\n\":1}", "a???: there is no such field"},
    {"{\"limit\":1,\"limit\":1}", "limit: is given twice"},
    {"{\"some_text\":\"\",\"someText\":\"\"}", "someText: is given twice"},
    {"{\"limit\":null,\"limit\":1}", "limit: is given twice"},
    {"{\"wholeChoice\":1,\"textChoice\":\"\"}",
     "textChoice: only one of these fields may be given"},
    {"{\"child\":[]}", "child: must be an object { ... }"},
    {"{\"child\":\"x\"}", "child: must be an object { ... }"},
    {"{\"child\":{\"limit\":true}}", "child.limit: must be a whole number"},
    {"{\"numbers\":1}", "numbers: must be a list [ ... ]"},
    {"{\"numbers\":[1,]}", "numbers[1]: a value is missing (byte 15)"},
    {"{\"numbers\":[1 2]}", "numbers: a comma or ] is missing (byte 15)"},
    {"{\"numbers\":[1}", "numbers: a comma or ] is missing (byte 14)"},
    {"{\"numbers\":[,1]}", "numbers[0]: a value is missing (byte 13)"},
    {"{\"numbers\":[null]}", "numbers[0]: a value is missing (byte 13)"},
    {"{\"numbers\":[[1]]}", "numbers[0]: must not be a list"},
    {"{\"numbers\":[0,9223372036854775808]}", "numbers[1]: is out of range"},
    {"{\"numbers\":[-9223372036854775809]}", "numbers[0]: is out of range"},
    {"{\"numbers\":[1e99999999999999999999]}", "numbers[0]: is out of range"},
    {"{\"numbers\":[\"\"]}", "numbers[0]: must be a whole number"},
    {"{\"numbers\":[\" 1\"]}", "numbers[0]: must be a whole number"},
    {"{\"numbers\":[\"1x\"]}", "numbers[0]: must be a whole number"},
    {"{\"numbers\":[\"+1\"]}", "numbers[0]: must be a whole number"},
    {"{\"numbers\":[1.5]}", "numbers[0]: must be a whole number"},
    {"{\"numbers\":[1e-1]}", "numbers[0]: must be a whole number"},
    {"{\"whole\":-1}", "whole: is out of range"},
    {"{\"whole\":18446744073709551616}", "whole: is out of range"},
    {"{\"limit\":4294967296}", "limit: is out of range"},
    {"{\"limit\":01}", "limit: is a number that begins with 0 (byte 11)"},
    {"{\"limit\":+1}", "limit: a value is missing (byte 10)"},
    {"{\"limit\":-}", "limit: is no number (byte 11)"},
    {"{\"limit\":1.}", "limit: is a number without digits after its point (byte 12)"},
    {"{\"limit\":1e}", "limit: is a number without digits in its exponent (byte 12)"},
    {"{\"limit\":0x10}", "the document: a comma or } is missing (byte 11)"},
    {"{\"real\":1e999}", "real: is out of range"},
    {"{\"real\":NaN}", "real: a value is missing (byte 9)"},
    {"{\"real\":\"nan\"}", "real: must be a number"},
    {"{\"real\":\"1.5 \"}", "real: must be a number"},
    {"{\"real\":true}", "real: must be a number"},
    {"{\"half\":1e39}", "half: is out of range"},
    {"{\"isSmall\":1}", "isSmall: must be true or false"},
    {"{\"isSmall\":\"true\"}", "isSmall: must be true or false"},
    {"{\"isSmall\":truee}", "isSmall: a value is missing (byte 12)"},
    {"{\"color\":\"RED\"}", "color: must be one of COLOR_RED, COLOR_BLUE"},
    {"{\"color\":true}", "color: must be one of COLOR_RED, COLOR_BLUE"},
    {"{\"color\":2147483648}", "color: is out of range"},
    {"{\"color\":1.5}", "color: must be a whole number"},
    {"{\"someText\":1}", "someText: must be text in quotes"},
    {"{\"someText\":\"a", "someText: a quote is missing (byte 15)"},
    {"{\"someText\":\"a\nb\"}", "someText: has a control character that is not escaped (byte 16)"},
    {"{\"someText\":\"\\x41\"}", "someText: has an unknown escape (byte 16)"},
    {"{\"someText\":\"\\u12\"}", "someText: has a \\u that is no character (byte 16)"},
    {"{\"someText\":\"\\ud800\"}", "someText: has a \\u that is no character (byte 20)"},
    {"{\"someText\":\"\\ud800\\u0041\"}", "someText: has a \\u that is no character (byte 20)"},
    {"{\"someText\":\"\\udc00\"}", "someText: has a \\u that is no character (byte 16)"},
    {"{\"someText\":\"\\u0000\"}", "someText: has a \\u that is no character (byte 16)"},
    {"{\"someText\":\"\xc3\"}", "the document: must be UTF-8 without NUL"},
    {"{\"someText\":\"\xed\xa0\x80\"}", "the document: must be UTF-8 without NUL"},
    {"{\"blob\":\"A\"}", "blob: must be base64 in quotes"},
    {"{\"blob\":\"AQ=\"}", "blob: must be base64 in quotes"},
    {"{\"blob\":\"AR==\"}", "blob: must be base64 in quotes"},
    {"{\"blob\":\"A Q=\"}", "blob: must be base64 in quotes"},
    {"{\"blob\":\"+_==\"}", "blob: must be base64 in quotes"},
    {"{\"blob\":1}", "blob: must be base64 in quotes"},
};

static void
check_refused(const char *text, size_t bytes, const char *wanted)
{
    char error[200] = "";
    size_t mark = arena_mark(arena);

    if (json_read_message(arena, &sample_type, text, bytes, error, sizeof error) != NULL)
        fail_msg("%s was read", text);
    if (strcmp(error, wanted) != 0)
        fail_msg("%s: '%s' instead of '%s'", text, error, wanted);
    assert_int_equal(arena_mark(arena), mark);
}

static void
test_refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused_texts / sizeof *refused_texts; i++) {
        size_t bytes = strlen(refused_texts[i].text);
        char *exact = malloc(bytes + 1); /* so that a step beyond its end is seen */
        memcpy(exact, refused_texts[i].text, bytes + 1);
        check_refused(exact, bytes, refused_texts[i].error);
        free(exact);
    }
    check_refused("{\"someText\":\"\0\"}", 15, "the document: must be UTF-8 without NUL");
}

/* --- limits ----------------------------------------------------------------------------------- */

static char *
nested(size_t depth)
{
    static char text[4096];
    size_t at = 0;

    for (size_t i = 0; i < depth; i++)
        at += (size_t)sprintf(text + at, i + 1 < depth ? "{\"child\":" : "{");
    memset(text + at, '}', depth);
    text[at + depth] = '\0';
    return text;
}

static void
test_depth(void **state)
{
    (void)state;
    char error[400], *text = nested(JSON_DEPTH_MAX);

    assert_non_null(
        json_read_message(arena, &sample_type, text, strlen(text), error, sizeof error));
    text = nested(JSON_DEPTH_MAX + 1);
    assert_null(json_read_message(arena, &sample_type, text, strlen(text), error, sizeof error));
    assert_non_null(strstr(error, "nested too deeply"));
}

/* A short error must not be written beyond its end, nor a long path beyond the reader's. */
static void
test_error_is_bounded(void **state)
{
    (void)state;
    char error[8] = "", *text = nested(JSON_DEPTH_MAX + 1);

    assert_null(json_read_message(arena, &sample_type, text, strlen(text), error, sizeof error));
    assert_string_equal(error, "child.c");
}

/* {"children":[{},{}]} with so many, each of so many bytes. */
static char *
children(size_t count, int each_bytes)
{
    char *text = malloc(count * (size_t)(each_bytes + 1) + 20);
    size_t at = (size_t)sprintf(text, "{\"children\":[");

    for (size_t i = 0; i < count; i++)
        at += (size_t)sprintf(text + at, "%s{%*s}", i > 0 ? "," : "", each_bytes - 2, "");
    sprintf(text + at, "]}");
    return text;
}

static void
test_memory(void **state)
{
    char error[200] = "", *dense = children(20000, 2), *large = children(100000, 20);
    struct arena *small = arena_create(4096), *enough = arena_create((size_t)128 << 20);
    size_t mark = arena_mark(arena);

    (void)state;
    assert_null(
        json_read_message(arena, &sample_list_type, dense, strlen(dense), error, sizeof error));
    assert_non_null(strstr(error, ": too large when unpacked"));
    assert_int_equal(arena_mark(arena), mark);
    assert_null(
        json_read_message(small, &sample_list_type, dense, strlen(dense), error, sizeof error));
    assert_null(
        json_read_message(enough, &sample_list_type, large, strlen(large), error, sizeof error));
    assert_non_null(strstr(error, ": too large when unpacked"));
    arena_destroy(&small);
    arena_destroy(&enough);
    free(dense);
    free(large);
}

/* --- one field of a URL ----------------------------------------------------------------------- */

static void
test_sets_fields(void **state)
{
    static const struct {
        const char *name, *value, *error; /* NULL: taken */
    } rows[] = {
        {"someText", "a\"b", NULL},
        {"some_text", "\xc3\xa9", NULL},
        {"isSmall", "true", NULL},
        {"limit", "17", NULL},
        {"color", "COLOR_RED", NULL},
        {"color", "2", NULL},
        {"numbers", "1", NULL},
        {"numbers", "-2", NULL},
        {"numbers", "3", NULL},
        {"names", "n", NULL},
        {"textChoice", "t", NULL},
        {"other", "1", "other: there is no such field"},
        {"", "1", "the document: there is no such field"},
        {"child", "{}", "child: must be an object { ... }"},
        {"limit", "", "limit: must be a whole number"},
        {"limit", "-1", "limit: is out of range"},
        {"limit", "1 ", "limit: must be a whole number"},
        {"isSmall", "1", "isSmall: must be true or false"},
        {"color", "BLUE", "color: must be one of COLOR_RED, COLOR_BLUE"},
        {"numbers", "x", "numbers: must be a whole number"},
        {"names", "\xff", "names: must be UTF-8"},
    };
    struct sample sample;
    char error[200];

    (void)state;
    sample_init(&sample.base);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool taken =
            json_set_field(arena, &sample.base, rows[i].name, rows[i].value, error, sizeof error);
        assert_int_equal(taken, rows[i].error == NULL);
        if (!taken)
            assert_string_equal(error, rows[i].error);
    }
    check_written(&sample.base, JSON_SPARSE,
                  "{\"someText\":\"\xc3\xa9\",\"numbers\":[\"1\",\"-2\",\"3\"],\"names\":[\"n\"],"
                  "\"isSmall\":true,\"limit\":17,\"color\":\"COLOR_RED\",\"textChoice\":\"t\"}");
}

/* A list that came from a body goes on growing. */
static void
test_sets_after_reading(void **state)
{
    char text[200] = "{\"numbers\":[1,2,3]}", error[200];
    ProtobufCMessage *message =
        json_read_message(arena, &sample_type, text, strlen(text), error, sizeof error);

    (void)state;
    for (int i = 4; i <= 40; i++) {
        char number[8];
        snprintf(number, sizeof number, "%d", i);
        assert_true(json_set_field(arena, message, "numbers", number, error, sizeof error));
    }
    const struct sample *sample = (const struct sample *)message;
    assert_int_equal(sample->number_count, 40);
    for (int i = 0; i < 40; i++)
        assert_int_equal(sample->numbers[i], i + 1);
}

/* --- every message of the project ------------------------------------------------------------- */

static const ProtobufCMessage *
again(const ProtobufCMessage *message, unsigned style)
{
    struct json_text text = {0};
    char error[400] = "";

    json_write_message(&text, message, style);
    const ProtobufCMessage *read =
        json_read_message(arena, message->descriptor, text.text, text.bytes, error, sizeof error);
    if (read == NULL)
        fail_msg("%s: %s\n%s", message->descriptor->name, error, text.text);
    json_text_free(&text);
    return read;
}

static void
check_same(const ProtobufCMessage *a, const ProtobufCMessage *b)
{
    size_t a_bytes, b_bytes;
    const uint8_t *a_packed = message_pack(arena, a, &a_bytes);
    const uint8_t *b_packed = message_pack(arena, b, &b_bytes);

    if (a_bytes != b_bytes || memcmp(a_packed, b_packed, a_bytes) != 0)
        fail_msg("a %s came back as another one", a->descriptor->name);
}

static void
test_every_message_comes_back(void **state)
{
    enum { TIMES = 10 };
    const char *given = getenv("CROSSDOCK_TEST_SEED");
    uint64_t seed = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);

    (void)state;
    print_message("CROSSDOCK_TEST_SEED=%llu\n", (unsigned long long)seed);
    for (size_t i = 0; i < message_type_count * TIMES; i++) {
        const ProtobufCMessage *message =
            random_message(arena, message_types[i % message_type_count], &seed);
        for (unsigned style = 0; style < 8; style++)
            check_same(message, again(message, style));
        arena_reset(arena, 0);
    }
}

static void
test_types(void **state)
{
    (void)state;
    assert_true(message_type_count > 250);
    for (size_t i = 0; i < message_type_count; i++) {
        assert_ptr_equal(message_type_find(message_types[i]->name), message_types[i]);
        assert_true(i == 0 || strcmp(message_types[i - 1]->name, message_types[i]->name) < 0);
    }
    assert_ptr_equal(message_type_find("crossdock.envelope.v1.Head"),
                     &crossdock__envelope__v1__head__descriptor);
    assert_null(message_type_find("crossdock.envelope.v1.Hea"));
    assert_null(message_type_find(""));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writes),
        cmocka_unit_test(test_writes_reals),
        cmocka_unit_test(test_reads),
        cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_error_is_bounded),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_sets_fields),
        cmocka_unit_test(test_sets_after_reading),
        cmocka_unit_test(test_every_message_comes_back),
        cmocka_unit_test(test_types),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
