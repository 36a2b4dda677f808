/*
 * What is known beforehand, read and shown; see wire_events.h.
 */
#include "services/forecasting/wire_events.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crossdock/forecasting/v1/forecasting.pb-c.h"

#define LIST_MAX           1000
#define ID_BYTES_MAX       64
#define NAME_BYTES_MAX     64
#define NOTE_BYTES_MAX     200
#define DAY_MAX            2932896 /* 9999-12-31 */
#define PROMOTION_DAYS_MAX 366
#define LIFT_TOLD_MIN      0.1
#define LIFT_TOLD_MAX      20.0
#define PRICE_CHANGE_MAX   10.0
#define SCALE_MIN          0.01
#define SCALE_MAX          100.0

static bool
is_day(int32_t day)
{
    return day >= 0 && day <= DAY_MAX;
}

static bool
is_text(const char *text, size_t bytes_min, size_t bytes_max)
{
    const size_t bytes = strlen(text);
    return bytes >= bytes_min && bytes <= bytes_max;
}

/* --- promotions ------------------------------------------------------------------------------- */

static const char *
wrong_skus(char *const *skus, size_t count)
{
    if (count > LIST_MAX)
        return "skus: at most 1,000";
    for (size_t i = 0; i < count; i++)
        if (!wire_is_sku(skus[i]))
            return "skus: 1 to 64 bytes each";
    return NULL;
}

static const char *
wrong_promotion(const Crossdock__Forecasting__V1__Promotion *in)
{
    if (!is_text(in->id, 1, ID_BYTES_MAX))
        return "id: 1 to 64 bytes";
    if ((in->n_skus > 0) == (in->category[0] != '\0'))
        return "skus or category: one of them";
    if (!is_text(in->category, 0, NAME_BYTES_MAX) || !is_text(in->channel, 0, NAME_BYTES_MAX))
        return "category, channel: at most 64 bytes";
    if (!is_day(in->from_day) || !is_day(in->to_day) || in->to_day < in->from_day)
        return "from_day, to_day: the first and the last day";
    if (in->to_day - in->from_day >= PROMOTION_DAYS_MAX)
        return "to_day: a promotion lasts 366 days at most";
    if (in->lift != 0 && !(in->lift >= LIFT_TOLD_MIN && in->lift <= LIFT_TOLD_MAX))
        return "lift: 0.1 to 20, or 0 to learn it";
    if (!(in->price_change > -1 && in->price_change <= PRICE_CHANGE_MAX))
        return "price_change: above -1 (-0.2 is 20 % off), 10 at most";
    if (!is_text(in->note, 0, NOTE_BYTES_MAX))
        return "note: at most 200 bytes";
    return wrong_skus(in->skus, in->n_skus);
}

const void *
read_define_promotions(struct arena *arena, const ProtobufCMessage *message,
                       struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__DefinePromotions *in = (const void *)message;

    if (in->n_promotions == 0 || in->n_promotions > LIST_MAX)
        return wire_refuse(refusal, "promotions: 1 to 1,000");
    struct promotions_told *out =
        arena_take(arena, sizeof *out + in->n_promotions * sizeof out->list[0]);
    for (size_t i = 0; i < in->n_promotions; i++) {
        const Crossdock__Forecasting__V1__Promotion *from = in->promotions[i];
        const char *wrong = wrong_promotion(from);
        if (wrong != NULL) {
            snprintf(refusal->reason, sizeof refusal->reason, "promotion %zu: %s", i + 1, wrong);
            return NULL;
        }
        out->list[out->count++] = (struct promotion_told){
            .id = from->id,
            .category = from->category,
            .channel = from->channel,
            .note = from->note,
            .skus = from->skus,
            .sku_count = (uint32_t)from->n_skus,
            .from_day = from->from_day,
            .to_day = from->to_day,
            .lift = from->lift,
            .price_change = from->price_change,
        };
    }
    return out;
}

const void *
read_cancel_promotion(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__CancelPromotion *in = (const void *)message;

    (void)arena;
    if (!is_text(in->id, 1, ID_BYTES_MAX))
        return wire_refuse(refusal, "id: 1 to 64 bytes");
    return in->id;
}

/* --- holidays, analogues, days ---------------------------------------------------------------- */

const void *
read_define_holidays(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__DefineHolidays *in = (const void *)message;

    if (in->n_holidays == 0 || in->n_holidays > LIST_MAX)
        return wire_refuse(refusal, "holidays: 1 to 1,000");
    struct holidays_told *out =
        arena_take(arena, sizeof *out + in->n_holidays * sizeof out->list[0]);
    for (size_t i = 0; i < in->n_holidays; i++) {
        const Crossdock__Forecasting__V1__Holiday *from = in->holidays[i];
        struct holiday *to = &out->list[out->count++];
        if (from->country[0] != '\0' && !wire_is_country(from->country))
            return wire_refuse(refusal, "country: two capital letters, or nothing for everywhere");
        if (!is_day(from->day))
            return wire_refuse(refusal, "day: from 1970 to 9999");
        if (!is_text(from->name, 0, NAME_BYTES_MAX) || strchr(from->name, '\n') != NULL)
            return wire_refuse(refusal, "name: one line of at most 64 bytes");
        to->day = from->day;
        to->name = from->name;
        memcpy(to->country, from->country, strlen(from->country));
    }
    return out;
}

