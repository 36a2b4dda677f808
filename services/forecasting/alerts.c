/*
 * Alerts: looked for, listed, acknowledged; see alerts.h.
 */
#include "services/forecasting/alerts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "services/forecasting/alert_words.h"
#include "services/forecasting/inbound.h"
#include "services/forecasting/stock_seen.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_alerts.h"
#include "services/forecasting/wire_check.h"

/* --- looking --------------------------------------------------------------------------------- */

static void
say(struct turn *turn, const struct alert *alert)
{
    const char *sku = map_text_of(alert->place->item);

    turn_say(turn, sku, place_code(alert->place), write_demand_alert(turn_arena(turn), alert));
    stage_alert(turn, alert);
}

static void
raise_alert(struct turn *turn, struct place *place, enum alert_kind kind,
            const struct alert_reading *reading, const struct alert_scene *scene)
{
    struct memory *memory = turn_state(turn);
    struct alert alert = {
        .kind = kind,
        .place = place,
        .day = scene->day,
        .value = reading->value,
        .raised_at = reading->raised_at,
        .ended_at = reading->ended_at,
        .stock_out_day = reading->out_in > 0 ? scene->day + reading->out_in : 0,
    };

    alert_evidence(&alert, scene);
    say(turn, alert_add(memory, turn_journal(turn), &alert));
}

/* True when it was raised. */
static bool
judge(struct turn *turn, struct place *place, enum alert_kind kind,
      const struct alert_reading *reading, const struct alert_scene *scene)
{
    struct alert *lasting = alert_lasting(place, kind);

    switch (alert_verdict(reading, lasting != NULL)) {
    case ALERT_STAYS:
        return false;
    case ALERT_RAISED:
        raise_alert(turn, place, kind, reading, scene);
        return true;
    case ALERT_ENDED:
        alert_end(turn_state(turn), turn_journal(turn), lasting,
                  scene->day > lasting->day ? scene->day : lasting->day);
        say(turn, lasting);
        return false;
    }
    WRONG("a verdict that is none");
}

bool
alerts_look_at_day(struct turn *turn, struct place *place, const struct day_seen *seen)
{
    const struct alert_scene scene = {
        .day = seen->day, .expected = seen->mean, .watch = seen->watch};
    const struct alert_reading spike = spike_reading(seen->mean, seen->variance, seen->actual);
    const struct alert_reading slow_down = slow_down_reading(seen->watch);
    const struct alert_reading shift_up = shift_up_reading(seen->watch);
    const struct alert_reading bias = bias_reading(seen->watch, place->item->class[0]);

    judge(turn, place, ALERT_SPIKE, &spike, &scene);
    const bool slower = judge(turn, place, ALERT_SLOW_DOWN, &slow_down, &scene);
    const bool faster = judge(turn, place, ALERT_SHIFT_UP, &shift_up, &scene);
    const bool biased = judge(turn, place, ALERT_BIAS, &bias, &scene);
    return slower || faster || biased;
}

/* The purchase for this place that is overdue the longest; NULL: none is. */
static const struct inbound_document *
most_overdue(const struct place *place, int32_t day, int32_t *days)
{
    const struct inbound_document *most = NULL;

    *days = 0;
    for (const struct inbound_line *line = place->coming; line != NULL; line = line->next_coming) {
        const struct inbound_document *document = line->document;
        if (document->kind != INBOUND_PURCHASE_ORDER || document->due_at_us <= 0 ||
            inbound_open(line) == 0)
            continue;
        const int32_t overdue = day - (int32_t)(document->due_at_us / DAY_US);
        if (overdue > *days) {
            *days = overdue;
            most = document;
        }
    }
    return most;
}

static void
look_at_purchases(struct turn *turn, struct place *place, const struct planning_terms *terms)
{
    const struct memory *memory = turn_state(turn);
    struct alert_scene scene = {.day = memory->planning_day};
    int32_t days;

    if (place->coming == NULL && alert_lasting(place, ALERT_SUPPLIER_LATE) == NULL)
        return;
    const struct inbound_document *late = most_overdue(place, memory->planning_day, &days);
    if (late != NULL) {
        scene.number = late->number;
        scene.supplier = late->supplier;
    }
    const struct alert_reading reading =
        supplier_late_reading(days, terms->stock.lead_time_sd_days);
    judge(turn, place, ALERT_SUPPLIER_LATE, &reading, &scene);
}

