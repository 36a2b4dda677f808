/*
 * See audit.h. Notes are protobuf entries in one piece of memory each, in a queue; a batch leaves
 * when it is due and the one before is answered. A batch that was not taken (another process leads,
 * the database is away) stays at the head of the queue and leaves again.
 */
#include "services/gateway/web/audit.h"

#include <stdlib.h>
#include <string.h>

#include "common/check.h"
#include "common/log.h"
#include "common/metrics.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "services/gateway/roles.h"

#define WRITE_EVERY_US 200000
#define BATCH_ENTRIES  500
#define WAITING_MAX    20000
#define TIMEOUT_MS     60000
#define TEXT_BYTES_MAX 500

#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

typedef Crossdock__Gateway__V1__AuditEntry entry_message;

METRIC(audit_waiting) = {.kind = METRIC_GAUGE,
                         .name = "crossdock_audit_waiting",
                         .help = "Changes that are not written to the audit yet."};

struct note {
    struct note *next;
    entry_message entry;
    char texts[];
};

struct audit {
    struct front_host *host;
    struct note *first, **end;
    size_t count;
    size_t under_way; /* of the first ones; 0: nothing was sent */
    uint64_t question;
    int64_t due_us; /* monotonic: when the next batch may leave */
};

/* --- notes ------------------------------------------------------------------------------------ */

/* Copied to the texts of a note; cut, but never in the middle of a character. */
static char *
keep_text(char **at, const char *text)
{
    char *kept = *at;
    size_t bytes = text == NULL ? 0 : strlen(text);

    if (bytes > TEXT_BYTES_MAX) {
        bytes = TEXT_BYTES_MAX;
        while (bytes > 0 && ((unsigned char)text[bytes] & 0xc0) == 0x80)
            bytes--;
    }
    if (bytes > 0)
        memcpy(kept, text, bytes);
    kept[bytes] = '\0';
    *at += bytes + 1;
    return kept;
}

static struct note *
make_note(const struct audit_note *note)
{
    const char *const texts[] = {note->method,     note->path,   note->message,
                                 note->command_id, note->detail, note->request_id};
    size_t bytes = sizeof note->actor->name + sizeof note->actor->subject + 2;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        bytes += (texts[i] == NULL ? 0 : strlen(texts[i])) + 1;
    struct note *made = calloc(1, sizeof *made + bytes);
    assert(made != NULL);
    char *at = made->texts;
    entry_message *entry = &made->entry;
    crossdock__gateway__v1__audit_entry__init(entry);
    entry->audit_id = note->audit_id;
    entry->at_us = note->at_us;
    entry->actor = keep_text(&at, note->actor->name);
    entry->subject = keep_text(&at, note->actor->subject);
    entry->role = (Crossdock__Gateway__V1__KeyRole)person_of_role(note->actor->role);
    entry->method = keep_text(&at, note->method);
    entry->path = keep_text(&at, note->path);
    entry->message = keep_text(&at, note->message);
    entry->command_id = keep_text(&at, note->command_id);
    entry->status = note->status;
    entry->detail = keep_text(&at, note->detail);
    entry->request_id = keep_text(&at, note->request_id);
    return made;
}

void
audit_note(struct audit *audit, const struct audit_note *note)
{
    struct note *made = make_note(note);

    *audit->end = made;
    audit->end = &made->next;
    audit->count++;
    metric_set(&audit_waiting, (int64_t)audit->count);
}

bool
audit_is_full(const struct audit *audit)
{
    return audit->count >= WAITING_MAX;
}

static void
drop_first(struct audit *audit)
{
    struct note *note = audit->first;

    audit->first = note->next;
    if (audit->first == NULL)
        audit->end = &audit->first;
    audit->count--;
    free(note);
}

/* --- batches ---------------------------------------------------------------------------------- */

static void
on_recorded(void *argument, const struct front_answer *answer)
{
    struct audit *audit = argument;

    if (answer->code == CODE(BAD_REQUEST)) /* it will be refused again, and holds up the others */
        log_error("the audit cannot be written", "why", answer->detail, "waiting",
                  log_number((int64_t)audit->count), NULL);
    for (; answer->code == CODE(ACCEPTED) && audit->under_way > 0; audit->under_way--)
        drop_first(audit);
    audit->under_way = 0;
    metric_set(&audit_waiting, (int64_t)audit->count);
}

static void
send_batch(struct audit *audit)
{
    static const struct identity self = {.name = "gateway", .role = ROLE_GATEWAY};
    Crossdock__Gateway__V1__RecordAudit record = CROSSDOCK__GATEWAY__V1__RECORD_AUDIT__INIT;
    entry_message *entries[BATCH_ENTRIES];

    record.entries = entries;
    for (struct note *note = audit->first; note != NULL && record.n_entries < BATCH_ENTRIES;
         note = note->next)
        entries[record.n_entries++] = &note->entry;
    audit->under_way = record.n_entries;
    audit->question = front_ask(audit->host,
                                &(struct front_question){.service = "gateway",
                                                         .asker = &self,
                                                         .message = &record.base,
                                                         .timeout_ms = TIMEOUT_MS},
                                on_recorded, audit);
}

void
audit_tick(struct audit *audit, int64_t now_us)
{
    if (audit->count == 0 || audit->under_way > 0 || now_us < audit->due_us)
        return;
    audit->due_us = now_us + WRITE_EVERY_US;
    send_batch(audit);
}

bool
audit_end(struct audit *audit)
{
    if (audit->count > 0 && audit->under_way == 0)
        send_batch(audit);
    return audit->count == 0;
}

/* --- life ------------------------------------------------------------------------------------- */

struct audit *
audit_open(struct front_host *host)
{
    struct audit *audit = calloc(1, sizeof *audit);

    assert(audit != NULL);
    audit->host = host;
    audit->end = &audit->first;
    return audit;
}

void
audit_close(struct audit **audit)
{
    if (*audit == NULL)
        return;
    while ((*audit)->first != NULL)
        drop_first(*audit);
    free(*audit);
    *audit = NULL;
}
