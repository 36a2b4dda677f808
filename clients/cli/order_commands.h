/* The words of crossdock order that have a file of their own, and what they share. */
#ifndef CROSSDOCK_CLI_ORDER_COMMANDS_H
#define CROSSDOCK_CLI_ORDER_COMMANDS_H

#include "clients/cli/cli.h"

int order_show_main(int argc, char **argv);
int order_timeline_main(int argc, char **argv);
int order_hold_main(int argc, char **argv);
int order_release_main(int argc, char **argv);
int order_cancel_main(int argc, char **argv);
int order_amend_main(int argc, char **argv);
int order_erase_main(int argc, char **argv);

/* Ask for an order by "ID" or "CHANNEL/EXTERNAL_ID"; then *view lives as long as the receipt. */
int order_get(struct crossdock_client *client, const char *text, struct crossdock_receipt *receipt,
              const Crossdock__Order__V1__OrderView **view) must_check;

#endif
