/* What events do to a line, and what is shown of it, also while the two feeds are apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "services/order/core/line_shown.h"
#include "tests/unit/order/line_script.h"

static const struct {
    const char *ordered, *events, *shown;
} lives[] = {
    {"5", "", "undecided 5"},
    /* inventory decides */
    {"5", "commit 5", "reserved 5"},
    {"5", "backorder 5", "backordered 5"},
    {"5", "commit 3 backorder 2", "backordered 2 reserved 3"},
    {"5", "backorder 2 commit 3",
     "backordered 2 reserved 3"}, /* one decision, told the other way round */
    {"5", "backorder 5 commit 2", "backordered 3 reserved 2"},
    {"5", "commit 1 backorder 4 commit 3 commit 1", "reserved 5"},
    {"5", "commit 3", "undecided 2 reserved 3"},
    {"5", "commit 6", "refused: more units promised than are left of the line"},
    {"5", "commit 3 backorder 3",
     "refused: more units backordered than were undecided of the line"},
    /* routing plans, the warehouse works */
    {"5", "commit 5 plan 5", "allocated 5"},
    {"5", "commit 5 plan 2", "reserved 3 allocated 2"},
    {"5", "commit 5 plan 5 pick 3", "allocated 5 picked 3"},
    {"5", "commit 5 plan 5 pick 3 withdraw 2", "reserved 2 allocated 3 picked 3"},
    {"5", "commit 5 plan 5 withdraw 5 plan 5", "allocated 5"},
    {"5", "commit 5 plan 5 pick 5 withdraw 5", "reserved 5"},
    {"5", "commit 5 plan 5 pick 5 ship 5", "picked 5 shipped 5"},
    {"5", "commit 5 plan 5 ship 2", "allocated 3 picked 2 shipped 2"}, /* no pick was confirmed */
    {"5", "commit 5 plan 6", "refused: more units planned than are left of the line"},
    {"5", "commit 5 plan 5 ship 3 plan 1", "refused: more units planned than are left of the line"},
    {"5", "commit 5 plan 2 ship 3", "refused: more units shipped than were planned"},
    {"5", "commit 5 plan 2 pick 3", "refused: more units picked than were planned"},
    {"5", "commit 5 plan 5 ship 3 deliver 2 deliver 2",
     "refused: more units delivered than were shipped"},
    {"5", "commit 5 plan 2 withdraw 3", "refused: more units taken back than were planned"},
    /* routing is heard before inventory: a plan is proof of a promise */
    {"5", "plan 3", "undecided 2 allocated 3"},
    {"5", "plan 5 pick 5 ship 5", "picked 5 shipped 5"},
    {"5", "plan 3 ship 3 commit 3 backorder 2", "backordered 2 picked 3 shipped 3"},
    {"5", "backorder 5 plan 5", "allocated 5"},
    {"5", "backorder 3 plan 4", "backordered 1 allocated 4"},
    {"5", "commit 2 backorder 3 plan 4", "backordered 1 allocated 4"},
    {"5", "plan 5 commit 5", "allocated 5"},
    /* a cancel takes what is reserved first, then what is planned */
    {"5", "backorder 5 release 5 0", "cancelled 5"},
    {"5", "commit 3 backorder 2 release 2 3", "cancelled 5"},
    {"5", "commit 5 plan 3 release 0 2", "allocated 3 cancelled 2"},
    {"5", "commit 5 plan 3 release 0 4", "allocated 1 cancelled 4"},
    {"5", "commit 5 plan 5 release 0 5", "cancelled 5"},
    {"5", "commit 5 plan 5 pick 4 ship 2 release 0 3", "picked 2 shipped 2 cancelled 3"},
    {"5", "commit 5 plan 2 release 0 3 ship 2", "picked 2 shipped 2 cancelled 3"},
    {"5", "commit 5 release 0 3 plan 2 ship 2",
     "picked 2 shipped 2 cancelled 3"}, /* heard before the plan */
    {"5", "commit 5 release 0 5 plan 5", "cancelled 5"},
    /* routing drops its plans, before or after inventory gives the units back */
    {"5", "commit 5 plan 5 withdraw 5", "reserved 5"},
    {"5", "commit 5 plan 5 withdraw 5 release 0 5", "cancelled 5"},
    {"5", "commit 5 plan 5 release 0 5 withdraw 5", "cancelled 5"},
    {"5", "commit 5 plan 5 release 0 2 withdraw 5 plan 3", "allocated 3 cancelled 2"},
    {"5", "commit 5 plan 3 plan 2 pick 3 withdraw 3 pick 2", "reserved 3 allocated 2 picked 2"},
    /* promised units are lost: they wait again, whoever is heard first */
    {"5", "commit 5 lose 2", "backordered 2 reserved 3"},
    {"5", "commit 5 plan 5 lose 2", "allocated 5"},
    {"5", "commit 5 plan 5 lose 2 withdraw 5", "backordered 2 reserved 3"},
    {"5", "commit 5 plan 5 withdraw 5 lose 2 plan 3", "backordered 2 allocated 3"},
    {"5", "commit 5 lose 5 commit 5", "reserved 5"},
    {"5", "commit 2 lose 3", "refused: more units lost than were promised"},
    /* units that may not wait are refused */
    {"5", "refuse 5", "cancelled 5"},
    {"5", "commit 2 refuse 3", "reserved 2 cancelled 3"},
    {"5", "refuse 3 commit 2", "reserved 2 cancelled 3"},
    {"5", "commit 2 refuse 4", "refused: more units released than waited"},
    /* the line grows; a promise for what waited may be heard after that */
    {"5", "commit 5 plan 5 grow 2", "undecided 2 allocated 5"},
    {"5", "commit 5 plan 5 ship 5 grow 2 commit 2", "reserved 2 picked 5 shipped 5"},
    {"5", "backorder 5 grow 3 wait 3", "backordered 8"},
    {"5", "backorder 5 grow 3 commit 2 wait 3", "backordered 6 reserved 2"},
    {"5", "backorder 5 commit 2 grow 3 wait 3", "backordered 6 reserved 2"},
    {"5", "backorder 5 grow 3 commit 5 wait 3", "backordered 3 reserved 5"},
    {"5", "backorder 5 grow 3 commit 2 refuse 3", "backordered 3 reserved 2 cancelled 3"},
    {"5", "backorder 5 grow 3 commit 2 commit 1 wait 2", "backordered 5 reserved 3"},
    {"5", "backorder 5 grow 3 wait 9", "refused: more units backordered than are left of the line"},
    {"5", "commit 5 release 1 0", "refused: more units released than waited"},
    {"5", "commit 3 backorder 2 release 2 4", "refused: more units released than were promised"},
    {"5", "commit 5 plan 5 ship 4 release 0 2", "refused: units released that had shipped"},
    {"5", "commit 5 release 0 2 plan 5 ship 4", "refused: units shipped that were cancelled"},
};

