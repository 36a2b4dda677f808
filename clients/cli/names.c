/* The values of enums as people write them, see names.h. */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "clients/cli/names.h"

#define SHELVES 8

/* How many bytes all names but that of 0 have in common, through the last '_'. */
static size_t
prefix_of(const ProtobufCEnumDescriptor *type)
{
    const char *first = NULL;
    size_t common = 0;
    for (unsigned i = 0; i < type->n_values; i++) {
        const char *name = type->values[i].name;
        if (type->values[i].value == 0)
            continue;
        if (!first) {
            first = name;
            common = strlen(name);
        }
        size_t same = 0;
        while (same < common && name[same] == first[same])
            same++;
        common = same;
    }
    while (common > 0 && first[common - 1] != '_')
        common--;
    return common;
}

static void
write_plain(char *to, size_t bytes, const char *name, char gap)
{
    size_t i = 0;
    for (; name[i] && i < bytes - 1; i++)
        to[i] = name[i] == '_' ? gap : (char)tolower((unsigned char)name[i]);
    to[i] = '\0';
}

const char *
name_of(const ProtobufCEnumDescriptor *type, int value)
{
    static char shelves[SHELVES][64];
    static unsigned next;
    const ProtobufCEnumValue *named = protobuf_c_enum_descriptor_get_value(type, value);
    if (value == 0)
        return "-";
    char *shelf = shelves[next++ % SHELVES];
    if (named)
        write_plain(shelf, sizeof shelves[0], named->name + prefix_of(type), ' ');
    else
        snprintf(shelf, sizeof shelves[0], "%d", value);
    return shelf;
}

static bool
is_same(const char *name, const char *text)
{
    for (; *name && *text; name++, text++) {
        char wanted = *text == '-' || *text == ' ' ? '_' : (char)toupper((unsigned char)*text);
        if (*name != wanted)
            return false;
    }
    return *name == *text;
}

int
name_value(const ProtobufCEnumDescriptor *type, const char *text)
{
    size_t prefix = prefix_of(type);
    for (unsigned i = 0; i < type->n_values; i++)
        if (type->values[i].value != 0 &&
            (is_same(type->values[i].name, text) || is_same(type->values[i].name + prefix, text)))
            return type->values[i].value;
    return 0;
}

const char *
name_list(const ProtobufCEnumDescriptor *type)
{
    static char list[512];
    size_t prefix = prefix_of(type), at = 0;
    list[0] = '\0';
    for (unsigned i = 0; i < type->n_values && at < sizeof list - 70; i++) {
        if (type->values[i].value == 0)
            continue;
        at += (size_t)snprintf(list + at, sizeof list - at, "%s", at ? ", " : "");
        write_plain(list + at, sizeof list - at, type->values[i].name + prefix, '-');
        at += strlen(list + at);
    }
    return list;
}
