/*
 * Fuzzer of a service's edge: whatever payload comes for any of its inputs, the handler's read refuses
 * it with a reason or makes a struct; it never crashes. Built once for each service (SERVICE_HANDLERS
 * names its table). The first byte chooses the row.
 *
 *     build/fuzz/tests/handlers_order_fuzz -max_total_time=180
 */
#include <stdint.h>

#include "common/message.h"
#include "common/service.h"

extern const struct handler SERVICE_HANDLERS[];

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

/* What a reader asks of the settings: nothing is allowed that they could allow. */
int64_t
service_setting(const char *name)
{
    (void)name;
    return 0;
}

static size_t
count_rows(void)
{
    size_t count = 0;

    while (SERVICE_HANDLERS[count].input != NULL)
        count++;
    return count;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    static struct arena *arena;
    struct refusal refusal = { "" };
    const char *reason = "";

    if (bytes == 0)
        return 0;
    if (arena == NULL)
        arena = arena_create((size_t)1 << 28);
    arena_reset(arena, 0);

    const struct handler *handler = &SERVICE_HANDLERS[data[0] % count_rows()];
    const ProtobufCMessage *message =
        message_read(arena, handler->input, data + 1, bytes - 1, &reason);
    if (message == NULL || handler->read == NULL)
        return 0;
    if (handler->read(arena, message, &refusal) == NULL)
        assert(refusal.reason[0] != '\0');
    return 0;
}
