/* How often somebody may do a thing: steps of a bucket as text, what comes of each last. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/gateway/core/token_bucket.h"

/* rate and burst; then steps: at which millisecond, how many are tried, how many are let through,
 * how many are left, how many milliseconds until there is one */
static const char *const facts[] = {
    "60/5:    0 5 5 0 1000",
    "60/5:    0 9 5 0 1000",
    "60/5:    0 5 5 0 1000  | 500 1 0 0 500  | 999 1 0 0 1  | 1000 1 1 0 1000",
    "60/5:    0 5 5 0 1000  | 3000 9 3 0 1000",
    "60/5:    0 2 2 3 0     | 1000 0 0 4 0   | 60000 0 0 5 0 | 60000 6 5 0 1000",
    "60/1:    0 2 1 0 1000  | 1000 2 1 0 1000",
    "6000/100: 0 200 100 0 10 | 10 5 1 0 10 | 1000 200 99 0 10",
    "10/10:   0 10 10 0 6000 | 5999 1 0 0 1 | 6000 1 1 0 6000",
    "60000000/1: 0 1 1 0 1  | 1 1 1 0 1",
    "7/1:     0 1 1 0 8572  | 8571 1 0 0 1 | 8572 1 1 0 8572",
};

static void
check_step(struct token_bucket *bucket, struct token_rate rate, const char *step, const char *fact)
{
    long long ms, wait_ms;
    unsigned tries, passes, left, passed = 0;

    if (sscanf(step, "%lld %u %u %u %lld", &ms, &tries, &passes, &left, &wait_ms) != 5)
        fail_msg("%s: unreadable", fact);
    int64_t now_us = 1000000000 + ms * 1000;
    for (unsigned i = 0; i < tries; i++)
        passed += token_bucket_take(bucket, rate, now_us);
    int64_t wait_us = token_bucket_wait_us(bucket, rate, now_us);
    if (passed != passes || token_bucket_left(bucket, rate, now_us) != left ||
        (wait_us + 999) / 1000 != wait_ms)
        fail_msg("%s: at %lld ms %u passed, %u left, %lld us to wait", fact, ms, passed,
                 token_bucket_left(bucket, rate, now_us), (long long)wait_us);
}

static void
buckets_fill_evenly(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        struct token_bucket bucket = {0};
        struct token_rate rate;
        assert_int_equal(sscanf(facts[i], "%u/%u:", &rate.per_minute, &rate.burst), 2);
        for (const char *step = strchr(facts[i], ':') + 1; step != NULL;
             step = strchr(step, '|') == NULL ? NULL : strchr(step, '|') + 1)
            check_step(&bucket, rate, step, facts[i]);
    }
}

/* However somebody spreads attempts over a time, no more pass than the burst and what that time
 * gives. */
static void
never_more_than_the_rate(void **state)
{
    struct token_rate rate = {.per_minute = 600, .burst = 20};
    unsigned random = 1;

    (void)state;
    for (int round = 0; round < 200; round++) {
        struct token_bucket bucket = {0};
        int64_t now_us = 0;
        unsigned passed = 0;
        while (now_us < 10000000) {
            random = random * 1103515245 + 12345;
            now_us += 1 + (random >> 16) % (unsigned)(100 + round * 1000);
            passed += token_bucket_take(&bucket, rate, now_us);
        }
        assert_true(passed <= rate.burst + (unsigned)(now_us / 100000));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buckets_fill_evenly),
        cmocka_unit_test(never_more_than_the_rate),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
