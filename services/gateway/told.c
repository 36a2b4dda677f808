/* See told.h. */
#include "services/gateway/told.h"

#include <stdarg.h>
#include <stdio.h>

#include "services/gateway/handlers.h"

uint64_t
told_order(const struct input *input)
{
    const ProtobufCFieldDescriptor *field =
        protobuf_c_message_descriptor_get_field_by_name(input->handler->input, "order_id");

    if (field == NULL || field->type != PROTOBUF_C_TYPE_UINT64 || field->label == PROTOBUF_C_LABEL_REPEATED)
        return 0;
    const uint64_t order_id = *(const uint64_t *)((const char *)input->message + field->offset);
    return order_id <= INT64_MAX ? order_id : 0;
}

int64_t
told_units(told_line *const *lines, size_t count)
{
    int64_t units = 0;

    for (size_t i = 0; i < count; i++)
        units += lines[i]->quantity;
    return units;
}

void
want_order(struct turn *turn, const struct input *input)
{
    orders_want(turn, told_order(input));
}

struct touched_order *
tell_order(struct turn *turn, const struct input *input, const char *format, ...)
{
    const uint64_t order_id = told_order(input);
    char words[300];
    va_list arguments;

    if (order_id == 0)
        return NULL;
    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    struct touched_order *touched = orders_touch(turn, order_id, input->time_us);
    timeline_note(turn, touched, input, words);
    return touched;
}
