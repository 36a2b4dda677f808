/*
 * The fit: everything that is known of a series becomes its outlook. See outlook.h.
 *
 * The path of the chosen method is read over whole weeks that cover the horizon: its mean is the
 * level from which days are followed on, what its days of the week differ by is the profile. The
 * errors that are told were made by walking the history with that profile.
 */
#include <math.h>
#include <string.h>

#include "services/forecasting/core/clean/clean.h"
#include "services/forecasting/core/outlook_walk.h"

#define WEEK        7
#define WEEKS_READ  4 /* of the path at least, for the profile */
#define PATH_DAYS   364
#define SEASON_DAYS 28 /* shorter histories have no week yet */
#define WEEK_LEAST  0.02

static struct lead_time
span_of(const struct stock_terms *terms, double more_days)
{
    return (struct lead_time){.mean = fmax(1, terms->lead_time_days + more_days),
                              .deviation = terms->lead_time_sd_days};
}

static int
horizon_of(const struct stock_terms *terms)
{
    const double days = terms->lead_time_days + terms->review_days;
    const int weeks = (int)ceil(fmin(days, PATH_DAYS) / WEEK);

    return WEEK * (weeks > WEEKS_READ ? weeks : WEEKS_READ);
}

/* As models want it: what was not known is NAN, what was known beforehand is taken out. */
static struct series
series_of(const struct outlook_asked *asked, struct scratch *scratch, struct cleaned *cleaned)
{
    double *units = scratch_doubles(scratch, (size_t)asked->count);
    double *in_stock = scratch_doubles(scratch, (size_t)asked->count);
    double *values = scratch_doubles(scratch, (size_t)asked->count);

    for (int i = 0; i < asked->count; i++) {
        units[i] = asked->units[i];
        in_stock[i] = asked->sold_out == NULL || !asked->sold_out[i];
    }
    effects_take_out(&asked->effects, asked->first_day, units, asked->count);
    const struct counted counted = {
        .units = units, .in_stock = in_stock, .count = asked->count, .period = WEEK};
    *cleaned = clean_series(&counted, scratch, values);
    return (struct series){
        .values = values,
        .count = cleaned->count,
        .period = cleaned->count >= SEASON_DAYS ? WEEK : 1,
        .never_negative = true,
    };
}

static double
mean_of(const double *values, int count)
{
    double sum = 0;

    for (int i = 0; i < count; i++)
        sum += values[i];
    return sum / count;
}

/* Only whole weeks, so that each day of the week counts alike. */
static void
read_week(const struct path *path, int horizon, int32_t first_day, double level,
          struct outlook *outlook)
{
    double sum = 0;

    for (int k = 0; k < WEEK; k++)
        outlook->week[k] = 0;
    for (int h = 0; h < horizon; h++)
        outlook->week[(first_day + h) % WEEK] += path->mean[h] * WEEK / horizon;
    for (int k = 0; k < WEEK; k++) {
        outlook->week[k] = level > 0 ? fmax(WEEK_LEAST, outlook->week[k] / level) : 1;
        sum += outlook->week[k];
    }
    for (int k = 0; k < WEEK; k++)
        outlook->week[k] *= WEEK / sum;
}

/* The method's level takes the place of the walked one. The walked size stays: it was seen, and the
 * chance of an item that was not asked for in a long time is next to nothing; a size that makes up
 * for that would jump to the sky with the next demand. */
static void
set_level(struct outlook_state *state, double level)
{
    if (state->size <= 0)
        state->size = fmax(1, level);
    state->chance = fmin(1, level / state->size);
    if (state->chance > 0)
        state->size = level / state->chance;
    state->level = level;
}

/* What was done to the history is told behind why the method was chosen, as far as there is room.
 */
static void
give_reason(struct outlook *outlook, const struct choice *choice, const struct cleaned *cleaned)
{
    const size_t first = strlen(choice->reason), second = strlen(cleaned->says);

    memcpy(outlook->reason, choice->reason, first + 1);
    if (second > 0 && first + 1 + second < REASON_BYTES) {
        outlook->reason[first] = ' ';
        memcpy(outlook->reason + first + 1, cleaned->says, second + 1);
    }
}

/* Days vary about what is expected of each, sums about a level that knows no week: so the carry
 * says how much more, or less, a sum varies than so many of these days. */
static double
carry_of(const struct demand_rate *rate, double day_variance)
{
    return day_variance > 0 ? rate->carry * rate->variance / day_variance : rate->carry;
}

static void
read_path(const struct outlook_asked *asked, const struct series *series, const struct path *path,
          int horizon, struct scratch *scratch, struct outlook *outlook)
{
    const struct lead_time lead = span_of(&asked->terms, 1);
    const struct lead_time cycle = span_of(&asked->terms, asked->terms.review_days);
    const double level = fmax(0, mean_of(path->mean, horizon));
    const struct demand_rate rate = demand_rate_of(series, lead, scratch);

    read_week(path, horizon, asked->first_day + asked->count, level, outlook);
    outlook_walk_best(asked, outlook);
    set_level(&outlook->now, level);
    outlook->carry = carry_of(&rate, outlook->now.variance);
    outlook->lead = lead_time_demand(series, path, horizon, lead, scratch);
    outlook->cycle = lead_time_demand(series, path, horizon, cycle, scratch);
    outlook->at_fit = outlook->now;
}

/* FNV-1a, by words. */
static uint64_t
mix(uint64_t hash, uint64_t word)
{
    return (hash ^ word) * UINT64_C(1099511628211);
}

uint64_t
outlook_history(const struct outlook_asked *asked)
{
    uint64_t hash = mix(UINT64_C(14695981039346656037), (uint64_t)asked->first_day);

    for (int i = 0; i < asked->count; i++) {
        const bool out = asked->sold_out != NULL && asked->sold_out[i];
        hash = mix(hash, (uint64_t)asked->units[i] << 1 | out);
    }
    for (int i = 0; i < asked->effects.count; i++) {
        uint64_t bits;
        memcpy(&bits, &asked->effects.factors[i], sizeof bits);
        hash = mix(hash, bits);
    }
    return hash;
}

void
outlook_fit(const struct outlook_asked *asked, struct scratch *scratch, struct outlook *outlook)
{
    const size_t mark = scratch_mark(scratch);
    const int horizon = horizon_of(&asked->terms);
    const struct path_request request = {.horizon = horizon, .seed = asked->seed};
    struct path path = {.mean = scratch_doubles(scratch, (size_t)horizon)};
    struct choice choice = {.method = NULL};
    struct cleaned cleaned;

    outlook_begin(asked, outlook);
    outlook->history = outlook_history(asked);
    const struct series series = series_of(asked, scratch, &cleaned);
    outlook->quick = false;
    if (choose_path(&series, &request, scratch, &choice, &path)) {
        outlook->method = choice.method;
        give_reason(outlook, &choice, &cleaned);
        read_path(asked, &series, &path, horizon, scratch, outlook);
    }
    scratch_reset(scratch, mark);
}
