/*
 * The service's tables: one function per query, one pair of files store_* per subject. What a turn
 * wants to read is named before it is loaded (store_want_*), what it changes is noted while it is
 * handled (store_note_*) and staged in one statement per table by store_save.
 */
#ifndef ROUTING_STORE_H
#define ROUTING_STORE_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"
#include "services/fulfillment-routing/store_decisions.h"
#include "services/fulfillment-routing/store_fulfillments.h"
#include "services/fulfillment-routing/store_items.h"
#include "services/fulfillment-routing/store_parcels.h"
#include "services/fulfillment-routing/store_later.h"
#include "services/fulfillment-routing/store_parked.h"
#include "services/fulfillment-routing/store_pickups.h"
#include "services/fulfillment-routing/store_shown.h"
#include "services/fulfillment-routing/store_places.h"
#include "services/fulfillment-routing/store_policies.h"
#include "services/fulfillment-routing/store_profiles.h"
#include "services/fulfillment-routing/store_regret.h"
#include "services/fulfillment-routing/store_scarcity.h"
#include "services/fulfillment-routing/store_shadow.h"
#include "services/fulfillment-routing/store_stock.h"
#include "services/fulfillment-routing/store_taken.h"
#include "services/fulfillment-routing/store_terms.h"
#include "services/fulfillment-routing/wire.h"

extern const size_t store_stage_bytes;

/* The service's memory, with the turn's journal. */
struct memory *store_memory(struct turn *turn);

void store_open(void *state, struct db *db, struct arena *scratch);
void store_close(void *state);
void store_load(struct turn *turn);
void store_save(struct turn *turn);

#endif
