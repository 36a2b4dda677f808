/*
 * Many who follow events over HTTP (tests/bench/listeners): connections of one process that read
 * what comes, and look at each event: the next one of its feed, and no other.
 *
 *   bench-listen --port N --key SECRET [--connections N] [--types PATTERNS] [--idle-s N]
 *
 * Prints "here" when every connection knows its place. Reads places from stdin, one a line; after
 * each it waits until every connection has come there and prints a line of JSON. Ends with stdin.
 */
#include <arpa/inet.h>
#include <argp.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "common/check.h"

#define FEEDS       4
#define PIECE_BYTES 65536

static const char *const feeds[FEEDS] = {"order", "inventory", "fulfillment-routing",
                                         "forecasting"};

struct options {
    int port, connections, idle_s;
    const char *key, *types;
};

enum chunk_state { IN_HEADERS, IN_SIZE, IN_DATA, BEHIND_DATA };

struct client {
    int socket; /* -1: ended */
    enum chunk_state state;
    size_t chunk_left;
    char *line; /* being put together */
    size_t line_bytes, line_room;
    bool is_here;
    uint64_t began[FEEDS], place[FEEDS]; /* as the ids say */
    uint64_t last[FEEDS];                /* position of the last event of each feed */
    uint64_t events, wrong;
    int newlines;
};

static struct options options = {.connections = 500, .types = "", .idle_s = 60};
static struct client *clients;
static uint64_t bytes_read;

static double
now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void
fail(const char *what)
{
    fprintf(stderr, "bench-listen: %s: %s\n", what, strerror(errno));
    exit(1);
}

/* --- what comes ------------------------------------------------------------------------------ */

static bool
read_place(const char *text, uint64_t place[FEEDS])
{
    unsigned long long at[FEEDS];
    if (sscanf(text, "%llu.%llu.%llu.%llu", &at[0], &at[1], &at[2], &at[3]) != FEEDS)
        return false;
    for (int feed = 0; feed < FEEDS; feed++)
        place[feed] = at[feed];
    return true;
}

static void
take_place(struct client *client, const char *text)
{
    if (!read_place(text, client->place)) {
        client->wrong++;
        return;
    }
    if (client->is_here)
        return;
    client->is_here = true;
    memcpy(client->began, client->place, sizeof client->began);
    memcpy(client->last, client->place, sizeof client->last);
}

static const char *
find_value(const char *json, const char *name)
{
    const char *at = strstr(json, name);
    return at == NULL ? NULL : at + strlen(name);
}

/* Without a wish for types each event is the next one of its feed; with one it is a later one. */
static void
take_event(struct client *client, const char *json)
{
    const char *source = find_value(json, "\"source\":\"/crossdock/");
    const char *position = find_value(json, "\"position\":\"");
    int feed = 0;
    client->events++;
    while (source != NULL && feed < FEEDS &&
           (strncmp(source, feeds[feed], strlen(feeds[feed])) != 0 ||
            source[strlen(feeds[feed])] != '"'))
        feed++;
    if (source == NULL || position == NULL || feed == FEEDS) {
        client->wrong++;
        return;
    }
    const uint64_t is = strtoull(position, NULL, 10);
    const bool good =
        options.types[0] == '\0' ? is == client->last[feed] + 1 : is > client->last[feed];
    if (!good || is != client->place[feed])
        client->wrong++;
    client->last[feed] = is;
}

static void
make_room(struct client *client, size_t bytes)
{
    if (client->line_bytes + bytes < client->line_room)
        return;
    client->line_room = 2 * (client->line_bytes + bytes + 1024);
    client->line = realloc(client->line, client->line_room);
    assert(client->line != NULL);
}

static void
take_line(struct client *client)
{
    make_room(client, 1);
    client->line[client->line_bytes] = '\0';
    if (strncmp(client->line, "id: ", 4) == 0)
        take_place(client, client->line + 4);
    else if (strncmp(client->line, "data: ", 6) == 0)
        take_event(client, client->line + 6);
    client->line_bytes = 0;
}

static void
take_text(struct client *client, const char *text, size_t bytes)
{
    while (bytes > 0) {
        const char *end = memchr(text, '\n', bytes);
        size_t part = end == NULL ? bytes : (size_t)(end - text);
        make_room(client, part);
        memcpy(client->line + client->line_bytes, text, part);
        client->line_bytes += part;
        if (end == NULL)
            return;
        take_line(client);
        text += part + 1;
        bytes -= part + 1;
    }
}

/* One byte of what is around the text: headers and the sizes of chunks (RFC 9112). */
static void
take_frame(struct client *client, char c)
{
    switch (client->state) {
    case IN_HEADERS:
        client->newlines = c == '\n' ? client->newlines + 1 : c == '\r' ? client->newlines : 0;
        if (client->newlines == 2)
            client->state = IN_SIZE;
        break;
    case IN_SIZE:
        if (c == '\n')
            client->state = IN_DATA;
        else if (c != '\r')
            client->chunk_left =
                client->chunk_left * 16 + (size_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
        break;
    case BEHIND_DATA:
        if (c == '\n')
            client->state = IN_SIZE;
        break;
    case IN_DATA:
        WRONG("text is taken otherwise");
    }
}

static void
take(struct client *client, const char *bytes, size_t count)
{
    while (count > 0) {
        if (client->state != IN_DATA) {
            take_frame(client, *bytes++);
            count--;
            continue;
        }
        size_t part = client->chunk_left < count ? client->chunk_left : count;
        take_text(client, bytes, part);
        bytes += part;
        count -= part;
        client->chunk_left -= part;
        if (client->chunk_left == 0)
            client->state = BEHIND_DATA;
    }
}

/* --- connections ----------------------------------------------------------------------------- */

static void
open_client(struct client *client, int poll)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)options.port),
                                  .sin_addr = {htonl(INADDR_LOOPBACK)}};
    char request[4096];
    int bytes = snprintf(request, sizeof request,
                         "GET /v1/events?types=%s HTTP/1.1\r\nHost: localhost\r\n"
                         "Authorization: Bearer %s\r\n\r\n",
                         options.types, options.key);
    client->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (client->socket < 0 ||
        connect(client->socket, (struct sockaddr *)&address, sizeof address) != 0 ||
        write(client->socket, request, (size_t)bytes) != bytes)
        fail("cannot connect");
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
    if (fcntl(client->socket, F_SETFL, O_NONBLOCK) != 0 ||
        epoll_ctl(poll, EPOLL_CTL_ADD, client->socket, &event) != 0)
        fail("cannot wait");
}

