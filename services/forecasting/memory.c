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
    memory->inbound = map_create();
    memory->scarcity = map_create();
    memory->proposals = map_create();
    memory->policies = map_create();
    memory->policy_lists = map_create();
    memory->supplier_terms = map_create();
    memory->item_lead_times = map_create();
    memory->supplier_lead_times = map_create();
    memory->alerts = map_create();
    memory->planning_day = memory->run_day = -1;
    memory->floor_day = INT32_MIN;
}

static void
free_list(struct item *item)
{
    for (struct place *place = item->places, *next; place != NULL; place = next) {
        next = place->next;
        free(place->units);
        free(place->sold_out);
        free(place->outlook);
        free(place);
    }
    for (struct open_day *day = item->open_days, *next; day != NULL; day = next) {
        next = day->next;
        free(day);
    }
}

void
memory_close(struct memory *memory)
{
    size_t at = 0;

    for (struct item *item = memory->first_item; item != NULL; item = item->next)
        free_list(item);
    map_destroy(&memory->items);
    for (struct location *location; (location = map_next(memory->locations, &at)) != NULL;)
        map_destroy(&location->places);
    map_destroy(&memory->locations);
    map_destroy(&memory->texts);
    map_destroy(&memory->inbound);
    map_destroy(&memory->scarcity);
    map_destroy(&memory->proposals);
    map_destroy(&memory->policies);
    map_destroy(&memory->policy_lists);
    map_destroy(&memory->supplier_terms);
    map_destroy(&memory->item_lead_times);
    map_destroy(&memory->supplier_lead_times);
    map_destroy(&memory->alerts);
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
    keep(journal, &memory->first_item, sizeof memory->first_item);
    keep(journal, &memory->last_item, sizeof memory->last_item);
    if (memory->last_item == NULL) {
        memory->first_item = item;
    } else {
        keep(journal, &memory->last_item->next, sizeof memory->last_item->next);
        memory->last_item->next = item;
    }
    memory->last_item = item;
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

static void
destroy_places(void *owner, void *what)
{
    struct map *places = what;

    (void)owner;
    map_destroy(&places);
}

struct location *
memory_add_location(struct memory *memory, struct journal *journal, const char *code)
{
    const size_t count = map_count(memory->locations);

    assert(count < INT32_MAX);
    struct location *location = map_add_text(memory->locations, journal, code, sizeof *location);
    location->id = (int32_t)count + 1;
    location->country = "";
    location->places = map_create();
    if (journal != NULL)
        journal_note(journal, destroy_places, NULL, NULL, location->places);
    return location;
}

/* --- places --------------------------------------------------------------------------------- */

/* An item's places stand in a list, the network first. Orders ask for one of many near a location:
 * each location knows its own. */
struct place_at {
    struct place *place;
};

struct place *
memory_find_place(const struct item *item, const struct location *location)
{
    struct place *first = item->places;

    if (location == NULL)
        return first != NULL && first->location == NULL ? first : NULL;
    const struct place_at *at = map_find(location->places, item->id);
    return at == NULL ? NULL : at->place;
}

struct place *
memory_place_for(struct journal *journal, struct item *item, struct location *location)
{
    struct place *place = memory_find_place(item, location);

    if (place != NULL)
        return place;
    place = take(sizeof *place);
    place->item = item;
    place->location = location;
    place->share = 1;
    place->late_day = DAY_OPEN;
    note_new(journal, place);
    struct place **at = &item->places;
    if (location != NULL) /* the network stays first */
        while (*at != NULL && place_location_id(*at) < location->id)
            at = &(*at)->next;
    keep(journal, at, sizeof *at);
    place->next = *at;
    *at = place;
    if (location != NULL) {
        struct place_at *here = map_add(location->places, journal, item->id, sizeof *here);
        here->place = place;
    }
    return place;
}

int32_t
place_location_id(const struct place *place)
{
    return place->location == NULL ? NETWORK : place->location->id;
}

const char *
place_code(const struct place *place)
{
    return place->location == NULL ? "" : map_text_of(place->location);
}

int32_t
place_units(const struct place *place, int32_t day)
{
    const int64_t at = (int64_t)day - place->first_day;

    return at < 0 || at >= place->day_count ? 0 : place->units[at];
}

int32_t
place_first_day(const struct place *place)
{
    for (uint32_t i = 0; i < place->day_count; i++)
        if (place->units[i] != 0)
            return place->first_day + (int32_t)i;
    return DAY_OPEN;
}

/* Room for this day: to the right nearly always, to the left when a day comes late. What lies
 * below the floor is forgotten on this occasion. */
static void
make_room(const struct memory *memory, struct journal *journal, struct place *place, int32_t day)
{
    const int32_t end = place->first_day + (int32_t)place->day_count;
    int32_t from = place->day_count == 0 || day < place->first_day ? day : place->first_day;
    const int32_t to = place->day_count == 0 || day >= end ? day + 1 : end;

    keep(journal, &place->day_count, sizeof place->day_count);
    if (place->day_count > 0 && from == place->first_day &&
        (uint32_t)(to - from) <= place->day_max) {
        place->day_count = (uint32_t)(to - from);
        return;
    }
    if (from < memory->floor_day && memory->floor_day < to)
        from = memory->floor_day;
    const uint32_t count = (uint32_t)(to - from), max = count + count / 8 + 14;
    int32_t *units = take(max * sizeof *units);
    note_new(journal, units);
    for (int32_t d = from > place->first_day ? from : place->first_day; d < end; d++)
        units[d - from] = place->units[d - place->first_day];
    keep(journal, &place->units, sizeof place->units);
    keep(journal, &place->first_day, sizeof place->first_day);
    keep(journal, &place->day_max, sizeof place->day_max);
    if (place->units != NULL)
        note_old(journal, place->units);
    place->units = units;
    place->first_day = from;
    place->day_count = count;
    place->day_max = max;
}

/* The counter of a day that is not below the floor. */
static int32_t *
counter_of(const struct memory *memory, struct journal *journal, struct place *place, int32_t day)
{
    if (place->day_count == 0 || day < place->first_day ||
        day - place->first_day >= (int32_t)place->day_count)
        make_room(memory, journal, place, day);
    return &place->units[day - place->first_day];
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

struct open_day *
memory_take_open_day(struct memory *memory, struct journal *journal, int64_t until_us)
{
    struct open_day *day =
        (struct open_day *)take_unfolded(journal, &memory->unfolded_days, until_us);

    if (day == NULL)
        return NULL;
    struct open_day **at = &day->item->open_days;
    while (*at != day)
        at = &(*at)->next;
    keep(journal, at, sizeof *at);
    *at = day->next;
    note_old(journal, day);
    return day;
}

struct place *
memory_take_unfolded_place(struct memory *memory, struct journal *journal, int64_t until_us)
{
    return (struct place *)take_unfolded(journal, &memory->unfolded_places, until_us);
}

int64_t
memory_first_needed_entry(const struct memory *memory)
{
    const struct unfolded *day = memory->unfolded_days.first;
    const struct unfolded *place = memory->unfolded_places.first;
    int64_t first = memory->last_entry_id + 1;

    if (day != NULL && day->since.id < first)
        first = day->since.id;
    if (place != NULL && place->since.id < first)
        first = place->since.id;
    return first;
}

/* --- demand and stock ---------------------------------------------------------------------- */

/* A row is folded from memory whole, so no day that waits falls below the floor. */
void
memory_move_day(struct memory *memory, struct journal *journal, int32_t day)
{
    int32_t floor = day - HISTORY_DAYS_MAX + 1;

    keep(journal, &memory->planning_day, sizeof memory->planning_day);
    keep(journal, &memory->floor_day, sizeof memory->floor_day);
    memory->planning_day = day;
    for (const struct unfolded *row = memory->unfolded_days.first; row != NULL; row = row->next) {
        const struct open_day *open = (const struct open_day *)row;
        if (open->day < floor)
            floor = open->day;
    }
    if (floor > memory->floor_day)
        memory->floor_day = floor;
}

static struct open_day *
open_day_for(struct journal *journal, struct item *item, int32_t day)
{
    struct open_day *open = item->open_days;

    while (open != NULL && open->day != day)
        open = open->next;
    if (open != NULL)
        return open;
    open = take(sizeof *open);
    note_new(journal, open);
    open->item = item;
    open->day = day;
    open->next = item->open_days;
    keep(journal, &item->open_days, sizeof item->open_days);
    item->open_days = open;
    return open;
}

bool
memory_add_demand(struct memory *memory, struct journal *journal, const struct entry *entry,
                  struct place *place, int32_t day, int64_t units)
{
    assert(day >= memory->floor_day);
    int32_t *counter = counter_of(memory, journal, place, day);

    if (units > INT32_MAX - *counter)
        return false;
    keep(journal, counter, sizeof *counter);
    *counter += (int32_t)units;
    wait_for_fold(journal, &memory->unfolded_days,
                  &open_day_for(journal, place->item, day)->unfolded, entry);
    return true;
}

void
memory_load_demand(struct memory *memory, struct place *place, int32_t day, int64_t units)
{
    *counter_of(memory, NULL, place, day) += (int32_t)units;
}

void
memory_add_stock(struct memory *memory, struct journal *journal, const struct entry *entry,
                 struct place *place, int64_t units)
{
    keep(journal, &place->on_hand, sizeof place->on_hand);
    place->on_hand += units;
    wait_for_fold(journal, &memory->unfolded_places, &place->unfolded, entry);
}

void
memory_load_stock(struct place *place, int64_t on_hand, int64_t through)
{
    place->on_hand = on_hand;
    place->through = through;
}

int64_t
item_on_hand(const struct item *item)
{
    int64_t units = 0;

    for (const struct place *place = item->places; place != NULL; place = place->next)
        units += place->on_hand;
    return units;
}

/* --- days without anything to sell ----------------------------------------------------------- */

static struct sold_out *
add_span(struct journal *journal, struct place *place)
{
    keep(journal, &place->sold_out_count, sizeof place->sold_out_count);
    if (place->sold_out_count == place->sold_out_max) {
        struct sold_out *old = place->sold_out;
        const uint32_t max = place->sold_out_max == 0 ? 2 : place->sold_out_max * 2;
        struct sold_out *spans = take(max * sizeof *spans);
        note_new(journal, spans);
        keep(journal, &place->sold_out, sizeof place->sold_out);
        keep(journal, &place->sold_out_max, sizeof place->sold_out_max);
        if (old != NULL) {
            memcpy(spans, old, place->sold_out_count * sizeof *spans);
            note_old(journal, old);
        }
        place->sold_out = spans;
        place->sold_out_max = max;
    }
    return &place->sold_out[place->sold_out_count++];
}

const struct sold_out *
place_mark_sold_out(struct journal *journal, struct place *place, int64_t before, int64_t after,
                    int32_t day)
{
    struct sold_out *last =
        place->sold_out_count > 0 ? &place->sold_out[place->sold_out_count - 1] : NULL;
    const bool open = last != NULL && last->to_day == DAY_OPEN;

    if (after > 0 && open) {
        keep(journal, last, sizeof *last);
        last->to_day = day > last->from_day ? day : last->from_day;
        return last;
    }
    if (before <= 0 || after > 0 || open)
        return NULL;
    if (last != NULL && last->to_day >= day) { /* again on the same day */
        keep(journal, last, sizeof *last);
        last->to_day = DAY_OPEN;
        return last;
    }
    last = add_span(journal, place);
    keep(journal, last, sizeof *last);
    *last = (struct sold_out){.from_day = day, .to_day = DAY_OPEN};
    return last;
}

bool
place_was_sold_out(const struct place *place, int32_t day)
{
    for (uint32_t i = place->sold_out_count; i > 0; i--) {
        const struct sold_out *span = &place->sold_out[i - 1];
        if (span->to_day < day)
            return false;
        if (span->from_day <= day)
            return true;
    }
    return false;
}

void
memory_load_sold_out(struct place *place, const struct sold_out *span)
{
    *add_span(NULL, place) = *span;
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
