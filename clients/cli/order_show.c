/* crossdock order show, timeline: everything about an order, from the services that know it. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/currencies.h"
#include "clients/cli/dates.h"
#include "clients/cli/names.h"
#include "clients/cli/order_commands.h"
#include "clients/cli/return_table.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"
#include "common/text.h"

#define FACTS_SHOWN 12

/* --- the order ----------------------------------------------------------------------------- */

int
order_get(struct crossdock_client *client, const char *text, struct crossdock_receipt *receipt,
          const Crossdock__Order__V1__OrderView **view)
{
    Crossdock__Order__V1__GetOrder get = CROSSDOCK__ORDER__V1__GET_ORDER__INIT;
    char channel[64];
    int64_t number;
    const char *slash = strchr(text, '/');
    if (slash) {
        snprintf(channel, sizeof channel, "%.*s", (int)(slash - text), text);
        get.channel = channel;
        get.external_id = (char *)slash + 1;
    } else if (text_to_int64(text, &number) && number > 0) {
        get.order_id = (uint64_t)number;
    } else {
        cli_complain("'%s' is neither an order id nor CHANNEL/EXTERNAL_ID", text);
        return CLI_USAGE;
    }
    int status = cli_ask(client, &get.base, NULL, receipt);
    if (status == CLI_OK)
        *view = (const void *)receipt->message;
    return status;
}

static void
print_holds(const Crossdock__Order__V1__OrderView *order)
{
    for (size_t i = 0; i < order->n_holds; i++) {
        const Crossdock__Order__V1__Hold *hold = order->holds[i];
        printf("  on hold   %s",
               name_of(&crossdock__order__v1__hold_reason__descriptor, (int)hold->reason));
        if (hold->at_us)
            printf(", since %s", when(hold->at_us));
        if (*hold->by)
            printf(", by %s", table_clean(hold->by));
        if (hold->expires_at_us)
            printf(", expires %s", when(hold->expires_at_us));
        printf("%s%s\n", *hold->note ? ": " : "", table_clean(hold->note));
    }
}

static void
print_address(const Crossdock__Order__V1__OrderView *order)
{
    const Crossdock__Order__V1__Destination *to = order->destination;
    const Crossdock__Order__V1__Recipient *recipient = order->recipient;
    if (to)
        printf("  goes to   %s %s%s%s%s%s\n", table_clean(to->country), table_clean(to->postal_code),
               *to->city ? " " : "", table_clean(to->city), *to->region ? " " : "",
               table_clean(to->region));
    if (recipient && (*recipient->name || *recipient->street))
        printf("  for       %s  %s\n", table_clean(recipient->name),
               table_clean(recipient->street));
}

static void
print_terms(const Crossdock__Order__V1__DeliveryTerms *terms)
{
    char day[32];
    if (terms && terms->deliver_by_day)
        printf("  wanted by %s\n", date_write_day(terms->deliver_by_day, day));
    if (terms && *terms->pickup_location)
        printf("  collected at %s\n", table_clean(terms->pickup_location));
    if (terms && terms->substitutes_allowed)
        printf("  takes substitutes\n");
}

static void
print_head(const Crossdock__Order__V1__OrderView *order)
{
    const char *status =
        name_of(&crossdock__order__v1__order_status__descriptor, (int)order->status);
    const char *progress =
        name_of(&crossdock__order__v1__progress__descriptor, (int)order->progress);
    bool is_same = strcmp(status, progress) == 0; /* cancelled is both */
    printf("order %llu   %s/%s   %s%s%s\n", (unsigned long long)order->order_id,
           table_clean(order->channel), table_clean(order->external_id), status,
           is_same ? "" : ", ", is_same ? "" : progress);
    printf("  placed    %s   received %s %s\n", when(order->placed_at_us),
           when(order->received_at_us), when_zone());
    print_address(order);
    if (order->ship_complete || order->priority)
        printf("  %s%spriority %d\n", order->ship_complete ? "ships complete only" : "",
               order->ship_complete ? ", " : "", order->priority);
    if (order->exchange_for_return_id)
        printf("  replaces  goods of return %llu\n",
               (unsigned long long)order->exchange_for_return_id);
    if (order->cancel_unfilled_at_us)
        printf("  what waits for stock at %s is cancelled\n", when(order->cancel_unfilled_at_us));
    print_terms(order->terms);
    print_holds(order);
    if (*order->waits_for)
        printf("  waits for %s\n", table_clean(order->waits_for));
    printf("\n");
}

