/* crossdock receive, adjust, write-off, change-state, bins, safety-stock: what a warehouse says of
 * its goods. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/commands.h"
#include "clients/cli/document_table.h"
#include "clients/cli/entries.h"
#include "clients/cli/names.h"
#include "clients/cli/stock_lines.h"
#include "clients/cli/table.h"

static const ProtobufCEnumDescriptor *const states =
    &crossdock__inventory__v1__stock_state__descriptor;

/* undo: how to take it back, NULL or "" when that is no single command. */
static void
show_moved(const struct crossdock_receipt *receipt, const void *undo)
{
    document_show_moved(receipt, NULL);
    if (undo && *(const char *)undo && !cli_is_repeat(receipt))
        printf("to take it back: %s\n", (const char *)undo);
}

/* "crossdock adjust MAN A=3": the opposite of lines that were adjusted. */
static void
write_undo(char *undo, size_t bytes, const char *command, const struct stock_lines *lines,
           const char *state, int sign)
{
    size_t at = (size_t)snprintf(undo, bytes, "%.300s", command);
    for (size_t i = 0; i < lines->count && at < bytes; i++) {
        const Crossdock__Inventory__V1__StockLine *line = lines->list[i];
        const char *from = state ? state : line->state ? name_of(states, (int)line->state) : "";
        char plain[32];
        snprintf(plain, sizeof plain, "%s", from);
        for (char *space; (space = strchr(plain, ' '));)
            *space = '-';
        at += (size_t)snprintf(
            undo + at, bytes - at, " %s%s=%lld%s%s%s%s%s%s",
            *line->sku ? "" : "gtin:", table_clean(*line->sku ? line->sku : line->gtin),
            sign * (long long)line->quantity, *line->pack ? ",pack=" : "", table_clean(line->pack),
            *line->lot ? ",lot=" : "", table_clean(line->lot), *plain ? ",state=" : "", plain);
    }
    if (at >= bytes)
        *undo = '\0'; /* too long to be typed */
}

int
receive_main(int argc, char **argv)
{
    const char *reference = "", *file = NULL;
    const struct flag flags[] = {
        {"reference", "TEXT", "Number of the delivery note, up to 64 bytes", FLAG_TEXT, &reference},
        STOCK_LINE_FILE(&file),
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "LOCATION [SKU=UNITS...]",
                       "Goods came in at a location. The warehouse of the location may say so, or "
                       "an operator. What was announced is received with 'crossdock asn receive', "
                       "what was ordered with 'crossdock purchase-order receive'.\v" STOCK_LINE_DOC,
                       flags, 1, WORDS_ANY);
    struct stock_lines lines = stock_lines_needed(&words, 1, file, 1);
    Crossdock__Inventory__V1__ReceiveStock receive = CROSSDOCK__INVENTORY__V1__RECEIVE_STOCK__INIT;
    receive.location = words.list[0];
    receive.reference = (char *)reference;
    receive.lines = lines.list;
    receive.n_lines = lines.count;
    int status = cli_send("inventory", &receive.base, show_moved, NULL);
    stock_lines_forget(&lines);
    return status;
}

int
adjust_main(int argc, char **argv)
{
    const char *reason = "correction", *file = NULL;
    const struct flag flags[] = {
        {"reason", "TEXT", "Why, 1 to 64 bytes (correction)", FLAG_TEXT, &reason},
        STOCK_LINE_FILE(&file),
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "LOCATION [SKU=UNITS...]",
                       "Correct what is there by so many units: A=-3 takes three away, A=3 adds "
                       "three. When promised units are taken away, the newest promises lose them, "
                       "and their orders wait again.\v" STOCK_LINE_DOC,
                       flags, 1, WORDS_ANY);
    struct stock_lines lines = stock_lines_needed(&words, 1, file, -1000000000);
    Crossdock__Inventory__V1__AdjustStock adjust = CROSSDOCK__INVENTORY__V1__ADJUST_STOCK__INIT;
    char undo[2048], command[256];
    snprintf(command, sizeof command, "crossdock adjust %.64s", table_clean(words.list[0]));
    write_undo(undo, sizeof undo, command, &lines, NULL, -1);
    adjust.location = words.list[0];
    adjust.reason = (char *)reason;
    adjust.lines = lines.list;
    adjust.n_lines = lines.count;
    int status = cli_send("inventory", &adjust.base, show_moved, undo);
    stock_lines_forget(&lines);
    return status;
}

int
write_off_main(int argc, char **argv)
{
    const char *reason = NULL, *file = NULL;
    const struct flag flags[] = {
        {"reason", "TEXT", "Why, 1 to 64 bytes; needed", FLAG_TEXT, &reason},
        STOCK_LINE_FILE(&file),
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "LOCATION [SKU=UNITS...]",
        "Goods are gone for good: broken, stolen, thrown away. They leave the state that the line "
        "names (A=3,state=damaged), else what is available.\v" STOCK_LINE_DOC,
        flags, 1, WORDS_ANY);
    if (!reason || !*reason) {
        cli_complain("--reason is needed: it is what the auditor reads");
        return CLI_USAGE;
    }
    struct stock_lines lines = stock_lines_needed(&words, 1, file, 1);
    Crossdock__Inventory__V1__WriteOffStock write_off =
        CROSSDOCK__INVENTORY__V1__WRITE_OFF_STOCK__INIT;
    write_off.location = words.list[0];
    write_off.reason = (char *)reason;
    write_off.lines = lines.list;
    write_off.n_lines = lines.count;
    int status = cli_send("inventory", &write_off.base, show_moved, NULL);
    stock_lines_forget(&lines);
    return status;
}

