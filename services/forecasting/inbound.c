/*
 * Documents of what is to come; see inbound.h.
 */
#include "services/forecasting/inbound.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "services/forecasting/core/stock/stock.h"
#include "services/forecasting/wire_check.h"

#define KEY_BYTES 80

static const char *
key_of(char key[KEY_BYTES], enum inbound_kind kind, const char *number)
{
    snprintf(key, KEY_BYTES, "%d %s", (int)kind, number);
    return key;
}

int64_t
inbound_open(const struct inbound_line *line)
{
    return line->expected > line->gone ? line->expected - line->gone : 0;
}

bool
inbound_told_open(const struct inbound_told *told)
{
    for (uint32_t i = 0; i < told->line_count; i++)
        if (told->lines[i].expected > told->lines[i].gone)
            return true;
    return false;
}

struct inbound_document *
inbound_find(const struct memory *memory, enum inbound_kind kind, const char *number)
{
    char key[KEY_BYTES];

    return map_find_text(memory->inbound, key_of(key, kind, number));
}

static void
link_line(struct journal *journal, struct inbound_line *line, const struct inbound_line_told *told)
{
    struct inbound_document *document = line->document;
    struct place *to = memory_place_for(journal, told->item, document->location);

    line->to = to;
    memory_keep(journal, &to->coming, sizeof to->coming);
    line->next_coming = to->coming;
    to->coming = line;
    if (!document->drafted || document->origin == NULL)
        return;
    struct place *from = memory_place_for(journal, told->item, document->origin);
    line->from = from;
    memory_keep(journal, &from->leaving, sizeof from->leaving);
    line->next_leaving = from->leaving;
    from->leaving = line;
}

struct inbound_document *
inbound_add(struct memory *memory, struct journal *journal, const struct inbound_told *told)
{
    char key[KEY_BYTES];
    struct inbound_document *document =
        map_add_text(memory->inbound, journal, key_of(key, told->kind, told->number),
                     sizeof *document + told->line_count * sizeof document->lines[0]);

    document->kind = told->kind;
    document->number = strchr(map_text_of(document), ' ') + 1;
    document->location = told->location;
    document->origin = told->origin;
    document->drafted = told->drafted;
    document->supplier = memory_text(memory, journal, told->supplier);
    document->opened_at_us = told->opened_at_us;
    document->due_at_us = told->due_at_us;
    document->line_count = told->line_count;
    for (uint32_t i = 0; i < told->line_count; i++) {
        struct inbound_line *line = &document->lines[i];
        line->document = document;
        line->line = told->lines[i].line;
        line->expected = told->lines[i].expected;
        line->received = told->lines[i].received;
        line->gone = told->lines[i].gone;
        link_line(journal, line, &told->lines[i]);
    }
    return document;
}

static void
unlink_line(struct journal *journal, struct inbound_line *line)
{
    struct inbound_line **at = &line->to->coming;

    while (*at != line)
        at = &(*at)->next_coming;
    memory_keep(journal, at, sizeof *at);
    *at = line->next_coming;
    if (line->from == NULL)
        return;
    for (at = &line->from->leaving; *at != line;)
        at = &(*at)->next_leaving;
    memory_keep(journal, at, sizeof *at);
    *at = line->next_leaving;
}

void
inbound_remove(struct memory *memory, struct journal *journal, struct inbound_document *document)
{
    for (uint32_t i = 0; i < document->line_count; i++)
        unlink_line(journal, &document->lines[i]);
    map_remove_text(memory->inbound, journal, map_text_of(document));
}

/* --- what documents mean for a place --------------------------------------------------------- */

static int64_t
coming(const struct place *place, bool by_transfer)
{
    int64_t units = 0;

    for (const struct inbound_line *line = place->coming; line != NULL; line = line->next_coming)
        if ((line->document->kind == INBOUND_TRANSFER) == by_transfer)
            units += inbound_open(line);
    return units;
}

int64_t
place_on_order(const struct place *place)
{
    return coming(place, false);
}

int64_t
place_in_transfer(const struct place *place)
{
    return coming(place, true);
}

int64_t
place_leaving(const struct place *place)
{
    int64_t units = 0;

    for (const struct inbound_line *line = place->leaving; line != NULL; line = line->next_leaving)
        units += inbound_open(line);
    return units;
}

static int
by_day(const void *left, const void *right)
{
    const struct inbound *a = left, *b = right;

    return (a->day > b->day) - (a->day < b->day);
}

struct inbound *
place_inbound(struct arena *arena, const struct place *place, int64_t now_us, size_t *count)
{
    size_t lines = 0;

    for (const struct inbound_line *line = place->coming; line != NULL; line = line->next_coming)
        lines++;
    struct inbound *inbound = arena_take(arena, (lines + 1) * sizeof *inbound);
    *count = 0;
    for (const struct inbound_line *line = place->coming; line != NULL; line = line->next_coming) {
        const int64_t days = (line->document->due_at_us - now_us) / DAY_US;
        if (inbound_open(line) > 0)
            inbound[(*count)++] =
                (struct inbound){.day = days < 1 ? 1 : (int32_t)days, .units = inbound_open(line)};
    }
    qsort(inbound, *count, sizeof *inbound, by_day);
    return inbound;
}
