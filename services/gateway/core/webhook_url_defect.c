/*
 * Events leave over TLS only. Plain http goes to this machine, for trying things out, where the
 * installation allows private addresses. Where a name leads to is looked at
 * when it is connected; an address in figures, here already.
 */
#include <string.h>

#include "services/gateway/core/webhook.h"

static bool
begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static bool
is_loopback(const char *host, size_t bytes)
{
    static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (bytes == strlen(names[i]) && memcmp(host, names[i], bytes) == 0)
            return true;
    return false;
}

/* Of this machine, whatever its name leads to (RFC 6761). */
static bool
is_local_name(const char *host, size_t bytes)
{
    static const char local[] = "localhost";
    const size_t length = sizeof local - 1;

    if (bytes < length || (bytes > length && host[bytes - length - 1] != '.'))
        return false;
    for (size_t i = 0; i < length; i++)
        if ((host[bytes - length + i] | 0x20) != local[i])
            return false;
    return true;
}

static bool
is_private(const char *host, size_t bytes)
{
    uint8_t address[16];

    switch (webhook_host_read(host, bytes, address)) {
    case HOST_ADDRESS_4:
        return !webhook_address_is_public(address, 4);
    case HOST_ADDRESS_6:
        return !webhook_address_is_public(address, 16);
    default:
        return is_local_name(host, bytes);
    }
}

/* NULL, or why not. A port, when there is a colon. */
static const char *
port_defect(const char *after, size_t bytes)
{
    unsigned port = 0;

    if (bytes == 0)
        return NULL;
    for (size_t i = 1; i < bytes && port <= 65535; i++) {
        if (after[i] < '0' || after[i] > '9')
            return "url: the port must be a number";
        port = port * 10 + (unsigned)(after[i] - '0');
    }
    return port >= 1 && port <= 65535 ? NULL : "url: the port must be 1 to 65535";
}

/* Of what stands before the path; host_bytes is 0 where there is none. */
static const char *
authority_defect(const char *authority, size_t bytes, size_t *host_bytes)
{
    const char *bracket = authority[0] == '[' ? memchr(authority, ']', bytes) : NULL;
    const char *colon = bracket != NULL ? bracket + 1 : memchr(authority, ':', bytes);
    uint8_t address[16];

    if (memchr(authority, '@', bytes) != NULL)
        return "url: must not have a user or a password";
    if (bracket != NULL && (size_t)(colon - authority) < bytes && colon[0] != ':')
        return "url: must have a host";
    *host_bytes = colon == NULL ? bytes : (size_t)(colon - authority);
    if (webhook_host_read(authority, *host_bytes, address) == HOST_NONE)
        return "url: must have a host: a name, an IPv4 address, or an IPv6 address in brackets";
    return port_defect(authority + *host_bytes, bytes - *host_bytes);
}

const char *
webhook_url_defect(const char *url, bool private_is_allowed)
{
    const bool is_plain = begins(url, "http://");
    const size_t bytes = strlen(url);
    size_t host_bytes = 0;

    if (bytes > WEBHOOK_URL_BYTES)
        return "url: longer than 500 bytes";
    for (size_t i = 0; i < bytes; i++)
        if ((unsigned char)url[i] <= ' ' || (unsigned char)url[i] >= 0x7f)
            return "url: has a character that must be escaped";
    if (!is_plain && !begins(url, "https://"))
        return "url: must begin with https://";
    if (strchr(url, '#') != NULL)
        return "url: must not have a fragment";
    const char *host = url + (is_plain ? strlen("http://") : strlen("https://"));
    const char *defect = authority_defect(host, strcspn(host, "/?"), &host_bytes);
    if (defect != NULL)
        return defect;
    if (is_plain && !(private_is_allowed && is_loopback(host, host_bytes)))
        return "url: must begin with https://";
    if (!private_is_allowed && is_private(host, host_bytes))
        return "url: not an address of the public Internet";
    return NULL;
}
