/*
 * crossdock return: goods that come back. Receipt, disposition and refund are separate facts, each
 * with its own quantities; a step that names no lines is about everything that is due for it.
 */
#include <stdio.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/names.h"
#include "clients/cli/return_lines.h"
#include "clients/cli/return_table.h"
#include "clients/cli/when.h"

typedef Crossdock__Order__V1__ReturnLineView return_line_view;

/* --- looking up ---------------------------------------------------------------------------- */

/* Ask for one return; *view lives as long as the receipt. */
static int
get_return(struct crossdock_client *client, uint64_t return_id, struct crossdock_receipt *receipt,
           const Crossdock__Order__V1__ReturnView **view)
{
    Crossdock__Order__V1__GetReturns get = CROSSDOCK__ORDER__V1__GET_RETURNS__INIT;
    get.return_id = return_id;
    int status = cli_ask(client, &get.base, NULL, receipt);
    const Crossdock__Order__V1__ReturnsView *all = (const void *)receipt->message;
    if (status == CLI_OK && all->n_returns == 0) {
        cli_complain("there is no return %llu", (unsigned long long)return_id);
        status = CLI_REFUSED;
    }
    if (status == CLI_OK)
        *view = all->returns[0];
    return status;
}

static int64_t
left_to_receive(const return_line_view *line)
{
    return line->requested - line->received;
}

static int64_t
left_to_inspect(const return_line_view *line)
{
    return line->received - line->inspected;
}

static int64_t
left_to_resolve(const return_line_view *line)
{
    return line->unresolved;
}

/* A step of a return: what is due for it of a line, and what to say when nothing is. */
struct step {
    int64_t (*left)(const return_line_view *line);
    const char *nothing;
};

static int
lines_due(const struct step *step, const Crossdock__Order__V1__ReturnView *view,
          struct return_lines *lines)
{
    return_lines_make_room(lines, view->n_lines);
    for (size_t i = 0; i < view->n_lines; i++)
        if (step->left(view->lines[i]) > 0) {
            Crossdock__Order__V1__ReturnLine *line = return_lines_add(lines);
            line->line = view->lines[i]->line;
            line->quantity = step->left(view->lines[i]);
        }
    if (lines->count == 0)
        cli_complain("%s of return %llu", step->nothing, (unsigned long long)view->return_id);
    return lines->count > 0 ? CLI_OK : CLI_REFUSED;
}

/* The return that words[0] names, and the lines that are named behind it, or all that are due. */
static int
lines_of_step(struct crossdock_client *client, const struct step *step,
              const struct word_list *words, uint64_t *return_id, struct return_lines *lines)
{
    static char currency[8];
    struct crossdock_receipt receipt;
    const Crossdock__Order__V1__ReturnView *view;
    *return_id = arguments_number_of("return", words->list[0]);
    int status = get_return(client, *return_id, &receipt, &view);
    if (status != CLI_OK)
        return status;
    snprintf(currency, sizeof currency, "%s", view->currency);
    lines->currency = currency;
    if (words->count == 1)
        return lines_due(step, view, lines);
    return return_lines_read(lines, words, 1) ? CLI_OK : CLI_USAGE;
}

/* --- commands ------------------------------------------------------------------------------ */

static void
show_reply(const struct crossdock_receipt *receipt, const void *context)
{
    (void)context;
    const Crossdock__Order__V1__ReturnReply *reply = (const void *)receipt->message;
    printf("return %llu is %s%s\n", (unsigned long long)reply->return_id,
           name_of(&crossdock__order__v1__return_status__descriptor, (int)reply->status),
           cli_is_repeat(receipt) ? " (this was done before)" : "");
}

static int
request_main(int argc, char **argv)
{
    const char *reference = "";
    struct flag_choice reason = {&crossdock__order__v1__return_reason__descriptor,
                                 CROSSDOCK__ORDER__V1__RETURN_REASON__RETURN_REASON_UNWANTED};
    const struct flag flags[] = {
        {"reason", "REASON", "Of lines that tell none (unwanted)", FLAG_CHOICE, &reason},
        {"reference", "TEXT", "The shop's own number of the return, up to 64 bytes", FLAG_TEXT,
         &reference},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "ORDER LINE=UNITS[,reason=REASON]...",
                       "Ask to return goods of an order: at most what shipped and is not on "
                       "another open return. ORDER is an id or CHANNEL/EXTERNAL_ID.\v"
                       "Reasons: unwanted, defective, damaged-in-transit, wrong-item, "
                       "not-as-described, too-late, undeliverable, other. The return is authorized "
                       "at once, or waits for somebody to look at it.",
                       flags, 2, 2001);
    struct return_lines lines = {.form = "LINE=UNITS or LINE=UNITS,reason=defective",
                                 .more = "reason|",
                                 .reason = reason.value};
    Crossdock__Order__V1__RequestReturn request = CROSSDOCK__ORDER__V1__REQUEST_RETURN__INIT;
    int status = return_lines_read(&lines, &words, 1)
                     ? cli_find_order(words.list[0], &request.order_id)
                     : CLI_USAGE;
    if (status == CLI_OK) {
        request.reference = (char *)reference;
        request.lines = lines.pointers;
        request.n_lines = lines.count;
        status = cli_send("order", &request.base, show_reply, NULL);
    }
    return_lines_forget(&lines);
    return status;
}

