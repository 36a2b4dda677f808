/*
 * Blocks of memory; see blocks.h.
 */
#include "services/forecasting/blocks.h"

#include <stdlib.h>
#include <string.h>

#include "common/check.h"

static void
free_it(void *owner, void *what)
{
    (void)owner;
    free(what);
}

void
block_keep(struct journal *journal, void *memory, size_t bytes)
{
    if (journal != NULL)
        journal_keep(journal, memory, bytes);
}

void *
block_new(struct journal *journal, size_t bytes)
{
    void *block = calloc(1, bytes > 0 ? bytes : 1);

    assert(block != NULL);
    if (journal != NULL)
        journal_note(journal, free_it, NULL, NULL, block);
    return block;
}

void
block_drop(struct journal *journal, void *block)
{
    if (block == NULL)
        return;
    if (journal != NULL)
        journal_note(journal, NULL, free_it, NULL, block);
    else
        free(block);
}

void *
block_grown(struct journal *journal, void *block, uint32_t count, uint32_t *max, size_t item_bytes)
{
    if (count < *max)
        return block;
    *max = *max < 4 ? 4 : *max * 2;
    void *larger = block_new(journal, *max * item_bytes);
    if (count > 0)
        memcpy(larger, block, count * item_bytes);
    block_drop(journal, block);
    return larger;
}
