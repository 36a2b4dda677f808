/*
 * What buyers decide on proposals, what inventory says to it, and what is asked.
 */
#ifndef FORECASTING_PROPOSAL_DECISIONS_H
#define FORECASTING_PROPOSAL_DECISIONS_H

#include "common/service.h"

void on_approve_replenishments(struct turn *turn, const struct input *input);
void on_reject_replenishments(struct turn *turn, const struct input *input);
void on_reopen_replenishments(struct turn *turn, const struct input *input);
void on_replenishment_refused(struct turn *turn, const struct input *input);
void on_get_replenishments(struct turn *turn, const struct input *input);

#endif
