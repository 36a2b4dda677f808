/*
 * See post.h: libcurl's multi interface, driven by libuv. Curl says which sockets it waits for and
 * when it wants to be called at the latest; libuv says when one is ready or the time is over.
 */
#include "services/gateway/webhooks/post.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/check.h"
#include "common/log.h"
#include "services/gateway/core/webhook.h"

#define TIMEOUT_MS         10000L
#define CONNECT_TIMEOUT_MS 5000L
#define CONNECTIONS_KEPT   64L
#define ANSWER_BYTES_MAX   65536
#define USER_AGENT         "crossdock-webhooks/1"

/* One socket that curl waits for. */
struct watch {
    struct watch *previous, *next;
    uv_poll_t poll;
    struct poster *poster;
    curl_socket_t socket;
};

struct sending {
    struct sending *previous, *next;
    struct poster *poster;
    CURL *easy;
    struct curl_slist *headers;
    size_t answer_bytes;
    bool is_private; /* the address was refused */
    post_done *done;
    void *argument;
    char error[CURL_ERROR_SIZE];
};

struct poster {
    CURLM *multi;
    uv_timer_t *timer; /* lives until libuv has closed it */
    uv_loop_t *loop;
    bool private_is_allowed, is_closing;
    const char *authorities; /* a file; "": the system's */
    struct sending *sendings;
    struct watch *watches;
};

/* --- one request ------------------------------------------------------------------------------ */

/* Nobody reads the answer; one without end is cut off. */
static size_t
take_answer(char *bytes, size_t size, size_t count, void *argument)
{
    struct sending *sending = argument;

    (void)bytes;
    sending->answer_bytes += size * count;
    return sending->answer_bytes <= ANSWER_BYTES_MAX ? size * count : 0;
}

static bool
is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return webhook_address_is_public(
            (const uint8_t *)&((const struct sockaddr_in *)(const void *)address)->sin_addr, 4);
    if (address->sa_family == AF_INET6)
        return webhook_address_is_public(
            ((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr, 16);
    return false;
}

/* The last moment before a connection, when the address is known for certain. */
static curl_socket_t
open_socket(void *argument, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct sending *sending = argument;

    (void)purpose;
    if (!sending->poster->private_is_allowed && !is_public(&address->addr)) {
        sending->is_private = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static void
set_options(struct sending *sending, const struct post *post)
{
    CURL *easy = sending->easy;

    curl_easy_setopt(easy, CURLOPT_URL, post->url);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); /* who is given up leaves its thread that looks
                                                     * for the name; the loop must not join it */
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, TIMEOUT_MS);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_TIMEOUT_MS);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, USER_AGENT);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, sending->headers);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)post->bytes);
    curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, post->body);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_answer);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, sending);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, sending);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, sending->error);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, sending);
    if (sending->poster->authorities[0] != '\0') {
        curl_easy_setopt(easy, CURLOPT_CAINFO, sending->poster->authorities);
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL); /* instead of the system's, not beside */
    }
}

static struct curl_slist *
make_headers(const struct post *post)
{
    struct curl_slist *list = curl_slist_append(NULL, "Expect:"); /* the body goes at once */

    for (size_t i = 0; i < post->header_count; i++) {
        assert(list != NULL);
        list = curl_slist_append(list, post->headers[i]);
    }
    assert(list != NULL);
    return list;
}

static void
drop(struct sending *sending)
{
    struct poster *poster = sending->poster;

    if (sending->previous != NULL)
        sending->previous->next = sending->next;
    else
        poster->sendings = sending->next;
    if (sending->next != NULL)
        sending->next->previous = sending->previous;
    curl_multi_remove_handle(poster->multi, sending->easy);
    curl_easy_cleanup(sending->easy);
    curl_slist_free_all(sending->headers);
    free(sending);
}

void
poster_send(struct poster *poster, const struct post *post, post_done *done, void *argument)
{
    struct sending *sending = calloc(1, sizeof *sending);

    assert(sending != NULL);
    sending->poster = poster;
    sending->done = done;
    sending->argument = argument;
    sending->easy = curl_easy_init();
    assert(sending->easy != NULL);
    sending->headers = make_headers(post);
    set_options(sending, post);
    sending->next = poster->sendings;
    if (sending->next != NULL)
        sending->next->previous = sending;
    poster->sendings = sending;
    const CURLMcode added = curl_multi_add_handle(poster->multi, sending->easy);
    assert(added == CURLM_OK);
}

void
poster_forget(struct poster *poster, const void *argument)
{
    for (struct sending *sending = poster->sendings; sending != NULL; sending = sending->next) {
        if (sending->argument == argument) {
            drop(sending);
            return;
        }
    }
}

/* --- what is done ----------------------------------------------------------------------------- */

/* An answer that was cut off for its length is an answer. */
static void
tell(struct sending *sending, CURLcode result)
{
    const bool is_cut = result == CURLE_WRITE_ERROR && sending->answer_bytes > ANSWER_BYTES_MAX;
    post_done *done = sending->done;
    void *argument = sending->argument;
    char error[CURL_ERROR_SIZE];
    long status = 0;

    if (result == CURLE_OK || is_cut)
        curl_easy_getinfo(sending->easy, CURLINFO_RESPONSE_CODE, &status);
    if (sending->is_private)
        snprintf(error, sizeof error, "the address is not public");
    else
        snprintf(error, sizeof error, "%s",
                 sending->error[0] != '\0' ? sending->error : curl_easy_strerror(result));
    drop(sending);
    done(argument, (unsigned)status, status == 0 ? error : "");
}

