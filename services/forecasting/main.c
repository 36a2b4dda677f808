/* forecasting: counts demand, says what to expect and what to buy. */
#include "queries.h"
#include "services/forecasting/handlers.h"
#include "services/forecasting/store.h"

int
main(int argc, char **argv)
{
    const struct service forecasting = {
        .name = "forecasting",
        .schema = "forecasting",
        .port = 7104,
        .queries = service_queries,
        .migrations = service_migrations,
        .handlers = forecasting_handlers,
        .timers = forecasting_timers,
        .settings = forecasting_settings,
        .state_bytes = sizeof(struct memory),
        .stage_bytes = store_stage_bytes,
        .open = store_open,
        .close = store_close,
        .save = store_save,
    };

    return service_main(&forecasting, argc, argv);
}
