/* Webhooks: what goes to whom, when again, and where to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "services/gateway/core/webhook.h"

#define ORDER     "crossdock.order.v1."
#define ROUTING   "crossdock.routing.v1."
#define INVENTORY "crossdock.inventory.v1."

/* --- matching --------------------------------------------------------------------------------- */

static const struct {
    enum person_role role;
    const char *owner_subject, *types, *subject; /* what is subscribed; types divided by a blank */
    const char *source, *type, *event_subject;
    bool matches;
} matchings[] = {
    {PERSON_OPERATOR, "", ORDER "OrderPlaced", "", "order", ORDER "OrderPlaced", "web", true},
    {PERSON_OPERATOR, "", ORDER "OrderPlaced", "", "order", ORDER "OrderPlacedAgain", "web", false},
    {PERSON_OPERATOR, "", ORDER "OrderPlacedAgain", "", "order", ORDER "OrderPlaced", "web", false},
    {PERSON_OPERATOR, "", ORDER "*", "", "order", ORDER "OrderPlaced", "web", true},
    {PERSON_OPERATOR, "", ORDER "*", "", "fulfillment-routing", ROUTING "PickListReleased", "A",
     false},
    {PERSON_OPERATOR, "", ORDER "OrderC*", "", "order", ORDER "OrderClosed", "web", true},
    {PERSON_OPERATOR, "", ORDER "OrderC*", "", "order", ORDER "OrderPlaced", "web", false},
    {PERSON_OPERATOR, "", "*", "", "inventory", "crossdock.inventory.v1.StockMoved", "", true},
    {PERSON_OPERATOR, "", "a.B " ORDER "*", "", "order", ORDER "OrderPlaced", "web", true},
    {PERSON_OPERATOR, "", "", "", "order", ORDER "OrderPlaced", "web", false},
    /* of one channel or location */
    {PERSON_OPERATOR, "", "*", "web", "order", ORDER "OrderPlaced", "web", true},
    {PERSON_OPERATOR, "", "*", "web", "order", ORDER "OrderPlaced", "shop", false},
    {PERSON_OPERATOR, "", "*", "web", "order", ORDER "OrderPlaced", "", false},
    {PERSON_READER, "", "*", "", "order", ORDER "OrderPlaced", "web", true},
    /* a shop: its own orders */
    {PERSON_STOREFRONT, "web", "*", "", "order", ORDER "OrderPlaced", "web", true},
    {PERSON_STOREFRONT, "web", "*", "", "order", ORDER "OrderPlaced", "shop", false},
    {PERSON_STOREFRONT, "web", "*", "", "fulfillment-routing", ROUTING "PickListReleased", "web",
     false},
    {PERSON_STOREFRONT, "web", "*", "shop", "order", ORDER "OrderPlaced", "web", false},
    /* a warehouse: what routing grants it */
    {PERSON_WAREHOUSE, "A", "*", "", "fulfillment-routing", ROUTING "PickListReleased", "A", true},
    {PERSON_WAREHOUSE, "A", "*", "", "fulfillment-routing", ROUTING "PickListReleased", "B", false},
    {PERSON_WAREHOUSE, "A", "*", "", "fulfillment-routing", ROUTING "FulfillmentPlanned", "A",
     false},
    {PERSON_WAREHOUSE, "A", "*", "", "order", ROUTING "PickListReleased", "A", false},
    {PERSON_WAREHOUSE, "A", "*", "", "inventory", INVENTORY "StockMoved", "A", true},
    {PERSON_WAREHOUSE, "A", "*", "", "inventory", INVENTORY "StockMoved", "B", false},
    {PERSON_WAREHOUSE, "A", "*", "", "inventory", INVENTORY "CountVarianceFound", "A", false},
    {PERSON_NOBODY, "", "*", "", "order", ORDER "OrderPlaced", "web", false},
};

static void
test_matching(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof matchings / sizeof matchings[0]; i++) {
        char words[200];
        const char *types[8];
        struct webhook_filter filter = {.owner_role = matchings[i].role,
                                        .owner_subject = matchings[i].owner_subject,
                                        .types = types,
                                        .subject = matchings[i].subject,
                                        .since_us = 1000};
        const struct event_sight event = {matchings[i].source, matchings[i].type,
                                          matchings[i].event_subject};
        snprintf(words, sizeof words, "%s", matchings[i].types);
        for (char *word = strtok(words, " "); word != NULL; word = strtok(NULL, " "))
            types[filter.type_count++] = word;
        if (webhook_matches(&filter, &event, 1000) != matchings[i].matches)
            fail_msg("row %zu", i);
        assert_false(webhook_matches(&filter, &event, 999)); /* said before it was subscribed */
    }
}

/* --- again ------------------------------------------------------------------------------------ */

static const struct {
    uint32_t attempts, attempts_max;
    int64_t seconds; /* -1: given up */
} waits[] = {
    {1, 10, 5},        {2, 10, 30},    {3, 10, 120},   {4, 10, 600},   {5, 10, 3600},
    {6, 10, 6 * 3600}, {7, 10, 43200}, {8, 10, 86400}, {9, 10, 86400}, {10, 10, -1},
    {11, 10, -1},      {1, 1, -1},     {1, 2, 5},      {2, 2, -1},     {10, 99, -1},
};

