/* Returns as people read them, see return_table.h. */
#include <stdio.h>

#include "clients/cli/currencies.h"
#include "clients/cli/names.h"
#include "clients/cli/return_table.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"

/* "2 restocked, 1 scrapped": where inspected units went. */
static const char *
became(const Crossdock__Order__V1__ReturnLineView *line)
{
    static char text[256];
    const struct {
        int64_t units;
        const char *words;
    } all[] = {
        {line->restocked, "restocked"},       {line->refurbished, "to refurbish"},
        {line->quarantined, "in quarantine"}, {line->returned_to_vendor, "back to the vendor"},
        {line->scrapped, "scrapped"},
    };
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].units)
            at += (size_t)snprintf(text + at, sizeof text - at, "%s%lld %s", at ? ", " : "",
                                   (long long)all[i].units, all[i].words);
    return text;
}

static void
print_lines(const Crossdock__Order__V1__ReturnView *returned)
{
    struct table *table = table_start(">  "
                                      "LINE|SKU|REASON|>REQUESTED|>RECEIVED|>INSPECTED|BECAME|>"
                                      "REFUNDED|>EXCHANGED|>UNRESOLVED|>REFUND");
    for (size_t i = 0; i < returned->n_lines; i++) {
        const Crossdock__Order__V1__ReturnLineView *line = returned->lines[i];
        table_row(table, "%u|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s", line->line, table_clean(line->sku),
                  name_of(&crossdock__order__v1__return_reason__descriptor, (int)line->reason),
                  table_number(line->requested), table_number(line->received),
                  table_number(line->inspected), became(line), table_number(line->refunded),
                  table_number(line->exchanged), table_number(line->unresolved),
                  line->refund_minor ? currency_text(line->refund_minor, returned->currency) : "-");
    }
    table_end(&table, stdout);
}

static void
print_return(const Crossdock__Order__V1__ReturnView *returned)
{
    printf("\nreturn %llu   %s", (unsigned long long)returned->return_id,
           name_of(&crossdock__order__v1__return_status__descriptor, (int)returned->status));
    if (returned->order_id)
        printf("   of order %llu (%s)", (unsigned long long)returned->order_id,
               table_clean(returned->channel));
    if (returned->blind)
        printf("   blind: nobody had asked");
    printf("\n  requested %s %s", when(returned->requested_at_us), when_zone());
    if (returned->expires_at_us)
        printf("   expires %s", when(returned->expires_at_us));
    if (*returned->reference)
        printf("   reference %s", table_clean(returned->reference));
    if (returned->exchange_order_id)
        printf("   exchanged by order %llu", (unsigned long long)returned->exchange_order_id);
    printf("\n");
    print_lines(returned);
}

void
return_table_print(const Crossdock__Order__V1__ReturnsView *view)
{
    for (size_t i = 0; i < view->n_returns; i++)
        print_return(view->returns[i]);
}
