/* How many digits a currency has after the point (ISO 4217). */
#ifndef CROSSDOCK_CLI_CURRENCIES_H
#define CROSSDOCK_CLI_CURRENCIES_H

#include <stdint.h>

/* 2 for currencies that are not in the lists of exceptions, also for "". */
int currency_digits(const char *code);

/* 1234 GBP as "12.34"; good for the next 4 calls. */
const char *currency_text(int64_t minor, const char *code);

#endif
