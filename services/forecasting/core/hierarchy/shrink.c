/*
 * Reconciliation by covariances as measured, shrunk to their diagonal (MinT-shrink).
 *
 * ytilde = base - W C' (C W C')^-1 C base, where C holds a row for each sum: parent - its children.
 * It equals S (S' W^-1 S)^-1 S' W^-1 base (Wickramasuriya et al. 2019, section 2.4) and needs a
 * matrix of the sums only, solved by Cholesky. The correlations are shrunk by g = sum var(r_ij) /
 * sum r_ij^2 over i != j (Schaefer, Strimmer, SAGMB 4, 2005), with var(r_ij) from the products of
 * the standardised errors; W = (1 - g) Sigma + g diag(Sigma).
 */
#include <lapacke.h>
#include <math.h>
#include <string.h>

#include "services/forecasting/core/hierarchy/hierarchy.h"

#define VARIANCE_LEAST 1e-9 /* of the mean variance: keeps W positive definite */
#define ERRORS_LEAST   4

struct covariance {
    int count, times;
    double *standard; /* errors / their root mean square, node by node */
    double *scale;    /* root mean square */
    double kept;      /* 1 - g */
};

static void
standardise(struct covariance *covariance, const double *errors)
{
    double mean = 0;

    for (int i = 0; i < covariance->count; i++) {
        double squares = 0;
        for (int t = 0; t < covariance->times; t++)
            squares += errors[i * covariance->times + t] * errors[i * covariance->times + t];
        covariance->scale[i] = sqrt(squares / covariance->times);
        mean += squares / covariance->times / covariance->count;
    }
    const double least = mean > 0 ? sqrt(mean * VARIANCE_LEAST) : 1;
    for (int i = 0; i < covariance->count; i++) {
        if (covariance->scale[i] < least)
            covariance->scale[i] = least;
        for (int t = 0; t < covariance->times; t++)
            covariance->standard[i * covariance->times + t] =
                errors[i * covariance->times + t] / covariance->scale[i];
    }
}

static double
correlation(const struct covariance *covariance, int i, int j, double *squares)
{
    const double *a = covariance->standard + (size_t)i * (size_t)covariance->times;
    const double *b = covariance->standard + (size_t)j * (size_t)covariance->times;
    double sum = 0;

    *squares = 0;
    for (int t = 0; t < covariance->times; t++) {
        sum += a[t] * b[t];
        *squares += a[t] * a[t] * b[t] * b[t];
    }
    return sum / covariance->times;
}

static void
shrink(struct covariance *covariance)
{
    const double n = covariance->times;
    double of_variance = 0, of_square = 0, squares;

    for (int i = 0; i < covariance->count; i++)
        for (int j = 0; j < i; j++) {
            const double r = correlation(covariance, i, j, &squares);
            of_variance += (squares / n - r * r) / (n - 1);
            of_square += r * r;
        }
    const double g = of_square > 0 ? of_variance / of_square : 1;
    covariance->kept = g < 0 ? 1 : g > 1 ? 0 : 1 - g;
}

/* out = W x */
static void
multiply(const struct covariance *covariance, const double *x, double *products, double *out)
{
    for (int t = 0; t < covariance->times; t++) {
        products[t] = 0;
        for (int i = 0; i < covariance->count; i++)
            products[t] +=
                covariance->standard[i * covariance->times + t] * covariance->scale[i] * x[i];
    }
    for (int i = 0; i < covariance->count; i++) {
        double together = 0, own = 0;
        for (int t = 0; t < covariance->times; t++) {
            const double e = covariance->standard[i * covariance->times + t];
            together += e * products[t];
            own += e * e;
        }
        const double variance = covariance->scale[i] * covariance->scale[i];
        out[i] = covariance->kept * covariance->scale[i] * together / covariance->times +
                 (1 - covariance->kept * own / covariance->times) * variance * x[i];
    }
}

/* Sums by number: sum_of[node] of a parent, -1 of a leaf. C x of one vector. */
static void
apply_sums(const struct hierarchy *hierarchy, const int *sum_of, const double *x, double *out)
{
    for (int i = 0; i < hierarchy->count; i++)
        if (sum_of[i] >= 0)
            out[sum_of[i]] = x[i];
    for (int i = 0; i < hierarchy->count; i++)
        if (hierarchy->parent[i] >= 0)
            out[sum_of[hierarchy->parent[i]]] -= x[i];
}

