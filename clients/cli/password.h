/* A password from a file or from the terminal, where nobody sees it. */
#ifndef CROSSDOCK_CLI_PASSWORD_H
#define CROSSDOCK_CLI_PASSWORD_H

#include <stdbool.h>

#include "common/check.h"

#define PASSWORD_BYTES_MAX 200

/* The first line of the file; "-": of the standard input. False after saying why. */
bool password_of_file(const char *path, char password[PASSWORD_BYTES_MAX + 2]) must_check;
/* Typed twice. False after saying why. */
bool password_of_terminal(char password[PASSWORD_BYTES_MAX + 2]) must_check;

#endif
