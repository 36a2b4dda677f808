/* crossdock lay-out-stock: a stock file that fits orders, by the rule of lay_out.h. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/csv_write.h"
#include "clients/cli/import.h"
#include "clients/cli/lay_out.h"
#include "clients/cli/order_files.h"
#include "clients/cli/table.h"
#include "common/map.h"

#define WAREHOUSES_MAX 10000
#define RULE                                                                                       \
    "units of a SKU = units sold x 1.15, rounded up; in round(sqrt(orders that hold it)) warehouses, " \
    "at least one, drawn by the seed and the SKU; shares drawn too, one unit at least in each"

enum { OPTION_ORDERS = 1000, OPTION_WAREHOUSES, OPTION_SEED, OPTION_OUT };

struct request {
    char *orders;
    const char *warehouses, *out;
    int64_t seed;
};

static error_t
parse(int key, char *argument, struct argp_state *state)
{
    struct request *request = state->input;
    switch (key) {
    case OPTION_ORDERS:
        request->orders = argument;
        break;
    case OPTION_WAREHOUSES:
        request->warehouses = argument;
        break;
    case OPTION_SEED:
        request->seed = options_number(state, "--seed", argument, 0, INT64_MAX);
        break;
    case OPTION_OUT:
        request->out = argument;
        break;
    case ARGP_KEY_END:
        if (!request->orders || !request->warehouses)
            argp_error(state, "--orders and --warehouses are needed");
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

struct codes {
    char *list[WAREHOUSES_MAX];
    size_t count;
};

static bool
read_codes(struct codes *codes, const char *path)
{
    struct sheet sheet;
    if (!sheet_open(&sheet, path, warehouse_columns))
        return false;
    while (sheet_next(&sheet) && codes->count < WAREHOUSES_MAX) {
        const char *code = import_warehouse_code(&sheet);
        if (*code)
            codes->list[codes->count++] = strdup(code);
    }
    sheet_close(&sheet);
    if (codes->count == 0)
        cli_complain("%s: there is no warehouse", path);
    return codes->count > 0;
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(order_files_sku(*(struct file_sku *const *)a), order_files_sku(*(struct file_sku *const *)b));
}

static struct file_sku **
sorted_skus(const struct order_files *files, size_t *count)
{
    struct file_sku **skus = calloc(map_count(files->sku_map) + 1, sizeof *skus);
    assert(skus);
    size_t at = 0;
    *count = 0;
    for (struct file_sku *sku; (sku = map_next(files->sku_map, &at));)
        skus[(*count)++] = sku;
    if (*count > 0)
        qsort(skus, *count, sizeof *skus, by_name);
    return skus;
}

static void
write_stock(const struct order_files *files, const struct codes *codes, int64_t seed, FILE *to)
{
    size_t count;
    struct file_sku **skus = sorted_skus(files, &count);
    struct lay_out_share *shares = calloc(codes->count, sizeof *shares);
    assert(shares);
    int64_t units = 0, rows = 0;
    fputs("location,sku,quantity\n", to);
    for (size_t i = 0; i < count; i++) {
        size_t places = lay_out((uint64_t)seed, order_files_sku(skus[i]), skus[i]->units, skus[i]->orders,
                                codes->count, shares);
        for (size_t n = 0; n < places; n++) {
            csv_write(to, codes->list[shares[n].warehouse], ',');
            csv_write(to, order_files_sku(skus[i]), ',');
            fprintf(to, "%lld\n", (long long)shares[n].units);
            units += shares[n].units;
            rows++;
        }
    }
    fprintf(stderr, "%s units of %s SKUs laid out in %s places of %s warehouses (seed %lld)\n  %s\n",
            table_number(units), table_number((long long)count), table_number(rows),
            table_number((long long)codes->count), (long long)seed, RULE);
    free(shares);
    free(skus);
}

int
lay_out_stock_main(int argc, char **argv)
{
    static const struct argp_option list[] = {
        { "orders", OPTION_ORDERS, "FILE|DIR", 0, "The orders, as 'crossdock import orders' reads them", 0 },
        { "warehouses", OPTION_WAREHOUSES, "FILE", 0, "The warehouses, as 'crossdock import warehouses' reads them", 0 },
        { "seed", OPTION_SEED, "N", 0, "Another number, another stock (1)", 0 },
        { "out", OPTION_OUT, "FILE", 0, "Where to write (standard output)", 0 },
        { 0 },
    };
    static const struct argp argp = {
        list, parse, NULL,
        "Make a stock file for orders that come without one, for 'crossdock import stock'.\v"
        "The rule: " RULE ". The same files and seed give the same stock on every machine.",
        options_children, NULL, NULL
    };
    struct request request = { .seed = 1 };
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    struct order_files files = { .channel = "web", .currency = "" };
    struct codes *codes = calloc(1, sizeof *codes);
    assert(codes);
    int status = CLI_USAGE;
    FILE *to = NULL;
    if (read_codes(codes, request.warehouses) && order_files_read(&files, &request.orders, 1)) {
        to = request.out ? fopen(request.out, "w") : stdout;
        if (to) {
            write_stock(&files, codes, request.seed, to);
            status = CLI_OK;
        }
    }
    if (status == CLI_OK && (fflush(to) != 0 || ferror(to))) {
        cli_complain("%s: %s", request.out ? request.out : "standard output", strerror(errno));
        status = CLI_USAGE;
    } else if (status != CLI_OK && files.orders && request.out && !to) {
        cli_complain("%s: %s", request.out, strerror(errno));
    }
    if (to && to != stdout)
        fclose(to);
    if (files.order_map)
        order_files_forget(&files);
    for (size_t i = 0; i < codes->count; i++)
        free(codes->list[i]);
    free(codes);
    return status;
}
