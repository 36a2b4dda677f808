/*
 * Messages and enums as JSON Schema, as the protobuf JSON mapping writes them. What only comes as
 * an answer has all of its members, but messages that are unset; so they are `required` there.
 */
#define _GNU_SOURCE /* asprintf */

#include "services/gateway/web/openapi.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "services/gateway/web/proto_comment.h"
#include "services/gateway/web/routes.h"

#define MESSAGES_MAX    400
#define NAME_BYTES      128
#define FULL_NAME_BYTES 200

/* --- names and comments ----------------------------------------------------------------------- */

const char *
openapi_short_name(const char *full_name)
{
    const char *dot = strrchr(full_name, '.');

    return dot == NULL ? full_name : dot + 1;
}

void
openapi_json_name(const char *name, char *json, size_t room)
{
    size_t length = 0;
    bool upper = false;

    for (; *name != '\0'; name++) {
        if (*name == '_') {
            upper = true;
            continue;
        }
        assert(length + 1 < room);
        json[length++] = upper ? (char)toupper((unsigned char)*name) : *name;
        upper = false;
    }
    json[length] = '\0';
}

static int
compare_comments(const void *name, const void *comment)
{
    return strcmp(name, ((const struct proto_comment *)comment)->name);
}

const char *
proto_comment_find(const char *name)
{
    const struct proto_comment *found = bsearch(name, proto_comments, proto_comment_count,
                                                sizeof *proto_comments, compare_comments);

    return found == NULL ? NULL : found->text;
}

const char *
openapi_field_comment(const ProtobufCMessageDescriptor *type, const ProtobufCFieldDescriptor *field)
{
    char name[FULL_NAME_BYTES];

    snprintf(name, sizeof name, "%s.%s", type->name, field->name);
    return proto_comment_find(name);
}

json_t *
openapi_reference(const char *section, const char *name)
{
    return json_pack("{s:o}", "$ref", json_sprintf("#/components/%s/%s", section, name));
}

static void
describe(json_t *schema, const char *text)
{
    if (text != NULL)
        json_object_set_new(schema, "description", json_string(text));
}

/* --- fields ----------------------------------------------------------------------------------- */

json_t *
openapi_value_schema(const ProtobufCFieldDescriptor *field)
{
    switch (field->type) {
    case PROTOBUF_C_TYPE_STRING:
        return json_pack("{s:s}", "type", "string");
    case PROTOBUF_C_TYPE_BYTES:
        return json_pack("{s:s, s:s}", "type", "string", "contentEncoding", "base64");
    case PROTOBUF_C_TYPE_BOOL:
        return json_pack("{s:s}", "type", "boolean");
    case PROTOBUF_C_TYPE_INT32:
        return json_pack("{s:s, s:s}", "type", "integer", "format", "int32");
    case PROTOBUF_C_TYPE_UINT32:
        return json_pack("{s:s, s:i, s:I}", "type", "integer", "minimum", 0, "maximum",
                         (json_int_t)UINT32_MAX);
    case PROTOBUF_C_TYPE_INT64:
        return json_pack("{s:s, s:s, s:s}", "type", "string", "format", "int64", "pattern",
                         "^-?[0-9]{1,19}$");
    case PROTOBUF_C_TYPE_UINT64:
        return json_pack("{s:s, s:s, s:s}", "type", "string", "format", "uint64", "pattern",
                         "^[0-9]{1,20}$");
    case PROTOBUF_C_TYPE_DOUBLE:
        return json_pack("{s:s, s:s}", "type", "number", "format", "double");
    case PROTOBUF_C_TYPE_ENUM: {
        const ProtobufCEnumDescriptor *type = field->descriptor;
        return openapi_reference("schemas", openapi_short_name(type->name));
    }
    case PROTOBUF_C_TYPE_MESSAGE: {
        const ProtobufCMessageDescriptor *type = field->descriptor;
        return openapi_reference("schemas", openapi_short_name(type->name));
    }
    default:
        WRONG("a field type that no message has");
    }
}

json_t *
openapi_field_schema(const ProtobufCFieldDescriptor *field)
{
    if (field->label != PROTOBUF_C_LABEL_REPEATED)
        return openapi_value_schema(field);
    return json_pack("{s:s, s:o}", "type", "array", "items", openapi_value_schema(field));
}

/* --- messages --------------------------------------------------------------------------------- */

struct use {
    const ProtobufCMessageDescriptor *type;
    bool taken, given;
};

struct uses {
    struct use list[MESSAGES_MAX];
    size_t count;
};

