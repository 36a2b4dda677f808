/*
 * Sentences for people, without the library's formats: see sentence.h.
 */
#include "services/forecasting/core/choose/sentence.h"

#include <math.h>
#include <string.h>

#define DIGITS_MAX 24
#define NUMBER_MAX 1e15

struct sentence
sentence_start(char *text, size_t room)
{
    text[0] = '\0';
    return (struct sentence){.text = text, .room = room};
}

void
sentence_add(struct sentence *sentence, const char *text)
{
    const size_t free = sentence->room - 1 - sentence->used;
    const size_t bytes = strlen(text) < free ? strlen(text) : free;

    memcpy(sentence->text + sentence->used, text, bytes);
    sentence->used += bytes;
    sentence->text[sentence->used] = '\0';
}

void
sentence_add_count(struct sentence *sentence, long count)
{
    char digits[DIGITS_MAX];
    size_t at = sizeof digits - 1;
    unsigned long rest = count < 0 ? 0UL - (unsigned long)count : (unsigned long)count;

    digits[at] = '\0';
    do
        digits[--at] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (count < 0)
        digits[--at] = '-';
    sentence_add(sentence, digits + at);
}

void
sentence_add_number(struct sentence *sentence, double number)
{
    char decimals[4] = ".00";

    if (isnan(number)) {
        sentence_add(sentence, "unknown");
        return;
    }
    if (fabs(number) >= NUMBER_MAX) {
        sentence_add(sentence, number < 0 ? "below -10^15" : "above 10^15");
        return;
    }
    const long hundredths = lround(fabs(number) * 100);
    decimals[1] = (char)('0' + hundredths / 10 % 10);
    decimals[2] = (char)('0' + hundredths % 10);
    if (number < 0 && hundredths > 0)
        sentence_add(sentence, "-");
    sentence_add_count(sentence, hundredths / 100);
    sentence_add(sentence, decimals);
}
