/*
 * Lines of stock as words ("A=3,lot=L1,expires=2027-01-31,state=damaged", "gtin:06291041500213=2")
 * or as rows of a CSV file, for everything that moves goods.
 */
#ifndef CROSSDOCK_CLI_STOCK_LINES_H
#define CROSSDOCK_CLI_STOCK_LINES_H

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "common/arena.h"

/* What a line may tell beside SKU and units. */
#define STOCK_LINE_WORDS "pack|lot|expires|state|bin|"
/* The same, for --help. */
#define STOCK_LINE_DOC                                                                             \
    "A line is SKU=UNITS, perhaps with more: A=3,pack=CASE (three cases), "                        \
    "A=3,lot=L1,expires=2027-01-31, "                                                              \
    "A=3,state=damaged, A=3,bin=A-1-2 (or A=3@A-1-2). gtin:NUMBER=3 names an item or a pack of "   \
    "it by its bar code. "                                                                         \
    "States: available, damaged, quality-hold, quarantine, refurbish, return-to-vendor, expired. " \
    "--file FILE.csv holds lines as rows: sku or gtin, quantity, and perhaps pack, lot, expires, " \
    "state, bin."

struct stock_lines {
    Crossdock__Inventory__V1__StockLine **list;
    size_t count, max;
    struct arena *arena;
};

/* The option for them, to: const char *file. */
#define STOCK_LINE_FILE(to)                                                                        \
    {                                                                                              \
        "file", "FILE.csv", "More lines, as rows", FLAG_TEXT, to                                   \
    }

/* The words from `first` on, then the rows of file (NULL: none). min: of a quantity. False after
 * saying what is wrong; also when there is none. The lines are valid until they are forgotten. */
bool stock_lines_read(struct stock_lines *lines, const struct word_list *words, int first,
                      const char *file, int64_t min) must_check;
/* The same for a command that is nothing without lines: what is wrong is a usage error that ends
 * the program. */
struct stock_lines stock_lines_needed(const struct word_list *words, int first, const char *file,
                                      int64_t min) must_check;
/* The same of a document, which words[0] names: where no line is named, all of it is meant and
 * there are none. */
struct stock_lines stock_lines_of_document(const struct word_list *words, const char *file,
                                           int64_t min) must_check;
void stock_lines_forget(struct stock_lines *lines);

/* One more, zeroed. */
Crossdock__Inventory__V1__StockLine *stock_lines_add(struct stock_lines *lines);

/* "12 A, 3 B": the lines in words. Good until the next call. */
const char *stock_lines_words(Crossdock__Inventory__V1__StockLine *const *list, size_t count);

#endif
