/*
 * Promotions, holidays and analogues between turns; see events_memory.h.
 */
#include "services/forecasting/events_memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "services/forecasting/memory.h"

#define OF_ALL     "*" /* no category has this name: it is the sum of them */
#define KEY_BYTES  192
#define NAME_BYTES 64

static void
keep(struct journal *journal, void *memory, size_t bytes)
{
    if (journal != NULL)
        journal_keep(journal, memory, bytes);
}

static void
free_it(void *owner, void *what)
{
    (void)owner;
    free(what);
}

static void *
take(struct journal *journal, size_t bytes)
{
    void *memory = calloc(1, bytes);

    assert(memory != NULL);
    if (journal != NULL)
        journal_note(journal, free_it, NULL, NULL, memory);
    return memory;
}

static void
give_back(struct journal *journal, void *memory)
{
    if (memory == NULL)
        return;
    if (journal != NULL)
        journal_note(journal, NULL, free_it, NULL, memory);
    else
        free(memory);
}

void
events_open(struct events *events)
{
    *events = (struct events){
        .promotions = map_create(),
        .by_item = map_create(),
        .by_category = map_create(),
        .lifts = map_create(),
        .holiday_effects = map_create(),
        .holidays_known = map_create(),
        .analogues = map_create(),
    };
}

static void
free_links(struct map *lists)
{
    size_t at = 0;

    for (struct promotion_list *list; (list = map_next(lists, &at)) != NULL;)
        while (list->first != NULL) {
            struct promotion_link *link = list->first;
            list->first = link->next;
            free(link);
        }
}

void
events_close(struct events *events)
{
    size_t at = 0;

    for (struct promotion *p; (p = map_next(events->promotions, &at)) != NULL;) {
        free(p->items);
        free(p->learnt);
    }
    free_links(events->by_item);
    free_links(events->by_category);
    free(events->holidays);
    free(events->measuring.list);
    map_destroy(&events->promotions);
    map_destroy(&events->by_item);
    map_destroy(&events->by_category);
    map_destroy(&events->lifts);
    map_destroy(&events->holiday_effects);
    map_destroy(&events->holidays_known);
    map_destroy(&events->analogues);
}

/* --- promotions ------------------------------------------------------------------------------- */

struct promotion *
events_find_promotion(const struct events *events, const char *id)
{
    return map_find_text(events->promotions, id);
}

static void
link_to(struct journal *journal, struct promotion_list *list, struct promotion *promotion)
{
    struct promotion_link *link = take(journal, sizeof *link);

    keep(journal, list, sizeof *list);
    *link = (struct promotion_link){list->first, promotion};
    list->first = link;
}

static void
unlink_from(struct journal *journal, struct promotion_list *list, const struct promotion *promotion)
{
    struct promotion_link **at = &list->first;

    while (*at != NULL && (*at)->promotion != promotion)
        at = &(*at)->next;
    if (*at == NULL)
        return;
    struct promotion_link *link = *at;
    keep(journal, at, sizeof *at);
    *at = link->next;
    give_back(journal, link);
}

struct promotion *
events_add_promotion(struct events *events, struct journal *journal, const char *id,
                     const struct promotion *told)
{
    struct promotion *promotion = map_add_text(events->promotions, journal, id, sizeof *promotion);

    *promotion = *told;
    for (uint32_t i = 0; i < promotion->item_count; i++) {
        const int32_t item_id = promotion->items[i]->id;
        struct promotion_list *list = map_find(events->by_item, item_id);
        if (list == NULL)
            list = map_add(events->by_item, journal, item_id, sizeof *list);
        link_to(journal, list, promotion);
    }
    if (promotion->category[0] != '\0') {
        struct promotion_list *list = map_find_text(events->by_category, promotion->category);
        if (list == NULL)
            list = map_add_text(events->by_category, journal, promotion->category, sizeof *list);
        link_to(journal, list, promotion);
    }
    return promotion;
}

/* Prices are evened out: a deep discount does not teach what a shallow one does. In steps of 1/1024
 * of a unit, so that a sum is the same in whatever order it is made. */
