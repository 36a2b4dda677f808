/* crossdock asn: advance ship notices, what a supplier says is on its way. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/commands.h"
#include "clients/cli/document_table.h"
#include "clients/cli/stock_lines.h"

#define PACKAGES_MAX 1000

/* Packages of a notice; lines before the first one lie in a package without a number. */
struct packages {
    Crossdock__Inventory__V1__Package *list, **pointers;
    size_t count;
};

static Crossdock__Inventory__V1__Package *
add_package(struct packages *packages, char *sscc)
{
    Crossdock__Inventory__V1__Package *package = &packages->list[packages->count];
    crossdock__inventory__v1__package__init(package);
    packages->pointers[packages->count++] = package;
    package->sscc = sscc;
    return package;
}

/* "sscc:006141411234567890 A=3 B=2 sscc:... C=1": what stands behind a package lies in it. */
static void
read_packages(struct packages *packages, struct stock_lines *lines, const struct word_list *words,
              const char *file)
{
    struct word_list plain = {calloc((size_t)words->count + 1, sizeof *plain.list), 0};
    size_t *starts = calloc((size_t)words->count + 2, sizeof *starts);
    packages->list = calloc((size_t)words->count + 1, sizeof *packages->list);
    packages->pointers = calloc((size_t)words->count + 1, sizeof *packages->pointers);
    assert(plain.list && starts && packages->list && packages->pointers);
    for (int i = 1; i < words->count; i++) {
        bool names_package = strncmp(words->list[i], "sscc:", 5) == 0;
        if (names_package || packages->count == 0) {
            starts[packages->count] = (size_t)plain.count;
            add_package(packages, names_package ? words->list[i] + 5 : (char *)"");
        }
        if (!names_package)
            plain.list[plain.count++] = words->list[i];
    }
    if (packages->count == 0)
        add_package(packages, (char *)""); /* of the file's rows */
    *lines = stock_lines_needed(&plain, 0, file, 1);
    for (size_t i = 0; i < packages->count; i++) {
        size_t end = i + 1 < packages->count ? starts[i + 1] : lines->count;
        packages->list[i].lines = lines->list + starts[i];
        packages->list[i].n_lines = end - starts[i];
    }
    free(starts);
    free(plain.list);
}

static int
announce_main(int argc, char **argv)
{
    const char *location = NULL, *purchase_order = "", *carrier = "", *file = NULL;
    int64_t due_at_us = 0;
    const struct flag flags[] = {
        {"location", "CODE", "Where it comes; needed", FLAG_TEXT, &location},
        {"purchase-order", "NUMBER", "That it fills: its units are expected once, not twice",
         FLAG_TEXT, &purchase_order},
        {"carrier", "NAME", "Who brings it", FLAG_TEXT, &carrier},
        {"due", "TIME", "When: 2026-12-01, or +2d", FLAG_TIME, &due_at_us},
        {"file", "FILE.csv", "More lines of the last package, as rows", FLAG_TEXT, &file},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "ASN [sscc:NUMBER] SKU=UNITS... --location CODE",
                       "A supplier says what is on its way. Lines behind sscc:NUMBER lie in that "
                       "package.\v" STOCK_LINE_DOC,
                       flags, 1, WORDS_ANY);
    struct stock_lines lines = {0};
    struct packages packages = {0};
    Crossdock__Inventory__V1__AnnounceShipment announce =
        CROSSDOCK__INVENTORY__V1__ANNOUNCE_SHIPMENT__INIT;
    if (!location) {
        cli_complain("--location is needed");
        return CLI_USAGE;
    }
    read_packages(&packages, &lines, &words, file);
    announce.asn = words.list[0];
    announce.location = (char *)location;
    announce.purchase_order = (char *)purchase_order;
    announce.carrier = (char *)carrier;
    announce.due_at_us = due_at_us;
    announce.packages = packages.pointers;
    announce.n_packages = packages.count;
    int status = cli_tell("inventory", &announce.base, "shipment %s of %zu line%s is announced",
                          words.list[0], lines.count, lines.count == 1 ? "" : "s");
    stock_lines_forget(&lines);
    free(packages.list);
    free(packages.pointers);
    return status;
}

static int
receive_asn_main(int argc, char **argv)
{
    const char *location = "", *sscc = "", *file = NULL;
    bool accept_over = false;
    const struct flag flags[] = {
        {"location", "CODE", "Where it came (where it was announced for)", FLAG_TEXT, &location},
        {"sscc", "NUMBER", "Only this package of it", FLAG_TEXT, &sscc},
        {"accept-over", NULL, "Also more than was announced", FLAG_SWITCH, &accept_over},
        STOCK_LINE_FILE(&file),
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "ASN [SKU=UNITS...]",
        "What was announced came: all of it that has not come yet, or the lines that are named. "
        "Damaged units are lines of their own: A=1,state=damaged.\v" STOCK_LINE_DOC,
        flags, 1, WORDS_ANY);
    struct stock_lines lines = stock_lines_of_document(&words, file, 1);
    Crossdock__Inventory__V1__ReceiveShipment receive =
        CROSSDOCK__INVENTORY__V1__RECEIVE_SHIPMENT__INIT;
    receive.asn = words.list[0];
    receive.sscc = (char *)sscc;
    receive.location = (char *)location;
    receive.accept_over = accept_over;
    receive.lines = lines.list;
    receive.n_lines = lines.count;
    int status = cli_send("inventory", &receive.base, document_show_moved, NULL);
    stock_lines_forget(&lines);
    return status;
}

static int
close_main(int argc, char **argv)
{
    Crossdock__Inventory__V1__CloseShipment command =
        CROSSDOCK__INVENTORY__V1__CLOSE_SHIPMENT__INIT;
    command.asn = arguments_word_with_reason(
        argc, argv, "ASN", "Nothing more will come of it: what is missing is short.", "Why",
        &command.reason);
    return cli_tell("inventory", &command.base, "shipment %s is closed", command.asn);
}

static int
show_main(int argc, char **argv)
{
    static const struct document_words kind = {"shipment", "ANNOUNCED", "RECEIVED", false, true};
    struct word_list words =
        arguments_words(argc, argv, "ASN", "Show what was announced and what came.", 1, 1);
    Crossdock__Inventory__V1__GetDocument get = CROSSDOCK__INVENTORY__V1__GET_DOCUMENT__INIT;
    get.asn = words.list[0];
    return cli_send("inventory", &get.base, document_show, &kind);
}

int
asn_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"announce", announce_main, "ASN SKU=UNITS... --location CODE", "goods are on their way"},
        {"receive", receive_asn_main, "ASN [SKU=UNITS...]", "they came, or a part"},
        {"close", close_main, "ASN", "nothing more will come"},
        {"show", show_main, "ASN", "what was announced, what came"},
        {0},
    };
    return cli_dispatch(commands, "Advance ship notices: what a supplier says is on its way.", argc,
                        argv);
}
