/*
 * Sentences put together from text and numbers; what does not fit is left out at the end.
 */
#ifndef FORECASTING_SENTENCE_H
#define FORECASTING_SENTENCE_H

#include <stddef.h>

struct sentence {
    char *text; /* always ends with NUL */
    size_t room, used;
};

struct sentence sentence_start(char *text, size_t room);
void sentence_add(struct sentence *sentence, const char *text);
void sentence_add_count(struct sentence *sentence, long count);
/* With two digits after the point; "unknown" when it is not a number. */
void sentence_add_number(struct sentence *sentence, double number);

#endif
