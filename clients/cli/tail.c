/* crossdock tail: the events of a feed as JSON lines in CloudEvents form. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/dates.h"
#include "clients/cli/json.h"

#define TYPES_MAX 16
#define WAIT_MS 200

enum { OPTION_FROM = 1000, OPTION_TYPE, OPTION_SUBJECT, OPTION_COUNT, OPTION_IDLE, OPTION_GROUP };

struct request {
    const char *feed, *subject, *group;
    enum crossdock_from from;
    uint64_t position;
    const char *types[TYPES_MAX];
    size_t type_count;
    int64_t count, idle_ms;
};

static volatile sig_atomic_t ended;

static void
on_signal(int number)
{
    (void)number;
    ended = 1;
}

/* OrderPlaced or crossdock.order.v1.OrderPlaced. */
static const char *
full_name(const char *name)
{
    const ProtobufCMessageDescriptor *type;
    if (strchr(name, '.'))
        return name;
    for (size_t i = 0; (type = crossdock_type_at(i)); i++)
        if (strcmp(type->short_name, name) == 0)
            return type->name;
    return NULL;
}

static void
set_from(struct request *request, const char *text, struct argp_state *state)
{
    request->from = CROSSDOCK_AFTER;
    if (strcmp(text, "latest") == 0)
        request->from = CROSSDOCK_LATEST;
    else if (strcmp(text, "oldest") == 0)
        request->position = 0;
    else
        request->position = (uint64_t)options_number(state, "--from", text, 1, INT64_MAX) - 1;
}

static void
add_type(struct request *request, const char *name, struct argp_state *state)
{
    const char *full = full_name(name);
    if (!full)
        argp_error(state, "'%s' is no type of event", name);
    if (request->type_count == TYPES_MAX)
        argp_error(state, "no more than %d types", TYPES_MAX);
    request->types[request->type_count++] = full;
}

