# Turns the .proto files into message_types.c: every message of them, in the order of their full names.
# Arguments: OUT (the file), FOLDER (what the imports are relative to), PROTOS (files, separated by |).

set(names "")
set(includes "")
string(REPLACE "|" ";" files "${PROTOS}")
foreach(file IN LISTS files)
    file(READ "${file}" text)
    string(REGEX MATCH "\npackage ([a-z0-9.]+);" found "${text}")
    set(package "${CMAKE_MATCH_1}")
    string(REGEX MATCHALL "\nmessage [A-Za-z0-9]+" messages "${text}")
    foreach(message IN LISTS messages)
        string(REPLACE "\nmessage " "" message "${message}")
        list(APPEND names "${package}.${message}")
    endforeach()
    file(RELATIVE_PATH relative "${FOLDER}" "${file}")
    string(REGEX REPLACE "\\.proto$" ".pb-c.h" header "${relative}")
    string(APPEND includes "#include \"${header}\"\n")
endforeach()

list(SORT names)
set(rows "")
foreach(name IN LISTS names)
    string(REPLACE "." "__" symbol "${name}")
    string(REGEX REPLACE "([a-z0-9])([A-Z])" "\\1_\\2" symbol "${symbol}") # as protoc-c spells it
    string(TOLOWER "${symbol}" symbol)
    string(APPEND rows "    &${symbol}__descriptor,\n")
endforeach()

file(WRITE "${OUT}" "/* Made from proto/ by the build. */
#include \"common/message_types.h\"

#include <string.h>

${includes}
const ProtobufCMessageDescriptor *const message_types[] = {
${rows}};
const size_t message_type_count = sizeof message_types / sizeof *message_types;

const ProtobufCMessageDescriptor *
message_type_find(const char *name)
{
    size_t from = 0, to = message_type_count;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = strcmp(name, message_types[middle]->name);
        if (order == 0)
            return message_types[middle];
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return NULL;
}
")
