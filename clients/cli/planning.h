/* The words of crossdock planning that have a file of their own. */
#ifndef CROSSDOCK_CLI_PLANNING_H
#define CROSSDOCK_CLI_PLANNING_H

int planning_supplier_main(int argc, char **argv);
int planning_import_main(int argc, char **argv);

#endif
