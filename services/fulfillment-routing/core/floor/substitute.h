/*
 * Whether something else may leave in place of what was ordered.
 */
#ifndef ROUTING_SUBSTITUTE_H
#define ROUTING_SUBSTITUTE_H

#include <stdbool.h>
#include <stdint.h>

struct substitute_facts {
    bool is_itself;         /* the very item */
    bool order_allows;      /* the customer takes substitutes */
    bool named;             /* the item names it as its substitute */
    bool another_went;      /* the line has units of a third item already */
    int64_t free, quantity; /* units of it that nobody else is to get, and that were taken */
};

enum substitute_outcome {
    SUBSTITUTE_ALLOWED,
    SUBSTITUTE_IS_ITSELF,
    SUBSTITUTE_NOT_WANTED,
    SUBSTITUTE_NOT_NAMED,
    SUBSTITUTE_ANOTHER,
    SUBSTITUTE_PROMISED, /* to others */
    SUBSTITUTE_OUTCOME_COUNT
};

enum substitute_outcome substitute_decide(const struct substitute_facts *facts);
/* Why not, for whoever scanned it. */
const char *substitute_reason(enum substitute_outcome outcome);

#endif
