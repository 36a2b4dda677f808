/*
 * What several readers check.
 */
#ifndef FORECASTING_WIRE_CHECK_H
#define FORECASTING_WIRE_CHECK_H

#include "common/service.h"

#define SKU_BYTES_MAX      64
#define LOCATION_BYTES_MAX 32
#define UNITS_MAX          INT64_C(1000000000)
#define DAY_US             (INT64_C(86400) * 1000000)

/* NULL, for whoever returns it. */
const void *wire_refuse(struct refusal *refusal, const char *reason);
bool wire_is_sku(const char *sku);
/* ISO 3166-1 alpha-2 by its form. */
bool wire_is_country(const char *code);

#endif
