/* "crossdock.order.v1.OrderPlaced", "crossdock.order.v1.*", "*". */
#include <string.h>

#include "services/gateway/core/webhook.h"

bool
webhook_type_is_valid(const char *pattern)
{
    const size_t bytes = strlen(pattern);
    const size_t plain =
        strspn(pattern, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._");

    return bytes > 0 && bytes < WEBHOOK_TYPE_BYTES &&
           (plain == bytes || (plain == bytes - 1 && pattern[plain] == '*'));
}
