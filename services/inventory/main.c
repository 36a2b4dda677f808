/* inventory: what exists, and what of it is promised. */
#include "queries.h"
#include "services/inventory/board.h"
#include "services/inventory/handlers.h"
#include "services/inventory/steps.h"
#include "services/inventory/store.h"

int
main(int argc, char **argv)
{
    static const struct service inventory = {
        .name = "inventory",
        .schema = "inventory",
        .port = 7102,
        .queries = service_queries,
        .migrations = service_migrations,
        .handlers = inventory_handlers,
        .timers = inventory_timers,
        .grants = inventory_grants,
        .board = &inventory_board,
        .settings = store_settings,
        .state_bytes = sizeof(struct books),
        .stage_bytes = sizeof(struct stage),
        .open = store_open,
        .close = store_close,
        .load = begin_turn,
        .save = store_save,
    };

    return service_main(&inventory, argc, argv);
}
