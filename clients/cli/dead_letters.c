/* crossdock dead-letters: inputs that a service could not process. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"
#include "common/text.h"

enum { OPTION_SERVICE = 1000, OPTION_LIMIT };

struct request {
    const char *service;
    uint32_t limit;
    char **words;
    int word_count;
};

static const struct argp_option service_option = {
    "service", OPTION_SERVICE, "NAME", 0, "order, inventory, fulfillment-routing, forecasting or gateway (needed)", 0
};

static error_t
parse(int key, char *argument, struct argp_state *state)
{
    struct request *request = state->input;
    switch (key) {
    case OPTION_SERVICE:
        if (!crossdock_default_endpoint(argument))
            argp_error(state, "there is no service '%s'", argument);
        request->service = argument;
        break;
    case OPTION_LIMIT:
        request->limit = (uint32_t)options_number(state, "--limit", argument, 1, 1000);
        break;
    case ARGP_KEY_ARGS:
        request->words = state->argv + state->next;
        request->word_count = state->argc - state->next;
        break;
    case ARGP_KEY_END:
        if (!request->service)
            argp_error(state, "--service is needed");
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static void
print_list(const Crossdock__Envelope__V1__DeadLetters *letters)
{
    if (letters->n_dead_letters == 0) {
        printf("no dead letters\n");
        return;
    }
    char titles[96];
    snprintf(titles, sizeof titles, "SOURCE|>POSITION|SINCE (%s)|TYPE|KEY|REASON", when_zone());
    struct table *table = table_start(titles);
    for (size_t i = 0; i < letters->n_dead_letters; i++) {
        const Crossdock__Envelope__V1__DeadLetter *letter = letters->dead_letters[i];
        const char *dot = strrchr(letter->type, '.');
        table_row(table, "%s|%llu|%s|%s|%s|%s", table_clean(letter->source), (unsigned long long)letter->position,
                  when(letter->parked_at_us), table_clean(dot ? dot + 1 : letter->type),
                  table_clean(letter->key), table_clean(letter->reason));
    }
    table_end(&table, stdout);
}

static int
list_main(int argc, char **argv)
{
    const struct argp_option list[] = {
        service_option, { "limit", OPTION_LIMIT, "N", 0, "At most so many, 1..1000 (100)", 0 }, { 0 }
    };
    const struct argp argp = { list, parse, NULL, "List the inputs that a service could not process, oldest first.",
                               options_children, NULL, NULL };
    struct request request = { .limit = 100 };
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    Crossdock__Envelope__V1__ListDeadLetters ask = CROSSDOCK__ENVELOPE__V1__LIST_DEAD_LETTERS__INIT;
    ask.limit = request.limit;
    struct crossdock_client *client = cli_open(request.service);
    struct crossdock_receipt receipt;
    int status = cli_ask(client, &ask.base, NULL, &receipt);
    if (status == CLI_OK && options.json)
        cli_print_json(receipt.message);
    else if (status == CLI_OK)
        print_list((const void *)receipt.message);
    crossdock_close(&client);
    return status;
}

/* Source and position of one, in the arguments. */
static struct request
read_one(int argc, char **argv, const char *doc, uint64_t *position)
{
    const struct argp_option list[] = { service_option, { 0 } };
    const struct argp argp = { list, parse, "SOURCE POSITION", doc, options_children, NULL, NULL };
    struct request request = { 0 };
    int64_t number = 0;
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    if (request.word_count != 2 || !text_to_int64(request.words[1], &number) || number < 1) {
        cli_complain("SOURCE and POSITION are needed, as 'dead-letters list' shows them");
        request.word_count = 0;
    }
    *position = (uint64_t)number;
    return request;
}

static int
settle(const struct request *request, const ProtobufCMessage *command, const char *what)
{
    struct crossdock_client *client = cli_open(request->service);
    struct crossdock_receipt receipt;
    int status = cli_ask(client, command, NULL, &receipt);
    if (status == CLI_OK && options.json)
        cli_print_json(receipt.message);
    else if (status == CLI_OK)
        printf("%s %s %s\n", what, request->words[0], request->words[1]);
    crossdock_close(&client);
    return status;
}

static int
retry_main(int argc, char **argv)
{
    uint64_t position;
    struct request request = read_one(
        argc, argv, "Try an input again; what waits behind it follows in order.", &position);
    if (request.word_count == 0)
        return CLI_USAGE;
    Crossdock__Envelope__V1__RetryDeadLetter retry = CROSSDOCK__ENVELOPE__V1__RETRY_DEAD_LETTER__INIT;
    retry.source = request.words[0];
    retry.position = position;
    return settle(&request, &retry.base, "tried again:");
}

static int
discard_main(int argc, char **argv)
{
    uint64_t position;
    struct request request = read_one(
        argc, argv, "Give an input up for good; what waits behind it follows in order.", &position);
    if (request.word_count == 0)
        return CLI_USAGE;
    Crossdock__Envelope__V1__DiscardDeadLetter discard = CROSSDOCK__ENVELOPE__V1__DISCARD_DEAD_LETTER__INIT;
    discard.source = request.words[0];
    discard.position = position;
    return settle(&request, &discard.base, "given up:");
}

int
dead_letters_main(int argc, char **argv)
{
    static const struct command commands[] = {
        { "list", list_main, "--service NAME", "show them" },
        { "retry", retry_main, "--service NAME SOURCE POSITION", "try one again" },
        { "discard", discard_main, "--service NAME SOURCE POSITION", "give one up" },
        { 0 },
    };
    return cli_dispatch(commands, "Inputs that a service could not process, and what waits behind them.", argc, argv);
}
