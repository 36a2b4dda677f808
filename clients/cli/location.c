/*
 * crossdock location: where stock lies, and whether it is sold from there. Inventory says on its
 * feed what a location became each time it was defined; the last word of it is what it is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/table.h"

#define WAIT_MS 100

typedef Crossdock__Inventory__V1__LocationChanged location_changed;

/* What the feed tells, one event a location. */
struct locations {
    location_changed **list;
    size_t count;
};

static void
forget(struct locations *locations)
{
    for (size_t i = 0; i < locations->count; i++)
        crossdock__inventory__v1__location_changed__free_unpacked(locations->list[i], NULL);
    free(locations->list);
}

static void
note(struct locations *locations, const ProtobufCBinaryData *data)
{
    location_changed *changed =
        crossdock__inventory__v1__location_changed__unpack(NULL, data->len, data->data);
    if (!changed || !changed->location) {
        crossdock__inventory__v1__location_changed__free_unpacked(changed, NULL);
        return;
    }
    for (size_t i = 0; i < locations->count; i++)
        if (strcmp(locations->list[i]->location->code, changed->location->code) == 0) {
            crossdock__inventory__v1__location_changed__free_unpacked(locations->list[i], NULL);
            locations->list[i] = changed;
            return;
        }
    locations->list = realloc(locations->list, (locations->count + 1) * sizeof *locations->list);
    assert(locations->list);
    locations->list[locations->count++] = changed;
}

/* Read the feed to its end. */
static int
follow(struct crossdock_feed *feed, struct locations *locations)
{
    for (int64_t silent_ms = 0; !crossdock_follow_at_end(feed) && silent_ms < options.timeout_ms;) {
        struct crossdock_event event;
        switch (crossdock_follow_next(feed, WAIT_MS, &event)) {
        case CROSSDOCK_DONE:
            silent_ms = 0;
            note(locations, &event.event->data);
            crossdock_follow_done(feed, event.event->position);
            break;
        case CROSSDOCK_STOPPED:
            cli_complain("%s", crossdock_follow_error(feed));
            return strncmp(crossdock_follow_error(feed), "DENIED", 6) == 0 ? CLI_DENIED
                                                                           : CLI_REFUSED;
        default:
            silent_ms += WAIT_MS;
        }
    }
    if (crossdock_follow_at_end(feed))
        return CLI_OK;
    cli_complain("inventory does not answer; is the service running?");
    return CLI_NO_REPLY;
}

/* code: of one location; NULL: of all. */
static int
read_locations(struct locations *locations, const char *code)
{
    static const char *const types[] = {"crossdock.inventory.v1.LocationChanged"};
    const struct crossdock_follow what = {.stream = "inventory",
                                          .group = "location",
                                          .from = CROSSDOCK_AFTER,
                                          .types = types,
                                          .type_count = 1,
                                          .subject = code};
    char error[512];
    struct crossdock_options connect = cli_connect_options("inventory");
    struct crossdock_feed *feed = crossdock_follow_open(&connect, &what, error, sizeof error);
    if (!feed) {
        cli_complain("%s", error);
        return CLI_USAGE;
    }
    int status = follow(feed, locations);
    crossdock_follow_close(&feed);
    if (status == CLI_OK && code && locations->count == 0) {
        cli_complain("there is no location '%s'", code);
        status = CLI_REFUSED;
    }
    return status;
}

static int
list_main(int argc, char **argv)
{
    const struct flag flags[] = {{0}};
    struct locations locations = {0};
    (void)arguments_read(argc, argv, NULL, "List the locations that hold stock.", flags, 0, 0);
    int status = read_locations(&locations, NULL);
    for (size_t i = 0; i < locations.count && status == CLI_OK && options.json; i++)
        cli_print_json(&locations.list[i]->base);
    if (status == CLI_OK && !options.json) {
        struct table *table = table_start("CODE|NAME|COUNTRY|POSTAL CODE|CITY|>SAFETY STOCK|");
        for (size_t i = 0; i < locations.count; i++) {
            const Crossdock__Inventory__V1__Location *location = locations.list[i]->location;
            table_row(table, "%s|%s|%s|%s|%s|%s|%s", table_clean(location->code),
                      table_clean(location->name), table_clean(location->country),
                      table_clean(location->postal_code), table_clean(location->city),
                      table_number(location->safety_stock), location->closed ? "closed" : "");
        }
        table_end(&table, stdout);
    }
    forget(&locations);
    return status;
}

/* The location as it is, but for this. */
static int
define(const char *code, bool closed)
{
    struct locations locations = {0};
    Crossdock__Inventory__V1__DefineLocations command =
        CROSSDOCK__INVENTORY__V1__DEFINE_LOCATIONS__INIT;
    int status = read_locations(&locations, code);
    if (status == CLI_OK && locations.count > 0 && locations.list[0]->location->closed == closed) {
        printf("%s is %s already\n", code, closed ? "closed" : "open");
    } else if (status == CLI_OK && locations.count > 0) {
        Crossdock__Inventory__V1__Location *location = locations.list[0]->location;
        location->closed = closed;
        command.locations = &location;
        command.n_locations = 1;
        status = cli_tell("inventory", &command.base, "%s is %s", code,
                          closed ? "closed: nothing is sold from there" : "open");
    }
    forget(&locations);
    return status;
}

static int
close_main(int argc, char **argv)
{
    struct word_list words = arguments_words(
        argc, argv, "CODE",
        "Close a location: its stock is not sold any more. What was promised beyond the stock of "
        "the others is taken back from the newest promises, whose orders wait; what it has not "
        "packed is routed elsewhere. 'crossdock location open' takes it back.",
        1, 1);
    return define(words.list[0], true);
}

static int
open_main(int argc, char **argv)
{
    struct word_list words = arguments_words(
        argc, argv, "CODE", "Open a location again: whoever waits for its stock is served.", 1, 1);
    return define(words.list[0], false);
}

int
location_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"list", list_main, NULL, "all of them"},
        {"close", close_main, "CODE", "nothing is sold from there"},
        {"open", open_main, "CODE", "it is again"},
        {"profile", location_profile_main, "[CODE]", "what it can do: capacity, calendar, what it may ship"},
        {0},
    };
    return cli_dispatch(
        commands, "Where stock lies. 'crossdock import warehouses' defines locations.", argc, argv);
}
