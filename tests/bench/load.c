/*
 * The load of the bench: a storefront that places orders, and a watcher of the
 * fulfillment-routing feed that notes when each order is on a pick list.
 *
 *   bench-load prepare [options]   locations, items, postal codes, stock
 *   bench-load run [options]       place orders; one JSON line on stdout
 *
 * Closed loop (--in-flight W): as many orders as fit W at a time between "sent" and "on a pick
 * list": the most the system can do. Open loop (--rate R): order i is due at i / R, and its latency
 * counts from then, however late it could be sent, so a stall is charged to all who wait in it.
 *
 * SKUs are drawn by Zipf's law (exponent 1), three different ones an order; destinations evenly
 * from a grid of postal codes. Everything follows from --seed.
 */
#include <argp.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "clients/libcrossdock/crossdock.h"
#include "common/check.h"
#include "common/text.h"

#define SKUS_MAX      100000
#define LOCATIONS_MAX 100
#define GRID_ROWS     40
#define GRID_COLUMNS  50
#define LINES         3
#define BATCH         1000
#define STOCK_UNITS   10000000
#define PATIENCE_S    60

struct options {
    const char *command;
    const char *keys;
    const char *order_endpoint, *inventory_endpoint, *routing_endpoint;
    int64_t skus, locations, orders, in_flight, rate, seed;
};

static struct options options = {
    .keys = "keys",
    .skus = 20000,
    .locations = 20,
    .orders = 20000,
    .in_flight = 4096,
    .seed = 1,
};

static int64_t
now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

static uint64_t
next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void
fail(const char *what, const char *why)
{
    fprintf(stderr, "bench-load: %s: %s\n", what, why);
    exit(1);
}

/* --- prepare ------------------------------------------------------------------------------- */

static struct crossdock_client *
open_client(const char *server, const char *endpoint, const char *key)
{
    const struct crossdock_options to = {
        .server = server,
        .endpoints = endpoint,
        .keys = options.keys,
        .key = key,
        .timeout_ms = 60000,
        .window = 16384,
    };
    char error[256];
    struct crossdock_client *client = crossdock_open(&to, error, sizeof error);

    if (client == NULL)
        fail(server, error);
    return client;
}

static void
tell(struct crossdock_client *client, const ProtobufCMessage *command)
{
    struct crossdock_receipt receipt;

    if (crossdock_command(client, command, NULL, &receipt) != CROSSDOCK_DONE)
        fail(command->descriptor->name, "no reply");
    if (receipt.code != CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_ACCEPTED)
        fail(command->descriptor->name, receipt.detail);
}

static const char *
text(const char *format, int64_t number)
{
    char *made;

    if (asprintf(&made, format, (long)number) < 0)
        WRONG("out of memory");
    return made;
}

static char *
numbered(const char *format, int64_t number)
{
    return (char *)(uintptr_t)text(format, number);
}

/* Warehouses on a coarse grid over the fine one of postal codes. */
static void
define_locations(struct crossdock_client *inventory)
{
    Crossdock__Inventory__V1__DefineLocations command;
    Crossdock__Inventory__V1__Location locations[LOCATIONS_MAX], *list[LOCATIONS_MAX];

    crossdock__inventory__v1__define_locations__init(&command);
    for (int64_t i = 0; i < options.locations; i++) {
        list[i] = &locations[i];
        crossdock__inventory__v1__location__init(&locations[i]);
        locations[i].code = numbered("WH-%02ld", i);
        locations[i].name = numbered("Warehouse %ld", i);
        locations[i].country = numbered("GB", 0);
        locations[i].latitude_deg = 50.5 + (double)(i / 5) * 2;
        locations[i].longitude_deg = -4.5 + (double)(i % 5) * 1.3;
    }
    command.locations = list;
    command.n_locations = (size_t)options.locations;
    tell(inventory, &command.base);
}

