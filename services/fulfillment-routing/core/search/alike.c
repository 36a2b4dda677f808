/*
 * Rule: of all that have the same to give, the nearest is enough.
 *
 * Two locations that have the same of every line (of what is asked for, at most) differ by nothing
 * but how far they are. So of all that are alike the nearest is enough; or the nearest few, when
 * even that many together are needed to fill a line. That leaves out nobody whom the best plan
 * could hold, as long as what is farther is never better.
 *
 * Near is by chord here, and the ellipsoid may turn around whom the chord tells apart by less than
 * 1 %: a few more are taken than are needed, and whoever was left out must be farther than that.
 */
#include "services/fulfillment-routing/core/search/alike.h"

#define MORE          3
#define KINDS_MAX     (ALIKE_KINDS_ROOM / 2)
#define SURELY_NEARER 1.0204 /* squared: radii of the ellipsoid differ by at most 1.01 */

void
alike_begin(struct alike *alike)
{
    alike->turn++;
    alike->touched_count = 0;
}

/* So many units of this line; signatures of lines are added up. (splitmix64) */
static uint64_t
signature_of(uint32_t line, int64_t units)
{
    uint64_t z = ((uint64_t)line + 1) * 0x9E3779B97F4A7C15U + (uint64_t)units * 0xD1342543DE82EF95U;

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

void
alike_add(struct alike *alike, uint32_t location, uint32_t line, int64_t units, int64_t asked)
{
    const int64_t needed = (asked + units - 1) / units;
    const uint32_t bounded = needed < ALIKE_KEPT_MAX ? (uint32_t)needed : ALIKE_KEPT_MAX;

    if (alike->turns[location] != alike->turn) {
        alike->turns[location] = alike->turn;
        alike->signatures[location] = 0;
        alike->needed[location] = 1;
        alike->touched[alike->touched_count++] = location;
    }
    alike->signatures[location] += signature_of(line, units < asked ? units : asked);
    if (bounded > alike->needed[location])
        alike->needed[location] = bounded;
}

/* The kind of this signature, an empty one when there is none; NULL: there are too many. */
static struct alike_kind *
kind_of(struct alike *alike, uint64_t signature, uint32_t needed)
{
    uint32_t at = (uint32_t)(signature & (ALIKE_KINDS_ROOM - 1));

    while (alike->kinds[at].signature != 0 && alike->kinds[at].signature != signature)
        at = (at + 1) & (ALIKE_KINDS_ROOM - 1);
    struct alike_kind *kind = &alike->kinds[at];
    if (kind->signature != 0)
        return kind;
    if (alike->used_count == KINDS_MAX)
        return NULL;
    alike->used[alike->used_count++] = at;
    kind->signature = signature;
    kind->needed = needed;
    kind->kept = 0;
    kind->more = false;
    return kind;
}

static bool
comes_before(struct near_found a, struct near_found b)
{
    return a.chord < b.chord || (a.chord == b.chord && a.id < b.id);
}

static void
keep(struct alike_kind *kind, struct near_found found)
{
    const uint32_t most =
        kind->needed + MORE > ALIKE_KEPT_MAX ? ALIKE_KEPT_MAX : kind->needed + MORE;
    uint32_t at = kind->kept;

    if (at == most) {
        kind->more = true;
        if (!comes_before(found, kind->nearest[at - 1]))
            return;
        at--;
    } else {
        kind->kept++;
    }
    for (; at > 0 && comes_before(found, kind->nearest[at - 1]); at--)
        kind->nearest[at] = kind->nearest[at - 1];
    kind->nearest[at] = found;
}

/* Nobody who is left out may be nearer than one who is needed, and they are as many as needed. */
static bool
is_clear(const struct alike_kind *kind)
{
    return !kind->more ||
           (kind->needed < kind->kept && kind->nearest[kind->kept - 1].chord >=
                                             kind->nearest[kind->needed - 1].chord * SURELY_NEARER);
}

bool
alike_choose(struct alike *alike, const struct near_point *from, uint32_t *chosen, uint32_t *count)
{
    bool clear = true;

    alike->used_count = 0;
    for (uint32_t i = 0; i < alike->touched_count; i++) {
        const uint32_t id = alike->touched[i];
        struct alike_kind *kind = kind_of(alike, alike->signatures[id], alike->needed[id]);
        if (kind != NULL)
            keep(kind, (struct near_found){near_chord(from, &alike->points[id]), id});
        else
            clear = false;
    }
    *count = 0;
    for (uint32_t i = 0; i < alike->used_count; i++) {
        struct alike_kind *kind = &alike->kinds[alike->used[i]];
        clear = clear && is_clear(kind);
        for (uint32_t n = 0; n < kind->kept; n++)
            chosen[(*count)++] = kind->nearest[n].id;
        kind->signature = 0;
    }
    return clear;
}
