/*
 * JSON as protobuf messages, see json_message.h: from the text straight into the message, along its
 * descriptor. Memory is taken only when the length of a piece is known and the budget allows it.
 */
#include "common/json_message.h"

#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "common/json_field.h"
#include "common/json_scan.h"
#include "common/text.h"

#define FIELDS_MAX       256
#define ENUM_NAMES_BYTES 400
#define PATH_BYTES_MAX   256
#define MEMORY_FACTOR    64
#define MEMORY_SPARE     4096
#define MEMORY_MAX       ((size_t)16 << 20) /* as of a packed message: nobody would unpack more */
#define MEMORY_UNIT      16                 /* what the arena rounds up to */

/* --- what everything needs -------------------------------------------------------------------- */

/* Where a value stands: a member of an object, or one of a list. Put in words only by fail. */
struct place {
    const struct place *within;
    struct json_span name; /* of the member as it was written; without text: one of a list */
    size_t index;
};

struct reader {
    struct json_scan scan;
    struct arena *arena;
    size_t bytes_left; /* of memory */
    unsigned depth;
    char *error;
    size_t error_bytes;
    const char *start;
    const struct place *place; /* of the value being read; NULL: the document */
};

/* "lines[2].quantity"; only what can be printed. Returns the bytes without NUL. */
static size_t
put_path(char *to, size_t room, const struct place *place)
{
    char shown[JSON_NAME_BYTES_MAX + 1] = "";

    if (place == NULL)
        return 0;
    size_t at = put_path(to, room, place->within);
    for (size_t i = 0; i < place->name.bytes && i < JSON_NAME_BYTES_MAX; i++) {
        char c = place->name.text[i];
        shown[i] = c >= ' ' && c <= '~' ? c : '?';
    }
    int bytes = place->name.text == NULL
                    ? snprintf(to + at, room - at, "[%zu]", place->index)
                    : snprintf(to + at, room - at, "%s%s", at > 0 ? "." : "", shown);
    return at + (size_t)bytes < room ? at + (size_t)bytes : room - 1;
}

__attribute__((format(printf, 2, 3))) static bool
fail(struct reader *reader, const char *format, ...)
{
    char path[PATH_BYTES_MAX] = "";
    va_list values;

    put_path(path, sizeof path, reader->place);
    const char *where = *path != '\0' ? path : "the document";
    int at = snprintf(reader->error, reader->error_bytes, "%s: ", where);
    va_start(values, format);
    if (at > 0 && (size_t)at < reader->error_bytes)
        vsnprintf(reader->error + at, reader->error_bytes - (size_t)at, format, values);
    va_end(values);
    return false;
}

static bool
fail_here(struct reader *reader, const char *what)
{
    return fail(reader, "%s (byte %zu)", what, (size_t)(reader->scan.at - reader->start) + 1);
}

/* NULL after saying so. */
static void *
take(struct reader *reader, size_t bytes)
{
    size_t rounded = (bytes + MEMORY_UNIT - 1) / MEMORY_UNIT * MEMORY_UNIT;
    void *memory = rounded <= reader->bytes_left ? arena_try(reader->arena, bytes) : NULL;

    if (memory == NULL)
        fail(reader, "too large when unpacked");
    else
        reader->bytes_left -= rounded;
    return memory;
}

/* --- one value -------------------------------------------------------------------------------- */

/* A value that is no object and no list. A string is unescaped already. */
struct token {
    enum { TOKEN_STRING, TOKEN_NUMBER, TOKEN_TRUE, TOKEN_FALSE } kind;
    struct json_span span;
};

static bool
take_string(struct reader *reader, struct json_span *string)
{
    const char *wrong = json_scan_string(&reader->scan, string);

    if (wrong != NULL)
        return fail_here(reader, wrong);
    if (memchr(string->text, '\\', string->bytes) == NULL)
        return true;
    char *copy = take(reader, string->bytes);
    if (copy == NULL)
        return false;
    string->bytes = json_unescape(copy, *string);
    string->text = copy;
    return true;
}

