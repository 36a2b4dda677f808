/*
 * What is to come: heard from inventory's documents.
 */
#ifndef FORECASTING_SUPPLY_H
#define FORECASTING_SUPPLY_H

#include "common/service.h"

void on_purchase_order_changed(struct turn *turn, const struct input *input);
void on_shipment_announced(struct turn *turn, const struct input *input);
void on_shipment_received(struct turn *turn, const struct input *input);
void on_transfer_changed(struct turn *turn, const struct input *input);

#endif
