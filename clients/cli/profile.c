/* crossdock location profile: what a location can do, shown and changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/dates.h"
#include "clients/cli/names.h"
#include "clients/cli/profile_fields.h"
#include "clients/cli/table.h"
#include "clients/cli/weekdays.h"
#include "clients/cli/when.h"

#define PAGE       1000
#define MEMORY_MAX (4 << 20)
#define FLAG_COUNT (PROFILE_FIELD_COUNT + 1)

typedef Crossdock__Routing__V1__Profile profile;
typedef Crossdock__Routing__V1__ProfileView profile_view;

/* --- showing --------------------------------------------------------------------------------- */

/* "a, b, c", or what it means when there are none. */
static const char *
join(char *to, size_t bytes, char **words, size_t count, const char *none)
{
    size_t at = 0;
    snprintf(to, bytes, "%s", count ? "" : none);
    for (size_t i = 0; i < count && at < bytes; i++)
        at += (size_t)snprintf(to + at, bytes - at, "%s%s", i ? ", " : "", table_clean(words[i]));
    return to;
}

static const char *
time_of_day(int32_t minute, char to[16])
{
    snprintf(to, 16, "%02d:%02d", minute / 60, minute % 60);
    return minute ? to : "24:00";
}

static const char *
or_none(int64_t number)
{
    return number ? table_number(number) : "no limit";
}

static void
print_calendar(const profile_view *view)
{
    const profile *what = view->profile;
    char days[32], cut_off[16];
    printf("  open         %s", weekdays_write(what->opening_days, days));
    for (size_t i = 0; i < what->n_holidays; i++)
        printf("%s %s", i ? "," : ", but for", date_write_day(what->holidays[i], days));
    printf("\n  cut-off      %s %s", time_of_day(what->cut_off_minute, cut_off),
           table_clean(view->time_zone));
    if (view->cut_off_at_us)
        printf(", the next %s %s", when(view->cut_off_at_us), when_zone());
    printf("\n");
    if (what->processing_days)
        printf("  processing   %d opening days\n", what->processing_days);
}

static void
print_wave(const Crossdock__Routing__V1__WaveRule *wave)
{
    printf("  pick lists   ");
    if (!wave) {
        printf("as the service is set\n");
        return;
    }
    printf("%s", wave->single ? "one an order" : "for many orders");
    if (wave->on_demand)
        printf(", on demand");
    if (wave->age_ms)
        printf(", after %.10g s", wave->age_ms / 1000.0);
    if (wave->orders_max)
        printf(", of %s orders", table_number(wave->orders_max));
    if (wave->before_cut_off_minutes)
        printf(", %d minutes before the cut-off", wave->before_cut_off_minutes);
    printf("; a picker's for %u s\n", wave->lease_seconds ? wave->lease_seconds : 900);
}

static void
print_used(const profile_view *view)
{
    if (view->n_used == 0)
        return;
    printf("\n");
    struct table *table = table_start("  DAY|>ORDERS|>UNITS");
    for (size_t i = 0; i < view->n_used; i++) {
        char day[32];
        table_row(table, "  %s|%s|%s", date_write_day(view->used[i]->day, day),
                  table_number(view->used[i]->orders), table_number(view->used[i]->units));
    }
    table_end(&table, stdout);
}

static void
print_capacity(const profile *what)
{
    printf("  capacity     ");
    if (!what->capacity_orders && !what->capacity_units) {
        printf("no limit\n");
        return;
    }
    if (what->capacity_orders)
        printf("%s orders%s", table_number(what->capacity_orders),
               what->capacity_units ? ", " : "");
    if (what->capacity_units)
        printf("%s units", table_number(what->capacity_units));
    printf(" a day\n");
}

static void
print_one(const profile_view *view)
{
    const profile *what = view->profile;
    char text[1024];
    printf("%s   %s\n", table_clean(what->location),
           what->kind ? name_of(&crossdock__routing__v1__location_kind__descriptor, (int)what->kind)
                      : "warehouse");
    print_capacity(what);
    print_calendar(view);
    printf("  channels     %s\n", join(text, sizeof text, what->channels, what->n_channels, "all"));
    printf("  countries    %s\n",
           join(text, sizeof text, what->countries, what->n_countries, "all"));
    printf("  may not      %s%s%s%s\n", what->no_hazmat ? "ship dangerous goods  " : "",
           what->no_oversize ? "ship oversize  " : "", what->no_shipping ? "ship to customers" : "",
           what->no_hazmat || what->no_oversize || what->no_shipping ? "" : "-");
    if (what->pickup)
        printf("  collecting   within %d days\n", what->pickup_days ? what->pickup_days : 7);
    print_wave(what->wave);
    if (*what->gs1_prefix)
        printf("  GS1 prefix   %s\n", table_clean(what->gs1_prefix));
    print_used(view);
}

/* What is taken of the first day that any is taken of. */
static const char *
load_of(const profile_view *view)
{
    static char text[48];
    if (view->n_used == 0)
        return "";
    snprintf(text, sizeof text, "%s / %s", table_number(view->used[0]->orders),
             or_none(view->profile->capacity_orders));
    return text;
}

