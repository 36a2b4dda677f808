/*
 * Who should: who has what free becomes a request to the core, which answers with a choice. Nothing
 * is changed by it: plan.c puts it into effect.
 */
#include "services/fulfillment-routing/request.h"

#include "services/fulfillment-routing/core/keep_together.h"
#include "services/fulfillment-routing/store.h"

/* Who can: the locations that have any of it, nearest first. */
static struct request
make_request(struct turn *turn, const struct order *order, const struct ask *lines,
             uint32_t line_count, const struct seen_place *place)
{
    struct memory *memory = store_memory(turn);
    struct arena *arena = turn_arena(turn);
    size_t count;
    const int64_t **rows = candidates_free(turn, order, lines, line_count, &count);
    struct site *sites = arena_take(arena, (count + 1) * sizeof *sites);
    int64_t *quantities = arena_take(arena, line_count * sizeof *quantities);
    size_t filled = 0;

    for (uint32_t line = 0; line < line_count; line++)
        quantities[line] = lines[line].quantity;
    for (uint32_t i = 0; i < memory->location_count && filled < count; i++) {
        const uint32_t location = place->nearest[i];
        if (rows[location] == NULL)
            continue;
        sites[filled++] = (struct site){
            .location = location,
            .distance_m = place->distance_m[location],
            .safety_stock = memory->locations[location]->safety_stock,
            .free = rows[location],
        };
    }
    assert(filled == count);
    return (struct request){
        .kind = POLICY_NEAREST,
        .quantities = quantities,
        .line_count = line_count,
        .sites = sites,
        .site_count = count,
    };
}

static bool
has_groups(const struct ask *lines, uint32_t line_count)
{
    for (uint32_t line = 0; line < line_count; line++) {
        if (lines[line].together != 0)
            return true;
    }
    return false;
}

/* What a unit of each row weighs, is worth or costs; NULL when lines do not tell. */
static const int64_t *
amounts_of_rows(struct turn *turn, const struct made *made, const int64_t *of_lines, size_t rows)
{
    if (of_lines == NULL)
        return NULL;
    int64_t *amounts = arena_take(turn_arena(turn), rows * sizeof *amounts);
    together_amounts(made->together, made->row_of, made->request.quantities,
                     made->request.line_count, of_lines, amounts);
    return amounts;
}

/* The same request with every group as one line; see core/keep_together.c. */
static void
make_grouped(struct turn *turn, struct made *made)
{
    struct arena *arena = turn_arena(turn);
    const struct request *request = &made->request;
    const size_t lines = request->line_count;

    made->together = arena_take(arena, lines * sizeof *made->together);
    made->row_of = arena_take(arena, lines * sizeof *made->row_of);
    for (size_t line = 0; line < lines; line++)
        made->together[line] = made->decided.lines[line].together;
    const size_t rows = together_rows(made->together, lines, made->row_of);
    int64_t *quantities = arena_take(arena, rows * sizeof *quantities);
    struct site *sites = arena_take(arena, (request->site_count + 1) * sizeof *sites);
    together_quantities(made->together, made->row_of, request->quantities, lines, quantities);
    for (size_t i = 0; i < request->site_count; i++) {
        int64_t *free = arena_take(arena, rows * sizeof *free);
        together_free(made->together, made->row_of, request->quantities, lines,
                      request->sites[i].free, free);
        sites[i] = request->sites[i];
        sites[i].free = free;
        sites[i].scarcity_nano =
            amounts_of_rows(turn, made, request->sites[i].scarcity_nano, rows);
    }
    made->grouped = *request;
    made->grouped.quantities = quantities;
    made->grouped.weights_ug = amounts_of_rows(turn, made, request->weights_ug, rows);
    made->grouped.values_minor = amounts_of_rows(turn, made, request->values_minor, rows);
    made->grouped.line_count = rows;
    made->grouped.sites = sites;
}

/* By parcel and line: how much of it. */
static int64_t *
taken_of(struct turn *turn, const struct made *made)
{
    struct arena *arena = turn_arena(turn);
    const struct plan *plan = &made->choice.plan;
    const size_t lines = made->request.line_count;
    int64_t *taken = arena_take(arena, plan->site_count * lines * sizeof *taken);

    if (made->together == NULL) {
        fill_plan(&made->request, plan, taken);
        return taken;
    }
    const size_t rows = made->grouped.line_count;
    int64_t *of_rows = arena_take(arena, plan->site_count * rows * sizeof *of_rows);
    fill_plan(&made->grouped, plan, of_rows);
    for (size_t parcel = 0; parcel < plan->site_count; parcel++)
        together_taken(made->together, made->row_of, made->request.quantities, lines,
                       &of_rows[parcel * rows], &taken[parcel * lines]);
    return taken;
}

/* Nobody has it: because of the lines that stay together, or in any way? */
static enum parked_reason
why_nobody(struct made *made)
{
    struct choice apart;

    if (made->together == NULL)
        return PARKED_NO_STOCK_IN_VIEW;
    routing_decide(&made->request, &apart);
    return apart.rule == RULE_PARKED ? PARKED_NO_STOCK_IN_VIEW : PARKED_NOT_TOGETHER;
}

void
request_decide(struct turn *turn, const struct order *order, const struct ask *lines,
               uint32_t line_count, struct made *made)
{
    struct memory *memory = store_memory(turn);
    const struct seen_place *place = place_of(memory, &order->destination);

    made->decided = (struct decided){
        .order = order,
        .lines = lines,
        .line_count = line_count,
        .place = place,
        .choice = &made->choice,
        .decision_id = memory->next_id,
    };
    made->together = NULL;
    made->choice.rule = RULE_PARKED;
    if (place->place.by == GEOCODED_NONE) {
        made->decided.parked = PARKED_BAD_ADDRESS;
        return;
    }
    made->request = make_request(turn, order, lines, line_count, place);
    made->decided.request = &made->request;
    if (has_groups(lines, line_count))
        make_grouped(turn, made);
    struct request *searched = made->together == NULL ? &made->request : &made->grouped;
    made->decided.searched = searched;
    routing_decide(searched, &made->choice);
    if (made->choice.rule == RULE_PARKED)
        made->decided.parked = why_nobody(made);
    else
        made->decided.taken = taken_of(turn, made);
}
