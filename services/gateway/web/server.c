/*
 * libmicrohttpd on our loop: its epoll descriptor is polled, its time-outs are a timer, and it runs
 * once more after a connection was woken.
 *
 * A sleeping connection is out of libmicrohttpd's sight, and of others it overlooks an end that
 * comes together with the last bytes; so whether a client leaves is watched here, by an epoll of
 * our own. And every connection has an instant by which its next request must be complete, because
 * libmicrohttpd's time-out starts again with every byte.
 */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/log.h"
#include "common/metrics.h"
#include "services/gateway/web/request.h"

#define CONNECTIONS_MAX    2048
#define DESCRIPTORS_ASIDE  256                 /* for everything that is not a connection */
#define CONNECTION_BYTES   ((size_t)32 * 1024) /* of headers, and a piece of the body */
#define SILENCE_S          30 /* a client that is neither read from nor written to */
#define COMPLETE_US        ((int64_t)75 * 1000000)  /* for the next request to be complete */
#define TAKEN_US           ((int64_t)300 * 1000000) /* for an answer to be taken */
#define LEFT_US            ((int64_t)2 * 1000000)   /* to find what was sent before leaving */
#define DEPARTURES_AT_ONCE 64
#define LAST_RUNS          3 /* woken, answered, sent */
#define SHARES             4 /* of the connections; one caller may hold one for long */
#define SHARE_RETRY_S      5

struct connection {
    struct server *server;
    struct MHD_Connection *mhd;
    struct web_request *request; /* under way; NULL */
    int socket;
    bool left;      /* the client sends nothing more; perhaps it has sent a whole request before */
    int64_t due_us; /* monotonic; 0: nothing is due from the client */
    struct connection *next, *before;
};

struct server {
    struct web *web;
    struct MHD_Daemon *daemon; /* NULL: off */
    struct connection *connections;
    unsigned connections_max;
    int departures; /* epoll */
    uv_poll_t poll, departure_poll;
    uv_timer_t timer;
    int64_t checked_us;
    int handles; /* not closed yet */
};

METRIC(open_connections) = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_http_connections",
    .help = "Connections to the gateway's HTTP.",
};

/* --- connections ---------------------------------------------------------------------------- */

static void
open_connection(struct server *server, struct MHD_Connection *mhd, void **context)
{
    struct connection *connection = calloc(1, sizeof *connection);
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);

    struct epoll_event event = {.events = EPOLLRDHUP | EPOLLET, .data.ptr = connection};

    assert(connection != NULL && info != NULL);
    connection->server = server;
    connection->mhd = mhd;
    connection->socket = info->connect_fd;
    connection->due_us = monotonic_us() + COMPLETE_US;
    connection->next = server->connections;
    if (connection->next != NULL)
        connection->next->before = connection;
    server->connections = connection;
    int failed = epoll_ctl(server->departures, EPOLL_CTL_ADD, connection->socket, &event);
    assert(!failed);
    metric_add(&open_connections, 1);
    *context = connection;
}

static void
close_connection(struct server *server, struct connection *connection)
{
    if (connection->request != NULL)
        request_end(connection->request);
    epoll_ctl(server->departures, EPOLL_CTL_DEL, connection->socket, NULL);
    if (connection->next != NULL)
        connection->next->before = connection->before;
    if (connection->before != NULL)
        connection->before->next = connection->next;
    else
        server->connections = connection->next;
    metric_add(&open_connections, -1);
    free(connection);
}

static void
on_connection(void *argument, struct MHD_Connection *mhd, void **context,
              enum MHD_ConnectionNotificationCode what)
{
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        open_connection(argument, mhd, context);
    else
        close_connection(argument, *context);
}

