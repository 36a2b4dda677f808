/* crossdock import geo */
#include "clients/cli/geo_files.h"
#include "clients/cli/import.h"
#include "clients/cli/progress.h"
#include "common/map.h"

static const char doc[] =
    "Define the centroids of postal codes from CSV files.\v"
    "Columns: postal_code (postcode, zip, code), lat and lon are required; country, city (place) and "
    "region may be there. Without a country column the file's name tells it (GB.csv). The tab "
    "separated files of GeoNames, which have no header line, are read too. Rows of one postal code "
    "are merged into the mean of their places.";

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
send_place(struct batch *batch, const struct geo_place *place)
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
    for (struct geo_place *place; (place = map_next(places, &at));) {
        if (batch->status == CLI_OK)
            (void)send_place(batch, place); /* what went wrong is in status */
        progress_show(&progress, batch->sent);
    }
    if (batch->status == CLI_OK)
        (void)batch_flush(batch);
    progress_end(&progress);
}

static void
send_rows(struct batch *batch)
{
    struct sheet *sheet = batch->sheet;
    struct map *places = map_create();
    geo_file_read(sheet, places);
    send_places(batch, places);
    geo_places_forget(places);
}

int
import_geo_main(int argc, char **argv)
{
    static const struct import_kind kind = {
        .what = "postal codes",
        .server = "fulfillment-routing",
        .columns = geo_columns,
        .send_rows = send_rows,
        .open = geo_file_open,
    };
    struct import_request request = import_read_arguments(argc, argv, doc, IMPORT_PLAIN);
    struct batch batch = { .rows_max = 2000, .command = command };
    return import_files(&kind, &batch, &request);
}
