/*
 * Parcels: what was picked is packed, each parcel under a number of its own (SSCC), given here or
 * on a label that was at hand.
 */
#include "services/fulfillment-routing/core/floor/parcel.h"
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/rules.h"
#include "services/fulfillment-routing/say_parcels.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

void
want_parcel(struct turn *turn, const struct input *input)
{
    const struct told_parcel *told = input->message;

    store_want_fulfillment(turn, told->fulfillment_order_id);
    store_want_parcel(turn, told->sscc);
}

static struct parcel_line *
lines_of(struct turn *turn, const struct fulfillment *fulfillment)
{
    struct parcel_line *lines =
        arena_take(turn_arena(turn), fulfillment->line_count * sizeof *lines);

    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        lines[i].line = fulfillment->lines[i].line;
        lines[i].picked = fulfillment->lines[i].picked;
        lines[i].packed = parcels_units(fulfillment, lines[i].line);
    }
    return lines;
}

/* The number that the parcel is to have; NULL after the answer. */
static const char *
number_for(struct turn *turn, const struct told_parcel *told, const struct location *location)
{
    struct memory *memory = store_memory(turn);
    const char *prefix = rules_gs1_prefix(turn, location);
    char *sscc = arena_take(turn_arena(turn), SSCC_DIGITS + 1);

    if (told->sscc[0] != '\0') {
        if (map_find_text(memory->parcels, told->sscc) == NULL &&
            store_parcel(turn, told->sscc) == NULL)
            return told->sscc;
        turn_reject(
            turn, arena_format(turn_arena(turn), "SSCC %s is on another parcel", told->sscc), NULL);
        return NULL;
    }
    if (prefix[0] != '\0' && sscc_next(memory, prefix, sscc))
        return sscc;
    turn_reject(turn,
                prefix[0] == '\0'
                    ? "no GS1 company prefix is known here: scan the SSCC of a label"
                    : arena_format(turn_arena(turn), "all SSCCs of prefix %s are used up", prefix),
                NULL);
    return NULL;
}

static struct parcel *
put(struct turn *turn, struct fulfillment *fulfillment, const struct told_parcel *told,
    const char *sscc, const struct parcel_line *lines)
{
    struct sscc_counter *moved[SSCC_SERIES_OF_ONE];
    uint32_t count = 0;

    for (uint32_t i = 0; i < fulfillment->line_count; i++)
        count += lines[i].now > 0;
    store_touch(turn, fulfillment);
    struct parcel *parcel = parcel_add(store_memory(turn), fulfillment, sscc, count);
    parcel->weight_g = told->weight_g;
    parcel->length_mm = told->length_mm;
    parcel->width_mm = told->width_mm;
    parcel->height_mm = told->height_mm;
    count = 0;
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        if (lines[i].now > 0)
            parcel->lines[count++] = (struct parcel_content){lines[i].line, lines[i].now};
    }
    store_note_parcel(turn, parcel);
    sscc_use(store_memory(turn), sscc, moved);
    for (size_t i = 0; i < SSCC_SERIES_OF_ONE; i++)
        store_note_counter(turn, moved[i]);
    return parcel;
}

void
on_pack_parcel(struct turn *turn, const struct input *input)
{
    const struct told_parcel *told = input->message;
    Crossdock__Routing__V1__ParcelReply reply = CROSSDOCK__ROUTING__V1__PARCEL_REPLY__INIT;
    struct fulfillment *fulfillment =
        step_open_for(turn, input, told->fulfillment_order_id, ON_PACK);

    if (fulfillment == NULL)
        return;
    struct parcel_line *lines = lines_of(turn, fulfillment);
    const enum parcel_outcome outcome =
        parcel_decide(lines, fulfillment->line_count, told->asks, told->ask_count);
    if (outcome != PARCEL_FITS && outcome != PARCEL_COMPLETES) {
        turn_reject(turn, parcel_reason(outcome), NULL);
        return;
    }
    const char *sscc = number_for(turn, told, fulfillment->location);
    if (sscc == NULL)
        return;
    const struct parcel *parcel = put(turn, fulfillment, told, sscc, lines);
    if (outcome == PARCEL_COMPLETES)
        say_packed(turn, fulfillment);
    reply.sscc = (char *)parcel->sscc;
    reply.parcel = parcel->number;
    reply.all_packed = outcome == PARCEL_COMPLETES;
    turn_accept(turn, &reply.base);
}
