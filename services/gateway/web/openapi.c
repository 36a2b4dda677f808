/*
 * The OpenAPI document as a whole: paths from the tables of routes, and what operations share.
 */
#include "services/gateway/web/openapi.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "services/gateway/web/kept.h"
#include "services/gateway/web/query_rules.h"

/* --- paths ------------------------------------------------------------------------------------ */

static json_t *
paths(void)
{
    json_t *all = json_object();

    for (const struct web_route *route = web_next_route(NULL); route != NULL;
         route = web_next_route(route)) {
        char method[8] = "";
        json_t *path = json_object_get(all, route->path);
        if (path == NULL) {
            path = json_object();
            json_object_set_new(all, route->path, path);
        }
        for (size_t i = 0; route->method[i] != '\0' && i + 1 < sizeof method; i++)
            method[i] = (char)tolower((unsigned char)route->method[i]);
        json_object_set_new(path, method, openapi_operation(route));
    }
    return all;
}

static json_t *
operation_at(json_t *all, const char *path, const char *method)
{
    return json_object_get(json_object_get(all, path), method);
}

static json_t *
success_of(json_t *operation, const char *status)
{
    return json_object_get(json_object_get(operation, "responses"), status);
}

/* What is special about a few of them: streams, tables, cookies, the document itself. */
static void
complete_paths(json_t *all)
{
    json_t *events = success_of(operation_at(all, "/v1/events", "get"), "200");
    json_t *figures = operation_at(all, "/v1/kpis", "get"), *kpis = success_of(figures, "200");
    json_t *session = success_of(operation_at(all, "/v1/session", "post"), "201");
    json_t *document = success_of(operation_at(all, "/v1/openapi.json", "get"), "200");

    json_object_set_new(
        events, "description",
        json_string("Events without end. `id` is the place behind the event, for "
                    "`from` or Last-Event-ID; `data` is a CloudEvent, which tells its type."));
    json_array_append_new(
        json_object_get(operation_at(all, "/v1/events", "get"), "parameters"),
        json_pack("{s:s, s:s, s:s, s:{s:s}}", "name", "Last-Event-ID", "in", "header",
                  "description", "The last `id` that came, after a lost connection; before `from`.",
                  "schema", "type", "string"));
    json_object_set_new(events, "content",
                        json_pack("{s:{s:{s:s, s:s, s:o}}}", "text/event-stream", "schema", "type",
                                  "string", "contentMediaType", "application/json", "contentSchema",
                                  openapi_reference("schemas", "CloudEvent")));
    json_array_append_new(json_object_get(figures, "parameters"),
                          json_pack("{s:s, s:s, s:s, s:{s:s, s:[s, s]}}", "name", "format", "in",
                                    "query", "description", "`csv`: a table.", "schema", "type",
                                    "string", "enum", "json", "csv"));
    json_object_set_new(json_object_get(kpis, "content"), "text/csv",
                        json_pack("{s:{s:s}}", "schema", "type", "string"));
    json_object_set_new(session, "headers",
                        json_pack("{s:{s:s, s:{s:s}}}", "Set-Cookie", "description",
                                  "crossdock_session: HttpOnly, SameSite=Strict", "schema", "type",
                                  "string"));
    json_object_set_new(document, "content",
                        json_pack("{s:{s:{s:s}}}", "application/json", "schema", "type", "object"));
}

/* --- what is sent to webhooks -------------------------------------------------------------------
 */

static json_t *
signature_header(const char *name, const char *text)
{
    return json_pack("{s:s, s:s, s:b, s:s, s:{s:s}}", "name", name, "in", "header", "required", 1,
                     "description", text, "schema", "type", "string");
}

static json_t *
webhooks(void)
{
    json_t *content = json_pack("{s:{s:o}}", "application/cloudevents+json", "schema",
                                openapi_reference("schemas", "CloudEvent"));
    json_t *headers = json_pack(
        "[o, o, o]",
        signature_header("webhook-id", "The event's id; the same again is the same event."),
        signature_header("webhook-timestamp", "Seconds since 1970 at which it was sent."),
        signature_header(
            "webhook-signature",
            "`v1,` and the base64 of HMAC-SHA256 with the secret over id, time and body, "
            "joined by dots."));
    json_t *responses = json_pack("{s:{s:s}, s:{s:s}}", "2XX", "description", "Taken.", "default",
                                  "description", "Tried again, later and later, for about three days.");

    return json_pack("{s:{s:{s:s, s:[s], s:s, s:[], s:o, s:{s:b, s:o}, s:o}}}", "event", "post",
                     "operationId", "receiveEvent", "tags", "Webhooks", "summary",
                     "An event, sent to the address of a webhook", "security", "parameters",
                     headers, "requestBody", "required", 1, "content", content, "responses",
                     responses);
}

static json_t *
text_schema(const char *text)
{
    return json_pack("{s:s, s:s}", "type", "string", "description", text);
}

