#include "services/inventory/wire_check.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool
refuse(struct refusal *refusal, const char *format, ...)
{
    va_list values;

    va_start(values, format);
    vsnprintf(refusal->reason, sizeof refusal->reason, format, values);
    va_end(values);
    return false;
}

bool
text_fits(const char *text, size_t bytes_min, size_t bytes_max, const char *field,
          struct refusal *refusal)
{
    const size_t bytes = strnlen(text, bytes_max + 1);

    if (bytes < bytes_min || bytes > bytes_max)
        return refuse(refusal, "field '%s': %zu to %zu bytes", field, bytes_min, bytes_max);
    return true;
}

bool
number_fits(int64_t value, int64_t min, int64_t max, const char *field, struct refusal *refusal)
{
    if (value < min || value > max)
        return refuse(refusal, "field '%s': %" PRId64 " to %" PRId64 ", not %" PRId64, field, min,
                      max, value);
    return true;
}

/* A code of so many capital letters, or (if it may be left out) nothing. */
bool
is_code(const char *text, size_t letters, bool may_be_empty, const char *field,
        struct refusal *refusal)
{
    const size_t bytes = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    if (text[0] == '\0' && may_be_empty)
        return true;
    if (bytes != letters || text[bytes] != '\0')
        return refuse(refusal, "field '%s': %zu capital letters", field, letters);
    return true;
}

/* Ids travel unsigned and are stored in an int8. */
bool
is_id(uint64_t id, const char *field, struct refusal *refusal)
{
    if (id == 0 || id > INT64_MAX)
        return refuse(refusal, "field '%s': 1 to %" PRId64, field, INT64_MAX);
    return true;
}

bool
is_channel(const char *text, const char *field, struct refusal *refusal)
{
    size_t bytes = 0;

    for (; text[bytes] != '\0'; bytes++) {
        const char c = text[bytes];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            return refuse(refusal, "field '%s': only a-z, 0-9 and - make a channel", field);
    }
    return bytes >= 1 && bytes <= 32
               ? true
               : refuse(refusal, "field '%s' must have 1 to 32 characters", field);
}
