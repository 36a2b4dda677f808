/* Returns as people read them. */
#ifndef CROSSDOCK_CLI_RETURN_TABLE_H
#define CROSSDOCK_CLI_RETURN_TABLE_H

#include "clients/libcrossdock/crossdock.h"

/* Nothing when there are none; else an empty line before them. */
void return_table_print(const Crossdock__Order__V1__ReturnsView *view);

#endif
