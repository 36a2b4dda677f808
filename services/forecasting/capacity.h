/*
 * What locations can ship, as routing's profiles tell.
 */
#ifndef FORECASTING_CAPACITY_H
#define FORECASTING_CAPACITY_H

#include "common/service.h"

const void *read_profile_changed(struct arena *arena, const ProtobufCMessage *message,
                                 struct refusal *refusal);
void on_profile_changed(struct turn *turn, const struct input *input);

#endif
