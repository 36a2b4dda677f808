/*
 * What a subscription is sent: the types and the subject that it asked for, as far as its role may follow them. Services,
 * operators, readers and the gateway choose freely; others follow the types that the service grants to their role, and only of
 * their own subject (a warehouse's location).
 */
#ifndef CROSSDOCK_FEED_FILTER_H
#define CROSSDOCK_FEED_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "common/chunk.h"
#include "common/service.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"

#define FEED_FILTER_TYPES_MAX 32

/* Zero: everything. */
struct feed_filter {
    char **types;
    size_t type_count;
    char subject[64]; /* "": all */
};

/* From an OPEN of at most FEED_FILTER_TYPES_MAX types. NULL, or why this identity may not follow what it asks for. */
const char *feed_filter_set(struct feed_filter *filter, const struct service *service, const struct identity *who,
                            const Crossdock__Envelope__V1__Head *open);
bool feed_filter_wants(const struct feed_filter *filter, const struct chunk *chunk, const struct chunk_entry *entry);
void feed_filter_clear(struct feed_filter *filter);

#endif
