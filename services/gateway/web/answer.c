/*
 * Answers: a text with its headers, its ETag and its compression; problems (RFC 9457). An answer
 * for a client that left is dropped here.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <sodium.h>

#include "common/clock.h"
#include "common/text.h"
#include "services/gateway/web/audit.h"
#include "services/gateway/web/kept.h"
#include "services/gateway/web/request.h"

#define GZIP_BYTES_MIN   1024
#define GZIP_LEVEL       4
#define GZIP_LARGE_BYTES ((size_t)128 * 1024) /* from here on the fastest way */
#define DETAIL_BYTES_MAX 1024

/* --- headers -------------------------------------------------------------------------------- */

/* What an answer that is not a page may do in a browser: nothing. */
static const struct web_header usual_headers[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    {"Cache-Control", "no-store"},
};

void
answer_add_header(struct MHD_Response *response, const char *name, const char *value)
{
    enum MHD_Result added = MHD_add_response_header(response, name, value);

    assert(added == MHD_YES);
}

static void
add_headers(const struct web_request *request, struct MHD_Response *response)
{
    for (size_t i = 0; i < request->header_count; i++)
        answer_add_header(response, request->headers[i].name, request->headers[i].value);
    for (size_t i = 0; i < sizeof usual_headers / sizeof usual_headers[0]; i++)
        if (MHD_get_response_header(response, usual_headers[i].name) == NULL)
            answer_add_header(response, usual_headers[i].name, usual_headers[i].value);
    if (request->id[0] != '\0')
        answer_add_header(response, "X-Request-Id", request->id);
    cross_origin_allow(request, response);
}

/* A value from outside must not end its line. */
static bool
is_one_line(const char *value)
{
    return value[strcspn(value, "\r\n")] == '\0';
}

void
web_add_header(struct web_request *request, const char *name, const char *value)
{
    assert(request->header_count < WEB_HEADERS_MAX && is_one_line(value));
    request->headers[request->header_count++] = (struct web_header){
        .name = arena_text(request->arena, name),
        .value = arena_text(request->arena, value),
    };
}

/* --- leaving -------------------------------------------------------------------------------- */

static void
note_change(const struct web_request *request)
{
    if (request->change.message == NULL)
        return;
    audit_note(request->web->audit, &(struct audit_note){
                                        .audit_id = request->change.audit_id,
                                        .at_us = realtime_us(),
                                        .actor = &request->caller.identity,
                                        .method = request->method,
                                        .path = request->url.path,
                                        .message = request->change.message,
                                        .command_id = request->change.command_id,
                                        .status = request->status,
                                        .detail = request->detail,
                                        .request_id = request->id,
                                    });
}

void
answer_give(struct web_request *request, unsigned status, struct MHD_Response *response)
{
    assert(response != NULL && request->response == NULL && request->state <= REQUEST_HANDLED);
    request->status = status;
    request->state = REQUEST_ANSWERED;
    note_change(request);
    measure_request(request);
    if (request->connection != NULL) {
        add_headers(request, response);
        request->response = response;
        server_wake(request);
    } else {
        MHD_destroy_response(response);
    }
    if (!request->is_held)
        return;
    request->is_held = false;
    request_release(request);
}

/* --- a text --------------------------------------------------------------------------------- */

/* Is this word in a list of a header ("gzip, br;q=0"), and not with the weight 0? */
static bool
list_has(const char *list, const char *word)
{
    size_t bytes = strlen(word);

    while (list != NULL && *list != '\0') {
        list += strspn(list, ", \t");
        size_t item = strcspn(list, ",");
        const char *weight = memchr(list, ';', item);
        if (strncasecmp(list, word, bytes) == 0 && strchr(",; \t", list[bytes]) != NULL) {
            if (weight == NULL)
                return true;
            weight += 1 + strspn(weight + 1, " \t");
            return strncasecmp(weight, "q=", 2) != 0 || strtod(weight + 2, NULL) > 0;
        }
        list += item;
    }
    return false;
}

bool
answer_accepts_gzip(const struct web_request *request)
{
    return list_has(web_header(request, "Accept-Encoding"), "gzip");
}

/* Weak comparison (RFC 9110, 13.1.2): W/ before a tag is passed over. */
bool
answer_is_known(const struct web_request *request, const char *etag)
{
    const char *known = web_header(request, "If-None-Match");
    size_t bytes = strlen(etag);

    while (known != NULL && *known != '\0') {
        known += strspn(known, ", \t");
        if (strncmp(known, "W/", 2) == 0)
            known += 2;
        if (strcmp(known, "*") == 0 || strncmp(known, etag, bytes) == 0)
            return true;
        known = strchr(known, ',');
    }
    return false;
}

/* A strong tag names the bytes: those of the compressed form have one of their own. */
void
answer_make_etag(char *etag, const char *text, size_t bytes, bool gzip)
{
    unsigned char hash[crypto_generichash_BYTES_MIN];
    char hex[2 * sizeof hash + 1];

    crypto_generichash(hash, sizeof hash, (const unsigned char *)text, bytes, NULL, 0);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    snprintf(etag, WEB_ETAG_BYTES, "\"%s%s\"", hex, gzip ? "-g" : "");
}

