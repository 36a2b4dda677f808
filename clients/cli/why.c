/* crossdock why: why an order goes where it goes, and why not somewhere else. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/dates.h"
#include "clients/cli/policy_json.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"
#include "services/fulfillment-routing/core/cost_terms.h"

#define LINE_BYTES 94

typedef Crossdock__Routing__V1__Decision decision;

/* Indented by two, in lines of at most 96 characters, broken at spaces. */
static void
print_wrapped(const char *text)
{
    while (*text) {
        size_t bytes = strlen(text);
        if (bytes > LINE_BYTES) {
            bytes = LINE_BYTES;
            while (bytes > 0 && text[bytes] != ' ')
                bytes--;
            bytes = bytes ? bytes : strlen(text);
        }
        printf("  %.*s\n", (int)bytes, text);
        text += bytes;
        while (*text == ' ')
            text++;
    }
}

static long long
units_of(const Crossdock__Routing__V1__Leg *leg)
{
    long long units = 0;
    for (size_t n = 0; n < leg->n_lines; n++)
        units += leg->lines[n]->quantity;
    return units;
}

static bool
has_costs(const decision *told)
{
    for (size_t i = 0; i < told->n_legs; i++)
        if (told->legs[i]->cost_nano > 0)
            return true;
    return false;
}

static bool
has_days(const decision *told)
{
    for (size_t i = 0; i < told->n_legs; i++)
        if (told->legs[i]->deliver_on_day > 0)
            return true;
    return false;
}

static bool
has_carriers(const decision *told)
{
    for (size_t i = 0; i < told->n_legs; i++)
        if (*told->legs[i]->carrier || *told->legs[i]->service)
            return true;
    return false;
}

/* Columns that say nothing for this order are left out. */
static void
print_legs(const decision *told)
{
    bool costs = has_costs(told), days = has_days(told), carriers = has_carriers(told);
    char titles[200], cost[32];
    if (told->n_legs == 0)
        return;
    snprintf(titles, sizeof titles, "  SHIPS FROM|>KM|>FULFILLMENT ORDER|>LINES|>UNITS%s%s%s",
             costs ? "|>COST " : "", costs ? table_clean(told->currency) : "",
             !days      ? ""
             : carriers ? "|COMES ON|BY"
                        : "|COMES ON");
    struct table *table = table_start(titles);
    for (size_t i = 0; i < told->n_legs; i++) {
        const Crossdock__Routing__V1__Leg *leg = told->legs[i];
        char money[40] = "", comes[200] = "", day[32];
        if (costs)
            snprintf(money, sizeof money, "|%s", policy_json_decimal(leg->cost_nano, 9, cost));
        if (days)
            snprintf(comes, sizeof comes, "|%s%s%s%s%s", date_write_day(leg->deliver_on_day, day),
                     carriers ? "|" : "", table_clean(leg->carrier), carriers ? " " : "",
                     table_clean(leg->service));
        table_row(table, "  %s|%.1f|%llu|%zu|%s%s%s", table_clean(leg->location),
                  (double)leg->distance_m / 1000, (unsigned long long)leg->fulfillment_order_id,
                  leg->n_lines, table_number(units_of(leg)), money, comes);
    }
    table_end(&table, stdout);
    printf("\n");
}

static const char *
term_of(const Crossdock__Routing__V1__Candidate *candidate, const char *name, char *decimal)
{
    for (size_t i = 0; i < candidate->n_terms; i++)
        if (strcmp(candidate->terms[i]->name, name) == 0)
            return policy_json_decimal(candidate->terms[i]->nano, 9, decimal);
    return "";
}

static bool
costs_somebody(const decision *told, const char *name)
{
    char decimal[32];

    for (size_t i = 0; i < told->n_candidates; i++)
        if (*term_of(told->candidates[i], name, decimal))
            return true;
    return false;
}

/* What a parcel with all it could ship would cost; terms that cost nobody anything are left out. */
static void
print_terms(const decision *told)
{
    const char *names[COST_TERM_COUNT];
    char titles[COST_TERM_COUNT * 32] = "  ITS PARCEL COSTS", row[COST_TERM_COUNT * 32],
                                  decimal[32];
    size_t count = 0;

    for (int term = 0; term < COST_TERM_COUNT; term++)
        if (costs_somebody(told, cost_term_name(term)))
            names[count++] = cost_term_name(term);
    if (count == 0)
        return;
    for (size_t n = 0; n < count; n++)
        snprintf(titles + strlen(titles), sizeof titles - strlen(titles), "|>%s", names[n]);
    struct table *table = table_start(titles);
    for (size_t i = 0; i < told->n_candidates; i++) {
        row[0] = '\0';
        for (size_t n = 0; n < count; n++)
            snprintf(row + strlen(row), sizeof row - strlen(row), "|%s",
                     term_of(told->candidates[i], names[n], decimal));
        if (told->candidates[i]->n_terms > 0)
            table_row(table, "  %s%s", table_clean(told->candidates[i]->location), row);
    }
    table_end(&table, stdout);
    printf("\n");
}

