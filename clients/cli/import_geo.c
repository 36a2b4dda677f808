/* crossdock import geo */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/countries.h"
#include "clients/cli/import.h"
#include "clients/cli/progress.h"
#include "common/map.h"
#include "common/text.h"

enum { COUNTRY, POSTAL_CODE, CITY, REGION, LATITUDE, LONGITUDE };

static const struct sheet_column columns[] = {
    [COUNTRY] = { "country|country_code|cc|iso2|iso", false },
    [POSTAL_CODE] = { "postal_code|postcode|zip|zip_code|postal|code|pcd|outcode|key|prefix", true },
    [CITY] = { "city|place|place_name|town|locality", false },
    [REGION] = { "region|state|province|county|admin1|admin_name1", false },
    [LATITUDE] = { "lat|latitude|latitude_deg", true },
    [LONGITUDE] = { "lon|lng|long|longitude|longitude_deg", true },
    { 0 },
};

static const char doc[] =
    "Define the centroids of postal codes from CSV files.\v"
    "Columns: postal_code (postcode, zip, code), lat and lon are required; country, city (place) and "
    "region may be there. Without a country column the file's name tells it (GB.csv). The tab "
    "separated files of GeoNames, which have no header line, are read too. Rows of one postal code "
    "are merged into the mean of their places.";

/* GeoNames: country, code, place, admin1 name and code, admin2 ..., admin3 ..., lat, lon, accuracy. */
static const int geonames_places[] = { 0, 1, 2, 3, 9, 10 };

struct place {
    char country[3];
    char *postal_code, *city, *region;
    double latitude_sum, longitude_sum;
    double count;
    int64_t line;
};

static bool
is_geonames(const struct csv *csv)
{
    double number;
    return csv_count(csv) >= 11 && csv_separator(csv) == '\t' && strlen(csv_field(csv, 0)) == 2 &&
           text_to_double(csv_field(csv, 9), &number) && text_to_double(csv_field(csv, 10), &number);
}

/* Like sheet_open, for files that may have no header: then it is at the first row already. */
static bool
open_file(struct sheet *sheet, const char *path)
{
    *sheet = (struct sheet){ .path = path, .columns = columns };
    sheet->csv = csv_open(path);
    if (!sheet->csv) {
        cli_complain("%s: %s", path, strerror(errno));
        return false;
    }
    if (csv_next(sheet->csv) == CSV_ROW && is_geonames(sheet->csv)) {
        memcpy(sheet->places, geonames_places, sizeof geonames_places);
        sheet->rows = 1;
        return true;
    }
    sheet_close(sheet);
    return sheet_open(sheet, path, columns);
}

static const char *
country_of_name(const char *path)
{
    static char name[3];
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    if (strcspn(base, ".") != 2)
        return "";
    memcpy(name, base, 2);
    return name;
}

static void
read_place(struct sheet *sheet, struct map *places)
{
    const char *postal_code = sheet_text(sheet, POSTAL_CODE), *country = sheet_text(sheet, COUNTRY);
    const char *country_name = *country ? country : country_of_name(sheet->path);
    const char *code = country_code(country_name);
    double latitude, longitude;
    if (!*postal_code || strlen(postal_code) > 16) {
        sheet_bad(sheet, "the postal code must have 1 to 16 bytes");
        return;
    }
    if (!code) {
        sheet_bad(sheet, "'%s' is not a country", country_name);
        return;
    }
    if (!*sheet_text(sheet, LATITUDE) || !*sheet_text(sheet, LONGITUDE)) {
        sheet_bad(sheet, "lat or lon is empty");
        return;
    }
    if (!sheet_decimal(sheet, LATITUDE, -90, 90, 0, &latitude) ||
        !sheet_decimal(sheet, LONGITUDE, -180, 180, 0, &longitude))
        return;

    char key[32];
    int at = snprintf(key, sizeof key, "%s ", code);
    for (const char *c = postal_code; *c; c++)
        if (*c != ' ')
            key[at++] = (char)toupper((unsigned char)*c);
    key[at] = '\0';
    struct place *place = map_find_text(places, key);
    if (!place) {
        place = map_add_text(places, NULL, key, sizeof *place);
        memcpy(place->country, code, 3);
        place->postal_code = strdup(postal_code);
        place->city = strdup(sheet_text(sheet, CITY));
        place->region = strdup(sheet_text(sheet, REGION));
        assert(place->postal_code && place->city && place->region);
        place->line = csv_line(sheet->csv);
    }
    place->latitude_sum += latitude;
    place->longitude_sum += longitude;
    place->count += 1;
}

static const ProtobufCMessage *
command(struct arena *arena, void **rows, size_t count, const void *context)
{
    (void)context;
    Crossdock__Routing__V1__DefinePostalCodes *define = arena_take(arena, sizeof *define);
    crossdock__routing__v1__define_postal_codes__init(define);
    define->postal_codes = (Crossdock__Routing__V1__PostalCode **)rows;
    define->n_postal_codes = count;
    return &define->base;
}

static bool
send_place(struct batch *batch, const struct place *place)
{
    Crossdock__Routing__V1__PostalCode *row = batch_take(batch, sizeof *row);
    crossdock__routing__v1__postal_code__init(row);
    row->country = (char *)place->country;
    row->postal_code = place->postal_code;
    row->city = place->city;
    row->region = place->region;
    row->latitude_deg = place->latitude_sum / place->count;
    row->longitude_deg = place->longitude_sum / place->count;
    return batch_add_line(batch, row, place->line);
}

static void
send_places(struct batch *batch, const struct map *places)
{
    struct progress progress;
    progress_start(&progress, "postal codes", (int64_t)map_count(places));
    size_t at = 0;
    for (struct place *place; (place = map_next(places, &at));) {
        if (batch->status == CLI_OK)
            (void)send_place(batch, place); /* what went wrong is in status */
        progress_show(&progress, batch->sent);
    }
    if (batch->status == CLI_OK)
        (void)batch_flush(batch);
    progress_end(&progress);
}

static void
forget_places(struct map *places)
{
    size_t at = 0;
    for (struct place *place; (place = map_next(places, &at));) {
        free(place->postal_code);
        free(place->city);
        free(place->region);
    }
    map_destroy(&places);
}

static void
send_rows(struct batch *batch)
{
    struct sheet *sheet = batch->sheet;
    struct map *places = map_create();
    bool ready = sheet->rows > 0; /* there is no header */
    for (; ready || sheet_next(sheet); ready = false)
        read_place(sheet, places);
    send_places(batch, places);
    forget_places(places);
}

int
import_geo_main(int argc, char **argv)
{
    static const struct import_kind kind = {
        .what = "postal codes",
        .server = "fulfillment-routing",
        .columns = columns,
        .send_rows = send_rows,
        .open = open_file,
    };
    struct import_request request = import_read_arguments(argc, argv, doc, IMPORT_PLAIN);
    struct batch batch = { .rows_max = 2000, .command = command };
    return import_files(&kind, &batch, &request);
}
