/*
 * crossdock picks: a warehouse consumes its pick lists. The service keeps the place of each group,
 * so that whoever comes back goes on where it stopped; what is said about a list carries ids made of
 * the list's and the fulfillment order's numbers, so saying it again after a crash changes nothing.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/json.h"
#include "clients/cli/progress.h"
#include "clients/cli/reasons.h"
#include "clients/cli/table.h"

#define WAIT_MS 200
#define LISTS_MAX 64
#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

enum { OPTION_LOCATION = 1000, OPTION_ACCEPT, OPTION_AUTO, OPTION_COUNT, OPTION_IDLE, OPTION_GROUP,
       OPTION_QUIET, OPTION_CARRIER };

static const struct argp_option list[] = {
    { "location", OPTION_LOCATION, "CODE", 0,
      "Whose pick lists (of the key's own location; with an operator's key: of all)", 0 },
    { "accept", OPTION_ACCEPT, NULL, 0, "Tell routing that each list is accepted, once it is printed", 0 },
    { "auto", OPTION_AUTO, NULL, 0, "Accept, pick everything in full and ship it, by itself", 0 },
    { "carrier", OPTION_CARRIER, "NAME", 0, "With --auto: who carries (self)", 0 },
    { "count", OPTION_COUNT, "N", 0, "End after N lists", 0 },
    { "until-idle", OPTION_IDLE, "SECONDS", 0, "End when nothing came for so long", 0 },
    { "group", OPTION_GROUP, "NAME", 0, "Under which name the place is kept (picks-CODE, or picks- and the key)", 0 },
    { "quiet", OPTION_QUIET, NULL, 0, "Only a progress line and the summary", 0 },
    { 0 },
};

static const char doc[] =
    "Consume a warehouse's pick lists: each is printed, sorted along the walk, and then counted as seen; "
    "the next start goes on after the last one.\v"
    "Without --accept or --auto nothing is told to routing: 'crossdock fulfillment' does that, list by "
    "list. Ctrl-C ends it after the list at hand.";

struct request {
    const char *location, *group, *carrier;
    bool accept, automatic, quiet;
    int64_t count, idle_ms;
};

struct numbers {
    uint64_t *list;
    size_t count, max;
};

struct picker {
    const struct request *request;
    struct crossdock_client *client; /* to routing */
    struct numbers at_hand; /* pick lists that were printed and not yet settled */
    struct numbers to_pick; /* their fulfillment orders */
    struct numbers picked;  /* those to be shipped */
    uint64_t seen;          /* position of the last event */
    int64_t seen_count, settled_count;
    struct progress progress;
    struct reasons reasons;
    int64_t lists, tasks, units, shipped, refused;
    int status;
};

static void
numbers_add(struct numbers *numbers, uint64_t number)
{
    if (numbers->count == numbers->max) {
        numbers->max = numbers->max ? 2 * numbers->max : 256;
        numbers->list = realloc(numbers->list, numbers->max * sizeof *numbers->list);
        assert(numbers->list);
    }
    numbers->list[numbers->count++] = number;
}

static void
numbers_remove(struct numbers *numbers, uint64_t number)
{
    size_t kept = 0;
    for (size_t i = 0; i < numbers->count; i++)
        if (numbers->list[i] != number)
            numbers->list[kept++] = numbers->list[i];
    numbers->count = kept;
}

static volatile sig_atomic_t ended;

static void
on_signal(int number)
{
    (void)number;
    ended = 1;
}