/* Every line came from one state: then the way back is one command. */
static bool
same_state(const struct stock_lines *lines)
{
    for (size_t i = 1; i < lines->count; i++)
        if (lines->list[i]->state != lines->list[0]->state)
            return false;
    return true;
}

static void
write_state_undo(char *undo, size_t bytes, const char *location, const struct stock_lines *lines,
                 int to)
{
    char command[256], from[32], now[32];
    int state = lines->list[0]->state ? (int)lines->list[0]->state
                                      : CROSSDOCK__INVENTORY__V1__STOCK_STATE__STOCK_AVAILABLE;
    undo[0] = '\0';
    if (!same_state(lines))
        return;
    snprintf(from, sizeof from, "%s", name_of(states, state));
    snprintf(now, sizeof now, "%s", name_of(states, to));
    for (char *space; (space = strchr(from, ' '));)
        *space = '-';
    snprintf(command, sizeof command, "crossdock change-state %.64s --to %s --reason 'taken back'",
             table_clean(location), from);
    write_undo(undo, bytes, command, lines, now, 1);
}

int
change_state_main(int argc, char **argv)
{
    const char *reason = NULL, *file = NULL;
    struct flag_choice to = {states, 0};
    const struct flag flags[] = {
        {"to", "STATE", "What they are now; needed", FLAG_CHOICE, &to},
        {"reason", "TEXT", "Why, 1 to 64 bytes; needed", FLAG_TEXT, &reason},
        STOCK_LINE_FILE(&file),
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "LOCATION [SKU=UNITS...]",
        "Goods change state where they lie: out of the state that the line names (else available), "
        "into --to. Only available goods are sold.\v" STOCK_LINE_DOC,
        flags, 1, WORDS_ANY);
    if (!to.value || !reason || !*reason) {
        cli_complain("--to and --reason are needed");
        return CLI_USAGE;
    }
    struct stock_lines lines = stock_lines_needed(&words, 1, file, 1);
    Crossdock__Inventory__V1__ChangeStockState change =
        CROSSDOCK__INVENTORY__V1__CHANGE_STOCK_STATE__INIT;
    char undo[2048];
    write_state_undo(undo, sizeof undo, words.list[0], &lines, to.value);
    change.location = words.list[0];
    change.reason = (char *)reason;
    change.to = (Crossdock__Inventory__V1__StockState)to.value;
    change.lines = lines.list;
    change.n_lines = lines.count;
    int status = cli_send("inventory", &change.base, show_moved, undo);
    stock_lines_forget(&lines);
    return status;
}

/* --- what is set for SKUs of a location ---------------------------------------------------- */

/* The words behind the location, "SKU=VALUE"; set: takes the value of one, false after saying what
 * is wrong. */
static bool
read_settings(struct stock_lines *lines, const struct word_list *words, const char *form,
              bool (*set)(Crossdock__Inventory__V1__StockLine *line, const struct entry *entry,
                          const char *form))
{
    for (int i = 1; i < words->count; i++) {
        struct entry entry;
        Crossdock__Inventory__V1__StockLine *line = stock_lines_add(lines);
        if (!entry_read(&entry, words->list[i], form, ""))
            return false;
        line->sku = entry.name;
        if (!set(line, &entry, form))
            return false;
    }
    return true;
}

static int
tell_settings(const ProtobufCMessage *command, size_t count, const char *location, const char *what)
{
    return cli_tell("inventory", command, "%zu SKU%s at %s: the %s is set", count,
                    count == 1 ? "" : "s", table_clean(location), what);
}

static bool
set_bin(Crossdock__Inventory__V1__StockLine *line, const struct entry *entry, const char *form)
{
    (void)form;
    line->bin = entry->value;
    return true;
}

int
bins_main(int argc, char **argv)
{
    struct word_list words =
        arguments_words(argc, argv, "LOCATION SKU=BIN...",
                        "Say where SKUs lie at a location; pick lists are sorted by it.", 2, 1001);
    struct stock_lines lines = {0};
    Crossdock__Inventory__V1__AssignBins assign = CROSSDOCK__INVENTORY__V1__ASSIGN_BINS__INIT;
    int status = CLI_USAGE;
    if (read_settings(&lines, &words, "SKU=BIN, like A=A-01-2", set_bin)) {
        assign.location = words.list[0];
        assign.lines = lines.list;
        assign.n_lines = lines.count;
        status = tell_settings(&assign.base, lines.count, words.list[0], "bin");
    }
    stock_lines_forget(&lines);
    return status;
}

static bool
set_safety_stock(Crossdock__Inventory__V1__StockLine *line, const struct entry *entry,
                 const char *form)
{
    line->quantity = -1;
    return strcmp(entry->value, "default") == 0 ||
           entry_number(entry, form, 0, 1000000000, &line->quantity);
}

int
safety_stock_main(int argc, char **argv)
{
    static const char form[] = "SKU=UNITS, or SKU=default for the location's own";
    struct word_list words = arguments_words(
        argc, argv, "LOCATION SKU=UNITS...",
        "Keep so many units of a SKU back at a location, instead of what the location keeps back "
        "of every SKU. SKU=default takes that back.",
        2, 1001);
    struct stock_lines lines = {0};
    Crossdock__Inventory__V1__SetSafetyStock safety =
        CROSSDOCK__INVENTORY__V1__SET_SAFETY_STOCK__INIT;
    int status = CLI_USAGE;
    if (read_settings(&lines, &words, form, set_safety_stock)) {
        safety.location = words.list[0];
        safety.lines = lines.list;
        safety.n_lines = lines.count;
        status = tell_settings(&safety.base, lines.count, words.list[0], "safety stock");
    }
    stock_lines_forget(&lines);
    return status;
}