static json_t *
cloud_event(void)
{
    json_t *properties = json_object();
    static const char *const texts[][2] = {
        { "specversion", "1.0" },
        { "id", "Unique in its source." },
        { "source", "/crossdock/<service>" },
        { "type", "Full protobuf name of the event: crossdock.order.v1.OrderPlaced." },
        { "time", "RFC 3339 with microseconds." },
        { "subject", "Channel or location that it concerns." },
        { "datacontenttype", "application/json" },
        { "position", "In the feed of its source." },
        { "partitionkey", "What stays in order: order id, SKU ..." },
        { "causeid", "Id of the event or command that caused it." },
        { "traceparent", "W3C trace context." },
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        json_object_set_new(properties, texts[i][0], text_schema(texts[i][1]));
    json_object_set_new(
        properties, "data",
        json_pack("{s:s, s:s}", "type", "object", "description",
                  "The event in the protobuf JSON mapping; docs/asyncapi.yaml has them all."));
    return json_pack("{s:s, s:s, s:o, s:[s, s, s, s, s]}", "type", "object", "description",
                     "CloudEvents 1.0.", "properties", properties, "required", "specversion", "id",
                     "source", "type", "data");
}

/* --- what operations share ----------------------------------------------------------------------
 */

static json_t *
problem_responses(void)
{
    json_t *all = json_object();

    for (const struct openapi_problem *problem = openapi_problems; problem->name != NULL; problem++)
        json_object_set_new(all, problem->name,
                            json_pack("{s:s, s:{s:{s:o}}}", "description", problem->text, "content",
                                      "application/problem+json", "schema",
                                      openapi_reference("schemas", "Problem")));
    return all;
}

static json_t *
schemas(void)
{
    json_t *all = openapi_schemas();
    json_t *problem = json_object_get(all, "Problem");

    json_object_set_new(
        json_object_get(problem, "properties"), "reply",
        json_pack("{s:s, s:s}", "type", "object", "description",
                  "What the service says beside a refusal, e.g. the defects of an order."));
    json_object_set_new(all, "CloudEvent", cloud_event());
    return all;
}

static json_t *
header_parameter(const char *name, const char *text, const char *pattern)
{
    return json_pack("{s:s, s:s, s:s, s:{s:s, s:s}}", "name", name, "in", "header", "description",
                     text, "schema", "type", "string", "pattern", pattern);
}

static json_t *
components(void)
{
    json_t *parameters = json_pack(
        "{s:o, s:o}", "IdempotencyKey",
        header_parameter(
            "Idempotency-Key",
            "1 to 200 visible ASCII characters of your own: the same change sent again is "
            "not made again.",
            "^[!-~]{1,200}$"),
        "CsrfToken",
        header_parameter("X-CSRF-Token",
                         "`csrf` of the session; only when the cookie says who asks.", "^[!-~]+$"));
    json_t *headers = json_pack(
        "{s:{s:s, s:{s:s, s:[s]}}, s:{s:s, s:{s:s, s:[s]}}}", "IdempotentReplayed", "description",
        "true: it was done before; this is the answer of then.", "schema", "type", "string", "enum",
        "true", "ReadModel", "description",
        "rebuilding: what is shown is made anew from the feeds and not complete yet.", "schema",
        "type", "string", "enum", "rebuilding");
    json_t *security = json_pack(
        "{s:{s:s, s:s, s:s}, s:{s:s, s:s, s:s, s:s}}", "bearer", "type", "http", "scheme", "bearer",
        "description", "An API key (xd_...) or the token of a session.", "cookie", "type", "apiKey",
        "in", "cookie", "name", "crossdock_session", "description", "Of POST /v1/session.");

    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "securitySchemes", security, "parameters",
                     parameters, "headers", headers, "responses", problem_responses(), "schemas",
                     schemas());
}

static json_t *
tags(void)
{
    json_t *list = json_array();

    for (size_t i = 0; openapi_tags[i][0] != NULL; i++)
        json_array_append_new(list, json_pack("{s:s, s:s}", "name", openapi_tags[i][0],
                                              "description", openapi_tags[i][1]));
    return list;
}

/* ---------------------------------------------------------------------------------------------- */

char *
openapi_text(void)
{
    json_t *all = paths();
    json_t *info = json_pack("{s:s, s:s, s:s, s:{s:s, s:s}}", "title", "Crossdock", "version", "1",
                             "description", openapi_introduction, "license", "name", "MIT",
                             "identifier", "MIT");

    complete_paths(all);
    json_t *document =
        json_pack("{s:s, s:o, s:[{s:s}], s:[{s:[]}, {s:[]}], s:o, s:o, s:o, s:o}", "openapi",
                  "3.1.0", "info", info, "servers", "url", "/", "security", "bearer", "cookie",
                  "tags", tags(), "paths", all, "webhooks", webhooks(), "components", components());
    assert(document != NULL);
    char *text = json_dumps(document, JSON_INDENT(2));
    assert(text != NULL);
    json_decref(document);
    return text;
}

int
openapi_print(void)
{
    char *text = openapi_text();
    bool is_printed = puts(text) >= 0 && fflush(stdout) == 0;

    free(text);
    return is_printed ? 0 : 1;
}

void
web_show_document(struct web_request *request)
{
    static struct kept document; /* the same for ever */

    if (!query_is_known(request, ""))
        return;
    if (document.text == NULL) {
        char *text = openapi_text();
        kept_make(&document, "application/json", text, strlen(text), true);
    }
    kept_answer(request, &document, "no-cache", NULL);
}
