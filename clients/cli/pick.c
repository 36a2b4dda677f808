/*
 * crossdock pick: a picker's handheld on a terminal. All that is done is with routing: every answer
 * is followed by the list as it is now, so that whoever comes back, or another picker after the
 * lease, goes on where the work is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/pick_lists.h"
#include "clients/cli/pick_words.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"

#define LINE_BYTES 512

typedef Crossdock__Routing__V1__PickListView list_view;
typedef Crossdock__Routing__V1__PickTaskView task_view;

struct handheld {
    struct crossdock_client *client;
    char *location, *picker;
    bool goes_on;     /* with the next list when one is done */
    bool is_terminal; /* somebody looks: ask */
    list_view *list;  /* as routing told it last; NULL: none */
    size_t shown;     /* the task that is shown; n_tasks: none is open */
    int status;       /* CLI_REFUSED when anything was refused */
};

/* --- the list --------------------------------------------------------------------------------- */

static int64_t
open_units(const task_view *task)
{
    return task->task->quantity - task->picked - task->missing;
}

/* The first open task from this one on, around the end. */
static size_t
open_task(const list_view *list, size_t from)
{
    for (size_t i = 0; i < list->n_tasks; i++)
        if (open_units(list->tasks[(from + i) % list->n_tasks]) > 0)
            return (from + i) % list->n_tasks;
    return list->n_tasks;
}

static size_t
count_open(const list_view *list)
{
    size_t count = 0;
    for (size_t i = 0; i < list->n_tasks; i++)
        count += open_units(list->tasks[i]) > 0;
    return count;
}

/* Was anything found of this fulfillment order, by what the list told last? */
static bool
any_picked(const list_view *list, uint64_t fulfillment_order_id)
{
    for (size_t i = 0; i < list->n_tasks; i++)
        if (list->tasks[i]->task->fulfillment_order_id == fulfillment_order_id &&
            list->tasks[i]->picked > 0)
            return true;
    return false;
}

static void
forget_list(struct handheld *handheld)
{
    if (handheld->list)
        crossdock__routing__v1__pick_list_view__free_unpacked(handheld->list, NULL);
    handheld->list = NULL;
}

/* Take a list (0: what there is), or look at the one at hand again. */
static int
claim(struct handheld *handheld, uint64_t pick_list_id)
{
    Crossdock__Routing__V1__ClaimPickList claim = CROSSDOCK__ROUTING__V1__CLAIM_PICK_LIST__INIT;
    struct crossdock_receipt receipt;
    claim.location = handheld->location;
    claim.picker = handheld->picker;
    claim.pick_list_id = pick_list_id;
    forget_list(handheld);
    int status = cli_ask(handheld->client, &claim.base, NULL, &receipt);
    if (status == CLI_OK)
        handheld->list =
            crossdock__routing__v1__pick_list_view__unpack(NULL, receipt.body_bytes, receipt.body);
    return status;
}

/* --- the screen ------------------------------------------------------------------------------- */

static void
show_list(const struct handheld *handheld)
{
    const list_view *list = handheld->list;
    if (options.json)
        cli_print_json(&list->base);
    else
        printf("pick list %llu   %s   %zu of %zu tasks open, yours until %s %s%s%s\n",
               (unsigned long long)list->pick_list_id, table_clean(list->location),
               count_open(list), list->n_tasks, when(list->lease_until_us), when_zone(),
               list->cut_off_at_us ? ",\nleaves by " : "",
               list->cut_off_at_us ? when(list->cut_off_at_us) : "");
}

static void
show_task(const struct handheld *handheld)
{
    const task_view *task = handheld->list->tasks[handheld->shown];
    if (options.json)
        return;
    printf("%-10s %-20s %6s %-5s   fulfillment order %llu%s%s\n",
           *task->task->bin ? table_clean(task->task->bin) : "-", table_clean(task->task->sku),
           table_number(open_units(task)), open_units(task) == 1 ? "unit" : "units",
           (unsigned long long)task->task->fulfillment_order_id, *task->task->lot ? "   lot " : "",
           table_clean(task->task->lot));
}

