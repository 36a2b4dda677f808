/* AuthorizeReturn, DeclineReturn, CancelReturn, CloseReturn; and what time decides. */
#include "services/order/handlers.h"
#include "services/order/return_commands.h"

/* AuthorizeReturn -> ReturnAuthorized */
void
on_authorize_return(struct turn *turn, const struct input *input)
{
    const struct return_command *command = input->message;
    struct rma *rma = find_return(turn, input);

    if (rma == NULL)
        return;
    if (command->expires_at_us != 0 && command->expires_at_us <= turn_now_us(turn)) {
        reject_return(turn, "expires_at_us has passed");
        return;
    }
    struct rma changed = *rma;
    if (!take_return_step(turn, &changed, ON_RETURN_ALLOWED))
        return;
    authorize_return(turn, &changed, command->expires_at_us);
    wire_say_return_authorized(turn, keep_return(turn, rma, &changed), rma);
    accept_return(turn, rma);
}

typedef void(say_end_function)(struct turn *turn, const struct order *order, const struct rma *rma,
                               const char *reason);

static void
end_return(struct turn *turn, const struct input *input, enum return_happening on,
           say_end_function *say)
{
    const struct return_command *command = input->message;
    struct rma *rma = find_return(turn, input);

    if (rma == NULL)
        return;
    struct rma changed = *rma;
    if (!take_return_step(turn, &changed, on))
        return;
    say(turn, keep_return(turn, rma, &changed), rma, command->reason);
    accept_return(turn, rma);
}

void
on_decline_return(struct turn *turn, const struct input *input)
{
    end_return(turn, input, ON_RETURN_DECLINED, wire_say_return_declined);
}

void
on_cancel_return(struct turn *turn, const struct input *input)
{
    end_return(turn, input, ON_RETURN_WITHDRAWN, wire_say_return_cancelled);
}

void
on_close_return(struct turn *turn, const struct input *input)
{
    end_return(turn, input, ON_RETURN_CLOSED, wire_say_return_closed);
}

/* An authorized return ran out -> ReturnExpired. Decisions have seen it as expired since. */
void
on_returns_due(struct turn *turn, const struct input *input)
{
    uint32_t count;
    struct rma *const *due = store_returns_due(turn, &count);

    (void)input;
    for (uint32_t i = 0; i < count; i++) {
        struct rma changed = *due[i];

        if (changed.status != RETURN_AUTHORIZED ||
            return_status_at(&changed, turn_now_us(turn)) != RETURN_EXPIRED)
            continue;
        changed.status = return_step(RETURN_AUTHORIZED, ON_TIME_RAN_OUT)->to;
        wire_say_return_expired(turn, keep_return(turn, due[i], &changed), due[i]);
    }
    store_returns_looked_after(turn);
}
