/*
 * After `crossdock-gateway rebuild`: through where each feed is heard for the second time. What is
 * heard again makes the read model, and nobody is told of it again: no webhook (webhooks_pass), no
 * listener (web/events.c). Rows are written by sql/rebuild.sql alone.
 */
#ifndef GATEWAY_REBUILT_H
#define GATEWAY_REBUILT_H

#include "common/map.h"
#include "common/turn.h"
#include "services/gateway/core/place.h"

struct rebuilt {
    struct place through;
    struct map
        *untold[PLACE_FEEDS]; /* by position: set aside when it was heard first; NULL: none */
};

bool rebuilt_was_told(const struct rebuilt *rebuilt, const struct input *input);

/* For store.h. */
void rebuilt_open(struct rebuilt *rebuilt, struct db *db);
void rebuilt_close(struct rebuilt *rebuilt);

#endif
