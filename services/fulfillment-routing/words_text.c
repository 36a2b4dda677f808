#include "services/fulfillment-routing/words_text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
words_add(struct words *words, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    const int written =
        vsnprintf(words->text + words->bytes, sizeof words->text - words->bytes, format, arguments);
    va_end(arguments);
    words->bytes += (size_t)written;
    if (words->bytes >= sizeof words->text)
        words->bytes = sizeof words->text - 1;
}

void
words_add_location(struct words *words, const struct memory *memory, const char *code,
                   int64_t distance_m)
{
    const struct location *location = location_find(memory, code);
    const int64_t tenths = (distance_m + 50) / 100;

    if (location != NULL && location->name[0] != '\0' && strcmp(location->name, code) != 0)
        words_add(words, "%s (%s)", location->name, code);
    else
        words_add(words, "%s", code);
    words_add(words, " %lld.%lld km", (long long)(tenths / 10), (long long)(tenths % 10));
}

void
words_add_money(struct words *words, int64_t nano, const char *currency)
{
    const long long whole = nano / 1000000000;
    long long rest = nano % 1000000000;
    int digits = 9;

    if (nano < 0) {
        words_add(words, "-");
        words_add_money(words, -nano, currency);
        return;
    }
    for (; digits > 2 && rest % 10 == 0; digits--)
        rest /= 10;
    words_add(words, "%lld.%0*lld%s%s", whole, digits, rest, currency[0] == '\0' ? "" : " ",
              currency);
}

void
words_add_km(struct words *words, int64_t metres)
{
    words_add(words, "%lld.%03lld km", (long long)(metres / 1000), (long long)(metres % 1000));
}
