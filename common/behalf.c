/* See behalf.h. Strict, because what is read here decides what somebody may do. */
#include "common/behalf.h"

#include <stdio.h>
#include <string.h>

#include "common/check.h"
#include "common/chunk.h"
#include "common/keys.h"
#include "common/text.h"

#define PREFIX "/gateway/"

static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

static char *
encode(char *to, const char *text)
{
    static const char digits[] = "0123456789ABCDEF";

    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        if (strchr(plain, *c) != NULL) {
            *to++ = (char)*c;
        } else {
            *to++ = '%';
            *to++ = digits[*c >> 4];
            *to++ = digits[*c & 15];
        }
    }
    *to = '\0';
    return to;
}

void
behalf_write(const struct identity *asker, char text[BEHALF_BYTES_MAX])
{
    _Static_assert(sizeof PREFIX + 16 + 3 * (sizeof asker->subject + sizeof asker->name) + 2 <=
                       BEHALF_BYTES_MAX,
                   "the longest identity fits");
    char *end = text + sprintf(text, PREFIX "%s/", role_name(asker->role));

    end = encode(end, asker->subject);
    *end++ = '/';
    encode(end, asker->name);
}

static bool
decode(const char *text, size_t bytes, char *to, size_t room)
{
    size_t written = 0;

    for (size_t at = 0; at < bytes; at++) {
        char c = text[at];
        if (c == '%') {
            const int high = bytes - at > 2 ? text_hex_digit(text[at + 1]) : -1;
            const int low = bytes - at > 2 ? text_hex_digit(text[at + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high << 4 | low);
            at += 2;
        } else if (c == '\0' || strchr(plain, c) == NULL) {
            return false;
        }
        if (written + 1 >= room)
            return false;
        to[written++] = c;
    }
    to[written] = '\0';
    return text_is_utf8(to, written);
}

/* The bytes before the next slash; moves past it. False: there is none. */
static bool
take_part(const char **text, size_t *bytes, const char **part, size_t *part_bytes)
{
    const char *slash = memchr(*text, '/', *bytes);

    if (slash == NULL)
        return false;
    *part = *text;
    *part_bytes = (size_t)(slash - *text);
    *bytes -= *part_bytes + 1;
    *text = slash + 1;
    return true;
}

const char *
behalf_read(const char *text, size_t bytes, struct identity *asker)
{
    const size_t skip = sizeof PREFIX - 1;
    const char *role, *subject;
    size_t role_bytes, subject_bytes;
    struct identity read = {.role = ROLE_NONE};
    char word[16];

    if (bytes < skip || memcmp(text, PREFIX, skip) != 0)
        return "a gateway's command must say in source on whose behalf";
    text += skip;
    bytes -= skip;
    if (!take_part(&text, &bytes, &role, &role_bytes) ||
        !take_part(&text, &bytes, &subject, &subject_bytes))
        return "source is not /gateway/<role>/<subject>/<name>";
    if (decode(role, role_bytes, word, sizeof word))
        read.role = role_from_name(word);
    if (read.role == ROLE_NONE || (read.role & ROLE_ON_BEHALF) == 0)
        return "source names no role that may ask through a gateway";
    if (!decode(subject, subject_bytes, read.subject, sizeof read.subject) ||
        (subject_bytes == 0 && role_needs_subject(read.role)))
        return "the subject in source is missing, too long or badly encoded";
    if (!decode(text, bytes, read.name, sizeof read.name) || bytes == 0)
        return "the name in source is missing, too long or badly encoded";
    *asker = read;
    return NULL;
}

const char *
behalf_find_asker(const struct identity *from, const uint8_t *command, size_t bytes,
                  struct identity *asker)
{
    struct event_view view;

    if (from == NULL)
        return "your key is not known";
    if (from->role == ROLE_GATEWAY)
        return event_view_read(command, bytes, &view)
                   ? behalf_read((const char *)command + view.source.at, view.source.bytes, asker)
                   : "the command is no event";
    *asker = *from;
    return NULL;
}
