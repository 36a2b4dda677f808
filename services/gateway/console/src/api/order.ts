// The shapes of what the order service answers, as proto/crossdock/order/v1/order.proto has them; as
// much as the console shows. Change both together.

export interface Destination {
    country: string;
    region: string;
    city: string;
    postalCode: string;
}
export interface Recipient {
    name: string;
    street: string;
    phone: string;
    email: string;
}
export interface Hold {
    reason: string;
    note: string;
    expiresAtUs: string;
    by: string;
    atUs: string;
}
export interface LineQuantity {
    line: number;
    sku: string;
    quantity: string;
    together: number;
}
/** ordered - cancelled = backordered + reserved + allocated + shipped, from the first promise on. */
export interface LineView {
    line: number;
    sku: string;
    unitPriceMinor: string;
    ordered: string;
    cancelled: string;
    backordered: string;
    reserved: string;
    allocated: string;
    picked: string;
    shipped: string;
    together: number;
    returnRequested: string;
    returned: string;
    restocked: string;
    refunded: string;
    expectedAtUs: string;
    delivered: string;
}
export interface OrderView {
    orderId: string;
    channel: string;
    externalId: string;
    status: string;
    progress: string;
    placedAtUs: string;
    receivedAtUs: string;
    currency: string;
    destination?: Destination;
    recipient?: Recipient;
    lines: LineView[];
    shipComplete: boolean;
    priority: number;
    waitsFor: string;
    holds: Hold[];
    cancelUnfilledAtUs: string;
    exchangeForReturnId: string;
    terms?: { deliverByDay: number; pickupLocation: string; substitutesAllowed: boolean };
}

export interface ReturnLineView {
    line: number;
    sku: string;
    reason: string;
    requested: string;
    received: string;
    inspected: string;
    restocked: string;
    refurbished: string;
    quarantined: string;
    returnedToVendor: string;
    scrapped: string;
    refunded: string;
    exchanged: string;
    unresolved: string;
    refundMinor: string;
}
export interface ReturnView {
    returnId: string;
    orderId: string;
    channel: string;
    status: string;
    blind: boolean;
    reference: string;
    requestedAtUs: string;
    expiresAtUs: string;
    currency: string;
    lines: ReturnLineView[];
    exchangeOrderId: string;
}
export interface ReturnsView {
    returns: ReturnView[];
}
export interface ReturnReply {
    returnId: string;
    status: string;
}
