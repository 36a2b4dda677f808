/*
 * The order of the rules, and the sentence; see clean.h.
 */
#include "services/forecasting/core/clean/clean.h"

#include <math.h>

#include "services/forecasting/core/choose/sentence.h"

/* Buckets before anything was sold: the SKU was not there yet. */
static int
before_first(const struct counted *counted)
{
    int first = 0;

    while (first < counted->count && !(counted->units[first] > 0))
        first++;
    return first;
}

static void
add_part(struct sentence *sentence, int count, const char *one, const char *many, bool *any)
{
    if (count == 0)
        return;
    sentence_add(sentence, *any ? ", " : "");
    sentence_add_count(sentence, count);
    sentence_add(sentence, count == 1 ? one : many);
    *any = true;
}

static void
say(struct cleaned *cleaned)
{
    struct sentence sentence = sentence_start(cleaned->says, sizeof cleaned->says);
    bool any = false;

    add_part(&sentence, cleaned->missing, " bucket missing", " buckets missing", &any);
    add_part(&sentence, cleaned->censored, " sold out", " sold out", &any);
    add_part(&sentence, cleaned->scaled, " raised for hours sold out", " raised for hours sold out",
             &any);
    add_part(&sentence, cleaned->netted, " lowered by returns", " lowered by returns", &any);
    add_part(&sentence, cleaned->spikes, " spike cut", " spikes cut", &any);
}

/* The newest buckets in which nobody bought, though they could. */
static int
idle_of(const double *values, int count)
{
    int idle = 0;

    for (int i = count - 1; i >= 0 && !(values[i] > 0); i--)
        idle += values[i] <= 0;
    return idle;
}

struct cleaned
clean_series(const struct counted *counted, struct scratch *scratch, double *values)
{
    struct cleaned cleaned = {.first = before_first(counted)};

    cleaned.count = counted->count - cleaned.first;
    for (int i = 0; i < cleaned.count; i++) {
        values[i] = counted->units[cleaned.first + i];
        cleaned.missing += isnan(values[i]);
    }
    cleaned.netted = clean_returns(values, cleaned.count, &cleaned.returned);
    if (counted->in_stock != NULL)
        clean_stock_outs(values, counted->in_stock + cleaned.first, cleaned.count,
                         &cleaned.censored, &cleaned.scaled);
    cleaned.spikes = clean_spikes(values, cleaned.count, counted->period, scratch);
    cleaned.idle = idle_of(values, cleaned.count);
    say(&cleaned);
    return cleaned;
}
