/*
 * Counting who asks; see mix.h.
 */
#include "services/forecasting/mix.h"

#include <string.h>

#include "services/forecasting/core/plan/plan.h"
#include "services/forecasting/demand.h"
#include "services/forecasting/store.h"

#define PART_BYTES_MAX 64
#define WEEK_FOLDS     6 /* a week's row changes for days: it waits longer than a day's */

static const struct outlet *
outlet_for(struct turn *turn, const char *channel, const char *region, const char *currency)
{
    struct memory *memory = turn_state(turn);
    struct journal *journal = turn_journal(turn);
    const struct outlet *found = mix_find_outlet(&memory->mix, channel, region, currency);

    if (found != NULL)
        return found;
    const struct outlet outlet = {
        .channel = memory_text(memory, journal, channel),
        .region = memory_text(memory, journal, region),
        .currency = memory_text(memory, journal, currency),
    };
    found = mix_add_outlet(&memory->mix, journal, &outlet);
    stage_outlet(turn, found);
    return found;
}

static const char *
part(const char *text)
{
    return strlen(text) <= PART_BYTES_MAX ? text : "";
}

/* Of a week below memory's floor: straight onto the rows. */
static void
count_line(struct turn *turn, const struct item *item, int32_t day, const struct mix_added *added)
{
    struct memory *memory = turn_state(turn);
    const int32_t monday = week_of_day(day);

    if (monday < memory->mix.floor_week) {
        stage_old_mix(turn, item->id, day, added);
        return;
    }
    mix_add_week(&memory->mix, turn_journal(turn), item->id, monday, added);
    mix_add_day(&memory->mix, turn_journal(turn), day, added);
    stage_mix(turn, item->id, day, added);
}

void
mix_count(struct turn *turn, const struct demand_heard *heard, int32_t day, const char *channel)
{
    const struct memory *memory = turn_state(turn);
    const struct outlet *outlet =
        outlet_for(turn, part(channel), part(heard->region), part(heard->currency));

    for (size_t i = 0; i < heard->count; i++) {
        const struct mix_added added = {
            .outlet_id = outlet->id,
            .units = heard->lines[i].units,
            .value_minor = heard->lines[i].value_minor,
            .entry_id = memory->mix.last_entry_id + 1,
            .at_us = turn_now_us(turn),
        };
        count_line(turn, demand_item_for(turn, heard->lines[i].sku), day, &added);
    }
}

static bool
is_due(const struct mix_queue *queue, int64_t until_us)
{
    return queue->first != NULL && queue->first->since_us <= until_us;
}

/* Rows are written some seconds after their first change, with all that came meanwhile. */
void
on_mix_tick(struct turn *turn, const struct input *input)
{
    const struct memory *memory = turn_state(turn);
    const int64_t wait_us = service_setting("CROSSDOCK_FOLD_MS") * 1000;
    const int64_t days_until_us = turn_now_us(turn) - wait_us;
    const int64_t weeks_until_us = turn_now_us(turn) - WEEK_FOLDS * wait_us;

    (void)input;
    if (is_due(&memory->mix.unfolded_days, days_until_us) ||
        is_due(&memory->mix.unfolded_weeks, weeks_until_us))
        store_fold_mix(turn, days_until_us, weeks_until_us);
}
