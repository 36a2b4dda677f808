/* The audit of changes: entries are added, and answered once. See audit.c. */
#ifndef GATEWAY_AUDIT_H
#define GATEWAY_AUDIT_H

#include "common/turn.h"

struct Crossdock__Gateway__V1__AuditEntry;

/* In struct state. */
struct audit_state {
    int64_t audit_id_next;
};

/* In struct stage. */
struct audit_stage {
    struct audit_question *questions;
};

/* The number of the new entry. */
int64_t audit_add(struct turn *turn, const struct Crossdock__Gateway__V1__AuditEntry *entry);

/* For store.h. */
void audit_open_state(struct audit_state *audit, struct db *db);
void audit_load(struct turn *turn);

#endif
