/*
 * Lines of a purchase order as words ("A=100", "A=4,pack=CASE,cost=2.50,due=2026-12-01") or as rows
 * of a CSV file.
 */
#ifndef CROSSDOCK_CLI_PURCHASE_LINES_H
#define CROSSDOCK_CLI_PURCHASE_LINES_H

#include "clients/cli/arguments.h"
#include "clients/libcrossdock/crossdock.h"
#include "common/arena.h"

#define PURCHASE_LINES_MAX 1000 /* of one purchase order */

struct purchase_lines {
    const char *currency; /* of the costs */
    Crossdock__Inventory__V1__PurchaseLine list[PURCHASE_LINES_MAX], *pointers[PURCHASE_LINES_MAX];
    size_t count;
    struct arena *arena; /* texts of the file */
};

struct purchase_lines *purchase_lines_create(const char *currency);
void purchase_lines_destroy(struct purchase_lines **lines);

/* The words from `first` on, then the rows of file (NULL: none). False after saying what is wrong;
 * also when there is none. */
bool purchase_lines_read(struct purchase_lines *lines, const struct word_list *words, int first,
                         const char *file) must_check;

#endif
