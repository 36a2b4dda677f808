/* crossdock order erase: customers are forgotten, their orders are not. */
#include <stdio.h>

#include "clients/cli/arguments.h"
#include "clients/cli/order_commands.h"

/* A command forgets so many customers at most; of an address there may be more. */
static int
erase_all(Crossdock__Order__V1__EraseCustomer *erase)
{
    struct crossdock_client *client = cli_open("order");
    struct crossdock_receipt receipt;
    uint32_t found = 1, erased = 0;
    int status = CLI_OK;
    while (status == CLI_OK && found > 0) {
        status = cli_ask(client, &erase->base, NULL, &receipt);
        if (status != CLI_OK)
            break;
        found = ((const Crossdock__Order__V1__EraseCustomerReply *)(const void *)receipt.message)
                    ->orders;
        erased += found;
        if (erase->order_id != 0)
            break;
    }
    crossdock_close(&client);
    if (status == CLI_OK && options.json)
        printf("{ \"orders\": %u }\n", erased);
    else if (status == CLI_OK || erased > 0)
        printf("the names and addresses of %u order%s are erased\n", erased,
               erased == 1 ? "" : "s");
    return status;
}

int
order_erase_main(int argc, char **argv)
{
    const char *email = "", *reason = "";
    bool yes = false;
    const struct flag flags[] = {
        {"email", "ADDRESS", "Of all orders with this e-mail address, however it is written",
         FLAG_TEXT, &email},
        {"reason", "TEXT", "Why, up to 200 bytes; no personal data", FLAG_TEXT, &reason},
        {"yes", NULL, "Do not ask: it cannot be undone", FLAG_SWITCH, &yes},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "[ID|CHANNEL/EXTERNAL_ID]",
                       "Forget the name, street, phone and e-mail of a customer: of one order, or "
                       "of all with an e-mail address. The order itself stays, and so do country, "
                       "region, city and postal code. What has not shipped should be cancelled or "
                       "shipped first: without a name there is no label.",
                       flags, 0, 1);
    Crossdock__Order__V1__EraseCustomer erase = CROSSDOCK__ORDER__V1__ERASE_CUSTOMER__INIT;
    if (!words.count == !*email) {
        cli_complain("either an order or --email is needed");
        return CLI_USAGE;
    }
    int status = words.count ? cli_find_order(words.list[0], &erase.order_id) : CLI_OK;
    if (status == CLI_OK)
        status = cli_confirm(yes, "the customer of %s%s will be forgotten for ever",
                             words.count ? "order " : "all orders with ",
                             words.count ? words.list[0] : email);
    if (status != CLI_OK)
        return status;
    erase.email = (char *)email;
    erase.reason = (char *)reason;
    return erase_all(&erase);
}