static bool
is_read(const struct web_request *request)
{
    return strcmp(request->method, "GET") == 0 || strcmp(request->method, "HEAD") == 0;
}

static struct MHD_Response *
make_text(const char *text, size_t bytes, bool gzip)
{
    struct MHD_Response *response;
    char *compressed = NULL;
    size_t compressed_bytes;

    if (gzip)
        compressed = compress_gzip(text, bytes, bytes < GZIP_LARGE_BYTES ? GZIP_LEVEL : 1,
                                   &compressed_bytes);
    if (compressed == NULL)
        return MHD_create_response_from_buffer(bytes, (void *)(uintptr_t)text,
                                               MHD_RESPMEM_MUST_COPY);
    response = MHD_create_response_from_buffer(compressed_bytes, compressed, MHD_RESPMEM_MUST_FREE);
    assert(response != NULL);
    answer_add_header(response, "Content-Encoding", "gzip");
    return response;
}

void
web_answer(struct web_request *request, unsigned status, const char *content_type, const char *text,
           size_t bytes)
{
    bool gzip = bytes > GZIP_BYTES_MIN && answer_accepts_gzip(request);
    bool tagged = status == MHD_HTTP_OK && is_read(request);
    struct MHD_Response *response;
    char etag[WEB_ETAG_BYTES] = "";

    if (tagged)
        answer_make_etag(etag, text, bytes, gzip);
    if (tagged && answer_is_known(request, etag)) {
        status = MHD_HTTP_NOT_MODIFIED;
        response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    } else {
        response = make_text(text, bytes, gzip);
    }
    assert(response != NULL);
    if (status != MHD_HTTP_NOT_MODIFIED && bytes > 0)
        answer_add_header(response, "Content-Type", content_type);
    if (tagged)
        answer_add_header(response, "ETag", etag);
    answer_add_header(response, "Vary", "Accept-Encoding");
    if (tagged && request->match.route != NULL && request->match.route->view != NULL)
        answer_add_header(response, "Cache-Control", "private, no-cache");
    answer_give(request, status, response);
}

void
web_answer_message(struct web_request *request, unsigned status, const ProtobufCMessage *message)
{
    struct json_text text = {0};

    json_write_message(&text, message, JSON_MAPPING);
    web_answer(request, status, "application/json", text.text, text.bytes);
    json_text_free(&text);
}

/* --- problems ------------------------------------------------------------------------------- */

static const char *
title_of(unsigned status)
{
    static const struct {
        unsigned status;
        const char *title;
    } titles[] = {
        {400, "The request cannot be understood"},
        {401, "Nobody known asks"},
        {403, "This may not be done"},
        {404, "There is no such thing"},
        {405, "This cannot be done here"},
        {409, "It does not fit what was said before"},
        {413, "The body is too large"},
        {415, "The body is not JSON"},
        {422, "It was refused"},
        {429, "Too many requests"},
        {500, "It failed"},
        {503, "Not now"},
        {504, "No answer came in time"},
    };

    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
        if (titles[i].status == status)
            return titles[i].title;
    return "Problem";
}

static void
add_member(struct json_text *to, const char *name, const char *value)
{
    json_text_add(to, ",", 1);
    json_text_string(to, name, strlen(name));
    json_text_add(to, ":", 1);
    json_text_string(to, value, strlen(value));
}

static void
answer_problem(struct web_request *request, unsigned status, const char *code, const char *detail,
               const ProtobufCMessage *reply)
{
    struct json_text text = {0};

    request->detail = arena_text(request->arena, detail);
    json_text_add(&text, "{\"status\":", 10);
    json_text_unsigned(&text, status);
    add_member(&text, "type", arena_format(request->arena, "/problems/%s", code));
    add_member(&text, "title", title_of(status));
    add_member(&text, "detail", detail);
    add_member(&text, "instance", request->id);
    add_member(&text, "code", code);
    if (reply != NULL) {
        json_text_add(&text, ",\"reply\":", 9);
        json_write_message(&text, reply, JSON_MAPPING);
    }
    json_text_byte(&text, '}');
    web_answer(request, status, "application/problem+json", text.text, text.bytes);
    json_text_free(&text);
}

void
web_problem(struct web_request *request, unsigned status, const char *code, uint32_t retry_after_s,
            const char *format, ...)
{
    char detail[DETAIL_BYTES_MAX], retry[16];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    if (!text_is_utf8(detail, strlen(detail))) /* cut within a character */
        text_copy(detail, sizeof detail, code);
    if (retry_after_s > 0) {
        snprintf(retry, sizeof retry, "%u", retry_after_s);
        web_add_header(request, "Retry-After", retry);
    }
    answer_problem(request, status, code, detail, NULL);
}

void
web_refuse(struct web_request *request, const char *reason, const ProtobufCMessage *reply)
{
    answer_problem(request, MHD_HTTP_UNPROCESSABLE_CONTENT, "REJECTED", reason, reply);
}
