/*
 * On whose behalf a gateway asks: what is read from a command's source, and what is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/behalf.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"

#define SIXTEEN "0123456789abcdef"
#define LONGEST SIXTEEN SIXTEEN SIXTEEN "0123456789abcde" /* 63 bytes */

static const struct {
    const char *source;
    enum role role; /* ROLE_NONE: refused */
    const char *subject, *name;
} sources[] = {
    { "/gateway/storefront/web-eu/shop-1", ROLE_STOREFRONT, "web-eu", "shop-1" },
    { "/gateway/warehouse/GB01/handheld.7", ROLE_WAREHOUSE, "GB01", "handheld.7" },
    { "/gateway/operator//anna", ROLE_OPERATOR, "", "anna" },
    { "/gateway/reader//report_2~x", ROLE_READER, "", "report_2~x" },
    { "/gateway/operator/desk/anna", ROLE_OPERATOR, "desk", "anna" },
    { "/gateway/operator//a%2Fb%20%c3%9f", ROLE_OPERATOR, "", "a/b \xc3\x9f" },
    { "/gateway/operator/" LONGEST "/" LONGEST, ROLE_OPERATOR, LONGEST, LONGEST },
    /* nobody is named */
    { "", ROLE_NONE, "", "" },
    { "/crossdock/order", ROLE_NONE, "", "" },
    { "/gateway/", ROLE_NONE, "", "" },
    { "/gateway/operator", ROLE_NONE, "", "" },
    { "/gateway/operator/", ROLE_NONE, "", "" },
    { "/gateway/operator//", ROLE_NONE, "", "" },
    { "/gateway/operator/anna", ROLE_NONE, "", "" },
    { "gateway/operator//anna", ROLE_NONE, "", "" },
    { "x/gateway/operator//anna", ROLE_NONE, "", "" },
    /* who may not ask through a gateway */
    { "/gateway/service/order/order", ROLE_NONE, "", "" },
    { "/gateway/gateway/gateway/gateway", ROLE_NONE, "", "" },
    { "/gateway/none//anna", ROLE_NONE, "", "" },
    { "/gateway/Operator//anna", ROLE_NONE, "", "" },
    { "/gateway/operatoroperatoroperator//anna", ROLE_NONE, "", "" },
    { "/gateway///anna", ROLE_NONE, "", "" },
    /* a role that is bound to something must say to what */
    { "/gateway/storefront//shop-1", ROLE_NONE, "", "" },
    { "/gateway/warehouse//handheld", ROLE_NONE, "", "" },
    /* one part too many, one byte too many */
    { "/gateway/operator//anna/", ROLE_NONE, "", "" },
    { "/gateway/operator//anna/operator", ROLE_NONE, "", "" },
    { "/gateway/operator//" LONGEST "x", ROLE_NONE, "", "" },
    { "/gateway/operator/" LONGEST "x/anna", ROLE_NONE, "", "" },
    /* encoding */
    { "/gateway/operator//an na", ROLE_NONE, "", "" },
    { "/gateway/operator//\xc3\x9f", ROLE_NONE, "", "" },
    { "/gateway/operator//anna%", ROLE_NONE, "", "" },
    { "/gateway/operator//anna%2", ROLE_NONE, "", "" },
    { "/gateway/operator//anna%2g", ROLE_NONE, "", "" },
    { "/gateway/operator//anna%00", ROLE_NONE, "", "" },
    { "/gateway/operator//%ff", ROLE_NONE, "", "" },
    { "/gateway/operator//%ed%a0%80", ROLE_NONE, "", "" },
};

static void
test_the_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        struct identity asker = { .name = "untouched", .role = ROLE_GATEWAY };
        const char *wrong = behalf_read(sources[i].source, strlen(sources[i].source), &asker);
        const bool refused = sources[i].role == ROLE_NONE;
        if ((wrong != NULL) != refused)
            fail_msg("%s: %s", sources[i].source, wrong != NULL ? wrong : "was taken");
        assert_int_equal(asker.role, refused ? ROLE_GATEWAY : sources[i].role);
        assert_string_equal(asker.name, refused ? "untouched" : sources[i].name);
        assert_string_equal(asker.subject, refused ? "" : sources[i].subject);
    }
}

/* The bytes are not terminated: what follows them must not count. */
static void
test_ends_where_it_ends(void **state)
{
    (void)state;
    struct identity asker;
    assert_null(behalf_read("/gateway/operator//anna%41x", 23, &asker));
    assert_string_equal(asker.name, "anna");
    assert_non_null(behalf_read("/gateway/operator//anna%41x", 25, &asker));
    assert_null(behalf_read("/gateway/operator//anna%41x", 26, &asker));
    assert_string_equal(asker.name, "annaA");
    assert_non_null(behalf_read("/gateway/operator//an\0na", 24, &asker));
}

static void
test_what_is_written_is_read(void **state)
{
    (void)state;
    struct identity asker = { .role = ROLE_WAREHOUSE }, read;
    char text[BEHALF_BYTES_MAX];
    memset(asker.name, '/', sizeof asker.name - 1); /* the longest way to write it */
    memset(asker.subject, ' ', sizeof asker.subject - 1);
    behalf_write(&asker, text);
    assert_null(behalf_read(text, strlen(text), &read));
    assert_int_equal(read.role, ROLE_WAREHOUSE);
    assert_string_equal(read.name, asker.name);
    assert_string_equal(read.subject, asker.subject);
}

/* Only a gateway's word counts, and a gateway asks nothing for itself. */
static void
test_whose_command_it_is(void **state)
{
    (void)state;
    const struct identity gateway = { .name = "gateway", .role = ROLE_GATEWAY };
    const struct identity shop = { .name = "shop", .role = ROLE_STOREFRONT, .subject = "web" };
    Crossdock__Envelope__V1__Event event = CROSSDOCK__ENVELOPE__V1__EVENT__INIT;
    struct identity asker;
    uint8_t named[128], unnamed[128];
    event.source = "/gateway/operator//anna";
    const size_t named_bytes = crossdock__envelope__v1__event__pack(&event, named);
    event.source = "/crossdock/order";
    const size_t unnamed_bytes = crossdock__envelope__v1__event__pack(&event, unnamed);
    assert_null(behalf_find_asker(&gateway, named, named_bytes, &asker));
    assert_string_equal(asker.name, "anna");
    assert_int_equal(asker.role, ROLE_OPERATOR);
    assert_null(behalf_find_asker(&shop, named, named_bytes, &asker));
    assert_string_equal(asker.name, "shop");
    assert_int_equal(asker.role, ROLE_STOREFRONT);
    assert_non_null(behalf_find_asker(&gateway, unnamed, unnamed_bytes, &asker));
    assert_non_null(behalf_find_asker(&gateway, named, 0, &asker));
    assert_non_null(behalf_find_asker(&gateway, named, named_bytes - 1, &asker));
    assert_non_null(behalf_find_asker(NULL, named, named_bytes, &asker));
    assert_null(behalf_find_asker(&shop, unnamed, unnamed_bytes, &asker));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_table),
        cmocka_unit_test(test_ends_where_it_ends),
        cmocka_unit_test(test_what_is_written_is_read),
        cmocka_unit_test(test_whose_command_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
