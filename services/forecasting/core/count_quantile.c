/*
 * Counts: how many units are enough with a given probability, how likely so many are enough, and
 * how many are short on average when they are not.
 *
 * Negative binomial with size r = M^2 / (V - M) and q = 1 - M / V; its probabilities follow
 * f(x+1) = f(x) (r + x) / (x + 1) q, those of Poisson f(x+1) = f(x) M / (x + 1) (Johnson, Kemp,
 * Kotz, Univariate Discrete Distributions, 3e, 5.1 and 4.2). They are summed outward from the
 * mode in units of f(mode) and divided by their own total, so nothing underflows and no special
 * function is needed.
 *
 * Beyond a deviation of 2,000 units single units do not matter: there a gamma of the same mean
 * and variance by Wilson and Hilferty's cube root (PNAS 17, 1931).
 */
#include <math.h>

#include "services/forecasting/core/count_law.h"
#include "services/forecasting/core/quantiles.h"

#define DEVIATION_COUNTED 2000.0
#define NEGLIGIBLE        1e-18

struct law {
    double mean;
    bool is_poisson;
    double size; /* r and q of the negative binomial */
    double q;
};

static struct law
law_of(double mean, double variance)
{
    if (variance <= mean * (1 + 1e-9))
        return (struct law){.mean = mean, .is_poisson = true};
    return (struct law){
        .mean = mean, .size = mean * mean / (variance - mean), .q = 1 - mean / variance};
}

/* f(x + 1) / f(x) */
static double
ratio(const struct law *law, double x)
{
    if (law->is_poisson)
        return law->mean / (x + 1);
    return (law->size + x) / (x + 1) * law->q;
}

static double
mode_of(const struct law *law)
{
    if (law->is_poisson)
        return floor(law->mean);
    return law->size > 1 ? floor((law->size - 1) * law->q / (1 - law->q)) : 0;
}

static int64_t
gamma_quantile(double mean, double variance, double probability)
{
    const double shape = mean * mean / variance;
    const double root =
        1 - 1 / (9 * shape) + standard_normal_quantile(probability) / (3 * sqrt(shape));
    return root > 0 ? (int64_t)ceil(mean * root * root * root) : 0;
}

/* The lowest count that matters, its weight, and the weight of all; the mode weighs 1. */
static double
lowest(const struct law *law, double mode, double *low_weight, double *total)
{
    double low = mode;

    *low_weight = *total = 1;
    while (low > 0 && *low_weight > NEGLIGIBLE) {
        *low_weight /= ratio(law, low - 1);
        low--;
        *total += *low_weight;
    }
    double weight = 1;
    for (double x = mode; weight > NEGLIGIBLE; x++) {
        weight *= ratio(law, x);
        *total += weight;
    }
    return low;
}

void
count_quantiles(double mean, double variance, const double *probabilities, int count, int64_t *out)
{
    for (int i = 0; i < count; i++) {
        assert(probabilities[i] > 0 && probabilities[i] < 1);
        assert(i == 0 || probabilities[i] >= probabilities[i - 1]);
        out[i] = 0;
    }
    if (mean <= 0)
        return;
    if (fmax(mean, variance) > DEVIATION_COUNTED * DEVIATION_COUNTED) {
        for (int i = 0; i < count; i++)
            out[i] = gamma_quantile(mean, fmax(mean, variance), probabilities[i]);
        return;
    }
    const struct law law = law_of(mean, variance);
    const double mode = mode_of(&law);
    double weight, total, x = lowest(&law, mode, &weight, &total);
    double sum = weight;
    for (int i = 0; i < count; i++) {
        while (sum < probabilities[i] * total && (weight > NEGLIGIBLE || x <= mode)) {
            weight *= ratio(&law, x);
            x++;
            sum += weight;
        }
        out[i] = (int64_t)x;
    }
}

int64_t
count_quantile(double mean, double variance, double probability)
{
    int64_t units;

    count_quantiles(mean, variance, &probability, 1, &units);
    return units;
}

/* P(D > units) of the gamma, by the same cube root. */
static double
gamma_above(double shape, double scale, double units)
{
    const double z = (cbrt(units / (shape * scale)) - 1 + 1 / (9 * shape)) * 3 * sqrt(shape);
    return erfc(z / M_SQRT2) / 2;
}

/* Of the total probability: what lies at or below so many units, above them, and how far above. */
struct parts {
    double within, above, shortage;
};

static struct parts
parts_of_gamma(double mean, double variance, double units)
{
    const double shape = mean * mean / variance, scale = variance / mean;
    const double above = gamma_above(shape, scale, units);

    return (struct parts){
        .within = 1 - above,
        .above = above,
        .shortage = fmax(0, mean * gamma_above(shape + 1, scale, units) - units * above),
    };
}

static void
add_part(struct parts *parts, double x, double weight, double units)
{
    if (x <= units) {
        parts->within += weight;
    } else {
        parts->above += weight;
        parts->shortage += (x - units) * weight;
    }
}

static struct parts
parts_of(double mean, double variance, int64_t at)
{
    const double units = (double)at;

    if (mean <= 0)
        return (struct parts){.within = 1};
    if (fmax(mean, variance) > DEVIATION_COUNTED * DEVIATION_COUNTED)
        return parts_of_gamma(mean, fmax(mean, variance), units);

    const struct law law = law_of(mean, variance);
    const double mode = mode_of(&law);
    struct parts parts = {0};
    double weight = 1;
    for (double x = mode; x >= 0 && weight > NEGLIGIBLE; x--) {
        add_part(&parts, x, weight, units);
        if (x > 0)
            weight /= ratio(&law, x - 1);
    }
    weight = ratio(&law, mode);
    for (double x = mode + 1; weight > NEGLIGIBLE; x++) {
        add_part(&parts, x, weight, units);
        weight *= ratio(&law, x);
    }
    const double total = parts.within + parts.above;
    return (struct parts){parts.within / total, parts.above / total, parts.shortage / total};
}

double
count_chance(double mean, double variance, int64_t units)
{
    return units < 0 ? 0 : parts_of(mean, variance, units).within;
}

double
count_chance_above(double mean, double variance, int64_t units)
{
    return units < 0 ? 1 : parts_of(mean, variance, units).above;
}

double
count_shortage(double mean, double variance, int64_t units)
{
    if (units < 0)
        return fmax(mean, 0) - (double)units;
    return parts_of(mean, variance, units).shortage;
}
