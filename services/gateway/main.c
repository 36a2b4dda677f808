/* gateway: what people and web clients see; a read model of the four feeds. */
#include <string.h>

#include "common/service.h"
#include "queries.h"
#include "services/gateway/board.h"
#include "services/gateway/documents.h"
#include "services/gateway/handlers.h"
#include "services/gateway/store.h"
#include "services/gateway/web/web.h"

int
main(int argc, char **argv)
{
    static const struct service gateway = {
        .name = "gateway",
        .schema = "gateway",
        .port = 7105,
        .queries = service_queries,
        .migrations = service_migrations,
        .handlers = gateway_handlers,
        .timers = gateway_timers,
        .board = &gateway_board,
        .settings = gateway_settings,
        .texts = gateway_texts,
        .front = &gateway_front,
        .rebuild = service_rebuild,
        .gather_ms = 500, .gather_ms_max = 2000,
        .state_bytes = sizeof(struct state),
        .stage_bytes = sizeof(struct stage),
        .open = store_open,
        .close = store_close,
        .load = store_load,
        .save = store_save,
        .pass = webhooks_pass,
    };
    const char *asked = argc == 2 ? argv[1] : "";
    int status;
    if (documents_print(asked, &status))
        return status;
    status = service_main(&gateway, argc, argv);
    if (strcmp(asked, "--help") == 0)
        documents_help();
    return status;
}
