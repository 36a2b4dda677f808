#include "services/fulfillment-routing/wire_places.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"

#define POSTAL_CODES_MAX 2000

static bool
read_postal_code(struct arena *arena, const Crossdock__Routing__V1__PostalCode *from,
                 struct postal_entry *to, struct refusal *refusal)
{
    char city[CITY_KEY_BYTES];

    if (!check_country(from->country, refusal) ||
        !check_text(from->postal_code, "postal_code", 1, POSTAL_CODE_BYTES_MAX, refusal) ||
        !check_text(from->city, "city", 0, TEXT_BYTES_MAX, refusal) ||
        !check_text(from->region, "region", 0, TEXT_BYTES_MAX, refusal) ||
        !check_coordinates(from->latitude_deg, from->longitude_deg, refusal))
        return false;
    if (!postal_key(from->country, from->postal_code, to->row.key))
        return refuse(refusal, "postal_code '%s' has nothing in it", from->postal_code);
    to->row.latitude_e7 = (int32_t)lround(from->latitude_deg * 1e7);
    to->row.longitude_e7 = (int32_t)lround(from->longitude_deg * 1e7);
    to->country = arena_text(arena, (char[]){to->row.key[0], to->row.key[1], '\0'});
    to->code = arena_text(arena, to->row.key + 2);
    to->city = from->city;
    to->region = from->region;
    to->city_key = city_key(from->country, from->city, city) ? arena_text(arena, city) : "";
    return true;
}

static int
compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct postal_entry *)a)->row.key,
                  ((const struct postal_entry *)b)->row.key);
}

/* In order of key; a key that is defined twice is refused. */
READ(read_define_postal_codes)
{
    const Crossdock__Routing__V1__DefinePostalCodes *in =
        (const Crossdock__Routing__V1__DefinePostalCodes *)message;
    struct postal_codes *out = arena_take(arena, sizeof *out);

    if (in->n_postal_codes < 1 || in->n_postal_codes > POSTAL_CODES_MAX) {
        refuse(refusal, "%zu postal codes, allowed are 1 to %d", in->n_postal_codes,
               POSTAL_CODES_MAX);
        return NULL;
    }
    out->count = in->n_postal_codes;
    out->entries = arena_take(arena, out->count * sizeof *out->entries);
    for (size_t i = 0; i < out->count; i++) {
        if (!read_postal_code(arena, in->postal_codes[i], &out->entries[i], refusal))
            return NULL;
    }
    qsort(out->entries, out->count, sizeof *out->entries, compare_entries);
    for (size_t i = 1; i < out->count; i++) {
        if (strcmp(out->entries[i].row.key, out->entries[i - 1].row.key) == 0) {
            refuse(refusal, "postal_code '%s' is there twice", out->entries[i].code);
            return NULL;
        }
    }
    return out;
}

READ(read_location_changed)
{
    const Crossdock__Inventory__V1__LocationChanged *in =
        (const Crossdock__Inventory__V1__LocationChanged *)message;
    const Crossdock__Inventory__V1__Location *location = in->location;
    struct location_change *out = arena_take(arena, sizeof *out);

    if (location == NULL) {
        refuse(refusal, "location is missing");
        return NULL;
    }
    if (!check_text(location->code, "code", 1, 32, refusal) ||
        !check_text(location->country, "country", 0, TEXT_BYTES_MAX, refusal) ||
        !check_text(location->time_zone, "time_zone", 0, TEXT_BYTES_MAX, refusal) ||
        !check_coordinates(location->latitude_deg, location->longitude_deg, refusal) ||
        !check_quantity(location->safety_stock, 0, refusal))
        return NULL;
    *out = (struct location_change){
        .code = location->code,
        .name = location->name,
        .at = {location->latitude_deg, location->longitude_deg},
        .closed = location->closed,
        .safety_stock = location->safety_stock,
        .country = location->country,
        .time_zone = location->time_zone,
    };
    return out;
}

READ(read_bins_assigned)
{
    const Crossdock__Inventory__V1__BinsAssigned *in =
        (const Crossdock__Inventory__V1__BinsAssigned *)message;
    struct bins *out = arena_take(arena, sizeof *out);
    struct bin *list = arena_take(arena, in->n_lines * sizeof *list);

    out->location = in->location;
    out->count = in->n_lines;
    out->list = list;
    for (size_t i = 0; i < in->n_lines; i++) {
        if (!check_text(in->lines[i]->sku, "sku", 1, 64, refusal) ||
            !check_text(in->lines[i]->bin, "bin", 0, TEXT_BYTES_MAX, refusal))
            return NULL;
        list[i] = (struct bin){in->lines[i]->sku, in->lines[i]->bin};
    }
    return out;
}
