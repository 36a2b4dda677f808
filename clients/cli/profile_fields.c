/* What may be said of a location's profile, see profile_fields.h. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "clients/cli/arguments.h"
#include "clients/cli/column_names.h"
#include "clients/cli/countries.h"
#include "clients/cli/names.h"
#include "clients/cli/profile_fields.h"
#include "clients/cli/weekdays.h"
#include "common/text.h"

#define LIST_MAX     400
#define DAY_MINUTES  1440
#define SEPARATORS   ",;| "
#define CAPACITY_MAX INT64_C(1000000000)

typedef Crossdock__Routing__V1__Profile profile;

/* --- forms ----------------------------------------------------------------------------------- */

static bool
read_number(const char *text, int64_t min, int64_t max, int64_t *to)
{
    return text_to_int64(text, to) && *to >= min && *to <= max;
}

static bool
read_yes(const char *text, protobuf_c_boolean *to)
{
    static const char *const yes[] = {"yes", "1", "true", "y"}, *const no[] = {"no", "0", "false",
                                                                               "n"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (strcasecmp(text, yes[i]) == 0 || strcasecmp(text, no[i]) == 0) {
            *to = strcasecmp(text, yes[i]) == 0;
            return true;
        }
    }
    return false;
}

/* "may it" where the protocol has "it may not". */
static bool
read_no(const char *text, protobuf_c_boolean *to)
{
    protobuf_c_boolean yes;
    if (!read_yes(text, &yes))
        return false;
    *to = !yes;
    return true;
}

/* "500ms", "90s", "10m", "2h"; a number alone is seconds. */
static bool
read_ms(const char *text, int64_t max_ms, int64_t *ms)
{
    static const struct {
        const char *unit;
        int64_t ms;
    } units[] = {{"", 1000}, {"ms", 1}, {"s", 1000}, {"m", 60000}, {"min", 60000}, {"h", 3600000}};
    char digits[16] = "";
    size_t length = strspn(text, "0123456789");
    int64_t count;
    if (length == 0 || length >= sizeof digits)
        return false;
    memcpy(digits, text, length);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcasecmp(text + length, units[i].unit) == 0 &&
            read_number(digits, 0, max_ms / units[i].ms, &count)) {
            *ms = count * units[i].ms;
            return true;
        }
    return false;
}

/* "16:30"; "24:00" is the end of the day. */
static bool
read_time_of_day(const char *text, int32_t *minute)
{
    int hour, minutes, end = 0;
    if (sscanf(text, "%2d:%2d%n", &hour, &minutes, &end) != 2 || text[end] != '\0' || hour < 0 ||
        minutes < 0 || minutes > 59 || hour * 60 + minutes > DAY_MINUTES)
        return false;
    *minute = hour * 60 + minutes;
    return *minute > 0;
}

/* The words of a list, each changed by `one`; "all" and "" are none. */
static bool
read_words(struct arena *arena, const char *text, const char *(*one)(const char *word), char ***to,
           size_t *count)
{
    char *rest = arena_text(arena, text);
    *to = arena_take(arena, LIST_MAX * sizeof **to);
    *count = 0;
    if (strcasecmp(text, "all") == 0)
        return true;
    for (char *word; (word = strsep(&rest, SEPARATORS));) {
        if (!*word)
            continue;
        const char *known = one ? one(word) : word;
        if (!known || *count == LIST_MAX)
            return false;
        (*to)[(*count)++] = arena_text(arena, known);
    }
    return true;
}

static Crossdock__Routing__V1__WaveRule *
wave_of(struct arena *arena, profile *to)
{
    if (!to->wave) {
        to->wave = arena_take(arena, sizeof *to->wave);
        crossdock__routing__v1__wave_rule__init(to->wave);
    }
    return to->wave;
}

/* --- fields ---------------------------------------------------------------------------------- */

#define FIELD(name) static bool name(struct arena *arena, const char *text, profile *to)

FIELD(kind)
{
    (void)arena;
    int value = name_value(&crossdock__routing__v1__location_kind__descriptor, text);
    to->kind = (Crossdock__Routing__V1__LocationKind)value;
    return value != 0;
}

FIELD(capacity_orders)
{
    (void)arena;
    return read_number(text, 0, CAPACITY_MAX, &to->capacity_orders);
}

FIELD(capacity_units)
{
    (void)arena;
    return read_number(text, 0, CAPACITY_MAX, &to->capacity_units);
}

FIELD(opening_days)
{
    (void)arena;
    return weekdays_read(text, &to->opening_days);
}

FIELD(holidays)
{
    char **words;
    size_t count;
    if (!read_words(arena, text, NULL, &words, &count))
        return false;
    to->holidays = arena_take(arena, (count + 1) * sizeof *to->holidays);
    to->n_holidays = count;
    for (size_t i = 0; i < count; i++)
        if (!arguments_day(words[i], &to->holidays[i]))
            return false;
    return true;
}

FIELD(cut_off)
{
    (void)arena;
    return read_time_of_day(text, &to->cut_off_minute);
}

