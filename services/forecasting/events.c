/*
 * Promotions, holidays and analogues come and go; see events.h. Whatever they concern is forecast
 * again.
 */
#include "services/forecasting/events.h"

#include <stdlib.h>
#include <string.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "services/forecasting/demand.h"
#include "services/forecasting/forecasts.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_events.h"

static void
accept_done(struct turn *turn, size_t count)
{
    Crossdock__Envelope__V1__Done done = CROSSDOCK__ENVELOPE__V1__DONE__INIT;

    done.count = (uint32_t)count;
    turn_accept(turn, &done.base);
}

/* --- promotions ------------------------------------------------------------------------------- */

static void
refit_concerned(struct turn *turn, const struct promotion *promotion)
{
    const struct memory *memory = turn_state(turn);

    for (uint32_t i = 0; i < promotion->item_count; i++)
        forecasts_refit(turn, promotion->items[i]);
    if (promotion->category[0] == '\0')
        return;
    for (struct item *item = memory->first_item; item != NULL; item = item->next)
        if (strcmp(item->facts.category, promotion->category) == 0)
            forecasts_refit(turn, item);
}

void
events_refit_learners(struct turn *turn)
{
    const struct memory *memory = turn_state(turn);
    size_t at = 0;

    for (const struct promotion *p; (p = map_next(memory->events.promotions, &at)) != NULL;)
        if (p->lift == 0 && !p->measured && p->to_day >= memory->planning_day)
            refit_concerned(turn, p);
}

static void
drop_promotion(struct turn *turn, const char *id, bool cancelled)
{
    struct memory *memory = turn_state(turn);
    struct promotion *promotion = events_find_promotion(&memory->events, id);

    refit_concerned(turn, promotion);
    if (cancelled)
        stage_promotion(turn, promotion, true);
    const bool taught = promotion->learnt_count > 0;
    events_remove_promotion(&memory->events, turn_journal(turn), id);
    if (taught)
        events_refit_learners(turn);
}

static bool
is_same(const struct promotion *is, const struct promotion_told *told)
{
    if (is->from_day != told->from_day || is->to_day != told->to_day || is->lift != told->lift ||
        is->price_change != told->price_change || is->item_count != told->sku_count ||
        strcmp(is->category, told->category) != 0 || strcmp(is->channel, told->channel) != 0 ||
        strcmp(is->note, told->note) != 0)
        return false;
    for (uint32_t i = 0; i < told->sku_count; i++)
        if (strcmp(map_text_of(is->items[i]), told->skus[i]) != 0)
            return false;
    return true;
}

static void
free_it(void *owner, void *what)
{
    (void)owner;
    free(what);
}

static bool
is_among(struct item *const *items, uint32_t count, const struct item *item)
{
    for (uint32_t i = 0; i < count; i++)
        if (items[i] == item)
            return true;
    return false;
}

static void
define_promotion(struct turn *turn, const struct promotion_told *told)
{
    struct memory *memory = turn_state(turn);
    struct journal *journal = turn_journal(turn);
    const struct promotion *is = events_find_promotion(&memory->events, told->id);
    struct promotion promotion = {
        .from_day = told->from_day,
        .to_day = told->to_day,
        .lift = told->lift,
        .price_change = told->price_change,
        .category = memory_text(memory, journal, told->category),
        .channel = memory_text(memory, journal, told->channel),
        .note = memory_text(memory, journal, told->note),
    };

    if (is != NULL && is_same(is, told))
        return;
    if (is != NULL)
        drop_promotion(turn, told->id, false);
    promotion.items = calloc(told->sku_count + 1, sizeof *promotion.items);
    assert(promotion.items != NULL);
    journal_note(journal, free_it, NULL, NULL, promotion.items);
    for (uint32_t i = 0; i < told->sku_count; i++) {
        struct item *item = demand_item_for(turn, told->skus[i]);
        if (!is_among(promotion.items, promotion.item_count, item))
            promotion.items[promotion.item_count++] = item;
    }
    const struct promotion *made =
        events_add_promotion(&memory->events, journal, told->id, &promotion);
    stage_promotion(turn, made, false);
    refit_concerned(turn, made);
}

/* DefinePromotions -> their days are forecast with them */
void
on_define_promotions(struct turn *turn, const struct input *input)
{
    const struct promotions_told *told = input->message;

    for (size_t i = 0; i < told->count; i++)
        define_promotion(turn, &told->list[i]);
    accept_done(turn, told->count);
}

/* CancelPromotion -> its days are forecast without it, and it teaches nothing */
void
on_cancel_promotion(struct turn *turn, const struct input *input)
{
    struct memory *memory = turn_state(turn);
    const char *id = input->message;

    if (events_find_promotion(&memory->events, id) == NULL) {
        turn_not_found(turn, "id",
                       "UNKNOWN_PROMOTION: there is none of this id, or it was cancelled");
        return;
    }
    drop_promotion(turn, id, true);
    accept_done(turn, 1);
}

/* --- holidays, analogues, all of it ----------------------------------------------------------- */

/* DefineHolidays -> everything is forecast again */
void
on_define_holidays(struct turn *turn, const struct input *input)
{
    struct memory *memory = turn_state(turn);
    const struct holidays_told *told = input->message;
    bool changed = false;

    for (size_t i = 0; i < told->count; i++) {
        const struct holiday *holiday = &told->list[i];
        const char *name = memory_text(memory, turn_journal(turn), holiday->name);
        if (!events_set_holiday(&memory->events, turn_journal(turn), holiday->day, holiday->country,
                                name))
            continue;
        stage_holiday(turn, holiday->day, holiday->country, name);
        changed = true;
    }
    for (struct item *item = memory->first_item; changed && item != NULL; item = item->next)
        forecasts_refit(turn, item);
    accept_done(turn, told->count);
}

/* DefineAnalogues -> a forecast without a history */
void
on_define_analogues(struct turn *turn, const struct input *input)
{
    struct memory *memory = turn_state(turn);
    const struct analogues_told *told = input->message;
    struct analogues analogues = {.scale = told->scale, .launch_day = told->launch_day};

    for (uint32_t i = 0; i < told->count; i++) {
        analogues.like[i] = memory_find_item(memory, told->like[i]);
        if (analogues.like[i] == NULL) {
            turn_not_found(turn, arena_format(turn_arena(turn), "like[%u]", i),
                           arena_format(turn_arena(turn), "UNKNOWN_SKU: nothing is known of %.64s",
                                        told->like[i]));
            return;
        }
    }
    analogues.count = told->count;
    struct item *item = demand_item_for(turn, told->sku);
    events_set_analogues(&memory->events, turn_journal(turn), item, &analogues);
    stage_analogues(turn, item, &analogues);
    forecasts_refit(turn, item);
    accept_done(turn, 1);
}

/* GetDemandEvents -> what is known of these days */
void
on_get_demand_events(struct turn *turn, const struct input *input)
{
    const struct memory *memory = turn_state(turn);

    turn_accept(turn, write_demand_events(turn_arena(turn), &memory->events, input->message));
}
