/* Balances and the movements behind them: what was there before, what each kind made of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/inventory/core/sum_up_balance.h"

/* Newest first: kind, quantity, on hand after; then what comes out. */
static const char *const table[] = {
    /* movements                                    before  now  sound */
    "RECEIVE +50 50                              :      0   50  yes",
    "SHIP -3 47, RECEIVE +50 50                  :      0   47  yes",
    "SHIP -3 47                                  :     50   47  yes",
    "COUNT -1 46, SHIP -3 47                     :     50   46  yes",
    "STATE +5 50, STATE -5 45, RECEIVE +50 50    :      0   50  yes",
    "SHIP -3 46, RECEIVE +50 50                  :      0   46  no",
    "WRITE_OFF -50 0, RETURN +1 50, SHIP -1 49   :     50    0  yes",
};

static enum movement_kind
kind_named(const char *name)
{
    static const struct {
        const char *name;
        enum movement_kind kind;
    } kinds[] = {
        {"RECEIVE", MOVEMENT_RECEIVE},    {"SHIP", MOVEMENT_SHIP},
        {"COUNT", MOVEMENT_COUNT},        {"STATE", MOVEMENT_STATE_CHANGE},
        {"WRITE_OFF", MOVEMENT_WRITE_OFF}, {"RETURN", MOVEMENT_RETURN_IN},
    };

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].name, name) == 0)
            return kinds[i].kind;
    }
    fail_msg("no kind %s", name);
    return MOVEMENT_ADJUST;
}

static void
every_row(void **state)
{
    (void)state;
    for (size_t row = 0; row < sizeof table / sizeof table[0]; row++) {
        struct chain_link links[8];
        size_t count = 0;
        const char *at = table[row];
        char name[16], sound[4];
        long quantity, after, before, now;
        int read;

        while (sscanf(at, " %15[A-Z_] %ld %ld%n", name, &quantity, &after, &read) == 3) {
            links[count++] = (struct chain_link){kind_named(name), quantity, after};
            at += read;
            if (*at == ',')
                at++;
        }
        assert_int_equal(sscanf(at, " : %ld %ld %3s", &before, &now, sound), 3);
        const struct balance_sum sum = sum_up_balance(links, count);
        assert_int_equal(sum.before, before);
        assert_int_equal(sum.now, now);
        assert_int_equal(chain_is_sound(links, count), strcmp(sound, "yes") == 0);
        int64_t units = 0, movements = 0;
        for (int kind = 0; kind < MOVEMENT_KIND_COUNT; kind++) {
            units += sum.units[kind];
            movements += sum.movements[kind];
        }
        assert_int_equal(movements, count);
        if (strcmp(sound, "yes") == 0)
            assert_int_equal(sum.before + units, sum.now);
    }
}

static void
nothing_moved(void **state)
{
    (void)state;
    const struct balance_sum sum = sum_up_balance(NULL, 0);
    assert_int_equal(sum.now, 0);
    assert_true(chain_is_sound(NULL, 0));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row),
        cmocka_unit_test(nothing_moved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
