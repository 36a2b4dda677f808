/* Small things about requests: line numbers, fingerprints, lists of codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "services/order/core/code_list.h"
#include "services/order/core/content_hash.h"
#include "services/order/core/number_lines.h"

static void
unnumbered_lines_get_the_lowest_free_numbers(void **unused)
{
    static const struct {
        uint32_t given[4], numbered[4];
    } cases[] = {
        {{0, 0, 0, 0}, {1, 2, 3, 4}}, {{4, 3, 2, 1}, {4, 3, 2, 1}},
        {{0, 1, 0, 3}, {2, 1, 4, 3}}, {{UINT32_MAX, 0, 2, 0}, {UINT32_MAX, 1, 2, 3}},
        {{7, 7, 0, 0}, {7, 7, 1, 2}}, /* duplicates are for the rules to find */
    };

    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct request_line lines[4] = {0};

        for (int l = 0; l < 4; l++)
            lines[l].line = cases[i].given[l];
        number_lines(lines, 4);
        for (int l = 0; l < 4; l++)
            assert_int_equal(lines[l].line, cases[i].numbered[l]);
    }
}

/* Vectors of the FNV authors' reference code. */
static void
hash_is_fnv1a_128(void **unused)
{
    static const struct {
        const char *text, *hash;
    } vectors[] = {
        {"", "6c62272e07bb014262b821756295c58d"},
        {"a", "d228cb696f1a8caf78912b704e4a8964"},
        {"foobar", "343e1662793c64bf6f0d3597ba446f18"},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        uint8_t hash[CONTENT_HASH_BYTES];
        char text[2 * CONTENT_HASH_BYTES + 1];

        fnv1a_128(vectors[i].text, strlen(vectors[i].text), hash);
        for (int b = 0; b < CONTENT_HASH_BYTES; b++)
            snprintf(text + 2 * b, 3, "%02x", hash[b]);
        assert_string_equal(text, vectors[i].hash);
    }
}

static void
sound_request(struct order_request *request, struct request_line lines[2])
{
    lines[0] = (struct request_line){1, "sku-a", 2, 500, 0};
    lines[1] = (struct request_line){2, "sku-b", 1, 999, 0};
    *request = (struct order_request){.channel = "web",
                                      .external_id = "1001",
                                      .currency = "GBP",
                                      .destination = {"GB", "", "London", "N1 7AA"},
                                      .hold_id = "",
                                      .recipient = {"Ada", "1 Mill Lane", "", ""},
                                      .terms = {.pickup_location = ""},
                                      .lines_given = 2,
                                      .line_count = 2,
                                      .lines = lines};
}

static void
every_field_changes_the_fingerprint(void **unused)
{
    enum { CHANGES = 30 };
    uint8_t hashes[CHANGES][CONTENT_HASH_BYTES];

    (void)unused;
    for (int i = 0; i < CHANGES; i++) {
        struct request_line lines[2];
        struct order_request r;

        sound_request(&r, lines);
        const char **texts[] = {&r.channel,
                                &r.external_id,
                                &r.currency,
                                &r.destination.country,
                                &r.destination.region,
                                &r.destination.city,
                                &r.destination.postal_code,
                                &r.recipient.name,
                                &r.recipient.street,
                                &r.recipient.phone,
                                &r.recipient.email,
                                &lines[1].sku};
        if (i < 12)
            *texts[i] = "x";
        r.placed_at_us = i == 12;
        r.ship_complete = i == 13;
        r.priority = i == 14;
        r.lines_given += i == 15;
        lines[1].line += i == 16;
        lines[1].quantity += i == 17;
        lines[1].unit_price_minor += i == 18;
        r.hold_id = i == 20 ? "cart" : "";
        r.terms.deliver_by_day = i == 27;
        r.terms.substitutes_allowed = i == 28;
        r.terms.pickup_location = i == 29 ? "store-1" : "";
        r.hold_count = (uint32_t)(r.holds_given = i >= 21 && i <= 23);
        r.holds[0] =
            (struct request_hold){.reason = 1 + (i == 22), .note = "", .expires_at_us = i == 23};
        r.cancel_unfilled_days = i == 24;
        r.exchange_for_return_id = i == 25;
        lines[1].together = i == 26;
        content_hash(&r, hashes[i]); /* 19: as it was */
    }
    for (int i = 0; i < CHANGES; i++)
        for (int j = 0; j < i; j++)
            assert_memory_not_equal(hashes[i], hashes[j], CONTENT_HASH_BYTES);
}

/* Stored with every order: repeats of old orders must be known for ever. */
static void
fingerprint_never_changes(void **unused)
{
    static const uint8_t expected[CONTENT_HASH_BYTES] = {0x2c, 0x0b, 0x8d, 0x71, 0xa9, 0x18,
                                                         0xf1, 0xd8, 0x06, 0x59, 0x3e, 0xce,
                                                         0x12, 0x5d, 0xbb, 0x96};
    struct request_line lines[2];
    struct order_request request;
    uint8_t hash[CONTENT_HASH_BYTES];

    (void)unused;
    sound_request(&request, lines);
    content_hash(&request, hash);
    assert_memory_equal(hash, expected, sizeof hash);
}

static void
code_lists_find_all_their_codes(void **unused)
{
    static const struct code_list *const lists[] = {&countries, &currencies};

    (void)unused;
    assert_int_equal(countries.count, 249);
    for (size_t l = 0; l < 2; l++)
        for (size_t i = 0; i < lists[l]->count; i++) {
            char code[4] = "";

            memcpy(code, lists[l]->codes + i * (lists[l]->code_bytes + 1), lists[l]->code_bytes);
            assert_true(code_list_has(lists[l], code));
        }
    assert_false(code_list_has(&countries, "XX"));
    assert_false(code_list_has(&countries, "D "));
    assert_false(code_list_has(&currencies, "XXX"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unnumbered_lines_get_the_lowest_free_numbers),
        cmocka_unit_test(hash_is_fnv1a_128),
        cmocka_unit_test(every_field_changes_the_fingerprint),
        cmocka_unit_test(fingerprint_never_changes),
        cmocka_unit_test(code_lists_find_all_their_codes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