static int
authorize_main(int argc, char **argv)
{
    int64_t expires_at_us = 0;
    const struct flag flags[] = {
        {"expires", "TIME", "Nothing that comes later is expected (as the service is set)",
         FLAG_TIME, &expires_at_us},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "RETURN", "Allow a return that waits for it.", flags, 1, 1);
    Crossdock__Order__V1__AuthorizeReturn authorize = CROSSDOCK__ORDER__V1__AUTHORIZE_RETURN__INIT;
    authorize.expires_at_us = expires_at_us;
    authorize.return_id = arguments_number_of("return", words.list[0]);
    return cli_send("order", &authorize.base, show_reply, NULL);
}

static int
decline_main(int argc, char **argv)
{
    struct word_list words =
        arguments_words(argc, argv, "RETURN REASON",
                        "Decline a return that waits to be allowed; the customer hears why.", 2, 2);
    Crossdock__Order__V1__DeclineReturn decline = CROSSDOCK__ORDER__V1__DECLINE_RETURN__INIT;
    decline.reason = words.list[1];
    decline.return_id = arguments_number_of("return", words.list[0]);
    return cli_send("order", &decline.base, show_reply, NULL);
}

static int
cancel_main(int argc, char **argv)
{
    Crossdock__Order__V1__CancelReturn cancel = CROSSDOCK__ORDER__V1__CANCEL_RETURN__INIT;
    char *word =
        arguments_word_with_reason(argc, argv, "RETURN", "Withdraw a return before anything came.",
                                   "Why, up to 200 bytes; no personal data", &cancel.reason);
    cancel.return_id = arguments_number_of("return", word);
    return cli_send("order", &cancel.base, show_reply, NULL);
}

/* A parcel that nobody announced; the service finds the lines of its order by their SKU. */
static int
receive_blind(struct word_list *words, const char *order,
              Crossdock__Order__V1__ReceiveReturn *receive, struct return_lines *lines)
{
    int status = order ? cli_find_order(order, &receive->order_id) : CLI_OK;
    if (status == CLI_OK && words->count == 0) {
        cli_complain("say what came: SKU=UNITS");
        status = CLI_USAGE;
    }
    if (status == CLI_OK && !return_lines_read(lines, words, 0))
        status = CLI_USAGE;
    return status;
}

static int
take_back_main(int argc, char **argv)
{
    static const struct step step = {left_to_receive, "nothing more is expected"};
    const char *location = NULL, *order = NULL;
    bool blind = false;
    const struct flag flags[] = {
        {"location", "CODE", "Where it came; needed", FLAG_TEXT, &location},
        {"blind", NULL, "Nobody had asked: there is no RETURN, lines are SKU=UNITS", FLAG_SWITCH,
         &blind},
        {"of-order", "ORDER", "The order that a blind parcel names", FLAG_TEXT, &order},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "RETURN [LINE=UNITS...] --location CODE\n--blind SKU=UNITS... --location CODE",
        "Goods came back: all that was asked for and has not come, or the lines that are named, "
        "fewer or more. They wait there to be inspected, and are not sold.",
        flags, 0, 2001);
    struct return_lines lines = {.form = blind ? "SKU=UNITS" : "LINE=UNITS", .more = ""};
    Crossdock__Order__V1__ReceiveReturn receive = CROSSDOCK__ORDER__V1__RECEIVE_RETURN__INIT;
    struct crossdock_client *client = cli_open("order");
    int status = CLI_USAGE;
    if (!location || (!blind && words.count == 0))
        cli_complain(location ? "which RETURN? (or --blind)" : "--location is needed");
    else if (blind)
        status = receive_blind(&words, order, &receive, &lines);
    else
        status = lines_of_step(client, &step, &words, &receive.return_id, &lines);
    crossdock_close(&client);
    if (status == CLI_OK) {
        receive.location = (char *)location;
        receive.lines = lines.pointers;
        receive.n_lines = lines.count;
        status = cli_send("order", &receive.base, show_reply, NULL);
    }
    return_lines_forget(&lines);
    return status;
}

