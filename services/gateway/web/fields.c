/*
 * Body, path and query become one message. Strict: what nobody would read is refused, and what is
 * said twice must be the same.
 */
#include "services/gateway/web/fields.h"

#include <string.h>

#define WHY_BYTES  500
#define NAME_BYTES 64
#define CHANNEL    "channel"
#define LOCATION   "location"

/* --- messages and their members --------------------------------------------------------------- */

static ProtobufCMessage *
new_message(struct arena *arena, const ProtobufCMessageDescriptor *type)
{
    ProtobufCMessage *message = arena_take(arena, type->sizeof_message);

    type->message_init(message);
    return message;
}

static const ProtobufCFieldDescriptor *
find_field(const ProtobufCMessage *message, const char *name)
{
    return protobuf_c_message_descriptor_get_field_by_name(message->descriptor, name);
}

static void *
member_of(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field)
{
    return (char *)message + field->offset;
}

static const char *
text_of(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field)
{
    return *(const char **)member_of(message, field);
}

/* Of a field without presence: texts and numbers, the kinds that stand in a path. */
static bool
is_equal(const ProtobufCFieldDescriptor *field, const ProtobufCMessage *one,
         const ProtobufCMessage *other)
{
    const void *left = member_of(one, field), *right = member_of(other, field);

    switch (field->type) {
    case PROTOBUF_C_TYPE_STRING:
        return strcmp(text_of(one, field), text_of(other, field)) == 0;
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_INT64:
        return memcmp(left, right, sizeof(uint64_t)) == 0;
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_INT32:
        return memcmp(left, right, sizeof(uint32_t)) == 0;
    default:
        WRONG("no field for a path");
    }
}

/* --- the query -------------------------------------------------------------------------------- */

struct parameters {
    struct web_request *request;
    ProtobufCMessage *message;
    const char *why; /* NULL: all is well */
};

