/*
 * What a request asks for: the tables of all areas, and the one row that fits method and path.
 */
#include "services/gateway/web/routes.h"

#include <string.h>

#include "common/text.h"

static const struct web_route *const areas[] = {
    routes_orders, routes_warehouse, routes_stock, routes_planning, routes_operations,
};
#define AREA_COUNT (sizeof areas / sizeof *areas)

static size_t
area_of(const struct web_route *route)
{
    for (size_t area = 0; area < AREA_COUNT; area++)
        for (const struct web_route *row = areas[area]; row->method != NULL; row++)
            if (row == route)
                return area;
    return AREA_COUNT;
}

const struct web_route *
web_next_route(const struct web_route *before)
{
    if (before == NULL)
        return areas[0];
    if (before[1].method != NULL)
        return before + 1;
    const size_t next = area_of(before) + 1;
    return next < AREA_COUNT ? areas[next] : NULL;
}

/* --- matching --------------------------------------------------------------------------------- */

/* NULL: broken, or a NUL in it. */
static const char *
decode(struct arena *arena, const char *text, size_t bytes)
{
    char *decoded = arena_try(arena, bytes + 1);
    char *to = decoded;

    for (size_t i = 0; decoded != NULL && i < bytes; i++) {
        if (text[i] != '%') {
            *to++ = text[i];
            continue;
        }
        const int high = i + 2 < bytes ? text_hex_digit(text[i + 1]) : -1;
        const int low = i + 2 < bytes ? text_hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0 || high + low == 0)
            return NULL;
        *to++ = (char)(high * 16 + low);
        i += 2;
    }
    return decoded;
}

/* Whether the path is of this shape. Names stand for one segment that is not empty; values (may be
 * NULL) takes them, decoded. */
static bool
fits(struct arena *arena, const char *shape, const char *path, const char **values)
{
    size_t count = 0;

    while (*shape != '\0') {
        if (*shape != '{') {
            if (*shape++ != *path++)
                return false;
            continue;
        }
        const size_t bytes = strcspn(path, "/");
        if (bytes == 0)
            return false;
        if (values != NULL) {
            values[count] = decode(arena, path, bytes);
            if (values[count++] == NULL)
                return false;
        }
        path += bytes;
        shape = strchr(shape, '}') + 1;
    }
    return *path == '\0';
}

static void
allow_method(struct web_match *match, const char *method)
{
    const size_t used = strlen(match->allowed);

    if (used + strlen(method) + 3 > sizeof match->allowed)
        return;
    if (used > 0)
        strcat(match->allowed, ", ");
    strcat(match->allowed, method);
}

bool
web_match_route(struct arena *arena, const char *method, const char *path, struct web_match *match)
{
    *match = (struct web_match){ 0 };
    for (const struct web_route *route = web_next_route(NULL); route != NULL;
         route = web_next_route(route)) {
        if (!fits(arena, route->path, path, NULL))
            continue;
        if (strcmp(route->method, method) != 0) {
            allow_method(match, route->method);
            continue;
        }
        if (!fits(arena, route->path, path, match->values))
            return false;
        match->route = route;
        return true;
    }
    return false;
}
