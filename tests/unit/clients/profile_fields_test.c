/* What may be said of a location's profile, as text. A table of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "clients/cli/json.h"
#include "clients/cli/profile_fields.h"

static const struct profile_field *
field_named(const char *flag)
{
    for (size_t i = 0; i < PROFILE_FIELD_COUNT; i++)
        if (strcmp(profile_fields[i].flag, flag) == 0)
            return &profile_fields[i];
    return NULL;
}

/* The JSON of one field of the profile, or of its wave. */
static char *
value_of(const Crossdock__Routing__V1__Profile *profile, const char *name)
{
    json_t *json = json_from_message(&profile->base);
    json_t *value = json_object_get(json, name);
    if (!value)
        value = json_object_get(json_object_get(json, "wave"), name);
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    json_decref(json);
    return text;
}

static void
test_fields(void **state)
{
    (void)state;
    static const struct {
        const char *flag, *text, *name, *value; /* "no": refused */
    } table[] = {
        {"kind", "store", "kind", "\"LOCATION_STORE\""},
        {"kind", "Warehouse", "kind", "\"LOCATION_WAREHOUSE\""},
        {"kind", "shop", "kind", "no"},
        {"capacity", "400", "capacity_orders", "400"},
        {"capacity", "-1", "capacity_orders", "no"},
        {"capacity", "many", "capacity_orders", "no"},
        {"capacity-units", "0", "capacity_units", "0"},
        {"open", "mon-fri", "opening_days", "31"},
        {"open", "always", "opening_days", "no"},
        {"holidays", "2026-12-25,2026-12-26", "holidays", "[20812,20813]"},
        {"holidays", "2026-12-25;2026-12-26 2027-01-01", "holidays", "[20812,20813,20819]"},
        {"holidays", "", "holidays", "[]"},
        {"holidays", "christmas", "holidays", "no"},
        {"cut-off", "16:30", "cut_off_minute", "990"},
        {"cut-off", "24:00", "cut_off_minute", "1440"},
        {"cut-off", "24:01", "cut_off_minute", "no"},
        {"cut-off", "00:00", "cut_off_minute", "no"},
        {"cut-off", "16:60", "cut_off_minute", "no"},
        {"cut-off", "4pm", "cut_off_minute", "no"},
        {"processing-days", "2", "processing_days", "2"},
        {"processing-days", "31", "processing_days", "no"},
        {"channels", "web,shop", "channels", "[\"web\",\"shop\"]"},
        {"channels", "all", "channels", "[]"},
        {"countries", "GB, Germany|ie", "countries", "[\"GB\",\"DE\",\"IE\"]"},
        {"countries", "Atlantis", "countries", "no"},
        {"hazmat", "no", "no_hazmat", "true"},
        {"hazmat", "yes", "no_hazmat", "false"},
        {"oversize", "0", "no_oversize", "true"},
        {"shipping", "maybe", "no_shipping", "no"},
        {"pickup", "TRUE", "pickup", "true"},
        {"pickup-days", "60", "pickup_days", "60"},
        {"pickup-days", "61", "pickup_days", "no"},
        {"wave-after", "10m", "age_ms", "600000"},
        {"wave-after", "90", "age_ms", "90000"},
        {"wave-after", "500ms", "age_ms", "500"},
        {"wave-after", "25h", "age_ms", "no"},
        {"wave-after", "soon", "age_ms", "no"},
        {"wave-orders", "80", "orders_max", "80"},
        {"wave-before-cut-off", "2h", "before_cut_off_minutes", "120"},
        {"wave-on-demand", "yes", "on_demand", "true"},
        {"wave-single", "yes", "single", "true"},
        {"lease", "15m", "lease_seconds", "900"},
        {"gs1-prefix", "0614141", "gs1_prefix", "\"0614141\""},
        {"gs1-prefix", "06141x1", "gs1_prefix", "no"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        Crossdock__Routing__V1__Profile profile = CROSSDOCK__ROUTING__V1__PROFILE__INIT;
        struct arena *arena = arena_create(1 << 20);
        const struct profile_field *field = field_named(table[i].flag);
        char *found = NULL;
        assert_non_null(field);
        if (field->read(arena, table[i].text, &profile))
            found = value_of(&profile, table[i].name);
        if (strcmp(found ? found : "no", table[i].value) != 0)
            fail_msg("--%s %s: %s is %s, not %s", table[i].flag, table[i].text, table[i].name,
                     found ? found : "no", table[i].value);
        free(found);
        arena_destroy(&arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fields)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
