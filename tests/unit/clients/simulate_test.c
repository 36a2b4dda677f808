/* crossdock simulate, end to end through files: tiny worlds, what each order gets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "clients/cli/commands.h"

#define TARIFF "\"tariff\":{\"per_parcel\":2,\"per_km\":0.01,\"per_kg\":0.5,\"per_kg_km\":0.001,\"currency\":\"EUR\"}"

struct story {
    const char *what;
    const char *warehouses; /* without the header: code,lat,lon,timezone,capacity */
    const char *stock, *lines;
    const char *orders; /* order_id,placed_at,lat,lon */
    const char *policy;
    const char *options; /* one more word */
    const char *routes;  /* what is written, without the columns of distance and cost */
    const char *proved_and_unfilled;
};

/* NEAR lies 0 km from 50/10, FAR about 111 km. */
#define TWO "NEAR,50,10,,\nFAR,51,10,,\n"

static const struct story stories[] = {
    {"the nearest that has everything", TWO, "NEAR,A,1\nFAR,A,5\nFAR,B,5\n", "1,A,1\n1,B,1\n",
     "1,2026-01-01,50,10\n", "{\"policy\":\"nearest\"," TARIFF "}", NULL,
     "1,FAR,A,1\n1,FAR,B,1\n", "1,1,1,0\n"},
    {"light and near against one parcel: 2 EUR are more than 111 km", TWO,
     "NEAR,A,1\nFAR,A,5\nFAR,B,5\n", "1,A,1\n1,B,1\n", "1,2026-01-01,50,10\n",
     "{\"policy\":\"least-cost\"," TARIFF "}", NULL, "1,FAR,A,1\n1,FAR,B,1\n", "1,1,1,0\n"},
    {"heavy and near: 30 kg over 111 km cost more than a parcel", TWO,
     "NEAR,A,1\nFAR,A,5\nFAR,B,5\n", "1,A,1,30\n1,B,1,0.1\n", "1,2026-01-01,50,10\n",
     "{\"policy\":\"least-cost\"," TARIFF "}", NULL, "1,NEAR,A,1\n1,FAR,B,1\n", "1,2,1,0\n"},
    {"a penalty on splitting keeps it together", TWO, "NEAR,A,1\nFAR,A,5\nFAR,B,5\n",
     "1,A,1,30\n1,B,1,0.1\n", "1,2026-01-01,50,10\n",
     "{\"policy\":\"least-cost\",\"split_penalty\":5," TARIFF "}", NULL,
     "1,FAR,A,1\n1,FAR,B,1\n", "1,1,1,0\n"},
    {"stock is used up in the order of the file", TWO, "NEAR,A,1\nFAR,A,5\n",
     "2,A,1\n1,A,1\n3,A,9\n", "1,2026-01-02,50,10\n2,2026-01-01,50,10\n3,2026-01-03,50,10\n",
     "{\"policy\":\"nearest\"," TARIFF "}", NULL, "1,NEAR,A,1\n2,FAR,A,1\n3,FAR,A,4\n",
     "1,1,1,0\n2,1,1,0\n3,1,1,5\n"},
    {"but for --static", TWO, "NEAR,A,1\nFAR,A,5\n", "2,A,1\n1,A,1\n",
     "1,2026-01-02,50,10\n2,2026-01-01,50,10\n", "{\"policy\":\"nearest\"," TARIFF "}", "--static",
     "1,NEAR,A,1\n2,NEAR,A,1\n", "1,1,1,0\n2,1,1,0\n"},
    {"capacity is of a day where the location is: 04:30 UTC is still yesterday in New York",
     "NY,40.7,-74,America/New_York,1\nLA,34,-118,America/Los_Angeles,\n", "NY,A,9\nLA,A,9\n",
     "1,A,1\n2,A,1\n3,A,1\n",
     "1,2026-01-02T23:00:00Z,40.7,-74\n2,2026-01-03T04:30:00Z,40.7,-74\n3,2026-01-03T05:30:00Z,40.7,-74\n",
     "{\"policy\":\"nearest\"," TARIFF "}", NULL, "1,NY,A,1\n2,LA,A,1\n3,NY,A,1\n",
     "1,1,1,0\n2,1,1,0\n3,1,1,0\n"},
    {"the same SKU twice is one line", TWO, "NEAR,A,5\n", "1,A,1\n1,A,2\n", "1,2026-01-01,50,10\n",
     "{\"policy\":\"nearest\"," TARIFF "}", NULL, "1,NEAR,A,3\n", "1,1,1,0\n"},
    {"no lines, and no place to go to", TWO, "NEAR,A,5\n", "2,A,4\n",
     "1,2026-01-01,50,10\n2,2026-01-01,,\n", "{\"policy\":\"nearest\"," TARIFF "}", NULL, "",
     "1,0,1,0\n2,0,1,4\n"},
    {"of a rate table the step counts that the whole parcel weighs", TWO, "NEAR,A,9\nFAR,A,9\nFAR,B,9\n",
     "1,A,1,3\n1,B,1,3\n", "1,2026-01-01,50,10\n",
     "{\"policy\":\"least-cost\",\"rates\":[{\"carrier\":\"C\",\"service\":\"S\",\"zones_km\":[50,500],"
     "\"breaks_kg\":[5,10],\"prices\":[[3,9],[4,12]]}]}",
     NULL, "1,NEAR,A,1\n1,FAR,B,1\n", "1,2,1,0\n"},
};