static bool
is_named(const char *const *names, const char *name)
{
    for (; names != NULL && *names != NULL; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* "scope.sku" is a field of a message in the message. NULL: there is no such message. */
static ProtobufCMessage *
descend(struct arena *arena, ProtobufCMessage *message, const char **name)
{
    for (const char *dot; message != NULL && (dot = strchr(*name, '.')) != NULL; *name = dot + 1) {
        const size_t bytes = (size_t)(dot - *name);
        char head[NAME_BYTES] = "";
        if (bytes >= sizeof head)
            return NULL;
        memcpy(head, *name, bytes);
        const ProtobufCFieldDescriptor *field = find_field(message, head);
        if (field == NULL || field->type != PROTOBUF_C_TYPE_MESSAGE ||
            field->label == PROTOBUF_C_LABEL_REPEATED)
            return NULL;
        ProtobufCMessage **inner = member_of(message, field);
        if (*inner == NULL)
            *inner = new_message(arena, field->descriptor);
        message = *inner;
    }
    return message;
}

static bool
set_from_query(void *argument, const char *name, const char *value)
{
    struct parameters *parameters = argument;
    struct arena *arena = web_arena(parameters->request);
    const char *last = name;

    if (is_named(web_route_of(parameters->request)->parameters, name))
        return true;
    ProtobufCMessage *message = descend(arena, parameters->message, &last);
    const ProtobufCFieldDescriptor *field = message == NULL ? NULL : find_field(message, last);
    char *why = arena_take(arena, WHY_BYTES);
    if (field == NULL || field->type == PROTOBUF_C_TYPE_MESSAGE)
        parameters->why = arena_format(arena, "there is no parameter %s", name);
    else if (field->label != PROTOBUF_C_LABEL_REPEATED &&
             web_query_value(parameters->request, name) != value)
        parameters->why = arena_format(arena, "%s is there twice", name);
    else if (!json_set_field(arena, message, last, value, why, WHY_BYTES))
        parameters->why = why;
    return parameters->why == NULL;
}

static bool
refuse_query(void *argument, const char *name, const char *value)
{
    struct parameters *parameters = argument;

    (void)value;
    parameters->why = arena_format(web_arena(parameters->request),
                                   "there is no parameter %s; fields go in the body", name);
    return false;
}

/* --- the path --------------------------------------------------------------------------------- */

/* One field that the path names. NULL, or why not. */
static const char *
set_named(struct arena *arena, ProtobufCMessage *message, const ProtobufCFieldDescriptor *field,
          const char *value)
{
    const ProtobufCMessage *nothing = new_message(arena, message->descriptor);
    ProtobufCMessage *named = new_message(arena, message->descriptor);
    char *why = arena_take(arena, WHY_BYTES);

    if (!json_set_field(arena, named, field->name, value, why, WHY_BYTES))
        return why;
    if (!is_equal(field, message, nothing) && !is_equal(field, message, named))
        return arena_format(arena, "%s: the path says %s", field->name, value);
    return json_set_field(arena, message, field->name, value, why, WHY_BYTES) ? NULL : why;
}

static const char *
set_from_path(struct web_request *request, ProtobufCMessage *message)
{
    const char *why = NULL;

    for (unsigned i = 0; why == NULL && i < message->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
        const char *value = web_path_value(request, field->name);
        if (value != NULL)
            why = set_named(web_arena(request), message, field, value);
    }
    return why;
}

/* --- the caller's own ------------------------------------------------------------------------- */

/* What a caller of this role acts for; NULL: they are not bound to anything. */
static const char *
bound_field(enum role role)
{
    switch (role) {
    case ROLE_STOREFRONT:
        return CHANNEL;
    case ROLE_WAREHOUSE:
        return LOCATION;
    default:
        return NULL;
    }
}

/* False after answering that it is another's. */
static bool
set_own(struct web_request *request, ProtobufCMessage *message)
{
    const struct web_route *route = web_route_of(request);
    const struct identity *caller = &web_caller_of(request)->identity;
    const char *name = bound_field(caller->role);

    if (name == NULL || route->own_field == NULL || strcmp(route->own_field, name) != 0)
        return true;
    const ProtobufCFieldDescriptor *field = find_field(message, name);
    assert(field != NULL && field->type == PROTOBUF_C_TYPE_STRING);
    if (text_of(message, field)[0] == '\0')
        *(char **)member_of(message, field) = arena_text(web_arena(request), caller->subject);
    if (strcmp(text_of(message, field), caller->subject) == 0)
        return true;
    web_problem(request, 403, "FORBIDDEN", 0, "this key acts for %s %s only", name,
                caller->subject);
    return false;
}

/* ---------------------------------------------------------------------------------------------- */

static bool
has_body(const char *method)
{
    return strcmp(method, "GET") != 0 && strcmp(method, "DELETE") != 0;
}

/* The message of the body, or an empty one. NULL with why. */
static ProtobufCMessage *
read_body(struct web_request *request, const char **why)
{
    const struct web_route *route = web_route_of(request);
    struct arena *arena = web_arena(request);
    size_t bytes;
    const char *body = web_body(request, &bytes);

    if (!has_body(route->method) || bytes == 0)
        return new_message(arena, route->takes);
    char *error = arena_take(arena, WHY_BYTES);
    ProtobufCMessage *message =
        json_read_message(arena, route->takes, body, bytes, error, WHY_BYTES);
    if (message == NULL)
        *why = error;
    return message;
}

const ProtobufCMessage *
fields_read(struct web_request *request)
{
    struct parameters parameters = { .request = request };

    parameters.message = read_body(request, &parameters.why);
    if (parameters.why == NULL)
        web_each_query(request,
                       has_body(web_route_of(request)->method) ? refuse_query : set_from_query,
                       &parameters);
    if (parameters.why == NULL)
        parameters.why = set_from_path(request, parameters.message);
    if (parameters.why != NULL) {
        web_problem(request, 400, "BAD_REQUEST", 0, "%s", parameters.why);
        return NULL;
    }
    return set_own(request, parameters.message) ? parameters.message : NULL;
}
