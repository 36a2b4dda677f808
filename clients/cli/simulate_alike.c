/* Memory for the core's alike.h, see simulate.h. */
#include <stdlib.h>

#include "clients/cli/simulate.h"

struct alike *
alike_start(const struct world *world)
{
    const size_t count = world->warehouse_count;
    struct alike *alike = calloc(1, sizeof *alike);

    assert(alike);
    *alike = (struct alike){
        .points = world->near_points,
        .signatures = calloc(count, sizeof *alike->signatures),
        .needed = calloc(count, sizeof *alike->needed),
        .turns = calloc(count, sizeof *alike->turns),
        .touched = calloc(count, sizeof *alike->touched),
        .kinds = calloc(ALIKE_KINDS_ROOM, sizeof *alike->kinds),
        .used = calloc(ALIKE_KINDS_ROOM, sizeof *alike->used),
    };
    assert(alike->signatures && alike->needed && alike->turns && alike->touched && alike->kinds &&
           alike->used);
    return alike;
}

void
alike_forget(struct alike **where)
{
    struct alike *alike = *where;

    if (!alike)
        return;
    free(alike->signatures);
    free(alike->needed);
    free(alike->turns);
    free(alike->touched);
    free(alike->kinds);
    free(alike->used);
    free(alike);
    *where = NULL;
}
