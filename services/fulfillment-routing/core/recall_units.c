/*
 * Rule: units are called back from where it costs least: first what is parked, then what is
 * planned, released, accepted, picked, packed; of equally far ones the newest. A part goes back as
 * a whole, and no more parts than needed: in the end what has become needless is left where it
 * is, the farthest first.
 */
#include "services/fulfillment-routing/core/recall_units.h"

/* a is to be taken before b. */
static bool
comes_first(const struct recall_part *a, const struct recall_part *b)
{
    return a->stage != b->stage ? a->stage < b->stage : a->id > b->id;
}

static bool
helps(const struct recall_part *part, const int64_t *left, size_t line_count)
{
    for (size_t line = 0; line < line_count; line++) {
        if (left[line] > 0 && part->units[line] > 0)
            return true;
    }
    return false;
}

/* More than enough is there without it: left counts what is too much as negative. */
static bool
is_needless(const struct recall_part *part, const int64_t *left, size_t line_count)
{
    for (size_t line = 0; line < line_count; line++) {
        if (part->units[line] > 0 && left[line] + part->units[line] > 0)
            return false;
    }
    return true;
}

/* Index of the next part that helps; part_count: none. */
static size_t
next_part(const int64_t *left, size_t line_count, const struct recall_part *parts,
          size_t part_count, const bool *taken)
{
    size_t best = part_count;

    for (size_t i = 0; i < part_count; i++) {
        if (!taken[i] && helps(&parts[i], left, line_count) &&
            (best == part_count || comes_first(&parts[i], &parts[best])))
            best = i;
    }
    return best;
}

static void
leave_out_needless(int64_t *left, size_t line_count, const struct recall_part *parts,
                   size_t part_count, bool *taken)
{
    for (;;) {
        size_t worst = part_count;
        for (size_t i = 0; i < part_count; i++) {
            if (taken[i] && is_needless(&parts[i], left, line_count) &&
                (worst == part_count || comes_first(&parts[worst], &parts[i])))
                worst = i;
        }
        if (worst == part_count)
            return;
        taken[worst] = false;
        for (size_t line = 0; line < line_count; line++)
            left[line] += parts[worst].units[line];
    }
}

void
recall_units(int64_t *left, size_t line_count, const struct recall_part *parts, size_t part_count,
             bool *taken)
{
    for (size_t i = 0; i < part_count; i++)
        taken[i] = false;
    for (size_t at; (at = next_part(left, line_count, parts, part_count, taken)) < part_count;) {
        taken[at] = true;
        for (size_t line = 0; line < line_count; line++)
            left[line] -= parts[at].units[line];
    }
    leave_out_needless(left, line_count, parts, part_count, taken);
    for (size_t line = 0; line < line_count; line++) {
        if (left[line] < 0)
            left[line] = 0;
    }
}
