/* Lines of a purchase order as words or rows, see purchase_lines.h. */
#include <stdlib.h>

#include "clients/cli/cli.h"
#include "clients/cli/currencies.h"
#include "clients/cli/entries.h"
#include "clients/cli/purchase_lines.h"
#include "clients/cli/sheet.h"

#define FORM        "SKU=UNITS, like A=100 or A=4,pack=CASE,cost=2.50,due=2026-12-01"
#define ARENA_BYTES (4u << 20)

typedef Crossdock__Inventory__V1__PurchaseLine purchase_line;

enum { SKU, QUANTITY, PACK, COST, DUE };

static const struct sheet_column columns[] = {
    [SKU] = {"sku|stock_code|product_id|item|item_id|item_code|product_code|article", true},
    [QUANTITY] = {"quantity|qty|units", true},
    [PACK] = {"pack", false},
    [COST] = {"cost|unit_cost|price", false},
    [DUE] = {"due|due_at|expected", false},
    {0},
};

static purchase_line *
add_line(struct purchase_lines *lines)
{
    purchase_line *line = &lines->list[lines->count];
    crossdock__inventory__v1__purchase_line__init(line);
    lines->pointers[lines->count++] = line;
    line->line = (uint32_t)lines->count;
    return line;
}

static bool
read_word(struct purchase_lines *lines, char *word)
{
    struct entry entry;
    purchase_line *line = add_line(lines);
    if (!entry_read(&entry, word, FORM, "pack|cost|due|") ||
        !entry_number(&entry, FORM, 1, 1000000000, &line->quantity))
        return false;
    line->sku = entry.name;
    char *pack = entry_more(&entry, "pack"), *cost = entry_more(&entry, "cost"),
         *due = entry_more(&entry, "due");
    if (pack)
        line->pack = pack;
    if (cost && !sheet_price(cost, currency_digits(lines->currency), &line->unit_cost_minor)) {
        cli_complain("'%s' is not a price like 2.50", cost);
        return false;
    }
    if (due && !arguments_time(due, &line->due_at_us)) {
        cli_complain("'%s' is not a time like 2026-12-01 or +14d", due);
        return false;
    }
    return true;
}

static bool
read_row(struct sheet *sheet, void *context)
{
    struct purchase_lines *lines = context;
    const char *cost = sheet_text(sheet, COST), *due = sheet_text(sheet, DUE);
    if (lines->count == PURCHASE_LINES_MAX)
        return sheet_bad(sheet, "a purchase order has at most %d lines", PURCHASE_LINES_MAX);
    purchase_line *line = add_line(lines);
    if (!*sheet_text(sheet, SKU) || !*sheet_text(sheet, QUANTITY))
        return sheet_bad(sheet, "sku or quantity is empty");
    if (!sheet_integer(sheet, QUANTITY, 1, 1000000000, 0, &line->quantity))
        return false;
    if (*cost && !sheet_price(cost, currency_digits(lines->currency), &line->unit_cost_minor))
        return sheet_bad(sheet, "cost must be a price like 2.50, not '%s'", cost);
    if (*due && !arguments_time(due, &line->due_at_us))
        return sheet_bad(sheet, "due must be a day like 2026-12-01, not '%s'", due);
    line->sku = arena_text(lines->arena, sheet_text(sheet, SKU));
    line->pack = arena_text(lines->arena, sheet_text(sheet, PACK));
    return true;
}

struct purchase_lines *
purchase_lines_create(const char *currency)
{
    struct purchase_lines *lines = calloc(1, sizeof *lines);
    assert(lines);
    lines->currency = currency;
    lines->arena = arena_create(ARENA_BYTES);
    return lines;
}

void
purchase_lines_destroy(struct purchase_lines **lines)
{
    arena_destroy(&(*lines)->arena);
    free(*lines);
    *lines = NULL;
}

bool
purchase_lines_read(struct purchase_lines *lines, const struct word_list *words, int first,
                    const char *file)
{
    for (int i = first; i < words->count; i++)
        if (!read_word(lines, words->list[i]))
            return false;
    if (file && !sheet_read(file, columns, read_row, lines))
        return false;
    if (lines->count == 0)
        cli_complain("at least one line is needed: " FORM);
    return lines->count > 0;
}
