/*
 * Logging in and out. A password is checked on libuv's threads, two at a time, since each check
 * takes 64 MiB and some 100 ms, and takes as long for names that nobody has. Then a turn of the
 * gateway's own opens the session; only its hash is known from then on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "common/clock.h"
#include "common/message.h"
#include "common/metrics.h"
#include "common/text.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "services/gateway/board.h"
#include "services/gateway/roles.h"
#include "services/gateway/web/pass_on.h"
#include "services/gateway/web/query_rules.h"
#include "services/gateway/web/request.h"

#define CHECKS_AT_ONCE     2
#define WAITING_MAX        32
#define PASSWORD_BYTES_MAX 200 /* SetUser takes no longer ones */
#define RECEIPT(name)      CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

struct login {
    uv_work_t work;
    struct logins *logins;
    struct web_request *request; /* NULL: the client left */
    struct board_user user;      /* as it was seen; its hash "": there is none */
    char password[PASSWORD_BYTES_MAX + 1];
    char token[SECRET_TEXT_BYTES_MAX];
    bool is_right;
    uint64_t question;
    struct login *next;
};

struct logins {
    struct web *web;
    int running;
    size_t waiting;
    struct login *first, **last;
    bool closed;
};

METRIC(logins_made) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_logins_total",
    .help = "People who signed in.",
};
METRIC(logins_refused) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_logins_refused_total",
    .help = "Attempts to sign in with a wrong name or password.",
};

static const struct identity gateway = {
    .name = "gateway",
    .role = ROLE_GATEWAY,
    .subject = "gateway",
};

/* --- life ----------------------------------------------------------------------------------- */

struct logins *
logins_open(struct web *web)
{
    struct logins *logins = calloc(1, sizeof *logins);

    assert(logins != NULL);
    logins->web = web;
    logins->last = &logins->first;
    return logins;
}

static void
free_login(struct login *login)
{
    sodium_memzero(login, sizeof *login);
    free(login);
}

/* Checks that run go on to their end; the last one frees. */
void
logins_close(struct logins **logins)
{
    struct logins *gone = *logins;

    *logins = NULL;
    if (gone == NULL)
        return;
    gone->closed = true;
    while (gone->first != NULL) {
        struct login *next = gone->first->next;
        free_login(gone->first);
        gone->first = next;
    }
    if (gone->running == 0)
        free(gone);
}

/* --- the answer ----------------------------------------------------------------------------- */

/* Not readable by scripts, not sent along from other sites; over TLS only, unless the browser is on
 * this machine. */
static void
set_cookie(struct web_request *request, const char *token, int64_t seconds)
{
    bool in_the_open = request->is_loopback && !request->is_secure;

    web_add_header(request, "Set-Cookie",
                   arena_format(request->arena,
                                WEB_COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%lld%s",
                                token, (long long)seconds, in_the_open ? "" : "; Secure"));
}

static void
answer_session(struct web_request *request, unsigned status, const struct identity *who,
               const char *token, int64_t expires_at_us)
{
    Crossdock__Gateway__V1__Session session = CROSSDOCK__GATEWAY__V1__SESSION__INIT;
    char csrf[SECRET_TEXT_BYTES_MAX] = "";

    if (token != NULL && token[0] != '\0')
        secret_csrf(token, csrf);
    session.name = (char *)(uintptr_t)who->name;
    session.role = (Crossdock__Gateway__V1__KeyRole)person_of_role(who->role);
    session.subject = (char *)(uintptr_t)who->subject;
    session.expires_at_us = expires_at_us;
    session.token = (char *)(uintptr_t)(status == MHD_HTTP_CREATED ? token : "");
    session.csrf = csrf;
    web_answer_message(request, status, &session.base);
}

/* --- logging in ----------------------------------------------------------------------------- */

static char hash_of_nobody[PASSWORD_HASH_BYTES];
static uv_once_t once = UV_ONCE_INIT;

static void
make_hash_of_nobody(void)
{
    char password[SECRET_TEXT_BYTES_MAX];

    secret_make("", password);
    password_hash(password, hash_of_nobody);
}

static void
check_password(uv_work_t *work)
{
    struct login *login = work->data;
    const struct board_user *user = &login->user;
    bool is_known = user->password_hash[0] != '\0' && !user->is_disabled;

    uv_once(&once, make_hash_of_nobody);
    bool fits = password_is_right(is_known ? user->password_hash : hash_of_nobody, login->password);
    login->is_right = fits && is_known;
}

static void
on_opened(void *argument, const struct front_answer *answer)
{
    struct login *login = argument;
    struct web_request *request = login->request;
    const Crossdock__Gateway__V1__SessionOpened *opened = NULL;
    struct identity who = {.role = login->user.role};

    if (answer->code == RECEIPT(ACCEPTED) || answer->code == RECEIPT(DUPLICATE))
        opened = (const void *)pass_on_reply(request, answer);
    if (opened == NULL) {
        pass_on_answer(request, answer);
    } else {
        text_copy(who.name, sizeof who.name, login->user.name);
        text_copy(who.subject, sizeof who.subject, login->user.subject);
        metric_add(&logins_made, 1);
        set_cookie(request, login->token, (opened->expires_at_us - realtime_us()) / 1000000);
        answer_session(request, MHD_HTTP_CREATED, &who, login->token, opened->expires_at_us);
    }
    free_login(login);
}

