/*
 * Decision records: what a decision was made of, kept small when it is made, put into words when
 * somebody asks why.
 *
 * Only the locations that matter are kept as candidates: the nearest ones, through the first two
 * beyond those chosen. What can be derived when shown (the sentence, the lines of a plan of one
 * parcel) is not stored.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/message.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/plan.h"
#include "services/fulfillment-routing/store.h"

#define CANDIDATES_MAX    8
#define CANDIDATES_MIN    3
#define CANDIDATES_BEYOND 2
#define WORDS_BYTES       2000

typedef Crossdock__Routing__V1__Decision decision_message;
typedef Crossdock__Routing__V1__Candidate candidate;
typedef Crossdock__Routing__V1__Leg leg_message;
typedef Crossdock__Order__V1__LineQuantity line_quantity;

/* Stored as the reason; the sentence is made from it and the rest when shown. */
static const char not_together_text[] = "NOT_TOGETHER";
static const char dips_text[] = "uses safety stock, since nothing else could keep the promise";
static const char not_proved_text[] =
    "there may be a plan with less distance: the search hit its limit";

/* --- recorded ----------------------------------------------------------------------------------
 */

static const struct site *
site_at(const struct request *request, uint32_t location)
{
    for (size_t i = 0; i < request->site_count; i++) {
        if (request->sites[i].location == location)
            return &request->sites[i];
    }
    return NULL;
}

static const char *
why_empty(const struct decided *decided, const struct location *location)
{
    for (uint32_t line = 0; line < decided->line_count; line++) {
        const struct shelf *shelf = shelf_find(decided->lines[line].sku, location);
        if (shelf != NULL && shelf->doubtful)
            return "came out short";
    }
    return "";
}

static void
describe(const struct decided *decided, const struct memory *memory, uint32_t number, candidate *to)
{
    const struct location *location = memory->locations[number];
    const struct site *site = site_at(decided->request, number);

    crossdock__routing__v1__candidate__init(to);
    to->location = (char *)location->code;
    to->distance_m = decided->place->distance_m[number];
    if (location->closed)
        to->excluded = "closed";
    else if (order_excludes(decided->order, number))
        to->excluded = "refused this order";
    else if (site == NULL)
        to->excluded = (char *)why_empty(decided, location);
    if (site == NULL)
        return;
    for (uint32_t line = 0; line < decided->line_count; line++) {
        const int64_t asked = decided->lines[line].quantity;
        to->lines_in_full += site->free[line] >= asked;
        to->units += site->free[line] < asked ? site->free[line] : asked;
    }
}

/* How many of the nearest locations to keep. */
static size_t
candidate_count(const struct decided *decided, const struct memory *memory)
{
    const struct plan *plan = &decided->choice->plan;
    size_t count = CANDIDATES_MIN;

    if (decided->choice->rule == RULE_PARKED) {
        count = CANDIDATES_MAX;
    } else {
        const uint32_t farthest =
            decided->request->sites[plan->sites[plan->site_count - 1]].location;
        size_t rank = 0;
        while (decided->place->nearest[rank] != farthest)
            rank++;
        if (rank + 1 + CANDIDATES_BEYOND > count)
            count = rank + 1 + CANDIDATES_BEYOND;
    }
    if (count > CANDIDATES_MAX)
        count = CANDIDATES_MAX;
    return count < memory->location_count ? count : memory->location_count;
}

static line_quantity **
put_lines(struct arena *arena, const struct ask *lines, const int64_t *quantities, uint32_t count,
          size_t *filled)
{
    line_quantity **list = arena_take(arena, count * sizeof *list);
    line_quantity *put = arena_take(arena, count * sizeof *put);

    *filled = 0;
    for (uint32_t i = 0; i < count; i++) {
        const int64_t quantity = quantities == NULL ? lines[i].quantity : quantities[i];
        if (quantity == 0)
            continue;
        line_quantity *to = &put[*filled];
        crossdock__order__v1__line_quantity__init(to);
        to->line = (uint32_t)lines[i].line;
        to->sku = (char *)lines[i].sku->code;
        to->quantity = quantity;
        to->together = (uint32_t)lines[i].together;
        list[(*filled)++] = to;
    }
    return list;
}

/* ids from first_id on, 0: none; lines only when there are several parcels. */
static leg_message **
put_legs(struct turn *turn, const struct decided *decided, const struct plan *plan,
         int64_t first_id, const int64_t *taken)
{
    struct arena *arena = turn_arena(turn);
    leg_message **list = arena_take(arena, plan->site_count * sizeof *list);
    leg_message *legs = arena_take(arena, plan->site_count * sizeof *legs);

    for (size_t i = 0; i < plan->site_count; i++) {
        const struct site *site = &decided->request->sites[plan->sites[i]];
        crossdock__routing__v1__leg__init(&legs[i]);
        legs[i].fulfillment_order_id = first_id == 0 ? 0 : (uint64_t)first_id + i;
        legs[i].location = (char *)store_memory(turn)->locations[site->location]->code;
        legs[i].distance_m = site->distance_m;
        if (taken != NULL && plan->site_count > 1)
            legs[i].lines = put_lines(arena, decided->lines, &taken[i * decided->line_count],
                                      decided->line_count, &legs[i].n_lines);
        list[i] = &legs[i];
    }
    return list;
}

