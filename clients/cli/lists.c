/* crossdock lists and crossdock wave: the pick lists of a location, and those that are to be made
 * now. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/pick_lists.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"

typedef Crossdock__Routing__V1__PickListView list_view;

const char *
pick_list_status(const list_view *list)
{
    static const struct {
        const char *status, *words;
    } words[] = {
        {"READY", "ready"}, {"ACCEPTED", "accepted"}, {"CLAIMED", "claimed"}, {"DONE", "done"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].status, list->status) == 0)
            return words[i].words;
    return table_clean(list->status);
}

void
pick_list_print(const list_view *list)
{
    printf("pick list %llu   %s   %s", (unsigned long long)list->pick_list_id,
           table_clean(list->location), pick_list_status(list));
    if (*list->picker)
        printf(" by %s until %s %s", table_clean(list->picker), when(list->lease_until_us),
               when_zone());
    printf("\n\n");
    struct table *table =
        table_start("  BIN|SKU|>UNITS|>PICKED|>SHORT|>FULFILLMENT ORDER|>ORDER|>LINE|LOT");
    for (size_t i = 0; i < list->n_tasks; i++) {
        const Crossdock__Routing__V1__PickTask *task = list->tasks[i]->task;
        table_row(table, "  %s|%s|%s|%s|%s|%llu|%llu|%u|%s", table_clean(task->bin),
                  table_clean(task->sku), table_number(task->quantity),
                  table_number(list->tasks[i]->picked), table_number(list->tasks[i]->missing),
                  (unsigned long long)task->fulfillment_order_id,
                  (unsigned long long)task->order_id, task->line, table_clean(task->lot));
    }
    table_end(&table, stdout);
}

static void
show_lists(const struct crossdock_receipt *receipt, const void *context)
{
    const Crossdock__Routing__V1__PickListsView *view = (const void *)receipt->message;
    const Crossdock__Routing__V1__GetPickLists *asked = context;
    if (asked->pick_list_id) {
        pick_list_print(view->lists[0]);
        return;
    }
    if (view->n_lists == 0) {
        printf("no list is open\n");
        return;
    }
    char titles[128];
    snprintf(titles, sizeof titles, ">LIST|STATE|PICKER|UNTIL|RELEASED (%s)|LEAVES BY|>ORDERS",
             when_zone());
    struct table *table = table_start(titles);
    for (size_t i = 0; i < view->n_lists; i++) {
        const list_view *list = view->lists[i];
        table_row(table, "%llu|%s|%s|%s|%s|%s|%u", (unsigned long long)list->pick_list_id,
                  pick_list_status(list), table_clean(list->picker),
                  list->lease_until_us ? when(list->lease_until_us) : "",
                  when(list->released_at_us), list->cut_off_at_us ? when(list->cut_off_at_us) : "",
                  list->fulfillment_orders);
    }
    table_end(&table, stdout);
    if (view->more)
        printf("and more\n");
}

int
lists_main(int argc, char **argv)
{
    struct flag_number list = {1, INT64_MAX, 0}, limit = {1, 1000, 100};
    const struct flag flags[] = {
        {"list", "NUMBER", "The tasks of this list, and how far they are", FLAG_NUMBER, &list},
        {"limit", "N", "How many lists (100)", FLAG_NUMBER, &limit},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "[LOCATION]",
                       "Show the pick lists of a location (the key's own) that are not done: which "
                       "are ready, who has which, and until "
                       "when.",
                       flags, 0, 1);
    Crossdock__Routing__V1__GetPickLists get = CROSSDOCK__ROUTING__V1__GET_PICK_LISTS__INIT;
    get.location = words.count ? words.list[0] : get.location;
    get.pick_list_id = (uint64_t)list.value;
    get.limit = (uint32_t)limit.value;
    return cli_send("fulfillment-routing", &get.base, show_lists, &get);
}

static void
show_released(const struct crossdock_receipt *receipt, const void *code)
{
    const Crossdock__Envelope__V1__Done *done = (const void *)receipt->message;
    if (done->count == 0)
        printf("nothing is planned at %s that is not on a list\n", (const char *)code);
    else if (done->count == 1)
        printf("1 pick list of %s is released\n", (const char *)code);
    else
        printf("%u pick lists of %s are released\n", done->count, (const char *)code);
}

static int
release_main(int argc, char **argv)
{
    struct flag_number orders = {0, 10000, 0};
    const struct flag flags[] = {
        {"orders", "N", "A list holds so many, at most (as the location's profile says)",
         FLAG_NUMBER, &orders},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "LOCATION",
                       "Make pick lists now of what is planned at a location.", flags, 1, 1);
    Crossdock__Routing__V1__ReleaseWave release = CROSSDOCK__ROUTING__V1__RELEASE_WAVE__INIT;
    release.location = words.list[0];
    release.orders_max = (uint32_t)orders.value;
    return cli_send("fulfillment-routing", &release.base, show_released, words.list[0]);
}

int
wave_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"release", release_main, "LOCATION", "make pick lists now of what is planned"},
        {0},
    };
    return cli_dispatch(
        commands,
        "When planned work becomes pick lists; 'crossdock location profile' says when by itself.",
        argc, argv);
}
