/*
 * See questions.h. A question's number is its slot and a serial number, so that a late receipt of
 * an earlier question finds nobody. Everything is sent by questions_tick, so nothing is answered
 * before questions_ask returns.
 */
#include "common/questions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/behalf.h"
#include "common/bus.h"
#include "common/check.h"
#include "common/clock.h"
#include "common/metrics.h"

#define TIMEOUT_MS        10000
#define UNSENT_RETRY_US   50000
#define MOVED_RETRY_US    100000
#define REPEAT_US_MIN     3000000 /* a receipt may be lost; then twice as long each time */
#define BUSY_RETRY_MS_MIN 10
#define SLOT_BITS         20
#define SLOTS_MAX         ((size_t)1 << SLOT_BITS)

#define CODE(name) CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_##name

struct question {
    struct question *next, *before; /* among the open ones */
    uint64_t number;
    int source;
    struct identity asker;
    front_answered *answered;
    void *argument;
    uint8_t *command;
    size_t bytes;
    int64_t again_us, over_us;
    int64_t patience_us;
    bool sent;          /* at least once */
    bool under_way;     /* sent, and nothing was heard of it */
    uint32_t said;      /* code 0, BUSY or NOT_LEADER: what is told when the time is over */
    const char *detail; /* of the same; a constant */
    uint32_t retry_ms;
    bool refused; /* it cannot be asked: `said` and `detail` tell why */
};

struct questions {
    struct questions_hooks hooks;
    struct question *open; /* oldest last */
    struct question **slots;
    size_t slot_count, next_slot, count;
    uint64_t serial;
    int64_t due_us;
};

METRIC(asked) = {.kind = METRIC_COUNTER,
                 .name = "crossdock_questions_total",
                 .help = "Questions to services, asked by the front."};
METRIC(waiting) = {.kind = METRIC_GAUGE,
                   .name = "crossdock_questions_open",
                   .help = "Questions that wait for their answers."};
METRIC(repeated) = {.kind = METRIC_COUNTER,
                    .name = "crossdock_questions_repeated_total",
                    .help = "Questions sent again: busy, lost, or another leader."};
METRIC(unanswered) = {.kind = METRIC_COUNTER,
                      .name = "crossdock_questions_unanswered_total",
                      .help = "Questions whose time was over before an answer came."};

/* --- the table ------------------------------------------------------------------------------- */

static struct question *
find(const struct questions *questions, uint64_t number)
{
    const size_t slot = number % SLOTS_MAX;
    struct question *question = slot < questions->slot_count ? questions->slots[slot] : NULL;
    return question != NULL && question->number == number ? question : NULL;
}

/* An empty one. More than QUESTIONS_MAX are needed only for those that are refused in one round. */
static size_t
find_slot(struct questions *questions)
{
    if (questions->count == questions->slot_count) {
        const size_t count = questions->slot_count == 0 ? 256 : 2 * questions->slot_count;
        assert(count <= SLOTS_MAX);
        questions->slots = realloc(questions->slots, count * sizeof(struct question *));
        assert(questions->slots != NULL);
        memset(questions->slots + questions->slot_count, 0,
               (count - questions->slot_count) * sizeof(struct question *));
        questions->next_slot = questions->slot_count;
        questions->slot_count = count;
    }
    size_t slot = questions->next_slot;
    while (questions->slots[slot] != NULL)
        slot = (slot + 1) % questions->slot_count;
    questions->next_slot = (slot + 1) % questions->slot_count;
    return slot;
}

static struct question *
add(struct questions *questions)
{
    struct question *question = calloc(1, sizeof *question);
    assert(question != NULL);
    const size_t slot = find_slot(questions);
    questions->slots[slot] = question;
    question->number = ++questions->serial << SLOT_BITS | slot;
    question->next = questions->open;
    if (question->next != NULL)
        question->next->before = question;
    questions->open = question;
    metric_set(&waiting, (int64_t)++questions->count);
    return question;
}

static void
drop(struct questions *questions, struct question *question)
{
    if (question->next != NULL)
        question->next->before = question->before;
    if (question->before != NULL)
        question->before->next = question->next;
    else
        questions->open = question->next;
    questions->slots[question->number % SLOTS_MAX] = NULL;
    metric_set(&waiting, (int64_t)--questions->count);
    free(question->command);
    free(question);
}

