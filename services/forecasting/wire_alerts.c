/*
 * protobuf <-> alerts; see wire_alerts.h.
 */
#include "services/forecasting/wire_alerts.h"

#include <string.h>

#include "crossdock/forecasting/v1/alert.pb-c.h"

#define LIMIT_DEFAULT    100
#define LIMIT_MAX        10000
#define ACKNOWLEDGED_MAX 1000

const void *
read_get_alerts(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__GetAlerts *get = (const void *)message;
    struct alerts_asked *asked = arena_take(arena, sizeof *asked);

    if (strlen(get->sku) > SKU_BYTES_MAX)
        return wire_refuse(refusal, "sku: at most 64 bytes");
    if (strlen(get->location) > LOCATION_BYTES_MAX)
        return wire_refuse(refusal, "location: at most 32 bytes");
    if (get->limit > LIMIT_MAX)
        return wire_refuse(refusal, "limit: at most 10,000");
    for (int kind = 1; kind < ALERT_KIND_COUNT; kind++)
        asked->kinds[kind] = get->n_kinds == 0;
    for (size_t i = 0; i < get->n_kinds; i++) {
        if ((int)get->kinds[i] <= 0 || (int)get->kinds[i] >= ALERT_KIND_COUNT)
            return wire_refuse(refusal, "kinds: unknown");
        asked->kinds[get->kinds[i]] = true;
    }
    asked->sku = get->sku;
    asked->location = get->location;
    asked->ended = get->ended;
    asked->limit = get->limit > 0 ? get->limit : LIMIT_DEFAULT;
    return asked;
}

static struct alerts_seen *
read_ids(struct arena *arena, const uint64_t *ids, size_t count, struct refusal *refusal)
{
    if (count == 0 || count > ACKNOWLEDGED_MAX)
        return (void)wire_refuse(refusal, "alert_ids: 1 to 1,000"), NULL;
    struct alerts_seen *seen = arena_take(arena, sizeof *seen + count * sizeof seen->ids[0]);
    seen->note = "";
    seen->count = count;
    for (size_t i = 0; i < count; i++)
        seen->ids[i] = (int64_t)(ids[i] & INT64_MAX);
    return seen;
}

const void *
read_acknowledge_alerts(struct arena *arena, const ProtobufCMessage *message,
                        struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__AcknowledgeAlerts *told = (const void *)message;

    if (strlen(told->note) >= ALERT_NOTE_BYTES)
        return wire_refuse(refusal, "note: at most 200 bytes");
    struct alerts_seen *seen = read_ids(arena, told->alert_ids, told->n_alert_ids, refusal);
    if (seen != NULL)
        seen->note = told->note;
    return seen;
}

const void *
read_reopen_alerts(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__ReopenAlerts *told = (const void *)message;

    return read_ids(arena, told->alert_ids, told->n_alert_ids, refusal);
}

/* --- out ------------------------------------------------------------------------------------- */

static Crossdock__Forecasting__V1__DemandAlert *
alert_message(struct arena *arena, const struct alert *alert)
{
    Crossdock__Forecasting__V1__DemandAlert *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__demand_alert__init(out);
    out->alert_id = (uint64_t)alert->id;
    out->kind = (Crossdock__Forecasting__V1__AlertKind)alert->kind;
    out->sku = arena_text(arena, map_text_of(alert->place->item));
    out->location = arena_text(arena, place_code(alert->place));
    out->ended = alert->ended_day != 0;
    out->day = alert->day;
    out->value = alert->value;
    out->raised_at = alert->raised_at;
    out->ended_at = alert->ended_at;
    out->stock_out_day = alert->stock_out_day;
    out->evidence = arena_text(arena, alert->evidence);
    out->ended_day = alert->ended_day;
    out->acknowledged_by = arena_text(arena, alert->acknowledged_by);
    return out;
}

const ProtobufCMessage *
write_demand_alert(struct arena *arena, const struct alert *alert)
{
    return &alert_message(arena, alert)->base;
}

const ProtobufCMessage *
write_alerts_view(struct arena *arena, const struct alert *const *alerts, size_t count,
                  uint32_t limit)
{
    Crossdock__Forecasting__V1__AlertsView *view = arena_take(arena, sizeof *view);

    crossdock__forecasting__v1__alerts_view__init(view);
    view->more = count > limit;
    view->n_alerts = view->more ? limit : count;
    view->alerts = arena_take(arena, (view->n_alerts + 1) * sizeof view->alerts[0]);
    for (size_t i = 0; i < view->n_alerts; i++)
        view->alerts[i] = alert_message(arena, alerts[i]);
    return &view->base;
}