static void
print_all(const Crossdock__Routing__V1__ProfilesView *view)
{
    struct table *table =
        table_start("CODE|KIND|>CAPACITY|>TAKEN|OPEN|CUT-OFF|TIME ZONE|COLLECTING");
    for (size_t i = 0; i < view->n_profiles; i++) {
        const profile *what = view->profiles[i]->profile;
        char days[32], cut_off[16];
        table_row(table, "%s|%s|%s|%s|%s|%s|%s|%s", table_clean(what->location),
                  what->kind == CROSSDOCK__ROUTING__V1__LOCATION_KIND__LOCATION_STORE ? "store"
                                                                                      : "warehouse",
                  or_none(what->capacity_orders), load_of(view->profiles[i]),
                  weekdays_write(what->opening_days, days),
                  time_of_day(what->cut_off_minute, cut_off),
                  table_clean(view->profiles[i]->time_zone), what->pickup ? "yes" : "");
    }
    table_end(&table, stdout);
}

static void
show_profiles(const struct crossdock_receipt *receipt, const void *code)
{
    const Crossdock__Routing__V1__ProfilesView *view = (const void *)receipt->message;
    if (view->n_profiles == 0)
        printf(code ? "%s has no profile: it has no limits\n" : "no location has a profile\n",
               (const char *)code);
    else if (code)
        print_one(view->profiles[0]);
    else
        print_all(view);
    if (view->more)
        printf("and more after %s\n",
               table_clean(view->profiles[view->n_profiles - 1]->profile->location));
}

/* --- changing -------------------------------------------------------------------------------- */

/* The profile as it is, but for what the options tell. */
static int
change(char *code, const char *const *texts)
{
    Crossdock__Routing__V1__GetProfiles get = CROSSDOCK__ROUTING__V1__GET_PROFILES__INIT;
    Crossdock__Routing__V1__DefineProfiles define = CROSSDOCK__ROUTING__V1__DEFINE_PROFILES__INIT;
    profile fresh = CROSSDOCK__ROUTING__V1__PROFILE__INIT, *what = &fresh;
    struct crossdock_client *client = cli_open("fulfillment-routing");
    struct arena *arena = arena_create(MEMORY_MAX);
    struct crossdock_receipt receipt;
    get.location = fresh.location = code;
    int status = cli_ask(client, &get.base, NULL, &receipt);
    const Crossdock__Routing__V1__ProfilesView *view = (const void *)receipt.message;
    if (status == CLI_OK && view->n_profiles > 0)
        what = view->profiles[0]->profile;
    profile changed = *what;
    for (size_t i = 0; i < PROFILE_FIELD_COUNT && status == CLI_OK; i++)
        if (texts[i] && !profile_fields[i].read(arena, texts[i], &changed)) {
            cli_complain("--%s: '%s' is not %s", profile_fields[i].flag, texts[i],
                         profile_fields[i].argument);
            status = CLI_USAGE;
        }
    profile *list[] = {&changed};
    define.profiles = list;
    define.n_profiles = 1;
    if (status == CLI_OK)
        status = cli_tell("fulfillment-routing", &define.base, "%s is changed", code);
    arena_destroy(&arena);
    crossdock_close(&client);
    return status;
}

int
location_profile_main(int argc, char **argv)
{
    const char *texts[PROFILE_FIELD_COUNT] = {0};
    struct flag flags[FLAG_COUNT] = {{0}};
    bool any = false;
    for (size_t i = 0; i < PROFILE_FIELD_COUNT; i++)
        flags[i] = (struct flag){profile_fields[i].flag, profile_fields[i].argument,
                                 profile_fields[i].what, FLAG_TEXT, &texts[i]};
    struct word_list words = arguments_read(
        argc, argv, "[CODE]",
        "Show what locations can do, or change it: capacity, calendar, what they may ship, and "
        "when their "
        "work becomes pick lists. A location without a profile has no limits.\v"
        "  crossdock location profile\n"
        "  crossdock location profile LEEDS --capacity 400 --open mon-sat\n"
        "  crossdock location profile SHOP --kind store --pickup yes --hazmat no\n\n"
        "What no option names stays as it is. 'crossdock import profiles' takes many from a file.",
        flags, 0, 1);
    for (size_t i = 0; i < PROFILE_FIELD_COUNT; i++)
        any = any || texts[i];
    if (any && words.count == 0) {
        cli_complain("whose profile is to be changed?");
        return CLI_USAGE;
    }
    if (any)
        return change(words.list[0], texts);
    Crossdock__Routing__V1__GetProfiles get = CROSSDOCK__ROUTING__V1__GET_PROFILES__INIT;
    get.location = words.count ? words.list[0] : get.location;
    get.limit = PAGE;
    return cli_send("fulfillment-routing", &get.base, show_profiles,
                    words.count ? words.list[0] : NULL);
}
