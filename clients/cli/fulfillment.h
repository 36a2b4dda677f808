/* The words of crossdock fulfillment that have a file of their own. */
#ifndef CROSSDOCK_CLI_FULFILLMENT_H
#define CROSSDOCK_CLI_FULFILLMENT_H

int fulfillment_ship_main(int argc, char **argv);
int fulfillment_deliver_main(int argc, char **argv);
int fulfillment_exception_main(int argc, char **argv);
int fulfillment_arrived_main(int argc, char **argv);
int fulfillment_collected_main(int argc, char **argv);

#endif
