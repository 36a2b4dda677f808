/*
 * Three words the whole code base uses: assert (always on, also in release), WRONG for what
 * cannot happen, must_check for results that may not be ignored. Input from outside is never
 * asserted on: it is refused.
 */
#ifndef CROSSDOCK_CHECK_H
#define CROSSDOCK_CHECK_H

#undef NDEBUG
#include <assert.h>

#define WRONG(why)                                                                                 \
    do {                                                                                           \
        assert(0 && why);                                                                          \
        __builtin_unreachable();                                                                   \
    } while (0)

#define must_check __attribute__((warn_unused_result))

#endif
