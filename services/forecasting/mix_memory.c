/*
 * Demand by outlet, between turns; see mix_memory.h.
 */
#include "services/forecasting/mix_memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/check.h"
#include "services/forecasting/blocks.h"

#define KEY_BYTES_MAX 256

void
mix_open(struct mix *mix)
{
    *mix = (struct mix){.outlets = map_create(),
                        .weeks = map_create(),
                        .days = map_create(),
                        .floor_week = INT32_MIN};
}

void
mix_close(struct mix *mix)
{
    size_t at = 0;

    for (struct mix_week *week; (week = map_next(mix->weeks, &at)) != NULL;)
        free(week->cells);
    free(mix->outlet_list);
    map_destroy(&mix->outlets);
    map_destroy(&mix->weeks);
    map_destroy(&mix->days);
}

/* --- outlets ------------------------------------------------------------------------------- */

/* No part holds the separator: it is a control character. */
static const char *
outlet_key(char *key, const char *channel, const char *region, const char *currency)
{
    const int bytes = snprintf(key, KEY_BYTES_MAX, "%s\x1f%s\x1f%s", channel, region, currency);

    assert(bytes < KEY_BYTES_MAX);
    return key;
}

struct outlet *
mix_find_outlet(const struct mix *mix, const char *channel, const char *region,
                const char *currency)
{
    char key[KEY_BYTES_MAX];
    return map_find_text(mix->outlets, outlet_key(key, channel, region, currency));
}

struct outlet *
mix_add_outlet(struct mix *mix, struct journal *journal, const struct outlet *outlet)
{
    char key[KEY_BYTES_MAX];
    struct outlet *added = map_add_text(
        mix->outlets, journal, outlet_key(key, outlet->channel, outlet->region, outlet->currency),
        sizeof *added);

    *added = *outlet;
    block_keep(journal, &mix->outlet_list, sizeof mix->outlet_list);
    block_keep(journal, &mix->outlet_count, sizeof mix->outlet_count);
    block_keep(journal, &mix->outlet_max, sizeof mix->outlet_max);
    mix->outlet_list = block_grown(journal, mix->outlet_list, mix->outlet_count, &mix->outlet_max,
                                   sizeof(struct outlet *));
    mix->outlet_list[mix->outlet_count++] = added;
    added->id = (int32_t)mix->outlet_count;
    return added;
}

const struct outlet *
mix_outlet(const struct mix *mix, int32_t outlet_id)
{
    assert(outlet_id >= 1 && (uint32_t)outlet_id <= mix->outlet_count);
    return mix->outlet_list[outlet_id - 1];
}

/* --- what waits for its fold --------------------------------------------------------------- */

static void
wait_for_fold(struct journal *journal, struct mix_queue *queue, struct mix_wait *wait,
              const struct mix_added *added)
{
    if (wait->waits)
        return;
    block_keep(journal, wait, sizeof *wait);
    block_keep(journal, queue, sizeof *queue);
    *wait = (struct mix_wait){.entry_id = added->entry_id, .since_us = added->at_us, .waits = true};
    if (queue->first == NULL) {
        queue->first = wait;
    } else {
        block_keep(journal, &queue->last->next, sizeof queue->last->next);
        queue->last->next = wait;
    }
    queue->last = wait;
    queue->count++;
}

static struct mix_wait *
take_unfolded(struct journal *journal, struct mix_queue *queue, int64_t until_us)
{
    struct mix_wait *wait = queue->first;

    if (wait == NULL || wait->since_us > until_us)
        return NULL;
    block_keep(journal, queue, sizeof *queue);
    block_keep(journal, &wait->waits, sizeof wait->waits);
    queue->first = wait->next;
    queue->count--;
    wait->waits = false;
    return wait;
}

struct mix_week *
mix_take_unfolded_week(struct mix *mix, struct journal *journal, int64_t until_us)
{
    return (struct mix_week *)take_unfolded(journal, &mix->unfolded_weeks, until_us);
}

struct outlet_day *
mix_take_unfolded_day(struct mix *mix, struct journal *journal, int64_t until_us)
{
    return (struct outlet_day *)take_unfolded(journal, &mix->unfolded_days, until_us);
}

int64_t
mix_first_needed_entry(const struct mix *mix)
{
    const struct mix_wait *const firsts[] = {mix->unfolded_weeks.first, mix->unfolded_days.first};
    int64_t first = mix->last_entry_id + 1;

    for (int i = 0; i < 2; i++)
        if (firsts[i] != NULL && firsts[i]->entry_id < first)
            first = firsts[i]->entry_id;
    return first;
}

