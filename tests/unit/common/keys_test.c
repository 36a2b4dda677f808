/*
 * Key files: made, read back, and refused when anything about them is odd.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/keys.h"

#define GOOD_KEY "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"

static char folder[64];

static int
make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/crossdock-keys-XXXXXX");
    return mkdtemp(folder) == NULL;
}

static int
remove_folder(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

static void
write_file(const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void
test_makes_a_pair_that_can_be_read(void **state)
{
    (void)state;
    char secret[KEY_TEXT_BYTES], path[256];
    struct stat status;
    assert_true(keys_make(folder, "gb-01.handheld", ROLE_WAREHOUSE, "GB01"));
    assert_true(keys_make(folder, "ops", ROLE_OPERATOR, ""));
    struct keys *keys = keys_load(folder);
    assert_non_null(keys);
    const struct key *key = keys_find_name(keys, "gb-01.handheld");
    assert_non_null(key);
    assert_int_equal(key->identity.role, ROLE_WAREHOUSE);
    assert_string_equal(key->identity.subject, "GB01");
    assert_ptr_equal(keys_find(keys, key->public_key), key);
    assert_null(keys_find(keys, GOOD_KEY));
    assert_null(keys_find_name(keys, "nobody"));
    assert_true(keys_load_secret(folder, "gb-01.handheld", secret));
    assert_int_equal(strlen(secret), 40);
    assert_string_not_equal(secret, key->public_key);
    keys_destroy(&keys);
    assert_null(keys);
    snprintf(path, sizeof path, "%s/ops.secret", folder);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
}

static void
test_never_overwrites(void **state)
{
    (void)state;
    char before[KEY_TEXT_BYTES], after[KEY_TEXT_BYTES];
    assert_true(keys_make(folder, "web", ROLE_STOREFRONT, "web"));
    assert_true(keys_load_secret(folder, "web", before));
    assert_false(keys_make(folder, "web", ROLE_STOREFRONT, "web"));
    assert_true(keys_load_secret(folder, "web", after));
    assert_string_equal(before, after);
    /* a public file alone is in the way too, and no secret is left behind */
    write_file("half.public", "name = half\nrole = reader\npublic = " GOOD_KEY "\n");
    assert_false(keys_make(folder, "half", ROLE_READER, ""));
    assert_false(keys_load_secret(folder, "half", after));
}

static void
test_refuses_to_make(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum role role;
        const char *subject;
    } odd[] = {
        { "../web", ROLE_READER, "" }, { "", ROLE_READER, "" },     { ".hidden", ROLE_READER, "" },
        { "a b", ROLE_READER, "" },    { "x", ROLE_NONE, "" },      { "x", ROLE_STOREFRONT, "" },
        { "x", ROLE_WAREHOUSE, "" },   { "x", ROLE_READER, "a\nb" },
        { "a123456789a123456789a123456789a123456789a123456789a123456789a1234", ROLE_READER, "" },
    };
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++)
        assert_false(keys_make(folder, odd[i].name, odd[i].role, odd[i].subject));
}

static void
test_reads_and_refuses_files(void **state)
{
    (void)state;
    static const struct {
        bool good;
        const char *text;
    } files[] = {
        { true, "name = x\nrole = reader\npublic = " GOOD_KEY "\n" },
        { true, "# a reader\n\n  name=x\r\n\trole =reader\nsubject =\npublic= " GOOD_KEY },
        { false, "" },
        { false, "name = y\nrole = reader\npublic = " GOOD_KEY "\n" },
        { false, "name = x\nrole = king\npublic = " GOOD_KEY "\n" },
        { false, "name = x\nrole = reader\npublic = short\n" },
        { false, "name = x\nrole = reader\n" },
        { false, "name = x\nrole = warehouse\npublic = " GOOD_KEY "\n" },
        { false, "name = x\nrole = reader\npublic = " GOOD_KEY "\ncolour = red\n" },
        { false, "name = x\nrole = reader\nrole = operator\npublic = " GOOD_KEY "\n" },
        { false, "name = x\nrole = reader\npublic = " GOOD_KEY "\nsecret = " GOOD_KEY "\n" },
        { false, "name = x\nrole reader\npublic = " GOOD_KEY "\n" },
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        write_file("x.public", files[i].text);
        struct keys *keys = keys_load(folder);
        if ((keys != NULL) != files[i].good)
            fail_msg("file %zu: expected %s", i, files[i].good ? "good" : "refused");
        keys_destroy(&keys);
    }
}

static void
test_refuses_two_names_with_one_key(void **state)
{
    (void)state;
    write_file("x.public", "name = x\nrole = reader\npublic = " GOOD_KEY "\n");
    write_file("y.public", "name = y\nrole = operator\npublic = " GOOD_KEY "\n");
    assert_null(keys_load(folder));
}

static void
test_names_of_roles(void **state)
{
    (void)state;
    static const enum role all[] = { ROLE_SERVICE, ROLE_STOREFRONT, ROLE_WAREHOUSE, ROLE_OPERATOR,
                                     ROLE_READER };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        assert_int_equal(role_from_name(role_name(all[i])), all[i]);
    assert_int_equal(role_from_name("king"), ROLE_NONE);
}

int
main(void)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_makes_a_pair_that_can_be_read),
        IN_FOLDER(test_never_overwrites),
        IN_FOLDER(test_refuses_to_make),
        IN_FOLDER(test_reads_and_refuses_files),
        IN_FOLDER(test_refuses_two_names_with_one_key),
        cmocka_unit_test(test_names_of_roles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
