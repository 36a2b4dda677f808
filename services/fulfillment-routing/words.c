/*
 * A decision in words: one sentence, with the names of the locations.
 */
#include "services/fulfillment-routing/words.h"

#include <string.h>

#include "services/fulfillment-routing/plan.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/words_text.h"

typedef Crossdock__Routing__V1__Decision decision_message;
typedef Crossdock__Routing__V1__Candidate candidate;
typedef Crossdock__Routing__V1__Leg leg_message;

static const char not_together_text[] = "NOT_TOGETHER";

/* In their order of weight. */
static const struct {
    uint32_t relaxed;
    const char *text;
} given_up[] = {
    {RELAXED_PROMISE, "comes later than it was needed, since nobody could do better"},
    {RELAXED_CAPACITY, "takes a later day, since the first of its location is full"},
    {RELAXED_SPLIT_VALUE,
     "a part is worth less than it should be, since nothing else would fill it"},
    {RELAXED_PARCELS, "is more parcels than allowed, since nothing else would fill it"},
    {RELAXED_WEIGHT, "a parcel is heavier than the rates go"},
};

static bool
is_by_cost(const decision_message *decision)
{
    return strcmp(decision->rule, rule_name(RULE_LEAST_COST)) == 0;
}

static void
add_line_numbers(struct words *words, const decision_message *decision, const leg_message *leg)
{
    if (decision->n_legs == 1) {
        if (decision->n_lines <= 2)
            words_add(words, " ships %s", decision->n_lines == 1 ? "it" : "both lines");
        else
            words_add(words, " ships all %zu lines", decision->n_lines);
        return;
    }
    words_add(words, " ships");
    for (size_t i = 0; i < leg->n_lines; i++)
        words_add(words, "%s %lld x line %u", i == 0 ? "" : ",", (long long)leg->lines[i]->quantity,
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
        words_add(words, "%s", before);
        words_add_location(words, memory, c->location, c->distance_m);
        if (c->excluded[0] != '\0')
            words_add(words, ": %s", c->excluded);
        else
            words_add(words, " had %u of %zu line%s in full", c->lines_in_full, decision->n_lines,
                      decision->n_lines == 1 ? "" : "s");
        before = ", ";
    }
}

static void
add_runner_up(struct words *words, const struct memory *memory, const decision_message *decision)
{
    if (decision->n_runner_up == 0)
        return;
    words_add(words, "; next best: ");
    for (size_t i = 0; i < decision->n_runner_up; i++) {
        words_add(words, "%s", i == 0 ? "" : " with ");
        words_add_location(words, memory, decision->runner_up[i]->location,
                           decision->runner_up[i]->distance_m);
    }
    if (!is_by_cost(decision))
        return;
    words_add(words, ", ");
    words_add_money(words, decision->margin_nano, decision->currency);
    words_add(words, " more");
}

static void
add_geocode(struct words *words, const decision_message *decision)
{
    if (strcmp(decision->geocoded_by, "EXACT") == 0)
        words_add(words, " (distances from the middle of postal code %s)", decision->geocoded_as);
    if (strcmp(decision->geocoded_by, "PREFIX") == 0)
        words_add(words, " (distances from the middle of the postal codes %s...)",
                  decision->geocoded_as);
    if (strcmp(decision->geocoded_by, "PICKUP") == 0)
        words_add(words, " (distances from where the customer collects it)");
    if (strcmp(decision->geocoded_by, "CITY") == 0)
        words_add(words, " (distances from the middle of the city: its postal code is not known)");
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
        words_add(words, "%s", before);
        for (size_t j = i; j < decision->n_lines; j++) {
            if (decision->lines[j]->together == group)
                words_add(words, "%s line %u", j == i ? "" : ",", decision->lines[j]->line);
        }
        words_add(words, " that stay together");
        before = ",";
    }
}

static void
add_parked(struct words *words, const decision_message *decision)
{
    words_add(words, "parked, %s", decision->reason);
    if (strcmp(decision->geocoded_by, "NONE") == 0)
        words_add(words, ": neither its postal code nor its city is known");
    else if (strcmp(decision->reason, parked_reason_name(PARKED_REROUTES)) == 0)
        words_add(words, ": its units were routed again too often");
    else if (strcmp(decision->reason, parked_reason_name(PARKED_NOT_ALLOWED)) == 0)
        words_add(words,
                  ": no location that has it may ship it, or the customer cannot collect it");
    else if (strncmp(decision->reason, not_together_text, strlen(not_together_text)) == 0)
        add_groups(words, decision, ": no location has all of");
    else
        words_add(words, ": no set of open locations has all %zu lines free", decision->n_lines);
}

static void
add_rule(struct words *words, const decision_message *decision)
{
    if (is_by_cost(decision)) {
        words_add(words, "%s", decision->n_legs > 1 ? "" : "the least cost, ");
        if (decision->n_legs > 1)
            words_add(words, "%zu parcels cost the least, ", decision->n_legs);
        words_add_money(words, decision->cost_nano, decision->currency);
        words_add(words, ": ");
    } else if (decision->n_legs > 1) {
        words_add(words,
                  "no location had everything; %zu parcels are the fewest: ", decision->n_legs);
    }
}

const char *
decision_sentence(struct turn *turn, const decision_message *decision)
{
    const struct memory *memory = store_memory(turn);
    struct words words = {.bytes = 0};

    if (decision->n_legs == 0)
        add_parked(&words, decision);
    else
        add_rule(&words, decision);
    for (size_t i = 0; i < decision->n_legs; i++) {
        words_add(&words, "%s", i == 0 ? "" : ", ");
        words_add_location(&words, memory, decision->legs[i]->location,
                           decision->legs[i]->distance_m);
        add_line_numbers(&words, decision, decision->legs[i]);
    }
    if (decision->n_legs > 0)
        add_groups(&words, decision, ";");
    add_passed_over(&words, memory, decision);
    add_runner_up(&words, memory, decision);
    if (decision->n_legs > 0 && decision->reason[0] != '\0')
        words_add(&words, "; %s", decision->reason);
    add_geocode(&words, decision);
    return arena_text(turn_arena(turn), words.text);
}

const char *
decision_remark(struct turn *turn, const struct record *record)
{
    struct words words = {.bytes = 0};

    if (record->dips)
        words_add(&words, "uses safety stock, since nothing else could keep the promise");
    for (size_t i = 0; i < sizeof given_up / sizeof *given_up; i++) {
        if ((record->relaxed & given_up[i].relaxed) != 0)
            words_add(&words, "%s%s", words.bytes == 0 ? "" : "; ", given_up[i].text);
    }
    if (!record->proved)
        words_add(&words, "%sthere may be a better plan: the search hit its limit",
                  words.bytes == 0 ? "" : "; ");
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