static char folder[64];

static const char *
path_of(const char *name)
{
    static char paths[8][128];
    static unsigned next;

    return snprintf(paths[next % 8], 128, "%s/%s", folder, name), paths[next++ % 8];
}

static void
put(const char *name, const char *header, const char *rows)
{
    FILE *to = fopen(path_of(name), "w");

    assert_non_null(to);
    fprintf(to, "%s%s", header, rows);
    assert_int_equal(fclose(to), 0);
}

/* The file without its header and the columns that are told by number, from 1. */
static void
get(const char *name, unsigned without, unsigned also_without, char *text, size_t bytes)
{
    char line[512];
    FILE *from = fopen(path_of(name), "r");

    assert_non_null(from);
    *text = '\0';
    assert_non_null(fgets(line, sizeof line, from));
    while (fgets(line, sizeof line, from)) {
        const char *before = "";
        unsigned column = 1;
        line[strcspn(line, "\n")] = '\0';
        for (char *cell = strtok(line, ","); cell; cell = strtok(NULL, ","), column++) {
            if (column == without || column == also_without)
                continue;
            snprintf(text + strlen(text), bytes - strlen(text), "%s%s", before, cell);
            before = ",";
        }
        snprintf(text + strlen(text), bytes - strlen(text), "\n");
    }
    fclose(from);
}

static void
tell(const struct story *story)
{
    char routes[4096], orders[4096];
    char *arguments[32];
    int count = 0;

    put("w.csv", "code,lat,lon,timezone,capacity\n", story->warehouses);
    put("s.csv", "warehouse_id,sku,on_hand\n", story->stock);
    put("o.csv", "order_id,placed_at,lat,lon\n", story->orders);
    put("l.csv", "order_id,sku,quantity,unit_weight_kg\n", story->lines);
    put("p.json", "", story->policy);
    const char *words[] = {"simulate", "--quiet",  "--warehouses",   path_of("w.csv"), "--stock",
                           path_of("s.csv"),       "--orders",       path_of("o.csv"), "--lines",
                           path_of("l.csv"),       "--policy",       path_of("p.json"), "--out", folder,
                           story->options};
    for (size_t i = 0; i < sizeof words / sizeof *words && words[i]; i++)
        arguments[count++] = strdup(words[i]);
    arguments[count] = NULL;
    printf("%s\n", story->what);
    assert_int_equal(simulate_main(count, arguments), 0);
    get("routes.csv", 5, 6, routes, sizeof routes);
    assert_string_equal(routes, story->routes);
    get("orders.csv", 3, 4, orders, sizeof orders);
    assert_string_equal(orders, story->proved_and_unfilled);
    for (int i = 0; i < count; i++)
        free(arguments[i]);
}

static void
test_stories(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++)
        tell(&stories[i]);
}

/* 1 kg and 2 kg over 111.2 km: 2 + 1.112... + 3 kg (0.5 + 0.1112...), the first row bears the parcel. */
static void
test_rows_add_up(void **state)
{
    char routes[4096];
    double first, second, of_order;

    (void)state;
    tell(&(struct story){"rows add up to the order", "FAR,51,10,,\n", "FAR,A,9\nFAR,B,9\n",
                         "1,A,1,1\n1,B,2,1\n", "1,2026-01-01,50,10\n",
                         "{\"policy\":\"least-cost\"," TARIFF "}", NULL, "1,FAR,A,1\n1,FAR,B,2\n",
                         "1,1,1,0\n"});
    get("routes.csv", 99, 99, routes, sizeof routes);
    assert_int_equal(sscanf(routes, "1,FAR,A,1,111239,%lf 1,FAR,B,2,111239,%lf", &first, &second), 2);
    get("orders.csv", 99, 99, routes, sizeof routes);
    assert_int_equal(sscanf(routes, "1,1,111239,%lf", &of_order), 1);
    assert_true(first + second - of_order < 1e-9 && of_order - first - second < 1e-9);
    const double km = 111.239;
    const double expected = 2 + 0.01 * km + 3 * (0.5 + 0.001 * km);
    assert_true(of_order - expected < 1e-4 && expected - of_order < 1e-4);
    assert_true(second - 2 * (0.5 + 0.001 * km) < 1e-4 && second - 2 * (0.5 + 0.001 * km) > -1e-4);
}

static int
make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/crossdock-simulate-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int
remove_folder(void **state)
{
    static const char *const names[] = {"w.csv", "s.csv", "o.csv", "l.csv", "p.json", "routes.csv",
                                        "orders.csv", "summary.json"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(path_of(names[i]));
    return rmdir(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stories),
        cmocka_unit_test(test_rows_add_up),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
