/* Every kind of fact: its event, whose it is, and how people say it. */
#include "services/order/core/fact.h"

#define INVENTORY SAID_BY_INVENTORY
#define ROUTING   SAID_BY_ROUTING
#define ORDER     SAID_BY_ORDER

/* clang-format off */
const struct fact_kind_row fact_kinds[FACT_KIND_COUNT] = {
    /* kind = event, who said it, what its number is, has units, words */
    [FACT_NONE] = {"", ORDER, NUMBERS_NOTHING, false, ""},
    [FACT_ORDER_PLACED] = {"OrderPlaced", ORDER, NUMBERS_NOTHING, true, "ordered"},
    [FACT_RESERVATION_COMMITTED] = {"ReservationCommitted", INVENTORY, NUMBERS_NOTHING, true, "promised, and on its way to routing"},
    [FACT_STOCK_RESERVED] = {"StockReserved", INVENTORY, NUMBERS_NOTHING, true, "promised while the order is on hold"},
    [FACT_STOCK_BACKORDERED] = {"StockBackordered", INVENTORY, NUMBERS_NOTHING, true, "waits for stock"},
    [FACT_RESERVATION_RELEASED] = {"ReservationReleased", INVENTORY, NUMBERS_REQUEST, true, "given back by inventory"},
    [FACT_RESERVATION_REDIRECTED] = {"ReservationRedirected", INVENTORY, NUMBERS_REQUEST, false, "inventory has answered the new address"},
    [FACT_FULFILLMENT_PLANNED] = {"FulfillmentPlanned", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "planned"},
    [FACT_ORDER_PARKED] = {"OrderParked", ROUTING, NUMBERS_NOTHING, false, "cannot be routed and waits for people"},
    [FACT_ITEM_PICKED] = {"ItemPicked", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "picked"},
    [FACT_ITEM_SHORT] = {"ItemShort", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "not found, to be routed again"},
    [FACT_FULFILLMENT_REJECTED] = {"FulfillmentRejected", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "refused by the warehouse, to be routed again"},
    [FACT_FULFILLMENT_CANCELLED] = {"FulfillmentCancelled", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "called back from the warehouse"},
    [FACT_FULFILLMENT_SHIPPED] = {"FulfillmentShipped", ROUTING, NUMBERS_FULFILLMENT_ORDER, true, "shipped"},
    [FACT_ORDER_HELD] = {"OrderHeld", ORDER, NUMBERS_HOLD, false, "put on hold"},
    [FACT_HOLD_RELEASED] = {"HoldReleased", ORDER, NUMBERS_HOLD, false, "a hold is released"},
    [FACT_ORDER_RELEASED] = {"OrderReleased", ORDER, NUMBERS_NOTHING, false, "no hold is open any more"},
    [FACT_ORDER_AMENDED] = {"OrderAmended", ORDER, NUMBERS_REQUEST, true, "ordered in addition"},
    [FACT_ORDER_REDIRECT_REQUESTED] = {"OrderRedirectRequested", ORDER, NUMBERS_REQUEST, false, "a new address is asked for"},
    [FACT_ORDER_REDIRECTED] = {"OrderRedirected", ORDER, NUMBERS_REQUEST, false, "what has not left goes to the new address"},
    [FACT_ORDER_AMEND_REFUSED] = {"OrderAmendRefused", ORDER, NUMBERS_REQUEST, false, "nothing could be changed any more"},
    [FACT_ORDER_CANCEL_REQUESTED] = {"OrderCancelRequested", ORDER, NUMBERS_REQUEST, true, "to be cancelled"},
    [FACT_ORDER_LINES_CANCELLED] = {"OrderLinesCancelled", ORDER, NUMBERS_REQUEST, true, "cancelled, the rest goes on"},
    [FACT_ORDER_CANCELLED] = {"OrderCancelled", ORDER, NUMBERS_REQUEST, true, "cancelled, nothing is left to fill"},
    [FACT_ORDER_CANCEL_REFUSED] = {"OrderCancelRefused", ORDER, NUMBERS_REQUEST, false, "nothing could be cancelled any more"},
    [FACT_ORDER_CLOSED] = {"OrderClosed", ORDER, NUMBERS_NOTHING, false, "every unit is shipped or cancelled"},
    [FACT_RETURN_REQUESTED] = {"ReturnRequested", ORDER, NUMBERS_RETURN, true, "to come back"},
    [FACT_RETURN_AUTHORIZED] = {"ReturnAuthorized", ORDER, NUMBERS_RETURN, true, "allowed to come back"},
    [FACT_RETURN_DECLINED] = {"ReturnDeclined", ORDER, NUMBERS_RETURN, false, "the return is declined"},
    [FACT_RETURN_CANCELLED] = {"ReturnCancelled", ORDER, NUMBERS_RETURN, false, "the return is withdrawn"},
    [FACT_RETURN_EXPIRED] = {"ReturnExpired", ORDER, NUMBERS_RETURN, false, "nothing came back in time"},
    [FACT_RETURN_RECEIVED] = {"ReturnReceived", ORDER, NUMBERS_RETURN, true, "came back"},
    [FACT_RETURN_INSPECTED] = {"ReturnInspected", ORDER, NUMBERS_RETURN, true, "looked at"},
    [FACT_RETURN_RESOLVED] = {"ReturnResolved", ORDER, NUMBERS_RETURN, true, "settled with the customer"},
    [FACT_REFUND_DUE] = {"RefundDue", ORDER, NUMBERS_RETURN, true, "to be refunded"},
    [FACT_RETURN_CLOSED] = {"ReturnClosed", ORDER, NUMBERS_RETURN, false, "nothing more is expected of the return"},
    [FACT_CUSTOMER_ERASED] = {"CustomerErased", ORDER, NUMBERS_NOTHING, false, "the customer's name and address are forgotten"},
};
/* clang-format on */

const char *
hold_words(uint64_t reason)
{
    /* By HoldReason of the protocol. */
    static const char *const words[] = {
        "",
        "until it is paid",
        "for a fraud review",
        "for its address",
        "for the customer's credit",
        "for an export check",
        "by the operations team",
        "for another reason",
    };

    return reason < sizeof words / sizeof words[0] ? words[reason] : "";
}
