/*
 * What is typed or scanned at the terminal of `crossdock pick`, a line each:
 *
 *     CODE [UNITS|all]            taken from the shelf: a SKU or GTIN; one unit when no number is
 * told short [UNITS] [REASON]      not there: of the task that is shown; all that is open of it
 *     instead CODE [UNITS|all]    a substitute for the task that is shown
 *     skip | list | help | undo | return | done
 *
 * A SKU that is one of these words is scanned with a '=' before it.
 */
#ifndef CROSSDOCK_CLI_PICK_WORDS_H
#define CROSSDOCK_CLI_PICK_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#define PICK_ALL INT64_C(-1)

enum pick_kind {
    PICK_NOTHING,
    PICK_WRONG,
    PICK_SCAN,
    PICK_INSTEAD,
    PICK_SHORT,
    PICK_SKIP,
    PICK_LIST,
    PICK_HELP,
    PICK_UNDO,
    PICK_RETURN,
    PICK_DONE,
    PICK_KINDS
};

struct pick_line {
    enum pick_kind kind;
    const char *code;  /* in the line */
    int64_t units;     /* PICK_ALL: all that is open */
    int reason;        /* a ShortReason */
    const char *wrong; /* why it is PICK_WRONG */
};

/* Cuts the line in place. */
struct pick_line pick_line_read(char *line);

extern const char pick_line_help[];

#endif
