/*
 * A text of limited length that grows: what sentences are made of.
 */
#ifndef ROUTING_WORDS_TEXT_H
#define ROUTING_WORDS_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "services/fulfillment-routing/memory.h"

#define WORDS_BYTES 2000

struct words {
    char text[WORDS_BYTES]; /* cut off when there is more */
    size_t bytes;
};

void words_add(struct words *words, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "Leicester (LE) 42.1 km" */
void words_add_location(struct words *words, const struct memory *memory, const char *code,
                        int64_t distance_m);
/* 8169000000 as "8.169 USD": no digit is lost, and there are two at least. */
void words_add_money(struct words *words, int64_t nano, const char *currency);
/* 4001 as "4.001 km" */
void words_add_km(struct words *words, int64_t metres);

#endif