/* Row `sum` of C as a vector over the nodes. */
static void
row_of_sums(const struct hierarchy *hierarchy, const int *sum_of, int sum, double *x)
{
    for (int i = 0; i < hierarchy->count; i++) {
        x[i] = sum_of[i] == sum;
        if (hierarchy->parent[i] >= 0 && sum_of[hierarchy->parent[i]] == sum)
            x[i] -= 1;
    }
}

/* (C W C')^-1 C base of every step, in place of the right-hand sides. */
static bool
solve(const struct hierarchy *hierarchy, const struct covariance *covariance, const int *sum_of,
      int sums, int steps, struct scratch *scratch, double *right)
{
    const size_t mark = scratch_mark(scratch), nodes = (size_t)hierarchy->count;
    double *matrix = scratch_doubles(scratch, (size_t)sums * (size_t)sums);
    double *x = scratch_doubles(scratch, nodes), *wx = scratch_doubles(scratch, nodes);
    double *products = scratch_doubles(scratch, (size_t)covariance->times);

    for (int k = 0; k < sums; k++) {
        row_of_sums(hierarchy, sum_of, k, x);
        multiply(covariance, x, products, wx);
        apply_sums(hierarchy, sum_of, wx, matrix + (size_t)k * (size_t)sums);
    }
    const int info = LAPACKE_dposv(LAPACK_COL_MAJOR, 'U', sums, steps, matrix, sums, right, sums);
    scratch_reset(scratch, mark);
    return info == 0;
}

static bool
correct(const struct hierarchy *hierarchy, const struct covariance *covariance, const int *sum_of,
        int sums, const double *base, int steps, struct scratch *scratch, double *out)
{
    const size_t nodes = (size_t)hierarchy->count;
    double *right = scratch_doubles(scratch, (size_t)sums * (size_t)steps);
    double *x = scratch_doubles(scratch, nodes), *wx = scratch_doubles(scratch, nodes);
    double *products = scratch_doubles(scratch, (size_t)covariance->times);

    for (size_t step = 0; step < (size_t)steps; step++)
        apply_sums(hierarchy, sum_of, base + step * nodes, right + step * (size_t)sums);
    if (!solve(hierarchy, covariance, sum_of, sums, steps, scratch, right))
        return false;
    for (size_t step = 0; step < (size_t)steps; step++) {
        const double *price = right + step * (size_t)sums; /* of each sum */
        for (size_t i = 0; i < nodes; i++) {
            const int parent = hierarchy->parent[i];
            x[i] =
                (sum_of[i] >= 0 ? price[sum_of[i]] : 0) - (parent >= 0 ? price[sum_of[parent]] : 0);
        }
        multiply(covariance, x, products, wx);
        for (size_t i = 0; i < nodes; i++)
            out[step * nodes + i] = base[step * nodes + i] - wx[i];
        hierarchy_sum(hierarchy, out + step * nodes); /* the same but for rounding: now exactly */
    }
    return true;
}

bool
reconcile_shrink(const struct hierarchy *hierarchy, const struct hierarchy_facts *facts,
                 const double *base, int steps, struct scratch *scratch, double *out)
{
    const size_t mark = scratch_mark(scratch), nodes = (size_t)hierarchy->count;
    int *sum_of = scratch_take(scratch, nodes * sizeof *sum_of), sums = 0;

    for (int i = 0; i < hierarchy->count; i++)
        sum_of[i] = hierarchy_is_leaf(hierarchy, i) ? -1 : sums++;
    bool done = facts->errors != NULL && facts->error_count >= ERRORS_LEAST &&
                hierarchy->count <= HIERARCHY_SHRINK_MAX;
    if (done && sums > 0) {
        struct covariance covariance = {
            .count = hierarchy->count,
            .times = facts->error_count,
            .standard = scratch_doubles(scratch, nodes * (size_t)facts->error_count),
            .scale = scratch_doubles(scratch, nodes),
        };
        standardise(&covariance, facts->errors);
        shrink(&covariance);
        done = correct(hierarchy, &covariance, sum_of, sums, base, steps, scratch, out);
    } else if (done && out != base) {
        memmove(out, base, nodes * (size_t)steps * sizeof *out);
    }
    scratch_reset(scratch, mark);
    return done;
}
