/*
 * A routing policy as people write it, see policy_json.h. What an object may hold is a table of its
 * keys; a new key is a row there, a line in policy_json_keys and one in policy_json_write.c.
 */
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "clients/cli/cli.h"
#include "clients/cli/currencies.h"
#include "clients/cli/names.h"
#include "clients/cli/policy_json.h"
#include "clients/cli/weekdays.h"

#define NANO         1e9
#define PICO         1e12
#define WHOLE_MAX    9.2e18
#define SERVICES_MAX 16
#define ZONES_MAX    32
#define BREAKS_MAX   64
#define TRANSIT_MAX  90

typedef Crossdock__Routing__V1__Policy routing_policy;
typedef Crossdock__Routing__V1__Tariff routing_tariff;
typedef Crossdock__Routing__V1__Zone routing_zone;
typedef Crossdock__Routing__V1__CarrierService routing_service;

const char policy_json_keys[] =
    "A policy is a JSON object. Money is in the main unit of its currency (8.169 is 8 dollars "
    "and 16.9 cents), distances in km, weights in kg.\n"
    "\n"
    "  policy          \"nearest\", \"fewest-parcels\" or \"least-cost\"\n"
    "  name            what reports call it (the file's name)\n"
    "  currency        ISO 4217, here or in the tariff\n"
    "  tariff          { per_parcel, per_km, per_kg, per_kg_km }: w kg over d km\n"
    "                  cost per_parcel + per_km*d + w*(per_kg + per_kg_km*d); also\n"
    "                  zones_km, transit_days and days, as below\n"
    "  rates           in place of a tariff: a list of services, each { carrier,\n"
    "                  service, zones_km [50, 300], breaks_kg [0.5, 2, 30], prices\n"
    "                  [[row of a zone, by break], ...] with null where it is not\n"
    "                  carried, surcharge, transit_days [1, 2] by zone,\n"
    "                  days \"mon-fri\" }\n"
    "  late_per_day    for each parcel and day after the day that was promised\n"
    "  split_penalty   for each parcel beyond the first\n"
    "  full_penalty    for a parcel from a full location, in proportion before\n"
    "  scarcity        0..1: the part of the scarcity price that counts\n"
    "  parcels_max     no order is split into more; 0: no limit\n"
    "  split_value_min split only into parts worth that much, at the items' cost\n"
    "  candidates_max  locations looked at, 1..64 (24)\n"
    "  move_saving_min what an order that is not on a list must save to move\n"
    "  note            what it is for, up to 200 bytes\n"
    "  capacity        false: a simulation ignores what locations can do\n"
    "  promise_days    a simulation counts as late what takes more days\n";

struct reader {
    struct arena *arena;
    struct policy_file *file;
    char where[128];         /* "rates[0].prices[1]"; "" at the top */
    json_t *split_value_min; /* to be read once the currency is known */
};

typedef bool read_value(struct reader *reader, const json_t *json, void *to);
struct key {
    const char *name;
    read_value *read;
    size_t at; /* of what it fills, in the object's struct */
};

static bool __attribute__((format(printf, 2, 3)))
fail(const struct reader *reader, const char *format, ...)
{
    char sentence[256];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    cli_complain("%s: %s%s%s", reader->file->path, reader->where, *reader->where ? " " : "",
                 sentence);
    return false;
}

/* --- plain values --------------------------------------------------------------------------- */

static bool
read_scaled(struct reader *reader, const json_t *json, double scale, int64_t *to)
{
    double value = json_number_value(json);
    if (!json_is_number(json) || value < 0)
        return fail(reader, "must be a number, 0 or more");
    if (value * scale > WHOLE_MAX)
        return fail(reader, "is too much");
    *to = llround(value * scale);
    return true;
}

static bool
read_nano(struct reader *reader, const json_t *json, void *to)
{
    return read_scaled(reader, json, NANO, to);
}

static bool
read_pico(struct reader *reader, const json_t *json, void *to)
{
    return read_scaled(reader, json, PICO, to);
}

