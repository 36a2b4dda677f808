/*
 * What a service answers: the request becomes its message, is asked on behalf of the caller, and
 * the receipt becomes the answer.
 *
 * A change with an Idempotency-Key is claimed first, in a turn of the gateway's own: only when the
 * claim is durable is the command sent, with the id that the claim holds. So a repeat, also after
 * the gateway was killed in between, is the same command to the service, which answers what it
 * answered before. A change goes on when its client leaves; a query is forgotten.
 */
#include "services/gateway/web/pass_on.h"

#include <string.h>

#include "common/message.h"
#include "common/message_types.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "services/gateway/web/credentials.h"
#include "services/gateway/web/fields.h"
#include "services/gateway/web/idempotency.h"

#define RECEIPT(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name
#define RETRY_S       1

/* A request on its way; in the request's arena. */
struct errand {
    struct web_request *request;
    const struct web_route *route;
    const char *service;
    const ProtobufCMessage *message;
    const char *command_id; /* NULL: a query */
    uint64_t question;
};

/* --- answers ---------------------------------------------------------------------------------- */

const ProtobufCMessage *
pass_on_reply(struct web_request *request, const struct front_answer *answer)
{
    const ProtobufCMessageDescriptor *type = message_type_find(answer->type);
    const char *reason;

    if (type == NULL)
        return NULL;
    return message_read(web_arena(request), type, answer->body, answer->bytes, &reason);
}

static void
answer_reply(struct web_request *request, const struct front_answer *answer)
{
    const struct web_route *route = web_route_of(request);
    const ProtobufCMessage *reply = pass_on_reply(request, answer);
    const bool is_repeat = answer->code == RECEIPT(DUPLICATE);

    if (reply == NULL) {
        web_problem(request, 500, "FAILED", 0, "the answer cannot be read: %s", answer->type);
        return;
    }
    if (is_repeat)
        web_add_header(request, "Idempotent-Replayed", "true");
    web_answer_message(request, is_repeat || route->status == 0 ? 200 : route->status, reply);
}

/* As JSON has it: decisions[0].proposalId. */
static const char *
json_path(struct arena *arena, const char *path)
{
    char *text = arena_text(arena, path), *to = text;

    for (const char *at = path; *at != '\0'; at++) {
        if (*at == '_' && at[1] >= 'a' && at[1] <= 'z')
            *to++ = (char)(*++at - 'a' + 'A');
        else
            *to++ = *at;
    }
    *to = '\0';
    return text;
}

/* What the path names is not there: 404. What the body names is not there: a rule says no to the body, by the
 * name of the field. */
static void
answer_missing(struct web_request *request, const char *field, const char *detail)
{
    const char *path = web_route_of(request)->path;
    const char *in_path = arena_format(web_arena(request), "{%s}", field);

    if (strstr(path, in_path) != NULL)
        web_problem(request, 404, "NOT_FOUND", 0, "%s", detail);
    else
        web_refuse(request,
                   arena_format(web_arena(request), "%s: %s", json_path(web_arena(request), field),
                                detail),
                   NULL);
}

/* A rule says no. A question that finds nothing is of something that is not there. */
static void
answer_rejection(struct web_request *request, const struct front_answer *answer)
{
    const struct web_route *route = web_route_of(request);
    const bool is_missing =
        strcmp(answer->type, crossdock__envelope__v1__not_found__descriptor.name) == 0;
    const Crossdock__Envelope__V1__NotFound *missing =
        is_missing ? (const void *)pass_on_reply(request, answer) : NULL;

    if (strchr(route->path, '{') != NULL && strcmp(route->method, "GET") == 0)
        web_problem(request, 404, "NOT_FOUND", 0, "%s", answer->detail);
    else if (missing != NULL && missing->field[0] != '\0')
        answer_missing(request, missing->field, answer->detail);
    else
        web_refuse(request, answer->detail, is_missing ? NULL : pass_on_reply(request, answer));
}

static uint32_t
seconds(uint32_t ms)
{
    return ms == 0 ? RETRY_S : (ms + 999) / 1000;
}

