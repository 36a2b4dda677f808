/*
 * Formula: where in a tree of stages to keep safety stock, when every stage promises a service time
 * that it always keeps.
 *
 * Source: Graves and Willems, Optimizing strategic safety stock placement in supply chains (M&SOM
 * 2, 2000); Snyder and Shen (2e, 2019), 6.3.6. A stage that is served within SI, takes T and
 * promises S covers SI + T - S periods with z sd sqrt(SI + T - S). Leaves are taken off one by
 * one: each says what it and all behind it cost, by the time it promises to the stage it feeds, or
 * by the time within which the stage that feeds it has to serve.
 */
#include <math.h>

#include "services/forecasting/core/stock/formulas.h"

#define WIDTH (SERVICE_TIME_MAX + 1)

struct tree {
    struct stage *stages;
    int count;
    double z;
    int *order;         /* parents before children */
    int *parent;        /* -1: the root */
    bool *feeds_parent; /* else it is fed by it */
    int *reach;         /* longest time from outside supply through the stage */
    double
        *feeding;  /* [stage][time within which it is served]: cost of those behind that feed it */
    double *fed;   /* [stage][time that it promises]: of those behind that it feeds */
    double *least; /* [stage][time]: of it and all behind it; the time may be better */
    int *time;     /* [stage][time]: the one that is best within it */
    int *other;    /* [stage][time]: the best on its other side */
};

static bool
order_stages(struct tree *tree, const struct link *links)
{
    int known = 1;

    for (int i = 0; i < tree->count; i++)
        tree->parent[i] = -2;
    tree->parent[0] = -1;
    tree->order[0] = 0;
    for (int at = 0; at < known; at++) {
        const int here = tree->order[at];
        for (int i = 0; i < tree->count - 1; i++) {
            const bool feeds = links[i].to == here;
            if (!feeds && links[i].from != here)
                continue;
            const int there = feeds ? links[i].from : links[i].to;
            if (tree->parent[there] != -2)
                continue;
            tree->parent[there] = here;
            tree->feeds_parent[there] = feeds;
            tree->order[known++] = there;
        }
    }
    return known == tree->count;
}

/* Relaxed as often as there are stages, at most; false: longer than SERVICE_TIME_MAX. */
static bool
find_reach(struct tree *tree, const struct link *links)
{
    bool changed = true;

    for (int i = 0; i < tree->count; i++)
        tree->reach[i] = tree->stages[i].inbound + tree->stages[i].time;
    while (changed) {
        changed = false;
        for (int i = 0; i < tree->count - 1; i++) {
            const int longer = tree->reach[links[i].from] + tree->stages[links[i].to].time;
            if (longer > SERVICE_TIME_MAX)
                return false;
            if (longer > tree->reach[links[i].to]) {
                tree->reach[links[i].to] = longer;
                changed = true;
            }
        }
    }
    for (int i = 0; i < tree->count; i++)
        if (tree->reach[i] > SERVICE_TIME_MAX)
            return false;
    return true;
}

static void
take_if_less(struct tree *tree, int stage, int time, int other, double cost)
{
    const size_t at = (size_t)stage * WIDTH + (size_t)time;

    if (cost < tree->least[at]) {
        tree->least[at] = cost;
        tree->other[at] = other;
    }
}

/* A shorter promise serves as well as a longer one, a longer wait is borne as well as a shorter. */
static void
allow_better_times(struct tree *tree, int stage)
{
    const bool feeds = tree->feeds_parent[stage];
    double *least = tree->least + (size_t)stage * WIDTH;
    int *time = tree->time + (size_t)stage * WIDTH;

    for (int t = 0; t < WIDTH; t++)
        time[t] = t;
    for (int i = 1; i < WIDTH; i++) {
        const int t = feeds ? i : WIDTH - 1 - i;
        const int better = feeds ? t - 1 : t + 1;
        if (least[better] < least[t]) {
            least[t] = least[better];
            time[t] = time[better];
        }
    }
}

