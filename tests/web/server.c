/*
 * The gateway's HTTP without a gateway: the real server, callers, limits and files, with a board
 * and routes of the test's own. tests/web/run drives it.
 *
 *     web_server HOST:PORT CONSOLE-FOLDER
 *
 * Keys: xd_operator, xd_tester, xd_reader, xd_slow (ten requests a minute); a session: xs_anna
 * (operator).
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "common/log.h"
#include "common/metrics.h"
#include "common/text.h"
#include "services/gateway/board.h"
#include "services/gateway/web/audit.h"
#include "services/gateway/web/request.h"

#define STREAMS_MAX 2048

struct front_host {
    uv_loop_t *loop;
};

/* --- what the gateway would be -------------------------------------------------------------- */

static struct front_host the_host;
static struct web the_web;
static int gone_count, closed_count, waiting_count, noted_count;
static bool is_full; /* the audit */

uv_loop_t *
front_loop(struct front_host *host)
{
    return host->loop;
}

const void *
front_board(const struct front_host *host)
{
    return host;
}

bool
front_is_leading(const struct front_host *host)
{
    (void)host;
    return true;
}

static const struct board_key keys[] = {
    {.key_id = 1, .name = "operator", .role = ROLE_OPERATOR},
    {.key_id = 2, .name = "reader", .role = ROLE_READER},
    {.key_id = 4, .name = "tester", .role = ROLE_OPERATOR},
    {.key_id = 3, .name = "slow", .role = ROLE_READER, .requests_per_minute = 10},
};

static bool
is_secret(const uint8_t hash[SECRET_HASH_BYTES], const char *prefix, const char *name)
{
    uint8_t right[SECRET_HASH_BYTES];
    char secret[80];

    snprintf(secret, sizeof secret, "%s%s", prefix, name);
    secret_hash(secret, right);
    return memcmp(hash, right, sizeof right) == 0;
}

const struct place *
board_rebuilt(const void *board)
{
    static const struct place nowhere;

    (void)board;
    return &nowhere;
}

const struct board_key *
board_find_key(const void *board, const uint8_t hash[SECRET_HASH_BYTES], int64_t now_us)
{
    (void)board;
    (void)now_us;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (is_secret(hash, SECRET_OF_KEY, keys[i].name))
            return &keys[i];
    return NULL;
}

const struct board_session *
board_find_session(const void *board, const uint8_t hash[SECRET_HASH_BYTES], int64_t now_us)
{
    static const struct board_user anna = {.name = "anna", .role = ROLE_OPERATOR};
    static const struct board_session session = {.user = &anna};

    (void)board;
    (void)now_us;
    return is_secret(hash, SECRET_OF_SESSION, anna.name) ? &session : NULL;
}

void
audit_note(struct audit *audit, const struct audit_note *note)
{
    (void)audit;
    assert(note->status != 0);
    noted_count++;
}

bool
audit_is_full(const struct audit *audit)
{
    (void)audit;
    return is_full;
}

/* --- handlers ------------------------------------------------------------------------------- */

static int64_t
number(const struct web_request *request, const char *name, int64_t fallback)
{
    const char *text = web_query_value(request, name);
    int64_t value;

    return text != NULL && text_to_int64(text, &value) ? value : fallback;
}

static void
show_text(struct web_request *request)
{
    size_t bytes = (size_t)number(request, "bytes", 20);
    char *text = malloc(bytes + 1);

    assert(text != NULL);
    memset(text, 'a', bytes);
    web_answer(request, 200, "application/json", text, bytes);
    free(text);
}

static void
echo(struct web_request *request)
{
    size_t bytes;
    const char *body = web_body(request, &bytes);

    web_note_change(request, "test.Echo", web_id(request), 0);
    web_answer(request, 200, "application/json", body, bytes);
}

