/*
 * Names: every message by its full name; codes and endpoints in words.
 */
#include <string.h>

#include "clients/libcrossdock/crossdock.h"
#include "common/message_types.h"

const ProtobufCMessageDescriptor *
crossdock_type_at(size_t index)
{
    return index < message_type_count ? message_types[index] : NULL;
}

const ProtobufCMessageDescriptor *
crossdock_type(const char *name)
{
    return message_type_find(name);
}

const char *
crossdock_receipt_name(uint32_t code)
{
    static const char prefix[] = "RECEIPT_";
    const ProtobufCEnumValue *value = protobuf_c_enum_descriptor_get_value(
        &crossdock__envelope__v1__receipt_code__descriptor, (int)code);
    return value ? value->name + sizeof prefix - 1 : "UNKNOWN";
}

const char *
crossdock_default_endpoint(const char *server)
{
    static const struct {
        const char *server, *endpoint;
    } defaults[] = {
        { "order", "tcp://127.0.0.1:7101" },
        { "inventory", "tcp://127.0.0.1:7102" },
        { "fulfillment-routing", "tcp://127.0.0.1:7103" },
        { "forecasting", "tcp://127.0.0.1:7104" },
        { "gateway", "tcp://127.0.0.1:7105" },
    };
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (strcmp(defaults[i].server, server) == 0)
            return defaults[i].endpoint;
    return NULL;
}
