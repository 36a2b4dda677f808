/*
 * Forecasts and what is asked of them; see wire_forecast.h.
 */
#include "services/forecasting/wire_forecast.h"

#include "crossdock/forecasting/v1/forecasting.pb-c.h"
#include "services/forecasting/event_effects.h"
#include "services/forecasting/terms.h"
#include "services/forecasting/wire_replenishment.h"

#define VIEW_DAYS_MAX  400
#define AHEAD_DAYS_MAX 365
#define LOWER          0.05
#define UPPER          0.95

typedef Crossdock__Forecasting__V1__ForecastView forecast_view;

const void *
read_get_forecast(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__GetForecast *get = (const void *)message;

    if (!wire_is_sku(get->sku))
        return wire_refuse(refusal, "sku: 1 to 64 bytes");
    if (get->days < 0 || get->days > AHEAD_DAYS_MAX)
        return wire_refuse(refusal, "days: 0 to 365");
    struct forecast_asked *asked = arena_take(arena, sizeof *asked);
    asked->sku = get->sku;
    asked->location = get->location;
    asked->days = get->days;
    return asked;
}

static char *
one_letter(struct arena *arena, char letter)
{
    return arena_text(arena, (const char[]){letter, '\0'});
}

static Crossdock__Forecasting__V1__Forecast *
write_forecast(struct arena *arena, const struct place *place)
{
    Crossdock__Forecasting__V1__Forecast *out = arena_take(arena, sizeof *out);
    const struct outlook_said *said = &place->said;

    crossdock__forecasting__v1__forecast__init(out);
    out->sku = arena_text(arena, map_text_of(place->item));
    out->location = arena_text(arena, place_code(place));
    out->day = said->day;
    out->horizon_days = said->horizon_days;
    out->mean_per_day = said->mean_per_day;
    out->mean = said->mean;
    out->lower = (double)said->lower;
    out->upper = (double)said->upper;
    out->history_days = said->history_days;
    out->method = arena_text(arena, place->outlook->method);
    out->reason = arena_text(arena, place->outlook->reason);
    out->wape = said->wape;
    out->mase = said->mase;
    out->bias = said->bias;
    out->tracking_signal = said->tracking_signal;
    out->abc = one_letter(arena, place->item->class[0]);
    out->xyz = one_letter(arena, place->item->class[1]);
    return out;
}

const ProtobufCMessage *
write_forecast_published(struct arena *arena, const struct place *place)
{
    Crossdock__Forecasting__V1__ForecastPublished *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__forecast_published__init(out);
    out->forecast = write_forecast(arena, place);
    return &out->base;
}

/* --- the view -------------------------------------------------------------------------------- */

static double
was_expected(const struct place *place, int32_t day)
{
    const double expected = place->outlook == NULL ? -1 : outlook_was_expected(place->outlook, day);

    return expected > 0 ? expected * place->share : 0;
}

/* A day that says something: nothing was asked for on the others. */
static bool
is_shown(const struct place *place, int32_t day)
{
    return place_units(place, day) != 0 || was_expected(place, day) > 0 ||
           place_was_sold_out(place, day);
}

static void
write_history(struct arena *arena, forecast_view *view, const struct place *place)
{
    const int32_t end = place->first_day + (int32_t)place->day_count;
    int32_t first = end;

    for (uint32_t days = 0; first > place->first_day && days < VIEW_DAYS_MAX;)
        days += is_shown(place, --first);
    view->history = arena_take(arena, VIEW_DAYS_MAX * sizeof view->history[0]);
    for (int32_t day = first; day < end; day++) {
        if (!is_shown(place, day))
            continue;
        Crossdock__Forecasting__V1__DemandDay *out = arena_take(arena, sizeof *out);
        crossdock__forecasting__v1__demand_day__init(out);
        out->day = day;
        out->units = place_units(place, day);
        out->censored = place_was_sold_out(place, day);
        out->expected = was_expected(place, day);
        view->history[view->n_history++] = out;
    }
}

static void
write_days(struct arena *arena, forecast_view *view, const struct memory *memory,
           const struct place *place, int32_t days)
{
    const struct outlook *outlook = place->outlook;
    const int32_t from = outlook->now.day + 1;
    const struct effects effects =
        event_effects(memory, place->item, place_location_id(place), from, days, arena);

    view->days = arena_take(arena, (size_t)days * sizeof view->days[0]);
    for (int32_t day = from; day < from + days; day++) {
        const double factor = effects.count > 0 ? effects_of_day(&effects, day) : 1;
        Crossdock__Forecasting__V1__ForecastDay *out = arena_take(arena, sizeof *out);
        crossdock__forecasting__v1__forecast_day__init(out);
        out->day = day;
        out->mean = outlook_expected(outlook, day, factor) * place->share;
        out->lower = (double)outlook_day_quantile(outlook, out->mean, LOWER);
        out->upper = (double)outlook_day_quantile(outlook, out->mean, UPPER);
        view->days[view->n_days++] = out;
    }
    view->n_drivers = event_sentences(memory, place->item, place_location_id(place), from, days,
                                      arena, &view->drivers);
}

static Crossdock__Forecasting__V1__StockLevels *
write_levels(struct arena *arena, const struct memory *memory, const struct place *place)
{
    Crossdock__Forecasting__V1__StockLevels *out = arena_take(arena, sizeof *out);
    const struct stock_levels *levels = &place->said.levels;
    const struct planning_terms terms = terms_of(memory, place->item, place->location);

    crossdock__forecasting__v1__stock_levels__init(out);
    out->safety_stock = levels->safety_stock;
    out->reorder_point = levels->reorder_point;
    out->order_up_to = levels->order_up_to;
    out->order_quantity = levels->order_quantity;
    out->service_level = terms.stock.service_level;
    out->lead_time_days = terms.stock.lead_time_days;
    out->lead_time_sd_days = terms.stock.lead_time_sd_days;
    out->receipts = (uint32_t)terms.lead_time.receipts;
    out->policy = arena_text(arena, review_rule_says(terms.stock.rule));
    return out;
}

const ProtobufCMessage *
write_forecast_view(struct arena *arena, const struct memory *memory,
                    const struct forecast_asked *asked, const struct place *place)
{
    forecast_view *view = arena_take(arena, sizeof *view);

    crossdock__forecasting__v1__forecast_view__init(view);
    if (place == NULL)
        return &view->base;
    write_history(arena, view, place);
    const struct proposal *urgent = proposal_most_urgent(place->item);
    if (urgent != NULL)
        view->proposal = replenishment_message(arena, urgent);
    if (place->outlook == NULL || place->item->planning_day < 0)
        return &view->base;
    view->forecast = write_forecast(arena, place);
    view->levels = write_levels(arena, memory, place);
    if (asked->days > 0)
        write_days(arena, view, memory, place, asked->days);
    return &view->base;
}
