/*
 * One route as an OpenAPI operation.
 */
#include "services/gateway/web/openapi.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "services/gateway/web/proto_comment.h"
#include "services/gateway/web/query_rules.h"

#define NAME_BYTES 128
#define TEXT_BYTES 2000

static bool
is_change(const struct web_route *route)
{
    return strcmp(route->method, "GET") != 0 && !route->is_query;
}

static bool
has_body(const struct web_route *route)
{
    return route->takes != NULL && strcmp(route->method, "GET") != 0 &&
           strcmp(route->method, "DELETE") != 0;
}

static bool
may_have_key(const struct web_route *route)
{
    return is_change(route) && route->service != NULL &&
           (strcmp(route->method, "POST") == 0 || strcmp(route->method, "PATCH") == 0);
}

static bool
is_in_path(const struct web_route *route, const char *name)
{
    char braced[NAME_BYTES + 2];

    snprintf(braced, sizeof braced, "{%s}", name);
    return strstr(route->path, braced) != NULL;
}

/* --- parameters ------------------------------------------------------------------------------- */

static json_t *
example_value(const json_t *schema, const char *text)
{
    const char *type = json_string_value(json_object_get(schema, "type"));

    if (type != NULL && strcmp(type, "integer") == 0) {
        long long number = 0;
        sscanf(text, "%lld", &number);
        return json_integer(number);
    }
    if (type != NULL && strcmp(type, "array") == 0)
        return json_pack("[s]", text);
    return json_string(text);
}

/* comment NULL: what is known of the name in general. */
static void
add_parameter(json_t *parameters, const char *name, bool in_path, json_t *schema,
              const char *comment)
{
    const struct openapi_parameter *known = openapi_find_parameter(name);
    json_t *parameter = json_pack("{s:s, s:s}", "name", name, "in", in_path ? "path" : "query");

    if (in_path)
        json_object_set_new(parameter, "required", json_true());
    if (comment == NULL && known != NULL)
        comment = known->text;
    if (comment != NULL)
        json_object_set_new(parameter, "description", json_string(comment));
    json_object_set_new(parameter, "schema", schema);
    if (known != NULL && known->example != NULL)
        json_object_set_new(parameter, "example", example_value(schema, known->example));
    json_array_append_new(parameters, parameter);
}

/* What is refused beyond this: a state that there is not, a limit of 0. */
static json_t *
ruled_schema(const char *type, const struct query_rule *rule)
{
    json_t *schema = json_pack("{s:s}", "type", type);
    json_t *words = json_array();

    for (const char *const *word = rule->words; word != NULL && *word != NULL; word++)
        json_array_append_new(words, json_string(*word));
    if (json_array_size(words) > 0 && strcmp(type, "string") == 0)
        json_object_set(schema, "enum", words);
    json_decref(words);
    if (rule->capitals > 0) {
        char pattern[32];
        snprintf(pattern, sizeof pattern, "^[A-Z]{%zu}$", rule->capitals);
        json_object_set_new(schema, "pattern", json_string(pattern));
    }
    if (strcmp(type, "integer") == 0) {
        json_object_set_new(schema, "minimum", json_integer(rule->min));
        json_object_set_new(schema, "maximum", json_integer(rule->max));
    }
    return schema;
}

static json_t *
named_schema(const struct web_route *route, const char *name)
{
    const struct openapi_parameter *known = openapi_find_parameter(name);
    const struct query_rule *rule = query_find_rule(route->view, name);

    assert(known != NULL && known->type != NULL);
    if (rule != NULL)
        return ruled_schema(known->type, rule);
    if (strcmp(known->type, "array") == 0)
        return json_pack("{s:s, s:{s:s}}", "type", "array", "items", "type", "string");
    return json_pack("{s:s}", "type", known->type);
}