static void
show_value(struct web_request *request)
{
    struct json_text text = {0};
    const char *name = web_path_value(request, "name"), *x = web_query_value(request, "x");

    json_text_string(&text, name, strlen(name));
    json_text_string(&text, x == NULL ? "-" : x, strlen(x == NULL ? "-" : x));
    web_answer(request, 200, "application/json", text.text, text.bytes);
    json_text_free(&text);
}

static void
show_counts(struct web_request *request)
{
    char text[128];
    int bytes =
        snprintf(text, sizeof text, "{\"gone\":%d,\"closed\":%d,\"waiting\":%d,\"noted\":%d}",
                 gone_count, closed_count, waiting_count, noted_count);

    web_answer(request, 200, "application/json", text, (size_t)bytes);
}

static void
fill_audit(struct web_request *request)
{
    is_full = number(request, "full", 0) != 0;
    web_answer(request, 200, "application/json", "{}", 2);
}

static void
show_caller(struct web_request *request)
{
    const struct web_caller *caller = web_caller_of(request);

    web_answer(request, 200, "application/json", caller->identity.name,
               strlen(caller->identity.name));
}

/* --- later ---------------------------------------------------------------------------------- */

struct later {
    uv_timer_t timer;
    struct web_request *request; /* NULL: gone */
};

static void
free_later(uv_handle_t *timer)
{
    free(timer->data);
}

static void
answer_later(uv_timer_t *timer)
{
    struct later *later = timer->data;

    waiting_count--;
    if (later->request != NULL)
        web_answer(later->request, 200, "application/json", "\"late\"", 6);
    uv_close((uv_handle_t *)timer, free_later);
}

static void
forget_request(void *argument)
{
    struct later *later = argument;

    gone_count++;
    later->request = NULL;
}

static void
wait_a_while(struct web_request *request)
{
    struct later *later = calloc(1, sizeof *later);

    assert(later != NULL);
    later->request = request;
    uv_timer_init(the_host.loop, &later->timer);
    later->timer.data = later;
    uv_timer_start(&later->timer, answer_later, (uint64_t)number(request, "ms", 10), 0);
    waiting_count++;
    if (number(request, "careless", 0) == 0) /* one that cannot be told is answered all the same */
        web_later(request, forget_request, later);
}

/* As a question that nobody answers any more when the process ends. */
static void
never_answer(struct web_request *request)
{
    web_later(request, NULL, NULL);
}

/* --- streams -------------------------------------------------------------------------------- */

struct counted {
    uv_timer_t timer;
    struct web_request *request;
    int64_t left, ready;
};

static int64_t
give_piece(void *owner, char *text, size_t room)
{
    struct counted *stream = owner;

    if (stream->left == 0)
        return -1;
    if (stream->ready == 0)
        return 0;
    stream->ready--;
    stream->left--;
    return snprintf(text, room, "data: %lld\n\n", (long long)stream->left);
}

static void
close_stream(void *owner)
{
    struct counted *stream = owner;

    closed_count++;
    uv_close((uv_handle_t *)&stream->timer, free_later);
}

static void
ready_piece(uv_timer_t *timer)
{
    struct counted *stream = timer->data;

    stream->ready++;
    web_stream_wake(stream->request);
}

static void
show_stream(struct web_request *request)
{
    struct counted *stream = calloc(1, sizeof *stream);
    uint64_t ms = (uint64_t)number(request, "ms", 10);

    assert(stream != NULL);
    stream->request = request;
    stream->left = number(request, "pieces", 3);
    uv_timer_init(the_host.loop, &stream->timer);
    stream->timer.data = stream;
    uv_timer_start(&stream->timer, ready_piece, ms, ms);
    web_answer_stream(request, "text/event-stream",
                      &(struct web_stream){stream, give_piece, close_stream});
}

static void
hold_stream(struct web_request *request)
{
    if (web_may_hold(request))
        show_stream(request);
}

/* --- routes --------------------------------------------------------------------------------- */

#define LOOKERS (ROLE_OPERATOR | ROLE_READER)

