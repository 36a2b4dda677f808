/*
 * See readers.h. Asked and answered questions stand in two lists under one lock; an answered one
 * wakes the loop.
 *
 * Plans are made for the parameters at hand (force_custom_plan): "$1 = '' OR channel = $1" has no
 * plan that is good for both. A view takes one processor, not all that there are: starting workers
 * takes longer than most views.
 */
#include "services/gateway/web/readers.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "common/check.h"
#include "common/clock.h"
#include "common/log.h"
#include "common/metrics.h"
#include "queries.h"

#define THREADS        2
#define WAITING_MAX    256
#define PARAMETERS_MAX 16
#define VIEW_PREFIX    "view_"

struct question {
    int query; /* in service_queries */
    size_t count;
    const char *parameters[PARAMETERS_MAX]; /* in texts */
    read_done *done;
    void *argument;
    int64_t asked_us; /* monotonic */
    enum read_outcome outcome;
    char *text; /* malloc'ed; NULL */
    struct question *next;
    char texts[];
};

struct list {
    struct question *first, **last;
    size_t count;
};

/* One thread and its connection; what is under way may be cancelled by the loop. */
struct session {
    struct readers *readers;
    uv_thread_t thread;
    PGconn *connection;
    bool prepared[QUERY_COUNT];
    PGcancel *cancel; /* under the lock */
};

struct readers {
    const char *database_url;
    struct session sessions[THREADS];
    uv_mutex_t lock;
    uv_cond_t more;
    uv_async_t answered;
    struct list asked, done;
    bool ending;
};

METRIC(views_busy) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_views_busy_total",
    .help = "Views refused because too many waited for a reader.",
};
METRIC(view_seconds) = {
    .kind = METRIC_HISTOGRAM,
    .name = "crossdock_view_seconds",
    .help = "From a view's question to its answer, waiting included.",
    .scale = 1e-6,
};

/* --- lists ---------------------------------------------------------------------------------- */

static void
add_last(struct list *list, struct question *question)
{
    question->next = NULL;
    *list->last = question;
    list->last = &question->next;
    list->count++;
}

static struct question *
take_first(struct list *list)
{
    struct question *first = list->first;

    if (first == NULL)
        return NULL;
    list->first = first->next;
    if (list->first == NULL)
        list->last = &list->first;
    list->count--;
    return first;
}

static void
free_question(struct question *question)
{
    free(question->text);
    free(question);
}

/* --- the database --------------------------------------------------------------------------- */

static void
set_cancel(struct session *session, PGcancel *cancel)
{
    uv_mutex_lock(&session->readers->lock);
    PGcancel *before = session->cancel;
    session->cancel = cancel;
    uv_mutex_unlock(&session->readers->lock);
    PQfreeCancel(before);
}

/* What the URL says comes later and wins, except for what keeps a reader a reader. */
static bool
connect_session(struct session *session)
{
    static const char *const names[] = {"application_name",
                                        "connect_timeout",
                                        "client_encoding",
                                        "gssencmode",
                                        "dbname",
                                        "options",
                                        NULL};
    const char *const values[] = {
        "crossdock-gateway-reader",
        "3",
        "UTF8",
        "disable",
        session->readers->database_url,
        "-c default_transaction_read_only=on -c statement_timeout=10s -c lock_timeout=2s "
        "-c jit=off -c plan_cache_mode=force_custom_plan -c max_parallel_workers_per_gather=0",
        NULL,
    };

    if (session->connection != NULL && PQstatus(session->connection) == CONNECTION_OK)
        return true;
    PQfinish(session->connection);
    memset(session->prepared, 0, sizeof session->prepared);
    session->connection = PQconnectdbParams(names, values, 1);
    if (PQstatus(session->connection) == CONNECTION_OK) {
        set_cancel(session, PQgetCancel(session->connection));
        return true;
    }
    log_warning("a reader has no database", "error", PQerrorMessage(session->connection), NULL);
    PQfinish(session->connection);
    session->connection = NULL;
    return false;
}

