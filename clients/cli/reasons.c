/* Why things were refused, counted; see reasons.h. */
#include <stdlib.h>
#include <string.h>

#include "clients/cli/reasons.h"
#include "clients/cli/table.h"
#include "common/check.h"

void
reasons_add(struct reasons *reasons, const char *reason)
{
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(reason, ":"), reason);
    for (int i = 0; i < reasons->count; i++)
        if (strcmp(reasons->list[i].name, name) == 0) {
            reasons->list[i].count++;
            return;
        }
    if (reasons->count == REASONS_MAX) {
        reasons->others++;
        return;
    }
    memcpy(reasons->list[reasons->count].name, name, sizeof name);
    reasons->list[reasons->count].example = strdup(reason);
    assert(reasons->list[reasons->count].example);
    reasons->list[reasons->count++].count = 1;
}

void
reasons_print(const struct reasons *reasons, FILE *to)
{
    if (reasons->count == 0)
        return;
    struct table *table = table_start(">REFUSED|REASON|FOR EXAMPLE");
    for (int i = 0; i < reasons->count; i++)
        table_row(table, "%s|%s|%s", table_number(reasons->list[i].count), table_clean(reasons->list[i].name),
                  table_clean(reasons->list[i].example));
    if (reasons->others)
        table_row(table, "%s|other reasons|", table_number(reasons->others));
    table_end(&table, to);
}

void
reasons_forget(struct reasons *reasons)
{
    for (int i = 0; i < reasons->count; i++)
        free(reasons->list[i].example);
    reasons->count = 0;
}
