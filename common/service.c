/*
 * What a service's main calls: arguments, tables, settings; then the loop.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "common/log.h"
#include "common/keys.h"
#include "common/runtime.h"
#include "common/said.h"

/* Followed feeds, in order of first mention. */
static void
collect_sources(struct runtime *runtime)
{
    for (const struct handler *h = runtime->service->handlers; h->input != NULL; h++) {
        bool known = h->source == NULL;
        for (int i = 0; i < runtime->source_count; i++)
            known = known || strcmp(runtime->sources[i], h->source) == 0;
        if (known)
            continue;
        assert(runtime->source_count < SOURCES_MAX);
        runtime->sources[runtime->source_count++] = h->source;
    }
}

/* --- handlers: the table as text, for diagrams and the wiring test -------------------------- */

static void
print_words(const char *first, unsigned set, const char *const *names, size_t count)
{
    const char *comma = first[0] == '\0' ? "" : ",";
    printf("%s", first);
    for (size_t i = 0; i < count; i++) {
        if ((set & 1u << i) == 0)
            continue;
        printf("%s%s", comma, names[i]);
        comma = ",";
    }
    if (comma[0] == '\0')
        printf("-");
}

static void
print_says(const ProtobufCMessageDescriptor *const *says)
{
    for (int i = 0; i < HANDLER_SAYS_MAX && says[i] != NULL; i++)
        printf("\t%s", says[i]->name);
    printf("\n");
}

static void
print_handler(const struct handler *handler)
{
    static const char *const flags[] = { "query", "own-receipt", "board" };
    char first[128] = "";
    printf("handler\t%s\t%s\t", handler->source != NULL ? handler->source : "command",
           handler->input->name);
    for (unsigned role = ROLE_SERVICE; handler->source == NULL && role <= ROLE_READER; role <<= 1) {
        size_t used = strlen(first);
        if ((handler->allow & role) != 0)
            snprintf(first + used, sizeof first - used, "%s%s", used > 0 ? "," : "",
                     role_name((enum role)role));
    }
    print_words(first, handler->flags, flags, sizeof flags / sizeof flags[0]);
    print_says(handler->says);
}

static int
print_tables(const struct runtime *runtime)
{
    const struct service *service = runtime->service;
    for (const struct handler *h = service->handlers; h->input != NULL; h++)
        print_handler(h);
    for (const struct timer *t = service->timers; t != NULL && t->name != NULL; t++) {
        printf("timer\t%s\tevery %u ms\t-", t->name, t->every_ms);
        print_says(t->says);
    }
    for (const struct grant *g = service->grants; g != NULL && g->role != ROLE_NONE; g++) {
        printf("grant\t%s\town subject\t-", role_name(g->role));
        print_says(g->types);
    }
    return 0;
}

/* --- commands ------------------------------------------------------------------------------ */

static int
serve(struct runtime *runtime)
{
    if (!settings_read(runtime))
        return 2;
    signal(SIGPIPE, SIG_IGN);
    said_begin(runtime->service);
    log_info("starting", "bind", runtime->settings.bind, "http", runtime->settings.http, NULL);
    return loop_run(runtime);
}

static int
migrate(struct runtime *runtime)
{
    return settings_read(runtime) ? migrate_run(runtime) : 2;
}

static int
rebuild(struct runtime *runtime)
{
    return settings_read(runtime) ? rebuild_run(runtime) : 2;
}

static int
handlers(struct runtime *runtime)
{
    return print_tables(runtime);
}

static int help(struct runtime *runtime);

static const struct {
    const char *name;
    int (*run)(struct runtime *);
    const char *help;
} commands[] = {
    { "serve", serve, "run until SIGTERM; the same without an argument. SIGHUP reads the keys anew" },
    { "migrate", migrate, "bring the schema up to this version and end" },
    { "rebuild", rebuild, "empty what is made from the feeds alone; whoever leads makes it again" },
    { "handlers", handlers, "print what this service hears and says" },
    { "--help", help, "print this" },
};
#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

static int
help(struct runtime *runtime)
{
    printf("Usage: crossdock-%s [COMMAND]\n\n", runtime->service->name);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (commands[i].run != rebuild || runtime->service->rebuild != NULL)
            printf("  %-10s %s\n", commands[i].name, commands[i].help);
    printf("\n");
    settings_help(runtime);
    printf("\nExit status: 0 ended as asked; 1 could not start or go on;"
           " 2 bad arguments or settings; 3 the schema is of another version.\n");
    return 0;
}

int
service_main(const struct service *service, int argc, char **argv)
{
    static struct runtime runtime;
    runtime.service = service;
    collect_sources(&runtime);
    log_open(service->name);
    const char *name = argc > 1 ? argv[1] : "serve";
    for (size_t i = 0; argc <= 2 && i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, name) == 0)
            return commands[i].run(&runtime);
    fprintf(stderr, "crossdock-%s: unknown arguments; see crossdock-%s --help\n", service->name,
            service->name);
    return 2;
}
