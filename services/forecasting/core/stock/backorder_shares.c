/*
 * Rule: what customers wait for counts where it will be asked for: each location has the part of it
 * that it has of demand. Units are whole: each gets what is full of its part, and those with the
 * largest remainders one more, the first of equal ones, until all are given. Without demand
 * anywhere all of them wait at the first location that has the most stock.
 *
 * Source: inventory position = on hand + on order - backorders (Silver, Pyke, Thomas (4e, 2017),
 * 6.2); method of largest remainders (Hare's quota: Balinski and Young, Fair Representation, 1982).
 */
#include <math.h>

#include "services/forecasting/core/stock/stock.h"

static bool
all_closed(const struct backorder_site *sites, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!sites[i].closed)
            return false;
    return true;
}

static size_t
largest(const struct backorder_site *sites, size_t count, bool closed_too)
{
    size_t most = count;

    for (size_t i = 0; i < count; i++)
        if ((closed_too || !sites[i].closed) &&
            (most == count || sites[i].stock > sites[most].stock))
            most = i;
    return most;
}

/* What is asked at a site that counts. */
static double
weight(const struct backorder_site *site, bool closed_too)
{
    return (closed_too || !site->closed) && site->per_day > 0 ? site->per_day : 0;
}

/* The site whose part is the furthest above what it has; nobody gets two of the rest. */
static size_t
most_short(int64_t units, const struct backorder_site *sites, size_t count, bool closed_too,
           double sum, const int64_t *shares)
{
    double most = 0;
    size_t at = count;

    for (size_t i = 0; i < count; i++) {
        const double asked = weight(&sites[i], closed_too);
        const double missing = (double)units * (asked / sum) - (double)shares[i];
        if (asked > 0 && (at == count || missing > most)) {
            most = missing;
            at = i;
        }
    }
    return at;
}

void
backorder_shares(int64_t units, const struct backorder_site *sites, size_t count, int64_t *shares)
{
    const bool closed_too = all_closed(sites, count);
    int64_t left = units;
    double sum = 0;

    for (size_t i = 0; i < count; i++) {
        shares[i] = 0;
        sum += weight(&sites[i], closed_too);
    }
    if (count == 0 || units <= 0)
        return;
    if (!(sum > 0)) {
        shares[largest(sites, count, closed_too)] = units;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const double part = floor((double)units * (weight(&sites[i], closed_too) / sum));
        shares[i] = part < (double)left ? (int64_t)part : left;
        left -= shares[i];
    }
    for (; left > 0; left--)
        shares[most_short(units, sites, count, closed_too, sum, shares)]++;
}