/* A message in a query is its fields: scope.sku. */
static void
add_fields(json_t *parameters, const struct web_route *route,
           const ProtobufCMessageDescriptor *type, const char *prefix)
{
    for (unsigned i = 0; i < type->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &type->fields[i];
        char name[NAME_BYTES];
        snprintf(name, sizeof name, "%s%s", prefix, field->name);
        if (is_in_path(route, name))
            continue;
        if (field->type == PROTOBUF_C_TYPE_MESSAGE) {
            strncat(name, ".", sizeof name - strlen(name) - 1);
            add_fields(parameters, route, field->descriptor, name);
        } else {
            add_parameter(parameters, name, false, openapi_field_schema(field),
                          openapi_field_comment(type, field));
        }
    }
}

static const ProtobufCFieldDescriptor *
field_named(const ProtobufCMessageDescriptor *type, const char *name)
{
    return type == NULL ? NULL : protobuf_c_message_descriptor_get_field_by_name(type, name);
}

static void
add_path_parameters(json_t *parameters, const struct web_route *route)
{
    for (const char *at = route->path; (at = strchr(at, '{')) != NULL; at++) {
        char name[NAME_BYTES];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(at + 1, "}"), at + 1);
        const ProtobufCFieldDescriptor *field = field_named(route->takes, name);
        add_parameter(parameters, name, true,
                      field == NULL ? named_schema(route, name) : openapi_value_schema(field), NULL);
    }
}

static json_t *
operation_parameters(const struct web_route *route)
{
    json_t *parameters = json_array();

    add_path_parameters(parameters, route);
    if (route->takes != NULL && !has_body(route))
        add_fields(parameters, route, route->takes, "");
    for (const char *const *name = route->parameters; name != NULL && *name != NULL; name++)
        if (!is_in_path(route, *name))
            add_parameter(parameters, *name, false, named_schema(route, *name), NULL);
    if (may_have_key(route))
        json_array_append_new(parameters, openapi_reference("parameters", "IdempotencyKey"));
    if (is_change(route) && route->allow != 0)
        json_array_append_new(parameters, openapi_reference("parameters", "CsrfToken"));
    return parameters;
}

/* --- bodies ----------------------------------------------------------------------------------- */

static json_t *
request_body(const struct web_route *route)
{
    json_error_t error;
    json_t *content = json_pack(
        "{s:o}", "schema", openapi_reference("schemas", openapi_short_name(route->takes->name)));
    json_t *example = route->example == NULL ? NULL : json_loads(route->example, 0, &error);

    assert(route->example == NULL || example != NULL);
    bool is_needed = example != NULL && json_object_size(example) > 0;
    if (example != NULL)
        json_object_set_new(content, "example", example);
    return json_pack("{s:b, s:{s:o}}", "required", is_needed, "content", "application/json",
                     content);
}

static json_t *
response(const struct web_route *route, const char *text)
{
    json_t *response = json_pack("{s:s}", "description", text);

    if (route->gives != NULL)
        json_object_set_new(
            response, "content",
            json_pack("{s:{s:o}}", "application/json", "schema",
                      openapi_reference("schemas", openapi_short_name(route->gives->name))));
    if (is_change(route) && route->service != NULL)
        json_object_set_new(response, "headers",
                            json_pack("{s:o}", "Idempotent-Replayed",
                                      openapi_reference("headers", "IdempotentReplayed")));
    if (route->view != NULL)
        json_object_set_new(
            response, "headers",
            json_pack("{s:o}", "X-Read-Model", openapi_reference("headers", "ReadModel")));
    return response;
}

/* --- answers ---------------------------------------------------------------------------------- */

static bool
can_end_with(const struct web_route *route, const char *status)
{
    if (strcmp(status, "400") == 0)
        return true;
    if (strcmp(status, "401") == 0)
        return route->allow != 0 || has_body(route);
    if (strcmp(status, "403") == 0)
        return route->allow != 0;
    if (strcmp(status, "404") == 0)
        return strchr(route->path, '{') != NULL;
    if (strcmp(status, "409") == 0)
        return may_have_key(route);
    if (strcmp(status, "413") == 0 || strcmp(status, "415") == 0)
        return has_body(route);
    if (strcmp(status, "422") == 0 || strcmp(status, "504") == 0)
        return route->service != NULL;
    return route->allow != 0 || has_body(route);
}

