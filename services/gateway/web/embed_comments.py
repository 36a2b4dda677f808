#!/usr/bin/python3
"""The comments of the .proto files as C, for the OpenAPI document. Run by the build.

    embed_comments.py DESCRIPTOR_SET OUT.c

The descriptor set comes from protoc --include_source_info. Names are full names: of messages, their
fields, enums and their values; sorted, so that they can be searched.
"""
import re
import sys

from google.protobuf import descriptor_pb2

MESSAGE, ENUM, NESTED_MESSAGE, NESTED_ENUM, FIELD, VALUE = 4, 5, 3, 4, 2, 2


def named_paths(file):
    """Every path into a file's descriptor that has a name, with that name."""
    def in_enum(path, enum, scope):
        yield path, f"{scope}.{enum.name}"
        for number, value in enumerate(enum.value):
            yield path + (VALUE, number), f"{scope}.{enum.name}.{value.name}"

    def in_message(path, message, scope):
        name = f"{scope}.{message.name}"
        yield path, name
        for number, field in enumerate(message.field):
            yield path + (FIELD, number), f"{name}.{field.name}"
        for number, inner in enumerate(message.nested_type):
            yield from in_message(path + (NESTED_MESSAGE, number), inner, name)
        for number, inner in enumerate(message.enum_type):
            yield from in_enum(path + (NESTED_ENUM, number), inner, name)

    for number, message in enumerate(file.message_type):
        yield from in_message((MESSAGE, number), message, file.package)
    for number, enum in enumerate(file.enum_type):
        yield from in_enum((ENUM, number), enum, file.package)


def plain(location):
    """One paragraph, without what only the protocol of the services needs: who asks whom, the reply's name."""
    text = " ".join(part.strip() for part in (location.leading_comments, location.trailing_comments) if part.strip())
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"^([^.]*->[^.]*|The same)\.\s*", "", text)
    text = re.sub(r"\s*\bReply: \w+( \(\w+\)|, [\w ,]+)?[.;]", "", text)
    return text.strip().lstrip("; ")


def comments(descriptors):
    for file in descriptors.file:
        names = dict(named_paths(file))
        for location in file.source_code_info.location:
            name, text = names.get(tuple(location.path)), plain(location)
            if name and text:
                yield name, text


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("?", "\\?") + '"'


def main():
    source, out = sys.argv[1:]
    with open(source, "rb") as file:
        descriptors = descriptor_pb2.FileDescriptorSet.FromString(file.read())
    rows = "".join(f"    {{ {literal(name)},\n      {literal(text)} }},\n" for name, text in sorted(comments(descriptors)))
    with open(out, "w", encoding="utf-8") as file:
        file.write('/* Made from the comments in proto/ by the build. */\n#include "services/gateway/web/proto_comment.h"\n'
                   f"const struct proto_comment proto_comments[] = {{\n{rows}}};\n"
                   "const size_t proto_comment_count = sizeof proto_comments / sizeof *proto_comments;\n")


if __name__ == "__main__":
    main()
