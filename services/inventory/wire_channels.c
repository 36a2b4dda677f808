#include "services/inventory/wire_channels.h"

#include <string.h>

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "services/inventory/wire_check.h"

#define CHANNELS_MAX      100
#define CHANNEL_ITEMS_MAX 1000
#define UNITS_MAX         ON_HAND_MAX
#define DAYS_MAX          365

typedef Crossdock__Inventory__V1__Channel channel_message;
typedef Crossdock__Inventory__V1__ChannelItem item_message;

static bool
read_item(struct channel_item *to, const item_message *in, struct refusal *refusal)
{
    *to = (struct channel_item){.sku = in->sku, .buffer = in->buffer, .cap = in->cap};
    return text_fits(in->sku, 1, SKU_BYTES_MAX, "items.sku", refusal) &&
           number_fits(in->buffer, 0, UNITS_MAX, "items.buffer", refusal) &&
           number_fits(in->cap, 0, UNITS_MAX, "items.cap", refusal);
}

static bool
read_items(struct arena *arena, struct channel_definition *to, const channel_message *in,
           struct refusal *refusal)
{
    if (!number_fits((int64_t)in->n_items, 0, CHANNEL_ITEMS_MAX, "items", refusal))
        return false;
    to->items = arena_take(arena, in->n_items * sizeof *to->items);
    to->item_count = in->n_items;
    for (size_t i = 0; i < in->n_items; i++) {
        if (!read_item(&to->items[i], in->items[i], refusal))
            return false;
        for (size_t j = 0; j < i; j++) {
            if (strcmp(to->items[j].sku, to->items[i].sku) == 0)
                return refuse(refusal, "field 'items': %.64s is named twice", to->items[i].sku);
        }
    }
    return true;
}

static bool
read_channel(struct arena *arena, struct channel_definition *to, const channel_message *in,
             struct refusal *refusal)
{
    to->code = in->code;
    to->kind = (int32_t)in->kind;
    to->priority = in->priority;
    to->buffer = in->buffer;
    to->cap = in->cap;
    to->cancel_unfilled_days = in->cancel_unfilled_days;
    return is_channel(in->code, "code", refusal) &&
           number_fits((int64_t)in->kind, 0,
                       CROSSDOCK__INVENTORY__V1__CHANNEL_KIND__CHANNEL_B2B, "kind", refusal) &&
           number_fits(in->priority, 0, PRIORITY_MAX, "priority", refusal) &&
           number_fits(in->buffer, 0, UNITS_MAX, "buffer", refusal) &&
           number_fits(in->cap, 0, UNITS_MAX, "cap", refusal) &&
           number_fits(in->cancel_unfilled_days, 0, DAYS_MAX, "cancel_unfilled_days", refusal) &&
           read_items(arena, to, in, refusal);
}

const void *
wire_read_define_channels(struct arena *arena, const ProtobufCMessage *message,
                          struct refusal *refusal)
{
    const Crossdock__Inventory__V1__DefineChannels *in = (const void *)message;

    if (!number_fits((int64_t)in->n_channels, 1, CHANNELS_MAX, "channels", refusal))
        return NULL;
    struct define_channels *out =
        arena_take(arena, sizeof *out + in->n_channels * sizeof out->channels[0]);
    out->count = in->n_channels;
    for (size_t i = 0; i < in->n_channels; i++) {
        if (!read_channel(arena, &out->channels[i], in->channels[i], refusal))
            return NULL;
    }
    return out;
}

void
wire_say_channel_changed(struct turn *turn, const struct channel_definition *channel)
{
    Crossdock__Inventory__V1__ChannelChanged event =
        CROSSDOCK__INVENTORY__V1__CHANNEL_CHANGED__INIT;
    channel_message body = CROSSDOCK__INVENTORY__V1__CHANNEL__INIT;
    item_message *items = arena_take(turn_arena(turn), channel->item_count * sizeof *items);

    event.channel = &body;
    body.code = wire_text(channel->code);
    body.kind = (Crossdock__Inventory__V1__ChannelKind)channel->kind;
    body.priority = channel->priority;
    body.buffer = channel->buffer;
    body.cap = channel->cap;
    body.cancel_unfilled_days = channel->cancel_unfilled_days;
    body.n_items = channel->item_count;
    body.items = arena_take(turn_arena(turn), channel->item_count * sizeof *body.items);
    for (size_t i = 0; i < channel->item_count; i++) {
        crossdock__inventory__v1__channel_item__init(&items[i]);
        items[i].sku = wire_text(channel->items[i].sku);
        items[i].buffer = channel->items[i].buffer;
        items[i].cap = channel->items[i].cap;
        body.items[i] = &items[i];
    }
    turn_say(turn, channel->code, channel->code, &event.base);
}
