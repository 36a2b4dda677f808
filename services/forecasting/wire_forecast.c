/*
 * Forecasts and what is asked of them; see wire_forecast.h.
 */
#include "services/forecasting/wire_forecast.h"

#include "crossdock/forecasting/v1/forecasting.pb-c.h"
#include "services/forecasting/wire_replenishment.h"

#define VIEW_DAYS_MAX 400

const void *
read_get_forecast(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__GetForecast *get = (const void *)message;

    if (!wire_is_sku(get->sku))
        return wire_refuse(refusal, "sku: 1 to 64 bytes");
    struct forecast_asked *asked = arena_take(arena, sizeof *asked);
    asked->sku = get->sku;
    asked->location = get->location;
    return asked;
}

static Crossdock__Forecasting__V1__Forecast *
write_forecast(struct arena *arena, const char *sku, const char *location,
               const struct forecast *forecast)
{
    Crossdock__Forecasting__V1__Forecast *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__forecast__init(out);
    out->sku = arena_text(arena, sku);
    out->location = arena_text(arena, location);
    out->day = forecast->day;
    out->horizon_days = forecast->horizon_days;
    out->mean_per_day = forecast->per_day.mean;
    out->mean = forecast->mean;
    out->lower = (double)forecast->lower;
    out->upper = (double)forecast->upper;
    out->method = arena_text(arena, forecast->method);
    out->history_days = forecast->history_days;
    return out;
}

const ProtobufCMessage *
write_forecast_published(struct arena *arena, const char *sku, const struct forecast *forecast)
{
    Crossdock__Forecasting__V1__ForecastPublished *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__forecast_published__init(out);
    out->forecast = write_forecast(arena, sku, "", forecast);
    return &out->base;
}

/* The first of the newest days to show. */
static int32_t
first_shown(const struct place *place)
{
    int32_t day = place->first_day + (int32_t)place->day_count;

    for (uint32_t days = 0; day > place->first_day && days < VIEW_DAYS_MAX;)
        days += place_units(place, --day) != 0;
    return day;
}

static void
write_history(struct arena *arena, Crossdock__Forecasting__V1__ForecastView *view,
              const struct place *place)
{
    const int32_t end = place->first_day + (int32_t)place->day_count;

    view->history = arena_take(arena, VIEW_DAYS_MAX * sizeof view->history[0]);
    for (int32_t day = first_shown(place); day < end; day++) {
        if (place_units(place, day) == 0)
            continue;
        Crossdock__Forecasting__V1__DemandDay *out = arena_take(arena, sizeof *out);
        crossdock__forecasting__v1__demand_day__init(out);
        out->day = day;
        out->units = place_units(place, day);
        out->censored = place_was_sold_out(place, day);
        view->history[view->n_history++] = out;
    }
}

const ProtobufCMessage *
write_forecast_view(struct arena *arena, const struct forecast_asked *asked,
                    const struct forecast *forecast, const struct item *item,
                    const struct place *place)
{
    Crossdock__Forecasting__V1__ForecastView *view = arena_take(arena, sizeof *view);

    crossdock__forecasting__v1__forecast_view__init(view);
    if (forecast != NULL)
        view->forecast = write_forecast(arena, asked->sku, asked->location, forecast);
    if (place != NULL)
        write_history(arena, view, place);
    if (item != NULL) {
        const struct proposal *urgent = proposal_most_urgent(item);
        if (urgent != NULL)
            view->proposal = replenishment_message(arena, urgent);
    }
    return &view->base;
}