static bool
read_whole(struct reader *reader, const json_t *json, int64_t max, int64_t *to)
{
    if (!json_is_integer(json) || json_integer_value(json) < 0 || json_integer_value(json) > max)
        return fail(reader, "must be a whole number from 0 to %lld", (long long)max);
    *to = json_integer_value(json);
    return true;
}

static bool
read_count(struct reader *reader, const json_t *json, void *to)
{
    int64_t value = 0;
    if (!read_whole(reader, json, 1000000, &value))
        return false;
    *(uint32_t *)to = (uint32_t)value;
    return true;
}

static bool
read_permille(struct reader *reader, const json_t *json, void *to)
{
    int64_t value = 0;
    if (!read_scaled(reader, json, 1000, &value))
        return false;
    if (value > 1000)
        return fail(reader, "must be from 0 to 1");
    *(uint32_t *)to = (uint32_t)value;
    return true;
}

static bool
read_text(struct reader *reader, const json_t *json, void *to)
{
    if (!json_is_string(json))
        return fail(reader, "must be text in quotes");
    *(char **)to = arena_text(reader->arena, json_string_value(json));
    return true;
}

static bool
read_flag(struct reader *reader, const json_t *json, void *to)
{
    if (!json_is_boolean(json))
        return fail(reader, "must be true or false");
    *(bool *)to = json_is_true(json);
    return true;
}

static bool
read_promise(struct reader *reader, const json_t *json, void *to)
{
    int64_t value = 0;
    if (!read_whole(reader, json, 3650, &value))
        return false;
    *(int32_t *)to = (int32_t)value;
    return true;
}

static bool
read_days(struct reader *reader, const json_t *json, void *to)
{
    if (!json_is_string(json) || !weekdays_read(json_string_value(json), to))
        return fail(reader, "must be days like \"mon-sat\" or \"daily\"");
    return true;
}

