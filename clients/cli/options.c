/* Options that every command takes, see options.h. */
#include <stdlib.h>
#include <string.h>

#include "clients/cli/options.h"
#include "common/text.h"

struct options options;

enum { OPTION_KEYS = 256, OPTION_KEY, OPTION_ORDER, OPTION_INVENTORY, OPTION_ROUTING, OPTION_FORECASTING, OPTION_GATEWAY,
       OPTION_TIMEOUT, OPTION_JSON, OPTION_LOCAL, OPTION_ID };

static const struct argp_option list[] = {
    { "keys", OPTION_KEYS, "DIR", 0, "Folder of key files (CROSSDOCK_KEYS, else ./var/keys)", 10 },
    { "key", OPTION_KEY, "NAME", 0, "Whose key to use (CROSSDOCK_KEY, else operator)", 10 },
    { "order", OPTION_ORDER, "ENDPOINT", 0,
      "Where the order service is, tcp://host:port[,standby...] (CROSSDOCK_ORDER_ENDPOINT)", 10 },
    { "inventory", OPTION_INVENTORY, "ENDPOINT", 0, "The same (CROSSDOCK_INVENTORY_ENDPOINT)", 10 },
    { "routing", OPTION_ROUTING, "ENDPOINT", 0, "The same (CROSSDOCK_ROUTING_ENDPOINT)", 10 },
    { "forecasting", OPTION_FORECASTING, "ENDPOINT", 0, "The same (CROSSDOCK_FORECASTING_ENDPOINT)", 10 },
    { "gateway", OPTION_GATEWAY, "ENDPOINT", 0, "The same (CROSSDOCK_GATEWAY_ENDPOINT)", 10 },
    { "timeout", OPTION_TIMEOUT, "SECONDS", 0, "How long to wait for an answer (10)", 10 },
    { "json", OPTION_JSON, NULL, 0, "Answers as JSON, for programs", 10 },
    { "local", OPTION_LOCAL, NULL, 0, "Show times in the time zone of this computer, not in UTC", 10 },
    { "id", OPTION_ID, "TEXT", 0, "Name of this command for ever: the same again has no further effect (random)", 10 },
    { 0 },
};

int64_t
options_number(struct argp_state *state, const char *what, const char *text, int64_t min, int64_t max)
{
    int64_t value = 0;
    if (!text_to_int64(text, &value) || value < min || value > max)
        argp_error(state, "%s must be a whole number from %lld to %lld, not '%s'", what, (long long)min,
                   (long long)max, text);
    return value;
}

static error_t
parse(int key, char *argument, struct argp_state *state)
{
    switch (key) {
    case OPTION_KEYS:
        options.keys = argument;
        break;
    case OPTION_KEY:
        options.key = argument;
        options.key_is_default = false;
        break;
    case OPTION_ORDER:
        options.order = argument;
        break;
    case OPTION_INVENTORY:
        options.inventory = argument;
        break;
    case OPTION_ROUTING:
        options.routing = argument;
        break;
    case OPTION_FORECASTING:
        options.forecasting = argument;
        break;
    case OPTION_GATEWAY:
        options.gateway = argument;
        break;
    case OPTION_TIMEOUT:
        options.timeout_ms = (uint32_t)options_number(state, "--timeout", argument, 1, 86400) * 1000;
        break;
    case OPTION_JSON:
        options.json = true;
        break;
    case OPTION_LOCAL:
        options.local = true;
        break;
    case OPTION_ID:
        options.id = argument;
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

const struct argp options_argp = { list, parse, NULL, NULL, NULL, NULL, NULL };
const struct argp_child options_children[] = {
    { &options_argp, 0, "Options of every command:", 10 },
    { NULL, 0, NULL, 0 },
};

static const char *
environment(const char *name, const char *fallback)
{
    const char *value = getenv(name);
    return value && *value ? value : fallback;
}

void
options_start(void)
{
    options.keys = environment("CROSSDOCK_KEYS", "./var/keys");
    options.key = environment("CROSSDOCK_KEY", "operator");
    options.key_is_default = !environment("CROSSDOCK_KEY", NULL);
    options.order = environment("CROSSDOCK_ORDER_ENDPOINT", NULL);
    options.inventory = environment("CROSSDOCK_INVENTORY_ENDPOINT", NULL);
    options.routing = environment("CROSSDOCK_ROUTING_ENDPOINT", NULL);
    options.forecasting = environment("CROSSDOCK_FORECASTING_ENDPOINT", NULL);
    options.gateway = environment("CROSSDOCK_GATEWAY_ENDPOINT", NULL);
    options.timeout_ms = 10000;
}

const char *
options_endpoints(const char *server)
{
    if (strcmp(server, "order") == 0)
        return options.order;
    if (strcmp(server, "inventory") == 0)
        return options.inventory;
    if (strcmp(server, "fulfillment-routing") == 0)
        return options.routing;
    if (strcmp(server, "gateway") == 0)
        return options.gateway;
    return options.forecasting;
}