void
promotion_add_evidence(const struct promotion *promotion, const struct learnt *learnt,
                       struct lift_evidence *sum)
{
    sum->sold += learnt->evidence.sold;
    sum->expected +=
        floor(learnt->evidence.expected * price_lift(promotion->price_change) * 1024 + 0.5) / 1024;
}

static void
add_lifts(struct events *events, struct journal *journal, const char *category,
          const struct promotion *promotion, const struct learnt *learnt)
{
    struct lift_evidence *sum = map_find_text(events->lifts, category);

    if (sum == NULL)
        sum = map_add_text(events->lifts, journal, category, sizeof *sum);
    keep(journal, sum, sizeof *sum);
    promotion_add_evidence(promotion, learnt, sum);
}

static void
learn(struct events *events, struct journal *journal, const struct promotion *promotion)
{
    for (uint32_t i = 0; i < promotion->learnt_count; i++) {
        const struct learnt *learnt = &promotion->learnt[i];
        const char *category = learnt->item->facts.category;
        add_lifts(events, journal, OF_ALL, promotion, learnt);
        if (category[0] != '\0')
            add_lifts(events, journal, category, promotion, learnt);
    }
}

/* Sums of what is left: taking doubles away again would leave their rounding behind. */
static void
learn_again(struct events *events, struct journal *journal)
{
    size_t at = 0;

    for (struct lift_evidence *sum; (sum = map_next(events->lifts, &at)) != NULL;) {
        keep(journal, sum, sizeof *sum);
        *sum = (struct lift_evidence){0};
    }
    at = 0;
    for (struct promotion *left; (left = map_next(events->promotions, &at)) != NULL;)
        learn(events, journal, left);
}

void
events_remove_promotion(struct events *events, struct journal *journal, const char *id)
{
    struct promotion *promotion = map_find_text(events->promotions, id);
    const bool learnt = promotion->learnt_count > 0;

    if (events->measuring.promotion == promotion)
        events_stop_measuring(events, journal);
    for (uint32_t i = 0; i < promotion->item_count; i++)
        unlink_from(journal, map_find(events->by_item, promotion->items[i]->id), promotion);
    if (promotion->category[0] != '\0')
        unlink_from(journal, map_find_text(events->by_category, promotion->category), promotion);
    give_back(journal, promotion->items);
    give_back(journal, promotion->learnt);
    map_remove_text(events->promotions, journal, id);
    if (learnt)
        learn_again(events, journal);
}

void
events_learn_promotion(struct events *events, struct journal *journal, struct promotion *promotion,
                       struct learnt *learnt, uint32_t count)
{
    assert(!promotion->measured && promotion->learnt == NULL);
    keep(journal, promotion, sizeof *promotion);
    promotion->measured = true;
    promotion->learnt = learnt;
    promotion->learnt_count = count;
    learn(events, journal, promotion);
}

const struct promotion_link *
events_of_item(const struct events *events, const struct item *item)
{
    const struct promotion_list *list = map_find(events->by_item, item->id);
    return list == NULL ? NULL : list->first;
}

const struct promotion_link *
events_of_category(const struct events *events, const char *category)
{
    const struct promotion_list *list =
        category[0] == '\0' ? NULL : map_find_text(events->by_category, category);
    return list == NULL ? NULL : list->first;
}

static int
by_item_id(const void *a, const void *b)
{
    const struct learnt *x = a, *y = b;
    return (x->item->id > y->item->id) - (x->item->id < y->item->id);
}

const struct learnt *
promotion_learnt(const struct promotion *promotion, const struct item *item)
{
    const struct learnt wanted = {.item = (struct item *)item};

    if (promotion->learnt_count == 0)
        return NULL;
    return bsearch(&wanted, promotion->learnt, promotion->learnt_count, sizeof wanted, by_item_id);
}

/* Of the category as far as anything was learnt there, else of all. */
struct lift_evidence
events_lifts(const struct events *events, const char *category)
{
    const struct lift_evidence *sum =
        category[0] == '\0' ? NULL : map_find_text(events->lifts, category);

    if (sum == NULL || !(sum->expected > 0))
        sum = map_find_text(events->lifts, OF_ALL);
    return sum == NULL ? (struct lift_evidence){0} : *sum;
}