static bool
read_currency(struct reader *reader, const json_t *json, void *to)
{
    (void)to;
    const char *code = json_is_string(json) ? json_string_value(json) : "";
    if (strlen(code) != 3 || strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
        return fail(reader, "must be a currency like \"USD\"");
    if (*reader->file->policy.currency && strcmp(reader->file->policy.currency, code) != 0)
        return fail(reader, "is %s here and %s elsewhere", code, reader->file->policy.currency);
    reader->file->policy.currency = arena_text(reader->arena, code);
    return true;
}

static bool
read_kind(struct reader *reader, const json_t *json, void *to)
{
    int kind = json_is_string(json) ? name_value(&crossdock__routing__v1__policy_kind__descriptor,
                                                 json_string_value(json))
                                    : 0;
    if (kind == 0)
        return fail(reader, "must be \"nearest\", \"fewest-parcels\" or \"least-cost\"");
    *(Crossdock__Routing__V1__PolicyKind *)to = (Crossdock__Routing__V1__PolicyKind)kind;
    return true;
}

/* --- objects -------------------------------------------------------------------------------- */

static const struct key *
find_key(const struct key *keys, const char *name)
{
    while (keys->name && strcmp(keys->name, name) != 0)
        keys++;
    return keys->name ? keys : NULL;
}

/* Everything in the object that the table knows; null is as if it were not there. */
static bool
read_object(struct reader *reader, const json_t *json, const struct key *keys, void *to)
{
    size_t length = strlen(reader->where);
    const char *name;
    json_t *value;
    if (!json_is_object(json))
        return fail(reader, "must be an object { ... }");
    json_object_foreach((json_t *)json, name, value)
    {
        const struct key *key = find_key(keys, name);
        snprintf(reader->where + length, sizeof reader->where - length, "%s%.40s",
                 length ? "." : "", name);
        if (!key)
            cli_complain("%s: there is no key '%s': it has no effect", reader->file->path,
                         reader->where);
        else if (!json_is_null(value) && !key->read(reader, value, (char *)to + key->at))
            return false;
        reader->where[length] = '\0';
    }
    return true;
}

/* Numbers of a list; -1 for null when that may be. */
static bool
read_numbers(struct reader *reader, const json_t *json, double scale, bool with_null, size_t max,
             int64_t **to, size_t *count)
{
    size_t length = strlen(reader->where);
    *count = json_array_size(json);
    if (!json_is_array(json) || *count == 0 || *count > max)
        return fail(reader, "must be a list of 1 to %zu numbers", max);
    *to = arena_take(reader->arena, *count * sizeof **to);
    for (size_t i = 0; i < *count; i++) {
        const json_t *value = json_array_get(json, i);
        snprintf(reader->where + length, sizeof reader->where - length, "[%zu]", i);
        if (with_null && json_is_null(value))
            (*to)[i] = -1;
        else if (!read_scaled(reader, value, scale, &(*to)[i]))
            return false;
        reader->where[length] = '\0';
    }
    return true;
}

/* What is told of zones, in whatever order it comes. */
struct zones {
    int64_t *to_m, *transit_days;
    size_t count, transit_count;
    uint32_t days;
};

static bool
read_zones_km(struct reader *reader, const json_t *json, void *to)
{
    struct zones *zones = to;
    return read_numbers(reader, json, 1000, false, ZONES_MAX, &zones->to_m, &zones->count);
}

static bool
read_transit_days(struct reader *reader, const json_t *json, void *to)
{
    struct zones *zones = to;
    return read_numbers(reader, json, 1, false, ZONES_MAX, &zones->transit_days,
                        &zones->transit_count);
}

static bool
ascends(const int64_t *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (values[i] <= (i ? values[i - 1] : 0))
            return false;
    return true;
}

static bool
take_zones(struct reader *reader, const struct zones *from, routing_zone ***zones, size_t *count)
{
    if (from->transit_count != 0 && from->transit_count != from->count)
        return fail(reader, "has %zu zones_km and %zu transit_days", from->count,
                    from->transit_count);
    if (!ascends(from->to_m, from->count))
        return fail(reader, "zones_km must ascend");
    *zones = arena_take(reader->arena, (from->count + 1) * sizeof **zones);
    for (size_t i = 0; i < from->count; i++) {
        routing_zone *one = (*zones)[i] = arena_take(reader->arena, sizeof *one);
        crossdock__routing__v1__zone__init(one);
        if (from->transit_count && from->transit_days[i] > TRANSIT_MAX)
            return fail(reader, "transit_days are at most %d", TRANSIT_MAX);
        one->to_m = from->to_m[i];
        one->transit_days = from->transit_count ? (int32_t)from->transit_days[i] : 0;
    }
    *count = from->count;
    return true;
}

struct tariff_reading {
    struct zones zones;
    int64_t parcel, km, kg, kg_km;
};

static bool
read_tariff(struct reader *reader, const json_t *json, void *to)
{
    static const struct key keys[] = {
        {"per_parcel", read_nano, offsetof(struct tariff_reading, parcel)},
        {"per_km", read_pico, offsetof(struct tariff_reading, km)},
        {"per_kg", read_nano, offsetof(struct tariff_reading, kg)},
        {"per_kg_km", read_pico, offsetof(struct tariff_reading, kg_km)},
        {"currency", read_currency, 0},
        {"zones_km", read_zones_km, offsetof(struct tariff_reading, zones)},
        {"transit_days", read_transit_days, offsetof(struct tariff_reading, zones)},
        {"days", read_days, offsetof(struct tariff_reading, zones.days)},
        {0},
    };
    (void)to;
    routing_policy *policy = &reader->file->policy;
    struct tariff_reading read = {0};
    if (!read_object(reader, json, keys, &read) ||
        !take_zones(reader, &read.zones, &policy->zones, &policy->n_zones))
        return false;
    policy->tariff = arena_take(reader->arena, sizeof *policy->tariff);
    crossdock__routing__v1__tariff__init(policy->tariff);
    policy->tariff->parcel_nano = read.parcel;
    policy->tariff->km_pico = read.km;
    policy->tariff->kg_nano = read.kg;
    policy->tariff->kg_km_pico = read.kg_km;
    policy->days = read.zones.days;
    return true;
}

/* --- rates ---------------------------------------------------------------------------------- */

struct rate_reading {
    char *carrier, *name;
    struct zones zones;
    int64_t *break_to_g;
    size_t break_count;
    json_t *prices;
    int64_t surcharge_nano;
};

static bool
read_breaks(struct reader *reader, const json_t *json, void *to)
{
    struct rate_reading *read = to;
    return read_numbers(reader, json, 1000, false, BREAKS_MAX, &read->break_to_g,
                        &read->break_count);
}

/* They are read when zones and breaks are known. */
static bool
keep(struct reader *reader, const json_t *json, void *to)
{
    (void)reader;
    *(const json_t **)to = json;
    return true;
}

/* A row for each zone, a price for each break in it. */
static bool
take_prices(struct reader *reader, const struct rate_reading *read, routing_service *service)
{
    size_t zones = read->zones.count, breaks = read->break_count, length = strlen(reader->where);
    if (json_array_size(read->prices) != zones)
        return fail(reader, "prices must have a row for each of the %zu zones_km", zones);
    service->price_nano = arena_take(reader->arena, zones * breaks * sizeof *service->price_nano);
    service->n_price_nano = zones * breaks;
    for (size_t i = 0; i < zones; i++) {
        int64_t *row;
        size_t count;
        snprintf(reader->where + length, sizeof reader->where - length, ".prices[%zu]", i);
        if (!read_numbers(reader, json_array_get(read->prices, i), NANO, true, BREAKS_MAX, &row,
                          &count))
            return false;
        if (count != breaks)
            return fail(reader, "must have %zu prices, one for each of breaks_kg", breaks);
        memcpy(service->price_nano + i * breaks, row, breaks * sizeof *row);
        reader->where[length] = '\0';
    }
    return true;
}

static bool
read_rate(struct reader *reader, const json_t *json, routing_service *service)
{
    static const struct key keys[] = {
        {"carrier", read_text, offsetof(struct rate_reading, carrier)},
        {"service", read_text, offsetof(struct rate_reading, name)},
        {"zones_km", read_zones_km, offsetof(struct rate_reading, zones)},
        {"transit_days", read_transit_days, offsetof(struct rate_reading, zones)},
        {"days", read_days, offsetof(struct rate_reading, zones.days)},
        {"breaks_kg", read_breaks, 0},
        {"prices", keep, offsetof(struct rate_reading, prices)},
        {"surcharge", read_nano, offsetof(struct rate_reading, surcharge_nano)},
        {"currency", read_currency, 0},
        {0},
    };
    struct rate_reading read = {.carrier = (char *)"", .name = (char *)""};
    crossdock__routing__v1__carrier_service__init(service);
    if (!read_object(reader, json, keys, &read))
        return false;
    if (!*read.carrier || !*read.name)
        return fail(reader, "needs a carrier and a service");
    if (read.zones.count == 0 || read.break_count == 0)
        return fail(reader, "needs zones_km, breaks_kg and prices");
    if (!ascends(read.break_to_g, read.break_count))
        return fail(reader, "breaks_kg must ascend by a gram or more");
    service->carrier = read.carrier;
    service->service = read.name;
    service->break_to_g = read.break_to_g;
    service->n_break_to_g = read.break_count;
    service->surcharge_nano = read.surcharge_nano;
    service->days = read.zones.days;
    return take_zones(reader, &read.zones, &service->zones, &service->n_zones) &&
           take_prices(reader, &read, service);
}

/* A list of services, or the only one. */
static bool
read_rates(struct reader *reader, const json_t *json, void *to)
{
    (void)to;
    routing_policy *policy = &reader->file->policy;
    size_t length = strlen(reader->where), count = json_is_array(json) ? json_array_size(json) : 1;
    if (count > SERVICES_MAX)
        return fail(reader, "must be at most %d services", SERVICES_MAX);
    policy->services = arena_take(reader->arena, (count + 1) * sizeof(routing_service *));
    for (size_t i = 0; i < count; i++) {
        policy->services[i] = arena_take(reader->arena, sizeof(routing_service));
        if (json_is_array(json))
            snprintf(reader->where + length, sizeof reader->where - length, "[%zu]", i);
        if (!read_rate(reader, json_is_array(json) ? json_array_get(json, i) : json,
                       policy->services[i]))
            return false;
        reader->where[length] = '\0';
    }
    policy->n_services = count;
    return true;
}

/* --- the whole ------------------------------------------------------------------------------ */

/* In the minor unit, so it waits for the currency. */
static bool
read_split_value(struct reader *reader, const json_t *json, void *to)
{
    (void)to;
    reader->split_value_min = (json_t *)json;
    return true;
}

#define OF_POLICY(field) (offsetof(struct policy_file, policy) + offsetof(routing_policy, field))

static const struct key policy_keys[] = {
    {"policy", read_kind, OF_POLICY(kind)},
    {"name", read_text, offsetof(struct policy_file, name)},
    {"currency", read_currency, 0},
    {"tariff", read_tariff, 0},
    {"rates", read_rates, 0},
    {"late_per_day", read_nano, OF_POLICY(late_day_nano)},
    {"split_penalty", read_nano, OF_POLICY(split_nano)},
    {"full_penalty", read_nano, OF_POLICY(full_nano)},
    {"scarcity", read_permille, OF_POLICY(scarcity_permille)},
    {"parcels_max", read_count, OF_POLICY(parcels_max)},
    {"split_value_min", read_split_value, 0},
    {"candidates_max", read_count, OF_POLICY(candidates_max)},
    {"move_saving_min", read_nano, OF_POLICY(move_saving_min_nano)},
    {"note", read_text, OF_POLICY(note)},
    {"capacity", read_flag, offsetof(struct policy_file, capacity)},
    {"promise_days", read_promise, offsetof(struct policy_file, promise_days)},
    {0},
};

static bool
read_document(struct reader *reader, const json_t *json)
{
    routing_policy *policy = &reader->file->policy;
    if (!read_object(reader, json, policy_keys, reader->file))
        return false;
    if (reader->split_value_min &&
        (snprintf(reader->where, sizeof reader->where, "split_value_min"),
         !read_scaled(reader, reader->split_value_min, pow(10, currency_digits(policy->currency)),
                      &policy->split_value_min_minor)))
        return false;
    reader->where[0] = '\0';
    if (policy->n_services > 0 && policy->tariff) {
        cli_complain("%s: there are rates, so the tariff has no effect", reader->file->path);
        policy->tariff = NULL;
        policy->n_zones = 0;
        policy->days = 0;
    }
    if (policy->kind == 0)
        return fail(reader, "\"policy\" is missing: nearest, fewest-parcels or least-cost");
    if (policy->kind == CROSSDOCK__ROUTING__V1__POLICY_KIND__POLICY_LEAST_COST && !policy->tariff &&
        policy->n_services == 0)
        return fail(reader, "least-cost needs a \"tariff\" or \"rates\"");
    return true;
}

/* "some/where/cheap.json" is "cheap". */
static const char *
stem_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t length = strlen(name);
    if (length > 5 && strcmp(name + length - 5, ".json") == 0)
        length -= 5;
    return arena_format(arena, "%.*s", (int)length, name);
}

bool
policy_json_read(struct arena *arena, const char *path, struct policy_file *file)
{
    json_error_t error;
    *file = (struct policy_file){
        .path = path, .name = stem_of(arena, path), .capacity = true, .promise_days = -1};
    crossdock__routing__v1__policy__init(&file->policy);
    struct reader reader = {.arena = arena, .file = file};
    json_t *json = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!json && error.line < 0) {
        cli_complain("%s: %s", path, error.text);
        return false;
    }
    if (!json) {
        cli_complain("%s:%d:%d: %s", path, error.line, error.column, error.text);
        return false;
    }
    bool done = read_document(&reader, json);
    json_decref(json);
    return done;
}
