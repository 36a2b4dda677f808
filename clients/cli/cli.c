/* What the commands share, see cli.h. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "clients/cli/cli.h"
#include "clients/cli/json.h"
#include "common/text.h"

#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

static const char *
arguments_of(const struct command *command)
{
    return command->arguments ? command->arguments : "";
}

static void
list_commands(FILE *to, const struct command *commands, const char *what, const char *name)
{
    int width = 0;
    for (const struct command *command = commands; command->name; command++) {
        int length = (int)(strlen(command->name) + strlen(arguments_of(command)));
        width = length > width ? length : width;
    }
    fprintf(to, "Usage: %s COMMAND ...\n%s\n\n", name, what);
    for (const struct command *command = commands; command->name; command++)
        fprintf(to, "  %s %-*s  %s\n", command->name, width - (int)strlen(command->name),
                arguments_of(command), command->what);
    fprintf(to, "\n%s COMMAND --help tells more.\n", name);
}

int
cli_dispatch(const struct command *commands, const char *what, int argc, char **argv)
{
    if (argc < 2) {
        list_commands(stderr, commands, what, argv[0]);
        return CLI_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-?") == 0 || strcmp(argv[1], "help") == 0) {
        list_commands(stdout, commands, what, argv[0]);
        return CLI_OK;
    }
    for (const struct command *command = commands; command->name; command++) {
        if (strcmp(command->name, argv[1]) != 0)
            continue;
        static char name[128];
        char longer[128];
        snprintf(longer, sizeof longer, "%.60s %.60s", argv[0], argv[1]);
        memcpy(name, longer, sizeof name);
        argv[1] = name;
        return command->run(argc - 1, argv + 1);
    }
    fprintf(stderr, "%s: there is no command '%s'\n\n", argv[0], argv[1]);
    list_commands(stderr, commands, what, argv[0]);
    return CLI_USAGE;
}

struct crossdock_options
cli_connect_options(const char *server)
{
    return (struct crossdock_options){
        .server = server,
        .endpoints = options_endpoints(server),
        .keys = options.keys,
        .key = options.key,
        .timeout_ms = options.timeout_ms,
    };
}

struct crossdock_client *
cli_open(const char *server)
{
    char error[512];
    struct crossdock_options connect = cli_connect_options(server);
    struct crossdock_client *client = crossdock_open(&connect, error, sizeof error);
    if (!client) {
        cli_complain("%s%s", error, strstr(error, "key") ? " (--keys and --key choose others)" : "");
        exit(CLI_USAGE);
    }
    return client;
}

int
cli_exit_of(uint32_t receipt_code)
{
    switch (receipt_code) {
    case CODE(ACCEPTED):
    case CODE(DUPLICATE):
        return CLI_OK;
    case CODE(DENIED):
        return CLI_DENIED;
    default:
        return CLI_REFUSED;
    }
}

int
cli_ask(struct crossdock_client *client, const ProtobufCMessage *command, const char *id,
        struct crossdock_receipt *receipt)
{
    switch (crossdock_command(client, command, id, receipt)) {
    case CROSSDOCK_DONE:
        break;
    case CROSSDOCK_REFUSED:
        cli_complain("the service does not know the key '%s'", options.key);
        return CLI_DENIED;
    default:
        cli_complain("no answer within %u seconds; is the service running?", options.timeout_ms / 1000);
        return CLI_NO_REPLY;
    }
    int status = cli_exit_of(receipt->code);
    if (status == CLI_OK && !receipt->message) {
        cli_complain("the answer is a %s, which this version does not know", receipt->type);
        return CLI_REFUSED;
    }
    if (status != CLI_OK)
        cli_complain("%s: %s", crossdock_receipt_name(receipt->code),
                     *receipt->detail ? receipt->detail : "no reason given");
    return status;
}

bool
cli_is_repeat(const struct crossdock_receipt *receipt)
{
    return receipt->code == CODE(DUPLICATE);
}

int
cli_send(const char *server, const ProtobufCMessage *command, cli_show *show, const void *context)
{
    struct crossdock_client *client = cli_open(server);
    struct crossdock_receipt receipt;
    int status = cli_ask(client, command, options.id, &receipt);
    if (status == CLI_OK && options.json)
        cli_print_json(receipt.message);
    else if (status == CLI_OK)
        show(&receipt, context);
    crossdock_close(&client);
    return status;
}

static void
show_sentence(const struct crossdock_receipt *receipt, const void *sentence)
{
    printf("%s%s\n", (const char *)sentence, cli_is_repeat(receipt) ? " (it was before)" : "");
}

int
cli_tell(const char *server, const ProtobufCMessage *command, const char *format, ...)
{
    char sentence[1024];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    return cli_send(server, command, show_sentence, sentence);
}

int
cli_confirm(bool yes, const char *format, ...)
{
    char answer[16] = "";
    va_list values;
    if (yes)
        return CLI_OK;
    fflush(stdout);
    fputs("crossdock: ", stderr);
    va_start(values, format);
    vfprintf(stderr, format, values);
    va_end(values);
    if (!isatty(STDIN_FILENO)) {
        fputs("; say --yes to do it\n", stderr);
        return CLI_USAGE;
    }
    fputs("; type yes to do it: ", stderr);
    if (fgets(answer, sizeof answer, stdin) && strcmp(answer, "yes\n") == 0)
        return CLI_OK;
    fputs("crossdock: nothing was done\n", stderr);
    return CLI_REFUSED;
}

int
cli_find_order(const char *text, uint64_t *order_id)
{
    int64_t number;
    const char *slash = strchr(text, '/');
    if (!slash) {
        if (!text_to_int64(text, &number) || number <= 0) {
            cli_complain("'%s' is neither an order id nor CHANNEL/EXTERNAL_ID", text);
            return CLI_USAGE;
        }
        *order_id = (uint64_t)number;
        return CLI_OK;
    }
    char channel[64];
    snprintf(channel, sizeof channel, "%.*s", (int)(slash - text), text);
    Crossdock__Order__V1__GetOrder get = CROSSDOCK__ORDER__V1__GET_ORDER__INIT;
    get.channel = channel;
    get.external_id = (char *)slash + 1;
    struct crossdock_client *client = cli_open("order");
    struct crossdock_receipt receipt;
    int status = cli_ask(client, &get.base, NULL, &receipt);
    if (status == CLI_OK)
        *order_id = ((const Crossdock__Order__V1__OrderView *)(const void *)receipt.message)->order_id;
    crossdock_close(&client);
    return status;
}

void
cli_print_json(const ProtobufCMessage *message)
{
    json_t *json = json_from_message(message);
    json_dumpf(json, stdout, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
    putchar('\n');
    json_decref(json);
}
