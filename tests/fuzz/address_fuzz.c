/*
 * Fuzzer of what a stranger writes into a request's head: the address, Authorization, Cookie and
 * traceparent. Whatever comes, it is refused, or all texts are UTF-8 without control characters and
 * lie within the memory they were given. The first byte chooses.
 *
 *     cmake --build build/fuzz --target address_fuzz
 *     build/fuzz/tests/address_fuzz -max_total_time=180
 */
#include <stdlib.h>
#include <string.h>

#include "common/check.h"
#include "common/text.h"
#include "services/gateway/web/credentials.h"
#include "services/gateway/web/url.h"

#define VALUE_BYTES 64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

static void
check_decoded(const char *text, const char *room, size_t room_bytes)
{
    size_t bytes = strlen(text);

    assert(text >= room && text + bytes < room + room_bytes);
    assert(text_is_utf8(text, bytes));
    for (size_t i = 0; i < bytes; i++)
        assert((unsigned char)text[i] >= 0x20 && text[i] != 0x7f);
}

static void
read_address(const char *text)
{
    size_t room_bytes = 2 * strlen(text) + 2;
    char *room = malloc(room_bytes);
    const char *why = NULL;
    struct url url;

    assert(room != NULL);
    if (!url_read(&url, text, room, &why)) {
        assert(why != NULL && why[0] != '\0');
        free(room);
        return;
    }
    for (size_t i = 0; i < url.segment_count; i++) {
        check_decoded(url.segments[i], room, room_bytes);
        assert(strcmp(url.segments[i], "..") != 0 && strcmp(url.segments[i], ".") != 0);
        assert(url.segments[i][0] != '\0' || i + 1 == url.segment_count);
    }
    for (size_t i = 0; i < url.parameter_count; i++) {
        check_decoded(url.parameters[i].name, room, room_bytes);
        check_decoded(url.parameters[i].value, room, room_bytes);
        assert(url_parameter(&url, url.parameters[i].name) != NULL);
    }
    free(room);
}

static void
read_credentials(const char *text)
{
    char value[VALUE_BYTES];

    if (credentials_bearer(text, value, sizeof value))
        assert(strlen(value) > 0 && strlen(value) < sizeof value && strchr(value, ' ') == NULL);
    if (credentials_cookie(text, "session", value, sizeof value))
        assert(strlen(value) > 0 && strlen(value) < sizeof value && strchr(value, ';') == NULL &&
               strstr(text, value) != NULL);
    if (credentials_is_traceparent(text))
        assert(strlen(text) == 55);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    if (bytes == 0)
        return 0;
    char *text = malloc(bytes);
    assert(text != NULL);
    memcpy(text, data + 1, bytes - 1);
    text[bytes - 1] = '\0';
    if (data[0] % 2 == 0)
        read_address(text);
    else
        read_credentials(text);
    free(text);
    return 0;
}
