/*
 * Least cost and the values of stock; see transportation.h.
 *
 * Nodes: the origins, one more that has everything (what is short), the regions. A unit of flow
 * goes from whoever has some left along the cheapest path of the residual graph to a region that
 * wants some; a path may take units of another origin away from a region and send them elsewhere.
 * The value of an origin's last unit is the cheapest path by which the others replace it.
 */
#include "services/forecasting/core/scarcity/transportation.h"

#include <string.h>

#define FAR INT64_MAX

struct work {
    const struct transportation *problem;
    int rows; /* origins, and the one that has everything */
    int64_t *flow;
    int64_t *left;               /* [row] */
    int64_t *wanted;             /* [region] */
    int64_t *up, *down;          /* potentials of rows and regions */
    int64_t *to_row, *to_region; /* distances */
    int *row_from, *region_from; /* the node before, on the other side; -1: the start */
    bool *row_done, *region_done;
};

static int64_t
cost_of(const struct work *work, int row, int region)
{
    const struct transportation *p = work->problem;

    return row < p->origins ? p->cost[row * p->regions + region] : p->short_cost;
}

static int64_t *
flow_of(const struct work *work, int row, int region)
{
    return &work->flow[row * work->problem->regions + region];
}

/* The nearest node that is not done; false: none is reached. Rows are 0.., regions behind them. */
static bool
nearest(const struct work *work, int *node)
{
    int64_t least = FAR;

    for (int i = 0; i < work->rows; i++)
        if (!work->row_done[i] && work->to_row[i] < least) {
            least = work->to_row[i];
            *node = i;
        }
    for (int j = 0; j < work->problem->regions; j++)
        if (!work->region_done[j] && work->to_region[j] < least) {
            least = work->to_region[j];
            *node = work->rows + j;
        }
    return least < FAR;
}

static void
leave_row(struct work *work, int row)
{
    work->row_done[row] = true;
    for (int j = 0; j < work->problem->regions; j++) {
        const int64_t reduced = cost_of(work, row, j) + work->up[row] - work->down[j];
        if (work->to_row[row] + reduced < work->to_region[j]) {
            work->to_region[j] = work->to_row[row] + reduced;
            work->region_from[j] = row;
        }
    }
}

/* Back over what is sent: that row need not send it any more. */
static void
leave_region(struct work *work, int region)
{
    work->region_done[region] = true;
    for (int i = 0; i < work->rows; i++) {
        const int64_t reduced = work->down[region] - cost_of(work, i, region) - work->up[i];
        if (*flow_of(work, i, region) > 0 && work->to_region[region] + reduced < work->to_row[i]) {
            work->to_row[i] = work->to_region[region] + reduced;
            work->row_from[i] = region;
        }
    }
}

/* Dijkstra over reduced costs, from all rows that have some left. */
static void
reach(struct work *work)
{
    int node = 0;

    memset(work->row_done, 0, (size_t)work->rows * sizeof *work->row_done);
    memset(work->region_done, 0, (size_t)work->problem->regions * sizeof *work->region_done);
    for (int i = 0; i < work->rows; i++) {
        work->to_row[i] = work->left[i] > 0 ? -work->up[i] : FAR;
        work->row_from[i] = -1;
    }
    for (int j = 0; j < work->problem->regions; j++)
        work->to_region[j] = FAR;
    while (nearest(work, &node)) {
        if (node < work->rows)
            leave_row(work, node);
        else
            leave_region(work, node - work->rows);
    }
}

/* Costs of paths: distances are of reduced costs, from a start of potential 0. */
static void
raise_potentials(struct work *work)
{
    for (int i = 0; i < work->rows; i++)
        if (work->to_row[i] < FAR)
            work->up[i] += work->to_row[i];
    for (int j = 0; j < work->problem->regions; j++)
        if (work->to_region[j] < FAR)
            work->down[j] += work->to_region[j];
}

/* The region that wants some and is reached cheapest; -1: all have what they want. */
static int
next_region(const struct work *work)
{
    int best = -1;

    for (int j = 0; j < work->problem->regions; j++)
        if (work->wanted[j] > 0 && (best < 0 || work->down[j] < work->down[best]))
            best = j;
    return best;
}

/* As much as fits along the path to this region. */
static void
send(struct work *work, int region)
{
    int64_t units = work->wanted[region];

    for (int j = region;;) {
        const int row = work->region_from[j];
        if (work->row_from[row] < 0) {
            units = work->left[row] < units ? work->left[row] : units;
            break;
        }
        const int64_t taken = *flow_of(work, row, work->row_from[row]);
        units = taken < units ? taken : units;
        j = work->row_from[row];
    }
    work->wanted[region] -= units;
    for (int j = region;;) {
        const int row = work->region_from[j];
        *flow_of(work, row, j) += units;
        if (work->row_from[row] < 0) {
            work->left[row] -= units;
            return;
        }
        j = work->row_from[row];
        *flow_of(work, row, j) -= units;
    }
}

static struct work
start(const struct transportation *problem, struct scratch *scratch)
{
    const size_t rows = (size_t)problem->origins + 1, regions = (size_t)problem->regions;
    struct work work = {
        .problem = problem,
        .rows = problem->origins + 1,
        .flow = scratch_take(scratch, rows * regions * sizeof(int64_t)),
        .left = scratch_take(scratch, rows * sizeof(int64_t)),
        .wanted = scratch_take(scratch, regions * sizeof(int64_t)),
        .up = scratch_take(scratch, rows * sizeof(int64_t)),
        .down = scratch_take(scratch, regions * sizeof(int64_t)),
        .to_row = scratch_take(scratch, rows * sizeof(int64_t)),
        .to_region = scratch_take(scratch, regions * sizeof(int64_t)),
        .row_from = scratch_take(scratch, rows * sizeof(int)),
        .region_from = scratch_take(scratch, regions * sizeof(int)),
        .row_done = scratch_take(scratch, rows * sizeof(bool)),
        .region_done = scratch_take(scratch, regions * sizeof(bool)),
    };

    for (int i = 0; i < problem->origins; i++)
        work.left[i] = problem->stock[i];
    work.left[problem->origins] = FAR;
    memcpy(work.wanted, problem->demand, regions * sizeof *work.wanted);
    return work;
}

void
transportation_solve(const struct transportation *problem, struct scratch *scratch, int64_t *flow,
                     int64_t *value)
{
    const size_t mark = scratch_mark(scratch);
    struct work work = start(problem, scratch);

    assert(problem->origins >= 1 && problem->origins <= TRANSPORT_MAX && problem->regions >= 1 &&
           problem->regions <= TRANSPORT_MAX);
    for (;;) {
        reach(&work);
        raise_potentials(&work);
        const int region = next_region(&work);
        if (region < 0)
            break;
        send(&work, region);
    }
    for (int i = 0; i < problem->origins; i++) {
        value[i] = problem->stock[i] > 0 && work.to_row[i] < FAR ? work.up[i] : 0;
        for (int j = 0; j < problem->regions; j++)
            flow[i * problem->regions + j] = *flow_of(&work, i, j);
    }
    scratch_reset(scratch, mark);
}
