/* See webhooks.h: memory, rows and board of webhooks. */
#include "services/gateway/webhooks.h"

#include <stdio.h>
#include <string.h>

#include "queries.h"
#include "services/gateway/board_show.h"
#include "services/gateway/roles.h"
#include "services/gateway/store.h"
#include "services/gateway/touched.h"

struct webhooks *
webhooks_of(struct turn *turn)
{
    return &((struct state *)turn_state(turn))->webhooks;
}

struct webhooks_stage *
webhooks_stage_of(struct turn *turn)
{
    return &((struct stage *)turn_stage(turn))->webhooks;
}

/* --- who may see which ------------------------------------------------------------------------ */

/* Operators and readers all; others those that somebody of their channel or location made. */
bool
webhook_is_for(const struct webhook *webhook, const struct identity *asker)
{
    const enum person_role role = person_of_role(asker->role);

    if (role == PERSON_OPERATOR || role == PERSON_READER)
        return true;
    return role == webhook->owner_role && strcmp(webhook->owner_subject, asker->subject) == 0;
}

struct webhook *
webhook_asked(struct turn *turn, const struct input *input, uint64_t webhook_id)
{
    struct webhook *webhook = map_find(webhooks_of(turn)->by_id, (int64_t)webhook_id);

    if (webhook != NULL && webhook_is_for(webhook, input->from))
        return webhook;
    turn_not_found(turn, "webhook_id", "there is no such webhook");
    return NULL;
}

/* --- changing --------------------------------------------------------------------------------- */

static void
mark(struct turn *turn, struct webhook *webhook)
{
    webhook->is_touched = true;
    touch(turn, &webhooks_stage_of(turn)->touched, webhook);
}

struct webhook *
webhooks_add(struct turn *turn)
{
    struct webhooks *webhooks = webhooks_of(turn);
    struct webhook *webhook;

    journal_keep(turn_journal(turn), &webhooks->webhook_id_next, sizeof webhooks->webhook_id_next);
    webhook =
        map_add(webhooks->by_id, turn_journal(turn), webhooks->webhook_id_next, sizeof *webhook);
    webhook->webhook_id = webhooks->webhook_id_next++;
    mark(turn, webhook);
    return webhook;
}

void
webhooks_change(struct turn *turn, struct webhook *webhook)
{
    if (webhook->is_touched)
        return;
    journal_keep(turn_journal(turn), webhook, sizeof *webhook);
    mark(turn, webhook);
}

void
webhooks_wake(struct turn *turn, struct webhook *webhook)
{
    if (webhook->is_woken)
        return;
    journal_keep(turn_journal(turn), &webhook->is_woken, sizeof webhook->is_woken);
    webhook->is_woken = true;
    touch(turn, &webhooks_stage_of(turn)->woken, webhook);
}

/* Its memory stays until the turn is committed. */
void
webhooks_delete(struct turn *turn, struct webhook *webhook)
{
    webhooks_change(turn, webhook);
    map_remove(webhooks_of(turn)->by_id, turn_journal(turn), webhook->webhook_id);
    touch(turn, &webhooks_stage_of(turn)->deleted, webhook);
}

void
webhooks_pause_of(struct turn *turn, const char *owner, enum person_role role)
{
    struct webhook *webhook;

    for (size_t at = 0; (webhook = map_next(webhooks_of(turn)->by_id, &at)) != NULL;) {
        if (webhook->owner_role != role || strcmp(webhook->owner, owner) != 0 || webhook->is_paused)
            continue;
        webhooks_change(turn, webhook);
        webhook->is_paused = true;
        snprintf(webhook->last_error, sizeof webhook->last_error, "%s has not the rights any more", owner);
    }
}

/* --- save ------------------------------------------------------------------------------------- */

static bool
is_in(const struct touched *list, const struct webhook *webhook)
{
    for (; list != NULL; list = list->next)
        if (list->thing == webhook)
            return true;
    return false;
}

