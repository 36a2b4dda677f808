/* crossdock order hold, release: an order that must not leave, and that it may. */
#include "clients/cli/arguments.h"
#include "clients/cli/names.h"
#include "clients/cli/order_commands.h"
#include "clients/cli/when.h"

static const ProtobufCEnumDescriptor *const reasons =
    &crossdock__order__v1__hold_reason__descriptor;

static bool
read_reason(const char *text, Crossdock__Order__V1__HoldReason *reason)
{
    int value = name_value(reasons, text);
    *reason = (Crossdock__Order__V1__HoldReason)value;
    if (value == 0)
        cli_complain("'%s' is no reason to hold; they are: %s", text, name_list(reasons));
    return value != 0;
}

int
order_hold_main(int argc, char **argv)
{
    const char *note = "";
    int64_t expires_at_us = 0;
    const struct flag flags[] = {
        {"note", "TEXT", "For people, up to 200 bytes; no personal data, it travels on the feed",
         FLAG_TEXT, &note},
        {"expires", "TIME",
         "awaiting-payment only: cancel the order then (2026-12-01 08:00, or +3d)", FLAG_TIME,
         &expires_at_us},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "ID|CHANNEL/EXTERNAL_ID REASON",
                       "Hold an order: nothing of it leaves until the hold is released. Its stock "
                       "stays promised; what a warehouse has not handed over is called back.\v"
                       "REASON is one of: awaiting-payment, fraud-review, bad-address, credit, "
                       "export, ops, other. One hold for each reason.",
                       flags, 2, 2);
    Crossdock__Order__V1__HoldOrder command = CROSSDOCK__ORDER__V1__HOLD_ORDER__INIT;
    Crossdock__Order__V1__Hold hold = CROSSDOCK__ORDER__V1__HOLD__INIT;
    if (!read_reason(words.list[1], &hold.reason))
        return CLI_USAGE;
    int status = cli_find_order(words.list[0], &command.order_id);
    if (status != CLI_OK)
        return status;
    hold.note = (char *)note;
    hold.expires_at_us = expires_at_us;
    command.hold = &hold;
    return cli_tell("order", &command.base, "order %llu is on hold: %s%s%s",
                    (unsigned long long)command.order_id, name_of(reasons, (int)hold.reason),
                    expires_at_us ? ", cancelled at " : "",
                    expires_at_us ? when(expires_at_us) : "");
}

/* The only hold that is open, when nobody named one. */
static int
only_hold(const char *order, Crossdock__Order__V1__HoldReason *reason)
{
    struct crossdock_client *client = cli_open("order");
    struct crossdock_receipt receipt;
    const Crossdock__Order__V1__OrderView *view;
    int status = order_get(client, order, &receipt, &view);
    if (status == CLI_OK && view->n_holds == 1) {
        *reason = view->holds[0]->reason;
    } else if (status == CLI_OK && view->n_holds == 0) {
        cli_complain("order %llu is not on hold", (unsigned long long)view->order_id);
        status = CLI_REFUSED;
    } else if (status == CLI_OK) {
        cli_complain("order %llu has %zu holds; say the REASON of the one to be released",
                     (unsigned long long)view->order_id, view->n_holds);
        status = CLI_USAGE;
    }
    crossdock_close(&client);
    return status;
}

int
order_release_main(int argc, char **argv)
{
    const char *note = "";
    const struct flag flags[] = {
        {"note", "TEXT", "For people, up to 200 bytes; no personal data", FLAG_TEXT, &note},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "ID|CHANNEL/EXTERNAL_ID [REASON]",
                       "Release a hold; with the last one the order goes on its way. REASON may be "
                       "left out when there is only one.",
                       flags, 1, 2);
    Crossdock__Order__V1__ReleaseHold release = CROSSDOCK__ORDER__V1__RELEASE_HOLD__INIT;
    int status = CLI_OK;
    if (words.count == 2 && !read_reason(words.list[1], &release.reason))
        return CLI_USAGE;
    if (words.count == 1)
        status = only_hold(words.list[0], &release.reason);
    if (status == CLI_OK)
        status = cli_find_order(words.list[0], &release.order_id);
    if (status != CLI_OK)
        return status;
    release.note = (char *)note;
    return cli_tell("order", &release.base, "the hold of order %llu is released: %s",
                    (unsigned long long)release.order_id, name_of(reasons, (int)release.reason));
}