/* What is special about a line, for the last column. */
static const char *
remark(const Crossdock__Order__V1__LineView *line)
{
    static char text[128];
    size_t at = 0;
    text[0] = '\0';
    if (line->together)
        at += (size_t)snprintf(text + at, sizeof text - at, "together %u  ", line->together);
    if (line->backordered && line->expected_at_us)
        at += (size_t)snprintf(text + at, sizeof text - at, "due %.10s  ",
                               when(line->expected_at_us));
    if (line->delivered)
        at += (size_t)snprintf(text + at, sizeof text - at, "%lld delivered  ",
                               (long long)line->delivered);
    if (line->return_requested > line->returned)
        at += (size_t)snprintf(text + at, sizeof text - at, "%lld of %lld returned",
                               (long long)line->returned, (long long)line->return_requested);
    else if (line->returned)
        at += (size_t)snprintf(text + at, sizeof text - at, "%lld returned",
                               (long long)line->returned);
    if (line->refunded)
        snprintf(text + at, sizeof text - at, ", %lld refunded", (long long)line->refunded);
    for (size_t end = strlen(text); end > 0 && text[end - 1] == ' '; end--)
        text[end - 1] = '\0';
    return text;
}

static void
print_lines(const Crossdock__Order__V1__OrderView *order)
{
    struct table *table = table_start(
        ">LINE|SKU|>PRICE|>ORDERED|>CANCELLED|>BACKORDERED|>RESERVED|>ALLOCATED|>PICKED|>SHIPPED|");
    for (size_t i = 0; i < order->n_lines; i++) {
        const Crossdock__Order__V1__LineView *line = order->lines[i];
        table_row(table, "%u|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s", line->line, table_clean(line->sku),
                  line->unit_price_minor ? currency_text(line->unit_price_minor, order->currency)
                                         : "-",
                  table_number(line->ordered), table_number(line->cancelled),
                  table_number(line->backordered), table_number(line->reserved),
                  table_number(line->allocated), table_number(line->picked),
                  table_number(line->shipped), remark(line));
    }
    table_end(&table, stdout);
}

/* --- what happened to it ------------------------------------------------------------------- */

static void
print_facts(const Crossdock__Order__V1__Timeline *timeline, size_t first, bool with_cause)
{
    char titles[128];
    snprintf(titles, sizeof titles, "AT (%s)|WHAT%s", when_zone(),
             with_cause ? "|EVENT|FROM|>POSITION" : "");
    struct table *table = table_start(titles);
    for (size_t i = first; i < timeline->n_facts; i++) {
        const Crossdock__Order__V1__Fact *fact = timeline->facts[i];
        const char *words = table_clean(*fact->words ? fact->words : fact->what);
        if (with_cause)
            table_row(table, "%s|%s|%s|%s|%llu", when(fact->at_us), words, table_clean(fact->what),
                      table_clean(fact->source), (unsigned long long)fact->position);
        else
            table_row(table, "%s|%s", when(fact->at_us), words);
    }
    table_end(&table, stdout);
}

static void
show_timeline(const struct crossdock_receipt *receipt, const void *context)
{
    (void)context;
    const Crossdock__Order__V1__Timeline *timeline = (const void *)receipt->message;
    printf("order %llu\n\n", (unsigned long long)timeline->order_id);
    print_facts(timeline, 0, true);
}

int
order_timeline_main(int argc, char **argv)
{
    struct word_list words = arguments_words(
        argc, argv, "ID|CHANNEL/EXTERNAL_ID",
        "Show everything that happened to an order, in the order in which the order "
        "service learned it: when it happened, the event, and where it stands on "
        "which feed ('crossdock tail FEED --from POSITION --count 1' shows it).",
        1, 1);
    Crossdock__Order__V1__GetTimeline get = CROSSDOCK__ORDER__V1__GET_TIMELINE__INIT;
    int status = cli_find_order(words.list[0], &get.order_id);
    return status == CLI_OK ? cli_send("order", &get.base, show_timeline, NULL) : status;
}

/* --- where it ships from ------------------------------------------------------------------- */

/* What was heard last of a fulfillment order. */
static const char *
state_of(const Crossdock__Order__V1__Timeline *timeline, uint64_t fulfillment_order_id)
{
    static const struct {
        const char *what, *words;
    } states[] = {
        {"FulfillmentPlanned", "planned"},
        {"FulfillmentAccepted", "accepted"},
        {"ItemPicked", "picked"},
        {"ItemShort", "came out short"},
        {"FulfillmentRejected", "rejected"},
        {"FulfillmentCancelled", "called back"},
        {"FulfillmentPacked", "packed"},
        {"FulfillmentShipped", "shipped"},
        {"PickupReady", "to be collected"},
        {"PickupExpired", "not collected"},
        {"FulfillmentException", "shipped, with trouble"},
        {"FulfillmentDelivered", "delivered"},
    };
    const char *state = "planned";
    for (size_t i = 0; i < timeline->n_facts; i++)
        for (size_t n = 0; n < sizeof states / sizeof *states; n++)
            if (timeline->facts[i]->number == fulfillment_order_id &&
                strcmp(timeline->facts[i]->what, states[n].what) == 0)
                state = states[n].words;
    return state;
}

/* "2 A, 1 B" */
static void
write_units(char *to, size_t bytes, const Crossdock__Routing__V1__Leg *leg)
{
    size_t at = 0;
    to[0] = '\0';
    for (size_t i = 0; i < leg->n_lines && at < bytes; i++)
        at += (size_t)snprintf(to + at, bytes - at, "%s%lld %.64s", i ? ", " : "",
                               (long long)leg->lines[i]->quantity, table_clean(leg->lines[i]->sku));
}

