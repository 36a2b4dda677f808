/*
 * A decision in words: one sentence, with the names of the locations.
 */
#include "services/fulfillment-routing/words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "services/fulfillment-routing/plan.h"
#include "services/fulfillment-routing/store.h"

#define WORDS_BYTES 2000

typedef Crossdock__Routing__V1__Decision decision_message;
typedef Crossdock__Routing__V1__Candidate candidate;
typedef Crossdock__Routing__V1__Leg leg_message;

static const char not_together_text[] = "NOT_TOGETHER";

/* Rows from before records were kept hold these texts, too. */
const char words_dips[] = "uses safety stock, since nothing else could keep the promise";
const char words_not_proved[] = "there may be a plan with less distance: the search hit its limit";

struct words {
    char text[WORDS_BYTES];
    size_t bytes;
};

static void __attribute__((format(printf, 2, 3))) add(struct words *words, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    const int written =
        vsnprintf(words->text + words->bytes, sizeof words->text - words->bytes, format, arguments);
    va_end(arguments);
    words->bytes += (size_t)written;
    if (words->bytes >= sizeof words->text)
        words->bytes = sizeof words->text - 1; /* cut off */
}

/* "Leicester (LE) 42.1 km" */
static void
add_location(struct words *words, const struct memory *memory, const char *code, int64_t distance_m)
{
    const struct location *location = location_find(memory, code);
    const int64_t tenths = (distance_m + 50) / 100;

    if (location != NULL && location->name[0] != '\0' && strcmp(location->name, code) != 0)
        add(words, "%s (%s)", location->name, code);
    else
        add(words, "%s", code);
    add(words, " %lld.%lld km", (long long)(tenths / 10), (long long)(tenths % 10));
}

static void
add_line_numbers(struct words *words, const decision_message *decision, const leg_message *leg)
{
    if (decision->n_legs == 1) {
        if (decision->n_lines <= 2)
            add(words, " ships %s", decision->n_lines == 1 ? "it" : "both lines");
        else
            add(words, " ships all %zu lines", decision->n_lines);
        return;
    }
    add(words, " ships");
    for (size_t i = 0; i < leg->n_lines; i++)
        add(words, "%s %lld x line %u", i == 0 ? "" : ",", (long long)leg->lines[i]->quantity,
            leg->lines[i]->line);
}

static bool
is_chosen(const decision_message *decision, const char *location)
{
    for (size_t i = 0; i < decision->n_legs; i++) {
        if (strcmp(decision->legs[i]->location, location) == 0)
            return true;
    }
    return false;
}

/* Why those that are nearer than the farthest chosen one were passed over. */
static void
add_passed_over(struct words *words, const struct memory *memory, const decision_message *decision)
{
    const int64_t farthest =
        decision->n_legs == 0 ? INT64_MAX : decision->legs[decision->n_legs - 1]->distance_m;
    const char *before = decision->n_legs == 0 ? "; nearest: " : "; nearer, but passed over: ";

    for (size_t i = 0; i < decision->n_candidates; i++) {
        const candidate *c = decision->candidates[i];
        if (c->distance_m > farthest || is_chosen(decision, c->location))
            continue;
        add(words, "%s", before);
        add_location(words, memory, c->location, c->distance_m);
        if (c->excluded[0] != '\0')
            add(words, ", %s", c->excluded);
        else
            add(words, " had %u of %zu line%s in full", c->lines_in_full, decision->n_lines,
                decision->n_lines == 1 ? "" : "s");
        before = ", ";
    }
}

static void
add_runner_up(struct words *words, const struct memory *memory, const decision_message *decision)
{
    if (decision->n_runner_up == 0)
        return;
    add(words, "; next best: ");
    for (size_t i = 0; i < decision->n_runner_up; i++) {
        add(words, "%s", i == 0 ? "" : " with ");
        add_location(words, memory, decision->runner_up[i]->location,
                     decision->runner_up[i]->distance_m);
    }
}

