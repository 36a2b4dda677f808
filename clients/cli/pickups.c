/* crossdock pickups: what customers are to collect at a location, or is on its way there. */
#include <stdio.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"

typedef Crossdock__Routing__V1__Pickup pickup_view;

static const char *
state_words(const pickup_view *pickup)
{
    if (pickup->over)
        return "not collected";
    switch (pickup->status) {
    case CROSSDOCK__ROUTING__V1__FULFILLMENT_STATUS__FULFILLMENT_READY:
        return "ready";
    case CROSSDOCK__ROUTING__V1__FULFILLMENT_STATUS__FULFILLMENT_SHIPPED:
        return "on its way";
    default:
        return "to be picked";
    }
}

/* "2 A, 1 B" */
static const char *
contents(const pickup_view *pickup)
{
    static char text[160];
    size_t at = 0;

    text[0] = '\0';
    for (size_t i = 0; i < pickup->n_lines && at < sizeof text; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%lld %s", i == 0 ? "" : ", ",
                               (long long)pickup->lines[i]->quantity,
                               table_clean(pickup->lines[i]->sku));
    return text;
}

static void
show_pickups(const struct crossdock_receipt *receipt, const void *context)
{
    const Crossdock__Routing__V1__PickupsView *view = (const void *)receipt->message;
    char titles[128];

    (void)context;
    if (view->n_pickups == 0) {
        printf("nothing is to be collected here\n");
        return;
    }
    snprintf(titles, sizeof titles, ">FULFILLMENT ORDER|>ORDER|STATE|FROM|UNTIL (%s)|GOODS",
             when_zone());
    struct table *table = table_start(titles);
    for (size_t i = 0; i < view->n_pickups; i++) {
        const pickup_view *pickup = view->pickups[i];
        table_row(table, "%llu|%llu|%s|%s|%s|%s", (unsigned long long)pickup->fulfillment_order_id,
                  (unsigned long long)pickup->order_id, state_words(pickup),
                  table_clean(pickup->from), pickup->until_us ? when(pickup->until_us) : "",
                  contents(pickup));
    }
    table_end(&table, stdout);
    if (view->more)
        printf("and more: --after %llu\n",
               (unsigned long long)view->pickups[view->n_pickups - 1]->fulfillment_order_id);
}

int
pickups_main(int argc, char **argv)
{
    struct flag_number after = {0, INT64_MAX, 0}, limit = {1, 1000, 100};
    const struct flag flags[] = {
        {"after", "FULFILLMENT_ORDER", "Only those behind this one", FLAG_NUMBER, &after},
        {"limit", "N", "How many (100)", FLAG_NUMBER, &limit},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "[LOCATION]",
        "Show what customers are to collect at a location (the key's own): what is ready and until "
        "when, what is on its way there, and what is still to be picked. When it has come: crossdock "
        "fulfillment arrived; when the customer has it: crossdock fulfillment collected.",
        flags, 0, 1);
    Crossdock__Routing__V1__GetPickups get = CROSSDOCK__ROUTING__V1__GET_PICKUPS__INIT;

    get.location = words.count ? words.list[0] : get.location;
    get.after = (uint64_t)after.value;
    get.limit = (uint32_t)limit.value;
    return cli_send("fulfillment-routing", &get.base, show_pickups, NULL);
}