static struct use *
find_use(struct uses *uses, const ProtobufCMessageDescriptor *type)
{
    for (size_t i = 0; i < uses->count; i++)
        if (uses->list[i].type == type)
            return &uses->list[i];
    assert(uses->count < MESSAGES_MAX);
    uses->list[uses->count] = (struct use){ .type = type };
    return &uses->list[uses->count++];
}

/* The message and all that stand in it. */
static void
note_use(struct uses *uses, const ProtobufCMessageDescriptor *type, bool taken)
{
    struct use *use = find_use(uses, type);
    bool *noted = taken ? &use->taken : &use->given;

    if (*noted)
        return;
    *noted = true;
    for (unsigned i = 0; i < type->n_fields; i++)
        if (type->fields[i].type == PROTOBUF_C_TYPE_MESSAGE)
            note_use(uses, type->fields[i].descriptor, taken);
}

static json_t *
message_schema(const struct use *use)
{
    json_t *schema = json_pack("{s:s}", "type", "object"), *properties = json_object();
    json_t *required = json_array();

    describe(schema, proto_comment_find(use->type->name));
    for (unsigned i = 0; i < use->type->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &use->type->fields[i];
        char name[NAME_BYTES];
        json_t *property = openapi_field_schema(field);
        openapi_json_name(field->name, name, sizeof name);
        describe(property, openapi_field_comment(use->type, field));
        json_object_set_new(properties, name, property);
        if (field->type != PROTOBUF_C_TYPE_MESSAGE || field->label == PROTOBUF_C_LABEL_REPEATED)
            json_array_append_new(required, json_string(name));
    }
    json_object_set_new(schema, "properties", properties);
    if (!use->taken && json_array_size(required) > 0)
        json_object_set(schema, "required", required);
    json_decref(required);
    json_object_set_new(schema, "additionalProperties", json_false());
    return schema;
}

/* --- enums ------------------------------------------------------------------------------------ */

/* What the values mean, as a list for people. NULL: nothing is said of them. */
static char *
explain_values(const ProtobufCEnumDescriptor *type)
{
    const char *comment = proto_comment_find(type->name);
    char *text = strdup(comment == NULL ? "" : comment);

    for (unsigned i = 0; i < type->n_values; i++) {
        char name[FULL_NAME_BYTES], *longer;
        snprintf(name, sizeof name, "%s.%s", type->name, type->values[i].name);
        const char *said = proto_comment_find(name);
        if (said == NULL)
            continue;
        int bytes = asprintf(&longer, "%s%s- `%s`: %s", text, text[0] == '\0' ? "" : "\n",
                             type->values[i].name, said);
        assert(bytes >= 0);
        free(text);
        text = longer;
    }
    return text;
}

static json_t *
enum_schema(const ProtobufCEnumDescriptor *type)
{
    json_t *schema = json_pack("{s:s}", "type", "string"), *names = json_array();
    char *text = explain_values(type);

    if (text[0] != '\0')
        describe(schema, text);
    free(text);
    for (unsigned i = 0; i < type->n_values; i++)
        json_array_append_new(names, json_string(type->values[i].name));
    json_object_set_new(schema, "enum", names);
    return schema;
}

static void
add_enums(json_t *schemas, const ProtobufCMessageDescriptor *type)
{
    for (unsigned i = 0; i < type->n_fields; i++) {
        if (type->fields[i].type != PROTOBUF_C_TYPE_ENUM)
            continue;
        const ProtobufCEnumDescriptor *values = type->fields[i].descriptor;
        const char *name = openapi_short_name(values->name);
        if (json_object_get(schemas, name) == NULL)
            json_object_set_new(schemas, name, enum_schema(values));
    }
}

/* --- all of them ------------------------------------------------------------------------------ */

static int
compare_uses(const void *one, const void *other)
{
    const struct use *left = one, *right = other;

    return strcmp(openapi_short_name(left->type->name), openapi_short_name(right->type->name));
}

json_t *
openapi_schemas(void)
{
    json_t *schemas = json_object();
    struct uses uses = { .count = 0 };

    for (const struct web_route *route = web_next_route(NULL); route != NULL;
         route = web_next_route(route)) {
        if (route->takes != NULL)
            note_use(&uses, route->takes, true);
        if (route->gives != NULL)
            note_use(&uses, route->gives, false);
    }
    note_use(&uses, GATEWAY(problem), false);
    qsort(uses.list, uses.count, sizeof *uses.list, compare_uses);
    for (size_t i = 0; i < uses.count; i++) {
        const char *name = openapi_short_name(uses.list[i].type->name);
        assert(json_object_get(schemas, name) == NULL);
        json_object_set_new(schemas, name, message_schema(&uses.list[i]));
    }
    for (size_t i = 0; i < uses.count; i++)
        add_enums(schemas, uses.list[i].type);
    return schemas;
}
