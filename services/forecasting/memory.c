/*
 * The state between turns; see memory.h. Arrays grow into new memory, so that a rollback only has
 * to put the old pointer back: the journal frees the one that lost.
 */
#include "services/forecasting/memory.h"

#include <stdlib.h>
#include <string.h>

static void
keep(struct journal *journal, void *memory, size_t bytes)
{
    if (journal != NULL)
        journal_keep(journal, memory, bytes);
}

static void *
take(size_t bytes)
{
    void *memory = calloc(1, bytes);

    assert(memory != NULL);
    return memory;
}

static void
free_it(void *owner, void *what)
{
    (void)owner;
    free(what);
}

/* Allocated in this turn: goes with a rollback. */
static void
note_new(struct journal *journal, void *what)
{
    if (journal != NULL)
        journal_note(journal, free_it, NULL, NULL, what);
}

/* Replaced in this turn: goes with the commit. */
static void
note_old(struct journal *journal, void *what)
{
    if (journal != NULL)
        journal_note(journal, NULL, free_it, NULL, what);
    else
        free(what);
}

void
memory_open(struct memory *memory)
{
    memory->items = map_create();
    memory->locations = map_create();
    memory->texts = map_create();
    memory->planning_day = -1;
    memory->floor_day = INT32_MIN;
}

void
memory_close(struct memory *memory)
{
    size_t at = 0;

    for (struct item *item; (item = map_next(memory->items, &at)) != NULL;) {
        for (uint32_t i = 0; i < item->day_count; i++) {
            free(item->days[i]->locations);
            free(item->days[i]);
        }
        free(item->days);
    }
    map_destroy(&memory->items);
    map_destroy(&memory->locations);
    map_destroy(&memory->texts);
}

struct item *
memory_find_item(const struct memory *memory, const char *sku)
{
    return map_find_text(memory->items, sku);
}

struct item *
memory_add_item(struct memory *memory, struct journal *journal, const char *sku,
                int32_t lead_time_days)
{
    const size_t count = map_count(memory->items);

    assert(count < INT32_MAX);
    struct item *item = map_add_text(memory->items, journal, sku, sizeof *item);
    item->id = (int32_t)count + 1;
    item->lead_time_days = lead_time_days;
    item->planning_day = -1;
    item->facts = (struct item_facts){.category = "", .supplier = "", .currency = ""};
    return item;
}

const char *
memory_text(struct memory *memory, struct journal *journal, const char *text)
{
    const char *entry;

    if (text[0] == '\0')
        return "";
    entry = map_find_text(memory->texts, text);
    return map_text_of(entry != NULL ? entry : map_add_text(memory->texts, journal, text, 1));
}

struct location *
memory_find_location(const struct memory *memory, const char *code)
{
    return map_find_text(memory->locations, code);
}

struct location *
memory_add_location(struct memory *memory, struct journal *journal, const char *code)
{
    const size_t count = map_count(memory->locations);

    assert(count < INT32_MAX);
    struct location *location = map_add_text(memory->locations, journal, code, sizeof *location);
    location->id = (int32_t)count + 1;
    return location;
}

