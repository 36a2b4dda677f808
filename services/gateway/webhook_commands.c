/*
 * Webhooks are made, changed, deleted and shown. As of an API key the secret is told once: the
 * command again finds what it made by its id, and is told the number only.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "queries.h"
#include "services/gateway/handlers.h"
#include "services/gateway/roles.h"
#include "services/gateway/web/event_wish.h"
#include "services/gateway/webhooks.h"
#include "services/gateway/wire_check.h"

#define NOTE_BYTES_MAX 200

typedef Crossdock__Gateway__V1__CreateWebhook create_message;
typedef Crossdock__Gateway__V1__Webhook webhook_message;

/* --- CreateWebhook ---------------------------------------------------------------------------- */

static bool
are_types(const create_message *create, struct refusal *refusal)
{
    if (create->n_types < 1 || create->n_types > WEBHOOK_TYPES_MAX)
        return refuse(refusal, "types: must be 1 to %d", WEBHOOK_TYPES_MAX);
    for (size_t i = 0; i < create->n_types; i++)
        if (!webhook_type_is_valid(create->types[i]) || !event_wish_is_of_a_feed(create->types[i]))
            return refuse(refusal,
                          "types[%zu]: must be the full name of a type that is said on a feed, or "
                          "a beginning of some with * behind it",
                          i);
    return true;
}

const void *
check_create_webhook(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const create_message *create = (const void *)base;

    (void)arena;
    return has_no_defect(webhook_url_defect(create->url, true), refusal) &&
                   are_types(create, refusal) &&
                   text_fits(create->subject, 0, PERSON_NAME_BYTES, "subject", refusal) &&
                   text_fits(create->note, 0, NOTE_BYTES_MAX, "note", refusal)
               ? create
               : NULL;
}

static struct webhook *
find_made_by(struct turn *turn, const struct input *input)
{
    struct webhook *webhook;

    for (size_t at = 0; (webhook = map_next(webhooks_of(turn)->by_id, &at)) != NULL;)
        if (strcmp(webhook->command_id, input->id) == 0 &&
            strcmp(webhook->owner, input->from->name) == 0)
            return webhook;
    return NULL;
}

static const ProtobufCMessage *
webhook_created(struct turn *turn, const struct webhook *webhook, const char *secret)
{
    Crossdock__Gateway__V1__WebhookCreated *reply = arena_take(turn_arena(turn), sizeof *reply);

    crossdock__gateway__v1__webhook_created__init(reply);
    reply->webhook_id = (uint64_t)webhook->webhook_id;
    reply->secret = arena_text(turn_arena(turn), secret);
    return &reply->base;
}

/* Who sees one channel or location only would never hear of another. */
static bool
is_of_another(const struct input *input, const create_message *create)
{
    return create->subject[0] != '\0' && input->from->subject[0] != '\0' &&
           person_of_role(input->from->role) != PERSON_OPERATOR &&
           strcmp(create->subject, input->from->subject) != 0;
}

/* Neither would who may see none of these types. */
static bool
hears_nothing(const struct input *input, const create_message *create)
{
    struct event_wish wish;
    bool denied;

    for (size_t i = 0; i < create->n_types; i++)
        if (event_wish_read(&wish, input->from, create->types[i], create->subject, &denied) == NULL)
            return false;
    return true;
}

static struct webhook *
make_webhook(struct turn *turn, const struct input *input, const create_message *create)
{
    struct webhook *webhook = webhooks_add(turn);

    snprintf(webhook->url, sizeof webhook->url, "%s", create->url);
    for (size_t i = 0; i < create->n_types; i++)
        snprintf(webhook->types[i], WEBHOOK_TYPE_BYTES, "%s", create->types[i]);
    webhook->type_count = create->n_types;
    snprintf(webhook->subject, sizeof webhook->subject, "%s", create->subject);
    snprintf(webhook->note, sizeof webhook->note, "%s", create->note);
    secret_of_webhook(webhook->secret);
    snprintf(webhook->owner, sizeof webhook->owner, "%s", input->from->name);
    webhook->owner_role = person_of_role(input->from->role);
    snprintf(webhook->owner_subject, sizeof webhook->owner_subject, "%s",
             webhook->owner_role == PERSON_OPERATOR ? "" : input->from->subject);
    webhook->created_at_us = turn_now_us(turn);
    snprintf(webhook->command_id, sizeof webhook->command_id, "%s", input->id);
    return webhook;
}

