/*
 * Answers from the read model: a view is asked for with the parameters that its route names, and
 * its text is the answer. The chain at a glance also says what the front knows by itself.
 */
#include <stdlib.h>
#include <string.h>

#include "services/gateway/web/health.h"
#include "services/gateway/web/kpi_table.h"
#include "services/gateway/web/query_rules.h"
#include "services/gateway/web/readers.h"
#include "services/gateway/web/request.h"

#define PARAMETERS_MAX     16
#define REBUILDING_RETRY_S 5
#define JSON               "application/json"

/* --- asking --------------------------------------------------------------------------------- */

/* A question outlives a client that leaves. */
struct view {
    struct web_request *request; /* NULL: the client left */
    void (*finish)(struct web_request *request, const char *text, size_t bytes);
};

static void
on_gone(void *argument)
{
    struct view *view = argument;

    view->request = NULL;
}

/* Which parameter the database complains of: the one whose value it quotes. */
static const char *
blame(struct web_request *request, const char *complaint)
{
    const struct url *url = &request->url;

    for (size_t i = 0; i < url->parameter_count; i++) {
        const struct url_parameter *one = &url->parameters[i];
        if (strstr(complaint, arena_format(request->arena, "\"%s\"", one->value)) != NULL)
            return one->name;
    }
    return "a parameter";
}

/* What a cursor is made of is nobody's business: only `next` of a page is one. */
static void
refuse(struct web_request *request, const char *name, const char *complaint)
{
    web_problem(request, MHD_HTTP_BAD_REQUEST, "BAD_REQUEST", 0, "%s: %s", name,
                strcmp(name, "cursor") == 0 ? "must be the `next` of a page" : complaint);
}

/* What is not there yet may come: ask again. */
static void
give_nothing(struct web_request *request)
{
    if (health_is_rebuilding(request->web->health))
        web_problem(request, MHD_HTTP_SERVICE_UNAVAILABLE, "REBUILDING", REBUILDING_RETRY_S,
                    "the read model is made anew and has not come to %s yet", request->url.path);
    else
        web_problem(request, MHD_HTTP_NOT_FOUND, "NOT_FOUND", 0, "there is nothing at %s",
                    request->url.path);
}

/* An answer out of half a read model says so. */
static void
give(struct view *view, const char *text, size_t bytes)
{
    if (health_is_rebuilding(view->request->web->health))
        web_add_header(view->request, "X-Read-Model", "rebuilding");
    view->finish(view->request, text, bytes);
}

static void
on_read(void *argument, enum read_outcome outcome, const char *text, size_t bytes)
{
    struct view *view = argument;
    struct web_request *request = view->request;

    if (request == NULL)
        ;
    else if (outcome == READ_DONE && text == NULL)
        give_nothing(request);
    else if (outcome == READ_DONE)
        give(view, text, bytes);
    else if (outcome == READ_BAD)
        refuse(request, blame(request, text), text);
    else if (outcome == READ_TIMEOUT)
        web_problem(request, MHD_HTTP_GATEWAY_TIMEOUT, "TIMEOUT", 1,
                    "the read model did not answer in time");
    else if (outcome == READ_UNAVAILABLE)
        web_problem(request, MHD_HTTP_SERVICE_UNAVAILABLE, "UNAVAILABLE", 1,
                    "the read model cannot be reached");
    else
        web_problem(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "FAILED", 0, "the view failed");
    free(view);
}

static void
ask(struct web_request *request, const char *name, const char *const *parameters, size_t count,
    void (*finish)(struct web_request *request, const char *text, size_t bytes))
{
    struct view *view = calloc(1, sizeof *view);

    assert(view != NULL);
    view->request = request;
    view->finish = finish;
    if (readers_ask(request->web->readers, name, parameters, count, on_read, view)) {
        web_later(request, on_gone, view);
        return;
    }
    free(view);
    web_problem(request, MHD_HTTP_SERVICE_UNAVAILABLE, "BUSY", 1, "too many views are asked for");
}

static void
give_json(struct web_request *request, const char *text, size_t bytes)
{
    web_answer(request, MHD_HTTP_OK, JSON, text, bytes);
}

