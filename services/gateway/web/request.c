/*
 * The life of a request: made when its address is known, freed when neither its connection nor a
 * handler nor a stream needs it. Also what handlers may read of it.
 */
#include <netinet/in.h>
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <sodium.h>

#include "common/clock.h"
#include "common/text.h"
#include "services/gateway/web/request.h"

#define ARENA_BYTES       ((size_t)96 * 1024 * 1024) /* 16 MiB of a body, 16 MiB of each reply */
#define ARENA_BYTES_KEPT  ((size_t)256 * 1024)
#define ARENAS_KEPT       64
#define DROPPED_BYTES_MAX ((size_t)8 * 1024 * 1024)
#define BODIES_BYTES_MAX  ((size_t)256 * 1024 * 1024) /* of all requests */
#define BODY_BYTES_FIRST  ((size_t)4 * 1024)

static size_t bodies_bytes;

/* --- arenas: reserving address space anew for each request would cost more than most requests  */

static struct arena *idle_arenas[ARENAS_KEPT];
static size_t idle_arena_count;

static struct arena *
take_arena(void)
{
    return idle_arena_count > 0 ? idle_arenas[--idle_arena_count] : arena_create(ARENA_BYTES);
}

static void
give_arena(struct arena *arena)
{
    bool is_small = arena_mark(arena) <= ARENA_BYTES_KEPT;

    if (!is_small || idle_arena_count == ARENAS_KEPT) {
        arena_destroy(&arena);
        return;
    }
    arena_reset(arena, 0);
    idle_arenas[idle_arena_count++] = arena;
}

/* --- life ----------------------------------------------------------------------------------- */

static void
free_body(struct web_request *request)
{
    bodies_bytes -= request->body_room;
    free(request->body);
    request->body = NULL;
    request->body_bytes = request->body_room = 0;
}

struct web_request *
request_new(struct web *web, struct connection *connection, const char *uri)
{
    struct arena *arena = take_arena();
    struct web_request *request = arena_take(arena, sizeof *request);

    request->web = web;
    request->arena = arena;
    request->connection = connection;
    request->holds = 1;
    request->began_us = monotonic_us();
    request->url.path = arena_text(arena, uri);
    return request;
}

static void
add_orphan(struct web_request *request)
{
    struct web *web = request->web;

    request->next = web->orphans;
    if (request->next != NULL)
        request->next->before = request;
    web->orphans = request;
}

static void
remove_orphan(struct web_request *request)
{
    struct web *web = request->web;

    if (request->next != NULL)
        request->next->before = request->before;
    if (request->before != NULL)
        request->before->next = request->next;
    else if (web->orphans == request)
        web->orphans = request->next;
}

void
request_release(struct web_request *request)
{
    if (--request->holds > 0)
        return;
    if (request->response != NULL)
        MHD_destroy_response(request->response);
    remove_orphan(request);
    free_body(request);
    give_arena(request->arena);
}

void
request_end(struct web_request *request)
{
    request->connection = NULL;
    if (request->is_held && request->gone != NULL) {
        request->is_held = false;
        request->gone(request->gone_argument);
        request_release(request);
    }
    if (request->is_held)
        add_orphan(request);
    if (request->response != NULL) { /* a stream that never began has to be closed too */
        MHD_destroy_response(request->response);
        request->response = NULL;
    }
    request_release(request);
}

void
request_free_orphans(struct web *web)
{
    while (web->orphans != NULL)
        request_release(web->orphans);
}

/* --- reading it ----------------------------------------------------------------------------- */

/* The client's, when it is printable and not too long: it goes into headers and logs. */
static void
name_request(struct web_request *request)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/+=";
    const char *given = web_header(request, "X-Request-Id");
    unsigned char random[12];

    if (given != NULL && given[0] != '\0' && strlen(given) <= WEB_ID_BYTES_MAX &&
        given[strspn(given, allowed)] == '\0') {
        text_copy(request->id, sizeof request->id, given);
        return;
    }
    randombytes_buf(random, sizeof random);
    sodium_bin2hex(request->id, sizeof request->id, random, sizeof random);
}

