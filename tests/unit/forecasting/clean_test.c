/*
 * What was counted, and the series made of it. Expected values follow the rules by hand; that of
 * the spike: 13 others of 4 have no spread, so the limit is that of Poisson, ln 4 + 3.5 / sqrt 4
 * -> 23.02.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/clean/clean.h"

#define VALUES_MAX 128

/* units, '-' missing, each with /share when it was not in stock all of the time, ended by ':' and
 * the period; then what comes of it, and the sentence */
/* clang-format off */
static const char facts[] =
    "4 5 0 6 : 1 = 4 5 0 6 ;\n"
    ": 1 = ;\n"
    "0 0 0 : 1 = ;\n"
    /* before the first demand there was no SKU */
    "0 0 - 3 0 2 0 : 1 = 3 0 2 0 ;\n"
    "4 - 5 : 1 = 4 - 5 ;1 bucket missing\n"
    /* returns undo the nearest sales; what finds none is dropped */
    "4 5 -3 6 : 1 = 4 2 0 6 ;1 lowered by returns\n"
    "4 5 -7 6 : 1 = 2 0 0 6 ;2 lowered by returns\n"
    "4 5 -20 6 : 1 = 0 0 0 6 ;2 lowered by returns\n"
    "-2 4 5 : 1 = 4 5 ;\n"
    /* sold out: not known, unless more was sold than is usual */
    "4 4 0/0 4 : 1 = 4 4 - 4 ;1 sold out\n"
    "4 4 9/0 4 : 1 = 4 4 9 4 ;\n"
    "4 4 3/0.2 4 : 1 = 4 4 - 4 ;1 sold out\n"
    "6/0 0/0 : 1 = - - ;2 sold out\n" /* what is usual nobody knows */
    /* sold out for a part of the day: put to the whole */
    "4 4 3/0.75 4 : 1 = 4 4 4 4 ;1 raised for hours sold out\n"
    "4 0/0.6 4 : 1 = 4 0 4 ;\n"
    /* a spike counts as far as the others go */
    "4 4 4 4 4 4 4 400 4 4 4 4 4 4 : 1 = 4 4 4 4 4 4 4 23.02 4 4 4 4 4 4 ;1 spike cut\n"
    "4 4 4 4 4 4 4 4 4 4 4 4 4 400 : 1 = 4 4 4 4 4 4 4 4 4 4 4 4 4 23.02 ;1 spike cut\n"
    "4 4 4 4 4 4 4 20 4 4 4 4 4 4 : 1 = 4 4 4 4 4 4 4 20 4 4 4 4 4 4 ;\n"
    /* what comes again at the same place of a season is none */
    "4 4 4 90 4 4 4 4 4 4 90 4 4 4 : 7 = 4 4 4 90 4 4 4 4 4 4 90 4 4 4 ;\n"
    /* three together are a new level */
    "4 4 4 4 4 4 4 4 4 4 4 4 4 4 400 400 400 : 1 = "
    "4 4 4 4 4 4 4 4 4 4 4 4 4 4 400 400 400 ;\n"
    /* too little to tell what is usual */
    "4 4 400 4 4 : 1 = 4 4 400 4 4 ;\n"
    "4 - 5 -3 0/0 6 : 1 = 4 - 2 0 - 6 ;1 bucket missing, 1 sold out, 1 lowered by returns\n";
/* clang-format on */

struct fact {
    double units[VALUES_MAX], in_stock[VALUES_MAX], expected[VALUES_MAX];
    int count, expected_count, period;
    const char *says;
};

static const char *
read_value(const char *at, double *value)
{
    char *end;

    if (*at == '-' && at[1] == ' ') {
        *value = NAN;
        return at + 1;
    }
    *value = strtod(at, &end);
    assert_true(end > at);
    return end;
}

static const char *
read_fact(const char *at, struct fact *fact)
{
    *fact = (struct fact){0};
    while (*at != ':') {
        fact->in_stock[fact->count] = 1;
        at = read_value(at, &fact->units[fact->count]);
        if (*at == '/')
            at = read_value(at + 1, &fact->in_stock[fact->count]);
        fact->count++;
        at += strspn(at, " ");
    }
    fact->period = atoi(at + 1);
    for (at = strchr(at, '=') + 2; *at != ';'; at += strspn(at, " "))
        at = read_value(at, &fact->expected[fact->expected_count++]);
    fact->says = at + 1;
    return strchr(at, '\n') + 1;
}

static struct scratch
room(void)
{
    static unsigned char bytes[1 << 20];
    return (struct scratch){.bytes = bytes, .size = sizeof bytes};
}

static void
what_was_counted_becomes_a_series(void **state)
{
    (void)state;
    for (const char *at = facts; *at != '\0';) {
        struct fact fact;
        double values[VALUES_MAX];
        struct scratch scratch = room();
        print_message("%.*s\n", (int)strcspn(at, "\n"), at);
        at = read_fact(at, &fact);
        const struct counted counted = {fact.units, fact.in_stock, fact.count, fact.period};

        const struct cleaned cleaned = clean_series(&counted, &scratch, values);
        assert_int_equal(cleaned.count, fact.expected_count);
        for (int i = 0; i < cleaned.count; i++)
            assert_true((isnan(values[i]) && isnan(fact.expected[i])) ||
                        fabs(values[i] - fact.expected[i]) < 0.01);
        assert_int_equal(strlen(cleaned.says), strcspn(fact.says, "\n"));
        assert_memory_equal(cleaned.says, fact.says, strlen(cleaned.says));
        assert_int_equal(scratch.used, 0);
    }
}

static void
the_newest_without_demand_are_counted(void **state)
{
    const double units[] = {3, 0, 2, 0, NAN, 0};
    const struct counted counted = {units, NULL, 6, 1};
    struct scratch scratch = room();
    double values[6];

    (void)state;
    assert_int_equal(clean_series(&counted, &scratch, values).idle, 2);
}

static double
uniform(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(*seed >> 11) / 9007199254740992.0;
}

/* Of demand without accidents next to nothing is cut, and nothing is ever raised or negative. */
static void
ordinary_demand_stays(void **state)
{
    uint64_t seed = 20261122;
    long cut = 0, buckets = 0;

    (void)state;
    print_message("seed %llu\n", (unsigned long long)seed);
    for (int round = 0; round < 1000; round++) {
        double units[VALUES_MAX], values[VALUES_MAX];
        const int count = 20 + (int)(100 * uniform(&seed));
        const double size = 1 + 50 * uniform(&seed), chance = uniform(&seed);
        for (int i = 0; i < count; i++)
            units[i] = uniform(&seed) < chance ? ceil(-size * log(1 - uniform(&seed))) : 0;
        const struct counted counted = {units, NULL, count, 7};
        struct scratch scratch = room();
        const struct cleaned cleaned = clean_series(&counted, &scratch, values);
        cut += cleaned.spikes;
        buckets += cleaned.count;
        for (int i = 0; i < cleaned.count; i++)
            assert_true(values[i] >= 0 && values[i] <= units[cleaned.first + i]);
    }
    print_message("%ld of %ld cut\n", cut, buckets);
    assert_true(cut * 1000 < buckets);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_counted_becomes_a_series),
        cmocka_unit_test(the_newest_without_demand_are_counted),
        cmocka_unit_test(ordinary_demand_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
