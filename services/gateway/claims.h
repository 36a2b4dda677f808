/*
 * Idempotency keys: what a caller said under which key, for some days. The rows are read for the
 * turns that ask for them; memory holds none.
 */
#ifndef GATEWAY_CLAIMS_H
#define GATEWAY_CLAIMS_H

#include "common/map.h"
#include "common/turn.h"

/* In struct stage. */
struct claims_stage {
    struct map *by_key; /* "caller\nkey" -> struct claim, also of those not made yet */
    struct column callers, keys;
};

/* For store.h. */
void claims_load(struct turn *turn);

#endif
