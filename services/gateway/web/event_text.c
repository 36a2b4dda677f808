/* See event_text.h. */
#include "services/gateway/web/event_text.h"

#include <string.h>

#include "common/message_types.h"
#include "services/gateway/cloud_event.h"

void
event_text_write(struct json_text *to, struct arena *arena, const uint8_t *event, size_t bytes)
{
    static const char begin[] = "data: ", end[] = "\n\n";
    const size_t before = to->bytes, mark = arena_mark(arena);

    json_text_add(to, begin, sizeof begin - 1);
    if (cloud_event_write(to, arena, event, bytes))
        json_text_add(to, end, sizeof end - 1);
    else
        to->bytes = before;
    arena_reset(arena, mark);
}

size_t
event_id_write(const struct place *place, char text[EVENT_ID_BYTES])
{
    memcpy(text, "id: ", 4);
    size_t bytes = 4 + place_write(place, text + 4);
    text[bytes++] = '\n';
    return bytes;
}

static int
compare(const char *type, size_t bytes, const char *name)
{
    const size_t name_bytes = strlen(name);
    const int order = memcmp(type, name, bytes < name_bytes ? bytes : name_bytes);

    if (order != 0)
        return order;
    return bytes == name_bytes ? 0 : bytes < name_bytes ? -1 : 1;
}

/* They are in the order of their names. */
int
event_type_index(const char *type, size_t bytes)
{
    size_t from = 0, to = message_type_count;

    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const int order = compare(type, bytes, message_types[middle]->name);
        if (order == 0)
            return (int)middle;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return -1;
}
