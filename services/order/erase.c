/*
 * EraseCustomer: names and addresses are forgotten, the orders stay. That it was done is said for
 * each order and is a fact of its timeline; who it was is written nowhere.
 */
#include "services/order/handlers.h"
#include "services/order/steps.h"
#include "services/order/store_erase.h"
#include "services/order/wire_erase.h"

void
want_recipients_to_erase(struct turn *turn, const struct input *input)
{
    const struct erasure *erasure = input->message;

    if (erasure->order_id == 0) {
        store_want_recipients_of(turn, erasure->email);
        return;
    }
    store_want_order(turn, erasure->order_id);
    store_want_recipient(turn, erasure->order_id);
}

static void
erase(struct turn *turn, struct order *order, const char *reason)
{
    assert(order != NULL); /* a recipient is stored with its order */
    store_change_order(turn, order);
    store_erase_recipient(turn, order);
    wire_say_customer_erased(turn, order, reason);
}

static void
erase_order(struct turn *turn, const struct erasure *erasure)
{
    struct order *order = store_find_order(turn, erasure->order_id);
    struct recipient recipient;

    if (order == NULL) {
        turn_not_found(turn, "order_id", "there is no such order");
        return;
    }
    const bool is_known = store_find_recipient(turn, order->order_id, &recipient) ||
                          store_is_to_be_known(turn, order);
    if (is_known)
        erase(turn, order, erasure->reason);
    turn_accept(turn, wire_erase_reply(turn_arena(turn), is_known));
}

/* EraseCustomer -> CustomerErased, for each order whose recipient was known until now */
void
on_erase_customer(struct turn *turn, const struct input *input)
{
    const struct erasure *erasure = input->message;
    uint32_t found, erased = 0;

    if (erasure->order_id != 0) {
        erase_order(turn, erasure);
        return;
    }
    const int64_t *order_ids = store_orders_of(turn, erasure->email, &found);
    for (uint32_t i = 0; i < found; i++) {
        if (store_is_erased(turn, order_ids[i]))
            continue;
        erase(turn, store_find_order(turn, order_ids[i]), erasure->reason);
        erased++;
    }
    turn_accept(turn, wire_erase_reply(turn_arena(turn), erased));
}