static void
tell_done(struct poster *poster)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(poster->multi, &left)) != NULL) {
        struct sending *sending;
        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &sending);
        tell(sending, message->data.result);
    }
}

/* --- sockets and time ------------------------------------------------------------------------- */

static void
on_ready(uv_poll_t *poll, int status, int events)
{
    const struct watch *watch = poll->data;
    struct poster *poster = watch->poster;
    const int flags = (status < 0 ? CURL_CSELECT_ERR : 0) |
                      (events & UV_READABLE ? CURL_CSELECT_IN : 0) |
                      (events & UV_WRITABLE ? CURL_CSELECT_OUT : 0);
    int running;

    curl_multi_socket_action(poster->multi, watch->socket, flags, &running);
    tell_done(poster);
}

static void
on_time(uv_timer_t *timer)
{
    struct poster *poster = timer->data;
    int running;

    curl_multi_socket_action(poster->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    tell_done(poster);
}

/* Also when it is at once: curl must not be called again before it returns. */
static int
want_time(CURLM *multi, long timeout_ms, void *argument)
{
    struct poster *poster = argument;

    (void)multi;
    if (timeout_ms < 0 || poster->is_closing)
        uv_timer_stop(poster->timer);
    else
        uv_timer_start(poster->timer, on_time, (uint64_t)timeout_ms, 0);
    return 0;
}

static void
free_watch(uv_handle_t *handle)
{
    free(handle->data);
}

static void
end_watch(struct watch *watch)
{
    if (watch->previous != NULL)
        watch->previous->next = watch->next;
    else
        watch->poster->watches = watch->next;
    if (watch->next != NULL)
        watch->next->previous = watch->previous;
    uv_poll_stop(&watch->poll);
    uv_close((uv_handle_t *)&watch->poll, free_watch);
}

static struct watch *
begin_watch(struct poster *poster, curl_socket_t socket)
{
    struct watch *watch = calloc(1, sizeof *watch);

    assert(watch != NULL);
    watch->poster = poster;
    watch->socket = socket;
    watch->next = poster->watches;
    if (watch->next != NULL)
        watch->next->previous = watch;
    poster->watches = watch;
    uv_poll_init_socket(poster->loop, &watch->poll, socket);
    watch->poll.data = watch;
    curl_multi_assign(poster->multi, socket, watch);
    return watch;
}

static int
want_socket(CURL *easy, curl_socket_t socket, int what, void *argument, void *known)
{
    struct poster *poster = argument;
    struct watch *watch = known;

    (void)easy;
    if (what == CURL_POLL_REMOVE) {
        if (watch != NULL)
            end_watch(watch);
        curl_multi_assign(poster->multi, socket, NULL);
        return 0;
    }
    if (watch == NULL)
        watch = begin_watch(poster, socket);
    uv_poll_start(&watch->poll,
                  (what & CURL_POLL_IN ? UV_READABLE : 0) |
                      (what & CURL_POLL_OUT ? UV_WRITABLE : 0),
                  on_ready);
    return 0;
}

/* --- life ------------------------------------------------------------------------------------- */

static void
set_multi_options(struct poster *poster)
{
    curl_multi_setopt(poster->multi, CURLMOPT_SOCKETFUNCTION, want_socket);
    curl_multi_setopt(poster->multi, CURLMOPT_SOCKETDATA, poster);
    curl_multi_setopt(poster->multi, CURLMOPT_TIMERFUNCTION, want_time);
    curl_multi_setopt(poster->multi, CURLMOPT_TIMERDATA, poster);
    curl_multi_setopt(poster->multi, CURLMOPT_MAXCONNECTS, CONNECTIONS_KEPT);
}

struct poster *
poster_open(uv_loop_t *loop, bool private_is_allowed, const char *authorities)
{
    struct poster *poster;

    if (authorities[0] != '\0' && access(authorities, R_OK) != 0) {
        log_error("the authorities of webhooks cannot be read", "file", authorities, "error",
                  strerror(errno), "setting", "CROSSDOCK_WEBHOOK_CA", NULL);
        return NULL;
    }
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        log_error("libcurl does not start", NULL);
        return NULL;
    }
    poster = calloc(1, sizeof *poster);
    assert(poster != NULL);
    poster->loop = loop;
    poster->private_is_allowed = private_is_allowed;
    poster->authorities = authorities;
    poster->timer = calloc(1, sizeof *poster->timer);
    poster->multi = curl_multi_init();
    assert(poster->timer != NULL && poster->multi != NULL);
    uv_timer_init(loop, poster->timer);
    poster->timer->data = poster;
    set_multi_options(poster);
    return poster;
}

static void
free_timer(uv_handle_t *handle)
{
    free(handle);
}

void
poster_close(struct poster **poster)
{
    struct poster *closing = *poster;

    if (closing == NULL)
        return;
    closing->is_closing = true;
    while (closing->sendings != NULL)
        drop(closing->sendings);
    while (closing->watches != NULL) { /* of connections that are kept */
        curl_multi_assign(closing->multi, closing->watches->socket, NULL);
        end_watch(closing->watches);
    }
    curl_multi_cleanup(closing->multi);
    uv_timer_stop(closing->timer);
    uv_close((uv_handle_t *)closing->timer, free_timer);
    curl_global_cleanup();
    free(closing);
    *poster = NULL;
}
