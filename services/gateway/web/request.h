/*
 * Inside the web: a request from its first byte to its last, and what its pieces know of each
 * other. Handlers see web.h only.
 *
 * A request arrives (its address is known), is read (headers; then it is known who asks for what,
 * and a refusal may be ready), is handled when its body is complete, waits if the answer comes
 * later, and is answered. Its connection sleeps while it waits. A request whose client has left
 * stays until who was to answer it has heard of that.
 */
#ifndef GATEWAY_REQUEST_H
#define GATEWAY_REQUEST_H

#include <microhttpd.h>

#include "services/gateway/web/url.h"
#include "services/gateway/web/web.h"

#define WEB_ID_BYTES_MAX 64
#define WEB_HEADERS_MAX  16
#define WEB_COOKIE       "crossdock_session"

enum request_state {
    REQUEST_ARRIVING, /* headers are not complete */
    REQUEST_READING,  /* the body comes in */
    REQUEST_HANDLED,  /* a handler has it; asleep unless the handler is still running */
    REQUEST_ANSWERED, /* a response is made */
    REQUEST_SENT,     /* and is libmicrohttpd's */
};

struct web_header {
    const char *name, *value;
};

/* What the audit is told when the answer is there. */
struct web_change {
    const char *message, *command_id; /* message NULL: not a change that was passed on */
    uint64_t audit_id;
};

struct web_request {
    struct web *web;
    struct connection *connection; /* NULL: the client left */
    struct arena *arena;
    enum request_state state;
    bool asleep;
    bool is_held; /* by the handler that is to answer */
    int holds;    /* connection, handler, stream: freed when none is left */
    struct web_request *next,
        *before; /* of those whose client left and whose handler does not know */

    struct url url;
    const char *method; /* as it came; HEAD is handled as GET */
    struct web_match match;
    struct web_caller caller;
    const char *token; /* that was brought; "" */
    char id[WEB_ID_BYTES_MAX + 1];
    char address[64];            /* of the client */
    bool is_loopback, is_secure; /* came over TLS, as a proxy on this machine says */
    int64_t began_us;            /* monotonic */

    char *body;
    size_t body_bytes, body_room, dropped_bytes;
    bool is_endless; /* in a coding that is not known: nobody can wait for its end */

    void (*gone)(void *argument);
    void *gone_argument;
    struct web_stream stream; /* more NULL: not a stream */

    struct web_header headers[WEB_HEADERS_MAX]; /* to be added to the answer */
    size_t header_count;
    unsigned status;
    const char *detail; /* of a refusal */
    struct MHD_Response *response;
    struct web_change change;
};

struct web_settings {
    const char *listen;  /* host:port, or "off" */
    const char *origins; /* of other sites that may ask, comma separated; "" */
    const char *console; /* folder with the console's files */
    uint32_t requests_per_minute;
    bool log_requests;
};

struct web {
    struct front_host *host;
    struct web_settings settings;
    struct server *server;
    struct web_request *orphans;
    struct limits *limits;
    struct logins *logins;
    struct readers *readers;
    struct health *health;
    struct files *files;
    struct audit *audit;
    struct sender *sender;     /* of webhooks */
    struct replayer *replayer; /* of webhooks */
    struct events *events;
    struct backlog {
        struct web *web;
        int64_t asked_us;
        bool is_asking;
    } backlog;
    bool is_ending; /* no new requests; those under way are answered */
};

/* --- request.c: life, reading --------------------------------------------------------------- */

struct web_request *request_new(struct web *web, struct connection *connection, const char *uri);
/* Who asks for what; a refusal may be ready afterwards. Then, with all of its body, handle it. */
void request_read_headers(struct web_request *request);
void request_handle(struct web_request *request);
/* Is the body so large, or without an end, that it is not even taken to be thrown away? */
bool request_is_too_much(const struct web_request *request);
/* False: a body that nobody wants goes on and on. */
bool request_take_body(struct web_request *request, const char *bytes, size_t count) must_check;
/* The connection has no use for it any more: all was sent, or the client left; then who was to
 * answer is told. */
void request_end(struct web_request *request);
void request_release(struct web_request *request);
/* When the front closes: those that nobody will answer any more. */
void request_free_orphans(struct web *web);

/* --- answer.c, compress.c, cross_origin.c --------------------------------------------------- */

/* The response is made: give it headers, wake the connection. */
void answer_give(struct web_request *request, unsigned status, struct MHD_Response *response);
void answer_add_header(struct MHD_Response *response, const char *name, const char *value);
/* etag: WEB_ETAG_BYTES (kept.h). */
void answer_make_etag(char *etag, const char *text, size_t bytes, bool gzip);
bool answer_accepts_gzip(const struct web_request *request);
bool answer_is_known(const struct web_request *request, const char *etag); /* If-None-Match */
/* malloc'ed; NULL when it would not become smaller. level 1..9. */
char *compress_gzip(const char *text, size_t bytes, int level, size_t *compressed_bytes);

/* Headers for scripts of other sites; a preflight is answered (true). */
void cross_origin_allow(const struct web_request *request, struct MHD_Response *response);
bool cross_origin_preflight(struct web_request *request);

/* --- caller.c, limits.c --------------------------------------------------------------------- */

/* Each false after answering with a problem. */
bool caller_find(struct web_request *request) must_check;    /* who asks */
bool caller_may_ask(struct web_request *request) must_check; /* role, CSRF */
/* Of an answer that goes on: is what the request brought still in force, with the same rights? */
bool caller_is_still(struct web_request *request);

struct limits *limits_open(void);
void limits_close(struct limits **limits);
bool limits_take(struct web_request *request, uint32_t per_minute) must_check;
bool limits_take_login(struct web_request *request, const char *name) must_check;

/* --- backlog.c: how many deliveries wait, for /metrics --------------------------------------- */

void backlog_tick(struct backlog *backlog, int64_t now_us);

/* --- the others ----------------------------------------------------------------------------- */

void measure_request(const struct web_request *request);

struct logins *logins_open(struct web *web);
void logins_close(struct logins **logins);

/* The console's files, all in memory. NULL after logging why. */
struct files *files_open(const char *folder);
void files_close(struct files **files);
void files_answer(struct web_request *request);

/* --- server.c ------------------------------------------------------------------------------- */

/* Has every request that was taken been answered, and was the answer taken? Streams do not count.
 */
bool server_is_idle(const struct server *server);
/* NULL after logging why. With "off" nothing listens and the result is still a server. */
struct server *server_open(struct web *web);
void server_close(struct server **server);
void server_tick(struct server *server, int64_t now_us);
/* The request's connection goes on: it is answered, or its stream has more. */
void server_wake(struct web_request *request);
/* False: its client left. */
bool server_sleep(struct web_request *request) must_check;
struct MHD_Connection *server_connection(const struct web_request *request); /* NULL: left */

#endif
