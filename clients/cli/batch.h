/*
 * Rows of a file on their way to a service, many to a command. A command is all or nothing, so when
 * one is refused its halves are sent, until the refused rows stand alone and can be named.
 */
#ifndef CROSSDOCK_CLI_BATCH_H
#define CROSSDOCK_CLI_BATCH_H

#include "clients/cli/sheet.h"
#include "clients/libcrossdock/crossdock.h"
#include "common/arena.h"

struct batch {
    /* Set by the user: */
    struct crossdock_client *client; /* NULL: only check the files */
    struct sheet *sheet;             /* for complaints */
    size_t rows_max;                 /* in one command */
    /* The command that carries these rows (an array of messages), in the arena. */
    const ProtobufCMessage *(*command)(struct arena *arena, void **rows, size_t count,
                                       const void *context);
    void *context;
    /* The command's id, in the arena; NULL: a random one, the rows are sent whatever was sent before. */
    const char *(*id)(struct arena *arena, const ProtobufCMessage *command, const void *context);
    /* Private: */
    struct arena *arena;
    void **rows;
    int64_t *lines;
    size_t count;
    int64_t sent, repeated, refused;
    int status; /* CLI_OK, or why to give up */
};

void batch_start(struct batch *batch);
/* Memory for the next row, zeroed, lives until it is sent; texts of it go into batch->arena too. */
void *batch_take(struct batch *batch, size_t bytes);
/* The row that was taken last is complete. False: give up (batch->status). */
bool batch_add(struct batch *batch, void *row);
/* The same for a row that stood on this line of the file. */
bool batch_add_line(struct batch *batch, void *row, int64_t line);
/* Send what is left. */
bool batch_flush(struct batch *batch);
void batch_end(struct batch *batch);

#endif
