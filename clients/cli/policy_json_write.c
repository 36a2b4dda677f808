/* A policy as the JSON that it can be read from again, see policy_json.h. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/currencies.h"
#include "clients/cli/policy_json.h"
#include "clients/cli/weekdays.h"

#define NANO_DIGITS 9
#define PICO_DIGITS 12

const char *
policy_json_kind(int kind)
{
    static const char *const names[] = {"?", "nearest", "fewest-parcels", "least-cost"};
    return kind > 0 && kind < (int)(sizeof names / sizeof *names) ? names[kind] : names[0];
}

const char *
policy_json_decimal(int64_t value, int digits, char *to)
{
    char text[32];
    int length = snprintf(text, sizeof text, "%0*lld", digits + 1 + (value < 0), (long long)value);
    int whole = length - digits;
    while (length > whole && text[length - 1] == '0')
        length--;
    sprintf(to, "%.*s%s%.*s", whole, text, length > whole ? "." : "", length - whole, text + whole);
    return to;
}

/* 8169000000 nano as 8.169: the shortest decimal that is read as the same number again. */
static json_t *
decimal(int64_t value, int digits)
{
    char text[32];
    json_t *read = json_loads(policy_json_decimal(value, digits, text), JSON_DECODE_ANY, NULL);
    assert(read);
    return read;
}

static void
add_decimal(json_t *to, const char *name, int64_t value, int digits)
{
    if (value != 0)
        json_object_set_new(to, name, decimal(value, digits));
}

static void
add_count(json_t *to, const char *name, uint32_t value)
{
    if (value != 0)
        json_object_set_new(to, name, json_integer(value));
}

static void
add_text(json_t *to, const char *name, const char *value)
{
    if (*value)
        json_object_set_new(to, name, json_string(value));
}

static void
add_zones(json_t *to, Crossdock__Routing__V1__Zone **zones, size_t count, uint32_t days)
{
    json_t *km = json_array(), *transit = json_array();
    char text[32];
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(km, decimal(zones[i]->to_m, 3));
        json_array_append_new(transit, json_integer(zones[i]->transit_days));
    }
    if (count > 0) {
        json_object_set(to, "zones_km", km);
        json_object_set(to, "transit_days", transit);
    }
    if (days != 0)
        json_object_set_new(to, "days", json_string(weekdays_write(days, text)));
    json_decref(km);
    json_decref(transit);
}

static json_t *
tariff_of(const Crossdock__Routing__V1__Policy *policy)
{
    json_t *tariff = json_object();
    json_object_set_new(tariff, "per_parcel", decimal(policy->tariff->parcel_nano, NANO_DIGITS));
    json_object_set_new(tariff, "per_km", decimal(policy->tariff->km_pico, PICO_DIGITS));
    json_object_set_new(tariff, "per_kg", decimal(policy->tariff->kg_nano, NANO_DIGITS));
    json_object_set_new(tariff, "per_kg_km", decimal(policy->tariff->kg_km_pico, PICO_DIGITS));
    add_zones(tariff, policy->zones, policy->n_zones, policy->days);
    return tariff;
}

static json_t *
rate_of(const Crossdock__Routing__V1__CarrierService *service)
{
    json_t *rate = json_object(), *breaks = json_array(), *prices = json_array();
    json_object_set_new(rate, "carrier", json_string(service->carrier));
    json_object_set_new(rate, "service", json_string(service->service));
    add_zones(rate, service->zones, service->n_zones, service->days);
    for (size_t i = 0; i < service->n_break_to_g; i++)
        json_array_append_new(breaks, decimal(service->break_to_g[i], 3));
    for (size_t i = 0; i < service->n_zones; i++) {
        json_t *row = json_array();
        for (size_t j = i * service->n_break_to_g;
             j < (i + 1) * service->n_break_to_g && j < service->n_price_nano; j++)
            json_array_append_new(row, service->price_nano[j] < 0
                                           ? json_null()
                                           : decimal(service->price_nano[j], NANO_DIGITS));
        json_array_append_new(prices, row);
    }
    json_object_set_new(rate, "breaks_kg", breaks);
    json_object_set_new(rate, "prices", prices);
    add_decimal(rate, "surcharge", service->surcharge_nano, NANO_DIGITS);
    return rate;
}

json_t *
policy_json_write(const Crossdock__Routing__V1__Policy *policy)
{
    json_t *json = json_object(), *rates = json_array();
    json_object_set_new(json, "policy", json_string(policy_json_kind((int)policy->kind)));
    add_text(json, "note", policy->note);
    add_text(json, "currency", policy->currency);
    if (policy->tariff)
        json_object_set_new(json, "tariff", tariff_of(policy));
    for (size_t i = 0; i < policy->n_services; i++)
        json_array_append_new(rates, rate_of(policy->services[i]));
    if (policy->n_services > 0)
        json_object_set(json, "rates", rates);
    json_decref(rates);
    add_decimal(json, "late_per_day", policy->late_day_nano, NANO_DIGITS);
    add_decimal(json, "split_penalty", policy->split_nano, NANO_DIGITS);
    add_decimal(json, "full_penalty", policy->full_nano, NANO_DIGITS);
    add_decimal(json, "scarcity", policy->scarcity_permille, 3);
    add_count(json, "parcels_max", policy->parcels_max);
    add_decimal(json, "split_value_min", policy->split_value_min_minor,
                currency_digits(policy->currency));
    add_count(json, "candidates_max", policy->candidates_max);
    add_decimal(json, "move_saving_min", policy->move_saving_min_nano, NANO_DIGITS);
    return json;
}