void
pass_on_answer(struct web_request *request, const struct front_answer *answer)
{
    switch (answer->code) {
    case RECEIPT(ACCEPTED):
    case RECEIPT(DUPLICATE):
        answer_reply(request, answer);
        break;
    case RECEIPT(REJECTED):
        answer_rejection(request, answer);
        break;
    case RECEIPT(DENIED):
        web_problem(request, 403, "FORBIDDEN", 0, "%s", answer->detail);
        break;
    case RECEIPT(BAD_REQUEST):
        web_problem(request, 400, "BAD_REQUEST", 0, "%s", answer->detail);
        break;
    case RECEIPT(BUSY):
        web_problem(request, 503, "BUSY", seconds(answer->retry_ms), "%s", answer->detail);
        break;
    case RECEIPT(NOT_LEADER):
        web_problem(request, 503, "UNAVAILABLE", RETRY_S, "%s", answer->detail);
        break;
    case RECEIPT(FAILED):
        web_problem(request, 500, "FAILED", 0, "%s", answer->detail);
        break;
    default:
        web_problem(request, 504, "TIMEOUT", RETRY_S, "%s", answer->detail);
    }
}

/* --- questions -------------------------------------------------------------------------------- */

static void
on_answer(void *argument, const struct front_answer *answer)
{
    const struct errand *errand = argument;

    pass_on_answer(errand->request, answer);
}

static void
on_gone(void *argument)
{
    const struct errand *errand = argument;

    front_forget(web_host(web_of(errand->request)), errand->question);
}

static const char *
trace_of(const struct web_request *request)
{
    const char *trace = web_header(request, "traceparent");

    return trace != NULL && credentials_is_traceparent(trace) ? trace : NULL;
}

static void
ask(struct errand *errand)
{
    const struct front_question question = {
        .service = errand->service,
        .asker = &web_caller_of(errand->request)->identity,
        .id = errand->command_id,
        .trace = trace_of(errand->request),
        .message = errand->message,
    };

    errand->question = front_ask(web_host(web_of(errand->request)), &question, on_answer, errand);
    web_later(errand->request, errand->command_id == NULL ? on_gone : NULL, errand);
}

static void
ask_change(struct errand *errand, uint64_t audit_id)
{
    web_note_change(errand->request, errand->message->descriptor->name, errand->command_id,
                    audit_id);
    ask(errand);
}

/* --- claims ----------------------------------------------------------------------------------- */

static void
on_claimed(void *argument, const struct front_answer *answer)
{
    struct errand *errand = argument;
    const Crossdock__Gateway__V1__IdempotencyClaim *claim = NULL;

    if (answer->code == RECEIPT(ACCEPTED) || answer->code == RECEIPT(DUPLICATE))
        claim = (const void *)pass_on_reply(errand->request, answer);
    if (claim == NULL) {
        pass_on_answer(errand->request, answer);
    } else if (claim->conflict) {
        web_note_change(errand->request, errand->message->descriptor->name, "", 0);
        web_problem(errand->request, 409, "CONFLICT", 0,
                    "this Idempotency-Key came with another request");
    } else {
        errand->command_id = claim->command_id;
        ask_change(errand, claim->audit_id);
    }
}

static void
claim(struct errand *errand, const char *key)
{
    static const struct identity gateway = { .name = "gateway",
                                             .role = ROLE_GATEWAY,
                                             .subject = "gateway" };
    const struct front_question question = {
        .service = "gateway",
        .asker = &gateway,
        .message = idempotency_claim(errand->request, key, errand->service, errand->message),
    };

    errand->question = front_ask(web_host(web_of(errand->request)), &question, on_claimed, errand);
    web_later(errand->request, NULL, NULL);
}

/* ---------------------------------------------------------------------------------------------- */

static void
change(struct errand *errand)
{
    char *id = arena_take(web_arena(errand->request), COMMAND_ID_BYTES);
    const char *key;

    if (!idempotency_key(errand->request, &key))
        return;
    if (key != NULL) {
        claim(errand, key);
        return;
    }
    idempotency_new_id(id);
    errand->command_id = id;
    ask_change(errand, 0);
}

/* The path may name the service: one whose feed is followed, or this one. NULL after answering. */
static const char *
find_service(struct web_request *request)
{
    static const char *const known[] = { "order", "inventory", "fulfillment-routing", "forecasting",
                                         "gateway" };
    const char *service = web_route_of(request)->service;

    if (service[0] != '{')
        return service;
    const char *named = web_path_value(request, "service");
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i], named) == 0)
            return known[i];
    web_problem(request, 404, "NOT_FOUND", 0, "there is no service %s", named);
    return NULL;
}

void
web_pass_on(struct web_request *request)
{
    const struct web_route *route = web_route_of(request);
    struct errand *errand = arena_take(web_arena(request), sizeof *errand);
    const char *service = find_service(request);

    if (service == NULL)
        return;
    *errand = (struct errand){ .request = request, .route = route, .service = service };
    errand->message = fields_read(request);
    if (errand->message == NULL)
        return;
    if (route->is_query || strcmp(route->method, "GET") == 0)
        ask(errand);
    else
        change(errand);
}
