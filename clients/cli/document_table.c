/* Documents as people read them, see document_table.h. */
#include <stdio.h>

#include "clients/cli/document_table.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"

static void
print_head(const Crossdock__Inventory__V1__DocumentView *view, const char *kind)
{
    char status[64];
    size_t i = 0;
    for (const char *c = view->status; *c && i < sizeof status - 1; c++, i++)
        status[i] = *c == '_' ? ' ' : (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    status[i] = '\0';
    printf("%s %s   %s   ", kind, table_clean(view->number), status);
    if (*view->from)
        printf("from %s to %s", table_clean(view->from), table_clean(view->location));
    else
        printf("at %s", table_clean(view->location));
    if (view->due_at_us)
        printf("   due %s %s", when(view->due_at_us), when_zone());
    printf("\n\n");
}

void
document_show(const struct crossdock_receipt *receipt, const void *context)
{
    const Crossdock__Inventory__V1__DocumentView *view = (const void *)receipt->message;
    const struct document_words *words = context;
    char titles[256];
    snprintf(titles, sizeof titles, ">LINE|SKU%s%s%s%s|>%s|>DAMAGED|>OVER|>MISSING|",
             words->has_packages ? "|PACKAGE" : "", words->expected ? "|>" : "",
             words->expected ? words->expected : "", words->has_shipped ? "|>SHIPPED" : "",
             words->received);
    print_head(view, words->kind);
    struct table *table = table_start(titles);
    for (size_t i = 0; i < view->n_lines; i++) {
        const Crossdock__Inventory__V1__DocumentLine *line = view->lines[i];
        char first[128], middle[128] = "";
        snprintf(first, sizeof first, "%s%.40s", words->has_packages ? "|" : "",
                 words->has_packages ? table_clean(line->sscc) : "");
        if (words->expected)
            snprintf(middle, sizeof middle, "|%s", table_number(line->expected));
        if (words->has_shipped)
            snprintf(middle, sizeof middle, "|%s|%s", table_number(line->expected),
                     table_number(line->shipped));
        table_row(table, "%u|%s%s%s|%s|%s|%s|%s|%s", line->line, table_clean(line->sku), first,
                  middle, table_number(line->received), table_number(line->damaged),
                  table_number(line->over), table_number(line->missing), table_clean(line->reason));
    }
    table_end(&table, stdout);
}

void
document_show_moved(const struct crossdock_receipt *receipt, const void *context)
{
    (void)context;
    const Crossdock__Inventory__V1__StockMovedReply *reply = (const void *)receipt->message;
    if (cli_is_repeat(receipt))
        printf("this was done before: ");
    if (reply->count == 1)
        printf("1 movement, number %llu\n", (unsigned long long)reply->first_movement_id);
    else
        printf("%u movements, from number %llu on\n", reply->count,
               (unsigned long long)reply->first_movement_id);
}
