/*
 * Parcels of fulfillment orders that have not left, and the numbers that are given to parcels.
 *
 * A number that was used once, given or scanned, is never given again: every series of SSCCs that
 * it lies in goes on behind it, whatever the length of the company prefix is.
 */
#include <string.h>

#include "services/fulfillment-routing/memory.h"

struct parcel *
parcel_add(struct memory *memory, struct fulfillment *fulfillment, const char *sscc,
           uint32_t line_count)
{
    struct parcel **link = &fulfillment->parcels;
    struct parcel *parcel = map_add_text(memory->parcels, memory->journal, sscc,
                                         sizeof *parcel + line_count * sizeof *parcel->lines);

    parcel->sscc = map_text_of(parcel);
    parcel->fulfillment_order_id = fulfillment->id;
    parcel->number = 1;
    parcel->tracking = "";
    parcel->line_count = line_count;
    for (; *link != NULL; link = &(*link)->next)
        parcel->number++;
    memory_keep(memory, link, sizeof(struct parcel *));
    *link = parcel;
    return parcel;
}

void
parcels_forget(struct memory *memory, const struct fulfillment *fulfillment)
{
    for (const struct parcel *p = fulfillment->parcels, *next; p != NULL; p = next) {
        next = p->next;
        map_remove_text(memory->parcels, memory->journal, p->sscc);
    }
}

int64_t
parcels_units(const struct fulfillment *fulfillment, int32_t line)
{
    int64_t units = 0;

    for (const struct parcel *p = fulfillment->parcels; p != NULL; p = p->next) {
        for (uint32_t i = 0; i < p->line_count; i++)
            units += p->lines[i].line == line ? p->lines[i].quantity : 0;
    }
    return units;
}

/* --- numbers ---------------------------------------------------------------------------------- */

struct sscc_counter *
sscc_counter_of(struct memory *memory, const char *series)
{
    struct sscc_counter *counter = map_find_text(memory->sscc_counters, series);

    if (counter == NULL) {
        counter = map_add_text(memory->sscc_counters, memory->journal, series, sizeof *counter);
        counter->series = map_text_of(counter);
    }
    return counter;
}

void
sscc_use(struct memory *memory, const char *sscc, struct sscc_counter *moved[SSCC_SERIES_OF_ONE])
{
    size_t count = 0;

    for (size_t digits = SSCC_PREFIX_MIN; digits <= SSCC_PREFIX_MAX; digits++) {
        char series[SSCC_SERIES_BYTES];
        memcpy(series, sscc, digits + 1);
        series[digits + 1] = '\0';
        struct sscc_counter *counter = sscc_counter_of(memory, series);
        const int64_t serial = sscc_serial_in(sscc, series);
        memory_keep(memory, &counter->next, sizeof counter->next);
        if (counter->next <= serial)
            counter->next = serial + 1;
        moved[count++] = counter;
    }
}

bool
sscc_next(struct memory *memory, const char *prefix, char sscc[SSCC_DIGITS + 1])
{
    for (int extension = 0; extension <= 9; extension++) {
        char series[SSCC_SERIES_BYTES];
        sscc_series(prefix, extension, series);
        const struct sscc_counter *counter = map_find_text(memory->sscc_counters, series);
        const int64_t serial = counter == NULL ? 0 : counter->next;
        if (serial >= sscc_serials_of(prefix))
            continue;
        sscc_make(series, serial, sscc);
        return true;
    }
    return false;
}