static void
define_items(struct crossdock_client *inventory)
{
    Crossdock__Inventory__V1__DefineItems command;
    Crossdock__Inventory__V1__Item items[BATCH], *list[BATCH];

    crossdock__inventory__v1__define_items__init(&command);
    command.items = list;
    for (int64_t from = 0; from < options.skus; from += BATCH) {
        command.n_items = 0;
        for (int64_t i = from; i < from + BATCH && i < options.skus; i++) {
            Crossdock__Inventory__V1__Item *item = &items[command.n_items];
            crossdock__inventory__v1__item__init(item);
            item->sku = numbered("SKU-%06ld", i);
            item->name = numbered("Item %ld", i);
            item->weight_g = 500;
            list[command.n_items++] = item;
        }
        tell(inventory, &command.base);
    }
}

static void
define_postal_codes(struct crossdock_client *routing)
{
    static Crossdock__Routing__V1__PostalCode codes[GRID_ROWS * GRID_COLUMNS];
    static Crossdock__Routing__V1__PostalCode *list[GRID_ROWS * GRID_COLUMNS];
    Crossdock__Routing__V1__DefinePostalCodes command;

    crossdock__routing__v1__define_postal_codes__init(&command);
    for (int i = 0; i < GRID_ROWS * GRID_COLUMNS; i++) {
        list[i] = &codes[i];
        crossdock__routing__v1__postal_code__init(&codes[i]);
        codes[i].country = numbered("GB", 0);
        codes[i].postal_code = numbered("P%04ld", i);
        codes[i].latitude_deg = 50 + 8.0 * (i / GRID_COLUMNS) / GRID_ROWS;
        codes[i].longitude_deg = -5 + 6.5 * (i % GRID_COLUMNS) / GRID_COLUMNS;
    }
    command.postal_codes = list;
    command.n_postal_codes = GRID_ROWS * GRID_COLUMNS;
    tell(routing, &command.base);
}

static void
receive_stock(struct crossdock_client *inventory)
{
    Crossdock__Inventory__V1__ReceiveStock command;
    Crossdock__Inventory__V1__StockLine lines[BATCH], *list[BATCH];

    crossdock__inventory__v1__receive_stock__init(&command);
    command.lines = list;
    for (int64_t location = 0; location < options.locations; location++) {
        command.location = numbered("WH-%02ld", location);
        for (int64_t from = 0; from < options.skus; from += BATCH) {
            command.n_lines = 0;
            for (int64_t i = from; i < from + BATCH && i < options.skus; i++) {
                Crossdock__Inventory__V1__StockLine *line = &lines[command.n_lines];
                crossdock__inventory__v1__stock_line__init(line);
                line->sku = numbered("SKU-%06ld", i);
                line->quantity = STOCK_UNITS;
                list[command.n_lines++] = line;
            }
            tell(inventory, &command.base);
        }
        fprintf(stderr, "bench-load: stock of %ld of %ld locations\n", (long)location + 1,
                (long)options.locations);
    }
}

static void
prepare(void)
{
    struct crossdock_client *inventory =
        open_client("inventory", options.inventory_endpoint, "bench");
    struct crossdock_client *routing =
        open_client("fulfillment-routing", options.routing_endpoint, "bench");

    define_locations(inventory);
    define_items(inventory);
    define_postal_codes(routing);
    receive_stock(inventory);
    crossdock_close(&inventory);
    crossdock_close(&routing);
}

/* --- run: what is drawn -------------------------------------------------------------------- */

static double zipf[SKUS_MAX];
static char sku_names[SKUS_MAX][28];
static char postal_names[GRID_ROWS * GRID_COLUMNS][16];

static void
draw_tables(void)
{
    double sum = 0;

    for (int64_t i = 0; i < options.skus; i++) {
        sum += 1 / (double)(i + 1);
        zipf[i] = sum;
        snprintf(sku_names[i], sizeof sku_names[i], "SKU-%06ld", (long)i);
    }
    for (int i = 0; i < GRID_ROWS * GRID_COLUMNS; i++)
        snprintf(postal_names[i], sizeof postal_names[i], "P%04d", i);
}