/* --- counting ------------------------------------------------------------------------------ */

static int64_t
pair_key(int32_t id, int32_t day)
{
    return (int64_t)(((uint64_t)(uint32_t)id << 32) | (uint32_t)day);
}

static struct mix_week *
week_for(struct mix *mix, struct journal *journal, int32_t item_id, int32_t monday)
{
    struct mix_week *week = map_find(mix->weeks, pair_key(item_id, monday));

    if (week == NULL) {
        week = map_add(mix->weeks, journal, pair_key(item_id, monday), sizeof *week);
        week->item_id = item_id;
        week->monday = monday;
    }
    return week;
}

static struct outlet_day *
day_for(struct mix *mix, struct journal *journal, int32_t outlet_id, int32_t on_day)
{
    struct outlet_day *day = map_find(mix->days, pair_key(outlet_id, on_day));

    if (day == NULL) {
        day = map_add(mix->days, journal, pair_key(outlet_id, on_day), sizeof *day);
        day->outlet_id = outlet_id;
        day->day = on_day;
    }
    return day;
}

static struct mix_cell *
cell_for(struct journal *journal, struct mix_week *week, int32_t outlet_id)
{
    for (uint32_t i = 0; i < week->cell_count; i++)
        if (week->cells[i].outlet_id == outlet_id)
            return &week->cells[i];

    block_keep(journal, &week->cells, sizeof week->cells);
    block_keep(journal, &week->cell_count, sizeof week->cell_count);
    block_keep(journal, &week->cell_max, sizeof week->cell_max);
    week->cells =
        block_grown(journal, week->cells, week->cell_count, &week->cell_max, sizeof *week->cells);
    week->cells[week->cell_count] = (struct mix_cell){.outlet_id = outlet_id};
    return &week->cells[week->cell_count++];
}

void
mix_add_week(struct mix *mix, struct journal *journal, int32_t item_id, int32_t monday,
             const struct mix_added *added)
{
    struct mix_week *week = week_for(mix, journal, item_id, monday);
    struct mix_cell *cell = cell_for(journal, week, added->outlet_id);

    block_keep(journal, cell, sizeof *cell);
    cell->units += added->units;
    cell->value_minor += added->value_minor;
    wait_for_fold(journal, &mix->unfolded_weeks, &week->wait, added);
}

void
mix_add_day(struct mix *mix, struct journal *journal, int32_t on_day, const struct mix_added *added)
{
    struct outlet_day *day = day_for(mix, journal, added->outlet_id, on_day);

    block_keep(journal, &day->units, sizeof day->units);
    block_keep(journal, &day->value_minor, sizeof day->value_minor);
    day->units += added->units;
    day->value_minor += added->value_minor;
    wait_for_fold(journal, &mix->unfolded_days, &day->wait, added);
}

const struct mix_week *
mix_week_of(const struct mix *mix, int32_t item_id, int32_t monday)
{
    return map_find(mix->weeks, pair_key(item_id, monday));
}

const struct outlet_day *
mix_day_of(const struct mix *mix, int32_t outlet_id, int32_t day)
{
    return map_find(mix->days, pair_key(outlet_id, day));
}

/* --- loading ------------------------------------------------------------------------------- */

int64_t
mix_week_through(const struct mix *mix, int32_t item_id, int32_t monday)
{
    const struct mix_week *week = mix_week_of(mix, item_id, monday);
    return week != NULL ? week->through : 0;
}

int64_t
mix_day_through(const struct mix *mix, int32_t outlet_id, int32_t on_day)
{
    const struct outlet_day *day = mix_day_of(mix, outlet_id, on_day);
    return day != NULL ? day->through : 0;
}

void
mix_load_week(struct mix *mix, int32_t item_id, int32_t monday, const struct mix_cell *cells,
              size_t count, int64_t through)
{
    struct mix_week *week = week_for(mix, NULL, item_id, monday);

    week->through = through;
    for (size_t i = 0; i < count; i++) {
        struct mix_cell *cell = cell_for(NULL, week, cells[i].outlet_id);
        cell->units += cells[i].units;
        cell->value_minor += cells[i].value_minor;
    }
}

void
mix_load_day(struct mix *mix, int32_t outlet_id, int32_t on_day, int64_t units, int64_t value_minor,
             int64_t through)
{
    struct outlet_day *day = day_for(mix, NULL, outlet_id, on_day);

    day->units = units;
    day->value_minor = value_minor;
    day->through = through;
}