/* CreateWebhook -> WebhookCreated */
void
on_create_webhook(struct turn *turn, const struct input *input)
{
    const create_message *create = input->message;
    const char *defect =
        webhook_url_defect(create->url, service_setting("CROSSDOCK_WEBHOOK_PRIVATE") != 0);
    const struct webhook *before = find_made_by(turn, input);

    if (input->id[0] == '\0') {
        turn_reject(turn, "the command has no id", NULL);
    } else if (before != NULL) {
        turn_duplicate(turn, webhook_created(turn, before, ""));
    } else if (defect != NULL) { /* here, not there */
        turn_reject(turn, defect, NULL);
    } else if (is_of_another(input, create)) {
        turn_reject(turn, "subject: you may hear of your own channel or location only", NULL);
    } else if (hears_nothing(input, create)) {
        turn_reject(turn, "types: you may hear of none of these", NULL);
    } else if (map_count(webhooks_of(turn)->by_id) >= WEBHOOKS_MAX) {
        turn_reject(turn, "there are too many webhooks", NULL);
    } else {
        const struct webhook *webhook = make_webhook(turn, input, create);
        turn_accept(turn, webhook_created(turn, webhook, webhook->secret));
    }
}

/* --- ChangeWebhook, DeleteWebhook ------------------------------------------------------------- */

const void *
check_change_webhook(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Gateway__V1__ChangeWebhook *change = (const void *)base;

    (void)arena;
    return is_id(change->webhook_id, "webhook_id", refusal) ? change : NULL;
}

/* ChangeWebhook -> WebhookCreated. What waited while it was paused goes on. */
void
on_change_webhook(struct turn *turn, const struct input *input)
{
    const Crossdock__Gateway__V1__ChangeWebhook *change = input->message;
    struct webhook *webhook = webhook_asked(turn, input, change->webhook_id);

    if (webhook == NULL)
        return;
    if (change->rotate_secret && input->id[0] != '\0' &&
        strcmp(webhook->rotated_by, input->id) == 0) {
        turn_duplicate(turn, webhook_created(turn, webhook, ""));
        return;
    }
    webhooks_change(turn, webhook);
    if (change->state_case == CROSSDOCK__GATEWAY__V1__CHANGE_WEBHOOK__STATE_PAUSED)
        webhook->is_paused = change->paused;
    if (change->rotate_secret) {
        secret_of_webhook(webhook->secret);
        snprintf(webhook->rotated_by, sizeof webhook->rotated_by, "%s", input->id);
    }
    turn_accept(turn, webhook_created(turn, webhook, change->rotate_secret ? webhook->secret : ""));
}

const void *
check_delete_webhook(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Gateway__V1__DeleteWebhook *delete = (const void *)base;

    (void)arena;
    return is_id(delete->webhook_id, "webhook_id", refusal) ? delete : NULL;
}

/* DeleteWebhook -> Done. What was not delivered is not any more. */
void
on_delete_webhook(struct turn *turn, const struct input *input)
{
    const Crossdock__Gateway__V1__DeleteWebhook *delete = input->message;
    struct webhook *webhook = webhook_asked(turn, input, delete->webhook_id);

    if (webhook == NULL)
        return;
    webhooks_delete(turn, webhook);
    turn_accept(turn, wire_done(turn_arena(turn), 1));
}

/* --- GetWebhooks ------------------------------------------------------------------------------ */

/* What a question is answered with: those it is for, and what waits of them. */
struct webhooks_question {
    struct webhooks_question *next;
    uint64_t webhook_id; /* 0: all */
    const struct identity *asker;
    Crossdock__Gateway__V1__WebhooksView view;
};

const void *
check_get_webhooks(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    struct webhooks_question *question = arena_take(arena, sizeof *question);

    (void)refusal;
    question->webhook_id =
        ((const Crossdock__Gateway__V1__GetWebhooks *)(const void *)base)->webhook_id;
    return question;
}

