/*
 * See http.h. libmicrohttpd runs on our loop: its epoll descriptor is polled, its time-outs are a
 * timer. Only GET and HEAD, no bodies, no state.
 */
#include "common/http.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <microhttpd.h>

#include "common/log.h"
#include "common/metrics.h"

#define CONNECTIONS_MAX 64
#define TIMEOUT_S 10
#define TURN_US_MAX ((int64_t)30 * 1000000)

struct http {
    const struct runtime *runtime;
    struct MHD_Daemon *daemon;
    uv_poll_t poll;
    uv_timer_t timer;
    bool on;
};

/* --- pages --------------------------------------------------------------------------------- */

struct page {
    unsigned status;
    const char *type;
    char *text; /* malloc'ed */
    size_t bytes;
};

static void
set_text(struct page *page, unsigned status, const char *text)
{
    page->status = status;
    page->text = strdup(text);
    assert(page->text != NULL);
    page->bytes = strlen(text);
}

static void
show_metrics(const struct runtime *runtime, struct page *page)
{
    (void)runtime;
    page->status = MHD_HTTP_OK;
    page->type = "text/plain; version=0.0.4; charset=utf-8";
    page->text = metrics_text(&page->bytes);
}

/* Should this process be ended and started again? */
static void
show_health(const struct runtime *runtime, struct page *page)
{
    int64_t began_us = atomic_load(&runtime->turn_began_us);
    int64_t now_us = (int64_t)(uv_hrtime() / 1000);
    if (began_us != 0 && now_us - began_us > TURN_US_MAX)
        set_text(page, MHD_HTTP_SERVICE_UNAVAILABLE, "a turn has run for more than 30 s\n");
    else
        set_text(page, MHD_HTTP_OK, "ok\n");
}

/* May it be sent work, or take over? */
static void
show_readiness(const struct runtime *runtime, struct page *page)
{
    if (!atomic_load(&runtime->database_ok))
        set_text(page, MHD_HTTP_SERVICE_UNAVAILABLE, "no database\n");
    else if (atomic_load(&runtime->leading) && atomic_load(&runtime->writes_fail))
        set_text(page, MHD_HTTP_SERVICE_UNAVAILABLE, "the database takes nothing; the log says why\n");
    else
        set_text(page, MHD_HTTP_OK, atomic_load(&runtime->leading) ? "leader\n" : "standby\n");
}

static const struct {
    const char *path;
    void (*show)(const struct runtime *, struct page *);
} pages[] = {
    { "/metrics", show_metrics },
    { "/healthz", show_health },
    { "/readyz", show_readiness },
};

static void
make_page(const struct runtime *runtime, const char *method, const char *path, struct page *page)
{
    page->type = "text/plain; charset=utf-8";
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        if (strcmp(pages[i].path, path) != 0)
            continue;
        if (strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0)
            pages[i].show(runtime, page);
        else
            set_text(page, MHD_HTTP_METHOD_NOT_ALLOWED, "only GET and HEAD\n");
        return;
    }
    set_text(page, MHD_HTTP_NOT_FOUND, "not here; see /metrics /healthz /readyz\n");
}

static enum MHD_Result
on_request(void *argument, struct MHD_Connection *connection, const char *path, const char *method,
           const char *version, const char *upload, size_t *upload_bytes, void **state)
{
    static char begun;
    (void)version;
    (void)upload;
    if (*state == NULL) { /* headers only; answering now would cut off what the client still sends */
        *state = &begun;
        return MHD_YES;
    }
    if (*upload_bytes > 0) {
        *upload_bytes = 0; /* not wanted, not kept */
        return MHD_YES;
    }
    const struct http *http = argument;
    struct page page = { 0 };
    make_page(http->runtime, method, path, &page);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(page.bytes, page.text, MHD_RESPMEM_MUST_FREE);
    if (response == NULL)
        return MHD_NO;
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, page.type);
    if (page.status == MHD_HTTP_METHOD_NOT_ALLOWED)
        MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
    enum MHD_Result result = MHD_queue_response(connection, page.status, response);
    MHD_destroy_response(response);
    return result;
}

/* --- in the loop --------------------------------------------------------------------------- */

static void on_timer(uv_timer_t *timer);

static void
run(struct http *http)
{
    MHD_UNSIGNED_LONG_LONG wait_ms;
    MHD_run(http->daemon);
    if (MHD_get_timeout(http->daemon, &wait_ms) == MHD_YES)
        uv_timer_start(&http->timer, on_timer, wait_ms, 0);
    else
        uv_timer_stop(&http->timer);
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

/* --- life ---------------------------------------------------------------------------------- */

/* "host:port", "[v6]:port"; settings.c has checked that there is a port. -1 after logging why. */
static int
listen_at(const char *endpoint)
{
    char host[128];
    const char *colon = strrchr(endpoint, ':');
    const char *begin = endpoint[0] == '[' ? endpoint + 1 : endpoint;
    int length = (int)(colon - begin) - (endpoint[0] == '[' ? 1 : 0);
    snprintf(host, sizeof host, "%.*s", length, begin);
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE }, *found = NULL;
    int failed = getaddrinfo(host[0] == '\0' ? NULL : host, colon + 1, &hints, &found);
    if (failed != 0) {
        log_error("cannot listen for HTTP", "endpoint", endpoint, "error", gai_strerror(failed),
                  "setting", "CROSSDOCK_HTTP", NULL);
        return -1;
    }
    int one = 1;
    int listener = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener < 0 || setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) != 0 ||
        bind(listener, found->ai_addr, found->ai_addrlen) != 0 || listen(listener, 64) != 0) {
        log_error("cannot listen for HTTP", "endpoint", endpoint, "error", strerror(errno),
                  "setting", "CROSSDOCK_HTTP", NULL);
        if (listener >= 0)
            close(listener);
        listener = -1;
    }
    freeaddrinfo(found);
    return listener;
}

struct http *
http_create(uv_loop_t *loop, const struct runtime *runtime)
{
    struct http *http = calloc(1, sizeof *http);
    assert(http != NULL);
    http->runtime = runtime;
    http->on = strcmp(runtime->settings.http, "off") != 0;
    if (!http->on)
        return http;
    int listener = listen_at(runtime->settings.http);
    if (listener < 0) {
        free(http);
        return NULL;
    }
    http->daemon = MHD_start_daemon(
        MHD_USE_EPOLL, 0, NULL, NULL, on_request, http, MHD_OPTION_LISTEN_SOCKET, listener,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)TIMEOUT_S, MHD_OPTION_END);
    assert(http->daemon != NULL);
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    int failed = uv_poll_init(loop, &http->poll, info->epoll_fd) ||
                 uv_timer_init(loop, &http->timer) ||
                 uv_poll_start(&http->poll, UV_READABLE, on_poll);
    assert(!failed);
    http->poll.data = http->timer.data = http;
    return http;
}

static void
on_closed(uv_handle_t *timer)
{
    free(timer->data);
}

void
http_destroy(struct http **http)
{
    struct http *gone = *http;
    *http = NULL;
    if (gone == NULL)
        return;
    if (!gone->on) {
        free(gone);
        return;
    }
    uv_poll_stop(&gone->poll);
    uv_timer_stop(&gone->timer);
    MHD_stop_daemon(gone->daemon);
    uv_close((uv_handle_t *)&gone->poll, NULL);
    uv_close((uv_handle_t *)&gone->timer, on_closed); /* closed last, in order */
}