static void
open_session(struct login *login)
{
    Crossdock__Gateway__V1__OpenSession open = CROSSDOCK__GATEWAY__V1__OPEN_SESSION__INIT;
    uint8_t hash[SECRET_HASH_BYTES];

    secret_make(SECRET_OF_SESSION, login->token);
    secret_hash(login->token, hash);
    open.name = login->user.name;
    open.token_hash.data = hash;
    open.token_hash.len = sizeof hash;
    open.user_changed_at_us = login->user.changed_at_us;
    login->question = front_ask(
        login->logins->web->host,
        &(struct front_question){.service = "gateway", .asker = &gateway, .message = &open.base},
        on_opened, login);
}

static void start_checks(struct logins *logins);

static void
on_checked(uv_work_t *work, int status)
{
    struct login *login = work->data;
    struct logins *logins = login->logins;

    (void)status;
    sodium_memzero(login->password, sizeof login->password);
    logins->running--;
    if (logins->closed) {
        free_login(login);
        if (logins->running == 0)
            free(logins);
        return;
    }
    if (login->request == NULL) {
        free_login(login);
    } else if (login->is_right) {
        open_session(login);
    } else {
        metric_add(&logins_refused, 1);
        web_problem(login->request, MHD_HTTP_UNAUTHORIZED, "UNAUTHENTICATED", 0,
                    "name or password is wrong");
        free_login(login);
    }
    start_checks(logins);
}

static void
start_checks(struct logins *logins)
{
    while (logins->running < CHECKS_AT_ONCE && logins->first != NULL) {
        struct login *login = logins->first;
        logins->first = login->next;
        if (logins->first == NULL)
            logins->last = &logins->first;
        logins->waiting--;
        if (login->request == NULL) {
            free_login(login);
            continue;
        }
        logins->running++;
        login->work.data = login;
        int failed =
            uv_queue_work(front_loop(logins->web->host), &login->work, check_password, on_checked);
        assert(!failed);
    }
}

/* A question that is under way is forgotten; what waits or is checked is freed when its time comes.
 */
static void
on_gone(void *argument)
{
    struct login *login = argument;

    login->request = NULL;
    if (login->question == 0)
        return;
    front_forget(login->logins->web->host, login->question);
    free_login(login);
}

static const Crossdock__Gateway__V1__Login *
read_login(struct web_request *request)
{
    char why[200];
    ProtobufCMessage *message = json_read_message(
        request->arena, &crossdock__gateway__v1__login__descriptor,
        request->body_bytes == 0 ? "" : request->body, request->body_bytes, why, sizeof why);

    if (request->body_bytes > 0)
        sodium_memzero(request->body, request->body_bytes);
    if (message == NULL)
        web_problem(request, MHD_HTTP_BAD_REQUEST, "BAD_REQUEST", 0, "%s", why);
    return (const void *)message;
}

void
web_open_session(struct web_request *request)
{
    struct logins *logins = request->web->logins;
    const Crossdock__Gateway__V1__Login *given =
        query_is_known(request, "") ? read_login(request) : NULL;

    if (given == NULL || !limits_take_login(request, given->name))
        return;
    if (logins->waiting >= WAITING_MAX) {
        web_problem(request, MHD_HTTP_SERVICE_UNAVAILABLE, "BUSY", 2, "too many logins at once");
        return;
    }
    struct login *login = calloc(1, sizeof *login);
    assert(login != NULL);
    login->logins = logins;
    login->request = request;
    const struct board_user *user = board_find_user(front_board(request->web->host), given->name);
    if (user != NULL)
        login->user = *user;
    if (!text_copy(login->password, sizeof login->password, given->password))
        login->user.password_hash[0] = '\0'; /* nobody has one so long */
    sodium_memzero(given->password, strlen(given->password));
    web_later(request, on_gone, login);
    *logins->last = login;
    logins->last = &login->next;
    logins->waiting++;
    start_checks(logins);
}

/* --- looking, logging out ------------------------------------------------------------------- */

void
web_show_session(struct web_request *request)
{
    const struct web_caller *caller = &request->caller;
    const struct board_session *session;
    uint8_t hash[SECRET_HASH_BYTES];

    if (!query_is_known(request, ""))
        return;
    if (caller->key_id != 0) {
        answer_session(request, MHD_HTTP_OK, &caller->identity, NULL, 0);
        return;
    }
    secret_hash(request->token, hash);
    session = board_find_session(front_board(request->web->host), hash, realtime_us());
    answer_session(request, MHD_HTTP_OK, &caller->identity, request->token,
                   session == NULL ? 0 : session->expires_at_us);
}

static void
on_ended(void *argument, const struct front_answer *answer)
{
    struct web_request *request = argument;

    if (answer->code != RECEIPT(ACCEPTED) && answer->code != RECEIPT(DUPLICATE)) {
        pass_on_answer(request, answer);
        return;
    }
    set_cookie(request, "", 0);
    web_answer(request, MHD_HTTP_NO_CONTENT, "", "", 0);
}

void
web_close_session(struct web_request *request)
{
    Crossdock__Gateway__V1__EndSession end = CROSSDOCK__GATEWAY__V1__END_SESSION__INIT;
    uint8_t hash[SECRET_HASH_BYTES];

    if (!query_is_known(request, ""))
        return;
    if (request->caller.key_id != 0) {
        web_problem(request, MHD_HTTP_BAD_REQUEST, "BAD_REQUEST", 0,
                    "a key has no session; it ends when it is revoked");
        return;
    }
    secret_hash(request->token, hash);
    end.token_hash.data = hash;
    end.token_hash.len = sizeof hash;
    front_ask(
        request->web->host,
        &(struct front_question){.service = "gateway", .asker = &gateway, .message = &end.base},
        on_ended, request);
}