static bool
is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        uint32_t host = ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr);
        return host >> 24 == 127;
    }
    return address->sa_family == AF_INET6 &&
           IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)address)->sin6_addr);
}

struct forwarded {
    const char *chain, *protocol;
};

static enum MHD_Result
take_forwarded(void *argument, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct forwarded *last = argument;

    (void)kind;
    if (strcasecmp(name, "X-Forwarded-For") == 0)
        last->chain = value;
    else if (strcasecmp(name, "X-Forwarded-Proto") == 0)
        last->protocol = value;
    return MHD_YES;
}

/* A proxy on this machine says for whom it asks: the last entry is the one it wrote itself, at the
 * end of the client's line or in a line below it. */
static void
believe_proxy(struct web_request *request)
{
    struct forwarded last = {NULL, NULL};
    unsigned char address[sizeof(struct in6_addr)];

    MHD_get_connection_values(server_connection(request), MHD_HEADER_KIND, take_forwarded, &last);
    request->is_secure = last.protocol != NULL && strcmp(last.protocol, "https") == 0;
    if (last.chain == NULL)
        return;
    const char *entry = strrchr(last.chain, ',');
    entry = entry == NULL ? last.chain : entry + 1;
    entry += strspn(entry, " ");
    if (inet_pton(AF_INET, entry, address) == 1 || inet_pton(AF_INET6, entry, address) == 1)
        text_copy(request->address, sizeof request->address, entry);
}

static void
find_address(struct web_request *request)
{
    const struct sockaddr *address =
        MHD_get_connection_info(server_connection(request), MHD_CONNECTION_INFO_CLIENT_ADDRESS)
            ->client_addr;

    if (address->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)address)->sin_addr, request->address,
                  sizeof request->address);
    else if (address->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)address)->sin6_addr, request->address,
                  sizeof request->address);
    request->is_loopback = is_loopback(address);
    if (request->is_loopback)
        believe_proxy(request);
}

static size_t
announced_bytes(const struct web_request *request)
{
    const char *length = web_header(request, "Content-Length");
    int64_t bytes;

    return length != NULL && text_to_int64(length, &bytes) && bytes > 0 ? (size_t)bytes : 0;
}

bool
request_is_too_much(const struct web_request *request)
{
    return request->is_endless || announced_bytes(request) > DROPPED_BYTES_MAX;
}

static void
refuse_size(struct web_request *request)
{
    web_problem(request, MHD_HTTP_CONTENT_TOO_LARGE, "TOO_LARGE", 0,
                "a body may have at most %zu bytes", WEB_BODY_BYTES_MAX);
}

static bool
is_for_console(const struct web_request *request)
{
    return strncmp(request->url.path, "/v1/", 4) != 0 && strcmp(request->url.path, "/v1") != 0;
}

/* Is there such an address, and such a method there? */
static bool
find_route(struct web_request *request)
{
    bool is_head = strcmp(request->method, "HEAD") == 0;

    if (web_match_route(request->arena, is_head ? "GET" : request->method, request->url.path,
                        &request->match))
        return true;
    if (request->match.allowed[0] == '\0') {
        web_problem(request, MHD_HTTP_NOT_FOUND, "NOT_FOUND", 0, "there is nothing at %s",
                    request->url.path);
        return false;
    }
    web_add_header(request, "Allow", request->match.allowed);
    web_problem(request, MHD_HTTP_METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", 0,
                "%s is not possible at %s, but %s", request->method, request->url.path,
                request->match.allowed);
    return false;
}

/* Where does the body end, and for whom is it? When a proxy in front could read that in another way
 * than this server, what one takes for a body is a request for the other (RFC 9112). The same of
 * who asks and for what: of two keys one would be passed over. */
static const char *const given_once[] = {
    "Host",         "Authorization", "X-CSRF-Token",  "Idempotency-Key",
    "Content-Type", "Origin",        "Last-Event-ID",
};
#define GIVEN_ONCE_COUNT (sizeof given_once / sizeof given_once[0])

