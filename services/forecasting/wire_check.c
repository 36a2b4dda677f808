/*
 * What several readers check; see wire_check.h.
 */
#include "services/forecasting/wire_check.h"

#include <stdio.h>
#include <string.h>

const void *
wire_refuse(struct refusal *refusal, const char *reason)
{
    snprintf(refusal->reason, sizeof refusal->reason, "%s", reason);
    return NULL;
}

bool
wire_is_sku(const char *sku)
{
    const size_t bytes = strlen(sku);
    return bytes > 0 && bytes <= SKU_BYTES_MAX;
}

bool
wire_is_country(const char *code)
{
    return code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z' && code[2] == '\0';
}
