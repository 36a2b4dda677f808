/*
 * A record from bytes that may have come from anywhere: every length and index is checked, and that
 * what it says of its own choice can be.
 */
#include <string.h>

#include "common/message.h"
#include "crossdock/routing/v1/decision.pb-c.h"
#include "services/fulfillment-routing/record/check.h"
#include "services/fulfillment-routing/record/record.h"

typedef Crossdock__Routing__V1__DecisionRecord message;

static int64_t
at(const int64_t *list, size_t count, size_t i)
{
    return count == 0 ? 0 : list[i];
}

static uint32_t
small_at(const uint32_t *list, size_t count, size_t i)
{
    return count == 0 ? 0 : list[i];
}

/* Lists go by line, by site, by both: or are left out. */
static bool
lengths_fit(const message *in)
{
    const size_t lines = in->n_sku, sites = in->n_site;
    const struct {
        size_t count, of;
    } lists[] = {
        {in->n_line, lines},
        {in->n_together, lines},
        {in->n_weight_ug, lines},
        {in->n_weight_g, lines},
        {in->n_value_minor, lines},
        {in->n_line_in, lines},
        {in->n_distance_m, sites},
        {in->n_safety_stock, sites},
        {in->n_load_permille, sites},
        {in->n_dispatch_in, sites},
        {in->n_free, sites * lines},
        {in->n_scarcity_nano, sites * lines},
        {in->n_passed_over_m, in->n_passed_over},
        {in->n_why, in->n_passed_over},
    };

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (lists[i].count != 0 && lists[i].count != lists[i].of)
            return false;
    }
    return lines > 0 && lines <= LINES_MAX && in->n_quantity == lines && sites <= SITES_MAX &&
           in->n_parcel <= PARCELS_MAX && (in->part || sites * lines <= RECORD_CELLS_MAX);
}

static bool
all_within(const int64_t *list, size_t count, int64_t least, int64_t most)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i] < least || list[i] > most)
            return false;
    }
    return true;
}

#define UNITS_MOST    INT64_C(1000000000000)
#define TOTAL_UG_MOST INT64_C(4000000000000000000)
#define WEIGHT_MOST   INT64_C(1000000000000000) /* a thousand tons */
#define METRES_MOST   INT64_C(30000000)         /* half around the earth, and more */

/* What all units of the order come to is a number. */
static bool
sum_fits(const message *in, const int64_t *list, size_t count, int64_t most)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i] > most / in->quantity[i])
            return false;
        most -= list[i] * in->quantity[i];
    }
    return true;
}

/* Days that a calendar may be asked about. */
static bool
days_fit(const message *in)
{
    for (size_t i = 0; i < in->n_dispatch_in; i++) {
        if (in->dispatch_in[i] > 10000)
            return false;
    }
    return in->decided_at_us >= 0 && in->decided_at_us < INT64_C(1) << 58 &&
           in->needed_by_day >= 0 && in->needed_by_day < 10000000;
}

static bool
values_fit(const message *in)
{
    int64_t metres = 0;

    if (!all_within(in->distance_m, in->n_distance_m, 0, METRES_MOST))
        return false;
    for (size_t i = 0; i < in->n_distance_m && metres <= METRES_MOST; i++)
        metres += in->distance_m[i];
    for (size_t i = 0; i < in->n_parcel; i++) {
        if (in->parcel[i] >= in->n_site || (i > 0 && in->parcel[i] <= in->parcel[i - 1]))
            return false;
    }
    return metres <= METRES_MOST && all_within(in->quantity, in->n_quantity, 1, UNITS_MOST) &&
           all_within(in->safety_stock, in->n_safety_stock, 0, UNITS_MOST) &&
           all_within(in->free, in->n_free, 0, 2 * UNITS_MOST) &&
           all_within(in->scarcity_nano, in->n_scarcity_nano, 0, COST_NANO_MAX) &&
           all_within(in->weight_ug, in->n_weight_ug, 0, WEIGHT_MOST) &&
           all_within(in->weight_g, in->n_weight_g, 0, WEIGHT_MOST / RECORD_UG_OF_G) &&
           (in->n_weight_ug == 0 || in->n_weight_g == 0) &&
           sum_fits(in, in->weight_ug, in->n_weight_ug, TOTAL_UG_MOST) &&
           sum_fits(in, in->weight_g, in->n_weight_g, TOTAL_UG_MOST / RECORD_UG_OF_G) &&
           sum_fits(in, in->value_minor, in->n_value_minor, COST_NANO_MAX) &&
           all_within(in->value_minor, in->n_value_minor, 0, COST_NANO_MAX) &&
           all_within(in->load_permille, in->n_load_permille, 0, 1000) &&
           all_within(in->passed_over_m, in->n_passed_over_m, 0, METRES_MOST) && days_fit(in) &&
           in->geocoded_by <= GEOCODED_PICKUP && in->rule <= RULE_LEAST_COST &&
           in->collected_at <= in->n_site && (in->rule == RULE_PARKED) == (in->n_parcel == 0) &&
           (in->n_line_in > 0) == (in->n_parcel > 1);
}

