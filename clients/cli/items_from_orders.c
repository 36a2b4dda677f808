/* Items for the SKUs that orders name but inventory does not know, see items_from_orders.h. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "clients/cli/cli.h"
#include "clients/cli/items_from_orders.h"
#include "clients/cli/table.h"
#include "common/arena.h"
#include "common/map.h"

#define CHUNK 500
#define PROBES_MAX 600
#define PROBE_EVERY_NS 100000000

/* Ask inventory which of these it knows. */
static int
ask_which_are_known(struct crossdock_client *client, struct file_sku **skus, size_t count)
{
    char *names[CHUNK];
    Crossdock__Inventory__V1__GetAvailability get = CROSSDOCK__INVENTORY__V1__GET_AVAILABILITY__INIT;
    for (size_t i = 0; i < count; i++)
        names[i] = (char *)order_files_sku(skus[i]);
    get.skus = names;
    get.n_skus = count;
    struct crossdock_receipt receipt;
    int status = cli_ask(client, &get.base, NULL, &receipt);
    if (status != CLI_OK)
        return status;
    const Crossdock__Inventory__V1__AvailabilityView *view = (const void *)receipt.message;
    for (size_t i = 0; i < count && i < view->n_items; i++)
        skus[i]->known = view->items[i]->known;
    return CLI_OK;
}

static int
define_unknown(struct crossdock_client *client, struct file_sku **skus, size_t count, int64_t *defined)
{
    Crossdock__Inventory__V1__Item items[CHUNK], *pointers[CHUNK];
    char names[CHUNK][201];
    Crossdock__Inventory__V1__DefineItems define = CROSSDOCK__INVENTORY__V1__DEFINE_ITEMS__INIT;
    for (size_t i = 0; i < count; i++) {
        if (skus[i]->known)
            continue;
        Crossdock__Inventory__V1__Item *item = &items[define.n_items];
        crossdock__inventory__v1__item__init(item);
        item->sku = (char *)order_files_sku(skus[i]);
        int length = snprintf(names[i], sizeof names[i], "%s", skus[i]->name);
        if (length >= (int)sizeof names[i]) /* cut: not within a UTF-8 character */
            for (int at = (int)sizeof names[i] - 2; (names[i][at + 1] = '\0', (names[i][at] & 0x80) && at > 0); at--)
                ;
        item->name = names[i];
        pointers[define.n_items++] = item;
    }
    if (define.n_items == 0)
        return CLI_OK;
    define.items = pointers;
    struct crossdock_receipt receipt;
    int status = cli_ask(client, &define.base, NULL, &receipt);
    if (status == CLI_OK)
        *defined += (int64_t)define.n_items;
    return status;
}

/*
 * The order service hears of items by the inventory feed, a moment later. An order without channel
 * and number can never be accepted, so it may serve to ask: does the answer say SKU_UNKNOWN?
 */
static bool
order_service_knows(struct crossdock_client *client, struct file_sku *const *skus, size_t count,
                    int *status)
{
    Crossdock__Order__V1__Line rows[CHUNK], *lines[CHUNK];
    Crossdock__Order__V1__PlaceOrder place = CROSSDOCK__ORDER__V1__PLACE_ORDER__INIT;
    for (size_t i = 0; i < count; i++) {
        crossdock__order__v1__line__init(&rows[i]);
        rows[i].line = (uint32_t)i + 1;
        rows[i].sku = (char *)order_files_sku(skus[i]);
        rows[i].quantity = 1;
        lines[i] = &rows[i];
    }
    place.lines = lines;
    place.n_lines = count;
    struct crossdock_receipt receipt;
    if (crossdock_command(client, &place.base, NULL, &receipt) != CROSSDOCK_DONE) {
        cli_complain("the order service does not answer");
        *status = CLI_NO_REPLY;
        return false;
    }
    if (!receipt.message || receipt.message->descriptor != &crossdock__order__v1__place_order_reply__descriptor)
        return true; /* it does not say; the orders themselves will tell */
    const Crossdock__Order__V1__PlaceOrderReply *reply = (const void *)receipt.message;
    for (size_t i = 0; i < reply->n_defects; i++)
        if (reply->defects[i]->code == CROSSDOCK__ORDER__V1__DEFECT_CODE__DEFECT_SKU_UNKNOWN)
            return false;
    return true;
}

static int
wait_for_order_service(struct file_sku *const *skus, size_t count)
{
    struct crossdock_client *client = cli_open("order");
    int status = CLI_OK, probes = 0;
    for (size_t i = 0; i < count && status == CLI_OK;) {
        size_t some = count - i < CHUNK ? count - i : CHUNK;
        if (order_service_knows(client, skus + i, some, &status)) {
            i += some;
            continue;
        }
        if (status == CLI_OK && probes++ == PROBES_MAX) {
            cli_complain("the order service has not heard of the new items; is it following inventory?");
            status = CLI_NO_REPLY;
        }
        nanosleep(&(struct timespec){ .tv_nsec = PROBE_EVERY_NS }, NULL);
    }
    crossdock_close(&client);
    return status;
}

int
items_from_orders(struct order_files *files)
{
    size_t count = 0, at = 0;
    int64_t defined = 0;
    int status = CLI_OK;
    struct file_sku **skus = calloc(map_count(files->sku_map) + 1, sizeof *skus);
    assert(skus);
    for (struct file_sku *sku; (sku = map_next(files->sku_map, &at));)
        skus[count++] = sku;
    struct crossdock_client *client = cli_open("inventory");
    for (size_t i = 0; i < count && status == CLI_OK; i += CHUNK) {
        size_t some = count - i < CHUNK ? count - i : CHUNK;
        status = ask_which_are_known(client, skus + i, some);
        if (status == CLI_OK)
            status = define_unknown(client, skus + i, some, &defined);
    }
    crossdock_close(&client);
    if (status == CLI_OK) /* also those that were defined a moment ago by somebody else */
        status = wait_for_order_service(skus, count);
    if (status == CLI_OK)
        printf("%s items defined, %s were known\n", table_number(defined),
               table_number((long long)count - defined));
    free(skus);
    return status;
}
