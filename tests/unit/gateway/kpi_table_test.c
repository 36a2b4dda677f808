/* Key figures as a table for spreadsheets: what is quoted, what is empty, what is no formula. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "services/gateway/web/kpi_table.h"

#define HEAD "name,title,unit,group,value,numerator,denominator\r\n"

static const struct fact {
    const char *view, *table; /* NULL: refused */
} facts[] = {
    {"{\"kpis\": []}", HEAD},
    {"{\"kpis\": [{\"name\": \"a\", \"title\": \"A\", \"unit\": \"ratio\", \"known\": true, "
     "\"value\": 0.25, \"points\": [{\"group\": \"2026-01-31\", \"value\": 0.5, "
     "\"numerator\": 1, \"denominator\": 2}]}]}",
     HEAD "a,A,ratio,,0.25,,\r\na,A,ratio,2026-01-31,0.5,1,2\r\n"},
    {"{\"kpis\": [{\"name\": \"a\", \"title\": \"A, \\\"B\\\"\", \"unit\": \"\", "
     "\"known\": false, \"value\": 0}]}",
     HEAD "a,\"A, \"\"B\"\"\",,,,,\r\n"},
    {"{\"kpis\": [{\"name\": \"=1+1\", \"title\": \"@x\", \"unit\": \"-\", \"known\": true, "
     "\"value\": -3}]}",
     HEAD "\"'=1+1\",\"'@x\",\"'-\",,-3,,\r\n"},
    {"{}", NULL},
    {"[]", NULL},
    {"no JSON", NULL},
};

static void
tables_are_plain(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        struct json_text text = {0};
        bool good = kpi_table_write(&text, facts[i].view, strlen(facts[i].view));
        assert_int_equal(good, facts[i].table != NULL);
        if (good)
            assert_string_equal(text.text, facts[i].table);
        json_text_free(&text);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_plain),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
