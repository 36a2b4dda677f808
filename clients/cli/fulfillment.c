/* crossdock fulfillment: what a warehouse says about its work. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/fulfillment.h"
#include "clients/cli/table.h"
#include "common/text.h"

struct request {
    uint64_t number;
    char **words; /* after the number */
    int word_count;
};

static error_t
parse(int key, char *argument, struct argp_state *state)
{
    struct request *request = state->input;
    (void)argument;
    switch (key) {
    case ARGP_KEY_ARGS:
        request->number =
            (uint64_t)options_number(state, "the number", state->argv[state->next], 1, INT64_MAX);
        request->words = state->argv + state->next + 1;
        request->word_count = state->argc - state->next - 1;
        break;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "a number is needed");
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

/* Ask routing, and say in words what is done now. */
static int
tell(const ProtobufCMessage *command, const char *what, uint64_t number)
{
    struct crossdock_client *client = cli_open("fulfillment-routing");
    struct crossdock_receipt receipt;
    int status = cli_ask(client, command, NULL, &receipt);
    if (status == CLI_OK && options.json)
        cli_print_json(receipt.message);
    else if (status == CLI_OK)
        printf("%s %llu\n", what, (unsigned long long)number);
    crossdock_close(&client);
    return status;
}

static int
accept_main(int argc, char **argv)
{
    static const struct argp argp = { NULL, parse, "PICK_LIST", "Accept a pick list: we will work on it.",
                                      options_children, NULL, NULL };
    struct request request = { 0 };
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    Crossdock__Routing__V1__AcceptPickList accept = CROSSDOCK__ROUTING__V1__ACCEPT_PICK_LIST__INIT;
    accept.pick_list_id = request.number;
    return tell(&accept.base, "accepted pick list", request.number);
}

static int
picked_main(int argc, char **argv)
{
    static const struct argp argp = {
        NULL, parse, "FULFILLMENT_ORDER [LINE=UNITS...]",
        "Confirm what was taken from the shelves.\v"
        "Lines that are not named were picked in full. Fewer units than asked are short: routing sends "
        "the rest from elsewhere.",
        options_children, NULL, NULL
    };
    struct request request = { 0 };
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    Crossdock__Routing__V1__ConfirmPick confirm = CROSSDOCK__ROUTING__V1__CONFIRM_PICK__INIT;
    size_t count = (size_t)request.word_count;
    Crossdock__Routing__V1__PickedLine *lines = calloc(count + 1, sizeof *lines);
    Crossdock__Routing__V1__PickedLine **pointers = calloc(count + 1, sizeof *pointers);
    assert(lines && pointers);
    int status = CLI_OK;
    for (size_t i = 0; i < count && status == CLI_OK; i++) {
        int64_t line = 0, units = -1;
        char *equals = strchr(request.words[i], '=');
        if (equals)
            *equals = '\0';
        if (!equals || !text_to_int64(request.words[i], &line) || !text_to_int64(equals + 1, &units) ||
            line < 1 || line > UINT32_MAX || units < 0) {
            cli_complain("'%s' is not LINE=UNITS, like 1=3", request.words[i]);
            status = CLI_USAGE;
        }
        crossdock__routing__v1__picked_line__init(&lines[i]);
        lines[i].line = (uint32_t)line;
        lines[i].picked = units;
        pointers[i] = &lines[i];
    }
    confirm.fulfillment_order_id = request.number;
    confirm.lines = pointers;
    confirm.n_lines = count;
    if (status == CLI_OK)
        status = tell(&confirm.base, "picked fulfillment order", request.number);
    free(pointers);
    free(lines);
    return status;
}

static int
reject_main(int argc, char **argv)
{
    static const struct argp argp = { NULL, parse, "FULFILLMENT_ORDER REASON",
                                      "Say that this cannot be done here: it is routed again without this location.",
                                      options_children, NULL, NULL };
    struct request request = { 0 };
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    if (request.word_count != 1) {
        cli_complain("one REASON is needed, in quotes");
        return CLI_USAGE;
    }
    Crossdock__Routing__V1__RejectFulfillment reject = CROSSDOCK__ROUTING__V1__REJECT_FULFILLMENT__INIT;
    reject.fulfillment_order_id = request.number;
    reject.reason = request.words[0];
    return tell(&reject.base, "rejected fulfillment order", request.number);
}

int
fulfillment_main(int argc, char **argv)
{
    static const struct command commands[] = {
        { "accept", accept_main, "PICK_LIST", "we will work on this list" },
        { "picked", picked_main, "FULFILLMENT_ORDER [LINE=UNITS...]", "it is off the shelves" },
        { "ship", fulfillment_ship_main, "FULFILLMENT_ORDER", "it left" },
        { "deliver", fulfillment_deliver_main, "FULFILLMENT_ORDER", "the customer has it" },
        { "exception", fulfillment_exception_main, "FULFILLMENT_ORDER", "something is wrong with it on its way" },
        { "arrived", fulfillment_arrived_main, "FULFILLMENT_ORDER", "it is here to be collected" },
        { "collected", fulfillment_collected_main, "FULFILLMENT_ORDER", "the customer has taken it" },
        { "reject", reject_main, "FULFILLMENT_ORDER REASON", "it cannot be done here" },
        { 0 },
    };
    return cli_dispatch(commands, "What a warehouse says about its work.", argc, argv);
}
