/*
 * crossdock import orders: sent in order of their dates, many in flight. Each order is named by
 * channel and external id, so an import that broke off is simply repeated.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clients/cli/csv_write.h"
#include "clients/cli/import.h"
#include "clients/cli/items_from_orders.h"
#include "clients/cli/order_files.h"
#include "clients/cli/progress.h"
#include "clients/cli/reasons.h"
#include "clients/cli/table.h"

#define LINES_MAX 2000 /* of one PlaceOrder */
#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

static const char doc[] =
    "Place the orders of CSV files.\v"
    "Either a row per order line with the columns order_id (invoice_no, external_id ...), date, sku, "
    "quantity (1 where there is no such column), price, country, postal_code, city, region, customer_name, channel, "
    "currency, ship_complete, priority, deliver_by, pickup_location, substitutes ...; or one "
    "file with a row per order and another with a row per line, joined by the order id. Of a folder "
    "every .csv and .csv.gz with an order id in its header is taken. Country may be a name or a code; "
    "dates are read as UTC; a SKU that occurs twice in an order is added up; an order of more than 2,000 "
    "SKUs is placed in parts named ID, ID-2, ID-3 ... A deliver_by that is over when the order is first "
    "imported is left out.";

enum { OPTION_DRY_RUN = 1000, OPTION_CHANNEL, OPTION_CURRENCY, OPTION_REJECTS, OPTION_ITEMS, OPTION_WINDOW };

static const struct argp_option list[] = {
    { "channel", OPTION_CHANNEL, "NAME", 0, "Channel of orders whose file tells none (web)", 0 },
    { "currency", OPTION_CURRENCY, "CODE", 0,
      "Currency of prices whose file tells none; without one such prices are left out", 0 },
    { "items-from-orders", OPTION_ITEMS, NULL, 0, "First define the SKUs that inventory does not know", 0 },
    { "rejects", OPTION_REJECTS, "FILE", 0, "Write the refused orders and why to this CSV file", 0 },
    { "window", OPTION_WINDOW, "N", 0, "Orders in flight, 1..65536 (1000)", 0 },
    { "dry-run", OPTION_DRY_RUN, NULL, 0, "Read and check the files, send nothing", 0 },
    { 0 },
};

struct request {
    const char *channel, *currency, *rejects;
    bool items_from_orders, dry_run;
    uint32_t window;
    char **paths;
    int path_count;
};

struct counts {
    int64_t accepted, duplicate, rejected, unanswered, answered;
};

struct import {
    const struct request *request;
    struct order_files files;
    struct crossdock_client *client;
    struct arena *arena;
    struct counts counts;
    struct reasons reasons;
    FILE *rejects;
    size_t next;        /* order to send */
    uint32_t next_line; /* of it: > 0 when it goes in parts */
    int64_t in_parts;
};

