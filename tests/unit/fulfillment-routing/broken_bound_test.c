/*
 * Negative control of least_cost_test.c: with a bound that is a little too high the search throws
 * away the best plan, and the comparison with all sets has to see it.
 *
 * The bound of the core is compiled once more here under another name; the broken one takes its
 * place, since a program's own functions come before those of a library.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/search/search.h"

void true_bound_raise(struct search *search, struct sets sets, score base, struct bound *bound,
                      score *price);
#define bound_raise true_bound_raise
#include "services/fulfillment-routing/core/search/search_bound.c"
#undef bound_raise
#include "tests/unit/fulfillment-routing/all_sets.h"

static int64_t too_high_percent;

void
bound_raise(struct search *search, struct sets sets, score base, struct bound *bound, score *price)
{
    true_bound_raise(search, sets, base, bound, price);
    bound->fixed += bound->fixed * too_high_percent / 100;
}

/* How many of so many worlds are decided otherwise than by trying all. */
static int
count_wrong(int64_t percent)
{
    struct world world;
    int wrong = 0;

    too_high_percent = percent;
    for (int round = 0; round < 5000; round++) {
        struct choice choice;
        struct tried best;
        unsigned relaxed;
        make_random(&world);
        routing_decide(&world.request, &choice);
        wrong += set_of(&choice.plan) != best_set_relaxed(&world, &best, &relaxed);
    }
    return wrong;
}

static void
a_broken_bound_is_seen(void **state)
{
    (void)state;
    assert_int_equal(count_wrong(0), 0);
    assert_true(count_wrong(10) > 0);
    assert_true(count_wrong(50) > 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_broken_bound_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
