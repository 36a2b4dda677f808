/*
 * How often somebody may do a thing: a bucket of tokens that fills evenly, as one instant: when it
 * will be full again (the generic cell rate algorithm, ITU-T I.371, annex A, as a virtual schedule).
 * A zeroed bucket is full.
 */
#ifndef GATEWAY_TOKEN_BUCKET_H
#define GATEWAY_TOKEN_BUCKET_H

#include <stdbool.h>
#include <stdint.h>

struct token_bucket {
    int64_t full_at_us;
};

struct token_rate {
    uint32_t per_minute; /* 1 .. 60,000,000 */
    uint32_t burst;      /* tokens in a full bucket: 1 .. 60,000,000 */
};

/* Takes one token; false when there is none. now_us never goes back. */
bool token_bucket_take(struct token_bucket *bucket, struct token_rate rate, int64_t now_us);
uint32_t token_bucket_left(const struct token_bucket *bucket, struct token_rate rate, int64_t now_us);
/* How long until a token is there; 0: there is one. */
int64_t token_bucket_wait_us(const struct token_bucket *bucket, struct token_rate rate,
                             int64_t now_us);

#endif
