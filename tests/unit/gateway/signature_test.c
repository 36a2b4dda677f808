/* Signatures, against the vector that the libraries of Standard Webhooks are tested with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "services/gateway/webhooks/signature.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define ID     "msg_p5jXN8AQM9LWM0D4loKWxJek"
#define STAMP  1614265330
#define BODY   "{\"test\": 2432232314}"

static const char *
sign(const char *secret, const char *id, int64_t timestamp_s, const char *body)
{
    static char text[SIGNATURE_BYTES];

    return signature_write(secret, id, timestamp_s, body, strlen(body), text) ? text : "";
}

static void
test_published_vector(void **state)
{
    (void)state;
    assert_string_equal(sign(SECRET, ID, STAMP, BODY),
                        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

static void
test_everything_counts(void **state)
{
    char good[SIGNATURE_BYTES];

    (void)state;
    strcpy(good, sign(SECRET, ID, STAMP, BODY));
    assert_string_not_equal(sign(SECRET, ID "x", STAMP, BODY), good);
    assert_string_not_equal(sign(SECRET, ID, STAMP + 1, BODY), good);
    assert_string_not_equal(sign(SECRET, ID, STAMP, BODY " "), good);
    assert_string_not_equal(sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx", ID, STAMP, BODY), good);
}

static void
test_what_is_no_secret(void **state)
{
    (void)state;
    assert_string_equal(sign("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", ID, STAMP, BODY), "");
    assert_string_equal(sign("whsec_", ID, STAMP, BODY), "");
    assert_string_equal(sign("whsec_%%%", ID, STAMP, BODY), "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_vector),
        cmocka_unit_test(test_everything_counts),
        cmocka_unit_test(test_what_is_no_secret),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