struct framing {
    unsigned lengths, counts[GIVEN_ONCE_COUNT];
    bool is_coded; /* otherwise than in chunks: nobody knows where it ends */
};

static enum MHD_Result
count_framing(void *argument, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct framing *framing = argument;
    const bool is_coding = strcasecmp(name, "Transfer-Encoding") == 0;

    (void)kind;
    framing->lengths += is_coding || strcasecmp(name, "Content-Length") == 0;
    framing->is_coded |= is_coding && (value == NULL || strcasecmp(value, "chunked") != 0);
    for (size_t i = 0; i < GIVEN_ONCE_COUNT; i++)
        framing->counts[i] += strcasecmp(name, given_once[i]) == 0;
    return MHD_YES;
}

static const char *
given_twice(const struct framing *framing)
{
    for (size_t i = 0; i < GIVEN_ONCE_COUNT; i++)
        if (framing->counts[i] > 1)
            return given_once[i];
    return framing->lengths > 1 ? "the length of a body" : NULL;
}

static bool
is_framed_clearly(struct web_request *request)
{
    struct framing framing = {0};

    MHD_get_connection_values(server_connection(request), MHD_HEADER_KIND, count_framing, &framing);
    const char *twice = given_twice(&framing);
    if (twice == NULL && !framing.is_coded)
        return true;
    request->is_endless = framing.is_coded;
    web_add_header(request, "Connection", "close");
    if (twice != NULL)
        web_problem(request, MHD_HTTP_BAD_REQUEST, "BAD_REQUEST", 0, "%s may be given once", twice);
    else
        web_problem(request, MHD_HTTP_BAD_REQUEST, "BAD_REQUEST", 0,
                    "Transfer-Encoding: chunked is the only one that is understood here");
    return false;
}

void
request_read_headers(struct web_request *request)
{
    const char *why, *uri = request->url.path;
    char *room = arena_take(request->arena, 2 * strlen(uri) + 2);

    name_request(request);
    find_address(request);
    if (!is_framed_clearly(request))
        return;
    if (!url_read(&request->url, uri, room, &why)) {
        web_problem(request, MHD_HTTP_BAD_REQUEST, "BAD_REQUEST", 0, "%s", why);
        return;
    }
    if (cross_origin_preflight(request))
        return;
    if (!is_for_console(request) &&
        (!find_route(request) || !caller_find(request) || !caller_may_ask(request)))
        return;
    if (announced_bytes(request) > WEB_BODY_BYTES_MAX)
        refuse_size(request);
}

/* --- its body ------------------------------------------------------------------------------- */

static bool
make_room(struct web_request *request, size_t bytes)
{
    size_t room = request->body_room == 0 ? BODY_BYTES_FIRST : request->body_room;

    while (room < bytes + 1)
        room *= 2;
    if (room == request->body_room)
        return true;
    if (bodies_bytes + (room - request->body_room) > BODIES_BYTES_MAX)
        return false;
    bodies_bytes += room - request->body_room;
    request->body = realloc(request->body, room);
    assert(request->body != NULL);
    request->body_room = room;
    return true;
}

bool
request_take_body(struct web_request *request, const char *bytes, size_t count)
{
    if (request->response == NULL) {
        if (request->body_bytes + count > WEB_BODY_BYTES_MAX)
            refuse_size(request);
        else if (!make_room(request, request->body_bytes + count))
            web_problem(request, MHD_HTTP_SERVICE_UNAVAILABLE, "BUSY", 1,
                        "too many large requests at once");
    }
    if (request->response != NULL) {
        free_body(request);
        request->dropped_bytes += count;
        return request->dropped_bytes <= DROPPED_BYTES_MAX;
    }
    memcpy(request->body + request->body_bytes, bytes, count);
    request->body_bytes += count;
    request->body[request->body_bytes] = '\0';
    return true;
}

