/* crossdock stock hold, unhold: units set aside for a cart. */
#include <stdio.h>

#include "clients/cli/stock_commands.h"
#include "clients/cli/stock_lines.h"
#include "clients/cli/when.h"

/* What is held; of a refusal: what could be. */
static void
show_held(const struct crossdock_receipt *receipt, const char *hold_id)
{
    const Crossdock__Inventory__V1__HoldStockReply *reply = (const void *)receipt->message;
    if (cli_exit_of(receipt->code) != CLI_OK) {
        const char *words = stock_lines_words(reply->lines, reply->n_lines);
        fprintf(stderr, "there is now: %s; --partial holds that\n",
                *words ? words : "nothing of it");
        return;
    }
    printf("%s%s until %s %s: %s\n", hold_id,
           cli_is_repeat(receipt) ? " was held before," : " is held", when(reply->expires_at_us),
           when_zone(), stock_lines_words(reply->lines, reply->n_lines));
}

static bool
is_hold_reply(const struct crossdock_receipt *receipt)
{
    return receipt->answered && receipt->message &&
           receipt->message->descriptor == &crossdock__inventory__v1__hold_stock_reply__descriptor;
}

int
stock_hold_main(int argc, char **argv)
{
    bool partial = false;
    struct flag_number seconds = {1, 86400, 0};
    const struct flag flags[] = {
        {"seconds", "N", "How long, up to a day (600)", FLAG_NUMBER, &seconds},
        {"partial", NULL, "Hold what there is, if not all is there", FLAG_SWITCH, &partial},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "CHANNEL HOLD SKU=UNITS...",
                       "Set units aside for a customer of CHANNEL who has not ordered yet. HOLD is "
                       "the shop's own name of it; an order placed with it as hold_id takes the "
                       "units over. The same HOLD again replaces what it holds and its time.",
                       flags, 3, 102);
    struct stock_lines lines = stock_lines_needed(&words, 2, NULL, 1);
    struct crossdock_receipt receipt = {0};
    Crossdock__Inventory__V1__HoldStock hold = CROSSDOCK__INVENTORY__V1__HOLD_STOCK__INIT;
    hold.channel = words.list[0];
    hold.hold_id = words.list[1];
    hold.lines = lines.list;
    hold.n_lines = lines.count;
    hold.seconds = (int32_t)seconds.value;
    hold.partial = partial;
    struct crossdock_client *client = cli_open("inventory");
    int status = cli_ask(client, &hold.base, options.id, &receipt);
    if (status == CLI_OK && options.json)
        cli_print_json(receipt.message);
    else if (is_hold_reply(&receipt) && !options.json)
        show_held(&receipt, words.list[1]);
    crossdock_close(&client);
    stock_lines_forget(&lines);
    return status;
}

int
stock_unhold_main(int argc, char **argv)
{
    struct word_list words = arguments_words(
        argc, argv, "CHANNEL HOLD",
        "Give back what is held for a cart. Nothing happens when it is not held (any more).", 2, 2);
    Crossdock__Inventory__V1__ReleaseHeldStock release =
        CROSSDOCK__INVENTORY__V1__RELEASE_HELD_STOCK__INIT;
    release.channel = words.list[0];
    release.hold_id = words.list[1];
    return cli_tell("inventory", &release.base, "%s holds nothing any more", words.list[1]);
}
