/*
 * Outlooks of places; see outlooks.h.
 *
 * The day of a fit is given by name and calendar, not by when there was time for it: so the same
 * history leads to the same outlook, after a restart or in another order of events, too.
 */
#include "services/forecasting/outlooks.h"

#include <math.h>
#include <string.h>

#include <stdlib.h>
#include <unistd.h>

#include "common/jobs.h"
#include "services/forecasting/alerts.h"
#include "services/forecasting/event_effects.h"
#include "services/forecasting/event_launch.h"
#include "services/forecasting/store.h"
#include "services/forecasting/terms.h"

#define WEEK       7
#define YOUNG_DAYS 28  /* so long a place is fitted every day */
#define BEGIN_DAYS 182 /* newest days that a first look walks */
#define SPAN_MOVED 0.1 /* of the lead time that a law was fitted for */

/* Copied for a thread. */
struct fit {
    struct place *place;
    struct outlook_asked asked;
    struct outlook outlook;
    bool again; /* of history that changed: it counts even when a later one was there */
};

static void
fit_in_pool(void *job, void *room, size_t room_bytes)
{
    struct fit *fit = job;
    struct scratch scratch = {.bytes = room, .size = room_bytes};

    outlook_fit(&fit->asked, &scratch, &fit->outlook);
}

void
outlooks_open(struct memory *memory)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    int64_t threads = service_setting("CROSSDOCK_FORECAST_THREADS");

    if (threads == 0)
        threads = processors > 1 ? processors - 1 : 1;
    memory->fits = jobs_create((int)threads, SCRATCH_BYTES, fit_in_pool);
}

void
outlooks_close(struct memory *memory)
{
    jobs_destroy(&memory->fits);
}

/* --- what is asked of the core --------------------------------------------------------------- */

/* FNV-1a of SKU and location: the same on every machine, in every order of events. */
static uint64_t
name_of(const struct place *place)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    const char *const texts[] = {map_text_of(place->item), "\n", place_code(place)};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (const char *at = texts[i]; *at != '\0'; at++)
            hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
    return hash;
}

/* The last day of history. The planning day is not over, so it only counts for who has nothing
 * else. */
static int32_t
last_day_of(const struct memory *memory, const struct place *place)
{
    return place_first_day(place) < memory->planning_day ? memory->planning_day - 1
                                                         : memory->planning_day;
}

/* On which day the fit that holds now was due. */
static int32_t
fit_day(const struct place *place, int32_t last)
{
    const int32_t first = place_first_day(place);
    const int32_t due = last - (int32_t)(((uint64_t)last + name_of(place)) % WEEK);
    const int32_t grown = first + YOUNG_DAYS - 1; /* the last of the daily ones */

    if (last <= grown)
        return last;
    return due > grown ? due : grown;
}

static void
copy_days(const struct place *place, int32_t first, int32_t count, int32_t *units, bool *sold_out)
{
    for (int32_t i = 0; i < count; i++) {
        units[i] = place_units(place, first + i);
        sold_out[i] = place_was_sold_out(place, first + i);
    }
}

/* Its newest days until this one, and what is known beforehand of them. */
static struct outlook_asked
asked_of(struct turn *turn, const struct place *place, int32_t last, int32_t days_max)
{
    const struct memory *memory = turn_state(turn);
    struct outlook_asked asked = {
        .first_day = place_first_day(place),
        .seed = name_of(place),
        .terms = terms_of(memory, place->item, place->location).stock,
    };

    if (last - asked.first_day >= days_max)
        asked.first_day = last - days_max + 1;
    asked.count = last - asked.first_day + 1;
    if (asked.count <= 0)
        return asked;
    asked.effects = event_effects(memory, place->item, place_location_id(place), asked.first_day,
                                  asked.count, turn_arena(turn));
    return asked;
}

/* --- fits ------------------------------------------------------------------------------------ */

static void
submit_fit(struct turn *turn, struct place *place, int32_t day, bool again)
{
    struct memory *memory = turn_state(turn);
    const size_t mark = arena_mark(turn_arena(turn));
    const struct outlook_asked asked = asked_of(turn, place, day, OUTLOOK_HISTORY);
    const size_t days = (size_t)asked.count, factors = (size_t)asked.effects.count;
    struct fit *fit = job_new(sizeof *fit + factors * sizeof(double) + days * sizeof(int32_t) +
                              days * sizeof(bool));
    double *factor = (double *)(fit + 1);
    int32_t *units = (int32_t *)(factor + factors);
    bool *sold_out = (bool *)(units + days);

    fit->place = place;
    fit->again = again;
    fit->asked = asked;
    if (factors > 0)
        memcpy(factor, asked.effects.factors, factors * sizeof *factor);
    copy_days(place, asked.first_day, asked.count, units, sold_out);
    fit->asked.effects.factors = factor;
    fit->asked.units = units;
    fit->asked.sold_out = sold_out;
    journal_keep(turn_journal(turn), &place->fitting, sizeof place->fitting);
    journal_keep(turn_journal(turn), &place->fit_wanted, sizeof place->fit_wanted);
    place->fitting = true;
    place->fit_wanted = false;
    jobs_submit(memory->fits, turn_journal(turn), fit);
    arena_reset(turn_arena(turn), mark);
}

