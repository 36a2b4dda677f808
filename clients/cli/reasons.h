/*
 * Why things were refused, counted. A reason is counted by what stands before its first colon,
 * with the first full reason as an example.
 */
#ifndef CROSSDOCK_CLI_REASONS_H
#define CROSSDOCK_CLI_REASONS_H

#include <stdint.h>
#include <stdio.h>

#define REASONS_MAX 40

struct reasons {
    struct {
        char name[64];
        char *example;
        int64_t count;
    } list[REASONS_MAX];
    int count;
    int64_t others;
};

void reasons_add(struct reasons *reasons, const char *reason);
void reasons_print(const struct reasons *reasons, FILE *to);
void reasons_forget(struct reasons *reasons);

#endif
