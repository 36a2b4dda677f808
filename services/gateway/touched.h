/* Lists in the turn's arena of what a turn changes. */
#ifndef GATEWAY_TOUCHED_H
#define GATEWAY_TOUCHED_H

#include "common/turn.h"

struct touched {
    struct touched *next;
    void *thing;
};

static inline void
touch(struct turn *turn, struct touched **list, void *thing)
{
    struct touched *touched = arena_take(turn_arena(turn), sizeof *touched);

    *touched = (struct touched){*list, thing};
    *list = touched;
}

#endif
