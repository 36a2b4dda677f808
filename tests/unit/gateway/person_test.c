/* Keys and people: names, passwords, roles and what they act for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "services/gateway/core/person.h"

#define SIXTY_FOUR "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"

static const struct {
    int role;
    const char *subject;
    bool is_good;
} roles[] = {
    {PERSON_STOREFRONT, "web", true},
    {PERSON_STOREFRONT, "", false},
    {PERSON_WAREHOUSE, "A", true},
    {PERSON_WAREHOUSE, "", false},
    {PERSON_OPERATOR, "", true},
    {PERSON_OPERATOR, "web", false},
    {PERSON_READER, "", true},
    {PERSON_READER, "A", false},
    {PERSON_NOBODY, "", false},
    {-1, "", false},
    {5, "", false},
    {PERSON_STOREFRONT, SIXTY_FOUR, false},
};

static void
test_roles(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        if ((person_role_defect(roles[i].role, roles[i].subject) == NULL) != roles[i].is_good)
            fail_msg("row %zu", i);
}

static const struct {
    const char *name;
    bool is_user, is_key; /* may a user, may a key have it? */
} names[] = {
    {"anna", true, true},         {"a.b_c-9", true, true},    {"", false, false},
    {"Anna", false, true},        {"an na", false, true},     {"\xc3\xa4nna", false, true},
    {"an\nna", false, false},     {"an\x7fna", false, false}, {SIXTY_FOUR, false, false},
    {&SIXTY_FOUR[1], true, true},
};

static void
test_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if ((user_name_defect(names[i].name) == NULL) != names[i].is_user ||
            (key_name_defect(names[i].name) == NULL) != names[i].is_key)
            fail_msg("row %zu", i);
}

static void
test_passwords(void **state)
{
    char longest[PERSON_PASSWORD_MAX + 2];

    (void)state;
    assert_non_null(user_password_defect(""));
    assert_non_null(user_password_defect("123456789"));
    assert_null(user_password_defect("1234567890"));
    memset(longest, 'x', sizeof longest);
    longest[PERSON_PASSWORD_MAX + 1] = '\0';
    assert_non_null(user_password_defect(longest));
    longest[PERSON_PASSWORD_MAX] = '\0';
    assert_null(user_password_defect(longest));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_roles),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_passwords),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