void
web_answer_view(struct web_request *request, const char *view, const char *const *parameters,
                size_t count)
{
    ask(request, view, parameters, count, give_json);
}

/* --- parameters ----------------------------------------------------------------------------- */

static bool
is_sound(struct web_request *request, const char *name, const char *value)
{
    const struct query_rule *rule = query_find_rule(request->match.route->view, name);
    const char *defect =
        rule == NULL || value[0] == '\0' ? NULL : query_defect(request->arena, rule, value);

    if (defect != NULL)
        web_problem(request, MHD_HTTP_BAD_REQUEST, "BAD_REQUEST", 0, "%s: %s", name, defect);
    return defect == NULL;
}

/* What a storefront or warehouse may see is its own: filled in when it is not said. */
static bool
keep_to_own(struct web_request *request, const char *name, const char **value)
{
    const struct identity *who = &request->caller.identity;
    const char *own_field = request->match.route->own_field;
    enum role owner =
        own_field != NULL && strcmp(own_field, "channel") == 0 ? ROLE_STOREFRONT : ROLE_WAREHOUSE;

    if (own_field == NULL || strcmp(own_field, name) != 0 || who->role != owner)
        return true;
    if (**value == '\0')
        *value = who->subject;
    if (strcmp(*value, who->subject) == 0)
        return true;
    web_problem(request, MHD_HTTP_FORBIDDEN, "FORBIDDEN", 0, "%s: not the caller's own", name);
    return false;
}

static bool
read_parameters(struct web_request *request, const char *beside, const char **values, size_t *count)
{
    const char *const *names = request->match.route->parameters;

    *count = 0;
    if (!query_is_known(request, beside))
        return false;
    for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
        assert(i < PARAMETERS_MAX);
        const char *value = web_path_value(request, names[i]);
        if (value == NULL)
            value = web_query_value(request, names[i]);
        values[i] = value == NULL ? "" : value;
        if (!is_sound(request, names[i], values[i]) || !keep_to_own(request, names[i], &values[i]))
            return false;
        (*count)++;
    }
    return true;
}

static void
show(struct web_request *request, const char *beside,
     void (*finish)(struct web_request *request, const char *text, size_t bytes))
{
    const char *values[PARAMETERS_MAX];
    size_t count;

    if (read_parameters(request, beside, values, &count))
        ask(request, request->match.route->view, values, count, finish);
}

void
web_show_view(struct web_request *request)
{
    show(request, "", give_json);
}

/* --- the chain at a glance ------------------------------------------------------------------ */

static void
give_flow(struct web_request *request, const char *text, size_t bytes)
{
    struct json_text flow = {0};

    assert(bytes >= 2 && text[bytes - 1] == '}');
    json_text_add(&flow, text, bytes - 1);
    if (bytes > 2)
        json_text_byte(&flow, ',');
    health_write(request->web->health, &flow);
    json_text_byte(&flow, '}');
    web_answer(request, MHD_HTTP_OK, JSON, flow.text, flow.bytes);
    json_text_free(&flow);
}

void
web_show_flow(struct web_request *request)
{
    show(request, "", give_flow);
}

/* --- key figures ---------------------------------------------------------------------------- */

static void
give_csv(struct web_request *request, const char *text, size_t bytes)
{
    struct json_text table = {0};

    if (kpi_table_write(&table, text, bytes)) {
        web_add_header(request, "Content-Disposition", "attachment; filename=\"kpis.csv\"");
        web_answer(request, MHD_HTTP_OK, "text/csv; charset=utf-8", table.text, table.bytes);
    } else {
        web_problem(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "FAILED", 0, "the view failed");
    }
    json_text_free(&table);
}

void
web_show_kpis(struct web_request *request)
{
    const char *format = web_query_value(request, "format");

    if (format == NULL || strcmp(format, "json") == 0)
        show(request, "format", give_json);
    else if (strcmp(format, "csv") == 0)
        show(request, "format", give_csv);
    else
        web_problem(request, MHD_HTTP_BAD_REQUEST, "BAD_REQUEST", 0, "format: json or csv");
}
