/*
 * The cheapest way out of a gap between demand and supply: a table, what costs least first. A way
 * is open when it alone closes the gap; the last ones help as far as they go.
 *
 * Source: the levers of a supply review (expedite, transfer, substitute, allocate, delay a
 * promotion), Vollmann, Berry, Whybark and Jacobs, Manufacturing Planning and Control (5e, 2005),
 * chapter 3; their order is by what each costs: time, margin, freight, premium freight.
 */
#include "services/forecasting/core/plan/supply_review.h"

static bool
can_delay(const struct gap_facts *facts)
{
    return facts->promoted_units >= facts->short_units;
}

static bool
can_substitute(const struct gap_facts *facts)
{
    return facts->limit != LIMIT_CAPACITY && facts->substitute_units >= facts->short_units;
}

static bool
can_transfer(const struct gap_facts *facts)
{
    return facts->limit != LIMIT_CAPACITY && facts->idle_units >= facts->short_units;
}

static bool
can_expedite(const struct gap_facts *facts)
{
    return facts->limit == LIMIT_STOCK && facts->later_units > 0;
}

static bool
can_buy(const struct gap_facts *facts)
{
    return facts->limit != LIMIT_CAPACITY && facts->can_buy;
}

static bool
always(const struct gap_facts *facts)
{
    (void)facts;
    return true;
}

enum way_out
way_out(const struct gap_facts *facts)
{
    static const struct {
        enum way_out way;
        bool (*open)(const struct gap_facts *facts);
    } ways[] = {
        {WAY_DELAY_PROMOTION, can_delay}, {WAY_SUBSTITUTE, can_substitute},
        {WAY_TRANSFER, can_transfer},     {WAY_EXPEDITE_INBOUND, can_expedite},
        {WAY_EXPEDITE_PURCHASE, can_buy}, {WAY_ALLOCATE, always},
    };
    size_t i = 0;

    if (facts->limit == LIMIT_NONE || facts->short_units <= 0)
        return WAY_NONE;
    while (!ways[i].open(facts))
        i++;
    return ways[i].way;
}
