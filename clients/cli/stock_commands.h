/* The words of crossdock stock that have a file of their own. */
#ifndef CROSSDOCK_CLI_STOCK_COMMANDS_H
#define CROSSDOCK_CLI_STOCK_COMMANDS_H

int stock_hold_main(int argc, char **argv);
int stock_unhold_main(int argc, char **argv);
int stock_holders_main(int argc, char **argv);
int stock_why_main(int argc, char **argv);
int stock_report_main(int argc, char **argv);
int stock_health_main(int argc, char **argv);

#endif
