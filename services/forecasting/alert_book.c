/*
 * Alerts in memory; see alert_book.h.
 */
#include "services/forecasting/alert_book.h"

struct alert *
alert_find(const struct memory *memory, int64_t id)
{
    return map_find(memory->alerts, id);
}

struct alert *
alert_lasting(const struct place *place, enum alert_kind kind)
{
    struct alert *alert = place->alerts;

    while (alert != NULL && alert->kind != kind)
        alert = alert->next;
    return alert;
}

/* Behind the last of those that ended; the first of too many is forgotten. */
static void
append_ended(struct memory *memory, struct journal *journal, struct alert *alert)
{
    memory_keep(journal, &memory->alerts_ended, sizeof memory->alerts_ended);
    alert->next = NULL;
    if (memory->alerts_ended.first == NULL) {
        memory->alerts_ended.first = alert;
    } else {
        struct alert *last = memory->alerts_ended.last;
        memory_keep(journal, &last->next, sizeof last->next);
        last->next = alert;
    }
    memory->alerts_ended.last = alert;
    if (++memory->alerts_ended.count <= ALERTS_ENDED_MAX)
        return;
    struct alert *oldest = memory->alerts_ended.first;
    memory->alerts_ended.first = oldest->next;
    memory->alerts_ended.count--;
    map_remove(memory->alerts, journal, oldest->id);
}

struct alert *
alert_add(struct memory *memory, struct journal *journal, const struct alert *told)
{
    int64_t id = told->id;

    if (id == 0) {
        memory_keep(journal, &memory->last_alert_id, sizeof memory->last_alert_id);
        id = ++memory->last_alert_id;
    }
    struct alert *alert = map_add(memory->alerts, journal, id, sizeof *alert);
    *alert = *told;
    alert->id = id;
    if (alert->ended_day != 0) {
        append_ended(memory, journal, alert);
        return alert;
    }
    assert(alert_lasting(alert->place, alert->kind) == NULL);
    memory_keep(journal, &alert->place->alerts, sizeof alert->place->alerts);
    alert->next = alert->place->alerts;
    alert->place->alerts = alert;
    return alert;
}

void
alert_end(struct memory *memory, struct journal *journal, struct alert *alert, int32_t day)
{
    struct alert **at = &alert->place->alerts;

    while (*at != alert)
        at = &(*at)->next;
    memory_keep(journal, at, sizeof *at);
    *at = alert->next;
    memory_keep(journal, alert, sizeof *alert);
    alert->ended_day = day;
    append_ended(memory, journal, alert);
}
