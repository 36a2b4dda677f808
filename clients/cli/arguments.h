/*
 * The words and options of a command, read in one call:
 *
 *     const char *reason = "";
 *     const struct flag flags[] = {
 *         { "reason", "TEXT", "Why, up to 200 bytes", FLAG_TEXT, &reason },
 *         { 0 },
 *     };
 *     struct word_list words = arguments_read(argc, argv, "ORDER", "Ask to ...", flags, 1, 1);
 *
 * Options that every command takes are understood too; whatever is wrong is a usage error that ends
 * the program with CLI_USAGE. The words are those of argv.
 */
#ifndef CROSSDOCK_CLI_ARGUMENTS_H
#define CROSSDOCK_CLI_ARGUMENTS_H

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stdint.h>

#define WORDS_ANY 100000

enum flag_kind {
    FLAG_SWITCH, /* to: bool; takes no argument */
    FLAG_TEXT,   /* to: const char * */
    FLAG_NUMBER, /* to: struct flag_number */
    FLAG_TIME,   /* to: int64_t, microseconds since 1970; an instant, or "+3d" from now */
    FLAG_DAY,    /* to: int32_t, days since 1970 */
    FLAG_CHOICE, /* to: struct flag_choice */
    FLAG_LIST,   /* to: struct word_list; may be repeated */
};

struct flag {
    const char *name, *argument, *what;
    enum flag_kind kind;
    void *to;
};

struct flag_number {
    int64_t min, max, value;
};

/* One of the names of an enum. */
struct flag_choice {
    const ProtobufCEnumDescriptor *type;
    int value;
};

struct word_list {
    char **list;
    int count;
};

/* flags ends with a NULL name. */
struct word_list arguments_read(int argc, char **argv, const char *usage, const char *doc,
                                const struct flag *flags, int words_min, int words_max);

/* The same without options of its own. */
struct word_list arguments_words(int argc, char **argv, const char *usage, const char *doc,
                                 int words_min, int words_max);
/* The same for one word and --reason TEXT; what: the reason, for --help. *reason is "" without. */
char *arguments_word_with_reason(int argc, char **argv, const char *usage, const char *doc,
                                 const char *what, char **reason);
/* A word that is the number of such a thing ("count"); if not, a usage error ends the program. */
uint64_t arguments_number_of(const char *thing, const char *word);

/* "2026-12-01 08:00", "2026-12-01T08:00+01:00", or from now on "+90m", "+12h", "+3d", "+2w". */
bool arguments_time(const char *text, int64_t *unix_us);
/* "2027-01-31" to days since 1970. */
bool arguments_day(const char *text, int32_t *day);

#endif