/* Index of the first day that is not before this one. Nearly always the last or after it. */
static uint32_t
find_day(const struct item *item, int32_t day)
{
    uint32_t low = 0, high = item->day_count;

    if (high > 0 && item->days[high - 1]->day < day)
        return high;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (item->days[middle]->day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct day_demand *
insert_day(struct journal *journal, struct item *item, uint32_t at, int32_t day)
{
    struct day_demand *added = take(sizeof *added);

    added->item = item;
    added->day = day;
    note_new(journal, added);

    keep(journal, &item->day_count, sizeof item->day_count);
    if (at < item->day_count || item->day_count == item->day_max) {
        struct day_demand **old = item->days;
        const uint32_t max = item->day_count < 4 ? 4 : item->day_count + item->day_count / 2;
        struct day_demand **days = take(max * sizeof *days);
        keep(journal, &item->days, sizeof item->days);
        keep(journal, &item->day_max, sizeof item->day_max);
        note_new(journal, days);
        if (old != NULL) {
            memcpy(days, old, at * sizeof *days);
            memcpy(days + at + 1, old + at, (item->day_count - at) * sizeof *days);
            note_old(journal, old);
        }
        item->days = days;
        item->day_max = max;
    }
    item->days[at] = added;
    item->day_count++;
    return added;
}

static struct location_units *
units_near(struct journal *journal, struct day_demand *day, int32_t location_id)
{
    for (uint32_t i = 0; i < day->location_count; i++)
        if (day->locations[i].location_id == location_id)
            return &day->locations[i];

    keep(journal, &day->location_count, sizeof day->location_count);
    if (day->location_count == day->location_max) {
        struct location_units *old = day->locations;
        const uint32_t max = day->location_max == 0 ? 4 : day->location_max * 2;
        struct location_units *locations = take(max * sizeof *locations);
        keep(journal, &day->locations, sizeof day->locations);
        keep(journal, &day->location_max, sizeof day->location_max);
        note_new(journal, locations);
        if (old != NULL) {
            memcpy(locations, old, day->location_count * sizeof *locations);
            note_old(journal, old);
        }
        day->locations = locations;
        day->location_max = max;
    }
    day->locations[day->location_count] = (struct location_units){.location_id = location_id};
    return &day->locations[day->location_count++];
}

/* --- what is not folded -------------------------------------------------------------------- */

static void
wait_for_fold(struct journal *journal, struct unfolded_queue *queue, struct unfolded *unfolded,
              const struct entry *entry)
{
    if (unfolded->waits)
        return;
    keep(journal, unfolded, sizeof *unfolded);
    keep(journal, queue, sizeof *queue);
    *unfolded = (struct unfolded){.since = *entry, .waits = true};
    if (queue->first == NULL) {
        queue->first = unfolded;
    } else {
        keep(journal, &queue->last->next, sizeof queue->last->next);
        queue->last->next = unfolded;
    }
    queue->last = unfolded;
    queue->count++;
}

static struct unfolded *
take_unfolded(struct journal *journal, struct unfolded_queue *queue, int64_t until_us)
{
    struct unfolded *unfolded = queue->first;

    if (unfolded == NULL || unfolded->since.at_us > until_us)
        return NULL;
    keep(journal, queue, sizeof *queue);
    keep(journal, &unfolded->waits, sizeof unfolded->waits);
    queue->first = unfolded->next;
    queue->count--;
    unfolded->waits = false;
    return unfolded;
}

struct day_demand *
memory_take_unfolded_day(struct memory *memory, struct journal *journal, int64_t until_us)
{
    return (struct day_demand *)take_unfolded(journal, &memory->unfolded_days, until_us);
}

struct item *
memory_take_unfolded_item(struct memory *memory, struct journal *journal, int64_t until_us)
{
    return (struct item *)take_unfolded(journal, &memory->unfolded_items, until_us);
}

int64_t
memory_first_needed_entry(const struct memory *memory)
{
    const struct unfolded *day = memory->unfolded_days.first;
    const struct unfolded *item = memory->unfolded_items.first;
    int64_t first = memory->last_entry_id + 1;

    if (day != NULL && day->since.id < first)
        first = day->since.id;
    if (item != NULL && item->since.id < first)
        first = item->since.id;
    return first;
}

/* --- demand and stock ---------------------------------------------------------------------- */

static struct day_demand *
day_for(struct journal *journal, struct item *item, int32_t on_day)
{
    const uint32_t at = find_day(item, on_day);

    if (at < item->day_count && item->days[at]->day == on_day)
        return item->days[at];
    return insert_day(journal, item, at, on_day);
}

static void
add_units(struct journal *journal, struct day_demand *day, int32_t location_id, int64_t units)
{
    int64_t *counter =
        location_id == 0 ? &day->units : &units_near(journal, day, location_id)->units;

    keep(journal, counter, sizeof *counter);
    *counter += units;
}

void
memory_add_demand(struct memory *memory, struct journal *journal, const struct entry *entry,
                  struct item *item, int32_t location_id, int32_t on_day, int64_t units)
{
    struct day_demand *day = day_for(journal, item, on_day);

    add_units(journal, day, location_id, units);
    wait_for_fold(journal, &memory->unfolded_days, &day->unfolded, entry);
}

void
memory_load_demand(struct item *item, int32_t location_id, int32_t on_day, int64_t units,
                   int64_t through)
{
    struct day_demand *day = day_for(NULL, item, on_day);

    add_units(NULL, day, location_id, units);
    day->through = through;
}

int64_t
memory_through(struct item *item, int32_t on_day)
{
    return day_for(NULL, item, on_day)->through;
}

void
memory_add_stock(struct memory *memory, struct journal *journal, const struct entry *entry,
                 struct item *item, int64_t units)
{
    keep(journal, &item->on_hand, sizeof item->on_hand);
    item->on_hand += units;
    wait_for_fold(journal, &memory->unfolded_items, &item->unfolded, entry);
}

/* --- dirty items --------------------------------------------------------------------------- */

void
memory_mark_dirty(struct memory *memory, struct journal *journal, struct item *item)
{
    if (item->dirty)
        return;
    keep(journal, &item->dirty, sizeof item->dirty);
    keep(journal, &item->next_dirty, sizeof item->next_dirty);
    keep(journal, &memory->dirty_last, sizeof memory->dirty_last);
    keep(journal, &memory->dirty_count, sizeof memory->dirty_count);
    item->dirty = true;
    item->next_dirty = NULL;
    if (memory->dirty_first == NULL) {
        keep(journal, &memory->dirty_first, sizeof memory->dirty_first);
        memory->dirty_first = item;
    } else {
        keep(journal, &memory->dirty_last->next_dirty, sizeof memory->dirty_last->next_dirty);
        memory->dirty_last->next_dirty = item;
    }
    memory->dirty_last = item;
    memory->dirty_count++;
}

struct item *
memory_take_dirty(struct memory *memory, struct journal *journal)
{
    struct item *item = memory->dirty_first;

    if (item == NULL)
        return NULL;
    keep(journal, &memory->dirty_first, sizeof memory->dirty_first);
    keep(journal, &memory->dirty_count, sizeof memory->dirty_count);
    keep(journal, &item->dirty, sizeof item->dirty);
    memory->dirty_first = item->next_dirty;
    memory->dirty_count--;
    item->dirty = false;
    return item;
}

int64_t
day_units(const struct day_demand *day, int32_t location_id)
{
    if (location_id == 0)
        return day->units;
    for (uint32_t i = 0; i < day->location_count; i++)
        if (day->locations[i].location_id == location_id)
            return day->locations[i].units;
    return 0;
}

struct history
memory_history(const struct memory *memory, const struct item *item, int32_t location_id,
               struct arena *arena, int32_t *last_day)
{
    uint32_t first = 0;

    while (first < item->day_count && day_units(item->days[first], location_id) == 0)
        first++;
    if (first == item->day_count || item->days[first]->day > memory->planning_day)
        return (struct history){0};

    int32_t from = item->days[first]->day;
    *last_day = from < memory->planning_day ? memory->planning_day - 1 : memory->planning_day;
    if (*last_day - from >= HISTORY_DAYS_MAX)
        from = *last_day - HISTORY_DAYS_MAX + 1;

    const size_t days = (size_t)(*last_day - from) + 1;
    double *units = arena_take(arena, days * sizeof *units);
    for (uint32_t i = first; i < item->day_count && item->days[i]->day <= *last_day; i++)
        if (item->days[i]->day >= from)
            units[item->days[i]->day - from] = (double)day_units(item->days[i], location_id);
    return (struct history){.units = units, .days = days};
}
