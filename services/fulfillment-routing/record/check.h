/*
 * The last bytes of a record: a CRC-32 (ISO 3309, as in gzip) of all before them, as the field
 * `check` of the message. So any changed byte is found, also one that changes no decision.
 */
#ifndef ROUTING_RECORD_CHECK_H
#define ROUTING_RECORD_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CHECK_BYTES 6

/* Writes CHECK_BYTES behind the first `bytes` of data. */
void check_put(uint8_t *data, size_t bytes);
/* Do the last CHECK_BYTES of these fit the others? */
bool check_holds(const uint8_t *data, size_t bytes);

#endif
