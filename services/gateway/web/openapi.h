/*
 * The OpenAPI 3.1 document, made from the tables of routes, the descriptors of the messages and the
 * comments in proto/: `crossdock-gateway openapi` prints it, GET /v1/openapi.json serves it,
 * docs/openapi.json is a copy that tests/architecture compares.
 *
 *   openapi.c            the document as a whole; what is the same for all operations
 *   openapi_operation.c  one route
 *   openapi_schema.c     messages and enums
 *   openapi_words.c      names and texts that are neither in a table nor in proto/
 */
#ifndef GATEWAY_OPENAPI_H
#define GATEWAY_OPENAPI_H

#include <jansson.h>

#include "services/gateway/web/web.h"

/* The whole as a text; free it. */
char *openapi_text(void);
/* Prints it; the exit status of the process. */
int openapi_print(void);

/* --- inside ----------------------------------------------------------------------------------- */

json_t *openapi_operation(const struct web_route *route);

/* Every message and enum that a route takes or gives, by name. */
json_t *openapi_schemas(void);
json_t *openapi_reference(const char *section,
                          const char *name); /* { "$ref": "#/components/..." } */
const char *openapi_short_name(const char *full_name);
/* One value of a field: a list's element. */
json_t *openapi_value_schema(const ProtobufCFieldDescriptor *field);
json_t *openapi_field_schema(const ProtobufCFieldDescriptor *field);
const char *openapi_field_comment(const ProtobufCMessageDescriptor *type,
                                  const ProtobufCFieldDescriptor *field); /* NULL: none */
/* "orderId" of "order_id". */
void openapi_json_name(const char *name, char *json, size_t room);

/* A parameter of a path or query that is no field of a message. */
struct openapi_parameter {
    const char *name;
    const char *type; /* "string", "integer", "boolean", "array" of strings */
    const char *text;
    const char *example; /* as in the URL; also of fields with this name */
};
const struct openapi_parameter *openapi_find_parameter(const char *name); /* NULL: none */

/* Pairs of a tag and what it is about, in the order in which they shall be shown; ends with NULL.
 */
extern const char *const openapi_tags[][2];
extern const char openapi_introduction[];
/* Problems that any operation can end with: name of the response, HTTP status, text. */
struct openapi_problem {
    const char *name;
    const char *status;
    const char *text;
};
extern const struct openapi_problem openapi_problems[]; /* ends with a NULL name */

#endif