const void *
read_define_analogues(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__DefineAnalogues *in = (const void *)message;
    struct analogues_told *out = arena_take(arena, sizeof *out);

    if (!wire_is_sku(in->sku))
        return wire_refuse(refusal, "sku: 1 to 64 bytes");
    if (in->n_like > LAUNCH_ANALOGUES_MAX)
        return wire_refuse(refusal, "like: at most 20 SKUs");
    for (size_t i = 0; i < in->n_like; i++)
        if (!wire_is_sku(in->like[i]) || strcmp(in->like[i], in->sku) == 0)
            return wire_refuse(refusal, "like: other SKUs, of 1 to 64 bytes each");
    if (in->scale != 0 && !(in->scale >= SCALE_MIN && in->scale <= SCALE_MAX))
        return wire_refuse(refusal, "scale: 0.01 to 100");
    if (!is_day(in->launch_day))
        return wire_refuse(refusal, "launch_day: from 1970 to 9999");
    *out = (struct analogues_told){.sku = in->sku,
                                   .like = in->like,
                                   .count = (uint32_t)in->n_like,
                                   .scale = in->scale == 0 ? 1 : in->scale,
                                   .launch_day = in->launch_day};
    return out;
}

const void *
read_get_demand_events(struct arena *arena, const ProtobufCMessage *message,
                       struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__GetDemandEvents *in = (const void *)message;
    struct days_asked *out = arena_take(arena, sizeof *out);

    if (!is_day(in->from_day) || !is_day(in->to_day))
        return wire_refuse(refusal, "from_day, to_day: from 1970 to 9999");
    *out = (struct days_asked){in->from_day, in->to_day == 0 ? DAY_MAX : in->to_day};
    return out;
}

/* --- shown ------------------------------------------------------------------------------------ */

typedef Crossdock__Forecasting__V1__DemandEventsView view_message;

static int
by_day_and_id(const void *a, const void *b)
{
    const struct promotion *x = *(const struct promotion *const *)a;
    const struct promotion *y = *(const struct promotion *const *)b;

    if (x->from_day != y->from_day)
        return x->from_day < y->from_day ? -1 : 1;
    return strcmp(map_text_of(x), map_text_of(y));
}

static Crossdock__Forecasting__V1__Promotion *
write_promotion(struct arena *arena, const struct promotion *promotion)
{
    Crossdock__Forecasting__V1__Promotion *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__promotion__init(out);
    out->id = arena_text(arena, map_text_of(promotion));
    out->skus = arena_take(arena, (promotion->item_count + 1) * sizeof *out->skus);
    for (uint32_t i = 0; i < promotion->item_count; i++)
        out->skus[out->n_skus++] = arena_text(arena, map_text_of(promotion->items[i]));
    out->category = arena_text(arena, promotion->category);
    out->channel = arena_text(arena, promotion->channel);
    out->from_day = promotion->from_day;
    out->to_day = promotion->to_day;
    out->lift = promotion->lift;
    out->price_change = promotion->price_change;
    out->note = arena_text(arena, promotion->note);
    return out;
}

static void
write_lifts(struct arena *arena, view_message *view, const struct promotion *promotion)
{
    for (uint32_t i = 0; i < promotion->learnt_count; i++) {
        const struct learnt *learnt = &promotion->learnt[i];
        Crossdock__Forecasting__V1__LearntLift *out = arena_take(arena, sizeof *out);
        crossdock__forecasting__v1__learnt_lift__init(out);
        out->promotion = arena_text(arena, map_text_of(promotion));
        out->sku = arena_text(arena, map_text_of(learnt->item));
        out->lift = learnt->evidence.sold / learnt->evidence.expected;
        view->lifts[view->n_lifts++] = out;
    }
}

static void
write_promotions(struct arena *arena, view_message *view, const struct events *events,
                 const struct days_asked *asked)
{
    const size_t most = map_count(events->promotions);
    const struct promotion **list = arena_take(arena, (most + 1) * sizeof *list);
    size_t at = 0, count = 0, lifts = 0;

    for (const struct promotion *p; (p = map_next(events->promotions, &at)) != NULL;) {
        if (p->to_day < asked->from_day || p->from_day > asked->to_day)
            continue;
        list[count++] = p;
        lifts += p->learnt_count;
    }
    qsort(list, count, sizeof *list, by_day_and_id);
    view->promotions = arena_take(arena, (count + 1) * sizeof *view->promotions);
    view->lifts = arena_take(arena, (lifts + 1) * sizeof *view->lifts);
    for (size_t i = 0; i < count; i++) {
        view->promotions[view->n_promotions++] = write_promotion(arena, list[i]);
        write_lifts(arena, view, list[i]);
    }
}

const ProtobufCMessage *
write_demand_events(struct arena *arena, const struct events *events,
                    const struct days_asked *asked)
{
    view_message *view = arena_take(arena, sizeof *view);
    const uint32_t first = events_first_holiday(events, asked->from_day);

    crossdock__forecasting__v1__demand_events_view__init(view);
    write_promotions(arena, view, events, asked);
    view->holidays =
        arena_take(arena, (events->holiday_count - first + 1) * sizeof *view->holidays);
    for (uint32_t i = first; i < events->holiday_count; i++) {
        const struct holiday *holiday = &events->holidays[i];
        if (holiday->day > asked->to_day)
            break;
        Crossdock__Forecasting__V1__Holiday *out = arena_take(arena, sizeof *out);
        crossdock__forecasting__v1__holiday__init(out);
        out->country = arena_text(arena, holiday->country);
        out->day = holiday->day;
        out->name = arena_text(arena, holiday->name);
        view->holidays[view->n_holidays++] = out;
    }
    return &view->base;
}
