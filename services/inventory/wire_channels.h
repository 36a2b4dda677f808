/*
 * Channels: their rules in, what changed out.
 */
#ifndef INVENTORY_WIRE_CHANNELS_H
#define INVENTORY_WIRE_CHANNELS_H

#include "services/inventory/core/inventory.h"
#include "services/inventory/wire.h"

struct channel_item {
    const char *sku;
    int64_t buffer, cap;
};

struct channel_definition {
    const char *code;
    int32_t kind, priority, cancel_unfilled_days;
    int64_t buffer, cap;
    size_t item_count;
    struct channel_item *items;
};

struct define_channels {
    size_t count;
    struct channel_definition channels[];
};

read_function wire_read_define_channels;

void wire_say_channel_changed(struct turn *turn, const struct channel_definition *channel);

#endif