/* What an SQLSTATE means to whoever asks: the first prefix that matches. */
static enum read_outcome
meaning_of(const char *state)
{
    static const struct {
        const char *prefix;
        enum read_outcome outcome;
    } meanings[] = {
        {"22", READ_BAD},         /* a parameter is no number, no date, out of range */
        {"57014", READ_TIMEOUT},  /* cancelled by statement_timeout */
        {"55P03", READ_TIMEOUT},  /* lock_timeout */
        {"57", READ_UNAVAILABLE}, /* shutting down */
        {"08", READ_UNAVAILABLE}, {"53", READ_UNAVAILABLE},
        {"40", READ_UNAVAILABLE}, /* a conflict with recovery */
    };

    for (size_t i = 0; state != NULL && i < sizeof meanings / sizeof meanings[0]; i++)
        if (strncmp(state, meanings[i].prefix, strlen(meanings[i].prefix)) == 0)
            return meanings[i].outcome;
    return state == NULL ? READ_UNAVAILABLE : READ_FAILED;
}

static enum read_outcome
explain(const struct query *query, const PGresult *result, char **text)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    enum read_outcome outcome = meaning_of(state);

    if (outcome == READ_BAD && message == NULL)
        outcome = READ_FAILED;
    if (outcome == READ_BAD)
        *text = strdup(message);
    else
        log_warning("a view failed", "view", query->name, "sqlstate", state == NULL ? "" : state,
                    "error", message == NULL ? PQresultErrorMessage(result) : message, NULL);
    return outcome;
}

static bool
prepare(struct session *session, const struct question *question, PGresult **result)
{
    const struct query *query = &service_queries[question->query];

    if (session->prepared[question->query])
        return true;
    *result = PQprepare(session->connection, query->name, query->text, 0, NULL);
    if (PQresultStatus(*result) != PGRES_COMMAND_OK)
        return false;
    PQclear(*result);
    *result = NULL;
    session->prepared[question->query] = true;
    return true;
}

static void
read_view(struct session *session, struct question *question)
{
    const struct query *query = &service_queries[question->query];
    PGresult *result = NULL;

    if (prepare(session, question, &result))
        result = PQexecPrepared(session->connection, query->name, (int)question->count,
                                question->parameters, NULL, NULL, 0);
    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
        question->outcome = explain(query, result, &question->text);
    } else {
        question->outcome = READ_DONE;
        if (PQntuples(result) > 0 && PQnfields(result) == 1 && !PQgetisnull(result, 0, 0))
            question->text = strdup(PQgetvalue(result, 0, 0));
    }
    PQclear(result);
}

/* A connection that broke while nobody asked is found out now: once more, with a new one. */
static void
answer(struct session *session, struct question *question)
{
    for (int attempt = 0; attempt < 2; attempt++) {
        question->outcome = READ_UNAVAILABLE;
        if (!connect_session(session))
            return;
        read_view(session, question);
        if (PQstatus(session->connection) == CONNECTION_OK)
            return;
    }
}

static struct question *
await_question(struct readers *readers)
{
    uv_mutex_lock(&readers->lock);
    while (readers->asked.first == NULL && !readers->ending)
        uv_cond_wait(&readers->more, &readers->lock);
    struct question *question = readers->ending ? NULL : take_first(&readers->asked);
    uv_mutex_unlock(&readers->lock);
    return question;
}

static void
run_reader(void *argument)
{
    struct session *session = argument;
    struct readers *readers = session->readers;
    struct question *question;

    while ((question = await_question(readers)) != NULL) {
        answer(session, question);
        uv_mutex_lock(&readers->lock);
        if (readers->ending && question->outcome == READ_TIMEOUT)
            question->outcome = READ_UNAVAILABLE;
        add_last(&readers->done, question);
        uv_mutex_unlock(&readers->lock);
        uv_async_send(&readers->answered);
    }
    set_cancel(session, NULL);
    PQfinish(session->connection);
}

/* --- the loop's side ------------------------------------------------------------------------ */

static void
on_answered(uv_async_t *async)
{
    struct readers *readers = async->data;

    for (;;) {
        uv_mutex_lock(&readers->lock);
        struct question *question = take_first(&readers->done);
        uv_mutex_unlock(&readers->lock);
        if (question == NULL)
            return;
        metric_observe(&view_seconds, monotonic_us() - question->asked_us);
        question->done(question->argument, question->outcome, question->text,
                       question->text == NULL ? 0 : strlen(question->text));
        free_question(question);
    }
}

