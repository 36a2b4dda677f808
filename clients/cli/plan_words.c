/* Words that the commands of 'crossdock plan' share; see plan_commands.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "clients/cli/plan_commands.h"
#include "clients/cli/table.h"

#define KEPT       8 /* texts that are good at a time */
#define TEXT_BYTES 320

static char *
next_text(void)
{
    static char texts[KEPT][TEXT_BYTES];
    static unsigned at;
    return texts[at++ % KEPT];
}

void
plan_scope_fill(Crossdock__Forecasting__V1__PlanScope *scope, const struct plan_scope_words *words)
{
    scope->sku = words->sku;
    scope->category = words->category;
    scope->channel = words->channel;
    scope->region = words->region;
}

const char *
plan_scope_text(const Crossdock__Forecasting__V1__PlanScope *scope)
{
    char *text = next_text();
    size_t used = 0;

    if (!scope)
        return "everything";
    const char *const parts[][2] = {{"SKU", scope->sku},
                                    {"category", scope->category},
                                    {"channel", scope->channel},
                                    {"region", scope->region}};
    text[0] = '\0';
    for (size_t i = 0; i < 4; i++)
        if (*parts[i][1] && used < TEXT_BYTES)
            used += (size_t)snprintf(text + used, TEXT_BYTES - used, "%s%s %s", used ? ", " : "",
                                     parts[i][0], table_clean(parts[i][1]));
    return used ? text : "everything";
}

const char *
plan_units(double units)
{
    char *text = next_text();

    if (fabs(units) >= 99.95 || units == floor(units))
        return table_number(llround(units));
    snprintf(text, TEXT_BYTES, "%.1f", units);
    return text;
}

const char *
plan_percent(double part)
{
    char *text = next_text();

    snprintf(text, TEXT_BYTES, "%.1f %%", 100 * part);
    return text;
}

const char *
plan_group(const char *group)
{
    return *group ? table_clean(group) : "-";
}

const char *
plan_layer_name(int layer)
{
    static const char *const names[] = {"-",      "naive",     "baseline", "demand",
                                        "supply", "consensus", "actual"};
    return layer >= 0 && layer < (int)(sizeof names / sizeof *names) ? names[layer] : "?";
}
