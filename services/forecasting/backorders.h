/*
 * What customers wait for: told by inventory, one number a SKU. Where it counts: levels.h.
 */
#ifndef FORECASTING_BACKORDERS_H
#define FORECASTING_BACKORDERS_H

#include "common/service.h"

const void *read_backorders_changed(struct arena *arena, const ProtobufCMessage *message,
                                    struct refusal *refusal);
void on_backorders_changed(struct turn *turn, const struct input *input);

#endif
