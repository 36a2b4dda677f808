/*
 * The state of stock; see health.h. Places are looked at twice: once for how urgent each is, and
 * those that are told once more, so that a look at all of them takes a few bytes for each.
 */
#include "services/forecasting/health.h"

#include <stdlib.h>
#include <string.h>

#include "services/forecasting/inbound.h"
#include "services/forecasting/wire_health.h"

#define DEAD_DAYS 180
#define YEAR_DAYS 365

/* How urgent a place is. */
struct urgency {
    const struct item *item;
    int32_t location_id;
    int32_t rank; /* of its state: less is sooner */
    int32_t days; /* until it is gone */
};

static int
rank_of(enum stock_health_state state)
{
    static const int ranks[] = {
        [HEALTH_OUT] = 0,  [HEALTH_SHORT] = 1,     [HEALTH_REORDER] = 2,
        [HEALTH_AGED] = 3, [HEALTH_OVERSTOCK] = 4, [HEALTH_FINE] = 5,
    };
    return ranks[state];
}

/* Days since it was last asked for, near here or, when nothing ever arose here, at all. */
static int32_t
idle_days(const struct memory *memory, const struct place *place)
{
    const struct place *asked = place->day_count > 0 ? place : memory_find_place(place->item, NULL);
    int32_t day = asked != NULL ? asked->first_day + (int32_t)asked->day_count : 0;

    while (asked != NULL && day > asked->first_day)
        if (place_units(asked, --day) > 0)
            return memory->planning_day > day ? memory->planning_day - day : 0;
    return -1;
}

/* Units asked for in the last days: what left, but for what waits. */
static double
units_in(const struct memory *memory, const struct place *place, int32_t days)
{
    double units = 0;

    for (int32_t day = memory->planning_day - days; day < memory->planning_day; day++)
        units += place_units(place, day);
    return units;
}

static struct health_line
line_of(struct turn *turn, const struct place_need *need)
{
    const struct memory *memory = turn_state(turn);
    const struct place *place = need->place;
    struct stock_seen seen = {
        .on_hand = place->on_hand,
        .waiting = need->waiting,
        .position = need->position,
        .levels = need->levels,
        .demand = need->demand,
        .lead_time_days = need->terms.stock.lead_time_days,
        .idle_days = idle_days(memory, place),
        .shipped_90 = units_in(memory, place, 90),
        .average_90 = place->on_hand > 0 ? (double)place->on_hand : 0,
        .largest_order = need->terms.stock.minimum_units,
    };

    seen.inbound = place_inbound(turn_arena(turn), place, turn_now_us(turn), &seen.inbound_count);
    struct health_line line = {
        .place = place,
        .levels = need->levels,
        .health = stock_health(&seen),
        .per_day = need->demand.per_day,
        .on_order = place_on_order(place) + place_in_transfer(place),
        .position = need->position,
        .unit_cost_minor = need->terms.stock.unit_cost_minor,
        .idle_days = seen.idle_days,
    };
    if (line.health.stock_out_in > 0)
        line.stock_out_day = memory->planning_day + line.health.stock_out_in;
    return line;
}

static bool
is_shown(const struct health_asked *asked, const struct health_line *line)
{
    const enum stock_health_state state = line->health.state;
    const bool idle = line->idle_days < 0 || line->idle_days >= DEAD_DAYS;

    if (asked->location[0] != '\0' && strcmp(place_code(line->place), asked->location) != 0)
        return false;
    switch (asked->show) {
    case SHOW_ALL:
        return true;
    case SHOW_SHORT:
        return state == HEALTH_OUT || state == HEALTH_SHORT;
    case SHOW_OVERSTOCK:
        return state == HEALTH_OVERSTOCK;
    case SHOW_AGED:
        return state == HEALTH_AGED;
    case SHOW_DEAD:
        return line->place->on_hand > 0 && idle;
    }
    WRONG("a way to show that is none");
}

/* --- all of them ---------------------------------------------------------------------------------
 */

struct urgencies {
    struct urgency *list;
    size_t count;
};

static void
look_at(struct turn *turn, const struct health_asked *asked, const struct item *item,
        struct urgencies *found)
{
    const size_t mark = arena_mark(turn_arena(turn));
    size_t count;
    struct place_need *needs = levels_of_item(turn_state(turn), item, turn_arena(turn), &count);

    for (size_t i = 0; i < count; i++) {
        const struct health_line line = line_of(turn, &needs[i]);
        if (!is_shown(asked, &line))
            continue;
        found->list[found->count++] = (struct urgency){
            .item = item,
            .location_id = place_location_id(needs[i].place),
            .rank = rank_of(line.health.state),
            .days = line.health.stock_out_in > 0 ? line.health.stock_out_in : YEAR_DAYS + 1,
        };
    }
    arena_reset(turn_arena(turn), mark);
}

static int
compare(const void *left, const void *right)
{
    const struct urgency *a = left, *b = right;

    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->days != b->days)
        return a->days < b->days ? -1 : 1;
    if (a->item->id != b->item->id)
        return a->item->id < b->item->id ? -1 : 1;
    return (a->location_id > b->location_id) - (a->location_id < b->location_id);
}

static struct urgencies
find_urgencies(struct turn *turn, const struct health_asked *asked, struct health_view *view)
{
    const struct memory *memory = turn_state(turn);
    struct urgencies found = {0};
    size_t places = 0;

    for (const struct item *item = memory->first_item; item != NULL; item = item->next)
        for (const struct place *place = item->places; place != NULL; place = place->next)
            places++;
    found.list = arena_take(turn_arena(turn), (places + 1) * sizeof *found.list);
    for (const struct item *item = memory->first_item; item != NULL; item = item->next) {
        const char *class = item->class;
        if (class[0] >= 'A' && class[0] <= 'C' && class[1] >= 'X' && class[1] <= 'Z')
            view->classes[class[0] - 'A'][class[1] - 'X']++;
        if (item->planning_day >= 0 &&
            (asked->sku[0] == '\0' || strcmp(map_text_of(item), asked->sku) == 0))
            look_at(turn, asked, item, &found);
    }
    qsort(found.list, found.count, sizeof *found.list, compare);
    return found;
}

/* The line of one that was found before. */
static struct health_line
line_again(struct turn *turn, const struct urgency *urgency)
{
    size_t count;
    struct place_need *needs =
        levels_of_item(turn_state(turn), urgency->item, turn_arena(turn), &count);

    for (size_t i = 0; i < count; i++)
        if (place_location_id(needs[i].place) == urgency->location_id)
            return line_of(turn, &needs[i]);
    WRONG("a place that was there is not");
}

void
on_get_stock_health(struct turn *turn, const struct input *input)
{
    const struct health_asked *asked = input->message;
    struct health_view view = {0};
    const struct urgencies found = find_urgencies(turn, asked, &view);

    view.more = found.count > asked->limit;
    view.count = view.more ? asked->limit : found.count;
    struct health_line *lines = arena_take(turn_arena(turn), (view.count + 1) * sizeof *lines);
    for (size_t i = 0; i < view.count; i++) {
        const size_t mark = arena_mark(turn_arena(turn));
        lines[i] = line_again(turn, &found.list[i]);
        arena_reset(turn_arena(turn), mark);
    }
    view.lines = lines;
    turn_accept(turn, write_stock_health(turn_arena(turn), &view));
}
