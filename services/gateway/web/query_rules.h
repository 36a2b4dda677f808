/*
 * Parameters of a query that are no fields of a message: which of them a route has, and what their
 * values may be. What nobody would read is refused, and so is what would find nothing without a
 * word: a state that there is not, a limit of 0.
 */
#ifndef GATEWAY_QUERY_RULES_H
#define GATEWAY_QUERY_RULES_H

#include "services/gateway/web/web.h"

struct query_rule {
    const char *view, *name;  /* view NULL: of every view */
    const char *const *words; /* one of these, in any case; ends with NULL. NULL: no words */
    const char *prefix;       /* may stand before a word; NULL: none */
    int64_t min, max;         /* a whole number; both 0: no number */
    size_t capitals;          /* so many capital letters, as codes have them; 0: none */
};

/* NULL: any text will do. */
const struct query_rule *query_find_rule(const char *view, const char *name);

/* What is wrong with a value that is not empty, as a sentence about it; NULL: nothing. */
const char *query_defect(struct arena *arena, const struct query_rule *rule, const char *value);

/* Each parameter is one of the route's (or `beside`, ""), not one of the path's, and comes once.
 * False after answering. */
bool query_is_known(struct web_request *request, const char *beside) must_check;

#endif
