/*
 * The same work on each of many things, by several threads: which thread does which thing is left
 * open, so nothing of the result may depend on it.
 */
#ifndef CROSSDOCK_CLI_PARALLEL_H
#define CROSSDOCK_CLI_PARALLEL_H

#include <stddef.h>

#define THREADS_MAX 64

/* worker: 0..threads-1, for memory of its own. */
typedef void parallel_work(size_t thing, int worker, void *context);

/* Does things first..end-1 and returns when all are done. */
void parallel_run(size_t first, size_t end, int threads, parallel_work *work, void *context);

/* Processors of this machine, at most THREADS_MAX. */
int parallel_processors(void);

#endif