static bool
take_token(struct reader *reader, struct token *token)
{
    char next = json_scan_peek(&reader->scan);

    if (next == '"') {
        token->kind = TOKEN_STRING;
        return take_string(reader, &token->span);
    }
    if (next == '-' || (next >= '0' && next <= '9')) {
        token->kind = TOKEN_NUMBER;
        const char *wrong = json_scan_number(&reader->scan, &token->span);
        return wrong == NULL || fail_here(reader, wrong);
    }
    bool yes = json_scan_word(&reader->scan, "true");
    if (yes || json_scan_word(&reader->scan, "false")) {
        token->kind = yes ? TOKEN_TRUE : TOKEN_FALSE;
        return true;
    }
    if (next == '{' || next == '[')
        return fail(reader, "must not be %s", next == '{' ? "an object" : "a list");
    return fail_here(reader, "a value is missing");
}

static bool
span_is(struct json_span span, const char *text)
{
    return span.bytes == strlen(text) && memcmp(span.text, text, span.bytes) == 0;
}

/* A number, bare or in quotes: nothing but a number then. */
static bool
is_number(const struct token *token)
{
    struct json_scan scan = {token->span.text, token->span.text + token->span.bytes};
    struct json_span number;

    if (token->kind == TOKEN_STRING)
        return json_scan_number(&scan, &number) == NULL && scan.at == scan.end;
    return token->kind == TOKEN_NUMBER;
}

static bool
take_magnitude(struct reader *reader, const struct token *token, bool *negative,
               uint64_t *magnitude)
{
    enum json_whole whole = JSON_NOT_WHOLE;

    if (is_number(token))
        whole = json_number_whole(token->span, negative, magnitude);
    if (whole == JSON_NOT_WHOLE)
        return fail(reader, "must be a whole number");
    return whole == JSON_WHOLE || fail(reader, "is out of range");
}

static bool
read_signed(struct reader *reader, const struct token *token, int64_t max, int64_t *number)
{
    bool negative;
    uint64_t magnitude;

    if (!take_magnitude(reader, token, &negative, &magnitude))
        return false;
    if (magnitude > (uint64_t)max + negative)
        return fail(reader, "is out of range");
    *number = negative ? (int64_t)-magnitude : (int64_t)magnitude;
    return true;
}

static bool
read_unsigned(struct reader *reader, const struct token *token, uint64_t max, uint64_t *number)
{
    bool negative;

    if (!take_magnitude(reader, token, &negative, number))
        return false;
    return (*number <= max && (!negative || *number == 0)) || fail(reader, "is out of range");
}

static bool
read_real(struct reader *reader, const struct token *token, double max, double *number)
{
    bool text = token->kind == TOKEN_STRING;

    if (text && span_is(token->span, "NaN"))
        *number = NAN;
    else if (text && span_is(token->span, "Infinity"))
        *number = INFINITY;
    else if (text && span_is(token->span, "-Infinity"))
        *number = -INFINITY;
    else if (!is_number(token))
        return fail(reader, "must be a number");
    else if (!json_number_real(token->span, number) || fabs(*number) > max)
        return fail(reader, "is out of range");
    return true;
}

static bool
read_bool(struct reader *reader, const struct token *token, protobuf_c_boolean *value)
{
    if (token->kind != TOKEN_TRUE && token->kind != TOKEN_FALSE)
        return fail(reader, "must be true or false");
    *value = token->kind == TOKEN_TRUE;
    return true;
}

/* "COLOR_RED, COLOR_BLUE": without the one that stands for none. */
static void
list_names(const ProtobufCEnumDescriptor *type, char text[ENUM_NAMES_BYTES])
{
    size_t at = 0;

    text[0] = '\0';
    for (unsigned i = 0; i < type->n_values && at < ENUM_NAMES_BYTES; i++)
        if (type->values[i].value != 0)
            at += (size_t)snprintf(text + at, ENUM_NAMES_BYTES - at, "%s%s", at > 0 ? ", " : "",
                                   type->values[i].name);
}

/* Also numbers without a name: a newer peer may know it, whoever uses the value decides. */
static bool
read_enum(struct reader *reader, const ProtobufCEnumDescriptor *type, const struct token *token,
          int *value)
{
    char names[ENUM_NAMES_BYTES];
    int64_t number = 0;

    if (token->kind == TOKEN_NUMBER) {
        if (!read_signed(reader, token, INT32_MAX, &number))
            return false;
        *value = (int)number;
        return true;
    }
    for (unsigned i = 0; token->kind == TOKEN_STRING && i < type->n_value_names; i++) {
        if (span_is(token->span, type->values_by_name[i].name)) {
            *value = type->values[type->values_by_name[i].index].value;
            return true;
        }
    }
    list_names(type, names);
    return fail(reader, "must be one of %s", names);
}

