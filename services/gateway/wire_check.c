/* See wire_check.h. */
#include "services/gateway/wire_check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"

bool
refuse(struct refusal *refusal, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(refusal->reason, sizeof refusal->reason, format, arguments);
    va_end(arguments);
    return false;
}

bool
text_fits(const char *text, size_t bytes_min, size_t bytes_max, const char *field,
          struct refusal *refusal)
{
    const size_t bytes = strlen(text);

    if (bytes < bytes_min)
        return refuse(refusal, "%s: missing", field);
    return bytes <= bytes_max || refuse(refusal, "%s: longer than %zu bytes", field, bytes_max);
}

bool
number_fits(int64_t value, int64_t min, int64_t max, const char *field, struct refusal *refusal)
{
    return (value >= min && value <= max) ||
           refuse(refusal, "%s: must be from %lld to %lld", field, (long long)min, (long long)max);
}

bool
is_id(uint64_t id, const char *field, struct refusal *refusal)
{
    return (id >= 1 && id <= INT64_MAX) ||
           refuse(refusal, "%s: there is none with this number", field);
}

bool
has_no_defect(const char *defect, struct refusal *refusal)
{
    return defect == NULL || refuse(refusal, "%s", defect);
}

const ProtobufCMessage *
wire_done(struct arena *arena, uint32_t count)
{
    Crossdock__Envelope__V1__Done *done = arena_take(arena, sizeof *done);

    crossdock__envelope__v1__done__init(done);
    done->count = count;
    return &done->base;
}

const char *
cut_text(struct arena *arena, const char *text, size_t bytes_max)
{
    size_t bytes = strlen(text);

    if (bytes <= bytes_max)
        return text;
    bytes = bytes_max;
    while (bytes > 0 && ((uint8_t)text[bytes] & 0xc0) == 0x80)
        bytes--;
    char *cut = arena_take(arena, bytes + 1);
    memcpy(cut, text, bytes);
    return cut;
}
