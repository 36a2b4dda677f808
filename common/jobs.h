/*
 * A pool of threads for work that takes too long for a turn: submitted by one turn, its results
 * are taken by a later one, usually by a timer's.
 *
 * A job is a piece of memory that begins as the caller likes and has everything that the work
 * reads and writes; nobody else looks at it between jobs_submit and jobs_take. What a turn submits
 * goes to the threads when it is committed and is dropped when it is rolled back; what it takes is
 * freed by the commit and comes back with a rollback. Threads yield to the rest of the machine.
 */
#ifndef CROSSDOCK_JOBS_H
#define CROSSDOCK_JOBS_H

#include <stddef.h>

#include "common/journal.h"

struct jobs;

/* The work, run on some thread; room is memory of that thread, room_bytes of it, with whatever the
 * last job left there. */
typedef void job_function(void *job, void *room, size_t room_bytes);

struct jobs *jobs_create(int threads, size_t room_bytes, job_function *work);
/* Waits for the work that is under way and drops the rest. */
void jobs_destroy(struct jobs **jobs);

/* Zeroed, to be filled and submitted. */
void *job_new(size_t bytes);
/* journal NULL: at once. */
void jobs_submit(struct jobs *jobs, struct journal *journal, void *job);
/* A job that is done, in the order in which they were; NULL: none yet. */
void *jobs_take(struct jobs *jobs, struct journal *journal);

/* Submitted and not taken yet. */
size_t jobs_count(struct jobs *jobs);

#endif
