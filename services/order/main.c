/* order: takes orders from the channels, follows them to the door, keeps the customer's address. */
#include "common/service.h"
#include "queries.h"
#include "services/order/handlers.h"
#include "services/order/store.h"

int
main(int argc, char **argv)
{
    static const struct service order = {
        .name = "order",
        .schema = "orders",
        .port = 7101,
        .queries = service_queries,
        .migrations = service_migrations,
        .handlers = order_handlers,
        .timers = order_timers,
        .grants = order_grants,
        .settings = order_settings,
        .state_bytes = sizeof(struct state),
        .stage_bytes = sizeof(struct stage),
        .open = store_open,
        .close = store_close,
        .load = store_load,
        .save = store_save,
    };

    return service_main(&order, argc, argv);
}
