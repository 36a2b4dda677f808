/* crossdock fulfillment deliver, exception, arrived, collected: what follows when it has left. */
#include <stdio.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/fulfillment.h"

int
fulfillment_deliver_main(int argc, char **argv)
{
    int64_t at_us = 0;
    const struct flag flags[] = {
        {"at", "TIME", "When the customer got it (now)", FLAG_TIME, &at_us},
        {0},
    };
    struct word_list words = arguments_read(argc, argv, "FULFILLMENT_ORDER",
                                            "Confirm that the customer has it.", flags, 1, 1);
    Crossdock__Routing__V1__ConfirmDelivery confirm =
        CROSSDOCK__ROUTING__V1__CONFIRM_DELIVERY__INIT;
    confirm.fulfillment_order_id = arguments_number_of("fulfillment order", words.list[0]);
    confirm.delivered_at_us = at_us;
    return cli_tell("fulfillment-routing", &confirm.base, "delivered fulfillment order %llu",
                    (unsigned long long)confirm.fulfillment_order_id);
}

int
fulfillment_exception_main(int argc, char **argv)
{
    struct flag_choice kind = {&crossdock__routing__v1__exception_kind__descriptor,
                               CROSSDOCK__ROUTING__V1__EXCEPTION_KIND__EXCEPTION_OTHER};
    const char *sscc = "", *note = "";
    const struct flag flags[] = {
        {"kind", "KIND", "delayed, damaged, lost, refused, address or other (other)", FLAG_CHOICE,
         &kind},
        {"sscc", "DIGITS", "Of the parcel, when there are several", FLAG_TEXT, &sscc},
        {"note", "TEXT", "For people, up to 200 bytes; no personal data", FLAG_TEXT, &note},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "FULFILLMENT_ORDER",
                       "Say that something is wrong with what has shipped. It is told, and changes "
                       "no stock: what comes back comes as a "
                       "return.\v"
                       "  crossdock fulfillment exception 17 --kind damaged --note 'box is wet'",
                       flags, 1, 1);
    Crossdock__Routing__V1__ReportException report = CROSSDOCK__ROUTING__V1__REPORT_EXCEPTION__INIT;
    report.fulfillment_order_id = arguments_number_of("fulfillment order", words.list[0]);
    report.kind = (Crossdock__Routing__V1__ExceptionKind)kind.value;
    report.sscc = (char *)sscc;
    report.note = (char *)note;
    return cli_tell("fulfillment-routing", &report.base, "noted for fulfillment order %llu",
                    (unsigned long long)report.fulfillment_order_id);
}

int
fulfillment_arrived_main(int argc, char **argv)
{
    struct word_list words =
        arguments_words(argc, argv, "FULFILLMENT_ORDER",
                        "Confirm that what another location sent is here, where the customer "
                        "collects it. The customer is "
                        "told. (What was picked here is ready when it is packed.)",
                        1, 1);
    Crossdock__Routing__V1__ConfirmArrival confirm = CROSSDOCK__ROUTING__V1__CONFIRM_ARRIVAL__INIT;
    confirm.fulfillment_order_id = arguments_number_of("fulfillment order", words.list[0]);
    return cli_tell("fulfillment-routing", &confirm.base,
                    "fulfillment order %llu is ready to be collected",
                    (unsigned long long)confirm.fulfillment_order_id);
}

int
fulfillment_collected_main(int argc, char **argv)
{
    struct word_list words = arguments_words(argc, argv, "FULFILLMENT_ORDER",
                                             "Confirm that the customer has taken it.", 1, 1);
    Crossdock__Routing__V1__ConfirmCollected confirm =
        CROSSDOCK__ROUTING__V1__CONFIRM_COLLECTED__INIT;
    confirm.fulfillment_order_id = arguments_number_of("fulfillment order", words.list[0]);
    return cli_tell("fulfillment-routing", &confirm.base, "the customer has fulfillment order %llu",
                    (unsigned long long)confirm.fulfillment_order_id);
}
