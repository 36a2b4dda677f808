/*
 * What units are worth beyond what shipping them costs, since orders to come will need them more:
 * prices that forecasting says, by SKU and location. A policy counts a share of them.
 *
 * A price may be told before its location or item is: it is kept by the two codes.
 */
#include <stdio.h>
#include <string.h>

#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/store.h"

#define KEY_BYTES 128 /* SKU, a byte that is in no text, location */

struct scarcity {
    int64_t price_nano;
    char currency[4];
};

static void
make_key(char key[KEY_BYTES], const char *sku, const char *location)
{
    snprintf(key, KEY_BYTES, "%s\x1f%s", sku, location);
}

void
scarcity_change(struct memory *memory, const struct scarcity_price *price)
{
    struct sku *sku = sku_of(memory, price->sku);
    char key[KEY_BYTES];

    make_key(key, price->sku, price->location);
    struct scarcity *scarcity = map_find_text(memory->scarcity, key);
    if (scarcity == NULL)
        scarcity = map_add_text(memory->scarcity, memory->journal, key, sizeof *scarcity);
    memory_keep(memory, scarcity, sizeof *scarcity);
    scarcity->price_nano = price->price_nano;
    snprintf(scarcity->currency, sizeof scarcity->currency, "%s", price->currency);
    if (sku->scarce)
        return;
    memory_keep(memory, &sku->scarce, sizeof sku->scarce);
    sku->scarce = true;
}

int64_t
scarcity_of(const struct memory *memory, const struct location *location, const struct sku *sku,
            const char *currency)
{
    char key[KEY_BYTES];

    if (!sku->scarce)
        return 0;
    make_key(key, sku->code, location->code);
    const struct scarcity *scarcity = map_find_text(memory->scarcity, key);
    if (scarcity == NULL || (scarcity->currency[0] != '\0' && currency[0] != '\0' &&
                             strcmp(scarcity->currency, currency) != 0))
        return 0;
    return scarcity->price_nano;
}

void
on_scarcity_priced(struct turn *turn, const struct input *input)
{
    const struct scarcity_price *price = input->message;

    scarcity_change(store_memory(turn), price);
    store_note_scarcity(turn, price);
}
