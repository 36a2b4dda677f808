/* A receiver that does not answer takes ten seconds of a place that others need: ever more rarely,
 * to a minute. */
#include "services/gateway/core/webhook.h"

#define SECOND_US  INT64_C(1000000)
#define REST_S_MAX 60

int64_t
webhook_rest_us(uint32_t silences)
{
    const int64_t seconds = silences >= 6 ? REST_S_MAX : INT64_C(1) << silences;

    return (seconds > REST_S_MAX ? REST_S_MAX : seconds) * SECOND_US;
}
