/*
 * The commands of 'crossdock plan', and what they share: scopes, groups, numbers that a file of
 * columns takes as well.
 */
#ifndef CROSSDOCK_CLI_PLAN_COMMANDS_H
#define CROSSDOCK_CLI_PLAN_COMMANDS_H

#include <stdbool.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"

/* Flags that choose a scope; give them to arguments_read with the command's own. */
struct plan_scope_words {
    char *sku, *category, *channel, *region;
};
#define PLAN_SCOPE_WORDS                                                                           \
    {                                                                                              \
        .sku = "", .category = "", .channel = "", .region = ""                                     \
    }
#define PLAN_SCOPE_FLAGS(words)                                                                    \
    {"sku", "SKU", "Only this SKU", FLAG_TEXT, &(words).sku},                                      \
        {"category", "NAME", "Only this category", FLAG_TEXT, &(words).category},                  \
        {"channel", "CHANNEL", "Only this channel", FLAG_TEXT, &(words).channel},                  \
    {                                                                                              \
        "region", "COUNTRY", "Only this region", FLAG_TEXT, &(words).region                        \
    }
void plan_scope_fill(Crossdock__Forecasting__V1__PlanScope *scope,
                     const struct plan_scope_words *words);
/* "SKU A-100, channel web"; "everything". Good for the next 8 calls. */
const char *plan_scope_text(const Crossdock__Forecasting__V1__PlanScope *scope);

/* 1234.4 as "1,234"; small ones with a digit after the point. Good for the next 8 calls. */
const char *plan_units(double units);
/* 0.1234 as "12.3 %". */
const char *plan_percent(double part);
/* An empty group, for a table. */
const char *plan_group(const char *group);
const char *plan_layer_name(int layer);

int plan_create_main(int argc, char **argv);
int plan_override_main(int argc, char **argv);
int plan_undo_main(int argc, char **argv);
int plan_show_main(int argc, char **argv);
int plan_compare_main(int argc, char **argv);
int plan_accuracy_main(int argc, char **argv);
int plan_goals_main(int argc, char **argv);

#endif
