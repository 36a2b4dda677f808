/*
 * Rows of policies and of the switches between them.
 */
#ifndef ROUTING_STORE_POLICIES_H
#define ROUTING_STORE_POLICIES_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

/* A version as its row tells it. */
struct kept_policy {
    struct kept_policy *next;
    uint32_t version;
    const uint8_t *body; /* crossdock.routing.v1.Policy */
    size_t bytes;
    int64_t defined_at_us;
    const char *by;
};

struct policy_switch {
    struct policy_switch *next;
    int64_t at_us;
    uint32_t active, shadow;
    const char *by, *note;
};

struct policies_stage {
    struct column versions; /* wanted */
    bool all_wanted;
    struct kept_policy *found;
    struct kept_policy *newest;     /* all_wanted: newest first */
    struct policy_switch *switches; /* the same */
    struct {
        struct column version, body, by;
    } defined;
    struct {
        struct column number, active, shadow, by, note;
    } switched;
};

void store_want_policy(struct turn *turn, uint32_t version);
/* Of those that were wanted or are defined in this turn; NULL: there is none. */
const struct kept_policy *store_policy(struct turn *turn, uint32_t version);
/* The newest 100, and as many switches. */
void store_want_policies(struct turn *turn);
const struct kept_policy *store_policies(struct turn *turn);
const struct policy_switch *store_policy_switches(struct turn *turn);

void store_note_policy(struct turn *turn, uint32_t version, const uint8_t *body, size_t bytes,
                       const char *by);
/* As memory has it now. */
void store_note_policy_switch(struct turn *turn, int64_t number, const char *by, const char *note);

/* For store.c and open.c. */
struct stage;
void stage_policies_start(struct stage *stage, struct arena *arena);
void stage_policies_load(struct turn *turn);
void stage_policies_save(struct turn *turn);
void store_open_policies(struct memory *memory, struct db *db, struct arena *scratch);

#endif
