/* Country names and codes as files write them, to ISO 3166-1 alpha-2. */
#ifndef CROSSDOCK_CLI_COUNTRIES_H
#define CROSSDOCK_CLI_COUNTRIES_H

#include <stdbool.h>

/* "United Kingdom", "GBR", "gb", "EIRE"; NULL: not a country. */
const char *country_code(const char *text);

#endif
