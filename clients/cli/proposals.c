/* crossdock proposals: what to buy and to move, and what became of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/currencies.h"
#include "clients/cli/dates.h"
#include "clients/cli/names.h"
#include "clients/cli/table.h"

#define STATUSES      &crossdock__forecasting__v1__proposal_status__descriptor
#define DECISIONS_MAX 1000
#define STATUS_COUNT  8

typedef Crossdock__Forecasting__V1__ReplenishmentsView replenishments_view;
typedef Crossdock__Forecasting__V1__Replenishment replenishment;
typedef Crossdock__Forecasting__V1__ProposalDecision decision;

/* --- looking ---------------------------------------------------------------------------------- */

static const char *
what_to_do(const Crossdock__Forecasting__V1__ReplenishmentProposed *proposal)
{
    static char text[80];
    const bool moves =
        proposal->kind == CROSSDOCK__FORECASTING__V1__PROPOSAL_KIND__PROPOSAL_TRANSFER;

    snprintf(text, sizeof text, "%s %.60s", moves ? "move from" : "buy from",
             table_clean(moves                 ? proposal->from_location
                         : *proposal->supplier ? proposal->supplier
                                               : "-"));
    return text;
}

static const char *
value_of(const Crossdock__Forecasting__V1__ReplenishmentProposed *proposal)
{
    static char text[48];
    int64_t minor;

    if (proposal->unit_cost_minor == 0 ||
        __builtin_mul_overflow(proposal->quantity, proposal->unit_cost_minor, &minor))
        return "-";
    snprintf(text, sizeof text, "%s%s%s", currency_text(minor, proposal->currency),
             *proposal->currency ? " " : "", table_clean(proposal->currency));
    return text;
}

static void
add_row(struct table *table, const replenishment *row)
{
    const Crossdock__Forecasting__V1__ReplenishmentProposed *proposal = row->proposal;
    char gone[32] = "-", due[32] = "-", came[64] = "";

    if (proposal->stock_out_day > 0)
        date_write_day(proposal->stock_out_day, gone);
    if (proposal->due_day > 0)
        date_write_day(proposal->due_day, due);
    const bool cancelled =
        row->status == CROSSDOCK__FORECASTING__V1__PROPOSAL_STATUS__PROPOSAL_CANCELLED;
    if (row->approved > 0 && !cancelled)
        snprintf(came, sizeof came, "%s %s of %s", table_clean(row->number),
                 table_number(row->received), table_number(row->approved));
    table_row(table, "%llu|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s",
              (unsigned long long)proposal->proposal_id, table_clean(proposal->sku),
              table_clean(proposal->location), name_of(STATUSES, (int)row->status),
              table_number(proposal->quantity), what_to_do(proposal), value_of(proposal),
              table_number(proposal->position), gone, due,
              *came ? came : table_clean(row->decision_reason));
}

static void
show_list(const struct crossdock_receipt *receipt, const void *context)
{
    const replenishments_view *view = (const void *)receipt->message;

    (void)context;
    if (view->n_replenishments == 0) {
        printf("nothing is proposed\n");
        return;
    }
    struct table *table =
        table_start(">ID|SKU|LOCATION|STATUS|>UNITS|WHAT|>VALUE|>POSITION|GONE BY|DUE|");
    for (size_t i = 0; i < view->n_replenishments; i++)
        add_row(table, view->replenishments[i]);
    table_end(&table, stdout);
    printf("%s units in all%s\n", table_number(view->units),
           view->more ? "; there are more (--limit)" : "");
}

/* What all words share: which proposals. */
struct filters {
    const char *sku, *location;
    struct word_list statuses;
    struct flag_number limit;
    Crossdock__Forecasting__V1__ProposalStatus list[STATUS_COUNT + 1];
};

static Crossdock__Forecasting__V1__GetReplenishments
get_of(struct filters *filters)
{
    Crossdock__Forecasting__V1__GetReplenishments get =
        CROSSDOCK__FORECASTING__V1__GET_REPLENISHMENTS__INIT;

    get.sku = (char *)filters->sku;
    get.location = (char *)filters->location;
    get.limit = (uint32_t)filters->limit.value;
    get.statuses = filters->list;
    for (int i = 0; i < filters->statuses.count; i++) {
        const int value = name_value(STATUSES, filters->statuses.list[i]);
        if (value == 0 || get.n_statuses == STATUS_COUNT) {
            cli_complain("'%s' is no status; they are: %s", filters->statuses.list[i],
                         name_list(STATUSES));
            exit(CLI_USAGE);
        }
        get.statuses[get.n_statuses++] = (Crossdock__Forecasting__V1__ProposalStatus)value;
    }
    return get;
}

