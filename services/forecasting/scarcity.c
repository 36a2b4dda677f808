/*
 * Scarcity prices; see scarcity.h. One that somebody set stays until it is set to nothing. Computed
 * ones are said when they changed by more than a tenth and some kilometres.
 */
#include "services/forecasting/scarcity.h"

#include <stdio.h>
#include <stdlib.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "services/forecasting/core/scarcity/scarcity_prices.h"
#include "services/forecasting/core/scarcity/transportation.h"
#include "services/forecasting/inbound.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_scarcity.h"

#define KEY_BYTES     128
#define NOISE_KM      5
#define NOISE         10 /* a part in so many */
#define SCRATCH_BASE  16384
#define BYTES_OF_PAIR 32 /* costs, flows and what the solver keeps of them */
#define BYTES_OF_ROW  256

struct kept_price {
    int64_t price_nano;
    bool by_hand;
};

static const char *
key_of(char key[KEY_BYTES], const char *sku, const char *location)
{
    snprintf(key, KEY_BYTES, "%s\n%s", sku, location);
    return key;
}

void
scarcity_keep(struct memory *memory, struct journal *journal, const char *sku, const char *location,
              int64_t price_nano, bool by_hand)
{
    char key[KEY_BYTES];
    struct kept_price *kept = map_find_text(memory->scarcity, key_of(key, sku, location));

    if (kept == NULL)
        kept = map_add_text(memory->scarcity, journal, key, sizeof *kept);
    memory_keep(journal, kept, sizeof *kept);
    *kept = (struct kept_price){.price_nano = price_nano, .by_hand = by_hand && price_nano > 0};
}

static void
say(struct turn *turn, const struct scarcity_price *price, bool by_hand)
{
    scarcity_keep(turn_state(turn), turn_journal(turn), price->sku, price->location,
                  price->price_nano, by_hand);
    stage_scarcity_price(turn, price, by_hand && price->price_nano > 0);
    turn_say(turn, price->sku, price->location, write_scarcity_priced(turn_arena(turn), price));
}

void
on_set_scarcity_prices(struct turn *turn, const struct input *input)
{
    const struct scarcity_prices *prices = input->message;
    Crossdock__Envelope__V1__Done done = CROSSDOCK__ENVELOPE__V1__DONE__INIT;

    for (size_t i = 0; i < prices->count; i++)
        say(turn, &prices->list[i], true);
    done.count = (uint32_t)prices->count;
    turn_accept(turn, &done.base);
}

/* --- computed ----------------------------------------------------------------------------------
 */

bool
scarcity_is_computed(void)
{
    return service_setting(SCARCITY_SETTING) > 0;
}

/* Until more comes to anywhere, or a purchase made now would. */
static double
days_until_more(struct turn *turn, const struct place_need *needs, size_t count)
{
    double days = needs[0].terms.stock.lead_time_days;

    for (size_t i = 0; i < count; i++) {
        size_t lines;
        const size_t mark = arena_mark(turn_arena(turn));
        const struct inbound *inbound =
            place_inbound(turn_arena(turn), needs[i].place, turn_now_us(turn), &lines);
        if (lines > 0 && inbound[0].day < days)
            days = inbound[0].day;
        arena_reset(turn_arena(turn), mark);
    }
    return days;
}

/* Where it is not known where a location is, nothing can be said. */
static bool
fill_places(const struct place_need *needs, size_t count, struct scarce_place *places)
{
    for (size_t i = 0; i < count; i++) {
        const struct location *location = needs[i].place->location;
        if (!location->placed)
            return false;
        places[i] = (struct scarce_place){
            .stock = location->closed ? 0 : needs[i].free,
            .per_day = needs[i].demand.per_day,
            .latitude_deg = location->latitude_deg,
            .longitude_deg = location->longitude_deg,
        };
    }
    return true;
}

/* prices[count] are 0 when they are not to be computed. */
static void
compute(struct turn *turn, const struct place_need *needs, size_t count, int64_t *prices)
{
    const size_t mark = arena_mark(turn_arena(turn));
    const size_t bytes = SCRATCH_BASE + (count + 1) * (count * BYTES_OF_PAIR + BYTES_OF_ROW);
    struct scarce_place *places = arena_take(turn_arena(turn), count * sizeof *places);
    struct scratch scratch = {.bytes = arena_take(turn_arena(turn), bytes), .size = bytes};

    if (scarcity_is_computed() && count > 1 && fill_places(needs, count, places))
        scarcity_prices(places, (int)count, days_until_more(turn, needs, count),
                        service_setting(SCARCITY_SETTING), &scratch, prices);
    arena_reset(turn_arena(turn), mark);
}

static bool
differs(int64_t told, int64_t now)
{
    const int64_t change = llabs(now - told);

    if (told == 0 || now == 0)
        return told != now;
    return change * NOISE > told && change > NOISE_KM * service_setting(SCARCITY_SETTING);
}

void
scarcity_look_at(struct turn *turn, const struct place_need *needs, size_t count)
{
    const struct memory *memory = turn_state(turn);
    char key[KEY_BYTES];

    if (count == 0 || (!scarcity_is_computed() && map_count(memory->scarcity) == 0))
        return;
    int64_t *prices = arena_take(turn_arena(turn), count * sizeof *prices);
    compute(turn, needs, count, prices);
    for (size_t i = 0; i < count; i++) {
        const struct scarcity_price price = {
            .sku = map_text_of(needs[i].place->item),
            .location = place_code(needs[i].place),
            .currency = "",
            .price_nano = prices[i],
        };
        const struct kept_price *kept =
            map_find_text(memory->scarcity, key_of(key, price.sku, price.location));
        if (kept != NULL && kept->by_hand)
            continue;
        if (differs(kept != NULL ? kept->price_nano : 0, price.price_nano))
            say(turn, &price, false);
    }
}
