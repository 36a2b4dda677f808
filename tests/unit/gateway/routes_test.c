/*
 * The tables of routes: each is found by a path of its shape, names what there is, and has an
 * example that can be read. What handlers do is not asked here: they are empty.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/gateway/web/routes.h"

#define ARENA_BYTES ((size_t)16 << 20)
#define TEXT_BYTES  256

#define EMPTY_HANDLER(name)                                                                        \
    void name(struct web_request *request)                                                         \
    {                                                                                              \
        (void)request;                                                                             \
    }
EMPTY_HANDLER(web_pass_on)
EMPTY_HANDLER(web_wait_for_lists)
EMPTY_HANDLER(web_show_document)
EMPTY_HANDLER(web_show_view)
EMPTY_HANDLER(web_show_flow)
EMPTY_HANDLER(web_show_kpis)
EMPTY_HANDLER(web_follow_events)
EMPTY_HANDLER(web_open_session)
EMPTY_HANDLER(web_show_session)
EMPTY_HANDLER(web_close_session)

static struct arena *arena;

static int
open_arena(void **state)
{
    (void)state;
    arena = arena_create(ARENA_BYTES);
    return arena == NULL;
}

static int
close_arena(void **state)
{
    (void)state;
    arena_destroy(&arena);
    return 0;
}

static bool
is_parameter(const struct web_route *route, const char *name)
{
    for (const char *const *at = route->parameters; at != NULL && *at != NULL; at++)
        if (strcmp(*at, name) == 0)
            return true;
    return false;
}

static const ProtobufCFieldDescriptor *
field_of(const struct web_route *route, const char *name)
{
    return route->takes == NULL
               ? NULL
               : protobuf_c_message_descriptor_get_field_by_name(route->takes, name);
}

/* The path with a text in place of each name; how many there are. */
static size_t
fill_in(const char *shape, const char *text, char path[TEXT_BYTES])
{
    size_t count = 0, length = 0;

    for (; *shape != '\0'; shape++) {
        if (*shape != '{') {
            path[length++] = *shape;
            continue;
        }
        strcpy(path + length, text);
        length += strlen(text);
        shape = strchr(shape, '}');
        count++;
    }
    path[length] = '\0';
    return count;
}

static void
each_is_found(void **state)
{
    size_t found = 0;

    (void)state;
    for (const struct web_route *route = web_next_route(NULL); route != NULL;
         route = web_next_route(route)) {
        struct web_match match;
        char path[TEXT_BYTES];
        size_t names = fill_in(route->path, "a%2Fb%20%c3%a9", path);
        assert_true(names <= WEB_PARAMETERS_MAX);
        assert_true(web_match_route(arena, route->method, path, &match));
        assert_ptr_equal(match.route, route);
        for (size_t i = 0; i < names; i++)
            assert_string_equal(match.values[i], "a/b \xc3\xa9");
        found++;
    }
    assert_true(found > 100);
}

static void
names_are_known(void **state)
{
    (void)state;
    for (const struct web_route *route = web_next_route(NULL); route != NULL;
         route = web_next_route(route)) {
        for (const char *at = route->path; (at = strchr(at, '{')) != NULL; at++) {
            char name[TEXT_BYTES] = "";
            strncat(name, at + 1, strcspn(at + 1, "}"));
            if (field_of(route, name) == NULL && !is_parameter(route, name))
                assert_string_equal(name, "service");
        }
        if (route->own_field == NULL)
            continue;
        const ProtobufCFieldDescriptor *own = field_of(route, route->own_field);
        assert_true(own != NULL ? own->type == PROTOBUF_C_TYPE_STRING
                                : is_parameter(route, route->own_field));
    }
}

static void
rows_are_whole(void **state)
{
    (void)state;
    for (const struct web_route *route = web_next_route(NULL); route != NULL;
         route = web_next_route(route)) {
        assert_non_null(route->handle);
        assert_non_null(route->tag);
        assert_non_null(route->summary);
        assert_true(route->operation != NULL || route->takes != NULL);
        if (route->service != NULL) {
            assert_non_null(route->takes);
            assert_non_null(route->gives);
        }
        if (route->view != NULL) {
            assert_non_null(route->gives);
            assert_non_null(route->parameters);
        }
    }
}

/* The highest $n of a view's query; -1: there is no such query. */
static long
view_parameters(const char *view)
{
    static char text[1 << 18];
    char path[TEXT_BYTES];
    long most = 0;

    snprintf(path, sizeof path, "%s/services/gateway/sql/queries/%s.sql", SOURCE_FOLDER, view);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return -1;
    const size_t bytes = fread(text, 1, sizeof text - 1, file);
    assert_true(bytes < sizeof text - 1);
    text[bytes] = '\0';
    fclose(file);
    for (const char *at = text; (at = strchr(at, '$')) != NULL;) {
        const long number = strtol(++at, NULL, 10);
        most = number > most ? number : most;
    }
    return most;
}

static void
views_are_there(void **state)
{
    (void)state;
    for (const struct web_route *route = web_next_route(NULL); route != NULL;
         route = web_next_route(route)) {
        long count = 0;
        while (route->view != NULL && route->parameters[count] != NULL)
            count++;
        if (route->view != NULL && view_parameters(route->view) != count)
            fail_msg("%s: %ld parameters", route->view, count);
    }
    assert_int_equal(view_parameters("view_of_nothing"), -1);
}

static void
examples_can_be_read(void **state)
{
    (void)state;
    for (const struct web_route *route = web_next_route(NULL); route != NULL;
         route = web_next_route(route)) {
        char why[TEXT_BYTES] = "";
        bool has_body = route->takes != NULL && strcmp(route->method, "GET") != 0 &&
                        strcmp(route->method, "DELETE") != 0;
        assert_int_equal(has_body, route->example != NULL);
        if (!has_body)
            continue;
        ProtobufCMessage *message = json_read_message(arena, route->takes, route->example,
                                                      strlen(route->example), why, sizeof why);
        assert_string_equal(why, "");
        assert_non_null(message);
    }
}

static void
others_are_not_found(void **state)
{
    static const char *const paths[] = {
        "/v1",
        "/v1/",
        "/v1/order",
        "/v1/orders/",
        "/v1/orders//cancel",
        "/v1/orders/%",
        "/v1/orders/%0",
        "/v1/orders/%zz",
        "/v1/orders/%00",
        "/v1/orders/1/cancel/",
        "/v2/orders",
        "",
    };
    struct web_match match;

    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        assert_false(web_match_route(arena, "GET", paths[i], &match));
        assert_null(match.route);
    }
}

static void
other_methods_are_named(void **state)
{
    struct web_match match;

    (void)state;
    assert_false(web_match_route(arena, "PATCH", "/v1/orders", &match));
    assert_string_equal(match.allowed, "POST, GET");
    assert_false(web_match_route(arena, "GET", "/v1/orders/17/cancel", &match));
    assert_string_equal(match.allowed, "POST");
    assert_false(web_match_route(arena, "GET", "/v1/nothing", &match));
    assert_string_equal(match.allowed, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_found),           cmocka_unit_test(names_are_known),
        cmocka_unit_test(rows_are_whole),          cmocka_unit_test(views_are_there),
        cmocka_unit_test(examples_can_be_read),    cmocka_unit_test(others_are_not_found),
        cmocka_unit_test(other_methods_are_named),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
