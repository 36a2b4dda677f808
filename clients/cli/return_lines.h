/*
 * Lines of a return as words: "1=2,reason=defective", "1=1,disposition=scrap,condition=broken",
 * "1=2,resolution=refund,refund=12.50". A line is named by its number in the order, or by its SKU.
 */
#ifndef CROSSDOCK_CLI_RETURN_LINES_H
#define CROSSDOCK_CLI_RETURN_LINES_H

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"

struct return_lines {
    const char *form, *more; /* how such a word looks; what else may be told: see entries.h */
    int reason, disposition, resolution; /* of lines that tell none */
    const char *currency;                /* of refunds; NULL: two digits after the point */
    Crossdock__Order__V1__ReturnLine *list, **pointers;
    size_t count;
};

/* The words from `first` on. False after saying what is wrong. */
bool return_lines_read(struct return_lines *lines, const struct word_list *words,
                       int first) must_check;
void return_lines_forget(struct return_lines *lines);

/* Or one by one: room for so many, then each with what lines tell that tell nothing. */
void return_lines_make_room(struct return_lines *lines, size_t count);
Crossdock__Order__V1__ReturnLine *return_lines_add(struct return_lines *lines);

#endif