static bool
has_dates(const Crossdock__Routing__V1__DecisionView *view)
{
    for (size_t i = 0; i < view->n_decisions; i++)
        for (size_t n = 0; n < view->decisions[i]->n_legs; n++)
            if (view->decisions[i]->legs[n]->deliver_on_day)
                return true;
    return false;
}

static void
print_leg(struct table *table, const Crossdock__Routing__V1__Leg *leg, const char *state, bool dates)
{
    char units[512], day[32] = "-";
    write_units(units, sizeof units, leg);
    if (leg->deliver_on_day)
        date_write_day(leg->deliver_on_day, day);
    if (dates)
        table_row(table, "%llu|%s|%.1f|%s|%s|%s", (unsigned long long)leg->fulfillment_order_id,
                  table_clean(leg->location), (double)leg->distance_m / 1000, day, units, state);
    else
        table_row(table, "%llu|%s|%.1f|%s|%s", (unsigned long long)leg->fulfillment_order_id,
                  table_clean(leg->location), (double)leg->distance_m / 1000, units, state);
}

static void
print_fulfillment(const Crossdock__Routing__V1__DecisionView *view,
                  const Crossdock__Order__V1__Timeline *timeline)
{
    struct table *table = NULL;
    bool dates = has_dates(view);
    for (size_t i = 0; i < view->n_decisions; i++)
        for (size_t n = 0; n < view->decisions[i]->n_legs; n++) {
            const Crossdock__Routing__V1__Leg *leg = view->decisions[i]->legs[n];
            if (!table)
                table = table_start(dates ? ">FULFILLMENT ORDER|FROM|>KM|ARRIVES|PLANNED|STATE"
                                          : ">FULFILLMENT ORDER|FROM|>KM|PLANNED|STATE");
            print_leg(table, leg, state_of(timeline, leg->fulfillment_order_id), dates);
        }
    if (!table)
        return;
    printf("\n");
    table_end(&table, stdout);
}

/* Asks routing where the order ships from; silent about a service that does not answer but for a
 * note. */
static void
show_fulfillment(uint64_t order_id, const Crossdock__Order__V1__Timeline *timeline)
{
    Crossdock__Routing__V1__ExplainOrder explain = CROSSDOCK__ROUTING__V1__EXPLAIN_ORDER__INIT;
    struct crossdock_client *client = cli_open("fulfillment-routing");
    struct crossdock_receipt receipt;
    explain.order_id = order_id;
    if (cli_ask(client, &explain.base, NULL, &receipt) == CLI_OK)
        print_fulfillment((const void *)receipt.message, timeline);
    crossdock_close(&client);
}

/* --- all of it ----------------------------------------------------------------------------- */

/* What other questions tell about the order: returns, fulfillment orders, and the last of what
 * happened. */
static int
show_more(struct crossdock_client *client, uint64_t order_id)
{
    Crossdock__Order__V1__GetReturns returns = CROSSDOCK__ORDER__V1__GET_RETURNS__INIT;
    Crossdock__Order__V1__GetTimeline get = CROSSDOCK__ORDER__V1__GET_TIMELINE__INIT;
    struct crossdock_receipt receipt;
    returns.order_id = get.order_id = order_id;
    int status = cli_ask(client, &returns.base, NULL, &receipt);
    if (status == CLI_OK)
        return_table_print((const void *)receipt.message);
    if (status == CLI_OK)
        status = cli_ask(client, &get.base, NULL, &receipt);
    if (status != CLI_OK)
        return status;
    const Crossdock__Order__V1__Timeline *timeline = (const void *)receipt.message;
    size_t first = timeline->n_facts > FACTS_SHOWN ? timeline->n_facts - FACTS_SHOWN : 0;
    show_fulfillment(order_id, timeline);
    printf("\n");
    print_facts(timeline, first, false);
    if (first)
        printf("%zu more before: crossdock order timeline %llu\n", first,
               (unsigned long long)order_id);
    return status;
}

int
order_show_main(int argc, char **argv)
{
    bool brief = false;
    const struct flag flags[] = {
        {"brief", NULL, "Only the order and its lines", FLAG_SWITCH, &brief},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "ID|CHANNEL/EXTERNAL_ID",
        "Show an order: how far each line is, holds, returns, where it ships from, and what "
        "happened last.\v"
        "With --json the order as the order service tells it; 'crossdock order timeline', "
        "'crossdock return show --of-order' and 'crossdock why' have the rest.",
        flags, 1, 1);
    struct crossdock_client *client = cli_open("order");
    struct crossdock_receipt receipt;
    const Crossdock__Order__V1__OrderView *order;
    int status = order_get(client, words.list[0], &receipt, &order);
    if (status == CLI_OK && options.json) {
        cli_print_json(receipt.message);
    } else if (status == CLI_OK) {
        uint64_t order_id = order->order_id; /* the next question takes the receipt's memory */
        print_head(order);
        print_lines(order);
        if (!brief)
            status = show_more(client, order_id);
    }
    crossdock_close(&client);
    return status;
}