static int
find_view(const char *view)
{
    if (strncmp(view, VIEW_PREFIX, strlen(VIEW_PREFIX)) != 0)
        return -1;
    for (int i = 0; service_queries[i].name != NULL; i++)
        if (strcmp(service_queries[i].name, view) == 0)
            return i;
    return -1;
}

/* The highest $n of a query. */
static size_t
count_parameters(const char *query)
{
    size_t most = 0;

    for (const char *at = query; (at = strchr(at, '$')) != NULL;) {
        const unsigned long number = strtoul(++at, NULL, 10);
        most = number > most ? number : most;
    }
    return most;
}

bool
readers_know(const char *view, size_t parameter_count)
{
    const int query = find_view(view);

    return query >= 0 && count_parameters(service_queries[query].text) == parameter_count;
}

bool
readers_ask(struct readers *readers, const char *view, const char *const *parameters, size_t count,
            read_done *done, void *argument)
{
    size_t bytes = 0;

    assert(count <= PARAMETERS_MAX);
    for (size_t i = 0; i < count; i++)
        bytes += strlen(parameters[i]) + 1;
    struct question *question = calloc(1, sizeof *question + bytes);
    assert(question != NULL);
    question->query = find_view(view);
    assert(question->query >= 0);
    question->count = count;
    question->asked_us = monotonic_us();
    question->done = done;
    question->argument = argument;
    char *to = question->texts;
    for (size_t i = 0; i < count; i++) {
        question->parameters[i] = to;
        to = stpcpy(to, parameters[i]) + 1;
    }
    uv_mutex_lock(&readers->lock);
    bool fits = readers->asked.count < WAITING_MAX && !readers->ending;
    if (fits)
        add_last(&readers->asked, question);
    uv_cond_signal(&readers->more);
    uv_mutex_unlock(&readers->lock);
    if (!fits) {
        free_question(question);
        metric_add(&views_busy, 1);
    }
    return fits;
}

/* --- life ----------------------------------------------------------------------------------- */

struct readers *
readers_open(uv_loop_t *loop, const char *database_url)
{
    struct readers *readers = calloc(1, sizeof *readers);

    assert(readers != NULL);
    readers->database_url = database_url;
    readers->asked.last = &readers->asked.first;
    readers->done.last = &readers->done.first;
    readers->answered.data = readers;
    int failed = uv_mutex_init(&readers->lock) || uv_cond_init(&readers->more) ||
                 uv_async_init(loop, &readers->answered, on_answered);
    for (int i = 0; !failed && i < THREADS; i++) {
        readers->sessions[i].readers = readers;
        failed = uv_thread_create(&readers->sessions[i].thread, run_reader, &readers->sessions[i]);
    }
    assert(!failed);
    return readers;
}

static void
on_closed(uv_handle_t *async)
{
    struct readers *readers = async->data;

    uv_cond_destroy(&readers->more);
    uv_mutex_destroy(&readers->lock);
    free(readers);
}

void
readers_end(struct readers *readers)
{
    struct question *question;
    char error[256];

    uv_mutex_lock(&readers->lock);
    readers->ending = true;
    for (int i = 0; i < THREADS; i++)
        if (readers->sessions[i].cancel != NULL)
            PQcancel(readers->sessions[i].cancel, error, sizeof error);
    while ((question = take_first(&readers->asked)) != NULL) {
        question->outcome = READ_UNAVAILABLE;
        add_last(&readers->done, question);
    }
    uv_cond_broadcast(&readers->more);
    uv_mutex_unlock(&readers->lock);
    uv_async_send(&readers->answered);
}

void
readers_close(struct readers **readers)
{
    struct readers *gone = *readers;

    *readers = NULL;
    if (gone == NULL)
        return;
    readers_end(gone);
    for (int i = 0; i < THREADS; i++)
        uv_thread_join(&gone->sessions[i].thread);
    on_answered(&gone->answered); /* now: who asked may be gone when the loop has closed the handle */
    uv_close((uv_handle_t *)&gone->answered, on_closed);
}