void
want_webhooks(struct turn *turn, const struct input *input)
{
    struct webhooks_stage *stage = webhooks_stage_of(turn);
    struct webhooks_question *question = (void *)(uintptr_t)input->message;

    question->asker = input->from;
    question->next = stage->view_questions;
    stage->view_questions = question;
}

static int
by_id_of_message(const void *one, const void *other)
{
    const webhook_message *a = *(webhook_message *const *)one,
                          *b = *(webhook_message *const *)other;

    return a->webhook_id < b->webhook_id ? -1 : a->webhook_id > b->webhook_id;
}

static webhook_message *
show_webhook(struct arena *arena, const struct webhook *webhook)
{
    webhook_message *to = arena_take(arena, sizeof *to);

    crossdock__gateway__v1__webhook__init(to);
    to->webhook_id = (uint64_t)webhook->webhook_id;
    to->url = arena_text(arena, webhook->url);
    to->n_types = webhook->type_count;
    to->types = arena_take(arena, webhook->type_count * sizeof *to->types);
    for (size_t i = 0; i < webhook->type_count; i++)
        to->types[i] = arena_text(arena, webhook->types[i]);
    to->subject = arena_text(arena, webhook->subject);
    to->note = arena_text(arena, webhook->note);
    to->paused = webhook->is_paused;
    to->owner = arena_text(arena, webhook->owner);
    to->created_at_us = webhook->created_at_us;
    to->delivered_at_us = webhook->delivered_at_us;
    to->last_error = arena_text(arena, webhook->last_error);
    return to;
}

static void
count_waiting(struct turn *turn, Crossdock__Gateway__V1__WebhooksView *view)
{
    struct column ids;

    column_start(&ids, turn_arena(turn), COLUMN_INT8);
    for (size_t i = 0; i < view->n_webhooks; i++)
        column_add_int8(&ids, (int64_t)view->webhooks[i]->webhook_id);
    const struct param params[] = {param_column(&ids)};
    struct rows *rows = db_read(turn_db(turn), QUERY_COUNT_DELIVERIES, params, 1);
    for (int row = 0; row < rows_count(rows); row++) {
        for (size_t i = 0; i < view->n_webhooks; i++) {
            webhook_message *webhook = view->webhooks[i];
            if ((int64_t)webhook->webhook_id != row_int8(rows, row, 0))
                continue;
            webhook->waiting = (uint32_t)row_int8(rows, row, 1);
            webhook->dead = (uint32_t)row_int8(rows, row, 2);
        }
    }
    rows_free(&rows);
}

/* As the turn begins: what it makes and changes is not in the answer yet. */
static void
load_view(struct turn *turn, struct webhooks_question *question)
{
    const struct map *by_id = webhooks_of(turn)->by_id;
    Crossdock__Gateway__V1__WebhooksView *view = &question->view;
    const struct webhook *webhook;

    crossdock__gateway__v1__webhooks_view__init(view);
    view->webhooks = arena_take(turn_arena(turn), (map_count(by_id) + 1) * sizeof *view->webhooks);
    for (size_t at = 0; (webhook = map_next(by_id, &at)) != NULL;)
        if (webhook_is_for(webhook, question->asker) &&
            (question->webhook_id == 0 || (int64_t)question->webhook_id == webhook->webhook_id))
            view->webhooks[view->n_webhooks++] = show_webhook(turn_arena(turn), webhook);
    qsort(view->webhooks, view->n_webhooks, sizeof *view->webhooks, by_id_of_message);
    if (view->n_webhooks > 0)
        count_waiting(turn, view);
}

void
webhooks_load(struct turn *turn)
{
    struct webhooks_question *question = webhooks_stage_of(turn)->view_questions;

    for (; question != NULL; question = question->next)
        load_view(turn, question);
}

/* GetWebhooks -> WebhooksView */
void
on_get_webhooks(struct turn *turn, const struct input *input)
{
    const struct webhooks_question *question = input->message;

    if (question->webhook_id != 0 && question->view.n_webhooks == 0)
        turn_not_found(turn, "webhook_id", "there is no such webhook");
    else
        turn_accept(turn, &question->view.base);
}