static const struct web_route routes[] = {
    {.method = "GET", .path = "/v1/text", .handle = show_text},
    {.method = "GET", .path = "/v1/view", .handle = show_text, .view = "view_test"},
    {.method = "POST", .path = "/v1/echo", .handle = echo},
    {.method = "PUT", .path = "/v1/echo", .handle = echo},
    {.method = "GET", .path = "/v1/values/{name}", .handle = show_value},
    {.method = "GET", .path = "/v1/counts", .handle = show_counts},
    {.method = "GET", .path = "/v1/audit", .handle = fill_audit},
    {.method = "GET", .path = "/v1/later", .handle = wait_a_while},
    {.method = "POST", .path = "/v1/later", .handle = wait_a_while},
    {.method = "GET", .path = "/v1/never", .handle = never_answer},
    {.method = "GET", .path = "/v1/stream", .handle = show_stream},
    {.method = "GET", .path = "/v1/held", .handle = hold_stream},
    {.method = "GET", .path = "/v1/caller", .allow = LOOKERS, .handle = show_caller},
    {.method = "POST", .path = "/v1/change", .allow = ROLE_OPERATOR, .handle = echo},
    {0},
};

static bool
fits(struct arena *arena, const char *shape, const char *path, struct web_match *match)
{
    struct url url;
    const char *name = strchr(shape, '{'), *why;
    char *room = arena_take(arena, 2 * strlen(path) + 2);

    if (name == NULL)
        return strcmp(shape, path) == 0;
    if (strncmp(shape, path, (size_t)(name - shape)) != 0 || !url_read(&url, path, room, &why) ||
        url.segment_count != 3)
        return false;
    match->values[0] = url.segments[2];
    return true;
}

bool
web_match_route(struct arena *arena, const char *method, const char *path, struct web_match *match)
{
    *match = (struct web_match){0};
    for (const struct web_route *route = routes; route->method != NULL; route++) {
        if (!fits(arena, route->path, path, match))
            continue;
        if (strcmp(route->method, method) == 0) {
            match->route = route;
            return true;
        }
        if (match->allowed[0] != '\0')
            strcat(match->allowed, ", ");
        strcat(match->allowed, route->method);
    }
    return false;
}

/* --- life ----------------------------------------------------------------------------------- */

static uv_timer_t ticker;
static uv_signal_t stopper;

static void
on_tick(uv_timer_t *timer)
{
    (void)timer;
    server_tick(the_web.server, (int64_t)(uv_hrtime() / 1000));
}

static void
on_stop(uv_signal_t *signal, int number_of_signal)
{
    (void)number_of_signal;
    server_close(&the_web.server);
    uv_close((uv_handle_t *)signal, NULL);
    uv_close((uv_handle_t *)&ticker, NULL);
}

int
main(int argc, char **argv)
{
    if (argc != 3 || sodium_init() < 0)
        return 2;
    log_open("web_server");
    the_host.loop = uv_default_loop();
    the_web.host = &the_host;
    the_web.settings = (struct web_settings){
        .listen = argv[1],
        .origins = "https://shop.example, https://other.example",
        .requests_per_minute = 600000,
    };
    the_web.limits = limits_open();
    the_web.files = files_open(argv[2]);
    the_web.server = the_web.files == NULL ? NULL : server_open(&the_web);
    if (the_web.server == NULL)
        return 1;
    uv_timer_init(the_host.loop, &ticker);
    uv_timer_start(&ticker, on_tick, 100, 100);
    uv_signal_init(the_host.loop, &stopper);
    uv_signal_start(&stopper, on_stop, SIGTERM);
    uv_run(the_host.loop, UV_RUN_DEFAULT);
    request_free_orphans(&the_web);
    files_close(&the_web.files);
    limits_close(&the_web.limits);
    return uv_loop_close(the_host.loop) == 0 ? 0 : 3;
}
