/*
 * The order in which a picker walks.
 */
#ifndef ROUTING_SORT_PICK_LIST_H
#define ROUTING_SORT_PICK_LIST_H

#include <stddef.h>
#include <stdint.h>

struct pick {
    const char *bin;
    const char *sku;
    int64_t quantity;
    int64_t fulfillment_order_id;
    int64_t order_id;
    int32_t line;
    const char *lot; /* "": none known */
};

/* < 0: a comes first on the walk. */
int pick_compare(const struct pick *a, const struct pick *b);

/* spare has room for count picks. */
void sort_pick_list(struct pick *picks, size_t count, struct pick *spare);

#endif
