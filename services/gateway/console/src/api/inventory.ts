// The shapes of what inventory answers, as proto/crossdock/inventory/v1/inventory.proto has them; as
// much as the console shows. Change both together.

export interface LocationStock {
    location: string;
    onHand: string;
    sellable: string;
    bin: string;
    unavailable: string;
}
export interface Availability {
    sku: string;
    known: boolean;
    available: string;
    onHand: string;
    reserved: string;
    backordered: string;
    locations: LocationStock[];
    held: string;
    unavailable: string;
    inTransit: string;
    onOrder: string;
}
export interface AvailabilityView {
    items: Availability[];
}
export interface Holder {
    orderId: string; // 0: a cart hold
    channel: string;
    holdId: string;
    promised: string;
    backordered: string;
    sinceUs: string;
    expiresAtUs: string;
    held: boolean;
    priority: number;
}
export interface HoldersView {
    holders: Holder[];
    promised: string;
    backordered: string;
    more: boolean;
}
export interface DocumentLine {
    line: number;
    sku: string;
    sscc: string;
    expected: string;
    shipped: string;
    received: string;
    damaged: string;
    over: string;
    missing: string;
    reason: string;
}
export interface DocumentView {
    number: string;
    status: string;
    location: string;
    from: string;
    dueAtUs: string;
    lines: DocumentLine[];
}
export interface StockLine {
    sku: string;
    quantity: string;
    bin: string;
}
export interface CountReply {
    countId: string;
    status: string;
    lines: StockLine[];
}
export interface StockMovedReply {
    firstMovementId: string;
    count: number;
}
