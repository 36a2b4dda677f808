/*
 * Words like "A=3,lot=L1,expires=2027-01-31": a name, a value and what else is told of it. They are
 * cut in place. A name may hold '=' and ',' as long as the value follows the last '=' before the
 * first ',' behind a '='.
 */
#ifndef CROSSDOCK_CLI_ENTRIES_H
#define CROSSDOCK_CLI_ENTRIES_H

#include <stdbool.h>
#include <stdint.h>

#include "common/check.h"

#define ENTRY_MORE_MAX 8

struct entry {
    char *name, *value;
    struct {
        char *word, *value;
    } more[ENTRY_MORE_MAX];
    int more_count;
};

/* form: how such a word looks, for complaints ("SKU=UNITS"); words: what else may be told, between
 * '|' ("lot|expires|"). False after saying what is wrong. */
bool entry_read(struct entry *entry, char *text, const char *form, const char *words) must_check;

/* The value of one of the words; NULL: not told. */
char *entry_more(const struct entry *entry, const char *word);

/* The value as a number from min to max; the name as one. False after saying what is wrong. */
bool entry_number(const struct entry *entry, const char *form, int64_t min, int64_t max,
                  int64_t *number) must_check;
bool entry_line(const struct entry *entry, const char *form, uint32_t *line) must_check;

#endif