static struct connection *
connection_of(struct MHD_Connection *mhd)
{
    return MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

struct MHD_Connection *
server_connection(const struct web_request *request)
{
    return request->connection == NULL ? NULL : request->connection->mhd;
}

/* --- sleeping and waking -------------------------------------------------------------------- */

static void on_timer(uv_timer_t *timer);

bool
server_sleep(struct web_request *request)
{
    struct connection *connection = request->connection;

    if (connection->left)
        return false;
    request->asleep = true;
    connection->due_us = 0;
    MHD_suspend_connection(connection->mhd);
    return true;
}

void
server_wake(struct web_request *request)
{
    struct connection *connection = request->connection;

    if (connection == NULL || !request->asleep)
        return;
    request->asleep = false;
    MHD_resume_connection(connection->mhd);
    uv_timer_start(&connection->server->timer, on_timer, 0, 0);
}

/* Nobody waits for this answer any more: the connection is woken to be closed. */
static void
part(struct connection *connection)
{
    struct web_request *request = connection->request;

    server_wake(request);
    connection->request = NULL;
    request_end(request);
}

static void
see_off(struct connection *connection)
{
    connection->left = true;
    if (connection->request != NULL && connection->request->asleep)
        part(connection);
    else
        connection->due_us = monotonic_us() + LEFT_US;
}

static void
on_departures(uv_poll_t *poll, int status, int events)
{
    struct server *server = poll->data;
    struct epoll_event left[DEPARTURES_AT_ONCE];

    (void)status;
    (void)events;
    int count = epoll_wait(server->departures, left, DEPARTURES_AT_ONCE, 0);
    for (int i = 0; i < count; i++)
        see_off(left[i].data.ptr);
}

/* --- shares --------------------------------------------------------------------------------- */

static bool
is_same_caller(const struct web_caller *one, const struct web_caller *other)
{
    return one->key_id == other->key_id && strcmp(one->identity.name, other->identity.name) == 0;
}

bool
web_may_hold(struct web_request *request)
{
    const struct server *server = request->web->server;
    unsigned held = 0;

    for (const struct connection *c = server->connections; c != NULL; c = c->next)
        held += c->request != NULL && c->request != request &&
                c->request->state >= REQUEST_HANDLED &&
                is_same_caller(&c->request->caller, &request->caller);
    if (held < server->connections_max / SHARES)
        return true;
    web_problem(request, MHD_HTTP_TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", SHARE_RETRY_S,
                "this caller has %u requests under way", held);
    return false;
}

/* --- requests ------------------------------------------------------------------------------- */

static void *
on_address(void *argument, const char *uri, struct MHD_Connection *mhd)
{
    struct server *server = argument;
    struct connection *connection = connection_of(mhd);

    connection->request = request_new(server->web, connection, uri);
    return connection->request;
}

static void
on_completed(void *argument, struct MHD_Connection *mhd, void **context,
             enum MHD_RequestTerminationCode why)
{
    struct connection *connection = connection_of(mhd);

    (void)argument;
    (void)context;
    (void)why;
    connection->due_us = monotonic_us() + (connection->left ? 0 : COMPLETE_US);
    if (connection->request == NULL)
        return;
    request_end(connection->request);
    connection->request = NULL;
}

static enum MHD_Result
send_response(struct web_request *request, struct MHD_Connection *mhd)
{
    struct MHD_Response *response = request->response;
    bool goes_on = request->stream.more != NULL;

    request->connection->due_us = goes_on ? 0 : monotonic_us() + TAKEN_US;
    request->response = NULL;
    request->state = REQUEST_SENT;
    enum MHD_Result result = MHD_queue_response(mhd, request->status, response);
    MHD_destroy_response(response);
    return result;
}

/* A refusal that is known with the headers waits until the body has come: answering before would
 * end the connection, and a client that still sends might never see why. But one that asks whether
 * it may send is told at once, and what would go on too long is cut off. */
static enum MHD_Result
read_headers(struct web_request *request, struct MHD_Connection *mhd, const char *method)
{
    request->method = arena_text(request->arena, method);
    request->state = REQUEST_READING;
    request_read_headers(request);
    if (request->response != NULL &&
        (web_header(request, "Expect") != NULL || request_is_too_much(request)))
        return send_response(request, mhd);
    return MHD_YES;
}

static enum MHD_Result
on_request(void *argument, struct MHD_Connection *mhd, const char *path, const char *method,
           const char *version, const char *upload, size_t *upload_bytes, void **context)
{
    struct connection *connection = connection_of(mhd);
    struct web_request *request = connection->request;

    (void)argument;
    (void)path;
    (void)version;
    (void)context;
    if (request == NULL) /* parted */
        return MHD_NO;
    if (request->state == REQUEST_ARRIVING)
        return read_headers(request, mhd, method);
    if (*upload_bytes > 0) {
        bool good = request_take_body(request, upload, *upload_bytes);
        *upload_bytes = 0;
        return good ? MHD_YES : MHD_NO;
    }
    if (request->state == REQUEST_READING)
        request_handle(request);
    if (request->response != NULL)
        return send_response(request, mhd);
    if (server_sleep(request))
        return MHD_YES;
    part(connection);
    return MHD_NO;
}

/* --- in the loop ---------------------------------------------------------------------------- */

static void
run(struct server *server)
{
    MHD_UNSIGNED_LONG_LONG wait_ms;

    MHD_run(server->daemon);
    if (MHD_get_timeout(server->daemon, &wait_ms) == MHD_YES)
        uv_timer_start(&server->timer, on_timer, wait_ms, 0);
    else
        uv_timer_stop(&server->timer);
}

static void
on_timer(uv_timer_t *timer)
{
    run(timer->data);
}

static void
on_poll(uv_poll_t *poll, int status, int events)
{
    (void)status; /* an error too is for MHD to find */
    (void)events;
    run(poll->data);
}

void
server_tick(struct server *server, int64_t now_us)
{
    if (server->daemon == NULL || now_us - server->checked_us < 1000000)
        return;
    server->checked_us = now_us;
    for (struct connection *c = server->connections; c != NULL; c = c->next)
        if (c->due_us != 0 && c->due_us < now_us)
            shutdown(c->socket, SHUT_RDWR); /* MHD finds it closed */
}

/* --- life ----------------------------------------------------------------------------------- */

/* "host:port", "[v6]:port". -1 after logging why. */
static int
listen_at(const char *endpoint)
{
    char host[128];
    const char *colon = strrchr(endpoint, ':'), *error = "not host:port";
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *found = NULL;
    int listener = -1, one = 1, failed = 1;

    if (colon != NULL) {
        bool bracketed = endpoint[0] == '[';
        int length = (int)(colon - endpoint) - (bracketed ? 2 : 0);
        snprintf(host, sizeof host, "%.*s", length, endpoint + (bracketed ? 1 : 0));
        failed = getaddrinfo(host[0] == '\0' ? NULL : host, colon + 1, &hints, &found);
        error = failed != 0 ? gai_strerror(failed) : NULL;
    }
    if (failed == 0) {
        listener = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (listener < 0 || setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) != 0 ||
            bind(listener, found->ai_addr, found->ai_addrlen) != 0 || listen(listener, 1024) != 0)
            error = strerror(errno);
        freeaddrinfo(found);
    }
    if (error == NULL)
        return listener;
    log_error("cannot listen for HTTP", "endpoint", endpoint, "error", error, "setting",
              "CROSSDOCK_GATEWAY_LISTEN", NULL);
    if (listener >= 0)
        close(listener);
    return -1;
}

