/* An event goes to a webhook when it was asked for, and the one who asked may see it. */
#include <string.h>

#include "services/gateway/core/webhook.h"

bool
webhook_matches(const struct webhook_filter *filter, const struct event_sight *event,
                int64_t said_at_us)
{
    return said_at_us >= filter->since_us &&
           (filter->subject[0] == '\0' || strcmp(filter->subject, event->subject) == 0) &&
           event_type_matches(event->type, filter->types, filter->type_count) &&
           event_may_be_seen(filter->owner_role, filter->owner_subject, event);
}
