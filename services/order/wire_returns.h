/* Commands about returns, their answers, and what is said of returns. */
#ifndef CROSSDOCK_ORDER_WIRE_RETURNS_H
#define CROSSDOCK_ORDER_WIRE_RETURNS_H

#include "services/order/core/returns.h"
#include "services/order/wire.h"

/* What a command does not have is 0 or "". */
struct return_command {
    int64_t return_id; /* 0: of a blind one, or of one that is to be made */
    int64_t order_id;
    int64_t expires_at_us;
    const char *reason;
    const char *reference;
    const char *location;
    uint32_t change_count;
    struct return_change *changes;
};

read_function wire_read_request_return; /* struct return_command, like all of these */
read_function wire_read_authorize_return;
read_function wire_read_decline_return;
read_function wire_read_cancel_return;
read_function wire_read_receive_return;
read_function wire_read_inspect_return;
read_function wire_read_resolve_return;
read_function wire_read_close_return;
read_function wire_read_get_returns;
read_function wire_read_location_changed; /* const char: the code */

const ProtobufCMessage *wire_return_reply(struct arena *arena, const struct rma *rma);
const ProtobufCMessage *wire_returns_view(struct arena *arena, const struct rma *const *returns,
                                          uint32_t return_count, int64_t now_us);
/* Fills in what an answer to GetOrder tells of returns, line by line. */
void wire_add_returns(const ProtobufCMessage *order_view, const struct rma *const *returns,
                      uint32_t return_count, int64_t now_us);

/* key = order id, or "return <id>" when the order is not known; subject = channel. order may be
 * NULL. */
void wire_say_return_requested(struct turn *turn, const struct order *order, const struct rma *rma);
void wire_say_return_authorized(struct turn *turn, const struct order *order,
                                const struct rma *rma);
void wire_say_return_declined(struct turn *turn, const struct order *order, const struct rma *rma,
                              const char *reason);
void wire_say_return_cancelled(struct turn *turn, const struct order *order, const struct rma *rma,
                               const char *reason);
void wire_say_return_expired(struct turn *turn, const struct order *order, const struct rma *rma);
void wire_say_return_closed(struct turn *turn, const struct order *order, const struct rma *rma,
                            const char *reason);
/* Of the lines in the command, which are named in full. */
void wire_say_return_received(struct turn *turn, const struct order *order, const struct rma *rma,
                              const struct return_command *command);
void wire_say_return_inspected(struct turn *turn, const struct order *order, const struct rma *rma,
                               const struct return_command *command);
void wire_say_return_resolved(struct turn *turn, const struct order *order, const struct rma *rma,
                              const struct return_command *command);
/* Of the refunded ones among them. */
void wire_say_refund_due(struct turn *turn, const struct order *order, const struct rma *rma,
                         const struct return_command *command, int64_t amount_minor);

#endif
