/*
 * Undo for long-lived memory. A turn that fails must leave no trace in what stays in memory
 * between turns; so whoever changes such memory first tells the journal.
 *
 *     journal_keep(journal, &stock->on_hand, sizeof stock->on_hand);
 *     stock->on_hand += quantity;
 *
 * Maps note their own additions and removals (map.h).
 */
#ifndef CROSSDOCK_JOURNAL_H
#define CROSSDOCK_JOURNAL_H

#include <stddef.h>

struct journal;

struct journal *journal_create(void);
void journal_destroy(struct journal **journal);

/* Remember these bytes as they are now. */
void journal_keep(struct journal *journal, void *memory, size_t bytes);

/* Remember to call undo(owner, what) on rollback and done(owner, what) on commit; either may be NULL. */
void journal_note(struct journal *journal, void (*undo)(void *owner, void *what),
                  void (*done)(void *owner, void *what), void *owner, void *what);

void journal_commit(struct journal *journal);   /* forget; runs the done functions, oldest first */
void journal_rollback(struct journal *journal); /* restore, newest first */

#endif
