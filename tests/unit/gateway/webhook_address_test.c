/* Which addresses are of the public Internet. */
#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "services/gateway/core/webhook.h"

static const struct {
    const char *address;
    bool is_public;
} addresses[] = {
    {"8.8.8.8", true},
    {"1.1.1.1", true},
    {"192.0.1.1", true},
    {"100.63.255.255", true},
    {"100.128.0.1", true},
    {"172.15.255.255", true},
    {"172.32.0.1", true},
    {"223.255.255.255", true},
    {"169.253.0.1", true},
    {"198.17.255.255", true},
    {"198.20.0.1", true},
    {"0.0.0.0", false},
    {"0.1.2.3", false},
    {"10.0.0.1", false},
    {"10.255.255.255", false},
    {"100.64.0.1", false},
    {"100.127.255.255", false},
    {"127.0.0.1", false},
    {"127.255.255.254", false},
    {"169.254.169.254", false},
    {"172.16.0.1", false},
    {"172.31.255.255", false},
    {"192.0.0.8", false},
    {"192.0.2.1", false},
    {"192.88.99.1", false},
    {"192.168.1.1", false},
    {"198.18.0.1", false},
    {"198.19.255.255", false},
    {"198.51.100.7", false},
    {"203.0.113.7", false},
    {"224.0.0.1", false},
    {"239.1.2.3", false},
    {"240.0.0.1", false},
    {"255.255.255.255", false},
    {"2606:4700::1111", true},
    {"2a00:1450:4001::1", true},
    {"::ffff:8.8.8.8", true},
    {"64:ff9b::8.8.8.8", true},
    {"2002:808:808::1", true},
    {"::", false},
    {"::1", false},
    {"::ffff:127.0.0.1", false},
    {"::ffff:10.0.0.1", false},
    {"64:ff9b::a00:1", false},
    {"2002:a00:1::1", false},
    {"2002:7f00:1::", false},
    {"::127.0.0.1", false},
    {"fc00::1", false},
    {"fd12:3456::1", false},
    {"fe80::1", false},
    {"febf::1", false},
    {"ff02::1", false},
    {"2001:db8::1", false},
    {"2001::1", false},
    {"3fff::1", false},
    {"64:ff9b:1::1", false},
    {"100::1", false},
    {"4000::1", false},
};

static void
test_addresses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        const bool is_6 = strchr(addresses[i].address, ':') != NULL;
        uint8_t bytes[16];
        assert_int_equal(inet_pton(is_6 ? AF_INET6 : AF_INET, addresses[i].address, bytes), 1);
        if (webhook_address_is_public(bytes, is_6 ? 16 : 4) != addresses[i].is_public)
            fail_msg("%s", addresses[i].address);
    }
    assert_false(webhook_address_is_public((const uint8_t *)"", 0));
}

/* A host in figures is read as the C library reads it. */
static void
test_hosts(void **state)
{
    static const char *const more[] = {"::",
                                       "1::",
                                       "::1:2",
                                       "1:2:3:4:5:6:7:8",
                                       "1:2:3:4:5:6:7::",
                                       "::2:3:4:5:6:7:8",
                                       "1:2:3:4:5:6:1.2.3.4",
                                       "ABCD:ef01::9"};

    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0] + sizeof more / sizeof more[0];
         i++) {
        const size_t known = sizeof addresses / sizeof addresses[0];
        const char *text = i < known ? addresses[i].address : more[i - known];
        const bool is_6 = strchr(text, ':') != NULL;
        uint8_t bytes[16], read[16];
        char host[64];
        snprintf(host, sizeof host, is_6 ? "[%s]" : "%s", text);
        assert_int_equal(inet_pton(is_6 ? AF_INET6 : AF_INET, text, bytes), 1);
        if (webhook_host_read(host, strlen(host), read) !=
                (is_6 ? HOST_ADDRESS_6 : HOST_ADDRESS_4) ||
            memcmp(read, bytes, is_6 ? 16 : 4) != 0)
            fail_msg("%s", text);
    }
    assert_int_equal(webhook_host_read("example.com", 11, (uint8_t[16]){0}), HOST_NAME);
    assert_int_equal(webhook_host_read("[::1]", 4, (uint8_t[16]){0}), HOST_NONE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_addresses),
                                       cmocka_unit_test(test_hosts)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