static void
solve_stage(struct tree *tree, int k)
{
    const struct stage *stage = &tree->stages[k];
    const double *feeding = tree->feeding + (size_t)k * WIDTH;
    const double *fed = tree->fed + (size_t)k * WIDTH;

    for (int t = 0; t < WIDTH; t++)
        tree->least[(size_t)k * WIDTH + (size_t)t] = INFINITY;
    for (int served = stage->inbound; served <= tree->reach[k] - stage->time; served++) {
        int longest = served + stage->time;
        if (stage->promised >= 0 && stage->promised < longest)
            longest = stage->promised;
        for (int promised = 0; promised <= longest; promised++) {
            const double own =
                stage->holding * tree->z * stage->deviation * sqrt(served + stage->time - promised);
            const double cost = own + feeding[served] + fed[promised];
            if (tree->feeds_parent[k])
                take_if_less(tree, k, promised, served, cost);
            else
                take_if_less(tree, k, served, promised, cost);
        }
    }
}

/* What a stage that is solved costs, its parent counts with. */
static void
tell_parent(struct tree *tree, int k)
{
    const double *least = tree->least + (size_t)k * WIDTH;
    double *sum =
        (tree->feeds_parent[k] ? tree->feeding : tree->fed) + (size_t)tree->parent[k] * WIDTH;

    for (int t = 0; t < WIDTH; t++)
        sum[t] += least[t];
}

static int
best_of_root(const struct tree *tree, int root)
{
    const double *least = tree->least + (size_t)root * WIDTH;
    int best = 0;

    for (int t = 1; t < WIDTH; t++)
        if (least[t] < least[best])
            best = t;
    return best;
}

/* From the root outward: each stage takes the best time within what its parent has chosen. */
static void
read_back(struct tree *tree)
{
    for (int i = 0; i < tree->count; i++) {
        const int k = tree->order[i];
        struct stage *stage = &tree->stages[k];
        const bool feeds = tree->parent[k] >= 0 && tree->feeds_parent[k];
        int at;
        if (tree->parent[k] < 0) {
            at = best_of_root(tree, k);
        } else {
            const struct stage *parent = &tree->stages[tree->parent[k]];
            at = feeds ? parent->net_time + parent->service_time - parent->time
                       : parent->service_time;
            at = tree->time[(size_t)k * WIDTH + (size_t)at];
        }
        const int other = tree->other[(size_t)k * WIDTH + (size_t)at];
        stage->service_time = feeds ? at : other;
        stage->net_time = (feeds ? other : at) + stage->time - stage->service_time;
        stage->stock = tree->z * stage->deviation * sqrt(stage->net_time);
    }
}

bool
guaranteed_service(struct stage *stages, int count, const struct link *links, double z,
                   struct scratch *scratch, double *cost)
{
    assert(count > 0 && count <= STAGES_MAX);
    const size_t mark = scratch_mark(scratch), n = (size_t)count;
    struct tree tree = {.stages = stages, .count = count, .z = z};

    tree.order = scratch_take(scratch, n * sizeof *tree.order);
    tree.parent = scratch_take(scratch, n * sizeof *tree.parent);
    tree.feeds_parent = scratch_take(scratch, n * sizeof *tree.feeds_parent);
    tree.reach = scratch_take(scratch, n * sizeof *tree.reach);
    tree.feeding = scratch_doubles(scratch, n * WIDTH);
    tree.fed = scratch_doubles(scratch, n * WIDTH);
    tree.least = scratch_doubles(scratch, n * WIDTH);
    tree.time = scratch_take(scratch, n * WIDTH * sizeof *tree.time);
    tree.other = scratch_take(scratch, n * WIDTH * sizeof *tree.other);

    const bool found = order_stages(&tree, links) && find_reach(&tree, links);
    if (found) {
        for (int i = count - 1; i >= 0; i--) {
            solve_stage(&tree, tree.order[i]);
            if (i > 0) {
                allow_better_times(&tree, tree.order[i]);
                tell_parent(&tree, tree.order[i]);
            }
        }
        read_back(&tree);
        *cost = 0;
        for (int i = 0; i < count; i++)
            *cost += stages[i].holding * stages[i].stock;
    }
    scratch_reset(scratch, mark);
    return found;
}
