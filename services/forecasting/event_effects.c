/*
 * Factors of days from promotions and holidays; see event_effects.h.
 */
#include "services/forecasting/event_effects.h"

#include <stdio.h>
#include <string.h>

#include "services/forecasting/event_shares.h"

#define SENTENCES_MAX  50
#define SENTENCE_BYTES 200

double
event_channel_share(const struct memory *memory, const struct promotion *promotion,
                    const struct item *item)
{
    if (promotion->channel[0] == '\0')
        return 1;
    return share_of_channel(memory, item, promotion->channel, promotion->from_day);
}

/* What the item's earlier promotions did; prices evened out as in the pool. */
static struct lift_evidence
own_lifts(const struct memory *memory, const struct item *item)
{
    const struct promotion_link *const lists[] = {
        events_of_item(&memory->events, item),
        events_of_category(&memory->events, item->facts.category)};
    struct lift_evidence sum = {0};

    for (int i = 0; i < 2; i++)
        for (const struct promotion_link *at = lists[i]; at != NULL; at = at->next) {
            const struct learnt *learnt = promotion_learnt(at->promotion, item);
            if (learnt != NULL)
                promotion_add_evidence(at->promotion, learnt, &sum);
        }
    return sum;
}

/* Of the channels that it is for. */
static double
lift_of(const struct memory *memory, const struct promotion *promotion, const struct item *item)
{
    const struct learnt *learnt = promotion_learnt(promotion, item);

    if (learnt == NULL && promotion->lift > 0)
        return promotion->lift;
    const struct lift_evidence pool = events_lifts(&memory->events, item->facts.category);
    if (learnt != NULL) /* pulled to what was told or would have been expected of it */
        return promotion_lift(&learnt->evidence,
                              promotion->lift > 0
                                  ? promotion->lift
                                  : promotion_lift_expected(promotion->price_change,
                                                            &(struct lift_evidence){0}, &pool));
    const struct lift_evidence own = own_lifts(memory, item);
    return promotion_lift_expected(promotion->price_change, &own, &pool);
}

double
event_promotion_factor(const struct memory *memory, const struct promotion *promotion,
                       const struct item *item)
{
    return share_of_lift(lift_of(memory, promotion, item),
                         event_channel_share(memory, promotion, item));
}

/* What the effects of one series are made of. */
struct making {
    const struct memory *memory;
    const struct item *item;
    int32_t location_id, from_day, days;
    const struct promotion *but_promotion;
    const char *but_holiday;
    struct arena *arena;
    double *factors; /* NULL: nothing known yet */
};

static void
multiply(struct making *making, int32_t from_day, int32_t to_day, double factor)
{
    const int32_t first = from_day > making->from_day ? from_day - making->from_day : 0;
    const int64_t last = (int64_t)to_day - making->from_day;

    if (making->factors == NULL) {
        making->factors = arena_take(making->arena, (size_t)making->days * sizeof(double));
        for (int32_t i = 0; i < making->days; i++)
            making->factors[i] = 1;
    }
    for (int32_t i = first; i < making->days && i <= last; i++)
        making->factors[i] *= factor;
}

static bool
overlaps(const struct making *making, const struct promotion *promotion)
{
    return promotion != making->but_promotion && promotion->to_day >= making->from_day &&
           promotion->from_day - (int64_t)making->from_day < making->days;
}

static void
add_promotions(struct making *making, const struct promotion_link *list)
{
    for (; list != NULL; list = list->next)
        if (overlaps(making, list->promotion))
            multiply(making, list->promotion->from_day, list->promotion->to_day,
                     event_promotion_factor(making->memory, list->promotion, making->item));
}

/* Holidays of one day and name, in whatever countries, are one. */
static bool
is_first_of_its_name(const struct events *events, uint32_t at)
{
    for (uint32_t i = at; i > 0 && events->holidays[i - 1].day == events->holidays[at].day; i--)
        if (events->holidays[i - 1].name == events->holidays[at].name)
            return false;
    return true;
}

static double
factor_of_holiday(const struct making *making, uint32_t at)
{
    const struct events *events = &making->memory->events;
    const char *name = events->holidays[at].name;
    const struct lift_evidence pool = events_holiday_effect(events, name, "");
    const struct lift_evidence own =
        making->item->facts.category[0] == '\0'
            ? (struct lift_evidence){0}
            : events_holiday_effect(events, name, making->item->facts.category);

    if (!(pool.expected > 0))
        return 1;
    return holiday_factor(&own, &pool,
                          share_of_holiday(making->memory, making->item, making->location_id, at));
}

