/*
 * The board: what a service shows to the loop thread, so that a question about it is answered at
 * once, without a turn. It is a copy of committed state in memory that only the loop thread
 * touches.
 *
 * A turn shows what it changed (turn_show). The entries leave with the turn's other notices and
 * before them, so whoever has a receipt or an event finds on the board what it tells of; a turn
 * that fails shows nothing. What an entry is and what an answer is made of, the service says
 * (struct board in service.h).
 */
#ifndef CROSSDOCK_BOARD_H
#define CROSSDOCK_BOARD_H

#include "common/exchange.h"
#include "common/service.h"

/* --- worker thread --------------------------------------------------------------------------- */

struct shown {
    struct notice *first, *last;
};

/* All that was shown: the list is the caller's. */
struct shown board_take_shown(struct shown *shown);
/* The same after a fill: what the board had before is forgotten. */
struct shown board_take_filled(struct shown *shown);
void board_drop_shown(struct shown *shown);

/* --- loop thread ----------------------------------------------------------------------------- */

struct board_server;

/* NULL when the service has no board. */
struct board_server *board_create(const struct service *service);
void board_destroy(struct board_server **board);

const void *board_memory(const struct board_server *board); /* the service's; NULL without a board */

void board_post(struct board_server *board, const struct notice *notice); /* NOTICE_SHOWN */

/* Is this command (a packed Event) for the board? */
bool board_is_asked(const struct board_server *board, const uint8_t *command, size_t bytes);
/* Read and check it as a turn would, and answer: a NOTICE_RECEIPT, which the caller frees. */
struct notice *board_ask(struct board_server *board, const struct route *peer,
                         const struct identity *from, const uint8_t *command, size_t bytes);

#endif
