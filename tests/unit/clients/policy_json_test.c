/* Policies as people write them: what is read is written again the same. Tables of text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "clients/cli/policy_json.h"
#include "clients/cli/weekdays.h"

#define BYTES_MAX (1 << 20)

static bool
read_text(struct arena *arena, const char *text, struct policy_file *file)
{
    char path[] = "/tmp/policy_json_test.XXXXXX";
    int to = mkstemp(path);
    assert_true(to >= 0);
    assert_int_equal(write(to, text, strlen(text)), (int)strlen(text));
    close(to);
    bool done = policy_json_read(arena, path, file);
    unlink(path);
    return done;
}

/* What is written of what was read; "no" when it was refused. NULL: the same as was read. */
static void
test_policies(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"{\"policy\":\"nearest\"}", NULL},
        {"{\"policy\":\"fewest-parcels\"}", NULL},
        {"{\"policy\":\"fewest_parcels\"}", "{\"policy\":\"fewest-parcels\"}"},
        {"{\"policy\":\"least-cost\",\"currency\":\"USD\",\"tariff\":{\"per_parcel\":8.169,\"per_"
         "km\":0.000196,"
         "\"per_kg\":1.233,\"per_kg_km\":0.001352}}",
         NULL},
        {"{\"policy\":\"least-cost\",\"tariff\":{\"per_parcel\":8.169,\"currency\":\"USD\"}}",
         "{\"policy\":\"least-cost\",\"currency\":\"USD\",\"tariff\":{\"per_parcel\":8.169,\"per_"
         "km\":0,"
         "\"per_kg\":0,\"per_kg_km\":0}}"},
        {"{\"policy\":\"least-cost\",\"note\":\"post\",\"currency\":\"GBP\",\"rates\":[{"
         "\"carrier\":\"post\","
         "\"service\":\"24\",\"zones_km\":[50,300.5],\"transit_days\":[1,2],\"days\":\"mon-sat\","
         "\"breaks_kg\":[0.5,30],"
         "\"prices\":[[2.1,4],[3,null]],\"surcharge\":0.25}],\"late_per_day\":1.5,\"split_"
         "penalty\":0.1,"
         "\"full_penalty\":2,\"scarcity\":0.25,\"parcels_max\":3,\"split_value_min\":12.5,"
         "\"candidates_max\":10,"
         "\"move_saving_min\":0.75}",
         "{\"policy\":\"least-cost\",\"note\":\"post\",\"currency\":\"GBP\",\"rates\":[{"
         "\"carrier\":\"post\","
         "\"service\":\"24\",\"zones_km\":[50,300.5],\"transit_days\":[1,2],\"days\":\"mon-sat\","
         "\"breaks_kg\":[0.5,30],"
         "\"prices\":[[2.1,4],[3,null]],\"surcharge\":0.25}],\"late_per_day\":1.5,\"split_"
         "penalty\":0.1,"
         "\"full_penalty\":2,\"scarcity\":0.25,\"parcels_max\":3,\"split_value_min\":12.5,"
         "\"candidates_max\":10,"
         "\"move_saving_min\":0.75}"},
        {"{\"policy\":\"nearest\",\"currency\":\"JPY\",\"split_value_min\":1200}", NULL},
        {"{\"policy\":\"nearest\",\"unheard_of\":1}", "{\"policy\":\"nearest\"}"},
        {"{\"policy\":\"nearest\",\"tariff\":null}", "{\"policy\":\"nearest\"}"},
        {"{\"policy\":\"nearest\",\"tariff\":{\"per_parcel\":1},\"rates\":{\"carrier\":\"p\","
         "\"service\":\"s\","
         "\"zones_km\":[5],\"breaks_kg\":[1],\"prices\":[[1]]}}",
         "{\"policy\":\"nearest\",\"rates\":[{\"carrier\":\"p\",\"service\":\"s\",\"zones_km\":[5],"
         "\"transit_days\":[0],"
         "\"breaks_kg\":[1],\"prices\":[[1]]}]}"},
        {"{\"policy\":\"cheapest\"}", "no"},
        {"{\"tariff\":{\"per_parcel\":1}}", "no"},
        {"{\"policy\":\"least-cost\"}", "no"},
        {"{\"policy\":\"nearest\",\"tariff\":{\"per_parcel\":\"8\"}}", "no"},
        {"{\"policy\":\"nearest\",\"tariff\":{\"per_parcel\":-1}}", "no"},
        {"{\"policy\":\"nearest\",\"tariff\":{\"per_parcel\":1e10}}", "no"},
        {"{\"policy\":\"nearest\",\"currency\":\"dollars\"}", "no"},
        {"{\"policy\":\"nearest\",\"currency\":\"USD\",\"tariff\":{\"currency\":\"EUR\"}}", "no"},
        {"{\"policy\":\"nearest\",\"scarcity\":1.5}", "no"},
        {"{\"policy\":\"nearest\",\"tariff\":{\"zones_km\":[100,50]}}", "no"},
        {"{\"policy\":\"nearest\",\"tariff\":{\"zones_km\":[100],\"transit_days\":[1,2]}}", "no"},
        {"{\"policy\":\"nearest\",\"rates\":[{\"carrier\":\"p\",\"service\":\"s\"}]}", "no"},
        {"{\"policy\":\"nearest\",\"rates\":[{\"carrier\":\"p\",\"service\":\"s\",\"zones_km\":[5],"
         "\"breaks_kg\":[1,2],"
         "\"prices\":[[1]]}]}",
         "no"},
        {"{\"policy\":\"nearest\",\"policy\":\"nearest\"}", "no"},
        {"{\"policy\":\"nearest\"", "no"},
        {"[]", "no"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct arena *arena = arena_create(BYTES_MAX);
        struct policy_file file;
        char *found = NULL;
        if (read_text(arena, table[i][0], &file)) {
            json_t *json = policy_json_write(&file.policy);
            found = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(15));
            json_decref(json);
        }
        assert_string_equal(found ? found : "no", table[i][1] ? table[i][1] : table[i][0]);
        free(found);
        arena_destroy(&arena);
    }
}