static int
list_main(int argc, char **argv)
{
    struct filters filters = {.sku = "", .location = "", .limit = {1, 10000, 100}};
    const struct flag flags[] = {
        {"sku", "SKU", "Of this SKU", FLAG_TEXT, &filters.sku},
        {"location", "CODE", "For this location", FLAG_TEXT, &filters.location},
        {"status", "STATUS", "proposed, approved, ordered, partly-received, received, rejected, expired or cancelled; "
         "may be repeated (proposed)", FLAG_LIST,
         &filters.statuses},
        {"limit", "N", "At most so many (100)", FLAG_NUMBER, &filters.limit},
        {0},
    };

    (void)arguments_read(argc, argv, "",
                         "Show what should be bought or moved, the soonest stock-out first. 'GONE "
                         "BY' is when stock runs out if nothing is done.",
                         flags, 0, 0);
    Crossdock__Forecasting__V1__GetReplenishments get = get_of(&filters);
    const int status = cli_send("forecasting", &get.base, show_list, NULL);
    free(filters.statuses.list);
    return status;
}

/* --- deciding --------------------------------------------------------------------------------- */

struct decisions {
    decision *list, **pointers;
    size_t count;
};

static void
decisions_start(struct decisions *decisions, size_t most)
{
    decisions->list = calloc(most + 1, sizeof *decisions->list);
    decisions->pointers = calloc(most + 1, sizeof *decisions->pointers);
    assert(decisions->list != NULL && decisions->pointers != NULL);
}

static void
decisions_forget(struct decisions *decisions)
{
    free(decisions->list);
    free(decisions->pointers);
}

static decision *
decisions_add(struct decisions *decisions, uint64_t id, const char *reason)
{
    decision *added = &decisions->list[decisions->count];

    crossdock__forecasting__v1__proposal_decision__init(added);
    added->proposal_id = id;
    added->reason = (char *)reason;
    decisions->pointers[decisions->count++] = added;
    return added;
}

/* "17" or "17=200": with another quantity. */
static bool
add_word(struct decisions *decisions, char *word, bool with_quantity, const char *reason)
{
    char *equals = strchr(word, '=');
    int64_t quantity = 0;

    if (equals != NULL && with_quantity) {
        char *end;
        *equals = '\0';
        quantity = strtoll(equals + 1, &end, 10);
        if (*end != '\0' || quantity <= 0) {
            cli_complain("'%s' is no quantity: units must be a whole number above 0", equals + 1);
            return false;
        }
    }
    decisions_add(decisions, arguments_number_of("proposal", word), reason)->quantity = quantity;
    return true;
}

/* Everything that is proposed within the filters. */
static int
add_all(struct decisions *decisions, struct filters *filters, const char *reason)
{
    filters->limit.value = DECISIONS_MAX;
    Crossdock__Forecasting__V1__GetReplenishments get = get_of(filters);
    struct crossdock_client *client = cli_open("forecasting");
    struct crossdock_receipt receipt;
    int status = cli_ask(client, &get.base, NULL, &receipt);

    if (status == CLI_OK) {
        const replenishments_view *view = (const void *)receipt.message;
        decisions_start(decisions, view->n_replenishments);
        for (size_t i = 0; i < view->n_replenishments; i++)
            decisions_add(decisions, view->replenishments[i]->proposal->proposal_id, reason);
    }
    crossdock_close(&client);
    return status;
}

static int
send_approval(const struct decisions *decisions)
{
    Crossdock__Forecasting__V1__ApproveReplenishments approve =
        CROSSDOCK__FORECASTING__V1__APPROVE_REPLENISHMENTS__INIT;

    approve.decisions = decisions->pointers;
    approve.n_decisions = decisions->count;
    return cli_tell("forecasting", &approve.base, "%zu proposal%s approved", decisions->count,
                    decisions->count == 1 ? "" : "s");
}

static int
approve_all(struct filters *filters, bool yes, const char *reason)
{
    struct decisions decisions = {0};
    int status = add_all(&decisions, filters, reason);

    if (status == CLI_OK && decisions.count == 0)
        printf("nothing is proposed\n");
    else if (status == CLI_OK)
        status = cli_confirm(yes, "Approve %zu proposal%s", decisions.count,
                             decisions.count == 1 ? "" : "s");
    if (status == CLI_OK && decisions.count > 0)
        status = send_approval(&decisions);
    decisions_forget(&decisions);
    return status;
}

