/* How many digits a currency has after the point, see currencies.h. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/currencies.h"

int
currency_digits(const char *code)
{
    static const char none[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    static const char three[] = "BHD IQD JOD KWD LYD OMR TND";
    static const char four[] = "CLF UYW";
    if (strlen(code) != 3)
        return 2;
    return strstr(none, code) ? 0 : strstr(three, code) ? 3 : strstr(four, code) ? 4 : 2;
}

const char *
currency_text(int64_t minor, const char *code)
{
    static char shelves[4][32];
    static unsigned next;
    char *shelf = shelves[next++ % 4];
    int digits = currency_digits(code);
    int64_t one = 1;
    for (int i = 0; i < digits; i++)
        one *= 10;
    if (digits == 0)
        snprintf(shelf, sizeof shelves[0], "%lld", (long long)minor);
    else
        snprintf(shelf, sizeof shelves[0], "%lld.%0*lld", (long long)(minor / one), digits,
                 (long long)(minor % one));
    return shelf;
}