static void
put_candidates(struct turn *turn, const struct decided *decided, decision_message *to)
{
    struct memory *memory = store_memory(turn);

    to->n_candidates = candidate_count(decided, memory);
    to->candidates = arena_take(turn_arena(turn), to->n_candidates * sizeof *to->candidates);
    candidate *candidates = arena_take(turn_arena(turn), to->n_candidates * sizeof *candidates);
    for (size_t i = 0; i < to->n_candidates; i++) {
        describe(decided, memory, decided->place->nearest[i], &candidates[i]);
        to->candidates[i] = &candidates[i];
    }
}

void
decision_record(struct turn *turn, const struct decided *decided)
{
    const struct choice *choice = decided->choice;
    decision_message message = CROSSDOCK__ROUTING__V1__DECISION__INIT;
    struct plan other;
    size_t bytes;

    message.order_id = (uint64_t)decided->order->id;
    message.decided_at_us = turn_now_us(turn);
    message.geocoded_by = (char *)geocoded_by_name(decided->place->place.by);
    message.geocoded_as = (char *)decided->place->place.as;
    message.rule = (char *)rule_name(choice->rule);
    message.lines =
        put_lines(turn_arena(turn), decided->lines, NULL, decided->line_count, &message.n_lines);
    if (decided->request != NULL)
        put_candidates(turn, decided, &message);
    if (decided->parked != 0) {
        message.reason = (char *)parked_reason_name(decided->parked);
    } else {
        message.reason = choice->dips        ? (char *)dips_text
                         : !choice->proved   ? (char *)not_proved_text
                                             : "";
        message.n_legs = choice->plan.site_count;
        message.legs = put_legs(turn, decided, &choice->plan, decided->decision_id, decided->taken);
        runner_up(decided->searched, &choice->plan, &other);
        message.n_runner_up = other.site_count;
        message.runner_up = put_legs(turn, decided, &other, 0, NULL);
    }
    const uint8_t *body = message_pack(turn_arena(turn), &message.base, &bytes);
    store_note_decision(turn, decided->order->id, decided->decision_id, message.rule,
                        message.geocoded_by, decided->order->channel, body, bytes);
}

/* --- in words ----------------------------------------------------------------------------------
 */

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

static const char *
sentence(struct turn *turn, const decision_message *decision)
{
    const struct memory *memory = store_memory(turn);
    struct words words = {.bytes = 0};

    if (decision->n_legs == 0) {
        add(&words, "parked, %s", decision->reason);
        if (strcmp(decision->geocoded_by, "NONE") == 0)
            add(&words, ": neither its postal code nor its city is known");
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

/* Operators and readers may ask for every order, a storefront for what its channel was promised.
 * Nothing is given away where nothing was decided. */
bool
decision_may_be_told(struct turn *turn, const struct identity *to, int64_t order_id)
{
    bool any = false;

    if (to->role != ROLE_STOREFRONT)
        return true;
    for (const struct kept_decision *k = store_decisions(turn); k != NULL; k = k->next) {
        if (k->order_id != order_id)
            continue;
        if (strcmp(k->channel, to->subject) == 0)
            return true;
        any = true;
    }
    return !any;
}

const ProtobufCMessage *
decision_view(struct turn *turn, int64_t order_id)
{
    struct arena *arena = turn_arena(turn);
    Crossdock__Routing__V1__DecisionView *view = arena_take(arena, sizeof *view);
    size_t count = 0;

    for (const struct kept_decision *k = store_decisions(turn); k != NULL; k = k->next)
        count += k->order_id == order_id;
    crossdock__routing__v1__decision_view__init(view);
    view->decisions = arena_take(arena, count * sizeof *view->decisions);
    view->words = arena_take(arena, count * sizeof *view->words);
    for (const struct kept_decision *k = store_decisions(turn); k != NULL; k = k->next) {
        const char *reason;
        if (k->order_id != order_id)
            continue;
        decision_message *decision = (decision_message *)message_read(
            arena, &crossdock__routing__v1__decision__descriptor, k->body, k->bytes, &reason);
        assert(decision != NULL); /* our own bytes */
        decision->round = (uint32_t)view->n_decisions + 1;
        if (decision->n_legs == 1 && decision->legs[0]->n_lines == 0) {
            decision->legs[0]->n_lines = decision->n_lines;
            decision->legs[0]->lines = decision->lines;
        }
        const char *words = sentence(turn, decision);
        decision->reason = (char *)words;
        view->words[view->n_words++] = (char *)words;
        view->decisions[view->n_decisions++] = decision;
    }
    return &view->base;
}

const char *
parked_sentence(struct turn *turn, const struct order *order, enum parked_reason why)
{
    const struct destination *to = &order->destination;

    if (why == PARKED_NO_STOCK_IN_VIEW)
        return "no set of open locations has all of it free";
    if (why == PARKED_NOT_TOGETHER)
        return "no single open location has all of the lines that stay together";
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
