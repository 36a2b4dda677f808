/* crossdock order cancel, amend: how an order is changed, and what became of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clients/cli/arguments.h"
#include "clients/cli/countries.h"
#include "clients/cli/entries.h"
#include "clients/cli/order_commands.h"
#include "clients/cli/table.h"

#define REQUESTS_MAX 3

/* --- what becomes of a request ------------------------------------------------------------- */

/* Requests of one command, and how long to wait for what becomes of them. */
struct outcome {
    uint64_t order_id;
    uint32_t requests[REQUESTS_MAX];
    size_t count;
    int64_t wait_s;
};

/* The sentence that ends this request; NULL: not yet. */
static const Crossdock__Order__V1__Fact *
end_of(const Crossdock__Order__V1__Timeline *timeline, uint32_t request)
{
    static const char *const ends[] = {"OrderCancelled",     "OrderLinesCancelled",
                                       "OrderCancelRefused", "OrderAmended",
                                       "OrderAmendRefused",  "OrderRedirected"};
    for (size_t i = 0; i < timeline->n_facts; i++)
        for (size_t n = 0; n < sizeof ends / sizeof *ends; n++)
            if (timeline->facts[i]->number == request &&
                strcmp(timeline->facts[i]->what, ends[n]) == 0)
                return timeline->facts[i];
    return NULL;
}

/* Is every request at its end? Says them then, or when last is set. */
static int
look(struct crossdock_client *client, const struct outcome *outcome, bool last, bool *ended)
{
    Crossdock__Order__V1__GetTimeline get = CROSSDOCK__ORDER__V1__GET_TIMELINE__INIT;
    struct crossdock_receipt receipt;
    get.order_id = outcome->order_id;
    int status = cli_ask(client, &get.base, NULL, &receipt);
    if (status != CLI_OK)
        return status;
    const Crossdock__Order__V1__Timeline *timeline = (const void *)receipt.message;
    *ended = true;
    for (size_t i = 0; i < outcome->count; i++)
        *ended = *ended && end_of(timeline, outcome->requests[i]);
    for (size_t i = 0; i < outcome->count && (*ended || last); i++) {
        const Crossdock__Order__V1__Fact *fact = end_of(timeline, outcome->requests[i]);
        const char *words =
            !fact ? "not decided yet" : table_clean(*fact->words ? fact->words : fact->what);
        const char *tail = strstr(words, ", request "); /* it was just named */
        printf("  request %u: %.*s\n", outcome->requests[i],
               (int)(tail ? tail - words : (long)strlen(words)), words);
        if (fact && strstr(fact->what, "Refused"))
            status = CLI_REFUSED;
    }
    return status;
}

static int
wait_for_outcome(struct crossdock_client *client, const struct outcome *outcome)
{
    bool ended = outcome->wait_s == 0;
    int status = CLI_OK;
    for (int64_t passed_ms = 0; !ended && status == CLI_OK; passed_ms += 100) {
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
        status = look(client, outcome, passed_ms >= outcome->wait_s * 1000, &ended);
        if (passed_ms >= outcome->wait_s * 1000)
            break;
    }
    if (!ended && status == CLI_OK)
        printf("  crossdock order show %llu tells what became of it\n",
               (unsigned long long)outcome->order_id);
    return status;
}

/* Ask for a change and wait for what becomes of it; note: takes its requests from the reply. */
static int
ask_for(struct crossdock_client *client, const ProtobufCMessage *command, const char *what,
        void (*note)(struct outcome *outcome, const ProtobufCMessage *reply), int64_t wait_s)
{
    struct crossdock_receipt receipt;
    struct outcome outcome = {.wait_s = wait_s};
    int status = cli_ask(client, command, options.id, &receipt);
    if (status == CLI_OK && options.json)
        cli_print_json(receipt.message);
    if (status != CLI_OK || options.json)
        return status;
    note(&outcome, receipt.message);
    printf("the %s of order %llu is recorded%s\n", what, (unsigned long long)outcome.order_id,
           cli_is_repeat(&receipt) ? " (it was before)" : "");
    fflush(stdout);
    return wait_for_outcome(client, &outcome);
}

/* --- lines --------------------------------------------------------------------------------- */

struct order_lines {
    Crossdock__Order__V1__LineQuantity *list, **pointers;
    size_t count;
};

static void
forget_lines(struct order_lines *lines)
{
    free(lines->list);
    free(lines->pointers);
}

