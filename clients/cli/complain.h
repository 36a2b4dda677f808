#ifndef CROSSDOCK_CLI_COMPLAIN_H
#define CROSSDOCK_CLI_COMPLAIN_H

/* A sentence on stderr, with the program's name before it. */
void cli_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
