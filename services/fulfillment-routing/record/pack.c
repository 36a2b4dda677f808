/*
 * A record as bytes: lists that hold nothing but defaults are left out, distances are told as
 * differences, and units only where a line is in several parcels. Field order and values follow
 * from the record alone, so equal records are equal bytes.
 */
#include <string.h>

#include "common/message.h"
#include "crossdock/routing/v1/decision.pb-c.h"
#include "services/fulfillment-routing/record/check.h"
#include "services/fulfillment-routing/record/record.h"

typedef Crossdock__Routing__V1__DecisionRecord message;

static int64_t *
take_list(struct arena *arena, size_t count)
{
    return arena_take(arena, (count + 1) * sizeof(int64_t));
}

static uint32_t *
take_small_list(struct arena *arena, size_t count)
{
    return arena_take(arena, (count + 1) * sizeof(uint32_t));
}

/* Lists that are left out when all of them is 0. */
static void
keep_list(int64_t *list, size_t count, size_t *n, int64_t **to)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i] == 0)
            continue;
        *n = count;
        *to = list;
        return;
    }
}

static void
keep_small_list(uint32_t *list, size_t count, size_t *n, uint32_t **to)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i] == 0)
            continue;
        *n = count;
        *to = list;
        return;
    }
}

/* In grams where that says all. */
static void
put_weights(int64_t *weights_ug, size_t count, message *to)
{
    bool grams = true;

    for (size_t i = 0; i < count; i++)
        grams = grams && weights_ug[i] % RECORD_UG_OF_G == 0;
    for (size_t i = 0; i < count && grams; i++)
        weights_ug[i] /= RECORD_UG_OF_G;
    if (grams)
        keep_list(weights_ug, count, &to->n_weight_g, &to->weight_g);
    else
        keep_list(weights_ug, count, &to->n_weight_ug, &to->weight_ug);
}

static void
put_lines(struct arena *arena, const struct record *record, message *to)
{
    const size_t count = record->line_count;
    uint32_t *numbers = take_small_list(arena, count);
    uint32_t *together = take_small_list(arena, count);
    int64_t *weights = take_list(arena, count);
    int64_t *values = take_list(arena, count);
    bool counted = true;

    to->sku = arena_take(arena, (count + 1) * sizeof *to->sku);
    to->quantity = take_list(arena, count);
    to->n_sku = to->n_quantity = count;
    for (size_t i = 0; i < count; i++) {
        const struct record_line *line = &record->lines[i];
        numbers[i] = line->line;
        counted = counted && line->line == i + 1;
        to->sku[i] = (char *)line->sku;
        to->quantity[i] = line->quantity;
        together[i] = line->together;
        weights[i] = line->weight_ug;
        values[i] = line->value_minor;
    }
    if (!counted)
        keep_small_list(numbers, count, &to->n_line, &to->line);
    keep_small_list(together, count, &to->n_together, &to->together);
    put_weights(weights, count, to);
    keep_list(values, count, &to->n_value_minor, &to->value_minor);
}

static void
put_places(struct arena *arena, const struct record *record, message *to)
{
    const size_t count = record->site_count;
    int64_t *metres = take_list(arena, count);
    int64_t *safety = take_list(arena, count);

    to->site = arena_take(arena, (count + 1) * sizeof *to->site);
    to->n_site = count;
    for (size_t i = 0; i < count; i++) {
        const struct record_site *site = &record->sites[i];
        to->site[i] = (char *)site->code;
        metres[i] = site->distance_m - (i == 0 ? 0 : site[-1].distance_m);
        safety[i] = site->safety_stock;
    }
    keep_list(metres, count, &to->n_distance_m, &to->distance_m);
    keep_list(safety, count, &to->n_safety_stock, &to->safety_stock);
}

static int64_t
utc_day(const struct record *record)
{
    return record->decided_at_us / INT64_C(86400000000);
}

static void
put_promises(struct arena *arena, const struct record *record, message *to)
{
    const size_t count = record->site_count;
    int64_t *load = take_list(arena, count);
    uint32_t *dispatch = take_small_list(arena, count);

    for (size_t i = 0; i < count; i++) {
        const struct record_site *site = &record->sites[i];
        load[i] = site->load_permille;
        if (site->collected)
            to->collected_at = (uint32_t)i + 1;
        if (site->dispatch_day != 0)
            dispatch[i] = (uint32_t)(site->dispatch_day - utc_day(record) + 2);
    }
    to->needed_by_day = record->needed_by_day;
    keep_list(load, count, &to->n_load_permille, &to->load_permille);
    keep_small_list(dispatch, count, &to->n_dispatch_in, &to->dispatch_in);
}