/* As many as the process may have descriptors for. */
static unsigned
connections_max(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return DESCRIPTORS_ASIDE;
    if (limit.rlim_cur < CONNECTIONS_MAX + DESCRIPTORS_ASIDE) {
        limit.rlim_cur = limit.rlim_max < CONNECTIONS_MAX + DESCRIPTORS_ASIDE
                             ? limit.rlim_max
                             : CONNECTIONS_MAX + DESCRIPTORS_ASIDE;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur >= CONNECTIONS_MAX + DESCRIPTORS_ASIDE)
        return CONNECTIONS_MAX;
    unsigned fewer = limit.rlim_cur < (rlim_t)2 * DESCRIPTORS_ASIDE
                         ? (unsigned)limit.rlim_cur / 2
                         : (unsigned)limit.rlim_cur - DESCRIPTORS_ASIDE;
    log_warning("fewer connections than usual: the limit of open files is low", "connections",
                log_number(fewer), "usual", log_number(CONNECTIONS_MAX), NULL);
    return fewer;
}

/* The address is decoded by url.c: MHD's own decoding must not change it before. */
static size_t
leave_encoded(void *argument, struct MHD_Connection *connection, char *text)
{
    (void)argument;
    (void)connection;
    return strlen(text);
}

static void
join_loop(struct server *server)
{
    uv_loop_t *loop = front_loop(server->web->host);
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD);

    server->departures = epoll_create1(EPOLL_CLOEXEC);
    assert(server->departures >= 0);
    int failed = uv_poll_init(loop, &server->poll, info->epoll_fd) ||
                 uv_poll_init(loop, &server->departure_poll, server->departures) ||
                 uv_timer_init(loop, &server->timer) ||
                 uv_poll_start(&server->poll, UV_READABLE, on_poll) ||
                 uv_poll_start(&server->departure_poll, UV_READABLE, on_departures);
    assert(!failed);
    server->poll.data = server->departure_poll.data = server->timer.data = server;
    server->handles = 3;
}

