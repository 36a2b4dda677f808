/*
 * See health.h. Each service is asked for its dead letters every few seconds: an answer says that
 * it lives, how long it took and how many there are. A feed's speed is that of its head over the
 * last seconds.
 */
#include "services/gateway/web/health.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/check.h"
#include "common/clock.h"
#include "common/json_message.h"
#include "common/message.h"
#include "common/metrics.h"
#include "common/text.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "services/gateway/board.h"

#define SERVICES_MAX     8
#define ASK_EVERY_US     ((int64_t)5 * 1000000)
#define ANSWER_MS_MAX    4000
#define DEAD_LETTERS_MAX 1000
#define SAMPLES          6 /* of heads, one a second */
#define SECOND_US        ((int64_t)1000000)
#define ACCEPTED         CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_ACCEPTED

METRIC(rebuilding) = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_rebuilding",
    .help = "1 while the read model is made anew and has not come back to where it was.",
};

struct service_health {
    struct health *health;
    const char *name;
    bool asked, reachable;
    int64_t asked_us;
    uint32_t answered_ms, dead_letters;
    char detail[120];
    uint64_t heads[SAMPLES]; /* newest first */
    size_t head_count;
};

struct health {
    struct front_host *host;
    struct arena *scratch;
    struct service_health services[SERVICES_MAX];
    size_t count; /* those whose feeds are followed, in their order */
    int64_t asked_us, sampled_us, now_us;
};

/* --- life ----------------------------------------------------------------------------------- */

struct health *
health_open(struct front_host *host)
{
    struct health *health = calloc(1, sizeof *health);

    assert(health != NULL);
    health->host = host;
    health->scratch = arena_create((size_t)16 << 20);
    health->count = front_feed_count(host);
    assert(health->count <= SERVICES_MAX);
    for (size_t i = 0; i < health->count; i++) {
        health->services[i].health = health;
        health->services[i].name = front_feed_state(host, i).source;
    }
    return health;
}

void
health_close(struct health **health)
{
    if (*health == NULL)
        return;
    arena_destroy(&(*health)->scratch);
    free(*health);
    *health = NULL;
}

/* --- asking --------------------------------------------------------------------------------- */

static uint32_t
count_dead_letters(struct health *health, const struct front_answer *answer)
{
    const char *reason;
    const Crossdock__Envelope__V1__DeadLetters *letters = (const void *)message_read(
        health->scratch, &crossdock__envelope__v1__dead_letters__descriptor, answer->body,
        answer->bytes, &reason);
    uint32_t count = letters == NULL ? 0 : (uint32_t)letters->n_dead_letters;

    arena_reset(health->scratch, 0);
    return count;
}

static void
on_answer(void *argument, const struct front_answer *answer)
{
    struct service_health *service = argument;
    struct health *health = service->health;

    service->asked = false;
    service->reachable = answer->code == ACCEPTED;
    service->answered_ms = (uint32_t)((monotonic_us() - service->asked_us) / 1000);
    text_copy(service->detail, sizeof service->detail, service->reachable ? "" : answer->detail);
    if (service->reachable)
        service->dead_letters = count_dead_letters(health, answer);
}

static void
ask(struct service_health *service, int64_t now_us)
{
    static const struct identity reader = {.name = "gateway", .role = ROLE_READER};
    Crossdock__Envelope__V1__ListDeadLetters list =
        CROSSDOCK__ENVELOPE__V1__LIST_DEAD_LETTERS__INIT;

    if (service->asked)
        return;
    list.limit = DEAD_LETTERS_MAX;
    service->asked = true;
    service->asked_us = now_us;
    front_ask(service->health->host,
              &(struct front_question){.service = service->name,
                                       .asker = &reader,
                                       .message = &list.base,
                                       .timeout_ms = ANSWER_MS_MAX},
              on_answer, service);
}

static void
sample(struct service_health *service, uint64_t head)
{
    memmove(service->heads + 1, service->heads, sizeof service->heads - sizeof service->heads[0]);
    service->heads[0] = head;
    if (service->head_count < SAMPLES)
        service->head_count++;
}

void
health_tick(struct health *health, int64_t now_us)
{
    health->now_us = now_us;
    if (now_us - health->sampled_us >= SECOND_US) {
        health->sampled_us = now_us;
        metric_set(&rebuilding, front_is_leading(health->host) && health_is_rebuilding(health));
        for (size_t i = 0; i < health->count; i++)
            sample(&health->services[i], front_feed_state(health->host, i).head);
    }
    if (now_us - health->asked_us < ASK_EVERY_US || !front_is_leading(health->host))
        return;
    health->asked_us = now_us;
    for (size_t i = 0; i < health->count; i++)
        ask(&health->services[i], now_us);
}

/* --- telling -------------------------------------------------------------------------------- */

static double
events_per_second(const struct service_health *service)
{
    if (service->head_count < 2)
        return 0;
    uint64_t oldest = service->heads[service->head_count - 1];
    return service->heads[0] < oldest
               ? 0
               : (double)(service->heads[0] - oldest) / (double)(service->head_count - 1);
}

static bool
is_rebuilding(const struct health *health, const struct front_feed *feed)
{
    const void *board = front_board(health->host);
    const int index = place_feed_index(feed->source);

    return board != NULL && index >= 0 && feed->consumed < board_rebuilt(board)->at[index];
}

bool
health_is_rebuilding(const struct health *health)
{
    for (size_t i = 0; i < health->count; i++) {
        const struct front_feed feed = front_feed_state(health->host, i);
        if (is_rebuilding(health, &feed))
            return true;
    }
    return false;
}

static void
write_feed(const struct health *health, size_t index, struct json_text *to)
{
    Crossdock__Gateway__V1__FeedState state = CROSSDOCK__GATEWAY__V1__FEED_STATE__INIT;
    struct front_feed feed = front_feed_state(health->host, index);
    char head[24], consumed[24];

    snprintf(head, sizeof head, "%llu", (unsigned long long)feed.head);
    snprintf(consumed, sizeof consumed, "%llu", (unsigned long long)feed.consumed);
    state.source = (char *)(uintptr_t)feed.source;
    state.head = head;
    state.consumed = consumed;
    state.lag = feed.head > feed.consumed ? (uint32_t)(feed.head - feed.consumed) : 0;
    state.lag_ms = (uint32_t)(feed.behind_us / 1000);
    state.connected = feed.connected;
    state.rebuilding = is_rebuilding(health, &feed);
    state.events_per_second = events_per_second(&health->services[index]);
    json_write_message(to, &state.base, JSON_MAPPING);
}

static void
write_service(const struct service_health *service, struct json_text *to)
{
    Crossdock__Gateway__V1__ServiceHealth health = CROSSDOCK__GATEWAY__V1__SERVICE_HEALTH__INIT;

    health.name = (char *)(uintptr_t)service->name;
    health.reachable = service->reachable;
    health.dead_letters = service->dead_letters;
    health.answered_ms = service->answered_ms;
    health.detail = (char *)(uintptr_t)service->detail;
    json_write_message(to, &health.base, JSON_MAPPING);
}

void
health_write(const struct health *health, struct json_text *to)
{
    json_text_add(to, "\"feeds\":[", 9);
    for (size_t i = 0; i < health->count; i++) {
        if (i > 0)
            json_text_byte(to, ',');
        write_feed(health, i, to);
    }
    json_text_add(to, "],\"services\":[", 14);
    for (size_t i = 0; i < health->count; i++) {
        if (i > 0)
            json_text_byte(to, ',');
        write_service(&health->services[i], to);
    }
    json_text_byte(to, ']');
}
