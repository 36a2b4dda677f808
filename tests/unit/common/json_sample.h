/*
 * A message type with one field of each kind, described by hand: optional, repeated, nested, one of
 * several, an enum. The project's own messages do not have all of these.
 */
#ifndef JSON_SAMPLE_H
#define JSON_SAMPLE_H

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct sample {
    ProtobufCMessage base;
    struct sample *child;
    char *text;
    size_t number_count;
    int64_t *numbers;
    ProtobufCBinaryData blob;
    uint64_t whole;
    size_t name_count;
    char **names;
    double real;
    float half;
    protobuf_c_boolean is_small;
    protobuf_c_boolean has_limit;
    uint32_t limit;
    int color;
    uint32_t choice_case;
    union {
        int32_t whole_choice;
        char *text_choice;
    } choice;
    char ballast[512]; /* messages may be much larger than their texts */
};

/* A list of samples, for what only many of them show. */
struct sample_list {
    ProtobufCMessage base;
    size_t child_count;
    struct sample **children;
};

static const ProtobufCMessageDescriptor sample_type, sample_list_type;

#define FIELD(owner_, name_, id_, label_, type_, quantifier_, member_, of_, flags_)                \
    {                                                                                              \
        .name = name_, .id = id_, .label = PROTOBUF_C_LABEL_##label_,                              \
        .type = PROTOBUF_C_TYPE_##type_, .quantifier_offset = quantifier_,                         \
        .offset = offsetof(struct owner_, member_), .descriptor = of_, .flags = flags_,            \
    }
#define PLAIN(name_, id_, type_, member_, of_)                                                     \
    FIELD(sample, name_, id_, NONE, type_, 0, member_, of_, 0)
#define LIST(name_, id_, type_, count_, member_)                                                   \
    FIELD(sample, name_, id_, REPEATED, type_, offsetof(struct sample, count_), member_, NULL, 0)
#define CHOICE(name_, id_, type_, member_)                                                         \
    FIELD(sample, name_, id_, NONE, type_, offsetof(struct sample, choice_case), member_, NULL,    \
          PROTOBUF_C_FIELD_FLAG_ONEOF)

static const ProtobufCEnumValue colors[] = {{"COLOR_NONE", "COLOR_NONE", 0},
                                            {"COLOR_RED", "COLOR_RED", 2},
                                            {"COLOR_BLUE", "COLOR_BLUE", 3}};
static const ProtobufCEnumValueIndex colors_by_name[] = {
    {"COLOR_BLUE", 2}, {"COLOR_NONE", 0}, {"COLOR_RED", 1}};
static const ProtobufCIntRange color_ranges[] = {{0, 0}, {2, 1}, {0, 3}};
static const ProtobufCEnumDescriptor color_type = {
    .magic = PROTOBUF_C__ENUM_DESCRIPTOR_MAGIC,
    .name = "sample.Color",
    .n_values = 3,
    .values = colors,
    .n_value_names = 3,
    .values_by_name = colors_by_name,
    .n_value_ranges = 2,
    .value_ranges = color_ranges,
};

static const ProtobufCFieldDescriptor sample_fields[] = {
    PLAIN("child", 1, MESSAGE, child, &sample_type),
    PLAIN("some_text", 2, STRING, text, NULL),
    LIST("numbers", 3, INT64, number_count, numbers),
    PLAIN("blob", 4, BYTES, blob, NULL),
    PLAIN("whole", 5, FIXED64, whole, NULL),
    LIST("names", 6, STRING, name_count, names),
    PLAIN("real", 7, DOUBLE, real, NULL),
    PLAIN("half", 8, FLOAT, half, NULL),
    PLAIN("is_small", 9, BOOL, is_small, NULL),
    FIELD(sample, "limit", 10, OPTIONAL, UINT32, offsetof(struct sample, has_limit), limit, NULL,
          0),
    PLAIN("color", 11, ENUM, color, &color_type),
    CHOICE("whole_choice", 12, INT32, choice.whole_choice),
    CHOICE("text_choice", 13, STRING, choice.text_choice),
};

static void
sample_init(ProtobufCMessage *message)
{
    memset(message, 0, sizeof(struct sample));
    message->descriptor = &sample_type;
}

static const ProtobufCMessageDescriptor sample_type = {
    .magic = PROTOBUF_C__MESSAGE_DESCRIPTOR_MAGIC,
    .name = "sample.Sample",
    .sizeof_message = sizeof(struct sample),
    .n_fields = sizeof sample_fields / sizeof *sample_fields,
    .fields = sample_fields,
    .message_init = sample_init,
};

static const ProtobufCFieldDescriptor sample_list_fields[] = {
    FIELD(sample_list, "children", 1, REPEATED, MESSAGE, offsetof(struct sample_list, child_count),
          children, &sample_type, 0),
};

static void
sample_list_init(ProtobufCMessage *message)
{
    memset(message, 0, sizeof(struct sample_list));
    message->descriptor = &sample_list_type;
}

static const ProtobufCMessageDescriptor sample_list_type = {
    .magic = PROTOBUF_C__MESSAGE_DESCRIPTOR_MAGIC,
    .name = "sample.SampleList",
    .sizeof_message = sizeof(struct sample_list),
    .n_fields = 1,
    .fields = sample_list_fields,
    .message_init = sample_list_init,
};

#endif