static void
save_webhook(struct turn *turn, const struct webhook *webhook, bool is_deleted)
{
    struct column *row = batch_row(turn, BATCH_WEBHOOKS);
    const char *types[WEBHOOK_TYPES_MAX];

    for (size_t i = 0; i < webhook->type_count; i++)
        types[i] = webhook->types[i];
    column_add_int8(&row[0], webhook->webhook_id);
    column_add_text(&row[1], webhook->url);
    column_add_text_list(&row[2], types, webhook->type_count);
    column_add_text(&row[3], webhook->subject);
    column_add_text(&row[4], webhook->note);
    column_add_text(&row[5], webhook->secret);
    column_add_text(&row[6], webhook->owner);
    column_add_int4(&row[7], (int32_t)webhook->owner_role);
    column_add_text(&row[8], webhook->owner_subject);
    column_add_time(&row[9], webhook->created_at_us);
    column_add_text(&row[10], webhook->command_id);
    column_add_text(&row[11], webhook->rotated_by);
    column_add_bool(&row[12], webhook->is_paused);
    column_add_bool(&row[13], is_deleted);
    column_add_time(&row[14], webhook->delivered_at_us);
    column_add_text(&row[15], webhook->last_error);
    column_add_time(&row[16], webhook->replay.asked_at_us);
    column_add_int8_list(&row[17], webhook->replay.after, PLACE_FEEDS);
}

void
webhooks_save(struct turn *turn)
{
    const struct webhooks_stage *stage = webhooks_stage_of(turn);

    for (const struct touched *t = stage->touched; t != NULL; t = t->next) {
        struct webhook *webhook = t->thing;
        const bool is_deleted = is_in(stage->deleted, webhook);
        webhook->is_touched = false;
        save_webhook(turn, webhook, is_deleted);
        board_show_webhook(turn, webhook, is_deleted);
        if (is_deleted)
            webhook->is_woken = false;
    }
    for (const struct touched *t = stage->woken; t != NULL; t = t->next) {
        struct webhook *webhook = t->thing;
        if (webhook->is_woken)
            board_show_webhook(turn, webhook, false);
        webhook->is_woken = false;
    }
}

/* --- open ------------------------------------------------------------------------------------- */

#define copy_text(to, rows, i, column) snprintf((to), sizeof(to), "%s", row_text(rows, i, column))

static void
copy_types(struct webhook *webhook, const struct rows *rows, int i, struct arena *scratch)
{
    const char *types[WEBHOOK_TYPES_MAX];

    webhook->type_count = row_text_list(rows, i, 2, scratch, types, WEBHOOK_TYPES_MAX);
    for (size_t type = 0; type < webhook->type_count; type++)
        snprintf(webhook->types[type], WEBHOOK_TYPE_BYTES, "%s", types[type]);
}

static void
read_webhook(struct webhook *webhook, const struct rows *rows, int i, struct arena *scratch)
{
    webhook->webhook_id = row_int8(rows, i, 0);
    copy_text(webhook->url, rows, i, 1);
    copy_types(webhook, rows, i, scratch);
    copy_text(webhook->subject, rows, i, 3);
    copy_text(webhook->note, rows, i, 4);
    copy_text(webhook->secret, rows, i, 5);
    copy_text(webhook->owner, rows, i, 6);
    webhook->owner_role = (enum person_role)row_int8(rows, i, 7);
    copy_text(webhook->owner_subject, rows, i, 8);
    webhook->created_at_us = row_int8(rows, i, 9);
    copy_text(webhook->command_id, rows, i, 10);
    copy_text(webhook->rotated_by, rows, i, 11);
    webhook->is_paused = row_int8(rows, i, 12) != 0;
    webhook->delivered_at_us = row_int8(rows, i, 13);
    copy_text(webhook->last_error, rows, i, 14);
    webhook->replay.asked_at_us = row_int8(rows, i, 15);
    row_int8_list(rows, i, 16, webhook->replay.after, PLACE_FEEDS);
}

void
webhooks_open(struct webhooks *webhooks, struct db *db, struct arena *scratch)
{
    struct rows *rows = db_read(db, QUERY_LOAD_LAST_WEBHOOK_ID, NULL, 0);

    webhooks->webhook_id_next = row_int8(rows, 0, 0) + 1;
    rows_free(&rows);
    webhooks->by_id = map_create();
    rows = db_read(db, QUERY_LOAD_WEBHOOKS, NULL, 0);
    for (int i = 0; i < rows_count(rows); i++) {
        struct webhook *webhook =
            map_add(webhooks->by_id, NULL, row_int8(rows, i, 0), sizeof *webhook);
        read_webhook(webhook, rows, i, scratch);
    }
    rows_free(&rows);
}

void
webhooks_close(struct webhooks *webhooks)
{
    map_destroy(&webhooks->by_id);
}