static bool
read_text(struct reader *reader, const struct token *token, char **text)
{
    if (token->kind != TOKEN_STRING)
        return fail(reader, "must be text in quotes");
    *text = take(reader, token->span.bytes + 1);
    if (*text == NULL)
        return false;
    memcpy(*text, token->span.text, token->span.bytes);
    return true;
}

/* Base64 of either alphabet, padded or not. */
static bool
read_bytes(struct reader *reader, const struct token *token, ProtobufCBinaryData *data)
{
    const struct json_span span = token->span;

    if (token->kind != TOKEN_STRING)
        return fail(reader, "must be base64 in quotes");
    bool padded = span.bytes > 0 && span.text[span.bytes - 1] == '=';
    bool url_safe = memchr(span.text, '-', span.bytes) || memchr(span.text, '_', span.bytes);
    int variant = padded ? url_safe ? sodium_base64_VARIANT_URLSAFE : sodium_base64_VARIANT_ORIGINAL
                  : url_safe ? sodium_base64_VARIANT_URLSAFE_NO_PADDING
                             : sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
    size_t room = span.bytes / 4 * 3 + 3;

    data->data = take(reader, room);
    if (data->data == NULL)
        return false;
    if (sodium_base642bin(data->data, room, span.text, span.bytes, NULL, &data->len, NULL,
                          variant) != 0)
        return fail(reader, "must be base64 in quotes");
    return true;
}

/* A value of every type but messages. */
static bool
read_token(struct reader *reader, const ProtobufCFieldDescriptor *field, const struct token *token,
           void *at)
{
    int64_t number = 0;
    uint64_t magnitude = 0;
    double real = 0;

    switch (field->type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
        if (!read_signed(reader, token, INT32_MAX, &number))
            return false;
        *(int32_t *)at = (int32_t)number;
        return true;
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32:
        if (!read_unsigned(reader, token, UINT32_MAX, &magnitude))
            return false;
        *(uint32_t *)at = (uint32_t)magnitude;
        return true;
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
        return read_signed(reader, token, INT64_MAX, at);
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
        return read_unsigned(reader, token, UINT64_MAX, at);
    case PROTOBUF_C_TYPE_FLOAT:
        if (!read_real(reader, token, (double)FLT_MAX, &real))
            return false;
        *(float *)at = (float)real;
        return true;
    case PROTOBUF_C_TYPE_DOUBLE:
        return read_real(reader, token, DBL_MAX, at);
    case PROTOBUF_C_TYPE_BOOL:
        return read_bool(reader, token, at);
    case PROTOBUF_C_TYPE_ENUM:
        return read_enum(reader, field->descriptor, token, at);
    case PROTOBUF_C_TYPE_STRING:
        return read_text(reader, token, at);
    case PROTOBUF_C_TYPE_BYTES:
        return read_bytes(reader, token, at);
    case PROTOBUF_C_TYPE_MESSAGE:
        return fail(reader, "must be an object { ... }");
    }
    WRONG("a field type that protobuf does not have");
}

/* --- objects and lists ------------------------------------------------------------------------ */

static ProtobufCMessage *read_object(struct reader *reader, const ProtobufCMessageDescriptor *type);

static bool
read_value(struct reader *reader, const ProtobufCFieldDescriptor *field, void *at)
{
    struct token token;

    if (field->type == PROTOBUF_C_TYPE_MESSAGE)
        return (*(ProtobufCMessage **)at = read_object(reader, field->descriptor)) != NULL;
    return take_token(reader, &token) && read_token(reader, field, &token, at);
}

/* Room for count values, and for more up to the next power of two: see add_value. */
static void *
take_list(struct reader *reader, const ProtobufCFieldDescriptor *field, size_t count)
{
    size_t room = 1;

    while (room < count)
        room *= 2;
    return take(reader, room * json_field_bytes(field));
}