static const struct record_line *
read_lines(struct arena *arena, const message *in)
{
    struct record_line *lines = arena_take(arena, in->n_sku * sizeof *lines);

    for (size_t i = 0; i < in->n_sku; i++)
        lines[i] = (struct record_line){
            .line = in->n_line == 0 ? (uint32_t)i + 1 : in->line[i],
            .sku = in->sku[i],
            .quantity = in->quantity[i],
            .together = small_at(in->together, in->n_together, i),
            .weight_ug = at(in->weight_ug, in->n_weight_ug, i) +
                         RECORD_UG_OF_G * at(in->weight_g, in->n_weight_g, i),
            .value_minor = at(in->value_minor, in->n_value_minor, i),
        };
    return lines;
}

static const struct record_site *
read_sites(struct arena *arena, const message *in)
{
    struct record_site *sites = arena_take(arena, (in->n_site + 1) * sizeof *sites);
    const int64_t *nothing = arena_take(arena, in->n_sku * sizeof *nothing);
    const int64_t utc_day = in->decided_at_us / INT64_C(86400000000);
    int64_t metres = 0;

    for (size_t i = 0; i < in->n_site; i++) {
        const uint32_t dispatch = small_at(in->dispatch_in, in->n_dispatch_in, i);
        const size_t cell = i * in->n_sku;
        metres += at(in->distance_m, in->n_distance_m, i);
        sites[i] = (struct record_site){
            .code = in->site[i],
            .distance_m = metres,
            .safety_stock = at(in->safety_stock, in->n_safety_stock, i),
            .load_permille = at(in->load_permille, in->n_load_permille, i),
            .collected = in->collected_at == i + 1,
            .dispatch_day = dispatch == 0 ? 0 : (int32_t)(utc_day + dispatch - 2),
            .free = in->n_free == 0 ? nothing : in->free + cell,
            .scarcity_nano = in->n_scarcity_nano == 0 ? NULL : in->scarcity_nano + cell,
        };
    }
    return sites;
}

static const struct record_passed *
read_passed(struct arena *arena, const message *in)
{
    struct record_passed *passed = arena_take(arena, (in->n_passed_over + 1) * sizeof *passed);
    int64_t metres = 0;

    for (size_t i = 0; i < in->n_passed_over; i++) {
        metres += at(in->passed_over_m, in->n_passed_over_m, i);
        passed[i] =
            (struct record_passed){in->passed_over[i], metres, small_at(in->why, in->n_why, i)};
    }
    return passed;
}

/* False: it does not say where all units are. */
static bool
read_taken(struct arena *arena, const message *in, struct record *out)
{
    const size_t lines = in->n_sku, parcels = in->n_parcel;
    int64_t *taken = arena_try(arena, (parcels * lines + 1) * sizeof *taken);
    size_t drawn = 0;

    if (taken == NULL)
        return false;
    for (size_t line = 0; line < lines && parcels > 0; line++) {
        const uint32_t in_parcel = parcels == 1 ? 1 : in->line_in[line];
        if (in_parcel > parcels || (in_parcel == 0 && in->n_drawn - drawn < parcels))
            return false;
        if (in_parcel > 0)
            taken[(in_parcel - 1) * lines + line] = in->quantity[line];
        for (size_t parcel = 0; in_parcel == 0 && parcel < parcels; parcel++)
            taken[parcel * lines + line] = in->drawn[drawn++];
    }
    out->taken = taken;
    return drawn == in->n_drawn && all_within(in->drawn, in->n_drawn, 0, UNITS_MOST);
}

const struct record *
record_read(struct arena *arena, const uint8_t *data, size_t bytes, const char **reason)
{
    struct record *out = arena_take(arena, sizeof *out);

    *reason = "it is not as it was written: its check sum does not fit";
    if (!check_holds(data, bytes))
        return NULL;
    const message *in = (const message *)message_read(
        arena, &crossdock__routing__v1__decision_record__descriptor, data, bytes, reason);
    if (in == NULL)
        return NULL;
    *reason = "it is no record of a decision: its lists do not fit together";
    if (!lengths_fit(in) || !values_fit(in) || !read_taken(arena, in, out))
        return NULL;
    out->decided_at_us = in->decided_at_us;
    out->policy = in->policy == 0 ? 1 : in->policy;
    out->needed_by_day = in->needed_by_day;
    out->geocoded_by = (enum geocoded_by)in->geocoded_by;
    out->geocoded_as = in->geocoded_as;
    out->line_count = in->n_sku;
    out->lines = read_lines(arena, in);
    out->site_count = in->n_site;
    out->sites = read_sites(arena, in);
    out->sites_left_out = in->sites_left_out;
    out->part = in->part;
    out->shortlisted = in->shortlisted;
    out->passed_count = in->n_passed_over;
    out->passed = read_passed(arena, in);
    out->rule = (enum rule)in->rule;
    out->parked = in->parked;
    out->dips = in->dips;
    out->proved = !in->not_proved;
    out->relaxed = in->relaxed;
    out->parcel_count = in->n_parcel;
    out->parcels = in->parcel;
    out->cost_nano = in->cost_nano;
    return out;
}
