/* The crossdock command line: options of every command, then the command. One file per command. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "clients/cli/cli.h"
#include "clients/cli/commands.h"

static const struct command commands[] = {
    { "keys", keys_main, "new|list", "make and list identities" },
    { "import", import_main, "KIND FILE...", "warehouses, geo, items, stock, channels, purchase orders or orders from CSV files" },
    { "order", order_main, "place|show|hold|cancel|amend ...", "place, look at and change orders" },
    { "return", return_main, "request|receive|inspect ...", "goods that come back" },
    { "why", why_main, "ORDER [--not CODE]", "why an order goes where it goes, in words" },
    { "quote", quote_main, "--to PLACE SKU=UNITS...", "what it would take to ship this, and by when; reserves nothing" },
    { "replay", replay_main, "DECISION", "decide once more what was decided, and compare every byte" },
    { "stock", stock_main, "SKU...|hold|holders|why|report", "what is there, what could be promised, who holds it" },
    { "receive", receive_main, "LOCATION SKU=UNITS...", "goods came in" },
    { "adjust", adjust_main, "LOCATION SKU=UNITS...", "correct what is there" },
    { "write-off", write_off_main, "LOCATION SKU=UNITS...", "goods are gone for good" },
    { "change-state", change_state_main, "LOCATION SKU=UNITS...", "damaged, on hold, available again" },
    { "bins", bins_main, "LOCATION SKU=BIN...", "where SKUs lie" },
    { "safety-stock", safety_stock_main, "LOCATION SKU=UNITS...", "what is kept back" },
    { "location", location_main, "list|close|open|profile", "where stock lies, and what a location can do" },
    { "policy", policy_main, "define|list|activate ...", "which plan is the best one, and what things cost" },
    { "channel", channel_main, "define CODE", "how a channel may draw on the stock" },
    { "purchase-order", purchase_order_main, "create|receive|show ...", "goods that were ordered" },
    { "asn", asn_main, "announce|receive|show ...", "goods that are on their way" },
    { "transfer", transfer_main, "create|ship|receive|show ...", "goods between locations" },
    { "count", count_main, "request|submit|approve ...", "cycle counts" },
    { "shadow", shadow_report_main, NULL, "what the shadow policy would have done otherwise" },
    { "regret", regret_main, "[--measure DAY]", "how far days were from what was possible at best" },
    { "promotion", promotion_main, "define|cancel|list", "when more will be asked for, known beforehand" },
    { "holiday", holiday_main, "import|list", "days on which people buy otherwise" },
    { "analogue", analogue_main, "SKU [LIKE...]", "forecast a new item like others were" },
    { "proposals", proposals_main, "list|approve|reject|reopen", "what to buy and to move" },
    { "planning", planning_main, "policy|supplier ...", "by what stock is kept: policies, and how suppliers sell" },
    { "calculate", calculate_main, "FORMULA NAME=NUMBER...", "the formulas of stock, on numbers of your own" },
    { "plan", plan_main, "list|create|show ...", "the plan everyone works from, and its versions" },
    { "scarcity", scarcity_main, "set LOCATION SKU=PRICE...", "what a unit is worth beyond shipping it" },
    { "forecast", forecast_main, "SKU|--series FILE ...", "expected demand, and what to buy; series of a file" },
    { "alerts", alerts_main, "[--kind KIND ...]", "what somebody should look at: stock-outs, spikes, late suppliers" },
    { "picks", picks_main, "--location CODE", "consume a warehouse's pick lists" },
    { "lists", lists_main, "[LOCATION]", "pick lists, and who has them" },
    { "wave", wave_main, "release LOCATION", "make pick lists now" },
    { "pick", pick_main, "--picker CODE", "pick by scan, on a terminal" },
    { "pack", pack_main, "FULFILLMENT_ORDER [LINE=UNITS...]", "what is in one parcel" },
    { "pickups", pickups_main, "[LOCATION]", "what customers are to collect there" },
    { "fulfillment", fulfillment_main, "picked|ship|deliver|reject ...", "what a warehouse says about its work" },
    { "api-key", api_key_main, "create|list|revoke", "keys for programs that use HTTP" },
    { "user", user_main, "set|list", "people who log in at the console" },
    { "tail", tail_main, "FEED", "the events of a feed as JSON lines" },
    { "dead-letters", dead_letters_main, "list|retry|discard", "inputs that could not be processed" },
    { "retry-parked", retry_parked_main, "[ORDER]", "route orders again that wait for an address or stock" },
    { "lay-out-stock", lay_out_stock_main, "--orders DIR ...", "make a stock file that fits orders" },
    { "simulate", simulate_main, "--orders FILE ...", "route a history under one policy or two, without services" },
    { 0 },
};

static error_t
parse(int key, char *argument, struct argp_state *state)
{
    (void)argument;
    if (key != ARGP_KEY_ARG)
        return ARGP_ERR_UNKNOWN;
    state->next--; /* from the first word on it is the command's */
    *(int *)state->input = state->next;
    state->next = state->argc;
    return 0;
}

static bool
asks_for_help(int argc, char **argv)
{
    return argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-?") == 0 || strcmp(argv[1], "help") == 0);
}

int
main(int argc, char **argv)
{
    static const char what[] = "Talk to Crossdock as a storefront, a warehouse or an operator.";
    static const struct argp argp = { NULL, parse, "COMMAND ...", what, options_children, NULL, NULL };
    static char name[] = "crossdock";
    argp_err_exit_status = CLI_USAGE;
    argp_program_version = "crossdock 0.1.0";
    signal(SIGPIPE, SIG_DFL);
    options_start();
    argv[0] = name;
    if (asks_for_help(argc, argv)) {
        cli_dispatch(commands, what, argc, argv);
        printf("\nExit codes: 0 done, 1 refused by a rule, 2 usage, 3 not reached or no answer, 4 denied.\n\n");
        argp_help(&options_argp, stdout, ARGP_HELP_LONG, name);
        return CLI_OK;
    }
    int first = argc;
    argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &first);
    argv[first - 1] = name;
    return cli_dispatch(commands, what, argc - first + 1, argv + first - 1);
}
