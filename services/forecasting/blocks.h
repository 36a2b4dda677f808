/*
 * Blocks of memory that live between turns and do not grow: a new one is freed when the turn rolls
 * back, one that was replaced when it commits. The journal is NULL while memory is rebuilt.
 */
#ifndef FORECASTING_BLOCKS_H
#define FORECASTING_BLOCKS_H

#include <stdint.h>

#include "common/journal.h"

void block_keep(struct journal *journal, void *memory, size_t bytes);
/* Zeroed. */
void *block_new(struct journal *journal, size_t bytes);
/* Nobody needs it any more; may be NULL. */
void block_drop(struct journal *journal, void *block);
/* The block, or a larger one with its content in place of it when `count` items fill it; *max
 * items have room, the caller keeps it and the pointer in the journal. */
void *block_grown(struct journal *journal, void *block, uint32_t count, uint32_t *max,
                  size_t item_bytes);

#endif
