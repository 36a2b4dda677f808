/*
 * What a policy may be: a good one with one number changed, then what is wrong with it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/policy_check.h"

static struct zone zones[2];
static int64_t breaks[2], prices[4];
static struct carrier_service services[17];

/* By rates, or by a tariff. */
static struct policy
good(bool by_rates)
{
    struct policy policy = {.kind = POLICY_LEAST_COST, .version = 1, .currency = "USD"};

    zones[0] = (struct zone){100, 1};
    zones[1] = (struct zone){200, 90};
    breaks[0] = 1000;
    breaks[1] = 2000;
    prices[0] = prices[1] = prices[2] = 5;
    prices[3] = NOT_CARRIED;
    for (int i = 0; i < 17; i++)
        services[i] = (struct carrier_service){"POST", "slow", 2, 2, zones, breaks, prices, 0x1f};
    policy.services = services;
    policy.zones = zones;
    if (by_rates)
        policy.service_count = 2;
    else
        policy.tariff.parcel_nano = 1;
    return policy;
}

static void
check(const struct policy *policy, const char *expected)
{
    const char *wrong = policy_check(policy);

    assert_string_equal(wrong == NULL ? "" : wrong, expected);
}

/* A good policy, a change, what is said of it. */
#define CHECK(by_rates, change, expected)                                                          \
    do {                                                                                           \
        struct policy p = good(by_rates);                                                          \
        change;                                                                                    \
        check(&p, expected);                                                                       \
    } while (0)

static void
numbers_have_bounds(void **state)
{
    (void)state;
    CHECK(false, (void)0, "");
    CHECK(false, p.kind = POLICY_NONE, "kind is missing");
    CHECK(false, p.kind = POLICY_KIND_COUNT, "kind is missing");
    CHECK(false, strcpy(p.currency, ""), "");
    CHECK(false, strcpy(p.currency, "usd"), "currency is not three capital letters");
    CHECK(false, strcpy(p.currency, "US"), "currency is not three capital letters");
    CHECK(false, p.tariff.parcel_nano = -1, "a number of the tariff is out of range");
    CHECK(false, p.tariff.parcel_nano = INT64_MAX, "a number of the tariff is out of range");
    CHECK(false, p.tariff.kg_km_pico = INT64_C(10000000000001),
          "a number of the tariff is out of range");
    CHECK(false, p.late_day_nano = -1, "an amount is out of range");
    CHECK(false, p.split_nano = INT64_MAX, "an amount is out of range");
    CHECK(false, p.full_nano = -5, "an amount is out of range");
    CHECK(false, p.move_saving_min_nano = -5, "an amount is out of range");
    CHECK(false, p.scarcity_permille = 1001, "scarcity_permille is more than 1000");
    CHECK(false, p.parcels_max = 513, "parcels_max is more than 512");
    CHECK(false, p.split_value_min_minor = -1, "split_value_min_minor is out of range");
    CHECK(false, p.candidates_max = 65, "candidates_max is more than 64");
    CHECK(false, p.days = 128, "days are seven bits");
}

static void
tables_ascend(void **state)
{
    (void)state;
    CHECK(true, (void)0, "");
    CHECK(false, p.zone_count = 2, "");
    CHECK(false, p.zone_count = 33, "there are more than 32 zones");
    CHECK(false, (p.zone_count = 2, zones[1].to_m = 100), "zones do not ascend");
    CHECK(false, (p.zone_count = 2, zones[0].to_m = 0), "zones do not ascend");
    CHECK(false, (p.zone_count = 2, zones[1].transit_days = 91), "transit_days are not 0 to 90");
    CHECK(true, zones[0].transit_days = -1, "transit_days are not 0 to 90");
    CHECK(true, breaks[1] = 1000, "weight breaks do not ascend");
    CHECK(true, breaks[0] = 0, "weight breaks do not ascend");
    CHECK(true, services[1].break_count = 0, "a service has 1 to 64 weight breaks");
    CHECK(true, services[1].break_count = 65, "a service has 1 to 64 weight breaks");
    CHECK(true, services[1].zone_count = 0, "a service has no zone");
}

static void
services_can_be_used(void **state)
{
    (void)state;
    CHECK(true, p.service_count = 16, "");
    CHECK(true, p.service_count = 17, "there are more than 16 services");
    CHECK(true, p.tariff.kg_nano = 1,
          "services have prices and zones of their own: leave out the tariff and its zones");
    CHECK(true, p.zone_count = 1,
          "services have prices and zones of their own: leave out the tariff and its zones");
    CHECK(true, services[0].carrier = "", "carrier and service are texts of 1 to 64 bytes");
    CHECK(true, prices[0] = -2, "a price is out of range");
    CHECK(true, prices[2] = INT64_MAX, "a price is out of range");
    CHECK(true, prices[0] = prices[1] = prices[2] = NOT_CARRIED, "a service has no price at all");
    CHECK(true, services[0].days = 128, "days are seven bits");
}

static void
anything_has_a_price(void **state)
{
    struct policy none = {.kind = POLICY_NEAREST};
    struct policy late = {.kind = POLICY_NEAREST, .late_day_nano = 1};
    const struct policy rates = good(true);

    (void)state;
    assert_false(policy_has_prices(&none));
    assert_true(policy_has_prices(&late));
    assert_true(policy_has_prices(&rates));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_bounds),
        cmocka_unit_test(tables_ascend),
        cmocka_unit_test(services_can_be_used),
        cmocka_unit_test(anything_has_a_price),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