static void
add_geocode(struct words *words, const decision_message *decision)
{
    if (strcmp(decision->geocoded_by, "EXACT") == 0)
        add(words, " (distances from the middle of postal code %s)", decision->geocoded_as);
    if (strcmp(decision->geocoded_by, "PREFIX") == 0)
        add(words, " (distances from the middle of the postal codes %s...)", decision->geocoded_as);
    if (strcmp(decision->geocoded_by, "PICKUP") == 0)
        add(words, " (distances from where the customer collects it)");
    if (strcmp(decision->geocoded_by, "CITY") == 0)
        add(words, " (distances from the middle of the city: its postal code is not known)");
}

/* " lines 1, 2 that stay together" for each group, after `before`. */
static void
add_groups(struct words *words, const decision_message *decision, const char *before)
{
    for (size_t i = 0; i < decision->n_lines; i++) {
        const uint32_t group = decision->lines[i]->together;
        size_t first = 0;
        while (decision->lines[first]->together != group)
            first++;
        if (group == 0 || first < i)
            continue;
        add(words, "%s", before);
        for (size_t j = i; j < decision->n_lines; j++) {
            if (decision->lines[j]->together == group)
                add(words, "%s line %u", j == i ? "" : ",", decision->lines[j]->line);
        }
        add(words, " that stay together");
        before = ",";
    }
}

const char *
decision_sentence(struct turn *turn, const decision_message *decision)
{
    const struct memory *memory = store_memory(turn);
    struct words words = {.bytes = 0};

    if (decision->n_legs == 0) {
        add(&words, "parked, %s", decision->reason);
        if (strcmp(decision->geocoded_by, "NONE") == 0)
            add(&words, ": neither its postal code nor its city is known");
        else if (strcmp(decision->reason, parked_reason_name(PARKED_NOT_ALLOWED)) == 0)
            add(&words, ": no location that has it may ship it, or the customer cannot collect it");
        else if (strcmp(decision->reason, parked_reason_name(PARKED_REROUTES)) == 0)
            add(&words, ": its units were routed again too often");
        else if (strncmp(decision->reason, not_together_text, strlen(not_together_text)) == 0)
            add_groups(&words, decision, ": no location has all of");
        else
            add(&words, ": no set of open locations has all %zu lines free", decision->n_lines);
    } else if (decision->n_legs > 1) {
        add(&words, "no location had everything; %zu parcels are the fewest: ", decision->n_legs);
    }
    for (size_t i = 0; i < decision->n_legs; i++) {
        add(&words, "%s", i == 0 ? "" : ", ");
        add_location(&words, memory, decision->legs[i]->location, decision->legs[i]->distance_m);
        add_line_numbers(&words, decision, decision->legs[i]);
    }
    if (decision->n_legs > 0)
        add_groups(&words, decision, ";");
    add_passed_over(&words, memory, decision);
    add_runner_up(&words, memory, decision);
    if (decision->n_legs > 0 && decision->reason[0] != '\0')
        add(&words, "; %s", decision->reason);
    add_geocode(&words, decision);
    return arena_text(turn_arena(turn), words.text);
}

const char *
parked_sentence(struct turn *turn, const struct order *order, enum parked_reason why)
{
    const struct destination *to = &order->destination;

    if (why == PARKED_NO_STOCK_IN_VIEW)
        return "no set of open locations has all of it free";
    if (why == PARKED_NOT_TOGETHER)
        return "no single open location has all of the lines that stay together";
    if (why == PARKED_NOT_ALLOWED && order->terms.pickup != NULL &&
        !location_has_pickup(order->terms.pickup))
        return arena_format(turn_arena(turn), "customers cannot collect at %s now",
                            order->terms.pickup->code);
    if (why == PARKED_NOT_ALLOWED)
        return "no location that has it may ship it there";
    if (why == PARKED_REROUTES)
        return "its units were routed again too often";
    return arena_format(turn_arena(turn),
                        "neither postal code '%.32s' nor city '%.64s' is known in country '%.8s'",
                        to->postal_code, to->city, to->country);
}

const char *
parked_reason_name(enum parked_reason reason)
{
    switch (reason) {
    case PARKED_BAD_ADDRESS:
        return "BAD_ADDRESS";
    case PARKED_NOT_TOGETHER:
        return not_together_text;
    case PARKED_NOT_ALLOWED:
        return "NOT_ALLOWED";
    case PARKED_REROUTES:
        return "REROUTES";
    default:
        return "NO_STOCK_IN_VIEW";
    }
}
