/* The worker's side of board.h: what a turn shows. */
#ifndef GATEWAY_BOARD_SHOW_H
#define GATEWAY_BOARD_SHOW_H

#include "services/gateway/people.h"
#include "services/gateway/webhooks.h"

void board_show_key(struct turn *turn, const struct api_key *key);
void board_show_user(struct turn *turn, const struct user *user);
/* After its user. */
void board_show_session(struct turn *turn, const struct session *session, bool is_over);
/* Also when there is something to deliver. */
void board_show_webhook(struct turn *turn, const struct webhook *webhook, bool is_over);

#endif
