/*
 * The part of a feed that is no longer in memory, and the saved positions of outside consumers:
 * asked for by the loop thread, answered by a thread of its own with a database connection of its
 * own, so that a consumer who reads old events slows nobody down.
 *
 * Requests are malloc'ed by the asker; each comes back as its own answer, filled in, and is freed by
 * the asker then. While the database is away requests wait.
 */
#ifndef CROSSDOCK_ARCHIVE_H
#define CROSSDOCK_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/chunk.h"

#define READER_NAME_BYTES 192
#define ARCHIVE_EVENTS_MAX 512

enum archive_kind {
    ARCHIVE_OPEN,   /* where a reader is, and the id of the event at its position */
    ARCHIVE_EVENTS, /* a chunk of events after a position */
    ARCHIVE_SAVE,   /* remember a reader's position */
};

struct archive_request {
    struct archive_request *next;
    enum archive_kind kind;
    uint64_t token;                 /* the asker's */
    char reader[READER_NAME_BYTES]; /* open: "" when the position is given; save */
    uint64_t position;              /* open: given, or answered; events: after this one; save */
    /* answer */
    char id[64];         /* open: of the event at position; "" when there is none */
    struct chunk *chunk; /* events: NULL when there are none */
};

struct archive;

/* wake is called on the archive's thread when there are answers; it must only wake the loop. */
struct archive *archive_create(const char *database_url, void (*wake)(void *), void *wake_argument);
/* Finishes the saves that were asked for, for two seconds at most. */
void archive_destroy(struct archive **archive);

void archive_ask(struct archive *archive, struct archive_request *request);
struct archive_request *archive_take_answers(struct archive *archive); /* a list; may be NULL */

#endif
