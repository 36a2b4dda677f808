/* See timeline.h. */
#include "services/gateway/timeline.h"

#include <string.h>

#include "common/service.h"
#include "services/gateway/store.h"

#define ROW_BYTES_MAX    ((size_t)8 * 1024) /* what is read for each turn of an order */
#define NUMBER_BYTES_MAX 20

/* Ids of commands are chosen by clients: none may end a field or a line. */
static const char *
without_controls(struct turn *turn, const char *text)
{
    const char *at = text;

    while ((uint8_t)*at >= 0x20)
        at++;
    if (*at == '\0')
        return text;
    char *clean = arena_text(turn_arena(turn), text);
    for (char *c = clean; *c != '\0'; c++)
        if ((uint8_t)*c < 0x20)
            *c = ' ';
    return clean;
}

static void
append(struct turn *turn, struct touched_order *touched, const char *line, size_t bytes)
{
    struct timeline_entry *entry = arena_take(turn_arena(turn), sizeof *entry);

    *entry = (struct timeline_entry){ .line = line, .bytes = bytes };
    if (touched->first == NULL)
        touched->first = entry;
    else
        touched->last->next = entry;
    touched->last = entry;
}

static char *
put_number(char *to, uint64_t value)
{
    char digits[NUMBER_BYTES_MAX];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    memcpy(to, digits + at, sizeof digits - at);
    to += sizeof digits - at;
    *to = '\t';
    return to + 1;
}

static char *
put_text(char *to, const char *text, size_t bytes, char end)
{
    memcpy(to, text, bytes);
    to[bytes] = end;
    return to + bytes + 1;
}

/* "order id, time, source, position, type, id, cause, words", with tabs between and a line feed at the end. The
 * source is its first letter, the type without its package: both follow from each other. */
void
timeline_note(struct turn *turn, struct touched_order *touched, const struct input *input, const char *words)
{
    const char *texts[] = { input->handler->input->short_name, input->id, without_controls(turn, input->cause),
                            without_controls(turn, words) };
    enum { TEXTS = sizeof texts / sizeof texts[0] };
    size_t lengths[TEXTS], room = 3 * (NUMBER_BYTES_MAX + 1) + 2;

    for (size_t i = 0; i < TEXTS; i++)
        room += (lengths[i] = strlen(texts[i])) + 1;
    char *line = arena_take(turn_arena(turn), room), *to = line;
    to = put_number(to, (uint64_t)touched->order->order_id);
    to = put_number(to, (uint64_t)input->time_us);
    to = put_text(to, input->source, 1, '\t');
    to = put_number(to, input->position);
    for (size_t i = 0; i < TEXTS; i++)
        to = put_text(to, texts[i], lengths[i], i + 1 < TEXTS ? '\t' : '\n');
    append(turn, touched, line, (size_t)(to - line));
}

static void
finish_row(struct turn *turn, struct timeline_stage *stage)
{
    if (stage->used == 0)
        return;
    struct column *row = batch_row(turn, BATCH_TIMELINE);
    column_add_int8(&row[0], stage->row_id);
    column_add_bytes(&row[1], stage->text, stage->used);
    stage->used = 0;
}

static void
begin_row(struct turn *turn, struct timeline_stage *stage, size_t bytes)
{
    struct state *state = turn_state(turn);

    finish_row(turn, stage);
    journal_keep(turn_journal(turn), &state->timeline_row_id, sizeof state->timeline_row_id);
    stage->row_id = ++state->timeline_row_id;
    stage->room = bytes > ROW_BYTES_MAX ? bytes : ROW_BYTES_MAX;
    stage->text = arena_take(turn_arena(turn), stage->room);
}

static void
add_line(struct timeline_stage *stage, const struct timeline_entry *entry)
{
    memcpy(stage->text + stage->used, entry->line, entry->bytes);
    stage->used += entry->bytes;
}

int64_t
timeline_add(struct turn *turn, struct touched_order *touched)
{
    struct timeline_stage *stage = &((struct stage *)turn_stage(turn))->timeline;
    size_t bytes = 0;

    if (touched->first == NULL)
        return 0;
    for (const struct timeline_entry *entry = touched->first; entry != NULL; entry = entry->next)
        bytes += entry->bytes;
    if (stage->text == NULL || stage->used + bytes > stage->room)
        begin_row(turn, stage, bytes);
    for (const struct timeline_entry *entry = touched->first; entry != NULL; entry = entry->next)
        add_line(stage, entry);
    return stage->row_id;
}

void
timeline_save(struct turn *turn)
{
    finish_row(turn, &((struct stage *)turn_stage(turn))->timeline);
}
