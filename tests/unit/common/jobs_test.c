/*
 * The pool of threads: what is committed is worked on once and taken once, what is rolled back
 * leaves no trace, and it stops in the middle of its work.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/jobs.h"

#define ROOM 4096

struct sum {
    int id;
    int from, to;
    int64_t result;
    int sleep_us;
};

static void
add_up(void *job, void *room, size_t room_bytes)
{
    struct sum *sum = job;

    memset(room, 0xee, room_bytes);
    for (int i = sum->from; i < sum->to; i++)
        sum->result += i;
    usleep((useconds_t)sum->sleep_us);
}

static void
submit(struct jobs *jobs, struct journal *journal, int id)
{
    struct sum *sum = job_new(sizeof *sum);

    *sum = (struct sum){.id = id, .from = 0, .to = id * 10, .sleep_us = id % 7 * 100};
    jobs_submit(jobs, journal, sum);
}

static struct sum *
take_within(struct jobs *jobs, struct journal *journal, int ms)
{
    for (int i = 0; i < ms * 10; i++) {
        struct sum *sum = jobs_take(jobs, journal);
        if (sum != NULL)
            return sum;
        usleep(100);
    }
    return NULL;
}

static void
each_job_is_done_once(void **state)
{
    enum { JOBS = 500 };
    int seen[JOBS] = {0};
    struct journal *journal = journal_create();

    (void)state;
    for (int threads = 1; threads <= 4; threads++) {
        struct jobs *jobs = jobs_create(threads, ROOM, add_up);
        memset(seen, 0, sizeof seen);
        for (int id = 0; id < JOBS; id++) {
            submit(jobs, journal, id);
            if (id % 3 == 0)
                journal_commit(journal);
        }
        journal_commit(journal);
        for (int i = 0; i < JOBS; i++) {
            const struct sum *sum = take_within(jobs, journal, 5000);
            assert_non_null(sum);
            assert_int_equal(sum->result, (int64_t)sum->to * (sum->to - 1) / 2);
            seen[sum->id]++;
            journal_commit(journal);
        }
        assert_int_equal(jobs_count(jobs), 0);
        assert_null(jobs_take(jobs, journal));
        for (int id = 0; id < JOBS; id++)
            assert_int_equal(seen[id], 1);
        jobs_destroy(&jobs);
        jobs_destroy(&jobs); /* may be called twice */
    }
    journal_destroy(&journal);
}

static void
a_failed_turn_submits_and_takes_nothing(void **state)
{
    struct journal *journal = journal_create();
    struct jobs *jobs = jobs_create(2, ROOM, add_up);

    (void)state;
    submit(jobs, journal, 1);
    journal_rollback(journal);
    assert_int_equal(jobs_count(jobs), 0);

    for (int id = 1; id <= 7; id++) /* none sleeps less than the one before it */
        submit(jobs, journal, id == 7 ? 6 : id);
    journal_commit(journal);
    while (jobs_count(jobs) < 7)
        usleep(100);
    usleep(20000);
    int order[7];
    for (int i = 0; i < 3; i++)
        order[i] = take_within(jobs, journal, 5000)->id;
    assert_int_equal(jobs_count(jobs), 4);
    journal_rollback(journal);
    assert_int_equal(jobs_count(jobs), 7);
    for (int i = 0; i < 3; i++) /* as they were */
        assert_int_equal(take_within(jobs, journal, 5000)->id, order[i]);
    for (int i = 0; i < 4; i++)
        assert_non_null(take_within(jobs, journal, 5000));
    journal_commit(journal);
    assert_int_equal(jobs_count(jobs), 0);
    jobs_destroy(&jobs);
    journal_destroy(&journal);
}

static void
it_stops_with_work_to_do(void **state)
{
    (void)state;
    for (int round = 0; round < 20; round++) {
        struct jobs *jobs = jobs_create(1 + round % 4, ROOM, add_up);
        for (int id = 0; id < 50; id++)
            submit(jobs, NULL, id);
        usleep((useconds_t)round * 100);
        jobs_destroy(&jobs);
        assert_null(jobs);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_job_is_done_once),
        cmocka_unit_test(a_failed_turn_submits_and_takes_nothing),
        cmocka_unit_test(it_stops_with_work_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
