/* Key figures as a table: one line a point, for spreadsheets. */
#ifndef GATEWAY_KPI_TABLE_H
#define GATEWAY_KPI_TABLE_H

#include <stdbool.h>

#include "common/json_text.h"

/* From the JSON text of a KpisView; RFC 4180. False: it is none. */
bool kpi_table_write(struct json_text *to, const char *text, size_t bytes);

#endif
