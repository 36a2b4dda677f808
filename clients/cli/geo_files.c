/* The places of postal codes, see geo_files.h. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/complain.h"
#include "clients/cli/countries.h"
#include "clients/cli/geo_files.h"
#include "common/map.h"
#include "common/text.h"

enum { COUNTRY, POSTAL_CODE, CITY, REGION, LATITUDE, LONGITUDE };

const struct sheet_column geo_columns[] = {
    [COUNTRY] = { "country|country_code|cc|iso2|iso", false },
    [POSTAL_CODE] = { "postal_code|postcode|zip|zip_code|postal|code|pcd|outcode|key|prefix", true },
    [CITY] = { "city|place|place_name|town|locality", false },
    [REGION] = { "region|state|province|county|admin1|admin_name1", false },
    [LATITUDE] = { "lat|latitude|latitude_deg", true },
    [LONGITUDE] = { "lon|lng|long|longitude|longitude_deg", true },
    { 0 },
};

/* GeoNames: country, code, place, admin1 name and code, admin2 ..., admin3 ..., lat, lon, accuracy. */
static const int geonames_places[] = { 0, 1, 2, 3, 9, 10 };

static bool
is_geonames(const struct csv *csv)
{
    double number;
    return csv_count(csv) >= 11 && csv_separator(csv) == '\t' && strlen(csv_field(csv, 0)) == 2 &&
           text_to_double(csv_field(csv, 9), &number) && text_to_double(csv_field(csv, 10), &number);
}

bool
geo_file_open(struct sheet *sheet, const char *path)
{
    *sheet = (struct sheet){ .path = path, .columns = geo_columns };
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
    return sheet_open(sheet, path, geo_columns);
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
    struct geo_place *place = map_find_text(places, key);
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

void
geo_places_forget(struct map *places)
{
    size_t at = 0;
    for (struct geo_place *place; (place = map_next(places, &at));) {
        free(place->postal_code);
        free(place->city);
        free(place->region);
    }
    map_destroy(&places);
}

void
geo_file_read(struct sheet *sheet, struct map *places)
{
    bool ready = sheet->rows > 0; /* there is no header */
    for (; ready || sheet_next(sheet); ready = false)
        read_place(sheet, places);
}