static int64_t
draw_sku(uint64_t *seed)
{
    const double at =
        (double)(next_random(seed) >> 11) / 9007199254740992.0 * zipf[options.skus - 1];
    int64_t low = 0, high = options.skus - 1;

    while (low < high) {
        const int64_t middle = (low + high) / 2;
        if (zipf[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    /* Ranks are spread over the SKUs, so that hot rows are not neighbours. */
    return low * 7919 % options.skus;
}

/* --- run: what is noted -------------------------------------------------------------------- */

struct order_times {
    int64_t due_us;
    int64_t receipt_us;
    uint64_t order_id; /* 0: refused */
};

/* By order id - first_order_id; a slot is written by the watcher only. */
static struct {
    _Atomic uint32_t lines;
    int64_t picked_us;
} * picked;
static struct order_times *placed;
static uint64_t first_order_id;
static _Atomic int64_t picked_orders;
static atomic_bool over;

static void
note_pick_list(const Crossdock__Routing__V1__PickListReleased *list, int64_t at_us)
{
    for (size_t i = 0; i < list->n_tasks; i++) {
        const uint64_t order_id = list->tasks[i]->order_id;
        if (order_id < first_order_id ||
            order_id - first_order_id >= (uint64_t)options.orders * 2 + 1000)
            continue;
        const uint64_t slot = order_id - first_order_id;
        if (atomic_fetch_add(&picked[slot].lines, 1) + 1 != LINES)
            continue;
        picked[slot].picked_us = at_us;
        atomic_fetch_add(&picked_orders, 1);
    }
}

static void *
watch(void *argument)
{
    static const char *const types[] = {"crossdock.routing.v1.PickListReleased"};
    const struct crossdock_options to = {
        .server = "fulfillment-routing",
        .endpoints = options.routing_endpoint,
        .keys = options.keys,
        .key = "bench",
    };
    const struct crossdock_follow what = {
        .group = "bench",
        .from = CROSSDOCK_LATEST,
        .types = types,
        .type_count = 1,
        .window = 65536,
    };
    char error[256];
    struct crossdock_event event;
    struct crossdock_feed *feed = crossdock_follow_open(&to, &what, error, sizeof error);

    (void)argument;
    if (feed == NULL)
        fail("following fulfillment-routing", error);
    while (!atomic_load(&over)) {
        const enum crossdock_outcome outcome = crossdock_follow_next(feed, 100, &event);
        if (outcome == CROSSDOCK_STOPPED)
            fail("following fulfillment-routing", crossdock_follow_error(feed));
        if (outcome != CROSSDOCK_DONE)
            continue;
        if (event.message != NULL)
            note_pick_list((const void *)event.message, now_us());
        crossdock_follow_done(feed, event.event->position);
    }
    crossdock_follow_close(&feed);
    return NULL;
}

/* --- run: placing orders ------------------------------------------------------------------- */

static int64_t placed_at_us;
static char run_name[48];

static void
place(struct crossdock_client *order, int64_t index, uint64_t *seed)
{
    Crossdock__Order__V1__PlaceOrder command;
    Crossdock__Order__V1__Destination destination;
    Crossdock__Order__V1__Recipient recipient;
    Crossdock__Order__V1__Line lines[LINES], *list[LINES];
    char external_id[64];
    int64_t skus[LINES];

    crossdock__order__v1__place_order__init(&command);
    crossdock__order__v1__destination__init(&destination);
    crossdock__order__v1__recipient__init(&recipient);
    snprintf(external_id, sizeof external_id, "%s-%ld", run_name, (long)index);
    for (int i = 0; i < LINES; i++) {
        list[i] = &lines[i];
        crossdock__order__v1__line__init(&lines[i]);
        skus[i] = draw_sku(seed);
        for (int j = 0; j < i; j++)
            if (skus[j] == skus[i]) {
                skus[i] = (skus[i] + 1) % options.skus;
                j = -1;
            }
        lines[i].line = (uint32_t)i + 1;
        lines[i].sku = sku_names[skus[i]];
        lines[i].quantity = 1 + (int64_t)(next_random(seed) % 3);
        lines[i].unit_price_minor = 1999;
    }
    static char channel[] = "web", currency[] = "GBP", country[] = "GB";
    static char name[] = "A. Customer", street[] = "1 Long Street";
    destination.country = country;
    destination.postal_code = postal_names[next_random(seed) % (GRID_ROWS * GRID_COLUMNS)];
    recipient.name = name;
    recipient.street = street;
    command.channel = channel;
    command.currency = currency;
    command.external_id = external_id;
    command.placed_at_us = placed_at_us;
    command.destination = &destination;
    command.recipient = &recipient;
    command.lines = list;
    command.n_lines = LINES;
    crossdock_send(order, &command.base, NULL, (uint64_t)index);
}

/* A late receipt makes the library send again: then the order is known already. */
static bool
is_placed(uint32_t code)
{
    return code == CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_ACCEPTED ||
           code == CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_DUPLICATE;
}

static int64_t
note_receipts(struct crossdock_client *order, uint32_t timeout_ms)
{
    struct crossdock_receipt receipt;
    int64_t count = 0;

    while (crossdock_receive(order, count == 0 ? timeout_ms : 0, &receipt) == CROSSDOCK_DONE) {
        struct order_times *times = &placed[receipt.tag];
        count++;
        times->receipt_us = now_us();
        if (is_placed(receipt.code) && receipt.message != NULL)
            times->order_id =
                ((const Crossdock__Order__V1__PlaceOrderReply *)(const void *)receipt.message)
                    ->order_id;
        else
            fprintf(stderr, "bench-load: order %ld: %s %s\n", (long)receipt.tag,
                    crossdock_receipt_name(receipt.code), receipt.detail);
        if (count >= 256)
            break;
    }
    return count;
}

/* One order alone, again until it is accepted and on a pick list: then the system has taken in all
 * that was prepared. */
static void
probe(struct crossdock_client *order, uint64_t *seed)
{
    static int64_t tries;
    const int64_t until_us = now_us() + PATIENCE_S * INT64_C(1000000);

    while (now_us() < until_us) {
        snprintf(run_name, sizeof run_name, "probe-%ld-%ld", (long)placed_at_us, (long)++tries);
        placed[0] = (struct order_times){0};
        place(order, 0, seed);
        while (crossdock_in_flight(order) > 0)
            note_receipts(order, 1000);
        if (placed[0].order_id != 0)
            return;
        usleep(500000);
    }
    fail("probe", "no order was accepted within a minute");
}

static void
wait_for_picks(int64_t orders, const char *what)
{
    int64_t last = -1, changed_us = now_us();

    while (atomic_load(&picked_orders) < orders) {
        const int64_t count = atomic_load(&picked_orders);
        if (count != last) {
            last = count;
            changed_us = now_us();
        }
        if (now_us() - changed_us > PATIENCE_S * INT64_C(1000000)) {
            fprintf(stderr, "bench-load: %ld of %ld orders are on pick lists\n", (long)count,
                    (long)orders);
            fail(what, "no pick list for a minute");
        }
        usleep(1000);
    }
}

/* The watcher follows from "now on", and nobody tells when that is: until it has seen an order. */
static void
see_a_probe(struct crossdock_client *order, uint64_t *seed)
{
    const int64_t until_us = now_us() + PATIENCE_S * INT64_C(1000000);

    while (atomic_load(&picked_orders) == 0) {
        if (now_us() > until_us)
            fail("probe", "no pick list within a minute");
        probe(order, seed);
        sleep(1);
    }
}

/* Sends all orders; index 0 is the probe. */
static void
place_all(struct crossdock_client *order, uint64_t *seed)
{
    const int64_t began_us = now_us(), already = atomic_load(&picked_orders);
    int64_t sent = 1;

    while (sent <= options.orders || crossdock_in_flight(order) > 0) {
        const int64_t now = now_us();
        while (sent <= options.orders && crossdock_has_room(order)) {
            int64_t due_us = now;
            if (options.rate > 0)
                due_us = began_us + (sent - 1) * 1000000 / options.rate;
            else if (sent - 1 - (atomic_load(&picked_orders) - already) >= options.in_flight)
                break;
            if (due_us > now)
                break;
            placed[sent].due_us = due_us;
            place(order, sent, seed);
            sent++;
        }
        note_receipts(order, crossdock_in_flight(order) > 0 ? 1 : 0);
        if (crossdock_in_flight(order) == 0)
            usleep(200);
    }
}

/* --- run: what comes out ------------------------------------------------------------------- */

static int
compare_int64(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static double
quantile_ms(const int64_t *sorted, int64_t count, double probability)
{
    if (count == 0)
        return 0;
    return (double)sorted[(int64_t)((double)(count - 1) * probability)] / 1000;
}

/* The rate is that of the middle of the run: neither filling nor draining counts. */
static double
rate_of(const int64_t *sorted_at_us, int64_t count)
{
    const int64_t from = count / 10, to = count - count / 20 - 1;

    if (to <= from || sorted_at_us[to] == sorted_at_us[from])
        return 0;
    return (double)(to - from) * 1e6 / (double)(sorted_at_us[to] - sorted_at_us[from]);
}

static void
report(int64_t began_us)
{
    int64_t *to_pick = calloc((size_t)options.orders, sizeof *to_pick);
    int64_t *to_receipt = calloc((size_t)options.orders, sizeof *to_receipt);
    int64_t *at_us = calloc((size_t)options.orders, sizeof *at_us);
    int64_t count = 0, refused = 0, last_us = began_us;

    for (int64_t i = 1; i <= options.orders; i++) {
        if (placed[i].order_id == 0) {
            refused++;
            continue;
        }
        at_us[count] = picked[placed[i].order_id - first_order_id].picked_us;
        to_pick[count] = at_us[count] - placed[i].due_us;
        to_receipt[count] = placed[i].receipt_us - placed[i].due_us;
        last_us = at_us[count] > last_us ? at_us[count] : last_us;
        count++;
    }
    qsort(to_pick, (size_t)count, sizeof *to_pick, compare_int64);
    qsort(to_receipt, (size_t)count, sizeof *to_receipt, compare_int64);
    qsort(at_us, (size_t)count, sizeof *at_us, compare_int64);
    printf("{\"orders\": %ld, \"refused\": %ld, \"seconds\": %.3f, \"orders_per_second\": %.1f, "
           "\"pick_p50_ms\": %.2f, \"pick_p99_ms\": %.2f, \"pick_max_ms\": %.2f, "
           "\"receipt_p50_ms\": %.2f, \"receipt_p99_ms\": %.2f}\n",
           (long)count, (long)refused, (double)(last_us - began_us) / 1e6, rate_of(at_us, count),
           quantile_ms(to_pick, count, 0.5), quantile_ms(to_pick, count, 0.99),
           quantile_ms(to_pick, count, 1), quantile_ms(to_receipt, count, 0.5),
           quantile_ms(to_receipt, count, 0.99));
    free(to_pick);
    free(to_receipt);
    free(at_us);
}

static void
run(void)
{
    struct crossdock_client *order = open_client("order", options.order_endpoint, "web");
    uint64_t seed = (uint64_t)options.seed * 0x9E3779B97F4A7C15u + 1;
    struct timespec wall;
    pthread_t watcher;

    draw_tables();
    clock_gettime(CLOCK_REALTIME, &wall);
    placed_at_us = wall.tv_sec * INT64_C(1000000) + wall.tv_nsec / 1000;
    placed = calloc((size_t)options.orders + 1, sizeof *placed);
    picked = calloc((size_t)options.orders * 2 + 1000, sizeof *picked);
    assert(placed != NULL && picked != NULL);

    probe(order, &seed);
    first_order_id = placed[0].order_id;
    if (pthread_create(&watcher, NULL, watch, NULL) != 0)
        fail("watcher", "no thread");
    see_a_probe(order, &seed);
    snprintf(run_name, sizeof run_name, "run-%ld", (long)placed_at_us);

    fprintf(stderr, "begin\n");
    (void)getchar(); /* whoever measures says when, or has closed the input */
    const int64_t began_us = now_us(), before = atomic_load(&picked_orders);
    place_all(order, &seed);
    int64_t accepted = 0;
    for (int64_t i = 1; i <= options.orders; i++)
        accepted += placed[i].order_id != 0;
    wait_for_picks(before + accepted, "run");
    fprintf(stderr, "end\n");

    atomic_store(&over, true);
    pthread_join(watcher, NULL);
    report(began_us);
    crossdock_close(&order);
}

/* --- arguments ----------------------------------------------------------------------------- */

enum {
    OPTION_ORDER = 256,
    OPTION_INVENTORY,
    OPTION_ROUTING,
    OPTION_SKUS,
    OPTION_LOCATIONS,
    OPTION_IN_FLIGHT,
    OPTION_RATE,
    OPTION_SEED
};

/* clang-format off */
static const struct argp_option argument_table[] = {
    { "keys", 'k', "DIR", 0, "key files; uses the keys web and bench", 0 },
    { "order", OPTION_ORDER, "ENDPOINT", 0, "where the order service is", 0 },
    { "inventory", OPTION_INVENTORY, "ENDPOINT", 0, "where inventory is", 0 },
    { "routing", OPTION_ROUTING, "ENDPOINT", 0, "where fulfillment-routing is", 0 },
    { "skus", OPTION_SKUS, "N", 0, "how many SKUs there are (20000)", 0 },
    { "locations", OPTION_LOCATIONS, "N", 0, "how many warehouses (20)", 0 },
    { "orders", 'n', "N", 0, "how many orders to place (20000)", 0 },
    { "in-flight", OPTION_IN_FLIGHT, "N", 0, "closed loop: orders under way (4096)", 0 },
    { "rate", OPTION_RATE, "N", 0, "open loop: orders a second", 0 },
    { "seed", OPTION_SEED, "N", 0, "of what is drawn (1)", 0 },
    { 0 },
};
/* clang-format on */

static int64_t
number_between(struct argp_state *state, const char *argument, int64_t min, int64_t max)
{
    int64_t number = 0;

    if (!text_to_int64(argument, &number) || number < min || number > max)
        argp_error(state, "'%s' is not a number from %ld to %ld", argument, (long)min, (long)max);
    return number;
}

static error_t
read_argument(int key, char *argument, struct argp_state *state)
{
    /* clang-format off */
    switch (key) {
    case 'k': options.keys = argument; break;
    case OPTION_ORDER: options.order_endpoint = argument; break;
    case OPTION_INVENTORY: options.inventory_endpoint = argument; break;
    case OPTION_ROUTING: options.routing_endpoint = argument; break;
    case OPTION_SKUS: options.skus = number_between(state, argument, 10, SKUS_MAX); break;
    case OPTION_LOCATIONS:
        options.locations = number_between(state, argument, 1, LOCATIONS_MAX);
        break;
    case 'n': options.orders = number_between(state, argument, 1, 100000000); break;
    case OPTION_IN_FLIGHT: options.in_flight = number_between(state, argument, 1, 65536); break;
    case OPTION_RATE: options.rate = number_between(state, argument, 1, 1000000); break;
    case OPTION_SEED: options.seed = number_between(state, argument, 1, INT32_MAX); break;
    case ARGP_KEY_ARG: options.command = argument; break;
    case ARGP_KEY_END:
        if (options.command == NULL)
            argp_usage(state);
        break;
    default: return ARGP_ERR_UNKNOWN;
    }
    /* clang-format on */
    return 0;
}

int
main(int argc, char **argv)
{
    const struct argp argp = {
        argument_table, read_argument, "prepare|run", "The load of tests/bench/run.",
        NULL,           NULL,          NULL};

    argp_parse(&argp, argc, argv, 0, NULL, NULL);
    if (strcmp(options.command, "prepare") == 0)
        prepare();
    else if (strcmp(options.command, "run") == 0)
        run();
    else
        fail(options.command, "prepare or run");
    return 0;
}
