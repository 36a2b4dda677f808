/*
 * The load of tests/bench/run --availability: shops that ask what is available; and of --quotes:
 * what it takes to ship a cart.
 *
 *   bench-ask --rate 1000 --skus-asked 50 --seconds 30 [options]
 *   bench-ask --quotes --rate 1000 --skus-asked 3 --seconds 30 [options]
 *
 * Open loop: question i is due at i / rate, and its latency counts from then, however late it could
 * be sent. SKUs are drawn evenly, so that no cache is flattered. One JSON line on stdout.
 */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "clients/libcrossdock/crossdock.h"
#include "common/check.h"
#include "common/text.h"

#define ASKED_MAX    1000
#define POSTAL_CODES 800 /* fewer than bench-load makes */

static struct options {
    const char *keys, *inventory_endpoint, *routing_endpoint;
    int64_t skus, asked, rate, seconds, seed, by_location, quotes;
} options = {.keys = "keys", .skus = 20000, .asked = 50, .rate = 1000, .seconds = 30, .seed = 1};

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
    fprintf(stderr, "bench-ask: %s: %s\n", what, why);
    exit(1);
}

/* --- asking -------------------------------------------------------------------------------- */

struct asking {
    struct crossdock_client *client;
    int64_t count, sent, answered, refused;
    int64_t began_us;
    int64_t *latency_us; /* by question */
    uint64_t seed;
};

static int64_t
due_us(const struct asking *asking, int64_t index)
{
    return asking->began_us + index * 1000000 / options.rate;
}

static const char *
any_sku(struct asking *asking, char *to, size_t bytes)
{
    const int64_t sku = (int64_t)(next_random(&asking->seed) % (uint64_t)options.skus);

    snprintf(to, bytes, "SKU-%06ld", (long)sku);
    return to;
}

static void
ask_quote(struct asking *asking)
{
    static char skus[ASKED_MAX][28];
    static Crossdock__Order__V1__LineQuantity lines[ASKED_MAX];
    static Crossdock__Order__V1__LineQuantity *list[ASKED_MAX];
    Crossdock__Order__V1__Destination to = CROSSDOCK__ORDER__V1__DESTINATION__INIT;
    Crossdock__Routing__V1__QuotePromise query = CROSSDOCK__ROUTING__V1__QUOTE_PROMISE__INIT;
    char code[16];

    for (int64_t i = 0; i < options.asked; i++) {
        crossdock__order__v1__line_quantity__init(&lines[i]);
        lines[i].line = (uint32_t)i + 1;
        lines[i].sku = (char *)any_sku(asking, skus[i], sizeof skus[i]);
        lines[i].quantity = 1;
        list[i] = &lines[i];
    }
    snprintf(code, sizeof code, "P%04d", (int)(next_random(&asking->seed) % POSTAL_CODES));
    to.country = "GB";
    to.postal_code = code;
    query.destination = &to;
    query.lines = list;
    query.n_lines = (size_t)options.asked;
    crossdock_send(asking->client, &query.base, NULL, (uint64_t)asking->sent++);
}

static void
ask_availability(struct asking *asking)
{
    static char skus[ASKED_MAX][28];
    static char *list[ASKED_MAX];
    Crossdock__Inventory__V1__GetAvailability query =
        CROSSDOCK__INVENTORY__V1__GET_AVAILABILITY__INIT;

    for (int64_t i = 0; i < options.asked; i++) {
        list[i] = (char *)any_sku(asking, skus[i], sizeof skus[i]);
    }
    query.skus = list;
    query.n_skus = (size_t)options.asked;
    query.by_location = options.by_location != 0;
    crossdock_send(asking->client, &query.base, NULL, (uint64_t)asking->sent++);
}

static bool
is_answered(const struct crossdock_receipt *receipt)
{
    if (receipt->message == NULL)
        return false;
    if (options.quotes != 0)
        return ((const Crossdock__Routing__V1__PromiseQuote *)(const void *)receipt->message)
            ->possible;
    const Crossdock__Inventory__V1__AvailabilityView *view = (const void *)receipt->message;
    return view->n_items == (size_t)options.asked && view->items[0]->known;
}

static void
take_answers(struct asking *asking, uint32_t timeout_ms)
{
    struct crossdock_receipt receipt;

    while (crossdock_receive(asking->client, timeout_ms, &receipt) == CROSSDOCK_DONE) {
        asking->latency_us[receipt.tag] = now_us() - due_us(asking, (int64_t)receipt.tag);
        asking->answered++;
        asking->refused += !is_answered(&receipt);
        timeout_ms = 0;
    }
}

static void
ask_all(struct asking *asking)
{
    asking->began_us = now_us();
    while (asking->answered < asking->count) {
        while (asking->sent < asking->count && due_us(asking, asking->sent) <= now_us() &&
               crossdock_has_room(asking->client)) {
            if (options.quotes != 0)
                ask_quote(asking);
            else
                ask_availability(asking);
        }
        take_answers(asking, 0);
        const int64_t next_us =
            asking->sent < asking->count ? due_us(asking, asking->sent) - now_us() : 1000;
        if (next_us > 1000 || crossdock_in_flight(asking->client) > 0)
            take_answers(asking, 1); /* a millisecond at most */
        else if (next_us > 0)
            usleep((useconds_t)next_us);
    }
}