static void
add_holidays(struct making *making)
{
    const struct events *events = &making->memory->events;

    for (uint32_t i = events_first_holiday(events, making->from_day);
         i < events->holiday_count &&
         events->holidays[i].day - (int64_t)making->from_day < making->days;
         i++) {
        const struct holiday *holiday = &events->holidays[i];
        if (!is_first_of_its_name(events, i) ||
            (making->but_holiday != NULL && strcmp(holiday->name, making->but_holiday) == 0))
            continue;
        multiply(making, holiday->day, holiday->day, factor_of_holiday(making, i));
    }
}

static struct effects
make(struct making *making)
{
    const struct events *events = &making->memory->events;

    if (making->days <= 0)
        return (struct effects){0};
    add_promotions(making, events_of_item(events, making->item));
    add_promotions(making, events_of_category(events, making->item->facts.category));
    add_holidays(making);
    if (making->factors == NULL)
        return (struct effects){0};
    return (struct effects){making->from_day, making->days, making->factors};
}

struct effects
event_effects(const struct memory *memory, const struct item *item, int32_t location_id,
              int32_t from_day, int32_t days, struct arena *arena)
{
    struct making making = {.memory = memory,
                            .item = item,
                            .location_id = location_id,
                            .from_day = from_day,
                            .days = days,
                            .arena = arena};

    return make(&making);
}

struct effects
event_effects_but(const struct memory *memory, const struct item *item, int32_t from_day,
                  int32_t days, const struct promotion *promotion, const char *holiday,
                  struct arena *arena)
{
    struct making making = {.memory = memory,
                            .item = item,
                            .from_day = from_day,
                            .days = days,
                            .but_promotion = promotion,
                            .but_holiday = holiday,
                            .arena = arena};

    return make(&making);
}

/* --- sentences -------------------------------------------------------------------------------- */

/* Of the proleptic Gregorian calendar, days since 1970-01-01 (H. Hinnant's days_from_civil turned
 * round: eras of 146,097 days that begin in March). */
static const char *
date_text(int32_t day, char text[24])
{
    const int64_t shifted = (int64_t)day + 719468;
    const int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    const int64_t of_era = shifted - era * 146097;
    const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t month_from_march = (5 * of_year + 2) / 153;
    const int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;

    snprintf(text, 24, "%04d-%02d-%02d", (int)(year_of_era + era * 400 + (month <= 2)) % 10000,
             (int)month, (int)(of_year - (153 * month_from_march + 2) / 5 + 1));
    return text;
}

struct sentences {
    struct arena *arena;
    char **list;
    size_t count;
};

static void
add_sentence(struct sentences *sentences, const char *text)
{
    if (sentences->count < SENTENCES_MAX)
        sentences->list[sentences->count++] = arena_text(sentences->arena, text);
}

static void
tell_promotions(const struct making *making, const struct promotion_link *list,
                struct sentences *out)
{
    char text[SENTENCE_BYTES], from[24], to[24];

    for (; list != NULL; list = list->next) {
        const struct promotion *promotion = list->promotion;
        if (!overlaps(making, promotion))
            continue;
        snprintf(text, sizeof text, "promotion %s, %s to %s: %.2f times as much, as %s",
                 map_text_of(promotion), date_text(promotion->from_day, from),
                 date_text(promotion->to_day, to),
                 event_promotion_factor(making->memory, promotion, making->item),
                 promotion_learnt(promotion, making->item) != NULL ? "measured"
                 : promotion->lift > 0                             ? "told"
                                                                   : "learnt from earlier ones");
        add_sentence(out, text);
    }
}

static void
tell_holidays(const struct making *making, struct sentences *out)
{
    const struct events *events = &making->memory->events;
    char text[SENTENCE_BYTES], date[24];

    for (uint32_t i = events_first_holiday(events, making->from_day);
         i < events->holiday_count &&
         events->holidays[i].day - (int64_t)making->from_day < making->days;
         i++) {
        if (!is_first_of_its_name(events, i))
            continue;
        const double factor = factor_of_holiday(making, i);
        snprintf(text, sizeof text, "%s, %s: %.2f times as much, %s", events->holidays[i].name,
                 date_text(events->holidays[i].day, date), factor,
                 events_holiday_effect(events, events->holidays[i].name, "").expected > 0
                     ? "as it was before"
                     : "as nothing is known of it yet");
        add_sentence(out, text);
    }
}

size_t
event_sentences(const struct memory *memory, const struct item *item, int32_t location_id,
                int32_t from_day, int32_t days, struct arena *arena, char ***sentences)
{
    const struct making making = {.memory = memory,
                                  .item = item,
                                  .location_id = location_id,
                                  .from_day = from_day,
                                  .days = days};
    struct sentences out = {arena, arena_take(arena, SENTENCES_MAX * sizeof(char *)), 0};

    tell_promotions(&making, events_of_item(&memory->events, item), &out);
    tell_promotions(&making, events_of_category(&memory->events, item->facts.category), &out);
    tell_holidays(&making, &out);
    *sentences = out.list;
    return out.count;
}