static json_t *
operation_responses(const struct web_route *route)
{
    json_t *responses = json_object();
    char status[16];

    snprintf(status, sizeof status, "%u", route->status == 0 ? 200 : route->status);
    json_object_set_new(responses, status,
                        response(route, is_change(route) ? "Done." : "The answer."));
    if (route->status == 201 && route->service != NULL)
        json_object_set_new(responses, "200",
                            response(route, "It was done before: the same answer again."));
    for (const struct openapi_problem *problem = openapi_problems; problem->name != NULL; problem++)
        if (can_end_with(route, problem->status))
            json_object_set_new(responses, problem->status,
                                openapi_reference("responses", problem->name));
    return responses;
}

/* --- the operation ---------------------------------------------------------------------------- */

static json_t *
operation_id(const struct web_route *route)
{
    char name[NAME_BYTES];

    if (route->operation != NULL)
        return json_string(route->operation);
    snprintf(name, sizeof name, "%s", openapi_short_name(route->takes->name));
    name[0] = (char)tolower((unsigned char)name[0]);
    return json_string(name);
}

static const struct {
    enum role role;
    const char *name;
    const char *field, *own, *any; /* for people: when it is bound to the field, and when not */
} role_words[] = {
    { ROLE_STOREFRONT, "storefront", "channel", "storefronts (their own channel)", "storefronts" },
    { ROLE_WAREHOUSE, "warehouse", "location", "warehouses (their own location)", "warehouses" },
    { ROLE_OPERATOR, "operator", "", "", "operators" },
    { ROLE_READER, "reader", "", "", "readers" },
};
#define ROLE_WORD_COUNT (sizeof role_words / sizeof *role_words)

/* The same for programs: x-roles. */
static json_t *
operation_roles(const struct web_route *route)
{
    json_t *names = json_array();

    for (size_t i = 0; i < ROLE_WORD_COUNT; i++)
        if (route->allow & role_words[i].role)
            json_array_append_new(names, json_string(role_words[i].name));
    return names;
}

static json_t *
operation_description(const struct web_route *route)
{
    const ProtobufCMessageDescriptor *type = route->takes != NULL ? route->takes : route->gives;
    const char *comment = type == NULL ? NULL : proto_comment_find(type->name);
    char text[TEXT_BYTES] = "";
    const char *before = "For ";

    if (comment != NULL)
        snprintf(text, sizeof text, "%s\n\n", comment);
    for (size_t i = 0; i < ROLE_WORD_COUNT; i++) {
        if (!(route->allow & role_words[i].role))
            continue;
        bool is_own =
            route->own_field != NULL && strcmp(route->own_field, role_words[i].field) == 0;
        const size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s", before,
                 is_own ? role_words[i].own : role_words[i].any);
        before = ", ";
    }
    const size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, route->allow == 0 ? "Needs no key." : ".");
    return json_string(text);
}

json_t *
openapi_operation(const struct web_route *route)
{
    json_t *operation =
        json_pack("{s:o, s:[s], s:s, s:o}", "operationId", operation_id(route), "tags", route->tag,
                  "summary", route->summary, "description", operation_description(route));
    json_t *parameters = operation_parameters(route);

    if (route->allow == 0)
        json_object_set_new(operation, "security", json_array());
    else
        json_object_set_new(operation, "x-roles", operation_roles(route));
    if (route->service != NULL) /* what a client of ZeroMQ would send */
        json_object_set_new(operation, "x-message", json_string(route->takes->name));
    if (json_array_size(parameters) > 0)
        json_object_set(operation, "parameters", parameters);
    json_decref(parameters);
    if (has_body(route))
        json_object_set_new(operation, "requestBody", request_body(route));
    json_object_set_new(operation, "responses", operation_responses(route));
    return operation;
}