static void
print_candidates(const decision *told)
{
    bool costs = false;
    char titles[100];
    for (size_t i = 0; i < told->n_candidates; i++)
        costs = costs || told->candidates[i]->n_terms > 0;
    if (told->n_candidates == 0)
        return;
    snprintf(titles, sizeof titles, "  CANDIDATE|>KM|>LINES IN FULL|>UNITS%s%s|",
             costs ? "|>COST " : "", costs ? table_clean(told->currency) : "");
    struct table *table = table_start(titles);
    for (size_t i = 0; i < told->n_candidates; i++) {
        const Crossdock__Routing__V1__Candidate *candidate = told->candidates[i];
        char money[40] = "", cost[32];
        if (costs)
            snprintf(money, sizeof money, "|%s",
                     candidate->n_terms > 0 ? policy_json_decimal(candidate->cost_nano, 9, cost)
                                            : "");
        table_row(table, "  %s|%.1f|%u|%s%s|%s", table_clean(candidate->location),
                  (double)candidate->distance_m / 1000, candidate->lines_in_full,
                  table_number(candidate->units), money, table_clean(candidate->excluded));
    }
    table_end(&table, stdout);
    printf("\n");
}

static void
print_runner_up(const decision *told)
{
    char decimal[32];
    if (told->n_runner_up == 0)
        return;
    printf("  next best: ");
    for (size_t i = 0; i < told->n_runner_up; i++)
        printf("%s%s", i ? " with " : "", table_clean(told->runner_up[i]->location));
    if (told->n_runner_up != told->n_legs)
        printf(", %zu parcel%s", told->n_runner_up, told->n_runner_up == 1 ? "" : "s");
    if (told->margin_nano != 0)
        printf(", %s %s more", policy_json_decimal(told->margin_nano, 9, decimal),
               table_clean(told->currency));
    if (told->margin_m != 0)
        printf(", %.1f km %s in all",
               (double)(told->margin_m < 0 ? -told->margin_m : told->margin_m) / 1000,
               told->margin_m > 0 ? "more" : "less");
    printf("\n\n");
}

static void
print_decision(const decision *told)
{
    printf("decision %llu   round %u   %s %s   %s", (unsigned long long)told->decision_id,
           told->round, when(told->decided_at_us), when_zone(), table_clean(told->rule));
    if (told->policy > 0)
        printf("   policy %u%s", told->policy,
               told->n_legs == 0 ? ""
               : told->proved    ? ", proved"
                                 : ", not proved");
    printf("\n");
    print_wrapped(table_clean(told->reason));
    if (*told->why_not)
        print_wrapped(table_clean(told->why_not));
    if (*told->geocoded_as)
        printf("  address found by %s: %s\n", table_clean(told->geocoded_by),
               table_clean(told->geocoded_as));
    printf("\n");
    print_legs(told);
    print_candidates(told);
    print_terms(told);
    print_runner_up(told);
}

int
why_main(int argc, char **argv)
{
    const char *not_location = "";
    const struct flag flags[] = {
        {"not", "LOCATION", "also why not from there, and what would have had it chosen", FLAG_TEXT,
         &not_location},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "ID|CHANNEL/EXTERNAL_ID",
                       "Tell in words why an order goes where it goes: where the address is, who "
                       "could ship it and at which cost, what "
                       "was chosen and what was the next best.\v"
                       "crossdock replay decides it once more from what is kept and compares.\n\n"
                       "  crossdock why web/W1 --not LEICESTER",
                       flags, 1, 1);
    Crossdock__Routing__V1__ExplainOrder explain = CROSSDOCK__ROUTING__V1__EXPLAIN_ORDER__INIT;
    explain.not_location = (char *)not_location;
    int status = cli_find_order(words.list[0], &explain.order_id);
    if (status != CLI_OK)
        return status;
    struct crossdock_client *client = cli_open("fulfillment-routing");
    struct crossdock_receipt receipt;
    status = cli_ask(client, &explain.base, NULL, &receipt);
    if (status == CLI_OK && options.json) {
        cli_print_json(receipt.message);
    } else if (status == CLI_OK) {
        const Crossdock__Routing__V1__DecisionView *view = (const void *)receipt.message;
        for (size_t i = 0; i < view->n_decisions; i++)
            print_decision(view->decisions[i]);
        if (view->n_decisions == 0)
            printf("nothing was decided yet for order %llu\n",
                   (unsigned long long)explain.order_id);
    }
    crossdock_close(&client);
    return status;
}
