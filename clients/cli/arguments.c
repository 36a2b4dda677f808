/* The words and options of a command, see arguments.h. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/dates.h"
#include "clients/cli/names.h"
#include "clients/cli/options.h"
#include "common/check.h"
#include "common/text.h"

#define FLAGS_MAX 24
#define FIRST_KEY 1000
#define DAY_US    (INT64_C(86400) * 1000000)

struct reading {
    const struct flag *flags;
    struct word_list words;
    int words_min, words_max;
};

bool
arguments_time(const char *text, int64_t *unix_us)
{
    static const struct {
        char unit;
        int64_t seconds;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'w', INT64_C(7) * 86400}};
    char digits[16] = "";
    int64_t count;
    if (*text != '+')
        return date_read(text, unix_us);
    size_t length = strlen(text + 1);
    if (length < 2 || length > sizeof digits || strspn(text + 1, "0123456789") != length - 1)
        return false;
    memcpy(digits, text + 1, length - 1);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (units[i].unit == text[length] && text_to_int64(digits, &count) && count < 1000000000) {
            *unix_us = ((int64_t)time(NULL) + count * units[i].seconds) * 1000000;
            return true;
        }
    return false;
}

bool
arguments_day(const char *text, int32_t *day)
{
    int64_t unix_us;
    if (!date_read(text, &unix_us))
        return false;
    *day = (int32_t)(unix_us / DAY_US);
    return true;
}

static void
add_to_list(struct word_list *words, char *word)
{
    words->list = realloc(words->list, (size_t)(words->count + 1) * sizeof *words->list);
    assert(words->list);
    words->list[words->count++] = word;
}

static void
set(const struct flag *flag, char *argument, struct argp_state *state)
{
    switch (flag->kind) {
    case FLAG_SWITCH:
        *(bool *)flag->to = true;
        break;
    case FLAG_TEXT:
        *(const char **)flag->to = argument;
        break;
    case FLAG_NUMBER: {
        char name[64];
        snprintf(name, sizeof name, "--%s", flag->name);
        struct flag_number *number = flag->to;
        number->value = options_number(state, name, argument, number->min, number->max);
        break;
    }
    case FLAG_TIME:
        if (!arguments_time(argument, flag->to))
            argp_error(state, "--%s must be a time like 2026-12-01 08:00 or +3d, not '%s'",
                       flag->name, argument);
        break;
    case FLAG_DAY:
        if (!arguments_day(argument, flag->to))
            argp_error(state, "--%s must be a day like 2026-12-31, not '%s'", flag->name, argument);
        break;
    case FLAG_CHOICE: {
        struct flag_choice *choice = flag->to;
        choice->value = name_value(choice->type, argument);
        if (choice->value == 0)
            argp_error(state, "--%s must be one of: %s", flag->name, name_list(choice->type));
        break;
    }
    case FLAG_LIST:
        add_to_list(flag->to, argument);
        break;
    }
}

static error_t
parse(int key, char *argument, struct argp_state *state)
{
    struct reading *reading = state->input;
    if (key >= FIRST_KEY && key < FIRST_KEY + FLAGS_MAX) {
        set(&reading->flags[key - FIRST_KEY], argument, state);
        return 0;
    }
    switch (key) {
    case ARGP_KEY_ARGS:
        reading->words.list = state->argv + state->next;
        reading->words.count = state->argc - state->next;
        return 0;
    case ARGP_KEY_END:
        if (reading->words.count < reading->words_min)
            argp_error(state, "%s",
                       reading->words.count ? "more words are needed" : "an argument is missing");
        if (reading->words.count > reading->words_max)
            argp_error(state, "'%s' is one word too many", reading->words.list[reading->words_max]);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

struct word_list
arguments_read(int argc, char **argv, const char *usage, const char *doc, const struct flag *flags,
               int words_min, int words_max)
{
    struct argp_option list[FLAGS_MAX + 1] = {0};
    struct reading reading = {.flags = flags, .words_min = words_min, .words_max = words_max};
    const struct argp argp = {list, parse, usage, doc, options_children, NULL, NULL};
    for (int i = 0; flags[i].name; i++) {
        assert(i < FLAGS_MAX);
        list[i] = (struct argp_option){
            flags[i].name, FIRST_KEY + i, flags[i].argument, 0, flags[i].what, 0};
    }
    argp_parse(&argp, argc, argv, 0, NULL, &reading);
    return reading.words;
}

struct word_list
arguments_words(int argc, char **argv, const char *usage, const char *doc, int words_min,
                int words_max)
{
    const struct flag flags[] = {{0}};
    return arguments_read(argc, argv, usage, doc, flags, words_min, words_max);
}

char *
arguments_word_with_reason(int argc, char **argv, const char *usage, const char *doc,
                           const char *what, char **reason)
{
    const char *text = "";
    const struct flag flags[] = {
        {"reason", "TEXT", what, FLAG_TEXT, &text},
        {0},
    };
    struct word_list words = arguments_read(argc, argv, usage, doc, flags, 1, 1);
    *reason = (char *)text;
    return words.list[0];
}

uint64_t
arguments_number_of(const char *thing, const char *word)
{
    int64_t number;
    if (!text_to_int64(word, &number) || number < 1) {
        cli_complain("'%s' is not the number of a %s", word, thing);
        exit(CLI_USAGE);
    }
    return (uint64_t)number;
}
