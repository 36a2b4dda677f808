/*
 * Queries of the read model on threads of their own, each with a read-only connection: the loop
 * never waits for them, and no turn does. Queries are the service's sql/queries/view_*.sql,
 * prepared when they are first asked for; parameters are texts, the answer is one text.
 *
 * Hides threads, libpq and what its errors mean.
 */
#ifndef GATEWAY_READERS_H
#define GATEWAY_READERS_H

#include <stdbool.h>
#include <stddef.h>

#include <uv.h>

struct readers;

enum read_outcome {
    READ_DONE,        /* text, or NULL: nothing is there */
    READ_BAD,         /* the parameters are at fault: text says how */
    READ_TIMEOUT,     /* the database did not answer in time */
    READ_UNAVAILABLE, /* it is not there */
    READ_FAILED,      /* it refused; logged */
};

/* On the loop thread, once; the text lives until it returns. */
typedef void read_done(void *argument, enum read_outcome outcome, const char *text, size_t bytes);

struct readers *readers_open(uv_loop_t *loop, const char *database_url);
/* The process ends: what runs is cancelled, no more is read; who waits is told so, in the loop. */
void readers_end(struct readers *readers);
/* Whatever is not answered is READ_UNAVAILABLE, before this returns. */
void readers_close(struct readers **readers);

/* Texts are copied. False: too many wait already; done will not be called. */
bool readers_ask(struct readers *readers, const char *view, const char *const *parameters,
                 size_t count, read_done *done, void *argument);
/* Is there such a view, with so many parameters? */
bool readers_know(const char *view, size_t parameter_count);

#endif
