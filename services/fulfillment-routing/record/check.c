#include "services/fulfillment-routing/record/check.h"

#include <string.h>

/* Field 63 of the message, 32 bits. */
static const uint8_t tag[2] = {0xFD, 0x03};

static uint32_t
crc32(const uint8_t *data, size_t bytes)
{
    /* by half a byte */
    static const uint32_t table[16] = {
        0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4,
        0x4DB26158, 0x5005713C, 0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C,
        0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
    };
    uint32_t crc = 0xFFFFFFFF;

    for (size_t i = 0; i < bytes; i++) {
        crc ^= data[i];
        crc = crc >> 4 ^ table[crc & 15];
        crc = crc >> 4 ^ table[crc & 15];
    }
    return ~crc;
}

void
check_put(uint8_t *data, size_t bytes)
{
    const uint32_t crc = crc32(data, bytes);

    memcpy(data + bytes, tag, sizeof tag);
    for (int i = 0; i < 4; i++)
        data[bytes + sizeof tag + i] = (uint8_t)(crc >> 8 * i);
}

bool
check_holds(const uint8_t *data, size_t bytes)
{
    uint8_t expected[CHECK_BYTES];

    if (bytes < CHECK_BYTES)
        return false;
    const uint32_t crc = crc32(data, bytes - CHECK_BYTES);
    memcpy(expected, tag, sizeof tag);
    for (int i = 0; i < 4; i++)
        expected[sizeof tag + i] = (uint8_t)(crc >> 8 * i);
    return memcmp(data + bytes - CHECK_BYTES, expected, CHECK_BYTES) == 0;
}