FIELD(processing_days)
{
    int64_t days;
    (void)arena;
    if (!read_number(text, 0, 30, &days))
        return false;
    to->processing_days = (int32_t)days;
    return true;
}

FIELD(channels)
{
    return read_words(arena, text, NULL, &to->channels, &to->n_channels);
}

FIELD(countries)
{
    return read_words(arena, text, country_code, &to->countries, &to->n_countries);
}

FIELD(hazmat)
{
    (void)arena;
    return read_no(text, &to->no_hazmat);
}

FIELD(oversize)
{
    (void)arena;
    return read_no(text, &to->no_oversize);
}

FIELD(shipping)
{
    (void)arena;
    return read_no(text, &to->no_shipping);
}

FIELD(pickup)
{
    (void)arena;
    return read_yes(text, &to->pickup);
}

FIELD(pickup_days)
{
    int64_t days;
    (void)arena;
    if (!read_number(text, 0, 60, &days))
        return false;
    to->pickup_days = (int32_t)days;
    return true;
}

FIELD(wave_after)
{
    int64_t ms;
    if (!read_ms(text, 86400000, &ms))
        return false;
    wave_of(arena, to)->age_ms = (uint32_t)ms;
    return true;
}

FIELD(wave_orders)
{
    int64_t count;
    if (!read_number(text, 0, 10000, &count))
        return false;
    wave_of(arena, to)->orders_max = (uint32_t)count;
    return true;
}

FIELD(wave_before_cut_off)
{
    int64_t ms;
    if (!read_ms(text, 86400000, &ms))
        return false;
    wave_of(arena, to)->before_cut_off_minutes = (int32_t)(ms / 60000);
    return true;
}

FIELD(wave_on_demand)
{
    return read_yes(text, &wave_of(arena, to)->on_demand);
}

FIELD(wave_single)
{
    return read_yes(text, &wave_of(arena, to)->single);
}

FIELD(lease)
{
    int64_t ms;
    if (!read_ms(text, 86400000, &ms))
        return false;
    wave_of(arena, to)->lease_seconds = (uint32_t)(ms / 1000);
    return true;
}

FIELD(gs1_prefix)
{
    to->gs1_prefix = arena_text(arena, text);
    return strspn(text, "0123456789") == strlen(text);
}

const struct profile_field profile_fields[PROFILE_FIELD_COUNT] = {
    {"kind", "kind|type|location_kind", "KIND", "warehouse or store", kind},
    {"capacity", CAPACITY_NAMES, "ORDERS",
     "Fulfillment orders that leave on one day, at most; 0: no limit", capacity_orders},
    {"capacity-units", "capacity_units|daily_units|units_per_day", "UNITS", "The same in units",
     capacity_units},
    {"open", "opening_days|open|open_days|days|working_days", "DAYS",
     "mon-fri, mon,wed,sat or daily", opening_days},
    {"holidays", "holidays|closed_on|closed_days", "DAY,...",
     "Closed all the same: 2026-12-25,2026-12-26", holidays},
    {"cut-off", CUTOFF_NAMES, "HH:MM",
     "What is planned before it leaves the same day, in its time zone", cut_off},
    {"processing-days", PROCESSING_DAYS_NAMES, "N", "Opening days more until it leaves",
     processing_days},
    {"channels", "channels|channel", "NAME,...", "Ships for these only; all", channels},
    {"countries", "countries|ships_to|ship_countries", "NAME,...", "Ships to these only; all",
     countries},
    {"hazmat", "hazmat|dangerous_goods", "yes|no", "May it ship dangerous goods? (yes)", hazmat},
    {"oversize", "oversize|bulky", "yes|no", "May it ship what is too big for some? (yes)",
     oversize},
    {"shipping", "shipping|ships", "yes|no", "Does it ship to customers at all? (yes)", shipping},
    {"pickup", "pickup|click_and_collect", "yes|no", "Can customers collect there? (no)", pickup},
    {"pickup-days", "pickup_days", "N", "How long goods wait to be collected (7)", pickup_days},
    {"wave-after", "wave_after|wave_age", "TIME",
     "A list when the oldest order has waited so long: 10m, 90s", wave_after},
    {"wave-orders", "wave_orders|wave_orders_max", "N",
     "A list when so many are there; none holds more", wave_orders},
    {"wave-before-cut-off", "wave_before_cut_off", "TIME", "A list so long before the cut-off",
     wave_before_cut_off},
    {"wave-on-demand", "wave_on_demand|on_demand", "yes|no",
     "Only when 'crossdock wave release' asks (no)", wave_on_demand},
    {"wave-single", "wave_single|single", "yes|no", "A list for each fulfillment order (no)",
     wave_single},
    {"lease", "lease|lease_seconds", "TIME", "How long a claimed list is a picker's (15m)", lease},
    {"gs1-prefix", "gs1_prefix|company_prefix", "DIGITS",
     "7 to 10 digits, for the SSCCs of its parcels", gs1_prefix},
};
