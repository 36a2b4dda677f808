/*
 * The inside of a turn, shared by worker.c (which inputs, again or apart), read.c (bytes to works),
 * attempt.c (one attempt), repeats.c, dead_letters.c, release.c (what leaves) and lead.c (who may write).
 * Services never see it.
 */
#ifndef CROSSDOCK_TURN_INTERNAL_H
#define CROSSDOCK_TURN_INTERNAL_H

#include "common/board.h"
#include "common/clock.h"
#include "common/db_internal.h"
#include "common/map.h"
#include "common/runtime.h"
#include "common/said.h"

/* What becomes of an input. */
enum fate {
    FATE_HANDLE,    /* goes to its handler */
    FATE_PASS,      /* nobody here handles this type: only the cursor moves */
    FATE_SET_ASIDE, /* cannot be processed: dead letter, or FAILED */
    FATE_ANSWERED,  /* a command that was refused or recognized before its handler */
};

struct reply {
    bool given;
    uint32_t code; /* ReceiptCode */
    const char *type;
    const char *detail;
    const uint8_t *body;
    size_t bytes;
};

/* One input on its way through a turn, perhaps several attempts of one. */
struct work {
    struct input input;
    const struct item *item; /* of a command: where the receipt goes */
    const ProtobufCMessageDescriptor *const *says;
    void (*handle)(struct turn *turn, const struct input *input);
    int source;      /* of an event: index of its feed; else -1 */
    uint64_t covers; /* of an event: where the cursor stands once this is done; 0: cursor stays */
    const char *log_id;    /* of the feed it came from */
    const uint8_t *event;
    size_t event_bytes;
    enum fate fate;
    enum fate fate_read;   /* fate as decided when it was read: where each attempt begins */
    const char *reason;    /* why it is set aside */
    bool ends_turn;        /* a timer that stands last in every turn */
    bool letter;           /* taken from the dead letters: removed from there once handled */
    bool done;             /* its turn is committed */
    const struct work *same; /* an earlier command of this turn with the same id */
    struct reply reply;    /* of this attempt */
    struct reply reply_read; /* refused when read */
};

enum attempt {
    ATTEMPT_DONE,      /* committed */
    ATTEMPT_AGAIN,     /* one work was marked to be set aside: run again */
    ATTEMPT_REFUSED,   /* the database refuses what one of the works wants: find which */
    ATTEMPT_TRANSIENT, /* the world fails: later */
    ATTEMPT_UNKNOWN,   /* the connection broke during the commit */
    ATTEMPT_FENCED,    /* another process leads */
};

struct said {
    uint64_t first;   /* position of the first event said in this turn */
    uint32_t count;
    struct column positions, types, keys, subjects, bodies;
    size_t body_bytes;
    uint32_t by_type[SAID_TYPES_MAX]; /* how many events of each, by said_index */
};

struct turn {
    struct runtime *runtime;
    const struct service *service;
    struct db *db;
    struct arena *arena;
    struct journal *journal;
    void *state;
    void *stage;
    int64_t now_us;

    const char *nonce;    /* of the lead */
    struct work *current; /* being handled */
    const struct work *letters; /* dead letters being tried again in this turn */
    size_t letter_count;
    struct said said;
    struct shown shown;
    jmp_buf abandon;
    const char *given_up; /* turn_give_up's reason, in the batch arena */
    struct arena *batch_arena;
};

/* What this process leads with. */
struct lead {
    bool leading;
    uint64_t epoch, head, turn, generation;
    char nonce[9]; /* makes event ids of this leadership unlike those of any other */
    struct cursor cursors[SOURCES_MAX];
    struct map *parked; /* "source key" -> struct parked: keys that wait behind a dead letter */
};

struct parked {
    uint64_t position; /* of the first letter */
};

struct worker {
    struct runtime *runtime;
    struct db *db;
    struct lead lead;
    struct turn turn;
    struct arena *batch_arena;
    struct map *heard;             /* type of event -> struct heard */
    struct arena *scratch;         /* while taking over */
    struct notice *leading_notice; /* while taking over */
    int64_t *timers_due_us; /* monotonic, by timer */
    int timer_count;
    int64_t checked_us;     /* monotonic: when leadership was last confirmed */
    int64_t events_turn_us; /* how long the last turn with events took */
    bool ended;             /* asked to end */
    bool stop_now;          /* cannot go on: exit_status */
    int exit_status;
};

/* attempt.c: one attempt at these works; on ATTEMPT_DONE the lead has moved on and notices are out. */
enum attempt turn_attempt(struct worker *worker, struct work *works, size_t count,
                          char *reason, size_t reason_bytes);
void turn_undo(struct worker *worker);
void cursor_advance(struct cursor *cursor, const struct work *work);

/* release.c */
void turn_release(struct worker *worker, struct work *works, size_t count);
struct notice *notice_make(enum notice_kind kind, size_t bytes); /* zeroed */
struct notice *receipt_make(const struct route *to, const struct reply *reply);

/* repeats.c: marks commands that came before; stages the receipts of those that did not. */
void repeats_recognize(struct turn *turn, struct work *works, size_t count);
void repeats_stage(struct turn *turn, const struct work *works, size_t count);

/* lead.c */
bool lead_try(struct worker *worker); /* connect, lock, epoch, state; false: not (yet) */
enum lead_answer {
    LEAD_KEPT,        /* still leading, as far as before */
    LEAD_KEPT_COMMIT, /* still leading, and the turn whose commit was cut off took place */
    LEAD_LOST,        /* another process leads */
    LEAD_UNREACHABLE, /* the database does not answer */
};
enum lead_answer lead_confirm(struct worker *worker); /* reconnects if it must */
void lead_step_down(struct worker *worker);

/* dead_letters.c */
extern const struct handler dead_letter_handlers[]; /* the three commands every service answers */
bool dead_letters_are_asked(const struct work *work); /* a retry or a discard: gets a turn of its own */
/* Whether an event of this key must wait behind a letter; the letter's position, or 0. */
uint64_t dead_letters_parked(const struct lead *lead, const char *source, const char *key);
void dead_letters_load(struct worker *worker); /* the parked keys, on leading; db armed */
/* The letter that a retry or discard names and those behind it as works, then the command itself,
 * then room for the end of the turn. NULL when the database failed. */
struct work *dead_letters_take(struct worker *worker, const struct work *command, size_t *count);
void dead_letters_stage(struct worker *worker, const struct work *works, size_t count);
void dead_letters_note(struct worker *worker, const struct work *works, size_t count);

/* read.c: bytes to works */
void read_command(struct arena *arena, const struct service *service, const struct identity *from,
                  const uint8_t *command, size_t bytes, struct work *work);
/* The events of a table, found by their type. */
struct map *read_heard(const struct handler *handlers);
void read_event(struct worker *worker, int source, const uint8_t *event, size_t bytes,
                struct work *work);

#endif
