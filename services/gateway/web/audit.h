/*
 * The audit of changes that came in over HTTP: notes are gathered here and written behind by turns
 * (RecordAudit), at most 200 ms later, many at a time; what is left is written before the process
 * ends in order. Loop thread.
 *
 * A change with an Idempotency-Key is in the audit with its claim already: its note then carries
 * the claim's audit_id and tells the answer. Of the others at most the last 200 ms are missing when
 * the process is killed.
 */
#ifndef GATEWAY_WEB_AUDIT_H
#define GATEWAY_WEB_AUDIT_H

#include "common/front.h"

struct audit;

/* All texts are copied, and cut when they are longer than the audit keeps. NULL is "". */
struct audit_note {
    uint64_t audit_id; /* of the claim; 0: there was none */
    int64_t at_us;     /* UTC */
    const struct identity *actor;
    const char *method, *path;
    const char *message;    /* full protobuf name of the command */
    const char *command_id; /* as the services know it */
    unsigned status;        /* of HTTP */
    const char *detail;     /* of a refusal */
    const char *request_id;
};

struct audit *audit_open(struct front_host *host);
/* Sends what is left; true: everything is written. */
bool audit_end(struct audit *audit);
void audit_close(struct audit **audit);
void audit_note(struct audit *audit, const struct audit_note *note);
/* Often; monotonic. */
void audit_tick(struct audit *audit, int64_t now_us);
/* So many wait to be written that changes should be answered BUSY until it is fewer. */
bool audit_is_full(const struct audit *audit);

#endif
