/* See clock.h. */
#include "common/clock.h"

#include <errno.h>
#include <sys/random.h>
#include <time.h>

#include "common/check.h"

static int64_t
read_clock(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t
monotonic_us(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

int64_t
realtime_us(void)
{
    return read_clock(CLOCK_REALTIME);
}

uint64_t
random_number(void)
{
    uint64_t number;
    ssize_t got;
    do
        got = getrandom(&number, sizeof number, 0);
    while (got < 0 && errno == EINTR);
    assert(got == sizeof number);
    return number;
}