/* --- what comes out ------------------------------------------------------------------------ */

static int
compare_int64(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static double
quantile_ms(const int64_t *sorted, int64_t count, double probability)
{
    return (double)sorted[(int64_t)((double)(count - 1) * probability)] / 1000;
}

static void
report(const struct asking *asking)
{
    const double seconds = (double)(now_us() - asking->began_us) / 1e6;

    qsort(asking->latency_us, (size_t)asking->count, sizeof(int64_t), compare_int64);
    printf("{\"questions\": %ld, \"refused\": %ld, \"per_second\": %.1f, \"skus\": %ld, "
           "\"p50_ms\": %.3f, \"p90_ms\": %.3f, \"p99_ms\": %.3f, \"p999_ms\": %.3f, \"max_ms\": "
           "%.3f}\n",
           (long)asking->count, (long)asking->refused, (double)asking->count / seconds,
           (long)options.asked, quantile_ms(asking->latency_us, asking->count, 0.5),
           quantile_ms(asking->latency_us, asking->count, 0.9),
           quantile_ms(asking->latency_us, asking->count, 0.99),
           quantile_ms(asking->latency_us, asking->count, 0.999),
           quantile_ms(asking->latency_us, asking->count, 1));
}

static void
run(void)
{
    const bool quotes = options.quotes != 0;
    const struct crossdock_options to = {.server = quotes ? "fulfillment-routing" : "inventory",
                                         .endpoints = quotes ? options.routing_endpoint
                                                             : options.inventory_endpoint,
                                         .keys = options.keys,
                                         .key = "web",
                                         .timeout_ms = 60000,
                                         .window = 16384};
    char error[256];
    struct asking asking = {.client = crossdock_open(&to, error, sizeof error),
                            .seed = (uint64_t)options.seed * 0x9E3779B97F4A7C15u + 1};

    if (asking.client == NULL)
        fail(to.server, error);
    asking.count = 100; /* to be connected, and warm */
    asking.latency_us = calloc((size_t)(options.rate * options.seconds) + 100, sizeof(int64_t));
    assert(asking.latency_us != NULL);
    ask_all(&asking);
    asking.count = options.rate * options.seconds;
    asking.sent = asking.answered = asking.refused = 0;
    ask_all(&asking);
    report(&asking);
    crossdock_close(&asking.client);
    free(asking.latency_us);
}

/* --- arguments ----------------------------------------------------------------------------- */

enum {
    OPTION_INVENTORY = 256,
    OPTION_SKUS,
    OPTION_ASKED,
    OPTION_RATE,
    OPTION_SECONDS,
    OPTION_BY_LOCATION,
    OPTION_ROUTING,
    OPTION_QUOTES
};

/* clang-format off */
static const struct argp_option argument_table[] = {
    { "keys", 'k', "DIR", 0, "key files; uses the key web", 0 },
    { "inventory", OPTION_INVENTORY, "ENDPOINT", 0, "where inventory is", 0 },
    { "skus", OPTION_SKUS, "N", 0, "how many SKUs there are (20000)", 0 },
    { "skus-asked", OPTION_ASKED, "N", 0, "SKUs of one question (50)", 0 },
    { "rate", OPTION_RATE, "N", 0, "questions a second (1000)", 0 },
    { "seconds", OPTION_SECONDS, "N", 0, "how long (30)", 0 },
    { "routing", OPTION_ROUTING, "ENDPOINT", 0, "where fulfillment-routing is", 0 },
    { "quotes", OPTION_QUOTES, NULL, 0, "what it takes to ship these, not what is available", 0 },
    { "by-location", OPTION_BY_LOCATION, NULL, 0, "also where it lies", 0 },
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
    case OPTION_INVENTORY: options.inventory_endpoint = argument; break;
    case OPTION_SKUS: options.skus = number_between(state, argument, 1, 1000000); break;
    case OPTION_ASKED: options.asked = number_between(state, argument, 1, ASKED_MAX); break;
    case OPTION_RATE: options.rate = number_between(state, argument, 1, 100000); break;
    case OPTION_SECONDS: options.seconds = number_between(state, argument, 1, 3600); break;
    case OPTION_BY_LOCATION: options.by_location = 1; break;
    case OPTION_ROUTING: options.routing_endpoint = argument; break;
    case OPTION_QUOTES: options.quotes = 1; break;
    default: return ARGP_ERR_UNKNOWN;
    }
    /* clang-format on */
    return 0;
}

int
main(int argc, char **argv)
{
    const struct argp argp = {
        argument_table, read_argument, NULL, "Questions of shops: what is available?",
        NULL,           NULL,          NULL};

    argp_parse(&argp, argc, argv, 0, NULL, NULL);
    run();
    return 0;
}