static int
approve_main(int argc, char **argv)
{
    struct filters filters = {.sku = "", .location = ""};
    const char *reason = "";
    bool all = false, yes = false;
    const struct flag flags[] = {
        {"all", NULL, "Everything that is proposed, within --sku and --location", FLAG_SWITCH,
         &all},
        {"sku", "SKU", "With --all: of this SKU", FLAG_TEXT, &filters.sku},
        {"location", "CODE", "With --all: for this location", FLAG_TEXT, &filters.location},
        {"yes", NULL, "Do not ask", FLAG_SWITCH, &yes},
        {"reason", "TEXT", "Why, up to 200 bytes", FLAG_TEXT, &reason},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "[ID[=UNITS]...]",
        "Approve proposals: inventory makes a purchase order R-<id> of each, or the draft of a "
        "transfer T-<id>. With UNITS another quantity than proposed.\v"
        "What is ordered is taken back by its document: 'crossdock purchase-order cancel R-<id>', "
        "'crossdock transfer cancel T-<id>'.",
        flags, 0, DECISIONS_MAX);
    struct decisions decisions = {0};
    bool read = true;

    if (all == (words.count > 0)) {
        cli_complain("name proposals, or say --all");
        return CLI_USAGE;
    }
    if (all)
        return approve_all(&filters, yes, reason);
    decisions_start(&decisions, (size_t)words.count);
    for (int i = 0; i < words.count && read; i++)
        read = add_word(&decisions, words.list[i], true, reason);
    const int status = read ? send_approval(&decisions) : CLI_USAGE;
    decisions_forget(&decisions);
    return status;
}

static int
reject_main(int argc, char **argv)
{
    const char *reason = "";
    struct flag_number days = {0, 365, 0};
    const struct flag flags[] = {
        {"reason", "TEXT", "Why, up to 200 bytes; needed", FLAG_TEXT, &reason},
        {"days", "N", "Not proposed again so long, unless more is missing (7)", FLAG_NUMBER, &days},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "ID... --reason TEXT",
                       "Reject proposals. They are proposed again after some days, or when a "
                       "quarter more is missing. 'crossdock proposals reopen' takes it back.",
                       flags, 1, DECISIONS_MAX);
    Crossdock__Forecasting__V1__RejectReplenishments reject =
        CROSSDOCK__FORECASTING__V1__REJECT_REPLENISHMENTS__INIT;
    struct decisions decisions = {0};

    if (*reason == '\0') {
        cli_complain("--reason is needed: those who come later want to know why");
        return CLI_USAGE;
    }
    decisions_start(&decisions, (size_t)words.count);
    for (int i = 0; i < words.count; i++)
        (void)add_word(&decisions, words.list[i], false, reason);
    reject.decisions = decisions.pointers;
    reject.n_decisions = decisions.count;
    reject.snooze_days = (int32_t)days.value;
    const int status = cli_tell("forecasting", &reject.base, "%zu proposal%s rejected",
                                decisions.count, decisions.count == 1 ? "" : "s");
    decisions_forget(&decisions);
    return status;
}

static int
reopen_main(int argc, char **argv)
{
    struct word_list words = arguments_words(
        argc, argv, "ID...", "Take rejections back: they are proposed again.", 1, DECISIONS_MAX);
    uint64_t *ids = calloc((size_t)words.count, sizeof *ids);
    Crossdock__Forecasting__V1__ReopenReplenishments reopen =
        CROSSDOCK__FORECASTING__V1__REOPEN_REPLENISHMENTS__INIT;

    assert(ids != NULL);
    for (int i = 0; i < words.count; i++)
        ids[i] = arguments_number_of("proposal", words.list[i]);
    reopen.proposal_ids = ids;
    reopen.n_proposal_ids = (size_t)words.count;
    const int status = cli_tell("forecasting", &reopen.base, "%d proposal%s proposed again",
                                words.count, words.count == 1 ? " is" : "s are");
    free(ids);
    return status;
}

int
proposals_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"list", list_main, "[--status STATUS] ...", "what should be bought or moved"},
        {"approve", approve_main, "ID[=UNITS]...|--all", "order it"},
        {"reject", reject_main, "ID... --reason TEXT", "do not order it"},
        {"reopen", reopen_main, "ID...", "take a rejection back"},
        {0},
    };
    /* Without a word, or with options only: the list. */
    if (argc < 2 ||
        (argv[1][0] == '-' && strcmp(argv[1], "--help") != 0 && strcmp(argv[1], "-?") != 0))
        return list_main(argc, argv);
    return cli_dispatch(commands, "What to buy and to move, and what became of it.", argc, argv);
}
