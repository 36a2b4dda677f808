/* crossdock transfer: goods between locations, in two phases; in between they are in transit. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/commands.h"
#include "clients/cli/document_table.h"
#include "clients/cli/names.h"
#include "clients/cli/stock_lines.h"

static int
create_main(int argc, char **argv)
{
    const char *file = NULL;
    int64_t due_at_us = 0;
    const struct flag flags[] = {
        {"due", "TIME", "When it shall arrive: 2026-12-01, or +2d", FLAG_TIME, &due_at_us},
        STOCK_LINE_FILE(&file),
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "NUMBER FROM TO [SKU=UNITS...]",
                       "Plan a transfer of goods from one location to another. Nothing moves until "
                       "it is shipped.\v" STOCK_LINE_DOC,
                       flags, 3, WORDS_ANY);
    struct stock_lines lines = stock_lines_needed(&words, 3, file, 1);
    Crossdock__Inventory__V1__CreateTransfer create =
        CROSSDOCK__INVENTORY__V1__CREATE_TRANSFER__INIT;
    create.number = words.list[0];
    create.from = words.list[1];
    create.to = words.list[2];
    create.due_at_us = due_at_us;
    create.lines = lines.list;
    create.n_lines = lines.count;
    int status = cli_tell("inventory", &create.base,
                          "transfer %s is a draft; crossdock transfer ship %s sends it off",
                          words.list[0], words.list[0]);
    stock_lines_forget(&lines);
    return status;
}

static int
ship_main(int argc, char **argv)
{
    const char *file = NULL;
    const struct flag flags[] = {
        STOCK_LINE_FILE(&file),
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "NUMBER [SKU=UNITS...]",
                       "The goods left: all of them, or fewer units where lines say so. Refused "
                       "when an order would lose what it was promised.",
                       flags, 1, WORDS_ANY);
    struct stock_lines lines = stock_lines_of_document(&words, file, 0);
    Crossdock__Inventory__V1__ShipTransfer ship = CROSSDOCK__INVENTORY__V1__SHIP_TRANSFER__INIT;
    ship.number = words.list[0];
    ship.lines = lines.list;
    ship.n_lines = lines.count;
    int status = cli_send("inventory", &ship.base, document_show_moved, NULL);
    stock_lines_forget(&lines);
    return status;
}

static int
receive_transfer_main(int argc, char **argv)
{
    const char *file = NULL;
    const struct flag flags[] = {
        STOCK_LINE_FILE(&file),
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "NUMBER [SKU=UNITS...]",
                       "A transfer came: all that is in transit, or the lines that are named, in "
                       "parts if need be. More than left is an overage. Damaged units are lines of "
                       "their own: A=1,state=damaged.\v" STOCK_LINE_DOC,
                       flags, 1, WORDS_ANY);
    struct stock_lines lines = stock_lines_of_document(&words, file, 1);
    Crossdock__Inventory__V1__ReceiveTransfer receive =
        CROSSDOCK__INVENTORY__V1__RECEIVE_TRANSFER__INIT;
    receive.number = words.list[0];
    receive.lines = lines.list;
    receive.n_lines = lines.count;
    int status = cli_send("inventory", &receive.base, document_show_moved, NULL);
    stock_lines_forget(&lines);
    return status;
}

static int
close_main(int argc, char **argv)
{
    const char *reason = "";
    struct flag_choice what = {&crossdock__inventory__v1__discrepancy__descriptor, 0};
    const struct flag flags[] = {
        {"as", "WHAT",
         "Became of what has not arrived: lost, damaged or miscount; needed when something has not",
         FLAG_CHOICE, &what},
        {"reason", "TEXT", "Why", FLAG_TEXT, &reason},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "NUMBER [--as WHAT]",
                       "Nothing more of a transfer will arrive. lost and damaged: it is gone. "
                       "miscount: it never left, and is on hand again where it came from.",
                       flags, 1, 1);
    Crossdock__Inventory__V1__CloseTransfer command =
        CROSSDOCK__INVENTORY__V1__CLOSE_TRANSFER__INIT;
    command.number = words.list[0];
    command.discrepancy = (Crossdock__Inventory__V1__Discrepancy)what.value;
    command.reason = (char *)reason;
    return cli_tell("inventory", &command.base, "transfer %s is closed%s%s", words.list[0],
                    what.value ? "; what did not arrive: " : "",
                    what.value ? name_of(what.type, what.value) : "");
}

static int
cancel_main(int argc, char **argv)
{
    Crossdock__Inventory__V1__CancelTransfer cancel =
        CROSSDOCK__INVENTORY__V1__CANCEL_TRANSFER__INIT;
    cancel.number = arguments_word_with_reason(
        argc, argv, "NUMBER", "Give up a draft. What has been shipped is closed, not cancelled.",
        "Why", &cancel.reason);
    return cli_tell("inventory", &cancel.base, "transfer %s is cancelled", cancel.number);
}

static int
show_main(int argc, char **argv)
{
    static const struct document_words kind = {"transfer", "PLANNED", "RECEIVED", true, false};
    struct word_list words =
        arguments_words(argc, argv, "NUMBER", "Show what left and what came.", 1, 1);
    Crossdock__Inventory__V1__GetDocument get = CROSSDOCK__INVENTORY__V1__GET_DOCUMENT__INIT;
    get.transfer = words.list[0];
    return cli_send("inventory", &get.base, document_show, &kind);
}

int
transfer_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"create", create_main, "NUMBER FROM TO SKU=UNITS...", "plan it"},
        {"ship", ship_main, "NUMBER [SKU=UNITS...]", "it left"},
        {"receive", receive_transfer_main, "NUMBER [SKU=UNITS...]", "it came, or a part"},
        {"close", close_main, "NUMBER [--as WHAT]", "nothing more will arrive"},
        {"cancel", cancel_main, "NUMBER", "give up a draft"},
        {"show", show_main, "NUMBER", "what left, what came"},
        {0},
    };
    return cli_dispatch(commands, "Goods between locations; in transit in between.", argc, argv);
}
