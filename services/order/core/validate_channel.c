/* Rule: a channel is a short plain name, since it also names keys, metrics and feed subjects. */
#include "services/order/core/validate.h"

#include <string.h>

bool
channel_is_valid(const char *channel)
{
    const size_t bytes = strlen(channel);

    return bytes >= 1 && bytes <= CHANNEL_BYTES_MAX &&
           strspn(channel, "abcdefghijklmnopqrstuvwxyz0123456789-") == bytes;
}

void
validate_channel(const struct placement *placement, struct defects *defects)
{
    if (!channel_is_valid(placement->request->channel))
        defects_add(defects, DEFECT_CHANNEL_INVALID, 0, "channel",
                    "A channel is 1 to 32 of a-z, 0-9 and -.");
}
