/* crossdock import profiles: what locations can do, one a row. */
#include <string.h>

#include "clients/cli/column_names.h"
#include "clients/cli/import.h"
#include "clients/cli/profile_fields.h"

#define CODE PROFILE_FIELD_COUNT /* its column, after those of the fields */

static const char doc[] =
    "Define the profiles of locations from CSV files: capacity, calendar, what they may ship, and "
    "when "
    "their work becomes pick lists. The file may be that of 'import warehouses'.\v"
    "Columns: code (or id, warehouse, location), and any of kind, capacity, capacity_units, "
    "opening_days (mon-fri), holidays (2026-12-25;2026-12-26), cutoff (16:30), processing_days, "
    "channels, "
    "countries, hazmat, oversize, shipping, pickup (yes or no), pickup_days, wave_after (10m), "
    "wave_orders, "
    "wave_before_cut_off, wave_on_demand, wave_single, lease (15m), gs1_prefix. An empty cell is "
    "as if the "
    "column were not there. A profile replaces the one that the location had.";

static const ProtobufCMessage *
command(struct arena *arena, void **rows, size_t count, const void *context)
{
    (void)context;
    Crossdock__Routing__V1__DefineProfiles *define = arena_take(arena, sizeof *define);
    crossdock__routing__v1__define_profiles__init(define);
    define->profiles = (Crossdock__Routing__V1__Profile **)rows;
    define->n_profiles = count;
    return &define->base;
}

static bool
add_row(struct batch *batch)
{
    struct sheet *sheet = batch->sheet;
    Crossdock__Routing__V1__Profile *profile = batch_take(batch, sizeof *profile);
    crossdock__routing__v1__profile__init(profile);
    if (!*sheet_text(sheet, CODE))
        return sheet_bad(sheet, "the code is empty"), true;
    profile->location = import_text(batch, CODE);
    for (int i = 0; i < PROFILE_FIELD_COUNT; i++) {
        const struct profile_field *field = &profile_fields[i];
        const char *text = sheet_text(sheet, i);
        if (*text && !field->read(batch->arena, text, profile))
            return sheet_bad(sheet, "'%s' is not %s (%s)", text, field->argument, field->flag),
                   true;
    }
    return batch_add(batch, profile);
}

int
import_profiles_main(int argc, char **argv)
{
    static struct sheet_column columns[PROFILE_FIELD_COUNT + 2];
    static const struct import_kind kind = {.what = "profiles",
                                            .server = "fulfillment-routing",
                                            .columns = columns,
                                            .add_row = add_row};
    for (size_t i = 0; i < PROFILE_FIELD_COUNT; i++)
        columns[i].names = profile_fields[i].columns;
    columns[CODE] = (struct sheet_column){WAREHOUSE_NAMES, true};
    struct import_request request = import_read_arguments(argc, argv, doc, IMPORT_PLAIN);
    struct batch batch = {.rows_max = 1000, .command = command};
    return import_files(&kind, &batch, &request);
}
