/* crossdock fulfillment ship: it left, with which carrier, in which parcels, out of which lots. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/entries.h"
#include "clients/cli/fulfillment.h"
#include "common/arena.h"
#include "common/text.h"

#define MEMORY_MAX (16 << 20)

typedef Crossdock__Routing__V1__ShippedLot shipped_lot;
typedef Crossdock__Routing__V1__ShippedParcel shipped_parcel;

/* "1=L77:3": three units of line 1 from lot L77. */
static bool
read_lot(char *word, shipped_lot *lot)
{
    static const char form[] = "LINE=LOT:UNITS, like 1=L77:3";
    struct entry entry;
    crossdock__routing__v1__shipped_lot__init(lot);
    if (!entry_read(&entry, word, form, "") || !entry_line(&entry, form, &lot->line))
        return false;
    char *colon = strrchr(entry.value, ':');
    if (!colon || !text_to_int64(colon + 1, &lot->quantity) || lot->quantity < 1) {
        cli_complain("'%s=%s' is not %s", entry.name, entry.value, form);
        return false;
    }
    *colon = '\0';
    lot->lot = entry.value;
    return true;
}

/* "006141411234567890=1Z999": the parcel with this SSCC has this tracking number. */
static bool
read_parcel(char *word, shipped_parcel *parcel)
{
    char *equals = strchr(word, '=');
    crossdock__routing__v1__shipped_parcel__init(parcel);
    if (!equals || equals == word || !equals[1]) {
        cli_complain("'%s' is not SSCC=TRACKING, like 006141411234567890=1Z999", word);
        return false;
    }
    *equals = '\0';
    parcel->sscc = word;
    parcel->tracking = equals + 1;
    return true;
}

static bool
read_lots(struct arena *arena, const struct word_list *words,
          Crossdock__Routing__V1__ConfirmShipment *confirm)
{
    confirm->n_lots = (size_t)words->count;
    confirm->lots = arena_take(arena, (confirm->n_lots + 1) * sizeof *confirm->lots);
    for (size_t i = 0; i < confirm->n_lots; i++) {
        confirm->lots[i] = arena_take(arena, sizeof **confirm->lots);
        if (!read_lot(words->list[i], confirm->lots[i]))
            return false;
    }
    return true;
}

static bool
read_parcels(struct arena *arena, const struct word_list *words,
             Crossdock__Routing__V1__ConfirmShipment *confirm)
{
    confirm->n_parcels = (size_t)words->count;
    confirm->parcels = arena_take(arena, (confirm->n_parcels + 1) * sizeof *confirm->parcels);
    for (size_t i = 0; i < confirm->n_parcels; i++) {
        confirm->parcels[i] = arena_take(arena, sizeof **confirm->parcels);
        if (!read_parcel(words->list[i], confirm->parcels[i]))
            return false;
    }
    return true;
}

int
fulfillment_ship_main(int argc, char **argv)
{
    const char *carrier = "", *service = "", *tracking = "";
    struct word_list lots = {0}, parcels = {0};
    const struct flag flags[] = {
        {"carrier", "NAME", "Who carries it", FLAG_TEXT, &carrier},
        {"service", "NAME", "Which of the carrier's services", FLAG_TEXT, &service},
        {"tracking", "NUMBER", "The carrier's number of the shipment", FLAG_TEXT, &tracking},
        {"parcel", "SSCC=TRACKING", "The number of one parcel, as packed; may be repeated",
         FLAG_LIST, &parcels},
        {"lot", "LINE=LOT:UNITS",
         "Which lot left, of a lot-tracked item; may be repeated (what expires first)", FLAG_LIST,
         &lots},
        {0},
    };
    struct word_list words =
        arguments_read(argc, argv, "FULFILLMENT_ORDER",
                       "Confirm that it left. Nothing needs to have been said of it before: then "
                       "it left as planned.\v"
                       "  crossdock fulfillment ship 17 --carrier POST --tracking 1Z999",
                       flags, 1, 1);
    Crossdock__Routing__V1__ConfirmShipment confirm =
        CROSSDOCK__ROUTING__V1__CONFIRM_SHIPMENT__INIT;
    confirm.fulfillment_order_id = arguments_number_of("fulfillment order", words.list[0]);
    confirm.carrier = (char *)carrier;
    confirm.service = (char *)service;
    confirm.tracking = (char *)tracking;
    struct arena *arena = arena_create(MEMORY_MAX);
    int status = CLI_USAGE;
    if (read_lots(arena, &lots, &confirm) && read_parcels(arena, &parcels, &confirm))
        status = cli_tell("fulfillment-routing", &confirm.base, "shipped fulfillment order %llu",
                          (unsigned long long)confirm.fulfillment_order_id);
    arena_destroy(&arena);
    free(lots.list);
    free(parcels.list);
    return status;
}
