/*
 * Rule: when nobody has everything, as few locations as possible ship it; of equally few, those
 * with the least total distance; of equally far, the nearer (then lower in code) first.
 *
 * A set of locations can ship a line when together they have it, so a line may be drawn from
 * several if that saves a parcel; split_lines.c keeps lines together inside the chosen set.
 */
#include "services/fulfillment-routing/core/search/search.h"

bool
fewest_parcels(const struct request *request, struct choice *choice)
{
    const struct plan nobody = {.site_count = 0};

    return search_request(request, &nobody, choice);
}