static void
test_backoff(void **state)
{
    int64_t least = INT64_MAX, most = 0;

    (void)state;
    for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
        for (uint64_t salt = 0; salt < 1000; salt++) {
            const int64_t us = webhook_backoff_us(waits[i].attempts, waits[i].attempts_max, salt);
            if (waits[i].seconds < 0) {
                assert_int_equal(us, -1);
                continue;
            }
            assert_in_range(us, waits[i].seconds * 900000, waits[i].seconds * 1100000);
            assert_int_equal(us,
                             webhook_backoff_us(waits[i].attempts, waits[i].attempts_max, salt));
            least = i == 0 && us < least ? us : least;
            most = i == 0 && us > most ? us : most;
        }
    }
    assert_true(least < 4600000 && most > 5400000); /* they are spread */
}

static void
test_rest(void **state)
{
    static const int64_t seconds[] = {1, 2, 4, 8, 16, 32, 60, 60};

    (void)state;
    for (uint32_t silences = 1; silences < sizeof seconds / sizeof seconds[0]; silences++)
        assert_int_equal(webhook_rest_us(silences), seconds[silences] * 1000000);
    assert_int_equal(webhook_rest_us(UINT32_MAX), 60000000);
}

/* --- where to --------------------------------------------------------------------------------- */

static const struct {
    const char *url;
    bool in_public, in_private; /* is it taken, where private addresses are refused and allowed? */
} urls[] = {
    {"https://example.com/hook", true, true},
    {"https://example.com", true, true},
    {"https://example.com:8443/a?b=c", true, true},
    {"https://[2606:4700::1111]/x", true, true},
    {"https://8.8.8.8:65535", true, true},
    {"https://a-b.example.com:1?x", true, true},
    {"https://1and1.example/", true, true},
    {"https://[2001:db8::1]/x", false, true},
    {"https://127.0.0.1/", false, true},
    {"https://10.0.0.8:8443/hook", false, true},
    {"https://192.168.1.1", false, true},
    {"https://169.254.169.254/latest/meta-data", false, true},
    {"https://[::1]/", false, true},
    {"https://[::ffff:10.0.0.1]/", false, true},
    {"https://[fd00::8]:8443/", false, true},
    {"https://localhost/", false, true},
    {"https://LocalHost:8443/", false, true},
    {"https://db.localhost/", false, true},
    {"https://notlocalhost/", true, true},
    {"https://127.1/", false, false},
    {"https://2130706433/", false, false},
    {"https://0x7f000001/", false, false},
    {"https://0x7f.0.0.1/", false, false},
    {"https://0177.0.0.1/", false, false},
    {"https://127.0.0.1./", false, false},
    {"https://256.1.1.1/", false, false},
    {"https://1.2.3/", false, false},
    {"https://example.com:99999/", false, false},
    {"https://example.com:65536/", false, false},
    {"https://example.com:0/", false, false},
    {"https://example.com:/", false, false},
    {"https://example.com:https/", false, false},
    {"https://example.com:443:443/", false, false},
    {"https://example.com:18446744073709551617/", false, false},
    {"https://:443/", false, false},
    {"https://?x", false, false},
    {"https://./", false, false},
    {"https://.example.com/", false, false},
    {"https://example..com/", false, false},
    {"https://-example.com/", false, false},
    {"https://ex_ample.com/", false, false},
    {"https://[]/", false, false},
    {"https://[::1/", false, false},
    {"https://[::1]x/", false, false},
    {"https://[::1::2]/", false, false},
    {"https://[:::]/", false, false},
    {"https://[1:2:3:4:5:6:7]/", false, false},
    {"https://[1:2:3:4:5:6:7:8:9]/", false, false},
    {"https://[1:2:3:4:5:6:7::8:9]/", false, false},
    {"https://[12345::]/", false, false},
    {"https://[::1.2.3]/", false, false},
    {"https://[1.2.3.4::]/", false, false},
    {"http://example.com/hook", false, false},
    {"http://localhost:9000/hook", false, true},
    {"http://127.0.0.1/hook", false, true},
    {"http://[::1]:80/hook", false, true},
    {"http://127.0.0.1.example.com/", false, false},
    {"http://localhost.example.com/", false, false},
    {"http://localhost@example.com/", false, false},
    {"https://user:word@example.com/", false, false},
    {"https://example.com/#part", false, false},
    {"https://exa mple.com/", false, false},
    {"https://example.com/\nX: y", false, false},
    {"https:///path", false, false},
    {"https://", false, false},
    {"ftp://example.com/", false, false},
    {"file:///etc/passwd", false, false},
    {"HTTPS://example.com/", false, false},
    {"", false, false},
};

static void
test_urls(void **state)
{
    char longest[WEBHOOK_URL_BYTES + 2] = "https://example.com/";

    (void)state;
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++)
        if ((webhook_url_defect(urls[i].url, false) == NULL) != urls[i].in_public ||
            (webhook_url_defect(urls[i].url, true) == NULL) != urls[i].in_private)
            fail_msg("%s", urls[i].url);
    memset(longest + 20, 'a', sizeof longest - 21);
    assert_non_null(webhook_url_defect(longest, false));
    longest[WEBHOOK_URL_BYTES] = '\0';
    assert_null(webhook_url_defect(longest, false));
}

static void
test_types(void **state)
{
    static const char *const good[] = {"*", "crossdock.*", ORDER "OrderPlaced", ORDER "Order*"};
    static const char *const bad[] = {"", "a*b", "**", "Order Placed", "a-b", "*a"};

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(webhook_type_is_valid(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(webhook_type_is_valid(bad[i]));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matching),
        cmocka_unit_test(test_backoff),
        cmocka_unit_test(test_rest),
        cmocka_unit_test(test_urls),
        cmocka_unit_test(test_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