static int
inspect_main(int argc, char **argv)
{
    static const struct step step = {left_to_inspect, "nothing waits to be inspected"};
    const char *location = NULL;
    struct flag_choice disposition = {&crossdock__order__v1__disposition__descriptor, 0};
    const struct flag flags[] = {
        {"location", "CODE", "Where it is; needed", FLAG_TEXT, &location},
        {"disposition", "WHAT", "What becomes of lines that tell nothing else", FLAG_CHOICE,
         &disposition},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "RETURN [LINE=UNITS[,disposition=WHAT][,condition=TEXT]...] --location CODE",
        "What came back was looked at: all that waits for it, or the lines that are named.\v"
        "WHAT becomes of it: restock (it is sold again), refurbish, quarantine, return-to-vendor, "
        "scrap (written off).",
        flags, 1, 2001);
    struct return_lines lines = {.form = "LINE=UNITS,disposition=restock",
                                 .more = "disposition|condition|",
                                 .disposition = disposition.value};
    Crossdock__Order__V1__InspectReturn inspect = CROSSDOCK__ORDER__V1__INSPECT_RETURN__INIT;
    struct crossdock_client *client = cli_open("order");
    int status = CLI_USAGE;
    if (!location || (words.count == 1 && !disposition.value))
        cli_complain(location ? "--disposition is needed when no lines are named"
                              : "--location is needed");
    else
        status = lines_of_step(client, &step, &words, &inspect.return_id, &lines);
    crossdock_close(&client);
    if (status == CLI_OK) {
        inspect.location = (char *)location;
        inspect.lines = lines.pointers;
        inspect.n_lines = lines.count;
        status = cli_send("order", &inspect.base, show_reply, NULL);
    }
    return_lines_forget(&lines);
    return status;
}

static int
resolve_main(int argc, char **argv)
{
    static const struct step step = {left_to_resolve, "nothing is unresolved"};
    struct flag_choice resolution = {&crossdock__order__v1__resolution__descriptor, 0};
    const struct flag flags[] = {
        {"as", "WHAT", "refund, exchange or none, of lines that tell nothing else", FLAG_CHOICE,
         &resolution},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "RETURN [LINE=UNITS[,resolution=WHAT][,refund=AMOUNT]...] --as WHAT",
        "What the customer is owed: all that is not resolved yet, or the lines that are named. A "
        "refund is the price of the units, or the AMOUNT (12.50) if it is less.",
        flags, 1, 2001);
    struct return_lines lines = {.form = "LINE=UNITS,resolution=refund,refund=12.50",
                                 .more = "resolution|refund|",
                                 .resolution = resolution.value};
    Crossdock__Order__V1__ResolveReturn resolve = CROSSDOCK__ORDER__V1__RESOLVE_RETURN__INIT;
    struct crossdock_client *client = cli_open("order");
    int status = CLI_USAGE;
    if (words.count == 1 && !resolution.value)
        cli_complain("--as refund, exchange or none is needed when no lines are named");
    else
        status = lines_of_step(client, &step, &words, &resolve.return_id, &lines);
    crossdock_close(&client);
    if (status == CLI_OK) {
        resolve.lines = lines.pointers;
        resolve.n_lines = lines.count;
        status = cli_send("order", &resolve.base, show_reply, NULL);
    }
    return_lines_forget(&lines);
    return status;
}

static int
close_main(int argc, char **argv)
{
    Crossdock__Order__V1__CloseReturn command = CROSSDOCK__ORDER__V1__CLOSE_RETURN__INIT;
    char *word =
        arguments_word_with_reason(argc, argv, "RETURN", "Nothing more is expected of a return.",
                                   "Why, up to 200 bytes; no personal data", &command.reason);
    command.return_id = arguments_number_of("return", word);
    return cli_send("order", &command.base, show_reply, NULL);
}

static void
show_returns(const struct crossdock_receipt *receipt, const void *context)
{
    (void)context;
    const Crossdock__Order__V1__ReturnsView *view = (const void *)receipt->message;
    return_table_print(view);
    if (view->n_returns == 0)
        printf("there are no returns\n");
}

static int
show_main(int argc, char **argv)
{
    const char *order = NULL;
    const struct flag flags[] = {
        {"of-order", "ORDER", "All returns of this order", FLAG_TEXT, &order},
        {0},
    };
    struct word_list words = arguments_read(argc, argv, "RETURN\n--of-order ORDER",
                                            "Show a return, or all of an order.", flags, 0, 1);
    Crossdock__Order__V1__GetReturns get = CROSSDOCK__ORDER__V1__GET_RETURNS__INIT;
    int status = CLI_OK;
    if (!order == (words.count == 0)) {
        cli_complain("either a RETURN or --of-order is needed");
        status = CLI_USAGE;
    } else if (order) {
        status = cli_find_order(order, &get.order_id);
    } else {
        get.return_id = arguments_number_of("return", words.list[0]);
    }
    return status == CLI_OK ? cli_send("order", &get.base, show_returns, NULL) : status;
}

int
return_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"request", request_main, "ORDER LINE=UNITS...", "ask to send goods back"},
        {"authorize", authorize_main, "RETURN", "allow it"},
        {"decline", decline_main, "RETURN REASON", "do not"},
        {"cancel", cancel_main, "RETURN", "withdraw it before anything came"},
        {"receive", take_back_main, "RETURN|--blind ...", "goods came back"},
        {"inspect", inspect_main, "RETURN ...", "what becomes of them"},
        {"resolve", resolve_main, "RETURN ...", "refund, exchange or nothing"},
        {"close", close_main, "RETURN", "nothing more is expected"},
        {"show", show_main, "RETURN|--of-order ORDER", "look at returns"},
        {0},
    };
    return cli_dispatch(commands,
                        "Goods that come back: receipt, disposition and refund are separate facts.",
                        argc, argv);
}
