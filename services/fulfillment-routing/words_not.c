/*
 * Why a location was not chosen, in words: what stood in its way, the best that could have been
 * done with it, and what would have had it chosen.
 */
#include <stdlib.h>
#include <string.h>

#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/words.h"
#include "services/fulfillment-routing/words_text.h"

typedef Crossdock__Routing__V1__Decision decision_message;
typedef Crossdock__Routing__V1__NotChosen not_chosen;

static void
add_plan(struct words *words, const struct memory *memory, const decision_message *decision)
{
    const not_chosen *told = decision->not_chosen;

    if (told->n_plan == 0)
        return;
    words_add(words, "%s the best plan with it: ", told->excluded[0] == '\0' ? ":" : ";");
    for (size_t i = 0; i < told->n_plan; i++) {
        words_add(words, "%s", i == 0 ? "" : " with ");
        words_add_location(words, memory, told->plan[i]->location, told->plan[i]->distance_m);
    }
    if (decision->n_legs == 0)
        return;
    if (told->more_parcels != 0)
        words_add(words, ", %d parcel%s %s", abs(told->more_parcels),
                  abs(told->more_parcels) == 1 ? "" : "s",
                  told->more_parcels > 0 ? "more" : "less");
    if (told->more_m != 0) {
        words_add(words, ", ");
        words_add_km(words, told->more_m > 0 ? told->more_m : -told->more_m);
        words_add(words, " %s in all", told->more_m > 0 ? "more" : "less");
    }
    if (told->more_nano != 0) {
        words_add(words, ", ");
        words_add_money(words, told->more_nano, decision->currency);
        words_add(words, " more");
    }
}

/* Each by itself, and nothing less: it was tried. */
static void
add_flips(struct words *words, const decision_message *decision)
{
    const not_chosen *told = decision->not_chosen;
    const char *before = "; it would have been chosen ";

    if (told->n_missing > 0) {
        words_add(words, "%swith", before);
        for (size_t i = 0; i < told->n_missing; i++)
            words_add(words, "%s %lld more of line %u", i == 0 ? "" : " and",
                      (long long)told->missing[i]->quantity, told->missing[i]->line);
        before = ", or ";
    }
    if (told->cheaper_nano > 0) {
        words_add(words, "%sif its parcel were ", before);
        words_add_money(words, told->cheaper_nano, decision->currency);
        words_add(words, " cheaper");
        before = ", or ";
    }
    if (told->nearer_m > 0) {
        words_add(words, "%sif it were ", before);
        words_add_km(words, told->nearer_m);
        words_add(words, " nearer");
        before = ", or ";
    }
    if (before[0] == ';')
        words_add(words, "; neither stock nor %s alone would have had it chosen",
                  decision->currency[0] == '\0' ? "distance" : "price or distance");
}

/* Whoever failed another condition than stock was not searched with. */
static bool
was_searched(const not_chosen *told)
{
    return told->excluded[0] == '\0' ||
           strcmp(told->excluded, passed_over_words(PASSED_NO_STOCK)) == 0 ||
           strcmp(told->excluded, passed_over_words(PASSED_CAME_SHORT)) == 0;
}

static const char *
not_kept(struct turn *turn, const char *code)
{
    const struct location *location = location_find(store_memory(turn), code);

    if (location == NULL)
        return arena_format(turn_arena(turn), "there is no location %s", code);
    return arena_format(
        turn_arena(turn),
        "nothing is kept of %s: only of the nearest, of those that were chosen, and "
        "of the next best%s",
        code, location->closed ? "; it is closed now" : "");
}

const char *
decision_why_not(struct turn *turn, const decision_message *decision, const char *location,
                 enum not_told how)
{
    const struct memory *memory = store_memory(turn);
    struct words words = {.bytes = 0};

    if (how == NOT_CHOSEN_WAS)
        return arena_format(turn_arena(turn), "%s was chosen", location);
    if (how == NOT_CHOSEN_UNKNOWN)
        return not_kept(turn, location);
    const not_chosen *told = decision->not_chosen;
    words_add(&words, "%s", location);
    if (told->excluded[0] != '\0')
        words_add(&words, ": %s", told->excluded);
    add_plan(&words, memory, decision);
    if (was_searched(told))
        add_flips(&words, decision);
    return arena_text(turn_arena(turn), words.text);
}
