/*
 * Webhooks: in memory between turns, changes are rows of the turn that makes them, and shown on the
 * board. Their deliveries are rows only (deliveries.c).
 */
#ifndef GATEWAY_WEBHOOKS_H
#define GATEWAY_WEBHOOKS_H

#include "common/map.h"
#include "common/turn.h"
#include "services/gateway/core/place.h"
#include "services/gateway/core/webhook.h"
#include "services/gateway/people.h"

#define WEBHOOKS_MAX 1000

/* Events again, from a place on. */
struct webhook_replay {
    int64_t asked_at_us;        /* 0: none is under way; names it */
    int64_t after[PLACE_FEEDS]; /* done through here, by feed; REPLAY_DONE: all of it */
};
#define REPLAY_DONE INT64_MAX

struct webhook {
    int64_t webhook_id;
    char url[WEBHOOK_URL_BYTES + 1];
    char types[WEBHOOK_TYPES_MAX][WEBHOOK_TYPE_BYTES];
    size_t type_count;
    char subject[PERSON_NAME_BYTES + 1];
    char note[201];
    char secret[WEBHOOK_SECRET_BYTES];
    char owner[PERSON_NAME_BYTES + 1];
    enum person_role owner_role;
    char owner_subject[PERSON_NAME_BYTES + 1];
    int64_t created_at_us, delivered_at_us;
    char command_id[COMMAND_ID_BYTES + 1]; /* that made it */
    char rotated_by[COMMAND_ID_BYTES + 1]; /* command that changed the secret last */
    bool is_paused;
    char last_error[201];
    struct webhook_replay replay;
    bool is_touched; /* in this turn: to be saved and shown */
    bool is_woken;   /* in this turn: to be shown, there is something to deliver */
};

/* In struct state. */
struct webhooks {
    struct map *by_id; /* webhook id -> struct webhook */
    int64_t webhook_id_next;
};

/* In struct stage. */
struct webhooks_stage {
    struct touched *touched, *woken, *deleted;
    struct due_question *due_questions;
    struct deliveries_question *page_questions;
    struct webhooks_question *view_questions;
    struct map *attempted; /* delivery id -> struct attempted */
    struct column attempted_ids;
};

struct webhooks *webhooks_of(struct turn *turn);
struct webhooks_stage *webhooks_stage_of(struct turn *turn);

struct webhook *webhooks_add(struct turn *turn);
/* Before the first change. */
void webhooks_change(struct turn *turn, struct webhook *webhook);
/* There is something to deliver now. */
void webhooks_wake(struct turn *turn, struct webhook *webhook);
void webhooks_delete(struct turn *turn, struct webhook *webhook);
/* One that the asker may see; NULL: the command is answered. */
struct webhook *webhook_asked(struct turn *turn, const struct input *input, uint64_t webhook_id);
bool webhook_is_for(const struct webhook *webhook, const struct identity *asker);
/* Those of somebody who has lost the rights that they were made with. */
void webhooks_pause_of(struct turn *turn, const char *owner, enum person_role role);

/* For store.h, the service's table and the board. */
void webhooks_open(struct webhooks *webhooks, struct db *db, struct arena *scratch);
void webhooks_close(struct webhooks *webhooks);
void webhooks_load(struct turn *turn);
void webhooks_save(struct turn *turn);
void deliveries_load(struct turn *turn);
void webhooks_pass(struct turn *turn, const struct input *input, const uint8_t *event,
                   size_t bytes);

#endif
