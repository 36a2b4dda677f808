/*
 * A routing policy as people write it: a JSON file with decimals in the currency's main unit, in
 * kilometres, kilograms and days. The same file is what routing is told (crossdock policy), what a
 * history is routed by without it (crossdock simulate) and what a decision is tried again with
 * (crossdock replay). policy_json_keys says what it may hold.
 */
#ifndef CROSSDOCK_CLI_POLICY_JSON_H
#define CROSSDOCK_CLI_POLICY_JSON_H

#include <jansson.h>

#include "clients/libcrossdock/crossdock.h"
#include "common/arena.h"

struct policy_file {
    const char *path;
    const char *name; /* what it calls itself, else the file's name without ".json" */
    Crossdock__Routing__V1__Policy policy; /* all in whole numbers, as the protocol has it */
    /* What only a simulation asks for: */
    bool capacity;        /* locations fill up; false: their capacity is ignored */
    int32_t promise_days; /* after the order's day, what is later counts as late; -1: nothing is */
};

/* Everything it points to is in the arena. False after saying on stderr what is wrong and where;
 * keys that nobody knows are named there too, and have no effect. */
bool policy_json_read(struct arena *arena, const char *path, struct policy_file *file) must_check;

/* The same document again: reading it gives the same policy. */
json_t *policy_json_write(const Crossdock__Routing__V1__Policy *policy);

/* For --help: the keys and what they mean, in lines. */
extern const char policy_json_keys[];

/* "nearest", "fewest-parcels" or "least-cost"; "?" when there is no such kind. */
const char *policy_json_kind(int kind);

/* 8169000000 as "8.169". To must hold 32 bytes. Returns to. */
const char *policy_json_decimal(int64_t value, int digits, char *to);

#endif