static void
wake_at(struct questions *questions, int64_t when_us)
{
    if (when_us < questions->due_us)
        questions->due_us = when_us;
}

/* --- asking ---------------------------------------------------------------------------------- */

static uint8_t *
pack(const ProtobufCMessage *message, size_t *bytes)
{
    *bytes = protobuf_c_message_get_packed_size(message);
    uint8_t *packed = malloc(*bytes + 1);
    assert(packed != NULL);
    protobuf_c_message_pack(message, packed);
    return packed;
}

static void
pack_command(struct question *question, const struct front_question *asked_for)
{
    Crossdock__Envelope__V1__Event event = CROSSDOCK__ENVELOPE__V1__EVENT__INIT;
    char behalf[BEHALF_BYTES_MAX] = "", id[40];
    size_t bytes;

    if (asked_for->asker != NULL)
        behalf_write(asked_for->asker, behalf);
    snprintf(id, sizeof id, "%016llx%016llx", (unsigned long long)random_number(),
             (unsigned long long)random_number());
    uint8_t *data = pack(asked_for->message, &bytes);
    event.id = asked_for->id != NULL ? (char *)asked_for->id : id;
    event.source = behalf;
    event.spec_version = "1.0";
    event.type = (char *)asked_for->message->descriptor->name;
    event.data = (ProtobufCBinaryData){bytes, data};
    event.time_us = realtime_us();
    event.trace = asked_for->trace != NULL ? (char *)asked_for->trace : "";
    question->command = pack(&event.base, &question->bytes);
    free(data);
}

static void
send_question(struct questions *questions, struct question *question, int64_t now_us)
{
    /* The receipt may come while it is sent, and end the question. */
    const uint64_t number = question->number;
    const bool again = question->sent;

    if (question->under_way)
        question->patience_us *= 2;
    question->again_us = now_us + question->patience_us;
    if (question->again_us > question->over_us)
        question->again_us = question->over_us;
    question->sent = question->under_way = true;
    if (questions->hooks.send(questions->hooks.owner, question->source, number, &question->asker,
                              question->command, question->bytes)) {
        metric_add(&repeated, again);
        question = find(questions, number);
    } else {
        question->sent = again;
        question->under_way = false;
        question->again_us = now_us + UNSENT_RETRY_US;
        question->detail = "nobody is connected";
    }
    if (question != NULL)
        wake_at(questions, question->again_us);
}

static void
refuse(struct question *question, uint32_t code, const char *detail)
{
    question->refused = true;
    question->said = code;
    question->detail = detail;
}

uint64_t
questions_ask(struct questions *questions, int source, const struct front_question *asked_for,
              int64_t now_us, front_answered *answered, void *argument)
{
    const bool full = questions->count >= QUESTIONS_MAX;
    struct question *question = add(questions);

    metric_add(&asked, 1);
    question->source = source;
    question->answered = answered;
    question->argument = argument;
    question->detail = "no answer came in time";
    question->patience_us = REPEAT_US_MIN;
    question->over_us =
        now_us + (int64_t)(asked_for->timeout_ms > 0 ? asked_for->timeout_ms : TIMEOUT_MS) * 1000;
    if (asked_for->asker != NULL)
        question->asker = *asked_for->asker;
    if (full)
        refuse(question, 0, "too many questions");
    else if (source == QUESTION_NOBODY)
        refuse(question, 0, "there is no such service");
    else
        pack_command(question, asked_for);
    if (question->bytes > BODY_BYTES_MAX)
        refuse(question, CODE(BAD_REQUEST), "the command is longer than 1 MiB");
    question->again_us = now_us;
    wake_at(questions, now_us);
    return question->number;
}

void
questions_forget(struct questions *questions, uint64_t number)
{
    struct question *question = find(questions, number);
    if (question != NULL)
        drop(questions, question);
}

/* --- answers --------------------------------------------------------------------------------- */

static void
answer(struct questions *questions, struct question *question, const struct front_answer *with)
{
    front_answered *answered = question->answered;
    void *argument = question->argument;
    drop(questions, question);
    answered(argument, with);
}

