/*
 * Messages out: what is in the parcels of a fulfillment order. Lots are those that the shipment
 * tells, else those that were scanned. Parcels are told when there are any; what is in none of
 * them is in one more, without a number.
 */
#include "services/fulfillment-routing/say_parcels.h"

typedef Crossdock__Order__V1__LineQuantity line_quantity;
typedef Crossdock__Routing__V1__Parcel told_parcel;
typedef Crossdock__Routing__V1__ShippedLot told_lot;
typedef Crossdock__Routing__V1__Substitution told_substitution;

static void
put_lot(struct turn *turn, Crossdock__Routing__V1__FulfillmentShipped *event, int32_t line,
        const char *name, int64_t quantity)
{
    told_lot *lot = arena_take(turn_arena(turn), sizeof *lot);

    crossdock__routing__v1__shipped_lot__init(lot);
    lot->line = (uint32_t)line;
    lot->lot = (char *)name;
    lot->quantity = quantity;
    event->lots[event->n_lots++] = lot;
}

size_t
say_substitutions(struct turn *turn, const struct fulfillment *fulfillment,
                  Crossdock__Routing__V1__Substitution ***list)
{
    size_t count = 0;

    for (const struct taken *t = fulfillment->taken; t != NULL; t = t->next)
        count += t->instead != NULL && t->quantity > 0;
    if (count == 0)
        return 0;
    *list = arena_take(turn_arena(turn), count * sizeof **list);
    count = 0;
    for (const struct taken *t = fulfillment->taken; t != NULL; t = t->next) {
        if (t->instead == NULL || t->quantity == 0)
            continue;
        told_substitution *to = arena_take(turn_arena(turn), sizeof *to);
        crossdock__routing__v1__substitution__init(to);
        to->line = (uint32_t)t->line;
        to->sku = (char *)t->instead->code;
        to->quantity = t->quantity;
        (*list)[count++] = to;
    }
    return count;
}

static void
put_taken(struct turn *turn, const struct fulfillment *fulfillment, bool with_lots,
          Crossdock__Routing__V1__FulfillmentShipped *event)
{
    size_t count = 0;

    for (const struct taken *t = fulfillment->taken; t != NULL; t = t->next)
        count++;
    event->n_substitutions = say_substitutions(turn, fulfillment, &event->substitutions);
    if (count == 0 || !with_lots)
        return;
    event->lots = arena_take(turn_arena(turn), count * sizeof *event->lots);
    for (const struct taken *t = fulfillment->taken; t != NULL; t = t->next) {
        if (t->quantity > 0 && t->instead == NULL && t->lot[0] != '\0')
            put_lot(turn, event, t->line, t->lot, t->quantity);
    }
}

static told_parcel *
new_parcel(struct turn *turn, size_t lines_max)
{
    told_parcel *parcel = arena_take(turn_arena(turn), sizeof *parcel);

    crossdock__routing__v1__parcel__init(parcel);
    parcel->lines = arena_take(turn_arena(turn), lines_max * sizeof *parcel->lines);
    return parcel;
}

static void
put_line(struct turn *turn, told_parcel *parcel, const struct ask *line, int64_t quantity)
{
    line_quantity *to = arena_take(turn_arena(turn), sizeof *to);

    crossdock__order__v1__line_quantity__init(to);
    to->line = (uint32_t)line->line;
    to->sku = (char *)line->sku->code;
    to->quantity = quantity;
    parcel->lines[parcel->n_lines++] = to;
}

/* What is in no parcel; NULL: nothing. */
static told_parcel *
rest_of(struct turn *turn, const struct fulfillment *fulfillment)
{
    told_parcel *rest = new_parcel(turn, fulfillment->line_count);

    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        const struct ask *line = &fulfillment->lines[i];
        const int64_t units = line->picked - parcels_units(fulfillment, line->line);
        if (units > 0)
            put_line(turn, rest, line, units);
    }
    return rest->n_lines > 0 ? rest : NULL;
}

static const struct ask *
line_of(const struct fulfillment *fulfillment, int32_t line)
{
    uint32_t i = 0;

    while (fulfillment->lines[i].line != line)
        i++;
    return &fulfillment->lines[i];
}

/* How many were put into the list, which is made. */
static size_t
put_parcels(struct turn *turn, const struct fulfillment *fulfillment, told_parcel ***list)
{
    size_t count = 0;

    for (const struct parcel *p = fulfillment->parcels; p != NULL; p = p->next)
        count++;
    if (count == 0)
        return 0;
    *list = arena_take(turn_arena(turn), (count + 1) * sizeof **list);
    count = 0;
    for (const struct parcel *p = fulfillment->parcels; p != NULL; p = p->next) {
        told_parcel *to = new_parcel(turn, p->line_count);
        to->sscc = (char *)p->sscc;
        to->tracking = (char *)p->tracking;
        to->weight_g = p->weight_g;
        for (uint32_t i = 0; i < p->line_count; i++)
            put_line(turn, to, line_of(fulfillment, p->lines[i].line), p->lines[i].quantity);
        (*list)[count++] = to;
    }
    told_parcel *rest = rest_of(turn, fulfillment);
    if (rest != NULL)
        (*list)[count++] = rest;
    return count;
}

void
say_contents(struct turn *turn, const struct fulfillment *fulfillment,
             const struct shipment *shipment, Crossdock__Routing__V1__FulfillmentShipped *event)
{
    if (shipment->lot_count > 0)
        event->lots = arena_take(turn_arena(turn), shipment->lot_count * sizeof *event->lots);
    for (size_t i = 0; i < shipment->lot_count; i++)
        put_lot(turn, event, shipment->lots[i].line, shipment->lots[i].lot,
                shipment->lots[i].quantity);
    put_taken(turn, fulfillment, shipment->lot_count == 0, event);
    event->n_parcels = put_parcels(turn, fulfillment, &event->parcels);
}

void
say_packed(struct turn *turn, const struct fulfillment *fulfillment)
{
    Crossdock__Routing__V1__FulfillmentPacked event =
        CROSSDOCK__ROUTING__V1__FULFILLMENT_PACKED__INIT;

    event.order_id = (uint64_t)fulfillment->order->id;
    event.fulfillment_order_id = (uint64_t)fulfillment->id;
    event.location = (char *)fulfillment->location->code;
    event.n_parcels = put_parcels(turn, fulfillment, &event.parcels);
    turn_say(turn, arena_format(turn_arena(turn), "%lld", (long long)fulfillment->order->id),
             fulfillment->location->code, &event.base);
}