/* --- holidays --------------------------------------------------------------------------------- */

uint32_t
events_first_holiday(const struct events *events, int32_t day)
{
    uint32_t low = 0, high = events->holiday_count;

    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (events->holidays[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The array is made anew: few change, and many read. */
bool
events_set_holiday(struct events *events, struct journal *journal, int32_t day, const char *country,
                   const char *name)
{
    uint32_t at = events_first_holiday(events, day);

    while (at < events->holiday_count && events->holidays[at].day == day &&
           strcmp(events->holidays[at].country, country) < 0)
        at++;
    const bool there = at < events->holiday_count && events->holidays[at].day == day &&
                       strcmp(events->holidays[at].country, country) == 0;
    const bool goes = name[0] == '\0';
    if (there ? strcmp(events->holidays[at].name, name) == 0 : goes)
        return false;
    const uint32_t count = events->holiday_count + !there - goes;
    struct holiday *made = take(journal, (count + 1) * sizeof *made);
    for (uint32_t i = 0; i < at; i++)
        made[i] = events->holidays[i];
    for (uint32_t i = at + there; i < events->holiday_count; i++)
        made[i + !there - goes] = events->holidays[i];
    if (!goes) {
        made[at] = (struct holiday){.day = day, .name = name};
        snprintf(made[at].country, sizeof made[at].country, "%s", country);
    }
    keep(journal, &events->holidays, sizeof events->holidays);
    keep(journal, &events->holiday_count, sizeof events->holiday_count);
    give_back(journal, events->holidays);
    events->holidays = made;
    events->holiday_count = count;
    return true;
}

static const char *
day_key(char *key, const char *name, int32_t day)
{
    snprintf(key, KEY_BYTES, "%.*s\n%d", NAME_BYTES, name, day);
    return key;
}

static const char *
category_key(char *key, const char *name, const char *category)
{
    snprintf(key, KEY_BYTES, "%.*s%s%.*s", NAME_BYTES, name, category[0] == '\0' ? "" : "\n",
             NAME_BYTES, category);
    return key;
}

bool
events_holiday_is_known(const struct events *events, const struct holiday *holiday)
{
    char key[KEY_BYTES];
    return map_find_text(events->holidays_known, day_key(key, holiday->name, holiday->day)) != NULL;
}

void
events_learn_holiday(struct events *events, struct journal *journal, const char *name, int32_t day,
                     const char *category, const struct lift_evidence *evidence)
{
    char key[KEY_BYTES];
    struct lift_evidence *sum =
        map_find_text(events->holiday_effects, category_key(key, name, category));

    if (sum == NULL)
        sum = map_add_text(events->holiday_effects, journal, key, sizeof *sum);
    keep(journal, sum, sizeof *sum);
    sum->sold += evidence->sold;
    sum->expected += evidence->expected;
    if (category[0] == '\0')
        map_add_text(events->holidays_known, journal, day_key(key, name, day), 1);
}

struct lift_evidence
events_holiday_effect(const struct events *events, const char *name, const char *category)
{
    char key[KEY_BYTES];
    const struct lift_evidence *sum =
        map_find_text(events->holiday_effects, category_key(key, name, category));
    return sum == NULL ? (struct lift_evidence){0} : *sum;
}

/* --- analogues, measuring --------------------------------------------------------------------- */

struct analogues *
events_analogues(const struct events *events, const struct item *item)
{
    return map_find(events->analogues, item->id);
}

void
events_set_analogues(struct events *events, struct journal *journal, const struct item *item,
                     const struct analogues *told)
{
    struct analogues *analogues = map_find(events->analogues, item->id);

    if (analogues == NULL)
        analogues = map_add(events->analogues, journal, item->id, sizeof *analogues);
    keep(journal, analogues, sizeof *analogues);
    *analogues = *told;
}

void
events_stop_measuring(struct events *events, struct journal *journal)
{
    give_back(journal, events->measuring.list);
    keep(journal, &events->measuring, sizeof events->measuring);
    events->measuring = (struct measuring){0};
}