/* any: something of the fulfillment order was found. */
static void
show_progress(const Crossdock__Routing__V1__PickProgress *progress, bool any)
{
    if (options.json) {
        cli_print_json(&progress->base);
        return;
    }
    if (progress->task_open > 0)
        printf("%s more\n", table_number(progress->task_open));
    if (progress->fulfillment_done)
        printf("fulfillment order %llu is picked: pack %s\n",
               (unsigned long long)progress->fulfillment_order_id, any ? "it" : "nothing");
    if (progress->list_done)
        printf("the list is done\n");
}

/* --- what is done ----------------------------------------------------------------------------- */

/* Say it, and look at the list again; false: end. */
static bool
tell(struct handheld *handheld, const ProtobufCMessage *command)
{
    struct crossdock_receipt receipt;
    uint64_t at_hand = handheld->list->pick_list_id;
    size_t shown = handheld->shown;
    bool is_done = false;
    int status = cli_ask(handheld->client, command, NULL, &receipt);
    if (status == CLI_OK) {
        const Crossdock__Routing__V1__PickProgress *progress = (const void *)receipt.message;
        show_progress(progress,
                      command->descriptor == &crossdock__routing__v1__scan_pick__descriptor ||
                          any_picked(handheld->list, progress->fulfillment_order_id));
        is_done = progress->list_done;
    } else {
        handheld->status = status;
    }
    if (status != CLI_OK && status != CLI_REFUSED)
        return false;
    if (is_done && !handheld->goes_on) {
        forget_list(handheld);
        return false;
    }
    status = claim(handheld, is_done ? 0 : at_hand);
    if (status != CLI_OK || !handheld->list) {
        handheld->status = is_done ? handheld->status : status;
        return false;
    }
    if (is_done)
        show_list(handheld);
    handheld->shown =
        open_task(handheld->list, is_done || shown >= handheld->list->n_tasks ? 0 : shown);
    return true;
}

/* All that is open of the task that routing will count the scan for; 0: no SKU of the list. */
static int64_t
all_open(const struct handheld *handheld, const char *code)
{
    const list_view *list = handheld->list;
    for (size_t i = 0; i < list->n_tasks; i++)
        if (strcmp(list->tasks[i]->task->sku, code) == 0 && open_units(list->tasks[i]) > 0)
            return open_units(list->tasks[i]);
    return 0;
}

static bool
is_sku(const list_view *list, const char *code)
{
    for (size_t i = 0; i < list->n_tasks; i++)
        if (strcmp(list->tasks[i]->task->sku, code) == 0)
            return true;
    return false;
}

/* How many units were scanned; 0 after saying that nobody knows. */
static int64_t
units_of(struct handheld *handheld, const struct pick_line *line)
{
    int64_t units = line->units;
    if (units == PICK_ALL)
        units = line->kind == PICK_INSTEAD ? open_units(handheld->list->tasks[handheld->shown])
                                           : all_open(handheld, line->code);
    if (units != 0)
        return units;
    handheld->status = CLI_REFUSED;
    cli_complain(is_sku(handheld->list, line->code)
                     ? "of '%s' nothing is open on this list"
                     : "'%s' is no SKU of this list: how many units?",
                 line->code);
    return 0;
}

static bool
scan(struct handheld *handheld, const struct pick_line *line)
{
    Crossdock__Routing__V1__ScanPick scan = CROSSDOCK__ROUTING__V1__SCAN_PICK__INIT;
    const task_view *task = handheld->list->tasks[handheld->shown];
    scan.pick_list_id = handheld->list->pick_list_id;
    scan.picker = handheld->picker;
    scan.code = (char *)line->code;
    scan.quantity = units_of(handheld, line);
    if (scan.quantity == 0)
        return true;
    if (line->kind == PICK_INSTEAD) {
        scan.instead_of = task->task->sku;
        scan.fulfillment_order_id = task->task->fulfillment_order_id;
    }
    return tell(handheld, &scan.base);
}

static bool
report_short(struct handheld *handheld, const struct pick_line *line)
{
    Crossdock__Routing__V1__ReportShort report = CROSSDOCK__ROUTING__V1__REPORT_SHORT__INIT;
    const task_view *task = handheld->list->tasks[handheld->shown];
    report.pick_list_id = handheld->list->pick_list_id;
    report.picker = handheld->picker;
    report.code = task->task->sku;
    report.fulfillment_order_id = task->task->fulfillment_order_id;
    report.missing = line->units == PICK_ALL ? 0 : line->units;
    report.reason = (Crossdock__Routing__V1__ShortReason)line->reason;
    return tell(handheld, &report.base);
}

