/* See complain.h. */
#include "clients/cli/complain.h"

#include <stdarg.h>
#include <stdio.h>

void
cli_complain(const char *format, ...)
{
    va_list values;
    fflush(stdout);
    fputs("crossdock: ", stderr);
    va_start(values, format);
    vfprintf(stderr, format, values);
    va_end(values);
    fputc('\n', stderr);
}