static error_t
parse(int key, char *argument, struct argp_state *state)
{
    struct request *request = state->input;
    switch (key) {
    case OPTION_FROM:
        set_from(request, argument, state);
        break;
    case OPTION_TYPE:
        add_type(request, argument, state);
        break;
    case OPTION_SUBJECT:
        request->subject = argument;
        break;
    case OPTION_COUNT:
        request->count = options_number(state, "--count", argument, 1, INT64_MAX);
        break;
    case OPTION_IDLE:
        request->idle_ms = 1000 * options_number(state, "--until-idle", argument, 1, 86400);
        break;
    case OPTION_GROUP:
        request->group = argument;
        request->from = CROSSDOCK_SAVED;
        break;
    case ARGP_KEY_ARG:
        if (request->feed)
            argp_error(state, "one feed only");
        request->feed = argument;
        break;
    case ARGP_KEY_END:
        if (!request->feed)
            argp_error(state, "which feed: order, inventory, fulfillment-routing or forecasting?");
        if (!crossdock_default_endpoint(request->feed))
            argp_error(state, "there is no feed '%s': order, inventory, fulfillment-routing or forecasting",
                       request->feed);
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static void
set_text(json_t *object, const char *name, const char *text)
{
    if (*text)
        json_object_set_new(object, name, json_string(text));
}

static void
print_event(const struct crossdock_event *got)
{
    const Crossdock__Envelope__V1__Event *event = got->event;
    json_t *object = json_object();
    char time[32], sequence[32];
    set_text(object, "id", event->id);
    set_text(object, "source", event->source);
    set_text(object, "specversion", event->spec_version);
    set_text(object, "type", event->type);
    set_text(object, "time", date_write(event->time_us, time));
    set_text(object, "subject", event->subject);
    set_text(object, "partitionkey", event->key);
    snprintf(sequence, sizeof sequence, "%020llu", (unsigned long long)event->position);
    set_text(object, "sequence", sequence);
    set_text(object, "causationid", event->cause_id);
    set_text(object, "traceparent", event->trace);
    if (got->message) {
        set_text(object, "datacontenttype", "application/json");
        json_object_set_new(object, "data", json_from_message(got->message));
    } else { /* of a newer version than this program */
        char base64[1 << 16];
        set_text(object, "datacontenttype", "application/protobuf");
        if (sodium_base64_encoded_len(event->data.len, sodium_base64_VARIANT_ORIGINAL) <= sizeof base64)
            set_text(object, "data_base64", sodium_bin2base64(base64, sizeof base64, event->data.data,
                                                              event->data.len, sodium_base64_VARIANT_ORIGINAL));
    }
    json_dumpf(object, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
    putchar('\n');
    json_decref(object);
}

static int
print_feed(const struct request *request, struct crossdock_feed *feed)
{
    int64_t printed = 0, idle_ms = 0;
    char said[320] = "";
    while (!ended && (!request->count || printed < request->count) &&
           (!request->idle_ms || idle_ms < request->idle_ms)) {
        struct crossdock_event event;
        switch (crossdock_follow_next(feed, WAIT_MS, &event)) {
        case CROSSDOCK_DONE:
            print_event(&event);
            crossdock_follow_done(feed, event.event->position);
            printed++;
            idle_ms = 0;
            break;
        case CROSSDOCK_STOPPED:
            cli_complain("%s", crossdock_follow_error(feed));
            return strncmp(crossdock_follow_error(feed), "DENIED", 6) == 0 ? CLI_DENIED : CLI_REFUSED;
        default:
            fflush(stdout);
            idle_ms += WAIT_MS;
            if (strcmp(said, crossdock_follow_error(feed)) != 0) {
                snprintf(said, sizeof said, "%s", crossdock_follow_error(feed));
                if (*said)
                    cli_complain("%s; trying on", said);
            }
        }
    }
    return *said && printed == 0 ? CLI_NO_REPLY : CLI_OK;
}

int
tail_main(int argc, char **argv)
{
    static const struct argp_option list[] = {
        { "from", OPTION_FROM, "N|latest|oldest", 0, "First event: its position, only new ones (latest, the default), or all", 0 },
        { "type", OPTION_TYPE, "TYPE", 0, "Only this type, like OrderPlaced; may be repeated", 0 },
        { "subject", OPTION_SUBJECT, "TEXT", 0, "Only events of this channel or location", 0 },
        { "count", OPTION_COUNT, "N", 0, "End after N events", 0 },
        { "until-idle", OPTION_IDLE, "SECONDS", 0, "End when nothing came for so long", 0 },
        { "group", OPTION_GROUP, "NAME", 0, "Go on where this name stopped last time, and keep the place", 0 },
        { 0 },
    };
    static const struct argp argp = {
        list, parse, "FEED",
        "Print the events of a feed, one JSON object a line, in the form of CloudEvents.\v"
        "Feeds: order, inventory, fulfillment-routing, forecasting. 'sequence' is the position in the "
        "feed. To watch only cancels: crossdock tail order --type OrderCancelled | jq .data",
        options_children, NULL, NULL
    };
    struct request request = { .from = CROSSDOCK_LATEST };
    argp_parse(&argp, argc, argv, 0, NULL, &request);
    char error[512], group[80];
    snprintf(group, sizeof group, "tail-%.60s", options.key);
    struct crossdock_options connect = cli_connect_options(request.feed);
    struct crossdock_follow what = {
        .stream = request.feed,
        .group = request.group ? request.group : group,
        .from = request.from,
        .position = request.position,
        .types = request.types,
        .type_count = request.type_count,
        .subject = request.subject,
    };
    struct crossdock_feed *feed = crossdock_follow_open(&connect, &what, error, sizeof error);
    if (!feed) {
        cli_complain("%s", error);
        return CLI_USAGE;
    }
    signal(SIGINT, on_signal);
    signal(SIGTERM, on_signal);
    int status = print_feed(&request, feed);
    crossdock_follow_close(&feed);
    return status;
}
