/*
 * HTTP of the gateway: requests come complete and checked (route, caller, size), answers leave when
 * they are ready. Hides libmicrohttpd, sockets, compression, cookies and headers.
 *
 *   server.c     connections on the loop; request.c, answer.c, stream.c: what goes in and out
 *   routes.c     the tables of everything that can be asked; what a request asks for
 *   caller.c     who asks: API key, session cookie, CSRF; limits.c: how often
 *   session.c    signing in and out
 *   views.c      answers from the read model, which readers.c reads on threads of its own;
 *                query_rules.c: what their parameters may be
 *   pass_on.c    commands and queries that a service answers; fields.c: their messages;
 *                idempotency.c: the keys that make changes repeatable
 *   pick_lists.c those of them that wait for a pick list
 *   openapi.c    the tables and the .proto files as an OpenAPI document
 *   events.c     server-sent events
 *   health.c     what the front itself knows of the services; backlog.c: and of deliveries that wait
 *   files.c      the console
 *
 * Loop thread only. A handler answers each request exactly once, now or later; until then the
 * connection sleeps. When the client leaves before the answer, the answer is dropped.
 */
#ifndef GATEWAY_WEB_H
#define GATEWAY_WEB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/front.h"
#include "common/json_message.h"

#define WEB_BODY_BYTES_MAX ((size_t)1024 * 1024)
#define WEB_PARAMETERS_MAX 8

struct web;
struct web_request;

/* Who asks. identity.role is that of the key or person (ROLE_STOREFRONT ...); ROLE_NONE: nobody. */
struct web_caller {
    struct identity identity;
    uint64_t key_id;  /* 0: a person */
    bool by_cookie;   /* a change needs the CSRF token; checked before a handler runs */
};

typedef void web_handle(struct web_request *request);

struct web_route {
    const char *method;        /* "GET" ... */
    const char *path;          /* "/v1/orders/{order_id}/cancel": a name is a field of the message, or a parameter */
    unsigned allow;            /* roles, as in turn.h; 0: everybody, also without a key */
    web_handle *handle;
    /* Of what is passed on to a service: */
    const char *service;       /* NULL: not passed on; "{service}": the path names it */
    const ProtobufCMessageDescriptor *takes; /* body and query parameters; NULL: none */
    const ProtobufCMessageDescriptor *gives;
    const char *own_field;     /* "channel" of a storefront or "location" of a warehouse: filled in when
                                * empty, refused when it is another's; NULL: none */
    unsigned status;           /* of a success; 0: 200 */
    bool is_query;             /* changes nothing, although it is a POST */
    const char *view;          /* name of a query of the read model; NULL: not a view */
    const char *const *parameters; /* names of the query beside fields of takes; of a view in order of
                                    * $1, $2 ..., those of the path too. Ends with NULL */
    const char *tag, *operation, *summary; /* for the OpenAPI document; operation NULL: as takes is named */
    const char *example;       /* JSON of a body that works on the sample data; NULL: none */
};

/* All of them, area by area; NULL begins, and ends. */
const struct web_route *web_next_route(const struct web_route *before);

/* What is asked for, found by method and path (as it came: still percent-encoded, without the query).
 * NULL: there is nothing; allowed then names the methods that there are ("GET, POST"), or is "". */
struct web_match {
    const struct web_route *route;
    const char *values[WEB_PARAMETERS_MAX]; /* of the names in route->path, decoded, in their order */
    char allowed[48];
};
bool web_match_route(struct arena *arena, const char *method, const char *path, struct web_match *match);

/* The handlers that the tables name. */
web_handle web_pass_on;        /* pass_on.c: asks route->service, gives what it answers */
web_handle web_wait_for_lists; /* pick_lists.c: the same for pick lists, that may be waited for */
web_handle web_show_document;  /* openapi.c */
web_handle web_show_view;      /* views.c: route->view with route->parameters; own_field as of pass_on */
web_handle web_show_flow;      /* views.c: the view and what the front knows of feeds and services */
web_handle web_show_kpis;      /* views.c: JSON, or ?format=csv */
web_handle web_follow_events;  /* events.c */
web_handle web_open_session, web_show_session, web_close_session; /* session.c */

/* --- reading a request ----------------------------------------------------------------------- */

const struct web_route *web_route_of(const struct web_request *request);
struct web *web_of(const struct web_request *request);
struct front_host *web_host(struct web *web);
const struct web_caller *web_caller_of(const struct web_request *request);
struct arena *web_arena(struct web_request *request);      /* lives as long as the request */
const char *web_path(const struct web_request *request);   /* as it came, without the query */
const char *web_id(const struct web_request *request);     /* X-Request-Id: the client's, or made */
const char *web_path_value(const struct web_request *request, const char *name);  /* decoded; NULL */
const char *web_query_value(const struct web_request *request, const char *name); /* decoded; NULL */
/* Each one in turn, also repeated names. */
void web_each_query(const struct web_request *request,
                    bool (*each)(void *argument, const char *name, const char *value), void *argument);
const char *web_header(const struct web_request *request, const char *name);
const char *web_body(const struct web_request *request, size_t *bytes);

/* --- answering ------------------------------------------------------------------------------- */

/* JSON or another text; copied. ETag, If-None-Match and gzip are seen to. */
void web_answer(struct web_request *request, unsigned status, const char *content_type,
                const char *text, size_t bytes);
void web_answer_message(struct web_request *request, unsigned status, const ProtobufCMessage *message);
/* application/problem+json; code as in gateway.proto's Problem. retry_after_s 0: none. */
void web_problem(struct web_request *request, unsigned status, const char *code,
                 uint32_t retry_after_s, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* 422 REJECTED: a rule says no; `reply` of the problem is what the service said beside it. NULL: nothing. */
void web_refuse(struct web_request *request, const char *reason, const ProtobufCMessage *reply);
void web_add_header(struct web_request *request, const char *name, const char *value);

/* An answer that goes on: headers now, pieces as they come. more is asked when the client has taken
 * what was there; it fills text and returns how many bytes, 0: nothing now (web_stream_wake when there
 * is), -1: the end. closed is called once, whoever ends it. */
struct web_stream {
    void *owner;
    int64_t (*more)(void *owner, char *text, size_t room);
    void (*closed)(void *owner);
};
void web_answer_stream(struct web_request *request, const char *content_type,
                       const struct web_stream *stream);
void web_stream_wake(struct web_request *request);

/* Before an answer that holds its connection for long, a stream or a long poll: one caller must not
 * keep all others out. False after answering 429. */
bool web_may_hold(struct web_request *request) must_check;

/* The request is put aside by a handler that answers later; gone is called if the client leaves
 * first (then nothing may be answered any more). */
void web_later(struct web_request *request, void (*gone)(void *argument), void *argument);

/* What a change is for the audit: noted when it is passed on; status and detail come with the answer.
 * audit_id 0: there is no claim. */
void web_note_change(struct web_request *request, const char *message, const char *command_id,
                     uint64_t audit_id);

/* --- the front's pieces ---------------------------------------------------------------------- */

/* What the front hears on a feed (struct front) wakes those who wait for a pick list. */
/* The process ends: they are answered with what there is. */
void web_end_waits(void);
void web_hear_lists(struct web *web, const char *source, const uint8_t *batch, size_t bytes);

extern const struct front gateway_front; /* web/front.c */

/* A query of the read model, on a reader thread with a read-only connection; the answer (the JSON
 * text of its one column, or a problem) leaves by itself. */
void web_answer_view(struct web_request *request, const char *view, const char *const *parameters,
                     size_t count);

#endif
