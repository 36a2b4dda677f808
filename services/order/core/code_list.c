/* Binary search in a text of codes of one length. */
#include "services/order/core/code_list.h"

#include <string.h>

bool
code_list_has(const struct code_list *list, const char *code)
{
    size_t low = 0, high = list->count;

    if (strlen(code) != list->code_bytes)
        return false;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order =
            memcmp(code, list->codes + middle * (list->code_bytes + 1), list->code_bytes);

        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}
