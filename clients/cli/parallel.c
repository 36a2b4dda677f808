/* Work on many things by several threads, see parallel.h. */
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "clients/cli/parallel.h"
#include "common/check.h"

struct run {
    atomic_size_t next;
    size_t end;
    parallel_work *work;
    void *context;
};

struct worker {
    struct run *run;
    int number;
    pthread_t thread;
};

static void *
do_things(void *argument)
{
    struct worker *worker = argument;
    struct run *run = worker->run;
    for (;;) {
        size_t thing = atomic_fetch_add(&run->next, 1);
        if (thing >= run->end)
            return NULL;
        run->work(thing, worker->number, run->context);
    }
}

void
parallel_run(size_t first, size_t end, int threads, parallel_work *work, void *context)
{
    struct run run = {.next = first, .end = end, .work = work, .context = context};
    struct worker workers[THREADS_MAX];
    assert(threads >= 1 && threads <= THREADS_MAX);
    for (int i = 0; i < threads; i++)
        workers[i] = (struct worker){.run = &run, .number = i};
    /* A thread that cannot be started is no loss but of time: the others do its work. */
    int started = 1;
    while (started < threads &&
           pthread_create(&workers[started].thread, NULL, do_things, &workers[started]) == 0)
        started++;
    do_things(&workers[0]);
    for (int i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
}

int
parallel_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > THREADS_MAX ? THREADS_MAX : (int)count;
}
