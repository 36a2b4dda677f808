/* What the gateway prints of itself: documents that are made from its tables. */
#ifndef CROSSDOCK_GATEWAY_DOCUMENTS_H
#define CROSSDOCK_GATEWAY_DOCUMENTS_H

#include <stdbool.h>

/* False when there is no document of this name. status: the exit status of the process. */
bool documents_print(const char *name, int *status);

/* Their part of --help. */
void documents_help(void);

#endif
