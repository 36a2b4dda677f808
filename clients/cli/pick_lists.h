/* Pick lists as people read them. */
#ifndef CROSSDOCK_CLI_PICK_LISTS_H
#define CROSSDOCK_CLI_PICK_LISTS_H

#include "clients/libcrossdock/crossdock.h"

/* "ready", "claimed", ... */
const char *pick_list_status(const Crossdock__Routing__V1__PickListView *list);
/* A head line and its tasks as a table. */
void pick_list_print(const Crossdock__Routing__V1__PickListView *list);

#endif
