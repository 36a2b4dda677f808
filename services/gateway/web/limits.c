/*
 * How often somebody may ask: each key and user, each address of those without (of IPv6 each
 * network of 64 bits), and attempts to log in by name and by address. Buckets stand in a table of
 * fixed size, found by a keyed hash; where a place is needed, the bucket that misses least is
 * forgotten.
 */
#include <netinet/in.h>
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "common/metrics.h"
#include "services/gateway/core/token_bucket.h"
#include "services/gateway/web/request.h"

#define SETS          8192
#define WAYS          8
#define UNKNOWN_RATE  ((struct token_rate){.per_minute = 600, .burst = 200})
#define LOGIN_RATE    ((struct token_rate){.per_minute = 10, .burst = 10})
#define SECOND_US     ((int64_t)1000000)
#define BURST_SECONDS 10 /* of a caller: what may come at once */
#define NETWORK_BYTES 8  /* of an IPv6 address: who has one has all of its network */

struct place {
    uint64_t who;
    struct token_bucket bucket;
};

struct limits {
    unsigned char key[crypto_shorthash_KEYBYTES];
    struct place places[SETS][WAYS];
};

METRIC(refused) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_http_too_many_total",
    .help = "Requests refused because their caller asked too often.",
};

struct limits *
limits_open(void)
{
    struct limits *limits = calloc(1, sizeof *limits);

    assert(limits != NULL);
    randombytes_buf(limits->key, sizeof limits->key);
    return limits;
}

void
limits_close(struct limits **limits)
{
    free(*limits);
    *limits = NULL;
}

static struct token_bucket *
bucket_of(struct limits *limits, const char *kind, const char *name)
{
    char text[160];
    uint64_t who;
    int bytes = snprintf(text, sizeof text, "%s/%s", kind, name);

    if (bytes >= (int)sizeof text)
        bytes = (int)sizeof text - 1;
    crypto_shorthash((unsigned char *)&who, (const unsigned char *)text, (size_t)bytes,
                     limits->key);
    struct place *set = limits->places[who % SETS], *least = set;
    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].who == who)
            return &set[i].bucket;
        if (set[i].bucket.full_at_us < least->bucket.full_at_us)
            least = &set[i];
    }
    *least = (struct place){.who = who};
    return &least->bucket;
}

/* As it is, or its network. */
static struct token_bucket *
bucket_of_address(struct limits *limits, const char *kind, const char *address)
{
    struct in6_addr whole;
    char network[INET6_ADDRSTRLEN];

    if (inet_pton(AF_INET6, address, &whole) != 1 || IN6_IS_ADDR_V4MAPPED(&whole))
        return bucket_of(limits, kind, address);
    memset(whole.s6_addr + NETWORK_BYTES, 0, sizeof whole.s6_addr - NETWORK_BYTES);
    return bucket_of(limits, kind, inet_ntop(AF_INET6, &whole, network, sizeof network));
}

static uint32_t
seconds_up(int64_t us)
{
    return (uint32_t)((us + SECOND_US - 1) / SECOND_US);
}

/* draft-ietf-httpapi-ratelimit-headers: the policy, and what is left of it. */
static void
tell(struct web_request *request, const struct token_bucket *bucket, struct token_rate rate,
     int64_t now_us)
{
    uint32_t wait_s = seconds_up(token_bucket_wait_us(bucket, rate, now_us));

    web_add_header(request, "RateLimit-Policy",
                   arena_format(request->arena, "\"default\";q=%u;w=60", rate.per_minute));
    web_add_header(request, "RateLimit",
                   arena_format(request->arena, "\"default\";r=%u;t=%u",
                                token_bucket_left(bucket, rate, now_us), wait_s));
}

static bool
refuse(struct web_request *request, const struct token_bucket *bucket, struct token_rate rate,
       int64_t now_us, const char *what)
{
    uint32_t wait_s = seconds_up(token_bucket_wait_us(bucket, rate, now_us));

    metric_add(&refused, 1);
    web_problem(request, MHD_HTTP_TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", wait_s,
                "%s: at most %u a minute", what, rate.per_minute);
    return false;
}

static struct token_rate
rate_of(uint32_t per_minute)
{
    uint32_t burst = per_minute * BURST_SECONDS / 60;

    return (struct token_rate){.per_minute = per_minute, .burst = burst < 10 ? 10 : burst};
}

bool
limits_take(struct web_request *request, uint32_t per_minute)
{
    const struct web_caller *caller = &request->caller;
    struct limits *limits = request->web->limits;
    struct token_rate rate = rate_of(per_minute);
    struct token_bucket *bucket;
    int64_t now_us = request->began_us;

    if (caller->identity.role == ROLE_NONE) {
        rate = UNKNOWN_RATE;
        bucket = bucket_of_address(limits, "address", request->address);
    } else {
        bucket = bucket_of(limits, caller->key_id != 0 ? "key" : "user", caller->identity.name);
    }
    bool good = token_bucket_take(bucket, rate, now_us);
    tell(request, bucket, rate, now_us);
    return good || refuse(request, bucket, rate, now_us, "too many requests");
}

bool
limits_take_login(struct web_request *request, const char *name)
{
    struct limits *limits = request->web->limits;
    struct token_bucket *by_name = bucket_of(limits, "login", name);
    int64_t now_us = request->began_us;

    if (!token_bucket_take(by_name, LOGIN_RATE, now_us))
        return refuse(request, by_name, LOGIN_RATE, now_us, "too many attempts to log in");
    struct token_bucket *by_address = bucket_of_address(limits, "login-address", request->address);
    if (!token_bucket_take(by_address, LOGIN_RATE, now_us))
        return refuse(request, by_address, LOGIN_RATE, now_us, "too many attempts to log in");
    return true;
}
