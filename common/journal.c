/*
 * Undo for long-lived memory: a log of old bytes and of functions to call, replayed from its end.
 *
 * The log only grows within a turn and keeps its room for the next one. `held` has the old bytes
 * of all kept records behind each other; a record knows where its own start.
 */
#include "common/journal.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/check.h"

struct kept {
    void *memory;
    size_t bytes;
    size_t at; /* where the old bytes start in held */
};

struct note {
    void (*undo)(void *owner, void *what);
    void (*done)(void *owner, void *what);
    void *owner, *what;
};

struct record {
    bool is_note;
    union {
        struct kept kept;
        struct note note;
    };
};

struct journal {
    struct record *records;
    size_t count, count_max;
    char *held;
    size_t held_bytes, held_bytes_max;
    bool ending; /* in commit or rollback: nothing may be added */
};

struct journal *
journal_create(void)
{
    struct journal *journal = calloc(1, sizeof *journal);

    assert(journal != NULL);
    return journal;
}

void
journal_destroy(struct journal **journal)
{
    if (*journal == NULL)
        return;
    assert((*journal)->count == 0);
    free((*journal)->records);
    free((*journal)->held);
    free(*journal);
    *journal = NULL;
}

static struct record *
add_record(struct journal *journal)
{
    assert(!journal->ending);
    if (journal->count == journal->count_max) {
        journal->count_max = journal->count_max == 0 ? 1024 : journal->count_max * 2;
        journal->records = realloc(journal->records, journal->count_max * sizeof *journal->records);
        assert(journal->records != NULL);
    }
    return &journal->records[journal->count++];
}

void
journal_keep(struct journal *journal, void *memory, size_t bytes)
{
    struct record *record = add_record(journal);

    if (bytes > journal->held_bytes_max - journal->held_bytes) {
        size_t wanted = (journal->held_bytes + bytes) * 2;
        journal->held_bytes_max = wanted < 65536 ? 65536 : wanted;
        journal->held = realloc(journal->held, journal->held_bytes_max);
        assert(journal->held != NULL);
    }
    record->is_note = false;
    record->kept = (struct kept){.memory = memory, .bytes = bytes, .at = journal->held_bytes};
    if (bytes > 0)
        memcpy(journal->held + journal->held_bytes, memory, bytes);
    journal->held_bytes += bytes;
}

void
journal_note(struct journal *journal, void (*undo)(void *owner, void *what),
             void (*done)(void *owner, void *what), void *owner, void *what)
{
    struct record *record = add_record(journal);

    record->is_note = true;
    record->note = (struct note){.undo = undo, .done = done, .owner = owner, .what = what};
}

static void
forget(struct journal *journal)
{
    journal->count = 0;
    journal->held_bytes = 0;
    journal->ending = false;
}

void
journal_commit(struct journal *journal)
{
    journal->ending = true;
    for (size_t i = 0; i < journal->count; i++) {
        const struct record *record = &journal->records[i];
        if (record->is_note && record->note.done != NULL)
            record->note.done(record->note.owner, record->note.what);
    }
    forget(journal);
}

void
journal_rollback(struct journal *journal)
{
    journal->ending = true;
    for (size_t i = journal->count; i-- > 0;) {
        const struct record *record = &journal->records[i];
        if (!record->is_note && record->kept.bytes > 0)
            memcpy(record->kept.memory, journal->held + record->kept.at, record->kept.bytes);
        else if (record->is_note && record->note.undo != NULL)
            record->note.undo(record->note.owner, record->note.what);
    }
    forget(journal);
}
