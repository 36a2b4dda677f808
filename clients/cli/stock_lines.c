/* Lines of stock as words or rows, see stock_lines.h. */
#include <stdlib.h>
#include <string.h>

#include "clients/cli/entries.h"
#include "clients/cli/names.h"
#include "clients/cli/sheet.h"
#include "clients/cli/stock_lines.h"
#include "clients/cli/table.h"
#include "common/text.h"

#define FORM         "SKU=UNITS, like A=3 or A=3,lot=L1"
#define LINES_MAX    1000 /* in one command */
#define QUANTITY_MAX 1000000000
#define ARENA_BYTES  (32u << 20)

static const ProtobufCEnumDescriptor *const states =
    &crossdock__inventory__v1__stock_state__descriptor;

enum { SKU, GTIN, QUANTITY, PACK, LOT, EXPIRES, STATE, BIN };

static const struct sheet_column columns[] = {
    [SKU] = {"sku|stock_code|product_id|item|item_id|item_code|product_code|article", false},
    [GTIN] = {"gtin|ean|barcode", false},
    [QUANTITY] = {"quantity|qty|units|counted|count", true},
    [PACK] = {"pack", false},
    [LOT] = {"lot|batch", false},
    [EXPIRES] = {"expires|expires_on|expiry|best_before", false},
    [STATE] = {"state", false},
    [BIN] = {"bin|shelf|slot", false},
    {0},
};

Crossdock__Inventory__V1__StockLine *
stock_lines_add(struct stock_lines *lines)
{
    if (!lines->arena)
        lines->arena = arena_create(ARENA_BYTES);
    if (lines->count == lines->max) {
        lines->max = lines->max ? 2 * lines->max : 64;
        lines->list = realloc(lines->list, lines->max * sizeof *lines->list);
        assert(lines->list);
    }
    Crossdock__Inventory__V1__StockLine *line = arena_take(lines->arena, sizeof *line);
    crossdock__inventory__v1__stock_line__init(line);
    lines->list[lines->count++] = line;
    return line;
}

void
stock_lines_forget(struct stock_lines *lines)
{
    if (lines->arena)
        arena_destroy(&lines->arena);
    free(lines->list);
    *lines = (struct stock_lines){0};
}

static void
set_item(Crossdock__Inventory__V1__StockLine *line, char *name)
{
    if (strncmp(name, "gtin:", 5) == 0)
        line->gtin = name + 5;
    else
        line->sku = name;
}

static bool
read_state(const char *text, Crossdock__Inventory__V1__StockState *state)
{
    int value = name_value(states, text);
    if (value == 0) {
        cli_complain("'%s' is no state of stock; they are: %s", text, name_list(states));
        return false;
    }
    *state = (Crossdock__Inventory__V1__StockState)value;
    return true;
}

static bool
read_word(struct stock_lines *lines, char *word, int64_t min)
{
    struct entry entry;
    Crossdock__Inventory__V1__StockLine *line = stock_lines_add(lines);
    if (!entry_read(&entry, word, FORM, STOCK_LINE_WORDS))
        return false;
    char *at = strchr(entry.value, '@');
    if (at) {
        *at = '\0';
        line->bin = at + 1;
    }
    if (!entry_number(&entry, FORM, min, QUANTITY_MAX, &line->quantity))
        return false;
    set_item(line, entry.name);
    for (int i = 0; i < entry.more_count; i++) {
        char *value = entry.more[i].value;
        switch (*entry.more[i].word) {
        case 'p':
            line->pack = value;
            break;
        case 'l':
            line->lot = value;
            break;
        case 'b':
            line->bin = value;
            break;
        case 's':
            if (!read_state(value, &line->state))
                return false;
            break;
        default:
            if (!arguments_day(value, &line->expires_on)) {
                cli_complain("'%s' is not a day like 2027-01-31", value);
                return false;
            }
        }
    }
    return true;
}

/* Rows on their way into lines. */
struct rows {
    struct stock_lines *lines;
    int64_t min; /* of a quantity */
};

static bool
read_row(struct sheet *sheet, void *context)
{
    const struct rows *rows = context;
    struct stock_lines *lines = rows->lines;
    const char *sku = sheet_text(sheet, SKU), *gtin = sheet_text(sheet, GTIN);
    const char *state = sheet_text(sheet, STATE), *expires = sheet_text(sheet, EXPIRES);
    if (!*sku == !*gtin)
        return sheet_bad(sheet, "one of sku and gtin is needed");
    if (!*sheet_text(sheet, QUANTITY))
        return sheet_bad(sheet, "the quantity is empty");
    Crossdock__Inventory__V1__StockLine *line = stock_lines_add(lines);
    if (!sheet_integer(sheet, QUANTITY, rows->min, QUANTITY_MAX, 0, &line->quantity))
        return false;
    if (*expires && !arguments_day(expires, &line->expires_on))
        return sheet_bad(sheet, "expires must be a day like 2027-01-31, not '%s'", expires);
    if (*state &&
        (line->state = (Crossdock__Inventory__V1__StockState)name_value(states, state)) == 0)
        return sheet_bad(sheet, "'%s' is no state; they are: %s", state, name_list(states));
    line->sku = arena_text(lines->arena, sku);
    line->gtin = arena_text(lines->arena, gtin);
    line->pack = arena_text(lines->arena, sheet_text(sheet, PACK));
    line->lot = arena_text(lines->arena, sheet_text(sheet, LOT));
    line->bin = arena_text(lines->arena, sheet_text(sheet, BIN));
    return true;
}

bool
stock_lines_read(struct stock_lines *lines, const struct word_list *words, int first,
                 const char *file, int64_t min)
{
    for (int i = first; i < words->count; i++)
        if (!read_word(lines, words->list[i], min))
            return false;
    struct rows rows = {lines, min};
    if (file && !sheet_read(file, columns, read_row, &rows))
        return false;
    if (lines->count == 0)
        cli_complain("at least one line is needed: " FORM);
    if (lines->count > LINES_MAX)
        cli_complain("%zu lines are too many for one command, %d are the limit; 'crossdock import "
                     "stock' receives any number",
                     lines->count, LINES_MAX);
    return lines->count > 0 && lines->count <= LINES_MAX;
}

struct stock_lines
stock_lines_needed(const struct word_list *words, int first, const char *file, int64_t min)
{
    struct stock_lines lines = {0};
    if (stock_lines_read(&lines, words, first, file, min))
        return lines;
    stock_lines_forget(&lines);
    exit(CLI_USAGE);
}

struct stock_lines
stock_lines_of_document(const struct word_list *words, const char *file, int64_t min)
{
    if (words->count == 1 && !file)
        return (struct stock_lines){0};
    return stock_lines_needed(words, 1, file, min);
}

const char *
stock_lines_words(Crossdock__Inventory__V1__StockLine *const *list, size_t count)
{
    static char words[512];
    size_t at = 0;
    words[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        const char *name = *list[i]->sku ? list[i]->sku : list[i]->gtin;
        if (at > sizeof words - 120) {
            snprintf(words + at, sizeof words - at, " and %zu more", count - i);
            break;
        }
        int written = snprintf(words + at, 100, "%s%s %.64s", i ? ", " : "",
                               table_number(list[i]->quantity), table_clean(name));
        at += (size_t)(written < 99 ? written : 99);
    }
    return words;
}
