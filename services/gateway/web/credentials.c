/* See credentials.h. */
#include "services/gateway/web/credentials.h"

#include <string.h>
#include <strings.h>

#define SPACES " \t"

static const char token_letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=";

static bool
copy(char *to, size_t room, const char *from, size_t bytes)
{
    if (bytes == 0 || bytes >= room)
        return false;
    memcpy(to, from, bytes);
    to[bytes] = '\0';
    return true;
}

bool
credentials_bearer(const char *authorization, char *token, size_t token_bytes)
{
    static const char scheme[] = "Bearer";
    const char *at = authorization + sizeof scheme - 1;

    if (strncasecmp(authorization, scheme, sizeof scheme - 1) != 0 || *at != ' ')
        return false;
    at += strspn(at, SPACES);
    size_t bytes = strspn(at, token_letters);
    return at[bytes + strspn(at + bytes, SPACES)] == '\0' && copy(token, token_bytes, at, bytes);
}

bool
credentials_cookie(const char *cookies, const char *name, char *value, size_t value_bytes)
{
    size_t name_bytes = strlen(name);
    bool found = false;

    while (*cookies != '\0') {
        cookies += strspn(cookies, "; \t");
        size_t pair = strcspn(cookies, ";"), bytes = pair - name_bytes - 1;
        const char *from = cookies + name_bytes + 1;
        if (pair > name_bytes && strncmp(cookies, name, name_bytes) == 0 &&
            cookies[name_bytes] == '=') {
            while (bytes > 0 && strchr(SPACES, from[bytes - 1]) != NULL)
                bytes--;
            if (found && (strlen(value) != bytes || strncmp(value, from, bytes) != 0))
                return false;
            if (!copy(value, value_bytes, from, bytes))
                return false;
            found = true;
        }
        cookies += pair;
    }
    return found;
}

static bool
is_hex(const char *text, size_t bytes)
{
    return strspn(text, "0123456789abcdef") >= bytes && strspn(text, "0") < bytes;
}

bool
credentials_is_traceparent(const char *text)
{
    return strlen(text) == 55 && strncmp(text, "00-", 3) == 0 && is_hex(text + 3, 32) &&
           text[35] == '-' && is_hex(text + 36, 16) && text[52] == '-' &&
           strspn(text + 53, "0123456789abcdef") == 2;
}
