/* fulfillment-routing: decides which locations ship each order, and hands them pick lists. */
#include "common/service.h"
#include "queries.h"
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/store.h"

int
main(int argc, char **argv)
{
    const struct service routing = {
        .name = "fulfillment-routing",
        .schema = "routing",
        .port = 7103,
        .queries = service_queries,
        .migrations = service_migrations,
        .handlers = routing_handlers,
        .timers = routing_timers,
        .grants = routing_grants,
        .settings = routing_settings,
        .state_bytes = sizeof(struct memory),
        .stage_bytes = store_stage_bytes,
        .open = store_open,
        .close = store_close,
        .load = store_load,
        .save = store_save,
    };

    return service_main(&routing, argc, argv);
}
