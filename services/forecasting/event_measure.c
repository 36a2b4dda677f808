/*
 * Promotions and holidays that are over are measured, a slice of their SKUs with every tick, so
 * that counting never waits; what is measured when the process ends is begun again, for only the
 * end of it is written.
 */
#include "services/forecasting/event_measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "services/forecasting/demand.h"
#include "services/forecasting/event_effects.h"
#include "services/forecasting/events.h"
#include "services/forecasting/forecasts.h"
#include "services/forecasting/store.h"

#define SLICE_ITEMS 200
#define DAYS_BEFORE 56  /* that the expected is made of; see expected_without.c */
#define TEACH_DAYS  400 /* what was over before then teaches nothing: its history may be gone */
#define SPECIAL     1e-6
#define UNITS_STEP  1024.0 /* expected units in such parts, so that sums are exact */

static void
free_it(void *owner, void *what)
{
    (void)owner;
    free(what);
}

static double
in_steps(double units)
{
    return floor(units * UNITS_STEP + 0.5) / UNITS_STEP;
}

/* --- one SKU ---------------------------------------------------------------------------------- */

/* The weeks before count as far as they were plain days; both without what else was on. */
static struct lift_evidence
measure_item(struct arena *arena, const struct memory *memory, const struct item *item,
             int32_t from_day, int32_t to_day)
{
    const struct measuring *m = &memory->events.measuring;
    const struct place *network = memory_find_place(item, NULL);
    const int32_t known_from = network == NULL ? DAY_OPEN : place_first_day(network);
    const int32_t first = known_from > from_day - DAYS_BEFORE ? known_from : from_day - DAYS_BEFORE;
    struct lift_evidence evidence = {0};
    double expected = 0;

    if (first >= from_day)
        return evidence;
    const int32_t days = to_day - first + 1;
    double *values = arena_take(arena, (size_t)days * sizeof *values);
    const struct effects others =
        event_effects_but(memory, item, first, days, m->promotion, m->holiday, arena);
    for (int32_t i = 0; i < days; i++) {
        const double factor = effects_of_day(&others, first + i);
        values[i] = place_units(network, first + i);
        if (first + i >= from_day)
            evidence.sold += values[i] / factor;
        else if (fabs(factor - 1) > SPECIAL)
            values[i] = NAN;
    }
    evidence.sold = in_steps(evidence.sold);
    if (expected_without(values, days, first, from_day, to_day - from_day + 1, &expected))
        evidence.expected = in_steps(expected);
    return evidence;
}

/* A promotion of one channel: what the others sold is not its doing. */
static struct lift_evidence
of_channel(const struct memory *memory, const struct promotion *promotion, const struct item *item,
           struct lift_evidence evidence)
{
    const double share = event_channel_share(memory, promotion, item);
    const double others = (1 - share) * evidence.expected;

    evidence.sold = evidence.sold > others ? in_steps(evidence.sold - others) : 0;
    evidence.expected = in_steps(evidence.expected * share);
    return evidence;
}

/* --- begin ------------------------------------------------------------------------------------ */

static int
by_item_id(const void *a, const void *b)
{
    const struct learnt *x = a, *y = b;
    return (x->item->id > y->item->id) - (x->item->id < y->item->id);
}

static bool
is_meant(const struct promotion *promotion, const struct item *item)
{
    return promotion == NULL ||
           (promotion->item_count == 0 && strcmp(promotion->category, item->facts.category) == 0);
}

static void
begin(struct turn *turn, struct promotion *promotion, const struct holiday *holiday)
{
    struct memory *memory = turn_state(turn);
    struct measuring *m = &memory->events.measuring;
    const size_t most = promotion != NULL && promotion->item_count > 0 ? promotion->item_count
                                                                       : map_count(memory->items);
    struct learnt *list = calloc(most + 1, sizeof *list);
    uint32_t count = 0;

    assert(list != NULL);
    journal_note(turn_journal(turn), free_it, NULL, NULL, list);
    if (promotion != NULL && promotion->item_count > 0)
        for (; count < promotion->item_count; count++)
            list[count].item = promotion->items[count];
    else
        for (struct item *item = memory->first_item; item != NULL; item = item->next)
            if (is_meant(promotion, item))
                list[count++].item = item;
    qsort(list, count, sizeof *list, by_item_id);
    journal_keep(turn_journal(turn), m, sizeof *m);
    *m = (struct measuring){.list = list, .count = count, .promotion = promotion};
    if (holiday != NULL) {
        m->holiday = holiday->name;
        m->day = holiday->day;
    }
}

static bool
is_over(const struct memory *memory, int32_t to_day)
{
    return to_day < memory->planning_day && to_day >= memory->planning_day - TEACH_DAYS;
}

