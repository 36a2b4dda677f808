/* crossdock why: why an order goes where it goes. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"

#define LINE_BYTES 94

static error_t
parse(int key, char *argument, struct argp_state *state)
{
    const char **order = state->input;
    if (key == ARGP_KEY_ARG && !*order)
        *order = argument;
    else if (key == ARGP_KEY_ARG || (key == ARGP_KEY_END && !*order))
        argp_error(state, "one order is needed");
    else
        return ARGP_ERR_UNKNOWN;
    return 0;
}

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

static void
print_decision(const Crossdock__Routing__V1__Decision *decision)
{
    printf("decision %u   %s %s   %s\n", decision->round, when(decision->decided_at_us), when_zone(),
           table_clean(decision->rule));
    print_wrapped(table_clean(decision->reason));
    if (*decision->geocoded_as)
        printf("  address found by %s: %s\n", table_clean(decision->geocoded_by), table_clean(decision->geocoded_as));
    printf("\n");
    if (decision->n_legs > 0) {
        struct table *table = table_start("  SHIPS FROM|>KM|>FULFILLMENT ORDER|>LINES|>UNITS");
        for (size_t i = 0; i < decision->n_legs; i++) {
            const Crossdock__Routing__V1__Leg *leg = decision->legs[i];
            long long units = 0;
            for (size_t n = 0; n < leg->n_lines; n++)
                units += leg->lines[n]->quantity;
            table_row(table, "  %s|%.1f|%llu|%zu|%s", table_clean(leg->location), (double)leg->distance_m / 1000,
                      (unsigned long long)leg->fulfillment_order_id, leg->n_lines, table_number(units));
        }
        table_end(&table, stdout);
        printf("\n");
    }
    if (decision->n_candidates > 0) {
        struct table *table = table_start("  CANDIDATE|>KM|>LINES IN FULL|>UNITS|");
        for (size_t i = 0; i < decision->n_candidates; i++) {
            const Crossdock__Routing__V1__Candidate *candidate = decision->candidates[i];
            table_row(table, "  %s|%.1f|%u|%s|%s", table_clean(candidate->location),
                      (double)candidate->distance_m / 1000, candidate->lines_in_full, table_number(candidate->units),
                      table_clean(candidate->excluded));
        }
        table_end(&table, stdout);
    }
    printf("\n");
}

int
why_main(int argc, char **argv)
{
    static const struct argp argp = {
        NULL, parse, "ID|CHANNEL/EXTERNAL_ID",
        "Tell in words why an order goes where it goes: where the address is, who could ship it, what was "
        "chosen and what was the next best.",
        options_children, NULL, NULL
    };
    const char *order = NULL;
    argp_parse(&argp, argc, argv, 0, NULL, &order);
    Crossdock__Routing__V1__ExplainOrder explain = CROSSDOCK__ROUTING__V1__EXPLAIN_ORDER__INIT;
    int status = cli_find_order(order, &explain.order_id);
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
            printf("nothing was decided yet for order %llu\n", (unsigned long long)explain.order_id);
    }
    crossdock_close(&client);
    return status;
}
