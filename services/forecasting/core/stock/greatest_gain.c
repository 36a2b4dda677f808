/*
 * Formula: the transportation problem, solved by successive best paths.
 *
 * Source: Busacker and Gowen 1960; Ahuja, Magnanti, Orlin, Network Flows (1993), 9.7: as long as a
 * path of gain from someone with units left to someone with a need left is there, the best one is
 * taken, undoing earlier moves where that is part of it. Paths by Bellman and Ford; every path
 * empties a giver, fills a taker or undoes a move, so there are few.
 */
#include <math.h>
#include <string.h>

#include "services/forecasting/core/stock/greatest_gain.h"

#define NOTHING 1e-9 /* a gain that is rounding */

struct search {
    const struct moves *moves;
    int64_t *left, *open;            /* spare and needed that are not moved yet */
    double *giver_gain, *taker_gain; /* of the best path to here; -INFINITY: none */
    int *giver_from, *taker_from;    /* the taker, the giver before; -1: the path begins */
};

static bool
extend_forward(struct search *search, int giver)
{
    const struct moves *moves = search->moves;
    bool better = false;

    for (int taker = 0; taker < moves->takers; taker++) {
        const double gain = moves->gain[giver * moves->takers + taker];
        if (!(gain > 0) ||
            !(search->giver_gain[giver] + gain > search->taker_gain[taker] + NOTHING))
            continue;
        search->taker_gain[taker] = search->giver_gain[giver] + gain;
        search->taker_from[taker] = giver;
        better = true;
    }
    return better;
}

/* Undoing what a giver moved to this taker. */
static void
extend_back(struct search *search, int taker)
{
    const struct moves *moves = search->moves;

    for (int giver = 0; giver < moves->givers; giver++) {
        const int at = giver * moves->takers + taker;
        const double gain = search->taker_gain[taker] - moves->gain[at];
        if (moves->moved[at] == 0 || !(gain > search->giver_gain[giver] + NOTHING))
            continue;
        search->giver_gain[giver] = gain;
        search->giver_from[giver] = taker;
    }
}

/* The taker at the end of the best path; -1: nothing is gained any more. */
static int
find_best_path(struct search *search)
{
    const struct moves *moves = search->moves;
    bool better = true;
    int best = -1;

    for (int i = 0; i < moves->givers; i++) {
        search->giver_gain[i] = search->left[i] > 0 ? 0 : -INFINITY;
        search->giver_from[i] = -1;
    }
    for (int i = 0; i < moves->takers; i++)
        search->taker_gain[i] = -INFINITY;
    for (int round = 0; better && round <= moves->givers; round++) {
        better = false;
        for (int i = 0; i < moves->givers; i++)
            if (search->giver_gain[i] > -INFINITY)
                better = extend_forward(search, i) || better;
        for (int i = 0; better && i < moves->takers; i++)
            if (search->taker_gain[i] > -INFINITY)
                extend_back(search, i);
    }
    for (int i = 0; i < moves->takers; i++)
        if (search->open[i] > 0 && search->taker_gain[i] > NOTHING &&
            (best < 0 || search->taker_gain[i] > search->taker_gain[best]))
            best = i;
    return best;
}

static int64_t
units_of_path(const struct search *search, int taker)
{
    int64_t units = search->open[taker];

    for (;;) {
        const int giver = search->taker_from[taker];
        const int back = search->giver_from[giver];
        if (back < 0)
            return search->left[giver] < units ? search->left[giver] : units;
        const int64_t undone = search->moves->moved[giver * search->moves->takers + back];
        if (undone < units)
            units = undone;
        taker = back;
    }
}

static void
move_along(struct search *search, int taker, int64_t units)
{
    const struct moves *moves = search->moves;

    search->open[taker] -= units;
    for (;;) {
        const int giver = search->taker_from[taker];
        const int back = search->giver_from[giver];
        moves->moved[giver * moves->takers + taker] += units;
        if (back < 0) {
            search->left[giver] -= units;
            return;
        }
        moves->moved[giver * moves->takers + back] -= units;
        taker = back;
    }
}

double
greatest_gain(const struct moves *moves, struct scratch *scratch)
{
    const size_t mark = scratch_mark(scratch);
    const size_t givers = (size_t)moves->givers, takers = (size_t)moves->takers;
    struct search search = {
        .moves = moves,
        .left = scratch_take(scratch, givers * sizeof(int64_t)),
        .open = scratch_take(scratch, takers * sizeof(int64_t)),
        .giver_gain = scratch_doubles(scratch, givers),
        .taker_gain = scratch_doubles(scratch, takers),
        .giver_from = scratch_take(scratch, givers * sizeof(int)),
        .taker_from = scratch_take(scratch, takers * sizeof(int)),
    };
    double gained = 0;
    int taker;

    memset(moves->moved, 0, givers * takers * sizeof *moves->moved);
    memcpy(search.left, moves->spare, givers * sizeof *search.left);
    memcpy(search.open, moves->needed, takers * sizeof *search.open);
    while ((taker = find_best_path(&search)) >= 0) {
        const int64_t units = units_of_path(&search, taker);
        move_along(&search, taker, units);
        gained += search.taker_gain[taker] * (double)units;
    }
    scratch_reset(scratch, mark);
    return gained;
}
