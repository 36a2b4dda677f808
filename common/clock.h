/*
 * The clocks of the runtime, in microseconds, and numbers nobody can guess. Services get their time
 * from the turn (turn_now_us).
 */
#ifndef CROSSDOCK_CLOCK_H
#define CROSSDOCK_CLOCK_H

#include <stdint.h>

int64_t monotonic_us(void); /* for waiting and measuring */
int64_t realtime_us(void);  /* UTC, since 1970 */
uint64_t random_number(void);

#endif
