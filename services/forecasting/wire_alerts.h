/*
 * protobuf <-> alerts.
 */
#ifndef FORECASTING_WIRE_ALERTS_H
#define FORECASTING_WIRE_ALERTS_H

#include "services/forecasting/alert_book.h"
#include "services/forecasting/wire_check.h"

struct alerts_asked {
    bool kinds[ALERT_KIND_COUNT];
    const char *sku, *location; /* "": all */
    bool ended;
    uint32_t limit;
    const struct item *item; /* found by the handler */
    const struct location *place;
};
struct alerts_seen {
    const char *note;
    size_t count;
    int64_t ids[];
};

const void *read_get_alerts(struct arena *arena, const ProtobufCMessage *message,
                            struct refusal *refusal);
const void *read_acknowledge_alerts(struct arena *arena, const ProtobufCMessage *message,
                                    struct refusal *refusal);
const void *read_reopen_alerts(struct arena *arena, const ProtobufCMessage *message,
                               struct refusal *refusal);

const ProtobufCMessage *write_demand_alert(struct arena *arena, const struct alert *alert);
const ProtobufCMessage *write_alerts_view(struct arena *arena, const struct alert *const *alerts,
                                          size_t count, uint32_t limit);

#endif
