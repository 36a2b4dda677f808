/* "crossdock.order.v1.OrderPlaced" is one type, "crossdock.order.v1.*" all that begin so, "*" all.
 */
#include <string.h>

#include "services/gateway/core/event_sight.h"

bool
event_type_matches(const char *type, const char *const *patterns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const size_t bytes = strlen(patterns[i]);

        if (bytes > 0 && patterns[i][bytes - 1] == '*' ? strncmp(type, patterns[i], bytes - 1) == 0
                                                       : strcmp(type, patterns[i]) == 0)
            return true;
    }
    return false;
}
