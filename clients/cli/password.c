/* See password.h. */


#include "clients/cli/complain.h"
#include "clients/cli/password.h"
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define ROOM (PASSWORD_BYTES_MAX + 2) /* with a byte that is too much, and the NUL */

static bool
read_line(FILE *from, char password[ROOM])
{
    if (fgets(password, ROOM, from) == NULL)
        return false;
    password[strcspn(password, "\r\n")] = '\0';
    return password[0] != '\0' && strlen(password) <= PASSWORD_BYTES_MAX;
}

bool
password_of_file(const char *path, char password[ROOM])
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");

    if (file == NULL) {
        cli_complain("%s cannot be read", path);
        return false;
    }
    const bool good = read_line(file, password);
    if (!good)
        cli_complain("the first line of %s must be a password of at most %d bytes", path,
                     PASSWORD_BYTES_MAX);
    if (file != stdin)
        fclose(file);
    return good;
}

static bool
ask(FILE *terminal, const char *prompt, char password[ROOM])
{
    struct termios before, quiet;

    fputs(prompt, terminal);
    fflush(terminal);
    if (tcgetattr(fileno(terminal), &before) != 0)
        return false;
    quiet = before;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(fileno(terminal), TCSAFLUSH, &quiet);
    const bool good = read_line(terminal, password);
    tcsetattr(fileno(terminal), TCSAFLUSH, &before);
    fputc('\n', terminal);
    return good;
}

bool
password_of_terminal(char password[ROOM])
{
    char again[ROOM];
    FILE *terminal = fopen("/dev/tty", "r+");

    if (terminal == NULL) {
        cli_complain("there is no terminal to ask for the password; --password-file FILE reads it");
        return false;
    }
    const bool good =
        ask(terminal, "Password: ", password) && ask(terminal, "The same again: ", again);
    fclose(terminal);
    if (!good)
        cli_complain("a password has 10 to %d bytes", PASSWORD_BYTES_MAX);
    else if (strcmp(password, again) != 0)
        cli_complain("the two are not the same");
    return good && strcmp(password, again) == 0;
}