struct server *
server_open(struct web *web)
{
    struct server *server = calloc(1, sizeof *server);

    assert(server != NULL);
    server->web = web;
    if (strcmp(web->settings.listen, "off") == 0)
        return server;
    int listener = listen_at(web->settings.listen);
    if (listener < 0) {
        free(server);
        return NULL;
    }
    server->connections_max = connections_max();
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request, server,
        MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_CONNECTION_LIMIT, server->connections_max,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_BYTES, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)SILENCE_S, MHD_OPTION_URI_LOG_CALLBACK, on_address, server,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, server, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, server, MHD_OPTION_UNESCAPE_CALLBACK, leave_encoded, NULL,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    assert(server->daemon != NULL);
    join_loop(server);
    log_info("listens for HTTP", "endpoint", web->settings.listen, NULL);
    return server;
}

bool
server_is_idle(const struct server *server)
{
    for (const struct connection *c = server->connections; c != NULL; c = c->next)
        if (c->request != NULL && c->request->state >= REQUEST_HANDLED &&
            c->request->stream.more == NULL)
            return false;
    return true;
}

static void
on_handle_closed(uv_handle_t *handle)
{
    struct server *server = handle->data;

    if (--server->handles == 0)
        free(server);
}

/* MHD may not be stopped while connections sleep. */
void
server_close(struct server **server)
{
    struct server *gone = *server;

    *server = NULL;
    if (gone == NULL)
        return;
    if (gone->daemon == NULL) {
        free(gone);
        return;
    }
    for (int i = 0; i < LAST_RUNS; i++) /* the last answers leave */
        MHD_run(gone->daemon);
    for (struct connection *c = gone->connections; c != NULL; c = c->next)
        if (c->request != NULL && c->request->asleep)
            part(c);
    MHD_run(gone->daemon);
    MHD_stop_daemon(gone->daemon);
    uv_poll_stop(&gone->poll);
    uv_poll_stop(&gone->departure_poll);
    uv_timer_stop(&gone->timer);
    close(gone->departures);
    uv_close((uv_handle_t *)&gone->poll, on_handle_closed);
    uv_close((uv_handle_t *)&gone->departure_poll, on_handle_closed);
    uv_close((uv_handle_t *)&gone->timer, on_handle_closed);
}