static void
look_at_stock(struct turn *turn, struct place *place, const struct stock_seen *seen)
{
    const struct memory *memory = turn_state(turn);
    const struct stock_health health = stock_health(seen);
    const struct alert_scene scene = {
        .day = memory->planning_day,
        .expected = seen->demand.per_day,
        .on_hand = seen->on_hand,
        .waiting = seen->waiting,
        .days_of_supply = health.days_of_supply,
    };
    const struct alert_reading out = stock_out_reading(seen, &health);
    const struct alert_reading over = overstock_reading(seen);

    judge(turn, place, ALERT_STOCK_OUT, &out, &scene);
    judge(turn, place, ALERT_OVERSTOCK, &over, &scene);
}

void
alerts_look_at(struct turn *turn, struct item *item)
{
    struct place *network = memory_place_for(turn_journal(turn), item, NULL);
    size_t count;
    const struct place_need *needs =
        levels_of_item(turn_state(turn), item, turn_arena(turn), &count);
    const struct stock_seen all = stock_seen_of_network(turn, item, needs, count);

    look_at_stock(turn, network, &all);
    for (size_t i = 0; i < count; i++) {
        const struct stock_seen seen = stock_seen_of(turn, &needs[i]);
        look_at_stock(turn, needs[i].place, &seen);
        look_at_purchases(turn, needs[i].place, &needs[i].terms);
    }
}

/* --- asked ----------------------------------------------------------------------------------- */

static bool
is_asked(const struct alerts_asked *asked, const struct alert *alert)
{
    if (!asked->kinds[alert->kind])
        return false;
    if (!asked->ended && (alert->ended_day != 0 || alert->acknowledged_by[0] != '\0'))
        return false;
    return (asked->item == NULL || alert->place->item == asked->item) &&
           (asked->location[0] == '\0' || alert->place->location == asked->place);
}

static int
newest_first(const void *a, const void *b)
{
    const struct alert *const *left = a, *const *right = b;

    return ((*left)->id < (*right)->id) - ((*left)->id > (*right)->id);
}

/* GetAlerts -> those that last and nobody has seen, or all that are remembered */
void
on_get_alerts(struct turn *turn, const struct input *input)
{
    const struct memory *memory = turn_state(turn);
    struct alerts_asked asked = *(const struct alerts_asked *)input->message;
    const struct alert **found =
        arena_take(turn_arena(turn), (map_count(memory->alerts) + 1) * sizeof *found);
    size_t count = 0, at = 0;

    asked.item = memory_find_item(memory, asked.sku);
    asked.place = memory_find_location(memory, asked.location);
    const bool nobody = (asked.sku[0] != '\0' && asked.item == NULL) ||
                        (asked.location[0] != '\0' && asked.place == NULL);
    for (const struct alert *alert; !nobody && (alert = map_next(memory->alerts, &at)) != NULL;)
        if (is_asked(&asked, alert))
            found[count++] = alert;
    qsort(found, count, sizeof *found, newest_first);
    turn_accept(turn, write_alerts_view(turn_arena(turn), found, count, asked.limit));
}

/* By whom, or "": by nobody. All or nothing. */
static void
mark_seen(struct turn *turn, const struct alerts_seen *seen, const char *by)
{
    Crossdock__Envelope__V1__Done done = CROSSDOCK__ENVELOPE__V1__DONE__INIT;

    for (size_t i = 0; i < seen->count; i++) {
        const struct alert *alert = alert_find(turn_state(turn), seen->ids[i]);
        if (alert == NULL || alert->ended_day != 0) {
            turn_not_found(turn, arena_format(turn_arena(turn), "alert_ids[%zu]", i),
                           "ALERT_UNKNOWN: there is none, or it has ended");
            return;
        }
    }
    for (size_t i = 0; i < seen->count; i++) {
        struct alert *alert = alert_find(turn_state(turn), seen->ids[i]);
        journal_keep(turn_journal(turn), alert, sizeof *alert);
        snprintf(alert->acknowledged_by, sizeof alert->acknowledged_by, "%s", by);
        snprintf(alert->note, sizeof alert->note, "%s", seen->note);
        stage_alert(turn, alert);
    }
    done.count = (uint32_t)seen->count;
    turn_accept(turn, &done.base);
}

/* AcknowledgeAlerts -> seen */
void
on_acknowledge_alerts(struct turn *turn, const struct input *input)
{
    mark_seen(turn, input->message, input->from->name);
}

/* ReopenAlerts -> not seen after all */
void
on_reopen_alerts(struct turn *turn, const struct input *input)
{
    mark_seen(turn, input->message, "");
}
