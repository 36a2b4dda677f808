/*
 * See token_bucket.h. What is missing from a full bucket is the time until it is full, in units of
 * the time that one token takes.
 */
#include "services/gateway/core/token_bucket.h"

#define MINUTE_US ((int64_t)60 * 1000 * 1000)

static int64_t
token_us(struct token_rate rate)
{
    return MINUTE_US / rate.per_minute;
}

static int64_t
missing_us(const struct token_bucket *bucket, int64_t now_us)
{
    return bucket->full_at_us > now_us ? bucket->full_at_us - now_us : 0;
}

int64_t
token_bucket_wait_us(const struct token_bucket *bucket, struct token_rate rate, int64_t now_us)
{
    int64_t room_us = token_us(rate) * (rate.burst - 1);
    int64_t wait_us = missing_us(bucket, now_us) - room_us;

    return wait_us > 0 ? wait_us : 0;
}

uint32_t
token_bucket_left(const struct token_bucket *bucket, struct token_rate rate, int64_t now_us)
{
    int64_t each_us = token_us(rate);
    int64_t missing = (missing_us(bucket, now_us) + each_us - 1) / each_us;

    return missing >= rate.burst ? 0 : (uint32_t)(rate.burst - missing);
}

bool
token_bucket_take(struct token_bucket *bucket, struct token_rate rate, int64_t now_us)
{
    if (token_bucket_wait_us(bucket, rate, now_us) > 0)
        return false;
    bucket->full_at_us = now_us + missing_us(bucket, now_us) + token_us(rate);
    return true;
}