static bool
read_values(struct reader *reader, const ProtobufCFieldDescriptor *field, char *values,
            size_t count)
{
    size_t each = json_field_bytes(field);
    struct place place = {.within = reader->place};
    bool good = true;

    for (; good && place.index < count; place.index++) {
        reader->place = &place;
        good = read_value(reader, field, values + place.index * each);
        reader->place = place.within;
        if (good && place.index + 1 < count && !json_scan_take(&reader->scan, ','))
            good = fail_here(reader, "a comma is missing");
    }
    return good;
}

static bool
read_list(struct reader *reader, const ProtobufCFieldDescriptor *field, ProtobufCMessage *message)
{
    if (!json_scan_take(&reader->scan, '['))
        return fail(reader, "must be a list [ ... ]");
    size_t count = json_scan_count(reader->scan);
    char *values = take_list(reader, field, count);
    if (values == NULL || !read_values(reader, field, values, count))
        return false;
    if (!json_scan_take(&reader->scan, ']'))
        return fail_here(reader, "a comma or ] is missing");
    *(char **)json_field_member(message, field->offset) = values;
    *json_field_count(message, field) = count;
    return true;
}

static bool
is_camel_of(const char *name, struct json_span span)
{
    char camel[JSON_NAME_BYTES_MAX];
    size_t bytes = *name == *span.text ? json_field_camel(camel, name) : 0;

    return bytes == span.bytes && memcmp(camel, span.text, bytes) == 0;
}

static const ProtobufCFieldDescriptor *
find_field(const ProtobufCMessageDescriptor *type, struct json_span name)
{
    for (unsigned i = 0; name.bytes > 0 && i < type->n_fields; i++) {
        if (span_is(name, type->fields[i].name) || is_camel_of(type->fields[i].name, name))
            return &type->fields[i];
    }
    return NULL;
}

/* Mark the field as given. */
static bool
set_present(struct reader *reader, const ProtobufCFieldDescriptor *field, ProtobufCMessage *message)
{
    if (json_field_is_choice(field)) {
        uint32_t *choice = json_field_choice(message, field);
        if (*choice != 0)
            return fail(reader, "only one of these fields may be given");
        *choice = field->id;
    } else if (json_field_has_flag(field)) {
        *json_field_flag(message, field) = true;
    }
    return true;
}

/* What stands behind the name of a member. */
static bool
read_named(struct reader *reader, ProtobufCMessage *message, uint64_t *seen)
{
    const ProtobufCFieldDescriptor *field = find_field(message->descriptor, reader->place->name);

    if (field == NULL)
        return fail(reader, "there is no such field");
    size_t index = (size_t)(field - message->descriptor->fields);
    if (seen[index / 64] >> index % 64 & 1)
        return fail(reader, "is given twice");
    seen[index / 64] |= (uint64_t)1 << index % 64;
    if (!json_scan_take(&reader->scan, ':'))
        return fail_here(reader, "a colon is missing");
    if (json_scan_peek(&reader->scan) == 'n' && json_scan_word(&reader->scan, "null"))
        return true;
    if (field->label == PROTOBUF_C_LABEL_REPEATED)
        return read_list(reader, field, message);
    return set_present(reader, field, message) &&
           read_value(reader, field, json_field_member(message, field->offset));
}

static bool
read_member(struct reader *reader, ProtobufCMessage *message, uint64_t *seen)
{
    struct place place = {.within = reader->place};

    if (!take_string(reader, &place.name))
        return false;
    reader->place = &place;
    bool good = read_named(reader, message, seen);
    reader->place = place.within;
    return good;
}

static bool
read_members(struct reader *reader, ProtobufCMessage *message)
{
    uint64_t seen[FIELDS_MAX / 64] = {0};

    assert(message->descriptor->n_fields <= FIELDS_MAX);
    if (json_scan_take(&reader->scan, '}'))
        return true;
    do {
        if (!read_member(reader, message, seen))
            return false;
    } while (json_scan_take(&reader->scan, ','));
    return json_scan_take(&reader->scan, '}') || fail_here(reader, "a comma or } is missing");
}

static ProtobufCMessage *
read_object(struct reader *reader, const ProtobufCMessageDescriptor *type)
{
    if (!json_scan_take(&reader->scan, '{')) {
        fail(reader, "must be an object { ... }");
        return NULL;
    }
    if (++reader->depth > JSON_DEPTH_MAX) {
        fail(reader, "nested too deeply");
        return NULL;
    }
    ProtobufCMessage *message = take(reader, type->sizeof_message);
    if (message == NULL)
        return NULL;
    protobuf_c_message_init(type, message);
    bool good = read_members(reader, message);
    reader->depth--;
    return good ? message : NULL;
}

