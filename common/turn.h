/*
 * What a handler sees of the turn it runs in.
 *
 * A turn takes many inputs through five steps: read (decode and check), want (each input names the
 * rows it needs), load (one query per table), handle (decide, change memory, stage rows, say
 * events, reply), save (one transaction). Nothing leaves before the commit is durable. When a
 * turn fails, memory is restored from the journal and the turn runs again, if need be without
 * the one input that cannot be processed.
 */
#ifndef CROSSDOCK_TURN_H
#define CROSSDOCK_TURN_H

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/db.h"
#include "common/journal.h"

enum role {
    ROLE_NONE = 0,
    ROLE_SERVICE = 1,    /* another service; subject = its name */
    ROLE_STOREFRONT = 2, /* subject = its channel */
    ROLE_WAREHOUSE = 4,  /* subject = its location code */
    ROLE_OPERATOR = 8,
    ROLE_READER = 16,
    ROLE_GATEWAY = 32,   /* asks on behalf of others, never for itself */
};
/* Who may ask through a gateway (behalf.h). */
#define ROLE_ON_BEHALF (ROLE_STOREFRONT | ROLE_WAREHOUSE | ROLE_OPERATOR | ROLE_READER)
#define ROLE_ANYONE (ROLE_SERVICE | ROLE_STOREFRONT | ROLE_WAREHOUSE | ROLE_OPERATOR | ROLE_READER)

/* Who sent a command: proved by the key of the connection, never by the payload. */
struct identity {
    char name[64];
    enum role role;
    char subject[64];
};

/* One thing to handle. All pointers live as long as the turn. */
struct input {
    const struct handler *handler;
    const struct identity *from; /* sender of a command; NULL for events and timers */
    const char *source;          /* feed of an event; NULL for commands and timers */
    uint64_t position;           /* of an event in its feed */
    const char *type;            /* full name of the message; "" for timers */
    const char *id;              /* of the command or event */
    const char *key;
    const char *subject;
    const char *trace;
    const char *cause;           /* id of what caused an event; "" */
    int64_t time_us;             /* when it was said */
    const void *message;         /* what the handler's read made of it */
};

struct turn;

const struct input *turn_input(const struct turn *turn); /* the one being handled */
int64_t turn_now_us(const struct turn *turn); /* the one clock reading of this turn, UTC */
struct arena *turn_arena(struct turn *turn);
struct journal *turn_journal(struct turn *turn);
void *turn_state(struct turn *turn); /* the service's memory, see service.h */
void *turn_stage(struct turn *turn); /* the service's staging area: zeroed at the start of each turn */
struct db *turn_db(struct turn *turn); /* for load and save */

/* Events: packed now, given position and id, stored with the turn, sent after it. key is what must
 * stay in order; subject is what outside consumers filter by. Both "" if none. Returns the position. */
uint64_t turn_say(struct turn *turn, const char *key, const char *subject,
                  const ProtobufCMessage *event);

/* Put a copy of these bytes on the board (board.h) when the turn is committed; also in save. Or
 * fill the zeroed, aligned room oneself. */
void turn_show(struct turn *turn, const void *data, size_t bytes);
void *turn_show_room(struct turn *turn, size_t bytes);

/* Answers to the command being handled; exactly one. body may be NULL (turn_accept: Done). */
void turn_accept(struct turn *turn, const ProtobufCMessage *body);
void turn_duplicate(struct turn *turn, const ProtobufCMessage *body);
void turn_reject(struct turn *turn, const char *reason, const ProtobufCMessage *body);
/* The same: what this field of the command names is not there. A field inside of others: its path, lines[2].sku. */
void turn_not_found(struct turn *turn, const char *field, const char *reason);
void turn_deny(struct turn *turn, const char *reason);

/* This input cannot be processed, now or ever: does not return. The turn is rolled back and runs
 * again without it; an event goes to the dead letters, a command is answered FAILED. */
void turn_give_up(struct turn *turn, const char *format, ...)
    __attribute__((noreturn, format(printf, 2, 3)));

#endif
