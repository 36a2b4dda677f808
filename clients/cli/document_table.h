/*
 * Purchase orders, advance ship notices, transfers and counts: how each is shown, and the answers
 * that they have in common.
 */
#ifndef CROSSDOCK_CLI_DOCUMENT_TABLE_H
#define CROSSDOCK_CLI_DOCUMENT_TABLE_H

#include "clients/cli/cli.h"

/* cli_show of a DocumentView; context: struct document_words. */
struct document_words {
    const char *kind;                /* "purchase order" */
    const char *expected, *received; /* titles of columns; expected NULL: nobody is told */
    bool has_shipped, has_packages;
};
void document_show(const struct crossdock_receipt *receipt, const void *words);

/* cli_show of a StockMovedReply. */
void document_show_moved(const struct crossdock_receipt *receipt, const void *context);

#endif
