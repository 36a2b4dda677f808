/*
 * Postal codes and cities in memory: up to millions of rows, so sorted arrays of small records.
 *
 * New codes go into the short run `recent`, which is merged into `settled` when it has grown to
 * an eighth of it. Arrays are never changed in place: a turn makes new ones and the journal
 * frees the old or the new.
 */
#include <stdlib.h>
#include <string.h>

#include "services/fulfillment-routing/memory.h"

#define RECENT_ROWS_MIN 16384

struct city {
    uint32_t number; /* from 1 */
    struct centroid centroid;
};

const struct centroid *
city_find(const struct memory *memory, const char *key)
{
    const struct city *city = key[0] == '\0' ? NULL : map_find_text(memory->city_by_key, key);

    return city == NULL ? NULL : &city->centroid;
}

static struct city *
city_of(struct memory *memory, const char *key)
{
    struct city *city = map_find_text(memory->city_by_key, key);

    if (city != NULL)
        return city;
    if (memory->city_count == memory->city_max) {
        const uint32_t max = memory->city_max == 0 ? 1024 : 2 * memory->city_max;
        struct city **fresh = calloc(max, sizeof *fresh);
        assert(fresh != NULL);
        if (memory->city_count > 0)
            memcpy(fresh, memory->cities, memory->city_count * sizeof *fresh);
        memory_keep(memory, &memory->cities, sizeof memory->cities);
        memory_keep(memory, &memory->city_max, sizeof memory->city_max);
        memory_replaced(memory, memory->cities, fresh);
        memory->cities = fresh;
        memory->city_max = max;
    }
    city = map_add_text(memory->city_by_key, memory->journal, key, sizeof *city);
    memory_keep(memory, &memory->city_count, sizeof memory->city_count);
    city->number = ++memory->city_count;
    memory->cities[city->number - 1] = city;
    return city;
}

static uint32_t
enter_city(struct memory *memory, const struct postal_entry *entry)
{
    if (entry->city_key[0] == '\0')
        return 0;
    struct city *city = city_of(memory, entry->city_key);
    memory_keep(memory, &city->centroid, sizeof city->centroid);
    centroid_add(&city->centroid, entry->row.latitude_e7, entry->row.longitude_e7);
    return city->number;
}

static void
leave_city(struct memory *memory, const struct postal_row *row)
{
    if (row == NULL || row->city == 0)
        return;
    struct city *city = memory->cities[row->city - 1];
    memory_keep(memory, &city->centroid, sizeof city->centroid);
    centroid_take_away(&city->centroid, row->latitude_e7, row->longitude_e7);
}

static void
replace_run(struct memory *memory, struct postal_run *run, struct postal_row *rows, size_t count)
{
    void *old = (void *)run->rows;

    memory_keep(memory, run, sizeof *run);
    memory_replaced(memory, old, rows);
    *run = (struct postal_run){rows, count};
}

static int
compare_rows(const void *a, const void *b)
{
    return strcmp(((const struct postal_row *)a)->key, ((const struct postal_row *)b)->key);
}

/* newer holds each key once. */
static void
merge_into(struct memory *memory, struct postal_run *run, const struct postal_run *newer)
{
    struct postal_row *rows = malloc((run->count + newer->count + 1) * sizeof *rows);

    assert(rows != NULL);
    const size_t count = postal_merge(run, newer, rows);
    replace_run(memory, run, rows, count);
}

static const struct postal_row *
known_row(const struct memory *memory, const char *key)
{
    const struct postal_row *row = postal_find(&memory->gazetteer.recent, key);

    return row != NULL ? row : postal_find(&memory->gazetteer.settled, key);
}

/* No key twice among the entries. */
void
postal_codes_add(struct memory *memory, struct arena *arena, const struct postal_entry *entries,
                 size_t count)
{
    struct gazetteer *gazetteer = &memory->gazetteer;
    struct postal_row *rows = arena_take(arena, count * sizeof *rows);

    for (size_t i = 0; i < count; i++) {
        rows[i] = entries[i].row;
        leave_city(memory, known_row(memory, rows[i].key));
        rows[i].city = enter_city(memory, &entries[i]);
    }
    qsort(rows, count, sizeof *rows, compare_rows);
    merge_into(memory, &gazetteer->recent, &(struct postal_run){rows, count});
    if (gazetteer->recent.count > RECENT_ROWS_MIN &&
        gazetteer->recent.count > gazetteer->settled.count / 8) {
        merge_into(memory, &gazetteer->settled, &gazetteer->recent);
        replace_run(memory, &gazetteer->recent, NULL, 0);
    }
    geography_changed(memory);
}

void
postal_code_append(struct memory *memory, const struct postal_entry *entry)
{
    struct postal_run *run = &memory->gazetteer.settled;
    const size_t count = run->count;

    /* Room grows by doubling: the count says when it is full. */
    if (count == 0 || (count >= 1024 && (count & (count - 1)) == 0)) {
        struct postal_row *rows =
            realloc((void *)run->rows, (count == 0 ? 1024 : 2 * count) * sizeof *rows);
        assert(rows != NULL);
        run->rows = rows;
    }
    struct postal_row *row = (struct postal_row *)&run->rows[count];
    *row = entry->row;
    row->city = enter_city(memory, entry);
    run->count++;
}

void
postal_close(struct memory *memory)
{
    free((void *)memory->gazetteer.settled.rows);
    free((void *)memory->gazetteer.recent.rows);
    free(memory->cities);
}
