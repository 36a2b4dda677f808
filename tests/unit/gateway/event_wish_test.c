/*
 * Who gets which events: what is asked for, of what the role may see.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "services/gateway/web/event_text.h"
#include "services/gateway/web/event_wish.h"

#define PLACED "crossdock.order.v1.OrderPlaced"
#define CLOSED "crossdock.order.v1.OrderClosed"
#define MOVED "crossdock.inventory.v1.StockMoved"
#define LIST "crossdock.routing.v1.PickListReleased"
#define PLANNED "crossdock.routing.v1.FulfillmentPlanned"

enum outcome { GETS, PASSES, WRONG, DENIED };

static const struct {
    enum role role;
    const char *own, *types, *subject; /* what is asked for */
    const char *type, *of;             /* an event */
    enum outcome outcome;
} cases[] = {
    /* operators and readers see everything */
    { ROLE_OPERATOR, "", "", "", PLACED, "web", GETS },
    { ROLE_READER, "", "", "", MOVED, "", GETS },
    { ROLE_OPERATOR, "", PLACED, "", PLACED, "web", GETS },
    { ROLE_OPERATOR, "", PLACED, "", CLOSED, "web", PASSES },
    { ROLE_OPERATOR, "", MOVED "," PLACED, "", PLACED, "web", GETS },
    { ROLE_OPERATOR, "", "crossdock.order.v1.*", "", CLOSED, "web", GETS },
    { ROLE_OPERATOR, "", "crossdock.order.v1.*", "", MOVED, "", PASSES },
    { ROLE_OPERATOR, "", "crossdock.*", "", MOVED, "", GETS },
    { ROLE_OPERATOR, "", "", "web", PLACED, "web", GETS },
    { ROLE_OPERATOR, "", "", "web", PLACED, "shop", PASSES },
    { ROLE_OPERATOR, "", "", "web", PLACED, "", PASSES },
    /* a storefront: what the order feed says of its channel */
    { ROLE_STOREFRONT, "web", "", "", PLACED, "web", GETS },
    { ROLE_STOREFRONT, "web", "", "", PLACED, "shop", PASSES },
    { ROLE_STOREFRONT, "web", "", "", MOVED, "web", PASSES },
    { ROLE_STOREFRONT, "web", "", "web", PLACED, "web", GETS },
    { ROLE_STOREFRONT, "web", "", "shop", PLACED, "shop", DENIED },
    { ROLE_STOREFRONT, "web", MOVED, "", MOVED, "web", DENIED },
    { ROLE_STOREFRONT, "web", "*", "", MOVED, "web", PASSES },
    /* a warehouse: what routing grants, of its location */
    { ROLE_WAREHOUSE, "GB01", "", "", LIST, "GB01", GETS },
    { ROLE_WAREHOUSE, "GB01", "", "", LIST, "GB02", PASSES },
    { ROLE_WAREHOUSE, "GB01", "", "", PLANNED, "GB01", PASSES },
    { ROLE_WAREHOUSE, "GB01", PLACED, "", PLACED, "GB01", DENIED },
    { ROLE_WAREHOUSE, "GB01", "", "GB02", LIST, "GB02", DENIED },
    /* who must not ask at all */
    { ROLE_SERVICE, "order", "", "", PLACED, "web", DENIED },
    { ROLE_NONE, "", "", "", PLACED, "web", DENIED },
    /* what is no type of a feed */
    { ROLE_OPERATOR, "", "OrderPlaced", "", PLACED, "web", WRONG },
    { ROLE_OPERATOR, "", "crossdock.order.v1", "", PLACED, "web", WRONG },
    { ROLE_OPERATOR, "", "crossdock.gateway.v1.SetUser", "", PLACED, "web", WRONG },
    { ROLE_OPERATOR, "", PLACED ",", "", PLACED, "web", WRONG },
    { ROLE_OPERATOR, "", ",", "", PLACED, "web", WRONG },
    { ROLE_OPERATOR, "", PLACED " ", "", PLACED, "web", WRONG },
    { ROLE_OPERATOR, "", "", "a subject that is longer than any channel or location may ever have been",
      PLACED, "web", WRONG },
};

static enum outcome
outcome_of(size_t i)
{
    struct identity asker = { .role = cases[i].role };
    struct event_wish wish;
    bool denied;
    memcpy(asker.subject, cases[i].own, strlen(cases[i].own) + 1);
    if (event_wish_read(&wish, &asker, cases[i].types, cases[i].subject, &denied) != NULL)
        return denied ? DENIED : WRONG;
    const int type = event_type_index(cases[i].type, strlen(cases[i].type));
    assert_true(type >= 0);
    return event_wish_has(&wish, type, cases[i].of) ? GETS : PASSES;
}

static void
test_the_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (outcome_of(i) != cases[i].outcome)
            fail_msg("case %zu: asks for '%s' of '%s', gets %s: outcome %d", i, cases[i].types,
                     cases[i].subject, cases[i].type, outcome_of(i));
}

static void
test_which_feeds_and_names(void **state)
{
    (void)state;
    const struct identity operator= { .role = ROLE_OPERATOR };
    const char *names[WISH_TYPES_MAX];
    struct event_wish wish;
    bool denied;
    assert_null(event_wish_read(&wish, &operator, PLACED "," LIST, "", &denied));
    assert_true(wish.feeds[0] && !wish.feeds[1] && wish.feeds[2] && !wish.feeds[3]);
    assert_int_equal(event_wish_names(&wish, 0, names), 1);
    assert_string_equal(names[0], PLACED);
    assert_null(event_wish_read(&wish, &operator, "crossdock.order.v1.*", "", &denied));
    assert_true(wish.feeds[0] && !wish.feeds[1]);
    assert_int_equal(event_wish_names(&wish, 0, names), 0); /* all of them: need not be named */
}

static void
test_too_many_patterns(void **state)
{
    (void)state;
    const struct identity operator= { .role = ROLE_OPERATOR };
    char types[33 * sizeof PLACED];
    struct event_wish wish;
    bool denied;
    for (size_t n = 0, at = 0; n < 33; n++, at += sizeof PLACED)
        memcpy(types + at, PLACED ",", sizeof PLACED);
    types[32 * sizeof PLACED - 1] = '\0';
    assert_null(event_wish_read(&wish, &operator, types, "", &denied));
    types[32 * sizeof PLACED - 1] = ',';
    types[33 * sizeof PLACED - 1] = '\0';
    assert_non_null(event_wish_read(&wish, &operator, types, "", &denied));
}

static void
test_types_are_found(void **state)
{
    (void)state;
    assert_int_equal(event_type_index("", 0), -1);
    assert_int_equal(event_type_index(PLACED, sizeof PLACED - 2), -1);
    assert_int_equal(event_type_index(PLACED "x", sizeof PLACED), -1);
    assert_int_equal(event_type_index("zzz", 3), -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_table),
        cmocka_unit_test(test_which_feeds_and_names),
        cmocka_unit_test(test_too_many_patterns),
        cmocka_unit_test(test_types_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