/* The decimals of a tariff are exact. */
static void
test_numbers(void **state)
{
    (void)state;
    struct arena *arena = arena_create(BYTES_MAX);
    struct policy_file file;
    assert_true(read_text(
        arena,
        "{\"policy\":\"least-cost\",\"name\":\"us\",\"capacity\":false,\"promise_days\":3,"
        "\"tariff\":{\"per_parcel\":8.169,\"per_km\":0.000196,\"per_kg\":1.233,"
        "\"per_kg_km\":0.001352,\"currency\":\"USD\"}}",
        &file));
    assert_int_equal(file.policy.tariff->parcel_nano, INT64_C(8169000000));
    assert_int_equal(file.policy.tariff->km_pico, 196000000);
    assert_int_equal(file.policy.tariff->kg_nano, 1233000000);
    assert_int_equal(file.policy.tariff->kg_km_pico, 1352000000);
    assert_string_equal(file.policy.currency, "USD");
    assert_string_equal(file.name, "us");
    assert_false(file.capacity);
    assert_int_equal(file.promise_days, 3);
    arena_destroy(&arena);
}

static void
test_decimals(void **state)
{
    (void)state;
    static const struct {
        int64_t value;
        int digits;
        const char *text;
    } table[] = {
        {INT64_C(8169000000), 9, "8.169"},
        {0, 9, "0"},
        {1, 9, "0.000000001"},
        {1000000000, 9, "1"},
        {-1500, 3, "-1.5"},
        {-5, 3, "-0.005"},
        {INT64_MAX, 9, "9223372036.854775807"},
        {120, 0, "120"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char found[32];
        assert_string_equal(policy_json_decimal(table[i].value, table[i].digits, found),
                            table[i].text);
    }
}

static void
test_weekdays(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int days; /* -1: not days */
        const char *written;
    } table[] = {
        {"daily", 0, "daily"},
        {"mon-sun", 0, "daily"},
        {"mon-fri", 0x1f, "mon-fri"},
        {"Mon,Wed;SAT", 0x25, "mon,wed,sat"},
        {"saturday sunday", 0x60, "sat,sun"},
        {"sat-mon", 0x61, "mon,sat,sun"},
        {"mon,tue,wed+fri", 0x17, "mon-wed,fri"},
        {"sun", 0x40, "sun"},
        {"", -1, ""},
        {"mo", -1, ""},
        {"someday", -1, ""},
        {"mon-", -1, ""},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        uint32_t days;
        char written[32];
        if (!weekdays_read(table[i].text, &days)) {
            assert_int_equal(table[i].days, -1);
            continue;
        }
        assert_int_equal((int)days, table[i].days);
        assert_string_equal(weekdays_write(days, written), table[i].written);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_policies),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_decimals),
        cmocka_unit_test(test_weekdays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
