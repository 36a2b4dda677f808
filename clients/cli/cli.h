/*
 * What the commands share: finding a command by name, asking a service and saying what came back,
 * and the exit codes that scripts rely on.
 */
#ifndef CROSSDOCK_CLI_H
#define CROSSDOCK_CLI_H

#include "clients/cli/complain.h"
#include "clients/cli/options.h"
#include "clients/libcrossdock/crossdock.h"
#include "common/check.h"

enum cli_exit {
    CLI_OK = 0,
    CLI_REFUSED = 1,  /* by a rule, or some rows of an import were refused */
    CLI_USAGE = 2,    /* the command line, a file or a key will not do */
    CLI_NO_REPLY = 3, /* not reached, or no answer in time */
    CLI_DENIED = 4,   /* this key may not do that */
};

struct command {
    const char *name;
    int (*run)(int argc, char **argv); /* argv[0] is the whole name: "crossdock order place" */
    const char *arguments;             /* for the list of commands; NULL: none */
    const char *what;
};

/* Run the command that argv[1] names, or list them. Commands end with a NULL name. */
int cli_dispatch(const struct command *commands, const char *what, int argc, char **argv);

/* Connect; on failure says why and ends the program with CLI_USAGE. */
struct crossdock_client *cli_open(const char *server);
struct crossdock_options cli_connect_options(const char *server);

/* Ask and wait. CLI_OK: receipt->message is of the reply's type, and the receipt is ACCEPTED or
 * DUPLICATE. Otherwise what went wrong was said on stderr; for CLI_REFUSED the receipt tells more. */
int cli_ask(struct crossdock_client *client, const ProtobufCMessage *command, const char *id,
            struct crossdock_receipt *receipt) must_check;

/* Ask a service to do something, under --id if there is one, and show what it said: as JSON with
 * --json, else by show. The exit code. */
typedef void cli_show(const struct crossdock_receipt *receipt, const void *context);
int cli_send(const char *server, const ProtobufCMessage *command, cli_show *show, const void *context) must_check;

/* The same with a sentence for what is done now. */
int cli_tell(const char *server, const ProtobufCMessage *command, const char *format, ...) must_check
    __attribute__((format(printf, 3, 4)));

/* Before what cannot be undone: CLI_OK when yes was given or somebody at the terminal types it. */
int cli_confirm(bool yes, const char *format, ...) must_check __attribute__((format(printf, 2, 3)));

/* Was it done before? */
bool cli_is_repeat(const struct crossdock_receipt *receipt);

/* The exit code for the code of a receipt. */
int cli_exit_of(uint32_t receipt_code);

/* "ID" or "CHANNEL/EXTERNAL_ID" to the id of the order, asking the order service if need be. */
int cli_find_order(const char *text, uint64_t *order_id) must_check;

/* The message as JSON on stdout. */
void cli_print_json(const ProtobufCMessage *message);

#endif