/* "2:1" or, when units may be left out, "2" for everything of line 2 that has not left. */
static bool
read_line(char *word, const Crossdock__Order__V1__OrderView *order,
          Crossdock__Order__V1__LineQuantity *line)
{
    static const char form[] = "LINE:UNITS, like 2:1";
    struct entry entry;
    if (!strpbrk(word, ":=") && order) {
        entry = (struct entry){.name = word};
        if (!entry_line(&entry, "LINE or LINE:UNITS, like 2 or 2:1", &line->line))
            return false;
        for (size_t i = 0; i < order->n_lines; i++)
            if (order->lines[i]->line == line->line)
                line->quantity = order->lines[i]->ordered - order->lines[i]->cancelled -
                                 order->lines[i]->shipped;
        if (line->quantity <= 0)
            cli_complain("nothing of line %u of order %llu is left to cancel", line->line,
                         (unsigned long long)order->order_id);
        return line->quantity > 0;
    }
    return entry_read(&entry, word, form, "") && entry_line(&entry, form, &line->line) &&
           entry_number(&entry, form, order ? 1 : 0, 1000000, &line->quantity);
}

/* order: where a line without units looks them up; NULL: units are needed. */
static bool
read_lines(struct order_lines *lines, const struct word_list *words,
           const Crossdock__Order__V1__OrderView *order)
{
    size_t count = (size_t)words->count;
    lines->list = calloc(count + 1, sizeof *lines->list);
    lines->pointers = calloc(count + 1, sizeof *lines->pointers);
    assert(lines->list && lines->pointers);
    for (size_t i = 0; i < count; i++) {
        crossdock__order__v1__line_quantity__init(&lines->list[i]);
        lines->pointers[i] = &lines->list[i];
        if (!read_line(words->list[i], order, &lines->list[i]))
            return false;
    }
    lines->count = count;
    return true;
}

/* --- cancel -------------------------------------------------------------------------------- */

static void
note_cancel(struct outcome *outcome, const ProtobufCMessage *message)
{
    const Crossdock__Order__V1__CancelOrderReply *reply = (const void *)message;
    outcome->order_id = reply->order_id;
    outcome->requests[outcome->count++] = reply->request;
}

int
order_cancel_main(int argc, char **argv)
{
    const char *reason = "";
    struct word_list asked = {0};
    struct flag_number wait = {0, 3600, 5};
    const struct flag flags[] = {
        {"line", "N[:UNITS]", "Only (so many units of) this line; may be repeated", FLAG_LIST,
         &asked},
        {"reason", "TEXT", "Why, up to 200 bytes; no personal data", FLAG_TEXT, &reason},
        {"wait", "SECONDS", "For what becomes of it (5); 0: do not", FLAG_NUMBER, &wait},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "ID|CHANNEL/EXTERNAL_ID",
        "Ask to cancel what has not been handed over: the whole order, or units of its lines.\v"
        "The wish is recorded and travels behind the order; what becomes of it is said when it is "
        "known. Exit code 1 when it was refused, because everything had left.",
        flags, 1, 1);
    Crossdock__Order__V1__CancelOrder command = CROSSDOCK__ORDER__V1__CANCEL_ORDER__INIT;
    struct crossdock_client *client = cli_open("order");
    struct crossdock_receipt receipt;
    const Crossdock__Order__V1__OrderView *order;
    struct order_lines lines = {0};
    int status = order_get(client, words.list[0], &receipt, &order);
    if (status == CLI_OK && !read_lines(&lines, &asked, order))
        status = CLI_USAGE;
    if (status == CLI_OK) {
        command.order_id = order->order_id;
        command.reason = (char *)reason;
        command.lines = lines.pointers;
        command.n_lines = lines.count;
        status = ask_for(client, &command.base, "cancel", note_cancel, wait.value);
    }
    crossdock_close(&client);
    forget_lines(&lines);
    free(asked.list);
    return status;
}

/* --- amend --------------------------------------------------------------------------------- */

struct address {
    const char *country, *postal_code, *city, *region;
    const char *name, *street, *phone, *email;
};

/* What is not given of the recipient stays as it is. */
static void
set_recipient(Crossdock__Order__V1__AmendOrder *command, Crossdock__Order__V1__Recipient *to,
              const struct address *given, const Crossdock__Order__V1__Recipient *now)
{
    if (!given->name && !given->street && !given->phone && !given->email)
        return;
    to->name = given->name ? (char *)given->name : now ? now->name : to->name;
    to->street = given->street ? (char *)given->street : now ? now->street : to->street;
    to->phone = given->phone ? (char *)given->phone : now ? now->phone : to->phone;
    to->email = given->email ? (char *)given->email : now ? now->email : to->email;
    command->recipient = to;
}