static void
answer_without(struct questions *questions, struct question *question)
{
    const struct front_answer none = {.code = question->said,
                                      .type = "",
                                      .detail = question->detail,
                                      .retry_ms = question->retry_ms};
    if (!question->refused)
        metric_add(&unanswered, 1);
    answer(questions, question, &none);
}

/* Not done, and nothing was stored: the same again, a little later. */
static void
put_off(struct questions *questions, struct question *question, uint32_t code, uint32_t retry_ms,
        int64_t now_us)
{
    question->said = code;
    question->detail = code == CODE(BUSY) ? "the service is busy" : "no process leads this service";
    question->retry_ms = retry_ms;
    question->under_way = false;
    question->patience_us = REPEAT_US_MIN;
    question->again_us = now_us + (int64_t)retry_ms * 1000;
    wake_at(questions, question->again_us);
}

void
questions_receive(struct questions *questions, uint64_t number, const struct front_answer *receipt,
                  int64_t now_us)
{
    struct question *question = find(questions, number);
    if (question == NULL || question->refused)
        return; /* forgotten, or answered before */
    if (receipt->code == CODE(BUSY)) {
        uint32_t retry_ms = receipt->retry_ms;
        put_off(questions, question, CODE(BUSY),
                retry_ms < BUSY_RETRY_MS_MIN ? BUSY_RETRY_MS_MIN : retry_ms, now_us);
    } else if (receipt->code == CODE(NOT_LEADER)) {
        int source = question->source;
        put_off(questions, question, CODE(NOT_LEADER), MOVED_RETRY_US / 1000, now_us);
        if (source >= 0)
            questions->hooks.move_on(questions->hooks.owner, source);
    } else {
        answer(questions, question, receipt);
    }
}

void
questions_repeat(struct questions *questions, int source, int64_t now_us)
{
    for (struct question *q = questions->open; q != NULL; q = q->next) {
        if (q->source == source && q->under_way && q->again_us > now_us) {
            q->under_way = false;
            q->again_us = now_us;
            wake_at(questions, now_us);
        }
    }
}

/* --- time ------------------------------------------------------------------------------------ */

static void
step(struct questions *questions, struct question *question, int64_t now_us)
{
    if (question->refused || now_us >= question->over_us)
        answer_without(questions, question);
    else if (now_us >= question->again_us)
        send_question(questions, question, now_us);
}

/* A callback may ask, forget or answer others: those that are due are noted first. */
void
questions_tick(struct questions *questions, int64_t now_us)
{
    size_t count = 0;

    if (now_us < questions->due_us)
        return;
    uint64_t *due = malloc((questions->count + 1) * sizeof *due);
    assert(due != NULL);
    questions->due_us = INT64_MAX;
    for (const struct question *q = questions->open; q != NULL; q = q->next) {
        if (q->refused || now_us >= q->again_us || now_us >= q->over_us)
            due[count++] = q->number;
        else
            wake_at(questions, q->again_us < q->over_us ? q->again_us : q->over_us);
    }
    while (count > 0) { /* the oldest first */
        struct question *question = find(questions, due[--count]);
        if (question != NULL)
            step(questions, question, now_us);
    }
    free(due);
}

int64_t
questions_due_us(const struct questions *questions)
{
    return questions->due_us;
}

/* --- life ------------------------------------------------------------------------------------ */

struct questions *
questions_create(const struct questions_hooks *hooks)
{
    struct questions *questions = calloc(1, sizeof *questions);
    assert(questions != NULL);
    questions->hooks = *hooks;
    questions->due_us = INT64_MAX;
    return questions;
}

void
questions_end(struct questions *questions, const char *detail, int64_t now_us)
{
    for (struct question *q = questions->open; q != NULL; q = q->next)
        if (!q->refused)
            refuse(q, CODE(NOT_LEADER), detail);
    wake_at(questions, now_us);
    questions_tick(questions, now_us);
}

void
questions_destroy(struct questions **questions)
{
    struct questions *gone = *questions;
    *questions = NULL;
    if (gone == NULL)
        return;
    while (gone->open != NULL)
        drop(gone, gone->open);
    free(gone->slots);
    free(gone);
}
