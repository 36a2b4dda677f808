/*
 * Who asks through a gateway: written into a command's Event.source by the one who passes it on, and
 * read by the service that is asked.
 *
 *   /gateway/<role>/<subject>/<name>      e.g. /gateway/storefront/web-eu/shop%2Fnorth
 *
 * role is one of role_name() but service and gateway; subject may be empty where the role needs none.
 * Subject and name are percent-encoded: everything but letters, digits and - . _ ~ as %XX.
 */
#ifndef CROSSDOCK_BEHALF_H
#define CROSSDOCK_BEHALF_H

#include <stddef.h>

#include "common/turn.h"

#define BEHALF_BYTES_MAX 512

/* Always fits. */
void behalf_write(const struct identity *asker, char text[BEHALF_BYTES_MAX]);

/* NULL, or why this names nobody who may ask; the asker is then not touched. */
const char *behalf_read(const char *text, size_t bytes, struct identity *asker);

/* Whose command (a packed Event) this is: the key of the connection says, or a gateway names somebody.
 * from: of the connection, NULL when its key is not known. NULL, or why it may not be asked. */
const char *behalf_find_asker(const struct identity *from, const uint8_t *command, size_t bytes,
                              struct identity *asker);

#endif
