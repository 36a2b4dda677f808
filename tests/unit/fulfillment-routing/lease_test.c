/*
 * Leases as a table: PICKER UNTIL of the list, who asks and when, then what a claim and what work
 * on the list comes to. - is nobody.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/floor/lease.h"

static void
claims_and_work(void **state)
{
    static const char *const claims[] = {"taken", "longer", "refused"};
    static const char *const uses[] = {"holds", "not-claimed", "ended", "others"};
    static const struct {
        const char *given, *expected;
    } rows[] = {
        {"-   0   Pim 100", "taken not-claimed"},
        {"Pim 200 Pim 100", "longer holds"},
        {"Pim 200 Ann 100", "refused others"},
        {"Pim 200 Pim 199", "longer holds"},
        {"Pim 200 Ann 199", "refused others"},
        {"Pim 200 Pim 200", "taken ended"}, /* at its very end it has ended */
        {"Pim 200 Ann 200", "taken not-claimed"},
        {"Pim 200 Ann 900", "taken not-claimed"},
        {"Pim 200 pim 100", "refused others"}, /* codes are compared as they are */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char has[16], asks[16], seen[64];
        long long until, now;
        assert_int_equal(sscanf(rows[i].given, "%15s %lld %15s %lld", has, &until, asks, &now), 4);
        const struct lease lease = {strcmp(has, "-") == 0 ? "" : has, until};
        snprintf(seen, sizeof seen, "%s %s", claims[lease_claim(&lease, asks, now)],
                 uses[lease_use(&lease, asks, now)]);
        assert_string_equal(seen, rows[i].expected);
        assert_int_equal(lease_is_held(&lease, now), strstr(seen, "taken") == NULL);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(claims_and_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
