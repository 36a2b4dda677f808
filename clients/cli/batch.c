/* Rows of a file on their way to a service, see batch.h. */
#include <stdlib.h>

#include "clients/cli/batch.h"
#include "clients/cli/cli.h"

#define ARENA_BYTES (64u << 20)

void
batch_start(struct batch *batch)
{
    batch->arena = arena_create(ARENA_BYTES);
    batch->rows = calloc(batch->rows_max, sizeof *batch->rows);
    batch->lines = calloc(batch->rows_max, sizeof *batch->lines);
    assert(batch->rows && batch->lines);
}

void
batch_end(struct batch *batch)
{
    arena_destroy(&batch->arena);
    free(batch->rows);
    free(batch->lines);
}

void *
batch_take(struct batch *batch, size_t bytes)
{
    return arena_take(batch->arena, bytes);
}

static bool
send_rows(struct batch *batch, size_t from, size_t count)
{
    const ProtobufCMessage *command =
        batch->command(batch->arena, batch->rows + from, count, batch->context);
    const char *id = batch->id ? batch->id(batch->arena, command, batch->context) : NULL;
    struct crossdock_receipt receipt;
    enum crossdock_outcome outcome = crossdock_command(batch->client, command, id, &receipt);
    if (outcome != CROSSDOCK_DONE) {
        cli_complain(outcome == CROSSDOCK_REFUSED
                         ? "the service does not know this key"
                         : "no answer in time; is the service running? What was answered so far is stored");
        batch->status = outcome == CROSSDOCK_REFUSED ? CLI_DENIED : CLI_NO_REPLY;
        return false;
    }
    switch (cli_exit_of(receipt.code)) {
    case CLI_OK:
        *(receipt.code == CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_DUPLICATE ? &batch->repeated
                                                                                   : &batch->sent) +=
            (int64_t)count;
        return true;
    case CLI_DENIED:
        cli_complain("DENIED: %s", receipt.detail);
        batch->status = CLI_DENIED;
        return false;
    default:
        break;
    }
    if (count == 1) {
        batch->refused++;
        sheet_bad_line(batch->sheet, batch->lines[from], "refused: %s", receipt.detail);
        return true;
    }
    return send_rows(batch, from, count / 2) && send_rows(batch, from + count / 2, count - count / 2);
}

bool
batch_flush(struct batch *batch)
{
    bool good = true;
    if (batch->count > 0 && !batch->client)
        batch->sent += (int64_t)batch->count;
    else if (batch->count > 0)
        good = send_rows(batch, 0, batch->count);
    batch->count = 0;
    arena_reset(batch->arena, 0);
    return good;
}

bool
batch_add_line(struct batch *batch, void *row, int64_t line)
{
    batch->lines[batch->count] = line;
    batch->rows[batch->count++] = row;
    return batch->count < batch->rows_max || batch_flush(batch);
}

bool
batch_add(struct batch *batch, void *row)
{
    return batch_add_line(batch, row, csv_line(batch->sheet->csv));
}
