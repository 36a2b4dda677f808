/*
 * Questions to services that wait for their answers: each is one command, sent until a receipt comes
 * or its time is over. BUSY, another leader and a lost connection are met by sending the same command
 * again; the other side knows it by its id.
 *
 * No sockets and no clock: what is to be sent leaves through hooks, so a test can be the service.
 */
#ifndef CROSSDOCK_QUESTIONS_H
#define CROSSDOCK_QUESTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/front.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"

#define QUESTIONS_MAX 10000
#define QUESTION_OWN (-1)    /* source: the own service */
#define QUESTION_NOBODY (-2) /* source: no service that could be asked */

struct questions_hooks {
    void *owner;
    /* Send a command (a packed Event) under this number; false: nobody is connected. asker: who is
     * named in it. Its receipt may come before this returns. */
    bool (*send)(void *owner, int source, uint64_t number, const struct identity *asker,
                 const uint8_t *command, size_t bytes);
    /* The service that is connected does not lead. */
    void (*move_on)(void *owner, int source);
};

struct questions;

struct questions *questions_create(const struct questions_hooks *hooks);
/* The process ends: each open one is answered NOT_LEADER with this detail (a constant), before this returns. */
void questions_end(struct questions *questions, const char *detail, int64_t now_us);
void questions_destroy(struct questions **questions); /* without answers */

/* Copies what it needs. The answer comes from questions_receive or questions_tick, never from here. */
uint64_t questions_ask(struct questions *questions, int source, const struct front_question *question,
                       int64_t now_us, front_answered *answered, void *argument);
void questions_forget(struct questions *questions, uint64_t number);

/* A receipt. */
void questions_receive(struct questions *questions, uint64_t number,
                       const struct front_answer *receipt, int64_t now_us);
/* What was sent to this service may be lost: send it again, now. */
void questions_repeat(struct questions *questions, int source, int64_t now_us);

void questions_tick(struct questions *questions, int64_t now_us);
int64_t questions_due_us(const struct questions *questions);

#endif