static void
describe(const struct line_counters *units, char *to, size_t bytes_max)
{
    const struct line_shown shown = line_shown(units);
    const struct {
        const char *name;
        int64_t units;
    } counters[] = {
        {"undecided", shown.undecided},  {"backordered", shown.backordered},
        {"reserved", shown.reserved},    {"allocated", shown.allocated},
        {"picked", shown.picked},        {"shipped", units->shipped},
        {"cancelled", units->cancelled},
    };
    size_t used = 0;

    to[0] = '\0';
    for (size_t i = 0; i < sizeof counters / sizeof counters[0]; i++)
        if (counters[i].units != 0)
            used += (size_t)snprintf(to + used, bytes_max - used, "%s%s %ld", used > 0 ? " " : "",
                                     counters[i].name, counters[i].units);
}

static void
counters_tell_the_life_of_a_line(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof lives / sizeof lives[0]; i++) {
        struct order *order = script_order(lives[i].ordered);
        const char *reason = script_run(order, lives[i].events);
        char shown[200];

        if (reason != NULL)
            snprintf(shown, sizeof shown, "refused: %s", reason);
        else
            describe(&order->lines[0].units, shown, sizeof shown);
        if (strcmp(shown, lives[i].shown) != 0)
            print_error("%s: %s\n", lives[i].ordered, lives[i].events);
        assert_string_equal(shown, lives[i].shown);
        free(order);
    }
}

static void
refused_events_change_nothing(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof lives / sizeof lives[0]; i++) {
        struct order *order = script_order(lives[i].ordered);

        if (script_run(order, lives[i].events) != NULL) {
            const struct line_counters before = order->lines[0].units;
            const char *words = lives[i].events;
            const char *last = strrchr(words, ' ');

            /* The refused word is the last one of its life: say it again. */
            while (last > words && !(last[-1] >= 'a' && last[-1] <= 'z'))
                last--;
            while (last > words && last[-1] != ' ')
                last--;
            assert_non_null(script_run(order, last));
            assert_memory_equal(&before, &order->lines[0].units, sizeof before);
        }
        free(order);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counters_tell_the_life_of_a_line),
        cmocka_unit_test(refused_events_change_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