/* A new place is given as a whole; only the country may be left as it is. */
static bool
set_destination(Crossdock__Order__V1__AmendOrder *command, Crossdock__Order__V1__Destination *to,
                const struct address *given, const Crossdock__Order__V1__Destination *now)
{
    if (!given->country && !given->postal_code && !given->city && !given->region)
        return true;
    const char *country = given->country ? country_code(given->country) : now ? now->country : "";
    if (!country)
        cli_complain("'%s' is not a country", given->country);
    to->country = (char *)country;
    to->postal_code = given->postal_code ? (char *)given->postal_code : to->postal_code;
    to->city = given->city ? (char *)given->city : to->city;
    to->region = given->region ? (char *)given->region : to->region;
    command->destination = to;
    return country != NULL;
}

static void
note_amend(struct outcome *outcome, const ProtobufCMessage *message)
{
    const Crossdock__Order__V1__AmendOrderReply *reply = (const void *)message;
    outcome->order_id = reply->order_id;
    for (; outcome->count < reply->n_requests && outcome->count < REQUESTS_MAX; outcome->count++)
        outcome->requests[outcome->count] = reply->requests[outcome->count];
}

static int
amend_found(struct crossdock_client *client, const Crossdock__Order__V1__OrderView *order,
            const struct word_list *asked, const struct address *given, const char *reason,
            int64_t wait_s)
{
    Crossdock__Order__V1__AmendOrder command = CROSSDOCK__ORDER__V1__AMEND_ORDER__INIT;
    Crossdock__Order__V1__Destination destination = CROSSDOCK__ORDER__V1__DESTINATION__INIT;
    Crossdock__Order__V1__Recipient recipient = CROSSDOCK__ORDER__V1__RECIPIENT__INIT;
    struct order_lines lines = {0};
    int status = CLI_USAGE;
    set_recipient(&command, &recipient, given, order->recipient);
    if (set_destination(&command, &destination, given, order->destination) &&
        read_lines(&lines, asked, NULL)) {
        command.order_id = order->order_id;
        command.reason = (char *)reason;
        command.lines = lines.pointers;
        command.n_lines = lines.count;
        status = CLI_OK;
    }
    if (status == CLI_OK && !command.n_lines && !command.destination && !command.recipient) {
        cli_complain("nothing is to be changed: say --line, --postal-code, --street ...");
        status = CLI_USAGE;
    }
    if (status == CLI_OK)
        status = ask_for(client, &command.base, "change", note_amend, wait_s);
    forget_lines(&lines);
    return status;
}

int
order_amend_main(int argc, char **argv)
{
    const char *reason = "";
    struct address given = {0};
    struct word_list asked = {0};
    struct flag_number wait = {0, 3600, 5};
    const struct flag flags[] = {
        {"line", "N:UNITS", "Line N shall be so many units, shipped ones included; may be repeated",
         FLAG_LIST, &asked},
        {"country", "NAME", "Where it goes from now on (its country)", FLAG_TEXT, &given.country},
        {"postal-code", "CODE", "The same", FLAG_TEXT, &given.postal_code},
        {"city", "NAME", "The same", FLAG_TEXT, &given.city},
        {"region", "NAME", "The same", FLAG_TEXT, &given.region},
        {"name", "NAME", "Who gets it; what is not given stays", FLAG_TEXT, &given.name},
        {"street", "TEXT", "The same", FLAG_TEXT, &given.street},
        {"phone", "NUMBER", "The same", FLAG_TEXT, &given.phone},
        {"email", "ADDRESS", "The same", FLAG_TEXT, &given.email},
        {"reason", "TEXT", "Why, up to 200 bytes; no personal data", FLAG_TEXT, &reason},
        {"wait", "SECONDS", "For what becomes of it (5); 0: do not", FLAG_NUMBER, &wait},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "ID|CHANNEL/EXTERNAL_ID",
        "Change an order: quantities (only the difference is promised or given back), where it "
        "goes, who gets it.\v"
        "What has been handed over stays as it was. To take it back, amend it to what it was.",
        flags, 1, 1);
    struct crossdock_client *client = cli_open("order");
    struct crossdock_client *other =
        cli_open("order"); /* the view lives while another client asks */
    struct crossdock_receipt receipt;
    const Crossdock__Order__V1__OrderView *order;
    int status = order_get(client, words.list[0], &receipt, &order);
    if (status == CLI_OK)
        status = amend_found(other, order, &asked, &given, reason, wait.value);
    crossdock_close(&other);
    crossdock_close(&client);
    free(asked.list);
    return status;
}