/* --- the doors -------------------------------------------------------------------------------- */

static size_t
memory_of(size_t bytes)
{
    return bytes < (MEMORY_MAX - MEMORY_SPARE) / MEMORY_FACTOR
               ? bytes * MEMORY_FACTOR + MEMORY_SPARE
               : MEMORY_MAX;
}

static struct reader
reader_of(struct arena *arena, const char *text, size_t bytes, char *error, size_t error_bytes)
{
    return (struct reader){
        .scan = {text, text + bytes},
        .start = text,
        .arena = arena,
        .bytes_left = memory_of(bytes),
        .error = error,
        .error_bytes = error_bytes,
    };
}

ProtobufCMessage *
json_read_message(struct arena *arena, const ProtobufCMessageDescriptor *type, const char *text,
                  size_t bytes, char *error, size_t error_bytes)
{
    size_t mark = arena_mark(arena);
    struct reader reader = reader_of(arena, text, bytes, error, error_bytes);
    ProtobufCMessage *message = NULL;

    if (!text_is_utf8(text, bytes))
        fail(&reader, "must be UTF-8 without NUL");
    else if (bytes >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        fail(&reader, "must begin with {, not with a byte order mark");
    else
        message = read_object(&reader, type);
    if (message != NULL && json_scan_peek(&reader.scan) != '\0') {
        fail_here(&reader, "something follows its end");
        message = NULL;
    }
    if (message == NULL)
        arena_reset(arena, mark);
    return message;
}

/* Where the next value of a list goes. Lists have room up to the next power of two. */
static void *
add_value(struct reader *reader, const ProtobufCFieldDescriptor *field, ProtobufCMessage *message)
{
    size_t count = *json_field_count(message, field);
    char **values = json_field_member(message, field->offset);
    size_t each = json_field_bytes(field);

    if ((count & (count - 1)) == 0) {
        char *longer = take_list(reader, field, count + 1);
        if (longer == NULL)
            return NULL;
        if (count > 0)
            memcpy(longer, *values, count * each);
        *values = longer;
    }
    return *values + count * each;
}

/* As a body would have it: true without quotes, an enum's number without quotes. */
static struct token
token_of_text(const ProtobufCFieldDescriptor *field, const char *text)
{
    struct token token = {TOKEN_STRING, {text, strlen(text)}};

    if (field->type == PROTOBUF_C_TYPE_ENUM && is_number(&token))
        token.kind = TOKEN_NUMBER;
    else if (field->type == PROTOBUF_C_TYPE_BOOL && span_is(token.span, "true"))
        token.kind = TOKEN_TRUE;
    else if (field->type == PROTOBUF_C_TYPE_BOOL && span_is(token.span, "false"))
        token.kind = TOKEN_FALSE;
    return token;
}

bool
json_set_field(struct arena *arena, ProtobufCMessage *message, const char *name, const char *value,
               char *error, size_t error_bytes)
{
    struct reader reader = reader_of(arena, value, strlen(value), error, error_bytes);
    struct place place = {.name = {name, strlen(name)}};
    const ProtobufCFieldDescriptor *field = find_field(message->descriptor, place.name);

    reader.place = &place;
    reader.bytes_left = SIZE_MAX; /* a list grows by more than its next value; URLs are short */
    if (field == NULL)
        return fail(&reader, "there is no such field");
    if (!text_is_utf8(value, strlen(value)))
        return fail(&reader, "must be UTF-8");

    struct token token = token_of_text(field, value);
    bool repeated = field->label == PROTOBUF_C_LABEL_REPEATED;
    void *at =
        repeated ? add_value(&reader, field, message) : json_field_member(message, field->offset);
    if (at == NULL || !read_token(&reader, field, &token, at))
        return false;
    if (field->type == PROTOBUF_C_TYPE_ENUM &&
        protobuf_c_enum_descriptor_get_value(field->descriptor, *(int *)at) == NULL)
        return fail(&reader, "there is no such value");
    if (repeated)
        ++*json_field_count(message, field);
    return repeated || set_present(&reader, field, message);
}
