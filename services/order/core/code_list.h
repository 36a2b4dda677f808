/* Lists of codes from standards. */
#ifndef CROSSDOCK_ORDER_CODE_LIST_H
#define CROSSDOCK_ORDER_CODE_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct code_list {
    const char *codes; /* ascending, each followed by a space */
    size_t code_bytes;
    size_t count;
};

extern const struct code_list countries;  /* ISO 3166-1 alpha-2 */
extern const struct code_list currencies; /* ISO 4217 */

bool code_list_has(const struct code_list *list, const char *code);

#endif