static error_t
parse(int key, char *argument, struct argp_state *state)
{
    struct request *request = state->input;
    switch (key) {
    case OPTION_LOCATION:
        request->location = argument;
        break;
    case OPTION_ACCEPT:
        request->accept = true;
        break;
    case OPTION_AUTO:
        request->automatic = true;
        break;
    case OPTION_CARRIER:
        request->carrier = argument;
        break;
    case OPTION_COUNT:
        request->count = options_number(state, "--count", argument, 1, INT64_MAX);
        break;
    case OPTION_IDLE:
        request->idle_ms = 1000 * options_number(state, "--until-idle", argument, 1, 86400);
        break;
    case OPTION_GROUP:
        request->group = argument;
        break;
    case OPTION_QUIET:
        request->quiet = true;
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

/* --- telling routing ----------------------------------------------------------------------- */

/* Count a receipt; false: give up. */
static bool
take_answer(struct picker *picker, enum crossdock_outcome outcome, const struct crossdock_receipt *receipt)
{
    if (outcome == CROSSDOCK_REFUSED || (outcome == CROSSDOCK_DONE && receipt->code == CODE(DENIED))) {
        cli_complain("DENIED: %s", *receipt->detail ? receipt->detail : "the service does not know this key");
        picker->status = CLI_DENIED;
        return false;
    }
    if (outcome != CROSSDOCK_DONE || !receipt->answered) {
        cli_complain("fulfillment-routing does not answer; start again to go on with this list");
        picker->status = CLI_NO_REPLY;
        return false;
    }
    if (cli_exit_of(receipt->code) != CLI_OK) {
        picker->refused++;
        reasons_add(&picker->reasons, receipt->detail);
    }
    return true;
}

/* The three things said. Their ids are made of the numbers, so saying them again changes nothing. */
static void
send_accept(struct picker *picker, uint64_t pick_list_id)
{
    Crossdock__Routing__V1__AcceptPickList accept = CROSSDOCK__ROUTING__V1__ACCEPT_PICK_LIST__INIT;
    char id[64];
    accept.pick_list_id = pick_list_id;
    snprintf(id, sizeof id, "accept-%llu", (unsigned long long)pick_list_id);
    crossdock_send(picker->client, &accept.base, id, 0);
}

static void
send_picked(struct picker *picker, uint64_t fulfillment_order_id)
{
    Crossdock__Routing__V1__ConfirmPick confirm = CROSSDOCK__ROUTING__V1__CONFIRM_PICK__INIT;
    char id[64];
    confirm.fulfillment_order_id = fulfillment_order_id;
    snprintf(id, sizeof id, "picked-%llu", (unsigned long long)fulfillment_order_id);
    crossdock_send(picker->client, &confirm.base, id, fulfillment_order_id << 1);
}

static void
send_shipped(struct picker *picker, uint64_t fulfillment_order_id)
{
    Crossdock__Routing__V1__ConfirmShipment confirm = CROSSDOCK__ROUTING__V1__CONFIRM_SHIPMENT__INIT;
    char id[64], tracking[64];
    confirm.fulfillment_order_id = fulfillment_order_id;
    confirm.carrier = (char *)picker->request->carrier;
    snprintf(tracking, sizeof tracking, "FO%llu", (unsigned long long)fulfillment_order_id);
    confirm.tracking = tracking;
    snprintf(id, sizeof id, "shipped-%llu", (unsigned long long)fulfillment_order_id);
    crossdock_send(picker->client, &confirm.base, id, fulfillment_order_id << 1 | 1);
}

static bool
accept_lists(struct picker *picker)
{
    size_t next = 0;
    while (next < picker->at_hand.count || crossdock_in_flight(picker->client) > 0) {
        struct crossdock_receipt receipt;
        while (next < picker->at_hand.count && crossdock_has_room(picker->client))
            send_accept(picker, picker->at_hand.list[next++]);
        enum crossdock_outcome outcome = crossdock_receive(picker->client, 50, &receipt);
        if (outcome != CROSSDOCK_NOTHING && !take_answer(picker, outcome, &receipt))
            return false;
    }
    return true;
}

/* Confirm every pick, and ship what was confirmed, many in flight. */
static bool
pick_and_ship(struct picker *picker)
{
    struct numbers *to_pick = &picker->to_pick, *picked = &picker->picked;
    size_t next = 0;
    while (next < to_pick->count || picked->count > 0 || crossdock_in_flight(picker->client) > 0) {
        while (picked->count > 0 && crossdock_has_room(picker->client))
            send_shipped(picker, picked->list[--picked->count]);
        while (next < to_pick->count && crossdock_has_room(picker->client))
            send_picked(picker, to_pick->list[next++]);
        struct crossdock_receipt receipt;
        enum crossdock_outcome outcome = crossdock_receive(picker->client, 50, &receipt);
        if (outcome == CROSSDOCK_NOTHING)
            continue;
        if (!take_answer(picker, outcome, &receipt))
            return false;
        if (cli_exit_of(receipt.code) != CLI_OK)
            continue;
        if (receipt.tag & 1)
            picker->shipped++;
        else
            numbers_add(picked, receipt.tag >> 1);
    }
    return true;
}

/* Deal with the lists at hand, then count them as seen. False: give up. */
static bool
settle(struct picker *picker, struct crossdock_feed *feed)
{
    const struct request *request = picker->request;
    if ((request->accept || request->automatic) && !accept_lists(picker))
        return false;
    if (request->automatic && !pick_and_ship(picker))
        return false;
    if (picker->seen > 0)
        crossdock_follow_done(feed, picker->seen);
    picker->at_hand.count = picker->to_pick.count = picker->picked.count = 0;
    return true;
}

/* --- one event ----------------------------------------------------------------------------- */

static void
print_list(const Crossdock__Routing__V1__PickListReleased *picks)
{
    printf("pick list %llu   %s   %u fulfillment orders, %zu tasks\n", (unsigned long long)picks->pick_list_id,
           table_clean(picks->location), picks->fulfillment_orders, picks->n_tasks);
    bool lots = false;
    for (size_t i = 0; i < picks->n_tasks; i++)
        lots = lots || *picks->tasks[i]->lot;
    struct table *table = table_start(lots ? "  BIN|SKU|>UNITS|>FULFILLMENT ORDER|>ORDER|>LINE|LOT"
                                           : "  BIN|SKU|>UNITS|>FULFILLMENT ORDER|>ORDER|>LINE|");
    for (size_t i = 0; i < picks->n_tasks; i++) {
        const Crossdock__Routing__V1__PickTask *task = picks->tasks[i];
        table_row(table, "  %s|%s|%s|%llu|%llu|%u|%s", table_clean(task->bin), table_clean(task->sku),
                  table_number(task->quantity), (unsigned long long)task->fulfillment_order_id,
                  (unsigned long long)task->order_id, task->line, table_clean(task->lot));
    }
    table_end(&table, stdout);
    printf("\n");
}

static void
print_json_line(const ProtobufCMessage *message)
{
    json_t *json = json_from_message(message);
    json_dumpf(json, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
    putchar('\n');
    json_decref(json);
}

static int
by_number(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* The fulfillment orders of a list, each once. */
static void
note_orders(struct numbers *orders, const Crossdock__Routing__V1__PickListReleased *picks)
{
    size_t first = orders->count, kept = first;
    for (size_t i = 0; i < picks->n_tasks; i++)
        numbers_add(orders, picks->tasks[i]->fulfillment_order_id);
    if (picks->n_tasks > 0)
        qsort(orders->list + first, picks->n_tasks, sizeof *orders->list, by_number);
    for (size_t i = first; i < orders->count; i++)
        if (i == first || orders->list[i] != orders->list[i - 1])
            orders->list[kept++] = orders->list[i];
    orders->count = kept;
}

static void
on_list(struct picker *picker, const Crossdock__Routing__V1__PickListReleased *picks)
{
    picker->lists++;
    picker->tasks += (int64_t)picks->n_tasks;
    for (size_t i = 0; i < picks->n_tasks; i++)
        picker->units += picks->tasks[i]->quantity;
    if (options.json)
        print_json_line(&picks->base);
    else if (!picker->request->quiet)
        print_list(picks);
    fflush(stdout);
    numbers_add(&picker->at_hand, picks->pick_list_id);
    note_orders(&picker->to_pick, picks);
}

static bool
on_event(struct picker *picker, const struct crossdock_event *event)
{
    if (!event->message) {
        cli_complain("event %llu cannot be read", (unsigned long long)event->event->position);
        picker->status = CLI_REFUSED;
        return false;
    }
    picker->seen = event->event->position;
    if (event->message->descriptor == &crossdock__routing__v1__pick_list_released__descriptor) {
        on_list(picker, (const void *)event->message);
        return true;
    }
    const Crossdock__Routing__V1__FulfillmentCancelled *cancelled = (const void *)event->message;
    numbers_remove(&picker->to_pick, cancelled->fulfillment_order_id);
    if (options.json)
        print_json_line(event->message);
    else if (!picker->request->quiet)
        printf("do not pick fulfillment order %llu (order %llu) any more: %s\n\n",
               (unsigned long long)cancelled->fulfillment_order_id, (unsigned long long)cancelled->order_id,
               table_clean(cancelled->reason));
    return true;
}

/* --- the whole ----------------------------------------------------------------------------- */

/* True while nobody wants it to end. */
static bool
goes_on(const struct picker *picker, int64_t idle_ms)
{
    const struct request *request = picker->request;
    return !ended && (!request->count || picker->lists < request->count) &&
           (!request->idle_ms || idle_ms < request->idle_ms);
}

/* What can be had at once is settled together, up to LISTS_MAX lists. */
static void
consume(struct picker *picker, struct crossdock_feed *feed)
{
    int64_t idle_ms = 0;
    char said[320] = "";
    while (goes_on(picker, idle_ms)) {
        struct crossdock_event event;
        bool full = picker->at_hand.count >= LISTS_MAX;
        uint32_t wait_ms = picker->seen_count == picker->settled_count ? WAIT_MS : 0;
        switch (full ? CROSSDOCK_NOTHING : crossdock_follow_next(feed, wait_ms, &event)) {
        case CROSSDOCK_DONE:
            idle_ms = 0;
            picker->seen_count++;
            if (!on_event(picker, &event))
                return;
            break;
        case CROSSDOCK_STOPPED:
            cli_complain("%s", crossdock_follow_error(feed));
            picker->status = strncmp(crossdock_follow_error(feed), "DENIED", 6) == 0 ? CLI_DENIED : CLI_REFUSED;
            return;
        default:
            if (!settle(picker, feed))
                return;
            picker->settled_count = picker->seen_count;
            idle_ms += full ? 0 : wait_ms;
            if (strcmp(said, crossdock_follow_error(feed)) != 0) {
                snprintf(said, sizeof said, "%s", crossdock_follow_error(feed));
                if (*said)
                    cli_complain("%s; trying on", said);
            }
        }
        if (picker->request->quiet)
            progress_show(&picker->progress, picker->request->automatic ? picker->shipped : picker->tasks);
    }
    if (settle(picker, feed) && *said && picker->lists == 0)
        picker->status = CLI_NO_REPLY;
}

static void
report(const struct picker *picker)
{
    FILE *to = options.json ? stderr : stdout;
    fprintf(to, "%s pick lists, %s tasks, %s units", table_number(picker->lists), table_number(picker->tasks),
            table_number(picker->units));
    if (picker->request->automatic)
        fprintf(to, ", %s fulfillment orders shipped", table_number(picker->shipped));
    if (picker->refused)
        fprintf(to, ", %s answers were no", table_number(picker->refused));
    fprintf(to, " in %.1f s\n", progress_seconds(&picker->progress));
    reasons_print(&picker->reasons, to);
}

int
picks_main(int argc, char **argv)
{
    static const char *const types[] = { "crossdock.routing.v1.PickListReleased",
                                         "crossdock.routing.v1.FulfillmentCancelled" };
    static const struct argp argp = { list, parse, NULL, doc, options_children, NULL, NULL };
    struct request request = { .carrier = "self" };
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    char group[80], error[512];
    snprintf(group, sizeof group, "picks-%.60s", request.location ? request.location : options.key);

    struct picker picker = { .request = &request, .client = cli_open("fulfillment-routing") };
    struct crossdock_options connect = cli_connect_options("fulfillment-routing");
    struct crossdock_follow what = {
        .group = request.group ? request.group : group,
        .from = CROSSDOCK_SAVED,
        .types = types,
        .type_count = 2,
        .subject = request.location,
    };
    struct crossdock_feed *feed = crossdock_follow_open(&connect, &what, error, sizeof error);
    if (!feed) {
        cli_complain("%s", error);
        crossdock_close(&picker.client);
        return CLI_USAGE;
    }
    signal(SIGINT, on_signal);
    signal(SIGTERM, on_signal);
    progress_start(&picker.progress, request.automatic ? "fulfillment orders shipped" : "pick tasks", 0);
    consume(&picker, feed);
    progress_end(&picker.progress);
    crossdock_follow_close(&feed);
    report(&picker);
    crossdock_close(&picker.client);
    reasons_forget(&picker.reasons);
    free(picker.at_hand.list);
    free(picker.to_pick.list);
    free(picker.picked.list);
    return picker.status;
}
