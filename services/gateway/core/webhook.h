/*
 * Webhooks: which events go to whom, when an attempt is made again, and where to.
 */
#ifndef GATEWAY_CORE_WEBHOOK_H
#define GATEWAY_CORE_WEBHOOK_H

#include <stdint.h>

#include "services/gateway/core/event_sight.h"

#define WEBHOOK_TYPES_MAX    32
#define WEBHOOK_TYPE_BYTES   100
#define WEBHOOK_URL_BYTES    500
#define WEBHOOK_ATTEMPTS_MAX 10

/* As DeliveryState in gateway.proto and in the tables. */
enum delivery_state {
    DELIVERY_NONE,
    DELIVERY_WAITING, /* for its (next) attempt */
    DELIVERY_DELIVERED,
    DELIVERY_DEAD, /* given up */
};

/* What is subscribed, and with whose rights. */
struct webhook_filter {
    enum person_role owner_role;
    const char *owner_subject;
    const char *const *types; /* patterns */
    size_t type_count;
    const char *subject; /* ""; else only events of this channel or location */
    int64_t since_us;    /* only what was said at this time or later */
};

bool webhook_matches(const struct webhook_filter *filter, const struct event_sight *event,
                     int64_t said_at_us);

/* How long to wait after so many attempts (1 ...) that failed; -1: it is given up. salt spreads
 * deliveries that failed together: some number of the delivery. */
int64_t webhook_backoff_us(uint32_t attempts, uint32_t attempts_max, uint64_t salt);

/* How long a webhook is left alone after so many attempts (1 ...) that it did not answer at all, one after
 * the other. */
int64_t webhook_rest_us(uint32_t silences);

enum webhook_host { HOST_NONE, HOST_NAME, HOST_ADDRESS_4, HOST_ADDRESS_6 };
/* What a host is (with the brackets of IPv6); of an address its bytes in network order. */
enum webhook_host webhook_host_read(const char *host, size_t bytes, uint8_t address[16]);

/* What is wrong, as a sentence; NULL: nothing. With private ones, plain http to loopback will do.
 */
const char *webhook_url_defect(const char *url, bool private_is_allowed);
/* A full name, perhaps with a '*' at its end. */
bool webhook_type_is_valid(const char *pattern);

/* Is this an address of the public Internet? 4 or 16 bytes in network order. */
bool webhook_address_is_public(const uint8_t *address, size_t bytes);

#endif
