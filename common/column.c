/*
 * Values for queries in PostgreSQL's binary forms: columns (arrays of one dimension) and single
 * parameters. Everything is written into the arena in the form in which it goes on the wire, so
 * that nothing is converted or copied again when the query is sent.
 *
 * The array form, all big-endian: dimensions int4, has-null int4, element oid, count int4, lower
 * bound int4, then for each element its length int4 (-1: null) and its bytes (array_send in
 * PostgreSQL's arrayfuncs.c). An array without elements has no dimension at all.
 */
#include <endian.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "common/db_internal.h"

#define ARRAY_HEADER_BYTES 20
#define EMPTY_ARRAY_BYTES  12
#define NUMBER_BYTES_MAX   21
#define DOUBLE_BYTES_MAX   26

/* Oid of the elements, from PostgreSQL's pg_type.dat. */
static const uint32_t element_oid[] = {
    [COLUMN_INT4] = OID_INT4,     [COLUMN_INT8] = OID_INT8, [COLUMN_TEXT] = OID_TEXT,
    [COLUMN_BYTES] = OID_BYTEA,   [COLUMN_BOOL] = OID_BOOL, [COLUMN_TIME] = OID_TIMESTAMPTZ,
    [COLUMN_DOUBLE] = OID_FLOAT8,
};

static void
put_int4(char *to, uint32_t value)
{
    value = htobe32(value);
    memcpy(to, &value, sizeof value);
}

static void
put_int8(char *to, int64_t value)
{
    uint64_t wire = htobe64((uint64_t)value);

    memcpy(to, &wire, sizeof wire);
}

/* Room for an element of so many bytes, its length already written. */
static char *
add_element(struct column *column, size_t bytes)
{
    size_t wanted = column->bytes + 4 + bytes;

    if (wanted > column->bytes_max) {
        size_t bytes_max = wanted * 2 < 1024 ? 1024 : wanted * 2;
        char *data = arena_take(column->arena, bytes_max);
        if (column->data != NULL)
            memcpy(data, column->data, column->bytes);
        column->data = data;
        column->bytes_max = bytes_max;
    }
    char *element = column->data + column->bytes;
    put_int4(element, (uint32_t)bytes);
    column->bytes = wanted;
    column->count++;
    return element + 4;
}

static void
add_null(struct column *column)
{
    put_int4(add_element(column, 0) - 4, UINT32_MAX);
    column->has_null = true;
}

void
column_start(struct column *column, struct arena *arena, enum column_type type)
{
    *column = (struct column){.arena = arena, .type = type, .bytes = ARRAY_HEADER_BYTES};
}

void
column_add_int4(struct column *column, int32_t value)
{
    assert(column->type == COLUMN_INT4);
    put_int4(add_element(column, 4), (uint32_t)value);
}

void
column_add_int8(struct column *column, int64_t value)
{
    assert(column->type == COLUMN_INT8);
    put_int8(add_element(column, 8), value);
}

void
column_add_text(struct column *column, const char *value)
{
    assert(column->type == COLUMN_TEXT);
    if (value == NULL) {
        add_null(column);
        return;
    }
    size_t bytes = strlen(value);
    memcpy(add_element(column, bytes), value, bytes);
}

void
column_add_bytes(struct column *column, const void *value, size_t bytes)
{
    assert(column->type == COLUMN_BYTES);
    char *element = add_element(column, bytes);
    if (bytes > 0)
        memcpy(element, value, bytes);
}

void
column_add_bool(struct column *column, bool value)
{
    assert(column->type == COLUMN_BOOL);
    *add_element(column, 1) = value;
}

void
column_add_time(struct column *column, int64_t unix_us)
{
    assert(column->type == COLUMN_TIME);
    put_int8(add_element(column, 8), unix_us - POSTGRES_EPOCH_US);
}

void
column_add_double(struct column *column, double value)
{
    int64_t bits;

    assert(column->type == COLUMN_DOUBLE);
    memcpy(&bits, &value, sizeof bits);
    put_int8(add_element(column, 8), bits);
}

/* Decimal digits of value; returns behind the last one. */
static char *
put_number(char *to, int64_t value)
{
    char digits[NUMBER_BYTES_MAX];
    size_t at = sizeof digits;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (value < 0)
        *to++ = '-';
    memcpy(to, digits + at, sizeof digits - at);
    return to + (sizeof digits - at);
}

/* Ends an element that was given more room than it needed. */
static void
shorten_element(struct column *column, char *element, char *end)
{
    column->bytes = (size_t)(end - column->data);
    put_int4(element - 4, (uint32_t)(end - element));
}

void
column_add_int8_list(struct column *column, const int64_t *values, size_t count)
{
    assert(column->type == COLUMN_TEXT);
    char *element = add_element(column, 2 + count * NUMBER_BYTES_MAX), *at = element;

    *at++ = '{';
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            *at++ = ',';
        at = put_number(at, values[i]);
    }
    *at++ = '}';
    shorten_element(column, element, at);
}

void
column_add_double_list(struct column *column, const double *values, size_t count)
{
    assert(column->type == COLUMN_TEXT);
    char *element = add_element(column, 2 + count * DOUBLE_BYTES_MAX), *at = element;

    *at++ = '{';
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            *at++ = ',';
        at += snprintf(at, DOUBLE_BYTES_MAX, "%.17g", values[i]); /* read back to the same bits */
    }
    *at++ = '}';
    shorten_element(column, element, at);
}

void
column_add_text_list(struct column *column, const char *const *values, size_t count)
{
    size_t bytes_max = 2;

    assert(column->type == COLUMN_TEXT);
    for (size_t i = 0; i < count; i++)
        bytes_max += 3 + 2 * strlen(values[i]);
    char *element = add_element(column, bytes_max), *at = element;
    *at++ = '{';
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            *at++ = ',';
        *at++ = '"';
        for (const char *from = values[i]; *from != '\0'; from++) {
            if (*from == '"' || *from == '\\')
                *at++ = '\\';
            *at++ = *from;
        }
        *at++ = '"';
    }
    *at++ = '}';
    shorten_element(column, element, at);
}

const uint8_t *
column_values(const struct column *column)
{
    return (const uint8_t *)column->data + ARRAY_HEADER_BYTES;
}

struct param
param_column(struct column *column)
{
    if (column->data == NULL)
        column->data = arena_take(column->arena, ARRAY_HEADER_BYTES);
    assert(column->bytes <= INT_MAX);
    put_int4(column->data, column->count > 0 ? 1 : 0);
    put_int4(column->data + 4, column->has_null);
    put_int4(column->data + 8, element_oid[column->type]);
    put_int4(column->data + 12, column->count);
    put_int4(column->data + 16, 1);
    return (struct param){.data = column->data,
                          .bytes = column->count > 0 ? (int)column->bytes : EMPTY_ARRAY_BYTES};
}

struct param
param_int8(struct arena *arena, int64_t value)
{
    char *data = arena_take(arena, 8);

    put_int8(data, value);
    return (struct param){.data = data, .bytes = 8};
}

struct param
param_text(struct arena *arena, const char *value)
{
    if (value == NULL)
        return (struct param){0};
    size_t bytes = strlen(value);
    assert(bytes <= INT_MAX);
    return (struct param){.data = arena_copy(arena, value, bytes + 1), .bytes = (int)bytes};
}

struct param
param_time(struct arena *arena, int64_t unix_us)
{
    return param_int8(arena, unix_us - POSTGRES_EPOCH_US);
}