static void
free_outlook(void *owner, void *what)
{
    (void)owner;
    free(what);
}

static void
replace_outlook(struct turn *turn, struct place *place, const struct outlook *outlook)
{
    struct outlook *copy = malloc(sizeof *copy);

    assert(copy != NULL);
    *copy = *outlook;
    journal_note(turn_journal(turn), free_outlook, NULL, NULL, copy);
    if (place->outlook != NULL)
        journal_note(turn_journal(turn), NULL, free_outlook, NULL, place->outlook);
    journal_keep(turn_journal(turn), &place->outlook, sizeof place->outlook);
    place->outlook = copy;
}

void
outlooks_take_fits(struct turn *turn, int max)
{
    struct memory *memory = turn_state(turn);

    for (struct fit *fit; max > 0 && (fit = jobs_take(memory->fits, turn_journal(turn))); max--) {
        struct place *place = fit->place;
        journal_keep(turn_journal(turn), &place->fitting, sizeof place->fitting);
        place->fitting = false;
        if (place->outlook == NULL || place->outlook->quick || fit->again ||
            place->outlook->fitted_day <= fit->outlook.fitted_day) {
            replace_outlook(turn, place, &fit->outlook);
            stage_outlook(turn, place);
        }
        memory_mark_dirty(memory, turn_journal(turn), place->item);
    }
}

/* A law of another lead time than the one of now, or of another time. */
static bool
is_fit_due(struct turn *turn, const struct place *place, int32_t last)
{
    const struct outlook *outlook = place->outlook;

    if (place->fitting)
        return false;
    if (outlook->quick || place->fit_wanted || outlook->fitted_day < fit_day(place, last))
        return true;
    const struct stock_terms terms = terms_of(turn_state(turn), place->item, place->location).stock;
    return outlook->lead.buckets > 0 && fabs(terms.lead_time_days + 1 - outlook->lead.buckets) >
                                            SPAN_MOVED * outlook->lead.buckets;
}

/* --- day by day ------------------------------------------------------------------------------ */

static void
begin(struct turn *turn, struct place *place, int32_t last)
{
    const size_t mark = arena_mark(turn_arena(turn));
    struct outlook_asked asked = asked_of(turn, place, last, BEGIN_DAYS);
    int32_t *units = arena_take(turn_arena(turn), (size_t)asked.count * sizeof *units);
    bool *sold_out = arena_take(turn_arena(turn), (size_t)asked.count * sizeof *sold_out);
    struct outlook outlook;

    copy_days(place, asked.first_day, asked.count, units, sold_out);
    asked.units = units;
    asked.sold_out = sold_out;
    outlook_begin(&asked, &outlook);
    replace_outlook(turn, place, &outlook);
    arena_reset(turn_arena(turn), mark);
}

/* A new item sells like others did, until its own history says more. Made again with every look. */
static bool
launch(struct turn *turn, struct place *place)
{
    const struct memory *memory = turn_state(turn);
    const size_t mark = arena_mark(turn_arena(turn));
    const struct stock_terms terms = terms_of(memory, place->item, place->location).stock;
    const int32_t days = (int32_t)lround(fmax(1, terms.lead_time_days + terms.review_days));
    struct known_launch known;
    struct outlook outlook;

    const bool is_launch = event_launch(memory, place->item, place, turn_arena(turn), &known);
    if (is_launch) {
        const int32_t last = memory->planning_day - 1;
        const double weight = launch_weight(&known.launch, memory->planning_day - known.day, days);
        const struct launch_demand demand = launch_demand(&known.launch, weight);
        outlook_launch(demand.mean, demand.variance, days, known.day, last, &outlook);
        replace_outlook(turn, place, &outlook);
    }
    arena_reset(turn_arena(turn), mark);
    return is_launch;
}

/* Over the network, once for each day. Demand that moved has all of the item fitted again. */
static void
watch(struct turn *turn, struct place *place, double expected, double variance)
{
    const struct outlook_state *now = &place->outlook->now;
    const int32_t day = now->day;

    if (!place->outlook->watched || place->location != NULL || place->item->planning_day < 0 ||
        day < place->item->planning_day)
        return;
    const struct day_seen seen = {
        .day = day,
        .mean = expected,
        .variance = variance,
        .actual = outlook_known(place_units(place, day), place_was_sold_out(place, day), expected),
        .watch = &now->watch,
    };
    if (alerts_look_at_day(turn, place, &seen))
        outlooks_want_fit(turn, place->item);
}

