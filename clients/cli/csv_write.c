/* Cells of a CSV file being written, see csv_write.h. */
#include <string.h>

#include "clients/cli/csv_write.h"

void
csv_write(FILE *to, const char *text, char after)
{
    if (!strpbrk(text, ",\"\r\n")) {
        fputs(text, to);
    } else {
        fputc('"', to);
        for (; *text; text++) {
            if (*text == '"')
                fputc('"', to);
            fputc(*text, to);
        }
        fputc('"', to);
    }
    fputc(after, to);
}