static error_t
parse(int key, char *argument, struct argp_state *state)
{
    struct request *request = state->input;
    switch (key) {
    case OPTION_CHANNEL:
        request->channel = argument;
        break;
    case OPTION_CURRENCY:
        request->currency = argument;
        break;
    case OPTION_REJECTS:
        request->rejects = argument;
        break;
    case OPTION_ITEMS:
        request->items_from_orders = true;
        break;
    case OPTION_WINDOW:
        request->window = (uint32_t)options_number(state, "--window", argument, 1, 65536);
        break;
    case OPTION_DRY_RUN:
        request->dry_run = true;
        break;
    case ARGP_KEY_ARGS:
        request->paths = state->argv + state->next;
        request->path_count = state->argc - state->next;
        break;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "which file or folder?");
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static char *
or_empty(char *text)
{
    return text ? text : (char *)"";
}

/* The tag of a command tells which order it is, which part of it, and whether it was asked as it was written. */
struct part {
    size_t order;
    uint32_t first_line;
    bool as_written; /* with its day of delivery, even if that is over */
};

static uint64_t
tag_of(struct part part)
{
    return (uint64_t)part.order << 16 | (uint64_t)part.as_written << 15 | part.first_line / LINES_MAX;
}

static struct part
part_of(uint64_t tag)
{
    return (struct part){ .order = tag >> 16, .first_line = (tag & 0x7fff) * LINES_MAX, .as_written = tag >> 15 & 1 };
}

static bool
day_is_over(const struct file_order *order)
{
    return order->deliver_by_day != 0 && order->deliver_by_day < (int32_t)(time(NULL) / 86400);
}

/* How the customer wants it; NULL: nobody says. A day that is over is left out: the order is history. */
static Crossdock__Order__V1__DeliveryTerms *
terms_of(struct arena *arena, const struct file_order *order, bool as_written)
{
    int32_t day = as_written || !day_is_over(order) ? order->deliver_by_day : 0;
    if (day == 0 && !order->pickup_location && !order->substitutes_allowed)
        return NULL;
    Crossdock__Order__V1__DeliveryTerms *terms = arena_take(arena, sizeof *terms);
    crossdock__order__v1__delivery_terms__init(terms);
    terms->deliver_by_day = day;
    terms->pickup_location = or_empty(order->pickup_location);
    terms->substitutes_allowed = order->substitutes_allowed;
    return terms;
}

static void
send_part(struct import *import, struct part part)
{
    struct file_order *order = import->files.orders[part.order];
    uint32_t first = part.first_line, count = order->line_count - first;
    count = count > LINES_MAX ? LINES_MAX : count;
    arena_reset(import->arena, 0);

    Crossdock__Order__V1__PlaceOrder place = CROSSDOCK__ORDER__V1__PLACE_ORDER__INIT;
    Crossdock__Order__V1__Destination destination = CROSSDOCK__ORDER__V1__DESTINATION__INIT;
    Crossdock__Order__V1__Recipient recipient = CROSSDOCK__ORDER__V1__RECIPIENT__INIT;
    destination.country = or_empty(order->country);
    destination.region = or_empty(order->region);
    destination.city = or_empty(order->city);
    destination.postal_code = or_empty(order->postal_code);
    recipient.name = or_empty(order->recipient_name);
    recipient.street = or_empty(order->street);
    recipient.phone = or_empty(order->phone);
    recipient.email = or_empty(order->email);
    place.channel = order->channel;
    place.external_id = first == 0 ? order->external_id
                                   : arena_format(import->arena, "%s-%u", order->external_id, first / LINES_MAX + 1);
    place.placed_at_us = order->placed_at_us;
    place.currency = order->currency ? order->currency : (char *)import->request->currency;
    place.ship_complete = order->ship_complete;
    place.address_incomplete = destination.country[0] == '\0';
    place.priority = (int32_t)order->priority;
    place.destination = &destination;
    place.recipient = &recipient;
    place.terms = terms_of(import->arena, order, part.as_written);

    Crossdock__Order__V1__Line *lines = arena_take(import->arena, count * sizeof *lines);
    Crossdock__Order__V1__Line **pointers = arena_take(import->arena, count * sizeof *pointers);
    for (uint32_t i = 0; i < count; i++) {
        crossdock__order__v1__line__init(&lines[i]);
        lines[i].line = i + 1;
        lines[i].sku = (char *)order_files_sku(order->lines[first + i].sku);
        lines[i].quantity = order->lines[first + i].quantity;
        lines[i].unit_price_minor = order->lines[first + i].unit_price_minor;
        pointers[i] = &lines[i];
    }
    place.lines = pointers;
    place.n_lines = count;
    crossdock_send(import->client, &place.base, NULL, tag_of(part));
}

static void
send_next(struct import *import)
{
    const struct part part = { .order = import->next, .first_line = import->next_line };
    const uint32_t line_count = import->files.orders[part.order]->line_count;

    send_part(import, part);
    import->in_parts += part.first_line > 0;
    import->next_line = line_count - part.first_line > LINES_MAX ? part.first_line + LINES_MAX : 0;
    import->next += import->next_line == 0;
}

/* The day was not over when the order was placed, and so it has the day: the same, asked as it was then. */
static bool
ask_as_written(struct import *import, const struct crossdock_receipt *receipt)
{
    struct part part = part_of(receipt->tag);

    if (!receipt->answered || part.as_written || strncmp(receipt->detail, "CONFLICT", 8) != 0 ||
        !day_is_over(import->files.orders[part.order]))
        return false;
    part.as_written = true;
    send_part(import, part);
    return true;
}

static void
note_refusal(struct import *import, const struct crossdock_receipt *receipt)
{
    const struct file_order *order = import->files.orders[part_of(receipt->tag).order];
    const char *reason = *receipt->detail ? receipt->detail : crossdock_receipt_name(receipt->code);
    import->counts.rejected++;
    reasons_add(&import->reasons, reason);
    if (import->rejects) {
        csv_write(import->rejects, order->channel, ',');
        csv_write(import->rejects, order->external_id, ',');
        csv_write(import->rejects, crossdock_receipt_name(receipt->code), ',');
        csv_write(import->rejects, reason, '\n');
    }
}

static void
count_receipt(struct import *import, const struct crossdock_receipt *receipt)
{
    import->counts.answered++;
    if (!receipt->answered)
        import->counts.unanswered++;
    else if (receipt->code == CODE(ACCEPTED))
        import->counts.accepted++;
    else if (receipt->code == CODE(DUPLICATE))
        import->counts.duplicate++;
    else
        note_refusal(import, receipt);
}

/* CLI_OK when every order was answered one way or the other. */
static int
send_orders(struct import *import, struct progress *progress)
{
    while (import->next < import->files.order_count || crossdock_in_flight(import->client) > 0) {
        struct crossdock_receipt receipt;
        while (import->next < import->files.order_count && crossdock_has_room(import->client))
            send_next(import);
        switch (crossdock_receive(import->client, 50, &receipt)) {
        case CROSSDOCK_DONE:
            if (ask_as_written(import, &receipt))
                break;
            count_receipt(import, &receipt);
            if (import->counts.unanswered > 0) {
                cli_complain("no answer in time; import again to go on where this ended");
                return CLI_NO_REPLY;
            }
            if (receipt.code == CODE(DENIED)) {
                cli_complain("DENIED: %s", receipt.detail);
                return CLI_DENIED;
            }
            break;
        case CROSSDOCK_REFUSED:
            cli_complain("the order service does not know the key '%s'", options.key);
            return CLI_DENIED;
        default:
            break;
        }
        progress_show(progress, import->counts.answered);
    }
    return CLI_OK;
}

/* What of the files was not sent, or would not be. */
static void
report_left_out(const struct order_files *files)
{
    if (files->without_lines)
        printf("%s orders have no usable line and were not sent\n", table_number(files->without_lines));
    if (files->bad)
        printf("%s rows of the files were refused\n", table_number(files->bad));
    if (files->prices_left_out)
        printf("%s prices were left out: the files tell no currency, --currency does\n",
               table_number(files->prices_left_out));
}

static void
report(const struct import *import, double seconds)
{
    const struct counts *counts = &import->counts;
    printf("%s orders accepted", table_number(counts->accepted));
    if (counts->duplicate)
        printf(", %s were there before", table_number(counts->duplicate));
    printf(", %s rejected", table_number(counts->rejected));
    printf(" in %.1f s", seconds);
    if (seconds > 0.05)
        printf(" (%s a second)", table_number((long long)((double)counts->answered / seconds)));
    printf("\n");
    reasons_print(&import->reasons, stdout);
    if (import->in_parts)
        printf("%s more orders were made by placing orders of more than %d SKUs in parts\n",
               table_number(import->in_parts), LINES_MAX);
    report_left_out(&import->files);
}

static void
report_files(const struct order_files *files)
{
    int64_t lines = 0, merged = 0, nowhere = 0;
    for (size_t i = 0; i < files->order_count; i++) {
        lines += files->orders[i]->line_count;
        merged += files->orders[i]->merged;
        nowhere += files->orders[i]->country == NULL || files->orders[i]->country[0] == '\0';
    }
    fprintf(stderr, "%s orders with %s lines (%s rows of %d files; %s rows were added to a line of the same SKU)\n",
            table_number((long long)files->order_count), table_number(lines), table_number(files->rows),
            files->file_count, table_number(merged));
    if (nowhere > 0)
        fprintf(stderr, "%s orders name no country that is known: they are placed as address_incomplete and wait "
                        "for one\n", table_number(nowhere));
}

static bool
open_rejects(struct import *import)
{
    if (!import->request->rejects)
        return true;
    import->rejects = fopen(import->request->rejects, "w");
    if (!import->rejects) {
        cli_complain("%s: %s", import->request->rejects, strerror(errno));
        return false;
    }
    fputs("channel,external_id,code,reason\n", import->rejects);
    return true;
}

static int
run(struct import *import)
{
    const struct request *request = import->request;
    struct progress progress;
    int status = CLI_OK;
    if (request->items_from_orders)
        status = items_from_orders(&import->files);
    if (status != CLI_OK)
        return status;
    char error[512];
    struct crossdock_options connect = cli_connect_options("order");
    connect.window = request->window;
    import->client = crossdock_open(&connect, error, sizeof error);
    if (!import->client) {
        cli_complain("%s (--keys and --key choose others)", error);
        return CLI_USAGE;
    }
    import->arena = arena_create(1 << 20);
    progress_start(&progress, "orders", (int64_t)import->files.order_count);
    status = send_orders(import, &progress);
    progress_end(&progress);
    report(import, progress_seconds(&progress));
    crossdock_close(&import->client);
    arena_destroy(&import->arena);
    bool refused = import->counts.rejected || import->files.bad || import->files.without_lines;
    return status == CLI_OK && refused ? CLI_REFUSED : status;
}

int
import_orders_main(int argc, char **argv)
{
    static const struct argp argp = { list, parse, "FILE|DIR...", doc, options_children, NULL, NULL };
    struct request request = { .channel = "web", .currency = "", .window = 1000 };
    argp_parse(&argp, argc, argv, 0, NULL, &request);

    struct import import = { .request = &request,
                             .files = { .channel = request.channel, .currency = request.currency } };
    int status = CLI_USAGE;
    if (order_files_read(&import.files, request.paths, request.path_count) && open_rejects(&import)) {
        report_files(&import.files);
        if (request.dry_run) {
            printf("nothing was sent\n");
            report_left_out(&import.files);
            status = import.files.bad || import.files.without_lines ? CLI_REFUSED : CLI_OK;
        } else {
            status = run(&import);
        }
    }
    if (import.rejects && fclose(import.rejects) != 0)
        cli_complain("%s: %s", request.rejects, strerror(errno));
    reasons_forget(&import.reasons);
    order_files_forget(&import.files);
    return status;
}
