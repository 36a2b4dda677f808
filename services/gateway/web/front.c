/*
 * The pieces of the gateway's front, opened and closed in order.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "common/log.h"
#include "common/service.h"
#include "services/gateway/web/audit.h"
#include "services/gateway/web/events.h"
#include "services/gateway/web/health.h"
#include "services/gateway/web/readers.h"
#include "services/gateway/web/request.h"
#include "services/gateway/webhooks/replayer.h"
#include "services/gateway/webhooks/sender.h"

/* A view is found by its name when it is asked for, and takes as many parameters as its query has:
 * what does not fit shall stop the process here, not at its first request. */
static bool
tables_are_sound(void)
{
    bool sound = true;

    for (const struct web_route *route = web_next_route(NULL); route != NULL;
         route = web_next_route(route)) {
        size_t count = 0;
        while (route->parameters != NULL && route->parameters[count] != NULL)
            count++;
        if (route->view == NULL || readers_know(route->view, count))
            continue;
        log_error("a route names a view that there is not, or with other parameters", "method",
                  route->method, "path", route->path, "view", route->view, "parameters",
                  log_number((int64_t)count), NULL);
        sound = false;
    }
    return sound;
}

/* The console stands beside the program, as the build puts it. */
static void
read_console_folder(char *folder, size_t room)
{
    const char *setting = service_text("CROSSDOCK_CONSOLE");
    ssize_t bytes;

    if (setting[0] != '\0') {
        snprintf(folder, room, "%s", setting);
        return;
    }
    bytes = readlink("/proc/self/exe", folder, room - sizeof "/../console");
    folder[bytes < 0 ? 0 : bytes] = '\0';
    char *slash = strrchr(folder, '/');
    strcpy(slash == NULL ? folder : slash, "/../console");
}

static void
read_settings(struct web_settings *settings)
{
    settings->listen = service_text("CROSSDOCK_GATEWAY_LISTEN");
    settings->origins = service_text("CROSSDOCK_CORS_ORIGINS");
    settings->requests_per_minute = (uint32_t)service_setting("CROSSDOCK_REQUESTS_PER_MINUTE");
    settings->log_requests = service_setting("CROSSDOCK_LOG_REQUESTS") != 0;
}

static void
close_front(void *front)
{
    struct web *web = front;

    server_close(&web->server);
    events_close(&web->events);
    audit_close(&web->audit);
    sender_close(&web->sender);
    replayer_close(&web->replayer);
    readers_close(&web->readers);
    logins_close(&web->logins);
    health_close(&web->health);
    files_close(&web->files);
    limits_close(&web->limits);
    request_free_orphans(web);
    free(web);
}

static void *
open_front(struct front_host *host)
{
    struct web *web = calloc(1, sizeof *web);
    char console[4096];

    assert(web != NULL && sodium_init() >= 0);
    web->host = host;
    read_settings(&web->settings);
    read_console_folder(console, sizeof console);
    web->audit = audit_open(host);
    web->sender = sender_open(host);
    web->replayer = replayer_open(host);
    web->events = events_open(host);
    web->limits = limits_open();
    web->logins = logins_open(web);
    web->readers = readers_open(front_loop(host), getenv("DATABASE_URL"));
    web->backlog = (struct backlog){.web = web};
    web->health = health_open(host);
    web->files = files_open(console);
    if (web->files != NULL && web->sender != NULL && tables_are_sound())
        web->server = server_open(web);
    if (web->server != NULL)
        return web;
    close_front(web);
    return NULL;
}

static void
tick(void *front, int64_t now_us)
{
    struct web *web = front;

    server_tick(web->server, now_us);
    audit_tick(web->audit, now_us);
    sender_tick(web->sender);
    backlog_tick(&web->backlog, now_us);
    replayer_tick(web->replayer);
    health_tick(web->health, now_us);
    events_tick(web->events, now_us);
}

static void
lead(void *front, bool leading)
{
    struct web *web = front;

    if (web->is_ending) /* the last call is over */
        readers_end(web->readers);
    events_lead(web->events, leading);
}

static void
hear(void *front, const char *source, uint64_t from, uint64_t through, const uint8_t *batch,
     size_t bytes)
{
    struct web *web = front;

    events_hear(web->events, source, from, through, batch, bytes);
    web_hear_lists(web, source, batch, bytes);
}

static bool
end(void *front)
{
    struct web *web = front;
    const bool is_sent = sender_end(web->sender);

    web->is_ending = true;
    web_end_waits();
    return server_is_idle(web->server) && audit_end(web->audit) && is_sent;
}

const struct front gateway_front = {
    .open = open_front,
    .end = end,
    .close = close_front,
    .lead = lead,
    .hear = hear,
    .tick = tick,
};
