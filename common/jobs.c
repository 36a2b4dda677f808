/*
 * The pool; see jobs.h. One mutex guards both queues. Threads sleep on a condition until there is
 * work; nobody sleeps for results, since turns only look whether there are any.
 */
#define _GNU_SOURCE
#include "common/jobs.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/check.h"

#define NICE 10 /* of the threads: whoever answers someone goes first */

/* In front of the caller's part. */
struct job {
    _Alignas(16) struct job *next;
};

struct queue {
    struct job *first, *last;
};

struct worker {
    struct jobs *jobs;
    pthread_t thread;
};

struct jobs {
    pthread_mutex_t lock;
    pthread_cond_t has_work;
    struct queue waiting, done;
    size_t count; /* in both, and what threads are at */
    bool stopping;
    job_function *work;
    size_t room_bytes;
    int worker_count;
    struct worker workers[];
};

static void
push(struct queue *queue, struct job *job)
{
    job->next = NULL;
    if (queue->first == NULL)
        queue->first = job;
    else
        queue->last->next = job;
    queue->last = job;
}

static void
push_front(struct queue *queue, struct job *job)
{
    job->next = queue->first;
    if (queue->first == NULL)
        queue->last = job;
    queue->first = job;
}

static struct job *
pop(struct queue *queue)
{
    struct job *job = queue->first;

    if (job != NULL)
        queue->first = job->next;
    return job;
}

/* NULL: the pool stops. */
static struct job *
wait_for_work(struct jobs *jobs)
{
    struct job *job = NULL;

    pthread_mutex_lock(&jobs->lock);
    while (!jobs->stopping && jobs->waiting.first == NULL)
        pthread_cond_wait(&jobs->has_work, &jobs->lock);
    if (!jobs->stopping)
        job = pop(&jobs->waiting);
    pthread_mutex_unlock(&jobs->lock);
    return job;
}

static void *
work_until_stopped(void *argument)
{
    struct jobs *jobs = ((struct worker *)argument)->jobs;
    void *room = mmap(NULL, jobs->room_bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    assert(room != MAP_FAILED);
    setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), NICE);
    for (struct job *job; (job = wait_for_work(jobs)) != NULL;) {
        jobs->work(job + 1, room, jobs->room_bytes);
        pthread_mutex_lock(&jobs->lock);
        push(&jobs->done, job);
        pthread_mutex_unlock(&jobs->lock);
    }
    munmap(room, jobs->room_bytes);
    return NULL;
}

struct jobs *
jobs_create(int threads, size_t room_bytes, job_function *work)
{
    assert(threads >= 1);
    struct jobs *jobs = calloc(1, sizeof *jobs + (size_t)threads * sizeof jobs->workers[0]);

    assert(jobs != NULL);
    jobs->work = work;
    jobs->room_bytes = room_bytes;
    jobs->worker_count = threads;
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_cond_init(&jobs->has_work, NULL);
    for (int i = 0; i < threads; i++) {
        struct worker *worker = &jobs->workers[i];
        worker->jobs = jobs;
        if (pthread_create(&worker->thread, NULL, work_until_stopped, worker) != 0)
            WRONG("no thread can be started");
    }
    return jobs;
}

static void
free_all(struct queue *queue)
{
    for (struct job *job; (job = pop(queue)) != NULL;)
        free(job);
}

void
jobs_destroy(struct jobs **jobs)
{
    struct jobs *pool = *jobs;

    if (pool == NULL)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->stopping = true;
    pthread_cond_broadcast(&pool->has_work);
    pthread_mutex_unlock(&pool->lock);
    for (int i = 0; i < pool->worker_count; i++)
        pthread_join(pool->workers[i].thread, NULL);
    free_all(&pool->waiting);
    free_all(&pool->done);
    pthread_cond_destroy(&pool->has_work);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
    *jobs = NULL;
}

void *
job_new(size_t bytes)
{
    struct job *job = calloc(1, sizeof *job + bytes);

    assert(job != NULL);
    return job + 1;
}

static void
hand_over(void *owner, void *what)
{
    struct jobs *jobs = owner;

    pthread_mutex_lock(&jobs->lock);
    push(&jobs->waiting, what);
    jobs->count++;
    pthread_cond_signal(&jobs->has_work);
    pthread_mutex_unlock(&jobs->lock);
}

static void
drop(void *owner, void *what)
{
    (void)owner;
    free(what);
}

static void
give_back(void *owner, void *what)
{
    struct jobs *jobs = owner;

    pthread_mutex_lock(&jobs->lock);
    push_front(&jobs->done, what);
    jobs->count++;
    pthread_mutex_unlock(&jobs->lock);
}

void
jobs_submit(struct jobs *jobs, struct journal *journal, void *job)
{
    struct job *submitted = (struct job *)job - 1;

    if (journal == NULL)
        hand_over(jobs, submitted);
    else
        journal_note(journal, drop, hand_over, jobs, submitted);
}

void *
jobs_take(struct jobs *jobs, struct journal *journal)
{
    pthread_mutex_lock(&jobs->lock);
    struct job *job = pop(&jobs->done);
    if (job != NULL)
        jobs->count--;
    pthread_mutex_unlock(&jobs->lock);
    if (job == NULL)
        return NULL;
    journal_note(journal, give_back, drop, jobs, job);
    return job + 1;
}

size_t
jobs_count(struct jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    const size_t count = jobs->count;
    pthread_mutex_unlock(&jobs->lock);
    return count;
}
