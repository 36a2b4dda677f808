#include "services/fulfillment-routing/wire_check.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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
read_id(uint64_t id, const char *what, int64_t *value, struct refusal *refusal)
{
    if (id == 0 || id > INT64_MAX)
        return refuse(refusal, "%s is missing or out of range", what);
    *value = (int64_t)id;
    return true;
}

bool
read_id_or_none(uint64_t id, const char *what, int64_t *value, struct refusal *refusal)
{
    return id == 0 || read_id(id, what, value, refusal);
}

bool
check_text(const char *text, const char *what, size_t bytes_min, size_t bytes_max,
           struct refusal *refusal)
{
    const size_t bytes = strlen(text);

    if (bytes < bytes_min || bytes > bytes_max)
        return refuse(refusal, "%s has %zu bytes, allowed are %zu to %zu", what, bytes, bytes_min,
                      bytes_max);
    return true;
}

bool
check_country(const char *country, struct refusal *refusal)
{
    for (int i = 0; i < 2; i++) {
        const char c = country[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')))
            return refuse(refusal, "country '%.8s' is not two letters", country);
    }
    if (country[2] != '\0')
        return refuse(refusal, "country '%.8s' is not two letters", country);
    return true;
}

bool
check_coordinates(double latitude, double longitude, struct refusal *refusal)
{
    if (!(fabs(latitude) <= 90) || !(fabs(longitude) <= 180))
        return refuse(refusal, "coordinates %g, %g are not on the earth", latitude, longitude);
    return true;
}

bool
check_quantity(int64_t quantity, int64_t min, struct refusal *refusal)
{
    if (quantity < min || quantity > QUANTITY_MAX)
        return refuse(refusal, "quantity %lld is out of range", (long long)quantity);
    return true;
}

bool
read_destination(const Crossdock__Order__V1__Destination *from, struct destination *to,
                 struct refusal *refusal)
{
    if (from == NULL)
        return refuse(refusal, "destination is missing");
    *to = (struct destination){from->country, from->region, from->city, from->postal_code};
    return check_text(to->country, "country", 0, TEXT_BYTES_MAX, refusal) &&
           check_text(to->region, "region", 0, TEXT_BYTES_MAX, refusal) &&
           check_text(to->city, "city", 0, TEXT_BYTES_MAX, refusal) &&
           check_text(to->postal_code, "postal_code", 0, TEXT_BYTES_MAX, refusal);
}