/* Always false: it is the end. */
static bool
give_back(struct handheld *handheld)
{
    Crossdock__Routing__V1__ReturnPickList give = CROSSDOCK__ROUTING__V1__RETURN_PICK_LIST__INIT;
    struct crossdock_receipt receipt;
    give.pick_list_id = handheld->list->pick_list_id;
    give.picker = handheld->picker;
    int status = cli_ask(handheld->client, &give.base, NULL, &receipt);
    if (status == CLI_OK)
        printf("pick list %llu is ready for others\n", (unsigned long long)give.pick_list_id);
    else
        handheld->status = status;
    forget_list(handheld);
    return false;
}

/* False: end. */
static bool
obey(struct handheld *handheld, const struct pick_line *line)
{
    switch (line->kind) {
    case PICK_SCAN:
    case PICK_INSTEAD:
        return scan(handheld, line);
    case PICK_SHORT:
        return report_short(handheld, line);
    case PICK_RETURN:
        return give_back(handheld);
    case PICK_DONE:
        return false;
    case PICK_SKIP:
        handheld->shown = open_task(handheld->list, handheld->shown + 1);
        return true;
    case PICK_LIST:
        pick_list_print(handheld->list);
        return true;
    case PICK_HELP:
        fputs(pick_line_help, stdout);
        return true;
    case PICK_UNDO:
        printf(
            "a scan stands; 'crossdock fulfillment reject %llu REASON' gives all of it back to "
            "routing\n",
            (unsigned long long)handheld->list->tasks[handheld->shown]->task->fulfillment_order_id);
        return true;
    default:
        if (line->kind == PICK_WRONG)
            cli_complain("%s", line->wrong);
        return true;
    }
}

static void
work(struct handheld *handheld)
{
    char text[LINE_BYTES];
    show_list(handheld);
    handheld->shown = open_task(handheld->list, 0);
    while (handheld->shown < handheld->list->n_tasks) {
        show_task(handheld);
        if (handheld->is_terminal)
            fputs("> ", stdout);
        fflush(stdout);
        if (!fgets(text, sizeof text, stdin))
            break;
        struct pick_line line = pick_line_read(text);
        if (!obey(handheld, &line))
            break;
    }
    if (handheld->list && !options.json)
        printf("%zu task%s open; the list is yours until %s\n", count_open(handheld->list),
               count_open(handheld->list) == 1 ? " is" : "s are",
               when(handheld->list->lease_until_us));
}

int
pick_main(int argc, char **argv)
{
    static char doc[2048];
    const char *picker = NULL, *location = "";
    struct flag_number list = {1, INT64_MAX, 0};
    bool goes_on = false;
    const struct flag flags[] = {
        {"picker", "CODE", "Who picks: a person's or handheld's code, no name (the key's)",
         FLAG_TEXT, &picker},
        {"location", "CODE", "Where (the key's own)", FLAG_TEXT, &location},
        {"list", "NUMBER", "This pick list (the one at hand, else the oldest that is ready)",
         FLAG_NUMBER, &list},
        {"go-on", NULL, "Take the next list when one is done", FLAG_SWITCH, &goes_on},
        {0},
    };
    snprintf(
        doc, sizeof doc,
        "Pick by scan: take a pick list, and walk along its tasks. Each line of standard input is "
        "a scan or a word; "
        "everything is told to routing at once.\v%s\n"
        "  crossdock pick --key warehouse-leeds --picker P7\n"
        "  printf 'A 3\\nB\\n' | crossdock pick --key warehouse-leeds --list 12\n\n"
        "The exit status is 1 when anything was refused.",
        pick_line_help);
    (void)arguments_read(argc, argv, NULL, doc, flags, 0, 0);
    struct handheld handheld = {
        .client = cli_open("fulfillment-routing"),
        .location = (char *)location,
        .picker = (char *)(picker ? picker : options.key),
        .goes_on = goes_on,
        .is_terminal = isatty(STDIN_FILENO) && !options.json,
    };
    handheld.status = claim(&handheld, (uint64_t)list.value);
    if (handheld.status == CLI_OK && handheld.list)
        work(&handheld);
    forget_list(&handheld);
    crossdock_close(&handheld.client);
    return handheld.status;
}