/* Parameters of the type are passed over but for charset: JSON is UTF-8 (RFC 8259). */
static bool
is_utf8(const char *parameters)
{
    static const char charset[] = "charset=";

    for (const char *at = parameters; (at = strchr(at, ';')) != NULL;) {
        at += 1 + strspn(at + 1, " \t");
        if (strncasecmp(at, charset, sizeof charset - 1) != 0)
            continue;
        at += sizeof charset - 1;
        const bool quoted = at[0] == '"';
        at += quoted;
        const size_t bytes = strcspn(at, quoted ? "\"" : "; \t");
        if (bytes != strlen("utf-8") || strncasecmp(at, "utf-8", bytes) != 0 ||
            (quoted && at[bytes] != '"'))
            return false;
    }
    return true;
}

/* What a body is said to be: NULL, or why it is not taken. */
static const char *
body_defect(struct web_request *request)
{
    static const char json[] = "application/json";
    const char *type = web_header(request, "Content-Type");
    const char *coding = web_header(request, "Content-Encoding");

    if (type == NULL || strncasecmp(type, json, sizeof json - 1) != 0 ||
        strchr("; \t", type[sizeof json - 1]) == NULL)
        return "a body must be application/json";
    if (!is_utf8(type))
        return "a body must be UTF-8";
    return coding == NULL || strcasecmp(coding, "identity") == 0 ? NULL
                                                                 : "a body may not be compressed";
}

void
request_handle(struct web_request *request)
{
    const char *defect = request->body_bytes > 0 ? body_defect(request) : NULL;

    request->state = REQUEST_HANDLED;
    if (request->response != NULL) {
        request->state = REQUEST_ANSWERED;
        return;
    }
    request->is_held = true;
    request->holds++;
    if (request->match.route == NULL)
        files_answer(request);
    else if (defect != NULL)
        web_problem(request, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "BAD_REQUEST", 0, "%s", defect);
    else
        request->match.route->handle(request);
}

/* --- what handlers may know of it ----------------------------------------------------------- */

const struct web_route *
web_route_of(const struct web_request *request)
{
    return request->match.route;
}

struct web *
web_of(const struct web_request *request)
{
    return request->web;
}

struct front_host *
web_host(struct web *web)
{
    return web->host;
}

const struct web_caller *
web_caller_of(const struct web_request *request)
{
    return &request->caller;
}

struct arena *
web_arena(struct web_request *request)
{
    return request->arena;
}

const char *
web_path(const struct web_request *request)
{
    return request->url.path;
}

const char *
web_id(const struct web_request *request)
{
    return request->id;
}

const char *
web_path_value(const struct web_request *request, const char *name)
{
    const char *at = request->match.route->path;
    size_t bytes = strlen(name);

    for (size_t i = 0; i < WEB_PARAMETERS_MAX && (at = strchr(at, '{')) != NULL; i++) {
        at++;
        if (strncmp(at, name, bytes) == 0 && at[bytes] == '}')
            return request->match.values[i];
    }
    return NULL;
}

const char *
web_query_value(const struct web_request *request, const char *name)
{
    return url_parameter(&request->url, name);
}

void
web_each_query(const struct web_request *request,
               bool (*each)(void *argument, const char *name, const char *value), void *argument)
{
    for (size_t i = 0; i < request->url.parameter_count; i++)
        if (!each(argument, request->url.parameters[i].name, request->url.parameters[i].value))
            return;
}

const char *
web_header(const struct web_request *request, const char *name)
{
    struct MHD_Connection *mhd = server_connection(request);

    return mhd == NULL ? NULL : MHD_lookup_connection_value(mhd, MHD_HEADER_KIND, name);
}

const char *
web_body(const struct web_request *request, size_t *bytes)
{
    *bytes = request->body_bytes;
    return request->body_bytes == 0 ? "" : request->body;
}

void
web_later(struct web_request *request, void (*gone)(void *argument), void *argument)
{
    request->gone = gone;
    request->gone_argument = argument;
}

void
web_note_change(struct web_request *request, const char *message, const char *command_id,
                uint64_t audit_id)
{
    request->change = (struct web_change){
        .message = arena_text(request->arena, message),
        .command_id = arena_text(request->arena, command_id),
        .audit_id = audit_id,
    };
}