/* More than the quantity is never taken, and more than that and the safety stock is never asked
 * for. */
static int64_t
what_matters(const struct record_site *site, const struct record_line *line, int64_t free)
{
    const int64_t most = line->quantity + site->safety_stock;

    return free < most ? free : most;
}

static void
put_cells(struct arena *arena, const struct record *record, message *to)
{
    const size_t cells = record->site_count * record->line_count;
    int64_t *free = take_list(arena, cells), *scarcity = take_list(arena, cells);

    for (size_t i = 0; i < record->site_count; i++) {
        const struct record_site *site = &record->sites[i];
        for (size_t line = 0; line < record->line_count; line++) {
            const size_t cell = i * record->line_count + line;
            free[cell] = what_matters(site, &record->lines[line], site->free[line]);
            scarcity[cell] = site->scarcity_nano == NULL ? 0 : site->scarcity_nano[line];
        }
    }
    keep_list(free, cells, &to->n_free, &to->free);
    keep_list(scarcity, cells, &to->n_scarcity_nano, &to->scarcity_nano);
}

static void
put_passed(struct arena *arena, const struct record *record, message *to)
{
    const size_t count = record->passed_count;
    int64_t *metres = take_list(arena, count);
    uint32_t *why = take_small_list(arena, count);

    to->passed_over = arena_take(arena, (count + 1) * sizeof *to->passed_over);
    to->n_passed_over = count;
    for (size_t i = 0; i < count; i++) {
        const struct record_passed *passed = &record->passed[i];
        to->passed_over[i] = (char *)passed->code;
        metres[i] = passed->distance_m - (i == 0 ? 0 : passed[-1].distance_m);
        why[i] = passed->why;
    }
    keep_list(metres, count, &to->n_passed_over_m, &to->passed_over_m);
    keep_small_list(why, count, &to->n_why, &to->why);
}

/* 1 + the parcel that has all of the line; 0: several have of it. */
static uint32_t
parcel_of_line(const struct record *record, size_t line)
{
    for (size_t parcel = 0; parcel < record->parcel_count; parcel++) {
        if (record->taken[parcel * record->line_count + line] == record->lines[line].quantity)
            return (uint32_t)parcel + 1;
    }
    return 0;
}

static void
put_contents(struct arena *arena, const struct record *record, message *to)
{
    const size_t lines = record->line_count;
    size_t several = 0;

    to->line_in = take_small_list(arena, lines);
    to->n_line_in = lines;
    for (size_t line = 0; line < lines; line++) {
        to->line_in[line] = parcel_of_line(record, line);
        several += to->line_in[line] == 0;
    }
    to->drawn = take_list(arena, several * record->parcel_count);
    for (size_t line = 0; line < lines; line++) {
        for (size_t parcel = 0; to->line_in[line] == 0 && parcel < record->parcel_count; parcel++)
            to->drawn[to->n_drawn++] = record->taken[parcel * lines + line];
    }
}

static void
put_choice(struct arena *arena, const struct record *record, message *to)
{
    to->rule = record->rule;
    to->parked = record->parked;
    to->dips = record->dips;
    to->not_proved = !record->proved;
    to->relaxed = record->relaxed;
    to->cost_nano = record->cost_nano;
    to->n_parcel = record->parcel_count;
    to->parcel = arena_copy(arena, record->parcels, record->parcel_count * sizeof *to->parcel);
    if (record->parcel_count > 1)
        put_contents(arena, record, to);
}

uint8_t *
record_pack(struct arena *arena, const struct record *record, size_t *bytes)
{
    message packed = CROSSDOCK__ROUTING__V1__DECISION_RECORD__INIT;

    packed.decided_at_us = record->decided_at_us;
    packed.policy = record->policy == 1 ? 0 : record->policy;
    packed.geocoded_by = record->geocoded_by;
    packed.geocoded_as = (char *)record->geocoded_as;
    packed.sites_left_out = record->sites_left_out;
    packed.part = record->part;
    packed.shortlisted = record->shortlisted;
    put_lines(arena, record, &packed);
    put_places(arena, record, &packed);
    put_promises(arena, record, &packed);
    if (!record->part)
        put_cells(arena, record, &packed);
    put_passed(arena, record, &packed);
    put_choice(arena, record, &packed);

    const size_t room = protobuf_c_message_get_packed_size(&packed.base);
    uint8_t *data = arena_take(arena, room + CHECK_BYTES);
    const size_t filled = protobuf_c_message_pack(&packed.base, data);
    check_put(data, filled);
    *bytes = filled + CHECK_BYTES;
    return data;
}
