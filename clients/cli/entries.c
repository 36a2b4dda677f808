/* Words like "A=3,lot=L1", see entries.h. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/complain.h"
#include "clients/cli/entries.h"
#include "common/text.h"

static bool
is_one_of(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = words; length > 0 && *at;
         at += strcspn(at, "|") + (at[strcspn(at, "|")] == '|'))
        if (strcspn(at, "|") == length && strncmp(at, word, length) == 0)
            return true;
    return false;
}

/* "lot=L1,expires=2027-01-31" */
static bool
read_more(struct entry *entry, char *text, const char *form, const char *words)
{
    for (char *part; (part = strsep(&text, ","));) {
        char *equals = strchr(part, '=');
        if (equals)
            *equals = '\0';
        if (!equals || !is_one_of(words, part) || entry->more_count == ENTRY_MORE_MAX) {
            cli_complain("'%s' in '%s=%s' is not understood; it is %s", part, entry->name,
                         entry->value, form);
            return false;
        }
        entry->more[entry->more_count].word = part;
        entry->more[entry->more_count++].value = equals + 1;
    }
    return true;
}

bool
entry_read(struct entry *entry, char *text, const char *form, const char *words)
{
    *entry = (struct entry){.name = text};
    char *equals = strchr(text, '='), *comma = equals ? strchr(equals, ',') : NULL;
    if (comma)
        *comma = '\0';
    equals = equals ? strrchr(text, '=') : strrchr(text, ':');
    if (!equals || equals == text || !equals[1]) {
        cli_complain("'%s' is not %s", text, form);
        return false;
    }
    *equals = '\0';
    entry->value = equals + 1;
    return !comma || read_more(entry, comma + 1, form, words);
}

char *
entry_more(const struct entry *entry, const char *word)
{
    for (int i = 0; i < entry->more_count; i++)
        if (strcmp(entry->more[i].word, word) == 0)
            return entry->more[i].value;
    return NULL;
}

bool
entry_number(const struct entry *entry, const char *form, int64_t min, int64_t max, int64_t *number)
{
    if (text_to_int64(entry->value, number) && *number >= min && *number <= max)
        return true;
    cli_complain("'%s' in '%s=%s' is not a whole number from %lld to %lld; it is %s", entry->value,
                 entry->name, entry->value, (long long)min, (long long)max, form);
    return false;
}

bool
entry_line(const struct entry *entry, const char *form, uint32_t *line)
{
    int64_t number;
    if (!text_to_int64(entry->name, &number) || number < 1 || number > UINT32_MAX) {
        cli_complain("'%s' is not the number of a line; it is %s", entry->name, form);
        return false;
    }
    *line = (uint32_t)number;
    return true;
}
