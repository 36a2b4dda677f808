/*
 * Scripts of other sites (CORS, the Fetch standard): only of the origins in CROSSDOCK_CORS_ORIGINS,
 * and never with cookies: they bring a key.
 */
#include <string.h>

#include "services/gateway/web/request.h"

/* The whole origin is one entry of the list. */
static bool
is_allowed(const char *origins, const char *origin)
{
    size_t bytes = strlen(origin);

    while (bytes > 0 && *origins != '\0') {
        origins += strspn(origins, ", ");
        size_t entry = strcspn(origins, ", ");
        if (entry == bytes && memcmp(origins, origin, bytes) == 0)
            return true;
        origins += entry;
    }
    return false;
}

void
cross_origin_allow(const struct web_request *request, struct MHD_Response *response)
{
    const char *origins = request->web->settings.origins;
    const char *origin = web_header(request, "Origin");

    if (origins[0] == '\0')
        return;
    answer_add_header(response, "Vary", "Origin");
    if (origin == NULL || !is_allowed(origins, origin))
        return;
    answer_add_header(response, "Access-Control-Allow-Origin", origin);
    answer_add_header(response, "Access-Control-Expose-Headers",
                      "ETag, Idempotent-Replayed, Location, RateLimit, RateLimit-Policy, "
                      "Retry-After, X-Request-Id");
}

bool
cross_origin_preflight(struct web_request *request)
{
    const char *origin = web_header(request, "Origin");

    if (strcmp(request->method, "OPTIONS") != 0 || origin == NULL ||
        web_header(request, "Access-Control-Request-Method") == NULL)
        return false;
    if (!is_allowed(request->web->settings.origins, origin)) {
        web_problem(request, MHD_HTTP_FORBIDDEN, "FORBIDDEN", 0,
                    "scripts of this origin may not ask");
        return true;
    }
    web_add_header(request, "Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
    web_add_header(request, "Access-Control-Allow-Headers",
                   "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, "
                   "X-Request-Id, traceparent");
    web_add_header(request, "Access-Control-Max-Age", "600");
    web_answer(request, MHD_HTTP_NO_CONTENT, "", "", 0);
    return true;
}
