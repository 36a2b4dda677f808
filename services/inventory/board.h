/*
 * What inventory shows to the loop thread (common/board.h): a copy of its items, locations and
 * balances as they are committed, in the same structs, so that the same rules judge it.
 */
#ifndef INVENTORY_BOARD_H
#define INVENTORY_BOARD_H

#include "common/service.h"
#include "services/inventory/core/inventory.h"

extern const struct board inventory_board;

/* The end of a turn: show what changed (struct changed) and has not been shown. */
void board_show_changed(struct turn *turn);

/* The rules of a channel have changed, and what it may have of items. */
void board_show_channel(struct turn *turn, const struct channel *channel);
/* After board_show_changed: holds that began or ended, by next_noted. */
void board_show_holds(struct turn *turn, const struct cart_hold *noted);

/* The answer to GetAvailability; see struct board. */
const ProtobufCMessage *availability_answer(const void *board, struct arena *arena,
                                            const struct input *input, int64_t now_us);

/* NULL: unknown. */
const struct item *board_find_item(const void *board, const char *sku);
const struct channel *board_find_channel(const void *board, const char *code);

#endif
