/* Posts to strangers whose names nobody answers for: the loop does not wait for them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>
#include <netdb.h>
#include <semaphore.h>
#include <unistd.h>

#include "common/check.h"
#include "services/gateway/webhooks/post.h"

#define PATIENCE_S 20 /* then it waits for the name after all, and for ever */

/* --- a resolver that takes its time: libcurl's threads find this one first ----------------------
 */

static sem_t asked, may_answer;

int
getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
            struct addrinfo **found)
{
    (void)name, (void)service, (void)hints;
    *found = NULL;
    sem_post(&asked);
    sem_wait(&may_answer);
    return EAI_AGAIN;
}

static void
run_until_asked(uv_loop_t *loop)
{
    while (sem_trywait(&asked) != 0)
        uv_run(loop, UV_RUN_ONCE);
}

static void
on_done(void *argument, unsigned status, const char *error)
{
    (void)argument, (void)status, (void)error;
    fail_msg("nobody is told of what was forgotten");
}

/* --- facts --------------------------------------------------------------------------------------
 */

static void
forgetting_does_not_wait_for_a_name(void **state)
{
    const struct post post = {.url = "https://silent.example/", .body = "{}", .bytes = 2};
    struct poster *poster;
    uv_loop_t loop;
    int argument;

    (void)state;
    sem_init(&asked, 0, 0);
    sem_init(&may_answer, 0, 0);
    assert_int_equal(uv_loop_init(&loop), 0);
    poster = poster_open(&loop, false, "");
    poster_send(poster, &post, on_done, &argument);
    run_until_asked(&loop);
    alarm(PATIENCE_S);
    poster_forget(poster, &argument);
    poster_close(&poster);
    alarm(0);
    sem_post(&may_answer);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forgetting_does_not_wait_for_a_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
