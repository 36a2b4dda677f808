/*
 * Attempts come ever more rarely, for almost three days; each up to a tenth sooner or later, so
 * that what failed together does not come back together.
 */
#include "services/gateway/core/webhook.h"

#define SECOND_US INT64_C(1000000)

static const int32_t delays_s[WEBHOOK_ATTEMPTS_MAX - 1] = {
    5, 30, 120, 600, 3600, 6 * 3600, 12 * 3600, 24 * 3600, 24 * 3600,
};

/* splitmix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014. */
static uint64_t
mix(uint64_t x)
{
    x += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

int64_t
webhook_backoff_us(uint32_t attempts, uint32_t attempts_max, uint64_t salt)
{
    if (attempts >= attempts_max || attempts >= WEBHOOK_ATTEMPTS_MAX)
        return -1;
    const int64_t delay_us = delays_s[attempts == 0 ? 0 : attempts - 1] * SECOND_US;
    const int64_t spread = (int64_t)(mix(salt ^ ((uint64_t)attempts << 56)) % 2001) - 1000;

    return delay_us + delay_us / 10 * spread / 1000;
}