/* The one that ended first; of several the least id, so that it is always the same. */
static struct promotion *
next_promotion(const struct memory *memory)
{
    struct promotion *next = NULL;
    size_t at = 0;

    for (struct promotion *p; (p = map_next(memory->events.promotions, &at)) != NULL;)
        if (!p->measured && is_over(memory, p->to_day) &&
            (next == NULL || p->to_day < next->to_day ||
             (p->to_day == next->to_day && strcmp(map_text_of(p), map_text_of(next)) < 0)))
            next = p;
    return next;
}

static const struct holiday *
next_holiday(const struct memory *memory)
{
    const struct events *events = &memory->events;

    for (uint32_t i = events_first_holiday(events, memory->planning_day - TEACH_DAYS);
         i < events->holiday_count && is_over(memory, events->holidays[i].day); i++)
        if (!events_holiday_is_known(events, &events->holidays[i]))
            return &events->holidays[i];
    return NULL;
}

/* --- end -------------------------------------------------------------------------------------- */

static void
end_promotion(struct turn *turn, struct promotion *promotion, struct learnt *list, uint32_t count)
{
    struct memory *memory = turn_state(turn);
    uint32_t known = 0;

    for (uint32_t i = 0; i < count; i++)
        if (list[i].evidence.expected > 0)
            list[known++] = list[i];
    events_learn_promotion(&memory->events, turn_journal(turn), promotion, list, known);
    stage_promotion_measured(turn, promotion);
    for (uint32_t i = 0; i < count; i++)
        forecasts_refit(turn, list[i].item);
    events_refit_learners(turn);
}

static int
by_category(const void *a, const void *b)
{
    const struct learnt *x = a, *y = b;
    const int order = strcmp(x->item->facts.category, y->item->facts.category);
    return order != 0 ? order : by_item_id(a, b);
}

static void
learn_holiday(struct turn *turn, const char *name, int32_t day, const char *category,
              const struct lift_evidence *sum)
{
    struct memory *memory = turn_state(turn);

    events_learn_holiday(&memory->events, turn_journal(turn), name, day, category, sum);
    stage_holiday_effect(turn, name, day, category, sum);
}

static void
end_holiday(struct turn *turn, const char *name, int32_t day, struct learnt *list, uint32_t count)
{
    struct lift_evidence all = {0}, sum = {0};

    qsort(list, count, sizeof *list, by_category);
    for (uint32_t i = 0; i < count; i++) {
        const char *category = list[i].item->facts.category;
        if (list[i].evidence.expected > 0) {
            sum.sold += list[i].evidence.sold;
            sum.expected += list[i].evidence.expected;
        }
        if (i + 1 < count && strcmp(category, list[i + 1].item->facts.category) == 0)
            continue;
        all.sold += sum.sold;
        all.expected += sum.expected;
        if (category[0] != '\0' && sum.expected > 0)
            learn_holiday(turn, name, day, category, &sum);
        sum = (struct lift_evidence){0};
    }
    learn_holiday(turn, name, day, "", &all);
    for (uint32_t i = 0; i < count; i++)
        forecasts_refit(turn, list[i].item);
}

static void
end(struct turn *turn)
{
    struct memory *memory = turn_state(turn);
    const struct measuring done = memory->events.measuring;

    journal_keep(turn_journal(turn), &memory->events.measuring, sizeof done);
    memory->events.measuring = (struct measuring){0};
    if (done.promotion != NULL) {
        end_promotion(turn, done.promotion, done.list, done.count);
        return;
    }
    end_holiday(turn, done.holiday, done.day, done.list, done.count);
    journal_note(turn_journal(turn), NULL, free_it, NULL, done.list);
}

static void
measure_slice(struct turn *turn)
{
    struct memory *memory = turn_state(turn);
    struct measuring *m = &memory->events.measuring;
    const int32_t from_day = m->promotion != NULL ? m->promotion->from_day : m->day;
    const int32_t to_day = m->promotion != NULL ? m->promotion->to_day : m->day;

    journal_keep(turn_journal(turn), &m->at, sizeof m->at);
    for (int i = 0; i < SLICE_ITEMS && m->at < m->count; i++, m->at++) {
        struct learnt *learnt = &m->list[m->at];
        const size_t mark = arena_mark(turn_arena(turn));
        learnt->evidence = measure_item(turn_arena(turn), memory, learnt->item, from_day, to_day);
        if (m->promotion != NULL)
            learnt->evidence = of_channel(memory, m->promotion, learnt->item, learnt->evidence);
        arena_reset(turn_arena(turn), mark);
    }
    if (m->at == m->count)
        end(turn);
}

void
on_events_tick(struct turn *turn, const struct input *input)
{
    struct memory *memory = turn_state(turn);

    (void)input;
    if (!demand_is_caught_up(turn) || memory->planning_day < 0)
        return;
    if (memory->events.measuring.list == NULL) {
        struct promotion *promotion = next_promotion(memory);
        const struct holiday *holiday = promotion == NULL ? next_holiday(memory) : NULL;
        if (promotion == NULL && holiday == NULL)
            return;
        begin(turn, promotion, holiday);
    }
    measure_slice(turn);
}
