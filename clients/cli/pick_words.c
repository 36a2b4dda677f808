/* What is typed at the terminal of `crossdock pick`, see pick_words.h. */
#include <string.h>
#include <strings.h>

#include "clients/cli/names.h"
#include "clients/cli/pick_words.h"
#include "clients/libcrossdock/crossdock.h"
#include "common/text.h"

#define WORDS_MAX 3
#define UNITS_MAX 1000000
#define BLANKS    " \t\r\n"

const char pick_line_help[] =
    "  CODE [UNITS|all]          taken: a SKU or GTIN, one unit without a number\n"
    "  short [UNITS] [REASON]    not there, of the task that is shown: not-found,\n"
    "                            damaged, wrong-item or expired\n"
    "  instead CODE [UNITS|all]  a substitute for the task that is shown\n"
    "  skip                      the next task; come back to this one later\n"
    "  list                      all tasks, and how far they are\n"
    "  return                    give the list back for others, and end\n"
    "  done                      end; the list stays yours until its lease ends\n";

static const struct {
    const char *word;
    enum pick_kind kind;
} kinds[] = {
    {"instead", PICK_INSTEAD}, {"short", PICK_SHORT}, {"skip", PICK_SKIP},     {"list", PICK_LIST},
    {"help", PICK_HELP},       {"?", PICK_HELP},      {"return", PICK_RETURN}, {"done", PICK_DONE},
    {"quit", PICK_DONE},       {"undo", PICK_UNDO},
};

static enum pick_kind
kind_of(const char *word)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcasecmp(word, kinds[i].word) == 0)
            return kinds[i].kind;
    return PICK_SCAN;
}

static struct pick_line
wrong(const char *why)
{
    return (struct pick_line){.kind = PICK_WRONG, .wrong = why};
}

static bool
read_units(const char *word, int64_t *units)
{
    if (strcasecmp(word, "all") == 0) {
        *units = PICK_ALL;
        return true;
    }
    return text_to_int64(word, units) && *units >= 1 && *units <= UNITS_MAX;
}

/* The words behind "short". */
static struct pick_line
read_short(char **words, int count)
{
    struct pick_line line = {.kind = PICK_SHORT,
                             .units = PICK_ALL,
                             .reason = CROSSDOCK__ROUTING__V1__SHORT_REASON__SHORT_NOT_FOUND};
    bool has_units = false, has_reason = false;
    for (int i = 0; i < count; i++) {
        int reason = name_value(&crossdock__routing__v1__short_reason__descriptor, words[i]);
        if (reason && !has_reason) {
            line.reason = reason;
            has_reason = true;
        } else if (!has_units && read_units(words[i], &line.units)) {
            has_units = true;
        } else {
            return wrong("it is: short [UNITS] [not-found|damaged|wrong-item|expired]");
        }
    }
    return line;
}

struct pick_line
pick_line_read(char *text)
{
    char *words[WORDS_MAX], *rest = text;
    int count = 0;
    for (char *word; (word = strsep(&rest, BLANKS));) {
        if (!*word)
            continue;
        if (count == WORDS_MAX)
            return wrong("too many words; 'help' lists what is understood");
        words[count++] = word;
    }
    if (count == 0)
        return (struct pick_line){.kind = PICK_NOTHING};
    struct pick_line line = {.kind = kind_of(words[0]), .units = 1};
    int at = line.kind == PICK_INSTEAD; /* of the code */
    if (line.kind == PICK_SHORT)
        return read_short(words + 1, count - 1);
    if (line.kind != PICK_SCAN && line.kind != PICK_INSTEAD)
        return count == 1 ? line : wrong("nothing may follow this word");
    if (count <= at)
        return wrong("it is: instead CODE [UNITS]");
    if (count > at + 2 || (count == at + 2 && !read_units(words[at + 1], &line.units)))
        return wrong("it is: CODE [UNITS|all]");
    line.code = words[at] + (words[at][0] == '=' && words[at][1]);
    return line;
}
