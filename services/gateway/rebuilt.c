/* See rebuilt.h. */
#include "services/gateway/rebuilt.h"

#include "common/db.h"
#include "queries.h"

bool
rebuilt_was_told(const struct rebuilt *rebuilt, const struct input *input)
{
    const int feed = place_feed_index(input->source);

    return feed >= 0 && input->position <= rebuilt->through.at[feed] &&
           (rebuilt->untold[feed] == NULL ||
            map_find(rebuilt->untold[feed], (int64_t)input->position) == NULL);
}

void
rebuilt_open(struct rebuilt *rebuilt, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_LOAD_REBUILT, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        const int feed = place_feed_index(row_text(rows, i, 0));
        if (feed < 0)
            continue;
        rebuilt->through.at[feed] = (uint64_t)row_int8(rows, i, 1);
        if (row_is_null(rows, i, 2))
            continue;
        if (rebuilt->untold[feed] == NULL)
            rebuilt->untold[feed] = map_create();
        map_add(rebuilt->untold[feed], NULL, row_int8(rows, i, 2), 1);
    }
    rows_free(&rows);
}

void
rebuilt_close(struct rebuilt *rebuilt)
{
    for (int feed = 0; feed < PLACE_FEEDS; feed++)
        map_destroy(&rebuilt->untold[feed]);
}
