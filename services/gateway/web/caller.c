/*
 * Who asks: a program with its key or a session's token as bearer, or a browser with the session's
 * cookie. Both are looked up by their hash on the board. A change that relies on the cookie brings
 * what only a page of our own can know (X-CSRF-Token).
 */
#include <string.h>

#include "common/clock.h"
#include "common/text.h"
#include "services/gateway/board.h"
#include "services/gateway/web/audit.h"
#include "services/gateway/web/credentials.h"
#include "services/gateway/web/request.h"

/* --- who ------------------------------------------------------------------------------------ */

/* False: it brings nothing. */
static bool
find_token(struct web_request *request)
{
    const char *authorization = web_header(request, "Authorization");
    const char *cookies = web_header(request, "Cookie");
    char token[SECRET_TEXT_BYTES_MAX];

    request->token = "";
    if (authorization != NULL) {
        if (credentials_bearer(authorization, token, sizeof token))
            request->token = arena_text(request->arena, token);
        return true;
    }
    if (cookies == NULL || !credentials_cookie(cookies, WEB_COOKIE, token, sizeof token))
        return false;
    request->token = arena_text(request->arena, token);
    request->caller.by_cookie = true;
    return true;
}

static void
fill_in(struct identity *identity, const char *name, enum role role, const char *subject)
{
    text_copy(identity->name, sizeof identity->name, name);
    text_copy(identity->subject, sizeof identity->subject, subject);
    identity->role = role;
}

static bool
look_up(struct web_request *request, uint32_t *per_minute)
{
    const void *board = front_board(request->web->host);
    struct web_caller *caller = &request->caller;
    uint8_t hash[SECRET_HASH_BYTES];

    if (board == NULL || request->token[0] == '\0')
        return false;
    secret_hash(request->token, hash);
    const struct board_session *session = board_find_session(board, hash, realtime_us());
    if (session != NULL) {
        fill_in(&caller->identity, session->user->name, session->user->role,
                session->user->subject);
        return true;
    }
    const struct board_key *key =
        caller->by_cookie ? NULL : board_find_key(board, hash, realtime_us());
    if (key == NULL)
        return false;
    fill_in(&caller->identity, key->name, key->role, key->subject);
    caller->key_id = (uint64_t)key->key_id;
    if (key->requests_per_minute != 0)
        *per_minute = key->requests_per_minute;
    return true;
}

static void
refuse_unknown(struct web_request *request, bool brought)
{
    web_add_header(request, "WWW-Authenticate",
                   brought ? "Bearer realm=\"crossdock\", error=\"invalid_token\""
                           : "Bearer realm=\"crossdock\"");
    web_problem(request, MHD_HTTP_UNAUTHORIZED, "UNAUTHENTICATED", 0, "%s",
                brought ? "this key or session is not known, or not in force any more"
                        : "a key or a session is needed: Authorization: Bearer ..., or a login");
}

/* A process that stands by has nobody on its board. */
static bool
is_ready(struct web_request *request)
{
    if (request->web->is_ending) {
        web_add_header(request, "Connection", "close");
        web_problem(request, MHD_HTTP_SERVICE_UNAVAILABLE, "UNAVAILABLE", 1, "this process ends");
        return false;
    }
    if (front_is_leading(request->web->host))
        return true;
    web_problem(request, MHD_HTTP_SERVICE_UNAVAILABLE, "UNAVAILABLE", 1,
                "this gateway stands by, or has just begun");
    return false;
}

bool
caller_find(struct web_request *request)
{
    uint32_t per_minute = request->web->settings.requests_per_minute;

    if (!is_ready(request))
        return false;
    bool brought = find_token(request), known = brought && look_up(request, &per_minute);
    if (!known)
        request->caller.by_cookie = false;
    if (!limits_take(request, per_minute))
        return false;
    if (known || request->match.route->allow == 0)
        return true;
    refuse_unknown(request, brought);
    return false;
}

bool
caller_is_still(struct web_request *request)
{
    const struct identity before = request->caller.identity;
    uint32_t per_minute = 0;
    bool same = look_up(request, &per_minute) && request->caller.identity.role == before.role &&
                strcmp(request->caller.identity.subject, before.subject) == 0;

    request->caller.identity = before;
    return same;
}

/* --- may they ------------------------------------------------------------------------------- */

static bool
is_change(const struct web_request *request)
{
    return strcmp(request->method, "GET") != 0 && strcmp(request->method, "HEAD") != 0;
}

static bool
comes_from_our_page(const struct web_request *request)
{
    const char *given = web_header(request, "X-CSRF-Token");
    char right[SECRET_TEXT_BYTES_MAX];

    secret_csrf(request->token, right);
    return given != NULL && secret_is_equal(given, right);
}

/* No change that the audit could not take, nor an attempt at one. */
static bool
audit_has_room(struct web_request *request)
{
    if (!is_change(request) || !audit_is_full(request->web->audit))
        return true;
    web_problem(request, MHD_HTTP_SERVICE_UNAVAILABLE, "BUSY", 1,
                "too many changes wait to be written to the audit");
    return false;
}

bool
caller_may_ask(struct web_request *request)
{
    const struct web_route *route = request->match.route;

    if (route->allow == 0)
        return true;
    if (!audit_has_room(request))
        return false;
    if ((route->allow & request->caller.identity.role) == 0) {
        if (is_change(request)) /* that somebody tried is for the audit too */
            web_note_change(request, route->takes == NULL ? "" : route->takes->name, "", 0);
        web_problem(request, MHD_HTTP_FORBIDDEN, "FORBIDDEN", 0, "not for the role of this caller");
        return false;
    }
    if (request->caller.by_cookie && is_change(request) && !comes_from_our_page(request)) {
        web_problem(request, MHD_HTTP_FORBIDDEN, "FORBIDDEN", 0,
                    "a change that relies on the cookie needs X-CSRF-Token, as GET /v1/session "
                    "tells it");
        return false;
    }
    return true;
}
