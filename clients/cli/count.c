/* crossdock count: cycle counts. Whoever counts is never told what the books say. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/commands.h"
#include "clients/cli/document_table.h"
#include "clients/cli/names.h"
#include "clients/cli/stock_lines.h"
#include "clients/cli/table.h"

/* What is to be counted now, and what to do next. */
static void
show_count(const struct crossdock_receipt *receipt, const void *context)
{
    (void)context;
    const Crossdock__Inventory__V1__CountReply *reply = (const void *)receipt->message;
    unsigned long long id = (unsigned long long)reply->count_id;
    printf("count %llu: %s%s\n", id,
           name_of(&crossdock__inventory__v1__count_status__descriptor, (int)reply->status),
           cli_is_repeat(receipt) ? " (this was done before)" : "");
    if (reply->n_lines > 0) {
        struct table *table = table_start("  BIN|SKU|LOT");
        for (size_t i = 0; i < reply->n_lines; i++)
            table_row(table, "  %s|%s|%s", table_clean(reply->lines[i]->bin),
                      table_clean(reply->lines[i]->sku), table_clean(reply->lines[i]->lot));
        table_end(&table, stdout);
    }
    switch (reply->status) {
    case CROSSDOCK__INVENTORY__V1__COUNT_STATUS__COUNT_REQUESTED:
        printf("count them: crossdock count submit %llu SKU=UNITS...\n", id);
        break;
    case CROSSDOCK__INVENTORY__V1__COUNT_STATUS__COUNT_RECOUNT:
        printf(
            "these differ too much, count them again: crossdock count submit %llu SKU=UNITS...\n",
            id);
        break;
    case CROSSDOCK__INVENTORY__V1__COUNT_STATUS__COUNT_REVIEW:
        printf("they still differ: crossdock count approve %llu REASON books what was found, "
               "crossdock count cancel %llu does not\n",
               id, id);
        break;
    default:
        break;
    }
}

static int
request_main(int argc, char **argv)
{
    struct flag_number units = {0, 1000000000, 0}, percent = {0, 100, 0};
    const struct flag flags[] = {
        {"tolerance", "UNITS", "A difference up to this is booked at once (0)", FLAG_NUMBER,
         &units},
        {"tolerance-percent", "N",
         "The same, of what the books say; the larger of the two counts (0)", FLAG_NUMBER,
         &percent},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "LOCATION [SKU...]",
                       "Have these SKUs counted, or everything at the location. The count is "
                       "blind: nobody is told what the books say. What differs more than the "
                       "tolerance is counted again; if it still does, an operator decides.",
                       flags, 1, 1001);
    Crossdock__Inventory__V1__RequestCount request = CROSSDOCK__INVENTORY__V1__REQUEST_COUNT__INIT;
    request.location = words.list[0];
    request.skus = words.list + 1;
    request.n_skus = (size_t)words.count - 1;
    request.tolerance_units = units.value;
    request.tolerance_percent = (int32_t)percent.value;
    return cli_send("inventory", &request.base, show_count, NULL);
}

static int
submit_main(int argc, char **argv)
{
    const char *file = NULL;
    const struct flag flags[] = {
        {"file", "FILE.csv", "More lines, as rows: sku and counted", FLAG_TEXT, &file},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "COUNT SKU=UNITS...",
        "Say what was found, for every SKU that is to be counted; A=0 where there is none.", flags,
        1, WORDS_ANY);
    Crossdock__Inventory__V1__SubmitCount submit = CROSSDOCK__INVENTORY__V1__SUBMIT_COUNT__INIT;
    submit.count_id = arguments_number_of("count", words.list[0]);
    struct stock_lines lines = stock_lines_needed(&words, 1, file, 0);
    submit.lines = lines.list;
    submit.n_lines = lines.count;
    int status = cli_send("inventory", &submit.base, show_count, NULL);
    stock_lines_forget(&lines);
    return status;
}

static int
approve_main(int argc, char **argv)
{
    struct word_list words =
        arguments_words(argc, argv, "COUNT REASON",
                        "Book what was found last, with the reason for the difference.", 2, 2);
    Crossdock__Inventory__V1__ApproveCount approve = CROSSDOCK__INVENTORY__V1__APPROVE_COUNT__INIT;
    approve.reason = words.list[1];
    approve.count_id = arguments_number_of("count", words.list[0]);
    return cli_send("inventory", &approve.base, show_count, NULL);
}

static int
cancel_main(int argc, char **argv)
{
    Crossdock__Inventory__V1__CancelCount cancel = CROSSDOCK__INVENTORY__V1__CANCEL_COUNT__INIT;
    char *word = arguments_word_with_reason(
        argc, argv, "COUNT", "Give a count up; the books stay as they are.", "Why", &cancel.reason);
    cancel.count_id = arguments_number_of("count", word);
    return cli_send("inventory", &cancel.base, show_count, NULL);
}

static int
show_main(int argc, char **argv)
{
    static const struct document_words kind = {"count", "BOOKS", "COUNTED", false, false};
    struct word_list words = arguments_words(
        argc, argv, "COUNT", "Show a count; what the books say only when it is completed.", 1, 1);
    Crossdock__Inventory__V1__GetDocument get = CROSSDOCK__INVENTORY__V1__GET_DOCUMENT__INIT;
    get.count_id = arguments_number_of("count", words.list[0]);
    return cli_send("inventory", &get.base, document_show, &kind);
}

int
count_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"request", request_main, "LOCATION [SKU...]", "have stock counted"},
        {"submit", submit_main, "COUNT SKU=UNITS...", "what was found"},
        {"approve", approve_main, "COUNT REASON", "book it although it differs"},
        {"cancel", cancel_main, "COUNT", "give it up"},
        {"show", show_main, "COUNT", "look at it"},
        {0},
    };
    return cli_dispatch(commands, "Cycle counts, blind and counted again where they differ.", argc,
                        argv);
}
