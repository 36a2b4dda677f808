/*
 * What to buy and to move, decided and asked for, as messages. Memory is the turn's.
 */
#ifndef FORECASTING_WIRE_REPLENISHMENT_H
#define FORECASTING_WIRE_REPLENISHMENT_H

#include "crossdock/forecasting/v1/forecasting.pb-c.h"
#include "services/forecasting/proposal.h"
#include "services/forecasting/wire_check.h"

/* ApproveReplenishments, RejectReplenishments, ReopenReplenishments. */
struct decisions_told {
    int32_t snooze_days;
    size_t count;
    struct decision_told {
        int64_t proposal_id;
        int64_t quantity; /* 0: as proposed */
        const char *reason;
    } list[];
};

/* GetReplenishments. */
struct replenishments_asked {
    bool states[PROPOSAL_STATE_COUNT];
    const char *sku, *location;
    uint32_t limit;
    int64_t after_id;
};

/* ReplenishmentRefused. */
struct replenishment_refused {
    int64_t proposal_id;
    const char *reason;
};

const void *read_approve_replenishments(struct arena *arena, const ProtobufCMessage *message,
                                        struct refusal *refusal);
const void *read_reject_replenishments(struct arena *arena, const ProtobufCMessage *message,
                                       struct refusal *refusal);
const void *read_reopen_replenishments(struct arena *arena, const ProtobufCMessage *message,
                                       struct refusal *refusal);
const void *read_get_replenishments(struct arena *arena, const ProtobufCMessage *message,
                                    struct refusal *refusal);
const void *read_replenishment_refused(struct arena *arena, const ProtobufCMessage *message,
                                       struct refusal *refusal);

Crossdock__Forecasting__V1__ReplenishmentProposed *
replenishment_message(struct arena *arena, const struct proposal *proposal);
const ProtobufCMessage *write_replenishment_proposed(struct arena *arena,
                                                     const struct proposal *proposal);
const ProtobufCMessage *write_replenishment_expired(struct arena *arena,
                                                    const struct proposal *proposal);
const ProtobufCMessage *write_replenishment_approved(struct arena *arena,
                                                     const struct proposal *proposal,
                                                     int64_t due_at_us);
const ProtobufCMessage *write_replenishment_rejected(struct arena *arena,
                                                     const struct proposal *proposal);
const ProtobufCMessage *write_replenishment_progressed(struct arena *arena,
                                                       const struct proposal *proposal,
                                                       const char *reason);
const ProtobufCMessage *write_safety_stock_changed(struct arena *arena, const struct place *place,
                                                   double service_level, const char *reason);

/* The first `count` of those that were asked for; units and value are of all of them. */
struct replenishments_found {
    const struct proposal **list;
    size_t count;
    bool more;
    int64_t units, value_minor;
    int32_t today; /* what is only proposed is due a lead time from here */
};
const ProtobufCMessage *write_replenishments_view(struct arena *arena,
                                                  const struct replenishments_found *found);

#endif
