/*
 * Rule: those who are near are found without looking at all, by a k-d tree on the unit sphere.
 *
 * The tree is the order of the ids: the middle one of a range splits it, along the axis on which
 * the range is widest; the halves are ranges again. A search goes to the nearer half first, and
 * into the other only if its box may hold something nearer than the worst that was found.
 *
 * On the sphere there are no seams: poles and the antimeridian are places like others.
 */
#include <math.h>

#include "services/fulfillment-routing/core/places/near_index.h"

struct near_point
near_point_of(struct point place)
{
    const double radian = 3.14159265358979323846 / 180;
    const double latitude = place.latitude_deg * radian;
    const double longitude = place.longitude_deg * radian;

    return (struct near_point){
        {cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)}};
}

/* --- building --------------------------------------------------------------------------------- */

static double
along(const struct near_index *index, uint32_t place, uint8_t axis)
{
    return index->points[index->ids[place]].at[axis];
}

static uint8_t
widest_axis(const struct near_index *index, uint32_t from, uint32_t to)
{
    double width_max = -1;
    uint8_t widest = 0;

    for (uint8_t axis = 0; axis < 3; axis++) {
        double least = 2;
        double most = -2;
        for (uint32_t i = from; i < to; i++) {
            least = fmin(least, along(index, i, axis));
            most = fmax(most, along(index, i, axis));
        }
        if (most - least > width_max) {
            width_max = most - least;
            widest = axis;
        }
    }
    return widest;
}

static void
swap(struct near_index *index, uint32_t a, uint32_t b)
{
    const uint32_t kept = index->ids[a];

    index->ids[a] = index->ids[b];
    index->ids[b] = kept;
}

/* Puts the one that belongs in the middle there, lower ones before it (Hoare's selection; equal
 * ones go to both sides, so that many in one place cost no more). */
static void
select_middle(struct near_index *index, uint32_t from, uint32_t to, uint32_t middle, uint8_t axis)
{
    int64_t low = from;
    int64_t high = (int64_t)to - 1;

    while (low < high) {
        const double pivot = along(index, (uint32_t)((low + high) / 2), axis);
        int64_t i = low;
        int64_t j = high;
        while (i <= j) {
            while (along(index, (uint32_t)i, axis) < pivot)
                i++;
            while (along(index, (uint32_t)j, axis) > pivot)
                j--;
            if (i <= j)
                swap(index, (uint32_t)i++, (uint32_t)j--);
        }
        if (j < (int64_t)middle)
            low = i;
        if ((int64_t)middle < i)
            high = j;
    }
}

static uint32_t
middle_of(uint32_t from, uint32_t to)
{
    return from + (to - from) / 2;
}

static void
build(struct near_index *index, uint32_t from, uint32_t to)
{
    while (from < to) {
        const uint32_t middle = middle_of(from, to);
        const uint8_t axis = widest_axis(index, from, to);
        index->axes[middle] = axis;
        select_middle(index, from, to, middle, axis);
        build(index, from, middle);
        from = middle + 1;
    }
}

void
near_index_build(struct near_index *index)
{
    build(index, 0, index->count);
}

/* --- searching -------------------------------------------------------------------------------- */

struct near_search {
    const struct near_index *index;
    const struct near_point *from;
    near_wanted *wanted;
    const void *context;
    struct near_found *found; /* sorted */
    uint32_t count, k;
};

static bool
comes_before(struct near_found a, struct near_found b)
{
    return a.chord < b.chord || (a.chord == b.chord && a.id < b.id);
}

static void
look_at(struct near_search *search, uint32_t place)
{
    const uint32_t id = search->index->ids[place];
    const struct near_found found = {near_chord(search->from, &search->index->points[id]), id};
    uint32_t at = search->count;

    if (at == search->k && !comes_before(found, search->found[at - 1]))
        return;
    if (search->wanted != NULL && !search->wanted(search->context, id))
        return;
    if (at == search->k)
        at--;
    else
        search->count++;
    for (; at > 0 && comes_before(found, search->found[at - 1]); at--)
        search->found[at] = search->found[at - 1];
    search->found[at] = found;
}

/* outside: by axis, how far `from` lies outside the box of the range. */
static void
find(struct near_search *search, uint32_t from, uint32_t to, const double *outside)
{
    if (from >= to)
        return;
    if (search->count == search->k &&
        near_sum_of_squares(outside) > search->found[search->k - 1].chord)
        return;
    const uint32_t middle = middle_of(from, to);
    const uint8_t axis = search->index->axes[middle];
    const double beyond = search->from->at[axis] - along(search->index, middle, axis);
    double farther[3] = {outside[0], outside[1], outside[2]};

    farther[axis] = beyond;
    find(search, beyond < 0 ? from : middle + 1, beyond < 0 ? middle : to, outside);
    look_at(search, middle);
    find(search, beyond < 0 ? middle + 1 : from, beyond < 0 ? to : middle, farther);
}

uint32_t
near_index_find(const struct near_index *index, const struct near_point *from, uint32_t k,
                near_wanted *wanted, const void *context, struct near_found *found)
{
    struct near_search search = {index, from, wanted, context, found, 0, k};
    const double inside[3] = {0, 0, 0};

    if (k > 0)
        find(&search, 0, index->count, inside);
    return search.count;
}

uint32_t
near_scan(const struct near_index *index, const struct near_point *from, uint32_t k,
          near_wanted *wanted, const void *context, struct near_found *found)
{
    struct near_search search = {index, from, wanted, context, found, 0, k};

    for (uint32_t i = 0; k > 0 && i < index->count; i++)
        look_at(&search, i);
    return search.count;
}
