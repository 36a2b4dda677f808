/*
 * What to buy and to move: proposed when a location's stock crosses its reorder point, approved by
 * a buyer or by limits, followed until the goods are there.
 */
#ifndef FORECASTING_PROPOSALS_H
#define FORECASTING_PROPOSALS_H

#include "common/service.h"
#include "services/forecasting/proposal.h"
#include "services/forecasting/wire_supply.h"

/* An item with a forecast, whose stock, forecast or terms changed. */
void proposals_look_at(struct turn *turn, struct item *item);
/* Stock is on the other side of the reorder point than what is proposed says. */
bool proposals_crossed(const struct place *place);
/* A document of inventory changed: is it one of ours? */
void proposals_document_changed(struct turn *turn, const char *number, enum document_status status,
                                int64_t received);
/* Say where it stands, and write it. */
void proposals_progress(struct turn *turn, const struct proposal *proposal, const char *reason);
/* By a buyer, or "automatic". quantity 0: as proposed. It must be PROPOSED. */
void proposals_approve(struct turn *turn, struct proposal *proposal, int64_t quantity,
                       const char *by, const char *reason);

#endif
