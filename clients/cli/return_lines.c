/* Lines of a return as words, see return_lines.h. */
#include <stdlib.h>
#include <string.h>

#include "clients/cli/currencies.h"
#include "clients/cli/entries.h"
#include "clients/cli/names.h"
#include "clients/cli/return_lines.h"
#include "clients/cli/sheet.h"
#include "common/text.h"

#define UNITS_MAX 1000000

typedef Crossdock__Order__V1__ReturnLine return_line;

static const ProtobufCEnumDescriptor *const reasons =
    &crossdock__order__v1__return_reason__descriptor;
static const ProtobufCEnumDescriptor *const dispositions =
    &crossdock__order__v1__disposition__descriptor;
static const ProtobufCEnumDescriptor *const resolutions =
    &crossdock__order__v1__resolution__descriptor;

void
return_lines_forget(struct return_lines *lines)
{
    free(lines->list);
    free(lines->pointers);
}

return_line *
return_lines_add(struct return_lines *lines)
{
    return_line *line = &lines->list[lines->count];
    crossdock__order__v1__return_line__init(line);
    line->reason = (Crossdock__Order__V1__ReturnReason)lines->reason;
    line->disposition = (Crossdock__Order__V1__Disposition)lines->disposition;
    line->resolution = (Crossdock__Order__V1__Resolution)lines->resolution;
    lines->pointers[lines->count++] = line;
    return line;
}

void
return_lines_make_room(struct return_lines *lines, size_t count)
{
    lines->list = calloc(count + 1, sizeof *lines->list);
    lines->pointers = calloc(count + 1, sizeof *lines->pointers);
    assert(lines->list && lines->pointers);
}

/* One of the names of an enum; 0 after saying which there are. */
static int
read_choice(const ProtobufCEnumDescriptor *type, const char *word, const char *value)
{
    int found = name_value(type, value);
    if (found == 0)
        cli_complain("'%s' is no %s; they are: %s", value, word, name_list(type));
    return found;
}

static bool
read_more(const struct return_lines *lines, return_line *line, const char *word, char *value)
{
    if (strcmp(word, "reason") == 0)
        return (line->reason =
                    (Crossdock__Order__V1__ReturnReason)read_choice(reasons, word, value)) != 0;
    if (strcmp(word, "disposition") == 0)
        return (line->disposition =
                    (Crossdock__Order__V1__Disposition)read_choice(dispositions, word, value)) != 0;
    if (strcmp(word, "resolution") == 0)
        return (line->resolution =
                    (Crossdock__Order__V1__Resolution)read_choice(resolutions, word, value)) != 0;
    if (strcmp(word, "condition") == 0) {
        line->condition = value;
        return true;
    }
    if (sheet_price(value, currency_digits(lines->currency ? lines->currency : ""),
                    &line->refund_minor))
        return true;
    cli_complain("'%s' is not an amount like 12.50", value);
    return false;
}

static bool
read_line(struct return_lines *lines, char *word)
{
    struct entry entry;
    int64_t number;
    return_line *line = return_lines_add(lines);
    if (!entry_read(&entry, word, lines->form, lines->more) ||
        !entry_number(&entry, lines->form, 1, UNITS_MAX, &line->quantity))
        return false;
    if (text_to_int64(entry.name, &number) && number > 0 && number <= UINT32_MAX)
        line->line = (uint32_t)number;
    else
        line->sku = entry.name;
    for (int i = 0; i < entry.more_count; i++)
        if (!read_more(lines, line, entry.more[i].word, entry.more[i].value))
            return false;
    return true;
}

bool
return_lines_read(struct return_lines *lines, const struct word_list *words, int first)
{
    return_lines_make_room(lines, (size_t)words->count);
    for (int i = first; i < words->count; i++)
        if (!read_line(lines, words->list[i]))
            return false;
    return true;
}
