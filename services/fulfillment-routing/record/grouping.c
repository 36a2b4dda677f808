/* See grouping.h. */
#include "services/fulfillment-routing/record/grouping.h"

#include "services/fulfillment-routing/core/keep_together.h"

/* What a unit of each row weighs, is worth or costs; NULL when lines do not tell. */
static const int64_t *
amounts_of_rows(struct arena *arena, const struct request *request, const struct grouping *grouping,
                const int64_t *of_lines)
{
    if (of_lines == NULL)
        return NULL;
    int64_t *amounts = arena_take(arena, grouping->searched.line_count * sizeof *amounts);
    together_amounts(grouping->together, grouping->row_of, request->quantities, request->line_count,
                     of_lines, amounts);
    return amounts;
}

static const struct site *
sites_of_rows(struct arena *arena, const struct request *request, const struct grouping *grouping)
{
    struct site *sites = arena_take(arena, (request->site_count + 1) * sizeof *sites);

    for (size_t i = 0; i < request->site_count; i++) {
        const struct site *site = &request->sites[i];
        int64_t *free = arena_take(arena, grouping->searched.line_count * sizeof *free);
        together_free(grouping->together, grouping->row_of, request->quantities,
                      request->line_count, site->free, free);
        sites[i] = *site;
        sites[i].free = free;
        sites[i].scarcity_nano = amounts_of_rows(arena, request, grouping, site->scarcity_nano);
    }
    return sites;
}

void
group_lines(struct arena *arena, const struct request *request, const int32_t *together,
            struct grouping *grouping)
{
    struct request *searched = &grouping->searched;

    *searched = *request;
    grouping->together = together;
    if (together == NULL)
        return;
    uint32_t *row_of = arena_take(arena, request->line_count * sizeof *row_of);
    searched->line_count = together_rows(together, request->line_count, row_of);
    grouping->row_of = row_of;
    int64_t *quantities = arena_take(arena, searched->line_count * sizeof *quantities);
    together_quantities(together, row_of, request->quantities, request->line_count, quantities);
    searched->quantities = quantities;
    searched->weights_ug = amounts_of_rows(arena, request, grouping, request->weights_ug);
    searched->values_minor = amounts_of_rows(arena, request, grouping, request->values_minor);
    searched->sites = sites_of_rows(arena, request, grouping);
}

int64_t *
group_fill(struct arena *arena, const struct request *request, const struct grouping *grouping,
           const struct plan *plan)
{
    const size_t lines = request->line_count;
    int64_t *taken = arena_take(arena, plan->site_count * lines * sizeof *taken);

    if (plan->site_count == 0)
        return taken;
    if (grouping->together == NULL) {
        fill_plan(request, plan, taken);
        return taken;
    }
    const size_t rows = grouping->searched.line_count;
    int64_t *of_rows = arena_take(arena, plan->site_count * rows * sizeof *of_rows);
    fill_plan(&grouping->searched, plan, of_rows);
    for (size_t parcel = 0; parcel < plan->site_count; parcel++)
        together_taken(grouping->together, grouping->row_of, request->quantities, lines,
                       &of_rows[parcel * rows], &taken[parcel * lines]);
    return taken;
}
