/*
 * Formula: the optimal (s, S) for counts under periodic review with full backordering.
 *
 * Source: Zheng and Federgruen, Finding optimal (s, S) policies is about as simple as evaluating a
 * single policy (Operations Research 39, 1991), with the renewal density m of Veinott and Wagner:
 * m(0) = 1/(1-f(0)), m(j) = m(0) sum_{l=1..j} f(l) m(j-l); M(j) = sum of m below j;
 * cost(s, S) = (K + sum_{j<S-s} m(j) G(S-j)) / M(S-s),
 * G(y) = h E max(0, y - X) + p E max(0, X - y), X the demand over lead + 1 periods.
 */
#include <math.h>

#include "services/forecasting/core/stock/formulas.h"

struct table {
    int low, high;   /* of G */
    double *holding; /* G(low) .. G(high) */
    double *density; /* m(0) .. m(span) */
    double *renewal; /* M(0) .. */
    int span;
    double order;
};

static double
cost_of(const struct table *table, int s, int S)
{
    double sum = table->order;

    for (int j = 0; j < S - s; j++)
        sum += table->density[j] * table->holding[S - j - table->low];
    return sum / table->renewal[S - s];
}

/* f(0) .. f(count - 1) */
static void
fill_probabilities(double mean, double variance, double *f, size_t count)
{
    const bool is_poisson = variance <= mean * (1 + 1e-9);
    const double size = is_poisson ? 0 : mean * mean / (variance - mean); /* r and q */
    const double q = 1 - mean / variance;

    for (size_t i = 0; i < count; i++) {
        const double x = (double)i;
        const double log_f = is_poisson
                                 ? x * log(mean) - mean
                                 : lgamma(size + x) - lgamma(size) + size * log1p(-q) + x * log(q);
        f[i] = exp(log_f - lgamma(x + 1));
    }
}

/* G by its differences: G(y + 1) - G(y) = h F(y) - p (1 - F(y)). */
static void
fill_holding(struct table *table, const struct reorder_costs *costs, double mean, double variance,
             struct scratch *scratch)
{
    const size_t count = (size_t)(table->high - table->low + 1);
    const size_t mark = scratch_mark(scratch);
    double *f = scratch_doubles(scratch, (size_t)table->high + 1);
    double cdf = 0;

    fill_probabilities(mean, variance, f, (size_t)table->high + 1);
    table->holding[0] = costs->shortage * (mean - table->low); /* low <= 0: all of it is short */
    for (size_t i = 1; i < count; i++) {
        const int y = table->low + (int)i - 1;
        if (y >= 0)
            cdf += f[y];
        table->holding[i] =
            table->holding[i - 1] + costs->lot.holding * cdf - costs->shortage * (1 - cdf);
    }
    scratch_reset(scratch, mark);
}

static void
fill_renewal(struct table *table, double mean, double variance, struct scratch *scratch)
{
    const size_t mark = scratch_mark(scratch);
    double *f = scratch_doubles(scratch, (size_t)table->span + 1);

    fill_probabilities(mean, variance, f, (size_t)table->span + 1);
    table->density[0] = 1 / (1 - f[0]);
    table->renewal[0] = 0;
    for (int j = 1; j <= table->span; j++) {
        double sum = 0;
        for (int l = 1; l <= j; l++)
            sum += f[l] * table->density[j - l];
        table->density[j] = table->density[0] * sum;
        table->renewal[j] = table->renewal[j - 1] + table->density[j - 1];
    }
    scratch_reset(scratch, mark);
}

/* Room for all that can be optimal: an order of at most a few EOQ around the base stock level. */
static struct table
table_of(const struct reorder_costs *costs, double mean, double variance, int lead,
         struct scratch *scratch)
{
    const double over = mean * (lead + 1), deviation = sqrt(variance * (lead + 1));
    const double p = costs->shortage, h = costs->lot.holding;
    const double lot = sqrt(2 * costs->lot.order * mean * (h + p) / (h * p));
    struct table table = {.order = costs->lot.order};

    assert(mean > 0 && over <= SS_MEAN_MAX);
    table.low = -(int)ceil(2 * lot + 8 * deviation + over + 10);
    table.high = (int)ceil(over + 10 * deviation + 4 * lot + 20);
    table.span = table.high - table.low;
    table.holding = scratch_doubles(scratch, (size_t)table.span + 1);
    table.density = scratch_doubles(scratch, (size_t)table.span + 1);
    table.renewal = scratch_doubles(scratch, (size_t)table.span + 1);
    fill_holding(&table, costs, over, variance * (lead + 1), scratch);
    fill_renewal(&table, mean, variance, scratch);
    return table;
}

static double
holding_at(const struct table *table, int y)
{
    return table->holding[y - table->low];
}

/* Raises s while that does not cost more, S0 being fixed. */
static double
raise_reorder_point(const struct table *table, int *s, int S, int base)
{
    double cost = cost_of(table, *s, S);

    while (*s + 1 < base && cost <= holding_at(table, *s + 1)) {
        ++*s;
        cost = cost_of(table, *s, S);
    }
    return cost;
}

struct ss_policy
ss_exact(const struct reorder_costs *costs, double mean, double variance, int lead,
         struct scratch *scratch)
{
    const size_t mark = scratch_mark(scratch);
    const struct table table = table_of(costs, mean, variance, lead, scratch);
    int base = table.low; /* least G */

    while (base < table.high && holding_at(&table, base + 1) < holding_at(&table, base))
        base++;
    int best = base, s = base - 1;
    while (s > table.low && cost_of(&table, s, best) > holding_at(&table, s))
        s--;
    double least = cost_of(&table, s, best);
    for (int S = base + 1; S <= table.high && holding_at(&table, S) <= least; S++) {
        if (cost_of(&table, s, S) >= least)
            continue;
        best = S;
        least = raise_reorder_point(&table, &s, S, base);
    }
    scratch_reset(scratch, mark);
    return (struct ss_policy){s, best, least};
}

double
ss_cost(const struct reorder_costs *costs, double mean, double variance, int lead,
        int64_t reorder_point, int64_t order_up_to, struct scratch *scratch)
{
    const size_t mark = scratch_mark(scratch);
    const struct table table = table_of(costs, mean, variance, lead, scratch);

    assert(reorder_point >= table.low && order_up_to <= table.high && reorder_point < order_up_to);
    const double cost = cost_of(&table, (int)reorder_point, (int)order_up_to);
    scratch_reset(scratch, mark);
    return cost;
}
