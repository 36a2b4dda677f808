/*
 * Aligned columns for people.
 *
 *     struct table *table = table_start("SKU|>AVAILABLE|NAME");     ('>' aligns to the right)
 *     table_row(table, "%s|%lld|%s", sku, available, name);
 *     table_end(&table, stdout);                                    (prints and frees)
 *
 * Values must not hold the separator by themselves: table_clean replaces it.
 */
#ifndef CROSSDOCK_CLI_TABLE_H
#define CROSSDOCK_CLI_TABLE_H

#include <stdio.h>

struct table;

struct table *table_start(const char *titles);
void table_row(struct table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));
void table_end(struct table **table, FILE *to);

/* A value that came from outside, fit to print in a cell or a terminal: no separator, no control
 * characters. Good for the next 8 calls. */
const char *table_clean(const char *text);

/* 1234567 as "1,234,567"; good for the next 8 calls. */
const char *table_number(long long value);

#endif