/* What a day says is in the arena, so nothing is given back here. */
static void
advance(struct turn *turn, struct place *place, int32_t last)
{
    struct outlook *outlook = place->outlook;
    const int32_t days = last - outlook->now.day;

    if (days <= 0)
        return;
    const struct effects effects =
        event_effects(turn_state(turn), place->item, place_location_id(place), outlook->now.day + 1,
                      days, turn_arena(turn));
    journal_keep(turn_journal(turn), &outlook->now, sizeof outlook->now);
    journal_keep(turn_journal(turn), outlook->expected, sizeof outlook->expected);
    while (outlook->now.day < last) {
        const int32_t day = outlook->now.day + 1;
        const double factor = effects.count > 0 ? effects_of_day(&effects, day) : 1;
        const double expected = outlook_expected(outlook, day, factor);
        const double variance = outlook_day_variance(outlook, expected);
        outlook_advance(outlook, place_units(place, day), place_was_sold_out(place, day), factor);
        watch(turn, place, expected, variance);
    }
}

/* After a start: what was counted late, just before the stop, may not be in what was kept. */
static void
check_history(struct turn *turn, struct place *place)
{
    const size_t mark = arena_mark(turn_arena(turn));
    struct outlook_asked asked = asked_of(turn, place, place->outlook->fitted_day, OUTLOOK_HISTORY);

    if (asked.count > 0) {
        int32_t *units = arena_take(turn_arena(turn), (size_t)asked.count * sizeof *units);
        bool *sold_out = arena_take(turn_arena(turn), (size_t)asked.count * sizeof *sold_out);
        copy_days(place, asked.first_day, asked.count, units, sold_out);
        asked.units = units;
        asked.sold_out = sold_out;
    }
    if (asked.count <= 0 || outlook_history(&asked) != place->outlook->history) {
        journal_keep(turn_journal(turn), &place->late_day, sizeof place->late_day);
        place->late_day = place->outlook->fitted_day;
    }
    arena_reset(turn_arena(turn), mark);
    journal_keep(turn_journal(turn), &place->from_rows, sizeof place->from_rows);
    place->from_rows = false;
}

/* What was known late: from the fit on when that is enough, else with a fit as of the same day. */
static void
walk_again(struct turn *turn, struct place *place, int32_t last)
{
    struct outlook *outlook = place->outlook;

    if (place->late_day > outlook->now.day)
        return;
    if (place->late_day <= outlook->fitted_day && !place->fitting) {
        submit_fit(turn, place, fit_day(place, last), true);
        journal_keep(turn_journal(turn), &place->late_day, sizeof place->late_day);
        place->late_day = DAY_OPEN;
    }
    journal_keep(turn_journal(turn), &outlook->now, sizeof outlook->now);
    outlook_rewind(outlook);
}

bool
outlooks_bring_up(struct turn *turn, struct place *place)
{
    const struct memory *memory = turn_state(turn);
    const int32_t first = place_first_day(place), last = last_day_of(memory, place);

    if (launch(turn, place))
        return true;
    if (first > memory->planning_day)
        return false;
    if (place->from_rows)
        check_history(turn, place);
    const struct outlook *outlook = place->outlook;
    if (outlook == NULL || outlook->quick || outlook->now.day > last)
        begin(turn, place, last);
    else
        walk_again(turn, place, last);
    advance(turn, place, last);
    if (!place->fitting) { /* what is under way may have been copied before */
        journal_keep(turn_journal(turn), &place->late_day, sizeof place->late_day);
        place->late_day = DAY_OPEN;
    }
    if (last < memory->planning_day && is_fit_due(turn, place, last))
        submit_fit(turn, place, place->fit_wanted ? last : fit_day(place, last), false);
    return true;
}

void
outlooks_note_late(struct turn *turn, struct place *place, int32_t day)
{
    const struct memory *memory = turn_state(turn);

    if (place->outlook == NULL || day > place->outlook->now.day || day >= memory->planning_day ||
        day >= place->late_day)
        return;
    journal_keep(turn_journal(turn), &place->late_day, sizeof place->late_day);
    place->late_day = day;
    memory_mark_dirty(turn_state(turn), turn_journal(turn), place->item);
}

void
outlooks_want_fit(struct turn *turn, struct item *item)
{
    for (struct place *place = item->places; place != NULL; place = place->next) {
        journal_keep(turn_journal(turn), &place->fit_wanted, sizeof place->fit_wanted);
        place->fit_wanted = true;
    }
    memory_mark_dirty(turn_state(turn), turn_journal(turn), item);
}

struct outlook_said
outlooks_say(struct turn *turn, const struct place *place)
{
    const struct memory *memory = turn_state(turn);
    const size_t mark = arena_mark(turn_arena(turn));
    const struct stock_terms terms = terms_of(memory, place->item, place->location).stock;
    const int32_t days =
        (int32_t)ceil(terms.lead_time_days + (terms.review_days > 1 ? terms.review_days : 1));
    const struct effects effects =
        event_effects(memory, place->item, place_location_id(place), place->outlook->now.day + 1,
                      days, turn_arena(turn));
    const struct outlook_said said = outlook_say(place->outlook, &terms, &effects, place->share);

    arena_reset(turn_arena(turn), mark);
    return said;
}
