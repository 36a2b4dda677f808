/* See url.h. */
#include "services/gateway/web/url.h"

#include <string.h>

#include "common/text.h"

/* In place: text becomes shorter or stays. NULL or why it is refused. */
static const char *
decode(char *text, bool plus_is_space)
{
    char *to = text;

    for (const char *from = text; *from != '\0'; from++) {
        int c = (unsigned char)*from;
        if (c == '%') {
            int high = text_hex_digit(from[1]), low = high < 0 ? -1 : text_hex_digit(from[2]);
            if (low < 0)
                return "a % must be followed by two hexadecimal digits";
            c = high * 16 + low;
            from += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        if (c < 0x20 || c == 0x7f)
            return "control characters are not allowed in an address";
        *to++ = (char)c;
    }
    *to = '\0';
    return text_is_utf8(text, (size_t)(to - text)) ? NULL : "an address must be UTF-8";
}

static const char *
read_path(struct url *url, char *path)
{
    if (path[0] != '/')
        return "a path must begin with /";
    if (path[1] == '\0')
        return NULL;
    for (char *at = path; at != NULL;) {
        char *segment = at + 1;
        at = strchr(segment, '/');
        if (at != NULL)
            *at = '\0';
        const char *why = decode(segment, false);
        if (why != NULL)
            return why;
        if (segment[0] == '\0' && at != NULL)
            return "a path may not have empty segments";
        if (strcmp(segment, ".") == 0 || strcmp(segment, "..") == 0)
            return "a path may not have segments of dots";
        if (url->segment_count == URL_SEGMENTS_MAX)
            return "a path of so many segments is not known here";
        url->segments[url->segment_count++] = segment;
    }
    return NULL;
}

static const char *
read_query(struct url *url, char *query)
{
    while (query != NULL) {
        char *parameter = query;
        query = strchr(query, '&');
        if (query != NULL)
            *query++ = '\0';
        if (parameter[0] == '\0')
            continue;
        char *value = strchr(parameter, '=');
        if (value != NULL)
            *value++ = '\0';
        else
            value = parameter + strlen(parameter);
        const char *why = decode(parameter, true);
        if (why == NULL)
            why = decode(value, true);
        if (why != NULL)
            return why;
        if (url->parameter_count == URL_PARAMETERS_MAX)
            return "an address may have at most 64 parameters";
        url->parameters[url->parameter_count++] = (struct url_parameter){parameter, value};
    }
    return NULL;
}

/* Before it is decoded, too: as it came it stands in the audit, and half a character may come as a
 * byte and the other half as an escape. */
static const char *
text_defect(const char *text, size_t bytes)
{
    if (strchr(text, '#') != NULL)
        return "an address may not have a fragment";
    return text_is_utf8(text, bytes) ? NULL : "an address must be UTF-8";
}

bool
url_read(struct url *url, const char *text, char *room, const char **why)
{
    size_t path_bytes = strcspn(text, "?#"), bytes = strlen(text);
    char *path = room + bytes + 1;

    memset(url, 0, sizeof *url);
    memcpy(room, text, bytes + 1);
    memcpy(path, text, path_bytes);
    path[path_bytes] = '\0';
    char *query = room[path_bytes] == '?' ? room + path_bytes + 1 : NULL;
    *why = text_defect(text, bytes);
    if (*why == NULL)
        *why = read_path(url, path);
    if (*why == NULL)
        *why = read_query(url, query);
    room[path_bytes] = '\0';
    url->path = room;
    return *why == NULL;
}

const char *
url_parameter(const struct url *url, const char *name)
{
    for (size_t i = 0; i < url->parameter_count; i++)
        if (strcmp(url->parameters[i].name, name) == 0)
            return url->parameters[i].value;
    return NULL;
}
