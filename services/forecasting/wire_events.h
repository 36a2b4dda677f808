/*
 * Promotions, holidays and analogues as they are told, checked and made plain; and as they are
 * shown. Memory is the turn's.
 */
#ifndef FORECASTING_WIRE_EVENTS_H
#define FORECASTING_WIRE_EVENTS_H

#include "services/forecasting/memory.h"
#include "services/forecasting/wire_check.h"

struct promotion_told {
    const char *id, *category, *channel, *note;
    char *const *skus;
    uint32_t sku_count;
    int32_t from_day, to_day;
    double lift, price_change;
};
struct promotions_told {
    size_t count;
    struct promotion_told list[];
};
/* CancelPromotion: an id. */

struct holidays_told {
    size_t count;
    struct holiday list[];
};

struct analogues_told {
    const char *sku;
    char *const *like;
    uint32_t count;
    double scale;
    int32_t launch_day;
};

struct days_asked {
    int32_t from_day, to_day;
};

const void *read_define_promotions(struct arena *arena, const ProtobufCMessage *message,
                                   struct refusal *refusal);
const void *read_cancel_promotion(struct arena *arena, const ProtobufCMessage *message,
                                  struct refusal *refusal);
const void *read_define_holidays(struct arena *arena, const ProtobufCMessage *message,
                                 struct refusal *refusal);
const void *read_define_analogues(struct arena *arena, const ProtobufCMessage *message,
                                  struct refusal *refusal);
const void *read_get_demand_events(struct arena *arena, const ProtobufCMessage *message,
                                   struct refusal *refusal);

const ProtobufCMessage *write_demand_events(struct arena *arena, const struct events *events,
                                            const struct days_asked *asked);

#endif
