/*
 * The address of a request, taken apart and decoded (RFC 3986), strictly: what two readers could
 * understand in two ways is refused. A path is split before it is decoded, so that %2F is a
 * character of a name and never a separator.
 */
#ifndef GATEWAY_URL_H
#define GATEWAY_URL_H

#include <stdbool.h>
#include <stddef.h>

#define URL_SEGMENTS_MAX   12
#define URL_PARAMETERS_MAX 64

struct url_parameter {
    const char *name, *value;
};

/* Texts are decoded, UTF-8 without control characters, and live in the text that was taken apart.
 */
struct url {
    const char *path; /* as it came, without the query; UTF-8 too */
    const char *segments[URL_SEGMENTS_MAX];
    size_t segment_count; /* "/": 0; "/a": 1; a slash at the end makes an empty last one */
    struct url_parameter parameters[URL_PARAMETERS_MAX];
    size_t parameter_count;
};

/* room: 2 * strlen(text) + 2 bytes, which the url uses from then on. False with a sentence. */
bool url_read(struct url *url, const char *text, char *room, const char **why);

/* The first parameter of that name; NULL. */
const char *url_parameter(const struct url *url, const char *name);

#endif
