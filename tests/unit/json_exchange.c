/*
 * The other side of tests/unit/json_google. Each line of input holds the full name of a type, a
 * message as hexadecimal bytes, and a message as JSON, separated by tabs. Each line of output holds
 * the first as JSON, a tab, and the second as hexadecimal bytes (or why it was refused).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/json_message.h"
#include "common/message.h"
#include "common/message_types.h"

static size_t
from_hex(const char *hex, uint8_t *bytes)
{
    size_t count = strlen(hex) / 2;

    for (size_t i = 0; i < count; i++)
        bytes[i] = (uint8_t)strtoul((char[]){hex[2 * i], hex[2 * i + 1], '\0'}, NULL, 16);
    return count;
}

static void
say_as_json(struct arena *arena, const ProtobufCMessageDescriptor *type, const char *hex)
{
    uint8_t *bytes = arena_take(arena, strlen(hex) / 2 + 1);
    size_t count = from_hex(hex, bytes);
    struct json_text text = {0};
    const char *reason = NULL;
    const ProtobufCMessage *message = message_read(arena, type, bytes, count, &reason);

    if (message == NULL) {
        printf("refused: %s", reason);
        return;
    }
    json_write_message(&text, message, JSON_MAPPING);
    fputs(text.text, stdout);
    json_text_free(&text);
}

static void
say_as_bytes(struct arena *arena, const ProtobufCMessageDescriptor *type, const char *json)
{
    char error[400];
    size_t count;
    const ProtobufCMessage *message =
        json_read_message(arena, type, json, strlen(json), error, sizeof error);

    if (message == NULL) {
        printf("refused: %s", error);
        return;
    }
    const uint8_t *bytes = message_pack(arena, message, &count);
    for (size_t i = 0; i < count; i++)
        printf("%02x", bytes[i]);
}

int
main(void)
{
    struct arena *arena = arena_create((size_t)256 << 20);
    char *line = NULL;
    size_t room = 0;

    while (getline(&line, &room, stdin) > 0) {
        char *rest = line, *name = strsep(&rest, "\t"), *hex = strsep(&rest, "\t");
        char *json = strsep(&rest, "\n");
        const ProtobufCMessageDescriptor *type = message_type_find(name);
        if (type == NULL || hex == NULL || json == NULL) {
            fprintf(stderr, "not a line: %s\n", name);
            return EXIT_FAILURE;
        }
        say_as_json(arena, type, hex);
        putchar('\t');
        say_as_bytes(arena, type, json);
        putchar('\n');
        arena_reset(arena, 0);
    }
    free(line);
    arena_destroy(&arena);
    return EXIT_SUCCESS;
}
