/* crossdock import warehouses */
#include "clients/cli/column_names.h"
#include "clients/cli/countries.h"
#include "clients/cli/import.h"

enum { CODE, NAME, COUNTRY, REGION, CITY, POSTAL_CODE, LATITUDE, LONGITUDE, TIME_ZONE, CLOSED, SAFETY_STOCK, GLN };

const struct sheet_column warehouse_columns[] = {
    [CODE] = { WAREHOUSE_NAMES, true },
    [NAME] = { "name|warehouse_name|location_name|title", false },
    [COUNTRY] = { COUNTRY_NAMES, false },
    [REGION] = { "region|state|province|county", false },
    [CITY] = { "city|town|place", false },
    [POSTAL_CODE] = { POSTAL_CODE_NAMES, false },
    [LATITUDE] = { LATITUDE_NAMES, true },
    [LONGITUDE] = { LONGITUDE_NAMES, true },
    [TIME_ZONE] = { TIME_ZONE_NAMES, false },
    [CLOSED] = { CLOSED_NAMES, false },
    [SAFETY_STOCK] = { "safety_stock", false },
    [GLN] = { "gln", false },
    { 0 },
};

static const char doc[] =
    "Define locations from CSV files.\v"
    "Columns: code (or id, warehouse, location), lat and lon are required; name, country, region, city, "
    "postal_code, timezone, closed (1 or true), safety_stock and gln may be there. A location that "
    "exists is changed to what the file says.";

const char *
import_warehouse_code(const struct sheet *sheet)
{
    return sheet_text(sheet, CODE);
}

static const ProtobufCMessage *
command(struct arena *arena, void **rows, size_t count, const void *context)
{
    (void)context;
    Crossdock__Inventory__V1__DefineLocations *define = arena_take(arena, sizeof *define);
    crossdock__inventory__v1__define_locations__init(define);
    define->locations = (Crossdock__Inventory__V1__Location **)rows;
    define->n_locations = count;
    return &define->base;
}

static bool
add_row(struct batch *batch)
{
    struct sheet *sheet = batch->sheet;
    Crossdock__Inventory__V1__Location *location = batch_take(batch, sizeof *location);
    crossdock__inventory__v1__location__init(location);
    const char *country = sheet_text(sheet, COUNTRY);
    if (!*sheet_text(sheet, CODE))
        return sheet_bad(sheet, "the code is empty"), true;
    if (!*sheet_text(sheet, LATITUDE) || !*sheet_text(sheet, LONGITUDE))
        return sheet_bad(sheet, "lat or lon is empty"), true;
    if (*country && !country_code(country))
        return sheet_bad(sheet, "'%s' is not a country", country), true;
    if (!sheet_decimal(sheet, LATITUDE, -90, 90, 0, &location->latitude_deg) ||
        !sheet_decimal(sheet, LONGITUDE, -180, 180, 0, &location->longitude_deg) ||
        !sheet_integer(sheet, SAFETY_STOCK, 0, 1000000000, 0, &location->safety_stock))
        return true;
    location->code = import_text(batch, CODE);
    location->name = import_text(batch, NAME);
    location->country = (char *)(*country ? country_code(country) : "");
    location->region = import_text(batch, REGION);
    location->city = import_text(batch, CITY);
    location->postal_code = import_text(batch, POSTAL_CODE);
    location->time_zone = import_text(batch, TIME_ZONE);
    location->closed = sheet_flag(sheet, CLOSED);
    location->gln = import_text(batch, GLN);
    return batch_add(batch, location);
}

int
import_warehouses_main(int argc, char **argv)
{
    static const struct import_kind kind = {
        .what = "locations", .server = "inventory", .columns = warehouse_columns, .add_row = add_row
    };
    struct import_request request = import_read_arguments(argc, argv, doc, IMPORT_PLAIN);
    struct batch batch = { .rows_max = 1000, .command = command };
    return import_files(&kind, &batch, &request);
}