static void
read_client(struct client *client)
{
    static char piece[PIECE_BYTES];
    ssize_t got = read(client->socket, piece, sizeof piece);
    if (got > 0) {
        bytes_read += (uint64_t)got;
        take(client, piece, (size_t)got);
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
        fprintf(stderr, "bench-listen: a connection ended\n");
        close(client->socket);
        client->socket = -1;
        client->wrong++;
    }
}

static bool
are_here(void)
{
    for (int i = 0; i < options.connections; i++)
        if (!clients[i].is_here)
            return false;
    return true;
}

static const uint64_t *until;

/* A wish for types: the place of an event tells only that far, and the rest is silence. */
static bool
are_there(void)
{
    for (int i = 0; i < options.connections; i++)
        for (int feed = 0; feed < FEEDS; feed++)
            if (clients[i].place[feed] < until[feed])
                return false;
    return true;
}

/* False: the time is over. */
static bool
read_until(int poll, bool (*done)(void))
{
    struct epoll_event events[256];
    const double end_s = now_s() + options.idle_s;
    while (!done()) {
        if (now_s() > end_s)
            return false;
        for (int n = 0; n < 64; n++) {
            int count = epoll_wait(poll, events, 256, 100);
            for (int i = 0; i < count; i++)
                read_client(events[i].data.ptr);
            if (count <= 0)
                break;
        }
    }
    return true;
}

/* --- the program ----------------------------------------------------------------------------- */

static void
report(bool in_time, double seconds)
{
    uint64_t events = 0, wrong = 0, least = UINT64_MAX;
    struct rusage usage;
    for (int i = 0; i < options.connections; i++) {
        events += clients[i].events;
        wrong += clients[i].wrong;
        least = clients[i].events < least ? clients[i].events : least;
    }
    getrusage(RUSAGE_SELF, &usage);
    printf(
        "{\"connections\": %d, \"events\": %llu, \"least\": %llu, \"wrong\": %llu, \"in_time\": %s,"
        " \"bytes\": %llu, \"waited_s\": %.2f, \"cpu_s\": %.2f}\n",
        options.connections, (unsigned long long)events, (unsigned long long)least,
        (unsigned long long)wrong, in_time ? "true" : "false", (unsigned long long)bytes_read,
        seconds,
        (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
            (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6);
    fflush(stdout);
}

static bool line_is_there; /* on stdin */
static char line[256];

static bool
is_asked(void)
{
    fd_set set;
    struct timeval none = {0};
    FD_ZERO(&set);
    FD_SET(0, &set);
    line_is_there = select(1, &set, NULL, NULL, &none) > 0;
    return line_is_there;
}

static error_t
parse_option(int key, char *argument, struct argp_state *state)
{
    (void)state;
    switch (key) {
    case 'p':
        options.port = atoi(argument);
        return 0;
    case 'k':
        options.key = argument;
        return 0;
    case 'c':
        options.connections = atoi(argument);
        return 0;
    case 't':
        options.types = argument;
        return 0;
    case 'i':
        options.idle_s = atoi(argument);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int
main(int argc, char **argv)
{
    static const struct argp_option list[] = {
        {"port", 'p', "N", 0, "of the gateway's HTTP", 0},
        {"key", 'k', "SECRET", 0, "of who follows", 0},
        {"connections", 'c', "N", 0, "so many (500)", 0},
        {"types", 't', "PATTERNS", 0, "only these (all)", 0},
        {"idle-s", 'i', "N", 0, "patience (60)", 0},
        {0},
    };
    static const struct argp argp = {
        .options = list, .parser = parse_option, .doc = "Many who follow events over HTTP."};
    uint64_t place[FEEDS];
    argp_parse(&argp, argc, argv, 0, NULL, NULL);
    if (options.port == 0 || options.key == NULL)
        fail("--port and --key are needed");
    clients = calloc((size_t)options.connections, sizeof *clients);
    int poll = epoll_create1(0);
    for (int i = 0; i < options.connections; i++)
        open_client(&clients[i], poll);
    if (!read_until(poll, are_here))
        fail("not all have a place");
    printf("here\n");
    fflush(stdout);
    for (;;) {
        options.idle_s = options.idle_s < 1 ? 1 : options.idle_s;
        while (!read_until(poll, is_asked))
            ; /* there is no hurry */
        if (fgets(line, sizeof line, stdin) == NULL || !read_place(line, place))
            return 0;
        until = place;
        const double began_s = now_s();
        report(read_until(poll, are_there), now_s() - began_s);
    }
}
